"""Your data: where it lies, its backups, taking it elsewhere, and deleting it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from thaw_desktop.core.errors import ThawError
from thaw_desktop.ui.own_data.deeds import TakeIn
from thaw_desktop.ui.own_data.dialogs import DeleteDialog, GoBackDialog
from thaw_desktop.ui.own_data.wording import holds, moment_words, reason_words
from thaw_desktop.ui.widgets import FlowLayout, button, plain_label

if TYPE_CHECKING:
    from thaw_desktop.core.profiles import Profiles
    from thaw_desktop.ui.own_data.desk import BackupDesk, Listed
    from thaw_desktop.ui.theme import Theme

_ROWS = 6


class OwnDataPage(QWidget):
    """One page for all of it.

    Signals:
        deed_wanted: close the window, do this, and open again.

    Attributes:
        list: the backups, newest first.
    """

    deed_wanted = Signal(object)

    def __init__(
        self, theme: Theme, desk: BackupDesk, profiles: Profiles | None = None, parent: QWidget | None = None
    ) -> None:
        """Show everything about the data of one person.

        Args:
            theme: sizes.
            desk: makes backups and exports.
            profiles: the people of this account; left out where there may be no others.
            parent: the owner.
        """
        super().__init__(parent)
        self._profiles = profiles
        self._theme = theme
        self._desk = desk
        self._listed: list[Listed] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(10))
        where = self.tr("Everything you make stays on this computer, in {folder}.")
        self._say(where.format(folder=desk.paths.data))
        self._add_backups()
        self._add_travelling()
        if profiles is not None:
            self._add_people(profiles)
        self._add_deletion()
        self._told = plain_label("", wrap=True)
        self._told.setObjectName("told")
        self._column.addWidget(self._told)
        desk.made.connect(self._look)
        desk.failed.connect(self._tell)
        self._look()

    def _say(self, text: str) -> None:
        self._column.addWidget(plain_label(text, "secondary", wrap=True))

    def _head(self, text: str) -> None:
        self._column.addSpacing(self._theme.px(8))
        self._column.addWidget(plain_label(text, "heading"))

    def _row(self, *buttons: QWidget) -> None:
        row = FlowLayout()
        for one in buttons:
            row.addWidget(one)
        self._column.addLayout(row)

    def _add_backups(self) -> None:
        self._head(self.tr("Backups"))
        self._say(
            self.tr("Thaw makes one a day, and keeps those of the last 7 days, 8 weeks and 12 months on this computer.")
        )
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Backups, newest first"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTabKeyNavigation(False)
        self.list.setMinimumHeight(self.fontMetrics().lineSpacing() * _ROWS)
        self.list.itemActivated.connect(self._ask_to_go_back)
        self.list.currentRowChanged.connect(self._weigh)
        self._column.addWidget(self.list)
        self.make = button(self.tr("Back up now"), "secondary")
        self.make.clicked.connect(self._make)
        self.go_back = button(self.tr("Go back to this one…"), "secondary")
        self.go_back.setEnabled(False)
        self.go_back.clicked.connect(self._ask_to_go_back)
        self._row(self.make, self.go_back)

    def _add_travelling(self) -> None:
        self._head(self.tr("Take it with you"))
        self._say(
            self.tr(
                "One file with everything you made, readable without Thaw. On another computer it is added to what is "
                "there; nothing is doubled."
            )
        )
        self.export = button(self.tr("Export everything…"), "secondary")
        self.export.clicked.connect(self._ask_where)
        self.take_in = button(self.tr("Import…"), "secondary")
        self.take_in.clicked.connect(self._ask_which)
        self._row(self.export, self.take_in)

    def _add_people(self, profiles: Profiles) -> None:
        self._head(self.tr("People on this computer"))
        self._say(
            self.tr(
                "Each has progress of their own, and Thaw asks at the start who is there. There are no passwords: "
                "whoever sits here can open all of them."
            )
        )
        first = profiles.all()[0]
        self.first_name = QLineEdit(first.name)
        self.first_name.setPlaceholderText(self.tr("Name of the one whose progress this is"))
        self.first_name.setAccessibleName(self.first_name.placeholderText())
        self.first_name.setVisible(not first.name)
        self.new_name = QLineEdit()
        self.new_name.setPlaceholderText(self.tr("Name of another person"))
        self.new_name.setAccessibleName(self.new_name.placeholderText())
        self.add_person = button(self.tr("Add this person"), "secondary")
        self.add_person.clicked.connect(self._add_person)
        self.new_name.returnPressed.connect(self._add_person)
        self._people = plain_label("", wrap=True)
        for one in (self._people, self.first_name, self.new_name):
            self._column.addWidget(one)
        self._row(self.add_person)
        self._name_people()

    def _name_people(self) -> None:
        people = self._profiles.all() if self._profiles is not None else []
        self._people.setText(", ".join(one.name for one in people if one.name))
        self._people.setVisible(len(people) > 1)

    @Slot()
    def _add_person(self) -> None:
        if self._profiles is None:
            return
        try:
            if self.first_name.isVisibleTo(self):
                self._profiles.name_first(self.first_name.text())
                self.first_name.hide()
            added = self._profiles.add(self.new_name.text())
        except ThawError as error:
            self._tell(error.sentence)
            return
        self.new_name.clear()
        self._name_people()
        self._tell(self.tr("{name} was added. Thaw asks who is there at the next start.").format(name=added.name))

    def _add_deletion(self) -> None:
        self._head(self.tr("Delete everything"))
        self._say(self.tr("All you made on this computer; the packs stay."))
        self.delete = button(self.tr("Delete everything…"), "secondary")
        self.delete.clicked.connect(self._ask_to_delete)
        self._row(self.delete)

    # Backups

    @Slot()
    def _look(self) -> None:
        self._desk.list(self.show_backups)

    def show_backups(self, listed: list[Listed]) -> None:
        """Fill the list."""
        self._listed = listed
        self.list.clear()
        for backup, contents in listed:
            reason = reason_words(backup.reason)
            head = f"{moment_words(backup.made)} ({reason})" if reason else moment_words(backup.made)
            held = holds(contents) if contents is not None else self.tr("cannot be read")
            item = QListWidgetItem(f"{head}\n{held}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{head}: {held}")
            self.list.addItem(item)
        self.list.setVisible(bool(listed))
        if listed:
            self.list.setCurrentRow(0)
        self._weigh()

    @Slot()
    def _weigh(self) -> None:
        row = self.list.currentRow()
        self.go_back.setEnabled(0 <= row < len(self._listed) and self._listed[row][1] is not None)

    @Slot()
    def _make(self) -> None:
        self._tell("")
        self._desk.make()

    @Slot()
    def _ask_to_go_back(self) -> None:
        if not self.go_back.isEnabled():
            return
        backup, contents = self._listed[self.list.currentRow()]
        if contents is not None:
            dialog = GoBackDialog(self._theme, backup, contents, self.window())
            dialog.wanted.connect(self.deed_wanted)
            dialog.open()

    # Elsewhere

    @Slot()
    def _ask_where(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("Export everything"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Zip file (*.zip)"))
        dialog.setDefaultSuffix("zip")
        dialog.setDirectory(str(Path.home()))
        dialog.selectFile(self.tr("thaw-everything.zip"))
        dialog.fileSelected.connect(self.write_export)
        dialog.open()

    @Slot(str)
    def write_export(self, path: str) -> None:
        """Export everything to a file."""
        self._tell(self.tr("Exporting…"))
        self._desk.export(Path(path), self._exported)

    def _exported(self, count: int) -> None:
        self._tell(self.tr("Exported: {count} entries, with texts and tables.").format(count=count))

    @Slot()
    def _ask_which(self) -> None:
        dialog = QFileDialog(self.window(), self.tr("Import"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Zip file (*.zip)"))
        dialog.setDirectory(str(Path.home()))
        dialog.fileSelected.connect(self.import_file)
        dialog.open()

    @Slot(str)
    def import_file(self, path: str) -> None:
        """Take in a file that was exported elsewhere."""
        # Imported here: few ever import.
        from thaw_desktop.progress.importing import refuse_foreign

        try:
            refuse_foreign(Path(path))
        except ThawError as error:
            self._tell(error.sentence)
            return
        self.deed_wanted.emit(TakeIn(Path(path)))

    @Slot()
    def _ask_to_delete(self) -> None:
        dialog = DeleteDialog(self._theme, self.window())
        dialog.wanted.connect(self.deed_wanted)
        dialog.open()

    @Slot(str)
    def _tell(self, sentence: str) -> None:
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))
