"""Asking before something is put back or deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from thaw_desktop.ui.own_data.deeds import DeleteEverything, GoBack
from thaw_desktop.ui.own_data.wording import holds, moment_words
from thaw_desktop.ui.widgets import button, plain_label
from thaw_desktop.ui.widgets.roomy_dialog import RoomyDialog

if TYPE_CHECKING:
    from thaw_desktop.core.backups import Backup, Contents
    from thaw_desktop.ui.theme import Theme


class GoBackDialog(RoomyDialog):
    """Says what a backup holds; the student decides.

    Signals:
        wanted: go back; carries the deed.
    """

    wanted = Signal(object)

    def __init__(self, theme: Theme, backup: Backup, contents: Contents, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent, width=520)
        self.setWindowTitle(self.tr("Go back to a backup"))
        self._backup = backup
        self.body.addWidget(plain_label(moment_words(backup.made), "title", wrap=True))
        self.body.addWidget(plain_label(self.tr("It holds: {holds}.").format(holds=holds(contents)), wrap=True))
        self.body.addWidget(
            plain_label(
                self.tr(
                    "Everything becomes as it was then. What is here now is kept as a backup first, "
                    "so that you can come back."
                ),
                "secondary",
                wrap=True,
            )
        )
        self.body.addStretch(1)
        self.go = button(self.tr("Go back to it"), "primary")
        self.go.clicked.connect(self._want)
        cancel = button(self.tr("Cancel"), "secondary")
        cancel.clicked.connect(self.reject)
        self.add_buttons(cancel, self.go)
        cancel.setFocus()

    @Slot()
    def _want(self) -> None:
        self.accept()
        self.wanted.emit(GoBack(self._backup.path))


class DeleteDialog(RoomyDialog):
    """Says what would be deleted, and wants the word typed.

    Signals:
        wanted: delete it; carries the deed.
    """

    wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent, width=520)
        self.setWindowTitle(self.tr("Delete everything"))
        self._word = self.tr("delete")
        self.body.addWidget(plain_label(self.tr("Delete everything you made?"), "title", wrap=True))
        self.body.addWidget(
            plain_label(
                self.tr(
                    "Answers, essays, notes, highlights, own cards, plans and settings go. The packs stay. "
                    "Without a backup or an exported file none of it can come back."
                ),
                wrap=True,
            )
        )
        self.backups = QCheckBox(self.tr("Delete the backups too"))
        self.body.addWidget(self.backups)
        ask = self.tr("Type {word} to go on:").format(word=self._word)
        self.body.addWidget(plain_label(ask, wrap=True))
        self.word = QLineEdit()
        self.word.setAccessibleName(ask)
        self.word.textChanged.connect(self._weigh)
        self.body.addWidget(self.word)
        self.body.addStretch(1)
        self.delete = button(self.tr("Delete everything"), "bad")
        self.delete.setEnabled(False)
        self.delete.clicked.connect(self._want)
        cancel = button(self.tr("Cancel"), "secondary")
        cancel.clicked.connect(self.reject)
        self.add_buttons(cancel, self.delete)
        self.word.setFocus()

    @Slot()
    def _weigh(self) -> None:
        self.delete.setEnabled(self.word.text().strip().casefold() == self._word.casefold())

    @Slot()
    def _want(self) -> None:
        self.accept()
        self.wanted.emit(DeleteEverything(self.backups.isChecked()))
