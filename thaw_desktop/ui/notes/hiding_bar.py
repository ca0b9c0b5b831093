"""What is to be hidden on the page, how much of it has been revealed, and one button for all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from thaw_desktop.core.errors import ThawError
from thaw_desktop.notes.hiding import KINDS, Kind
from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.notes.hiding_layer import HidingLayer
from thaw_desktop.ui.widgets import FlowLayout, IconButton, button, plain_label
from thaw_desktop.ui.words import share

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from thaw_desktop.content.model import Term
    from thaw_desktop.core.settings import SettingsStore
    from thaw_desktop.ui.notes.page import Page
    from thaw_desktop.ui.theme import Theme


_LOW = 330
"""Height of a window that is too low for two lines above the page, px at 100 %."""


class HidingBar(QWidget):
    """Three ticks, a count and a button.

    Attributes:
        ticks: what is hidden, by kind.
        count: how much of it is revealed.
        all: reveals everything, or hides it again.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.ticks: dict[Kind, QCheckBox] = {
            "terms": QCheckBox(self.tr("Key terms")),
            "dates": QCheckBox(self.tr("Dates")),
            "names": QCheckBox(self.tr("Names")),
        }
        self._any = False
        self.count = plain_label("", "secondary")
        self.all = button("", "quiet", description=self.tr("V on the page"))
        self._flow = FlowLayout(self)
        for one in (*self.ticks.values(), self.count, self.all):
            self._flow.addWidget(one)
        for kind, tick in self.ticks.items():
            tick.setAccessibleName(self.tr("Hide: {what}").format(what=tick.text()))
            tick.setProperty("hides", kind)
        self._give_room()
        theme.changed.connect(self._give_room)
        self.hide()

    def told(self, count: str, of_all: str, *, any_pieces: bool) -> None:
        """Say how much is revealed, and what the button would do."""
        self.count.setText(count)
        self.all.setText(of_all)
        self._any = any_pieces
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Leave the page its room in a low window."""
        super().showEvent(event)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the page its room in a low window."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a low window there is one line only: a key does what the button does, and says the count."""
        low = self.isVisible() and self.window().height() < self._theme.px(_LOW)
        self.count.setHidden(low)
        self.all.setHidden(low or not self._any)

    @Slot()
    def _give_room(self) -> None:
        self._flow.setSpacing(self._theme.px(6))
        height = self.all.sizeHint().height()
        for one in (*self.ticks.values(), self.count):
            one.setMinimumHeight(height)


class Hiding(QObject):
    """Hides key terms, dates and names on the sections that are read, until they are asked for.

    Attributes:
        bar: stands above the page while something is hidden.
        layer: does it on the page.
        button: switches it on and off.
        on: whether it is switched on.

    Signals:
        switched: it was switched on or off, or other things are hidden now.
        trouble: a plain sentence for the window.
    """

    switched = Signal()
    trouble = Signal(str)

    def __init__(self, theme: Theme, page: Page, settings: SettingsStore) -> None:
        super().__init__(page)
        self._page = page
        self._settings = settings
        self._terms: Callable[[], Sequence[Term]] = _no_terms
        self._is_section = False
        self.on = False
        self.layer = HidingLayer(theme, page)
        self.bar = HidingBar(theme)
        self.button = IconButton(theme, "hide", self.tr("Hide words and recall them (X on the page)"))
        self.button.setCheckable(True)
        for kind, tick in self.bar.ticks.items():
            tick.setChecked(kind in settings.current.hidden)
            tick.toggled.connect(self._choose)
        self.button.clicked.connect(self.toggle)
        self.bar.all.clicked.connect(self.toggle_all)
        self.layer.changed.connect(self._show_count)
        self._show_count()

    # What the tab asks

    def begin_page(self, terms: Callable[[], Sequence[Term]], *, is_section: bool) -> None:
        """Another page is about to be shown; only sections have anything to hide.

        Args:
            terms: gives the glossary, asked only while something is hidden.
            is_section: whether the page is a section.
        """
        self._terms, self._is_section = terms, is_section
        self.button.setVisible(is_section)
        self.bar.setVisible(self.on and is_section)
        self.layer.begin_page()
        self.layer.prepare(self._kinds(), terms() if self._kinds() else ())

    def hides(self, kind: Kind) -> bool:
        """Whether a kind of pieces is hidden on the page that is open."""
        return kind in self._kinds()

    def open(self, link: str) -> bool:
        """Reveal what a link of the page stands for; False when it stands for nothing hidden."""
        return self.layer.open(link)

    @Slot()
    def toggle(self) -> None:
        """Switch it on or off."""
        if not self._is_section:
            return
        self.on = not self.on
        self.button.setChecked(self.on)
        self.bar.setVisible(self.on)
        self._apply()
        told = self.tr("{n} pieces are hidden. Tab goes from one to the next, Enter reveals it.")
        announce(self._page, told.format(n=self.layer.total) if self.on else self.tr("Nothing is hidden."))

    @Slot()
    def toggle_all(self) -> None:
        """Reveal everything, or hide it again."""
        if not self.on or not self._is_section:
            return
        if self.layer.revealed < self.layer.total:
            self.layer.reveal_all()
        else:
            self.layer.hide_again()
        announce(self._page, self.bar.count.text())

    # Inside

    def _kinds(self) -> list[Kind]:
        return [kind for kind in KINDS if self.on and self._is_section and self.bar.ticks[kind].isChecked()]

    def _apply(self) -> None:
        self.layer.hide(self._kinds(), self._terms() if self._kinds() else ())
        self.switched.emit()

    @Slot()
    def _choose(self) -> None:
        try:
            self._settings.change(hidden=tuple(kind for kind in KINDS if self.bar.ticks[kind].isChecked()))
        except ThawError as error:
            self.trouble.emit(error.sentence)
        self._apply()

    @Slot()
    def _show_count(self) -> None:
        revealed, total = self.layer.revealed, self.layer.total
        told = self.tr("{share} revealed").format(share=share(revealed, total))
        self.bar.told(
            told if total else self.tr("Nothing to hide here"),
            self.tr("Reveal all") if revealed < total else self.tr("Hide again"),
            any_pieces=total > 0,
        )


def _no_terms() -> Sequence[Term]:
    return ()
