"""A part of the plan: the memory by which cards are remembered, fitted to the student's answers or the usual one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thaw_desktop.core.errors import ThawError
from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.widgets import FlowLayout, button, plain_label
from thaw_desktop.ui.words import number

if TYPE_CHECKING:
    from thaw_desktop.flashcards.fit import Fit
    from thaw_desktop.ui.outlook import OutlookDesk
    from thaw_desktop.ui.theme import Theme

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""


class FitRow(QWidget):
    """Says which memory is used; a button fits it, which takes effect at once, and another goes back to the usual."""

    def __init__(self, theme: Theme, outlook: OutlookDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outlook = outlook
        self.told = plain_label("", "secondary", wrap=True)
        self.told.setAccessibleName(self.tr("Memory"))
        self.fit = button(self.tr("&Fit the memory to my answers"), "secondary")
        self.fit.clicked.connect(self._fit)
        self.back = button(self.tr("Back to the &usual memory"), "quiet")
        self.back.clicked.connect(self._set_back)
        row = QWidget()
        flow = FlowLayout(row, theme.px(8))
        flow.addWidget(self.fit)
        flow.addWidget(self.back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.told)
        column.addWidget(row)
        self._look_again()

    def _look_again(self, told: str = "") -> None:
        fitted = self._outlook.fitting.is_fitted()
        usual = (
            self.tr("Cards are remembered as your own answers say.")
            if fitted
            else self.tr("Cards are remembered as most students do. From 1,000 answers Thaw can learn how you do.")
        )
        self.told.setText(told or usual)
        self.fit.setEnabled(True)
        self.back.setVisible(fitted)
        if told:
            announce(self, told)

    @Slot()
    def _fit(self) -> None:
        self.fit.setEnabled(False)
        self.told.setText(self.tr("Trying it on your answers…"))
        self._outlook.fit(self._take, self._look_again)

    def _take(self, found: Fit | None) -> None:
        if found is None:
            self._look_again()
            return
        try:
            adopted = self._outlook.fitting.adopt(found)
        except ThawError as error:
            self._look_again(error.sentence)
            return
        self._look_again(fit_words(found, adopted=adopted))

    @Slot()
    def _set_back(self) -> None:
        try:
            self._outlook.fitting.set_back()
        except ThawError as error:
            self._look_again(error.sentence)
            return
        self._look_again()
        self.fit.setFocus()


def fit_words(found: Fit, *, adopted: bool) -> str:
    """What came of fitting, before and after."""
    figures = {
        "n": number(found.tried_on),
        "loss": f"{found.before.log_loss:.3f}",
        "new_loss": f"{found.after.log_loss:.3f}",
        "error": f"{100 * found.before.error:.1f}",
        "new_error": f"{100 * found.after.error:.1f}",
    }
    measured = translate(
        "FitRow",
        "On {n} later answers the usual memory has a log loss of {loss} and an error of {error} %, the fitted one"
        " {new_loss} and {new_error} %.",
    ).format(**figures)
    if adopted:
        return measured + " " + translate("FitRow", "It is used from now on, and cards come on the days it says.")
    return measured + " " + translate("FitRow", "That is not better by both, so nothing was changed.")
