"""Writing to a question of one's own, in a time of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFormLayout, QPlainTextEdit, QSpinBox

from thaw_desktop.practice.own_question import LONGEST, OwnQuestion
from thaw_desktop.ui.overlay import ColourSheet
from thaw_desktop.ui.widgets import button, plain_label
from thaw_desktop.ui.widgets.roomy_dialog import RoomyDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.theme import Theme

_LONGEST_MINUTES = 600


class OwnQuestionDialog(RoomyDialog):
    """Asks for the question, its marks and the time.

    Attributes:
        text: the question.
        marks: the highest mark; 0 for not known.
        minutes: the time.
        start: begins.

    Signals:
        chosen: begin; carries the `OwnQuestion`.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, self.tr("Own question"), parent)
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setProperty("role", "page")
        self.text.setAccessibleName(self.tr("The question"))
        self.text.setPlaceholderText(self.tr("Type or paste the question, from a past paper for example."))
        self.text.setMinimumHeight(theme.px(120))
        self.marks, self.minutes = QSpinBox(), QSpinBox()
        self.marks.setRange(0, 1_000)
        self.marks.setSpecialValueText(self.tr("not known"))
        self.minutes.setRange(1, _LONGEST_MINUTES)
        self.minutes.setValue(45)
        self.minutes.setSuffix(self.tr(" min"))
        self.start = button(self.tr("Start"), "primary", description=self.tr("Start writing (Ctrl+Enter)"))
        cancel = button(self.tr("Cancel"), "secondary")
        form = QFormLayout()
        form.addRow(self.tr("Mar&ks"), self.marks)
        form.addRow(self.tr("Tim&e"), self.minutes)
        self.body.addWidget(self.text)
        self.body.addLayout(form)
        note = self.tr("There are no mark points to look for: afterwards you read your answer again yourself.")
        self.body.addWidget(plain_label(note, "secondary", wrap=True))
        self.add_buttons(cancel, self.start)
        self.text.textChanged.connect(self._allow)
        self.start.clicked.connect(self._choose)
        cancel.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.start.click)
        self._allow()
        ColourSheet(theme, self)

    @Slot()
    def _allow(self) -> None:
        self.start.setEnabled(bool(self.text.toPlainText().strip()))

    @Slot()
    def _choose(self) -> None:
        text = self.text.toPlainText().strip()[:LONGEST]
        self.accept()  # first, so that the focus is the page's
        self.chosen.emit(OwnQuestion(text, self.marks.value(), self.minutes.value()))
