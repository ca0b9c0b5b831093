"""What adding a pack would bring, and why one cannot be added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from thaw_desktop.ui.library.wording import about_contents, about_origin, byline, change_lines, kind_word
from thaw_desktop.ui.widgets import button, plain_label
from thaw_desktop.ui.widgets.roomy_dialog import RoomyDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.content.comparison import Comparison, Reworded
    from thaw_desktop.content.installing import Offer
    from thaw_desktop.content.model import PackInfo
    from thaw_desktop.ui.theme import Theme


class _PackDialog(RoomyDialog):
    """A dialog of some lines and a list that scrolls."""

    def _add_list(self, lines: Sequence[str], name: str) -> None:
        shown = QPlainTextEdit("\n".join(lines))
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        shown.setAccessibleName(name)
        shown.setMinimumHeight(self._theme.px(140))
        self.body.addWidget(shown, 1)


class OfferDialog(_PackDialog):
    """Says what a pack holds and, for an update, what would change; the student decides.

    Signals:
        wanted: add it; carries the offer, and whether reworded items keep their progress.
    """

    wanted = Signal(object, bool)

    def __init__(self, theme: Theme, offer: Offer, parent: QWidget | None = None) -> None:
        update = offer.installed is not None
        super().__init__(theme, "", parent)
        self.setWindowTitle(self.tr("Update a pack") if update else self.tr("Add a pack"))
        self._offer = offer
        info = offer.info
        self.body.addWidget(plain_label(info.title, "title", wrap=True))
        pack = offer.reading.pack
        sections = sum(one.level == 1 for one in pack.sections) if pack is not None else offer.counts.sections
        for text in (
            byline(info),
            about_contents(offer.counts, sections),
            about_origin(info, offer.size, built_in=False),
        ):
            if text:
                self.body.addWidget(plain_label(text, "secondary", wrap=True))
        if info.description:
            self.body.addWidget(plain_label(info.description, wrap=True))
        self._keep: QCheckBox | None = None
        if offer.comparison is not None and offer.installed is not None:
            self._show_changes(offer.comparison, offer.installed)
        else:
            self.body.addStretch(1)
        self.add = button(self._words_of_button(), "primary")
        self.add.setDefault(True)
        self.add.clicked.connect(self._want)
        cancel = button(self.tr("Cancel"), "secondary")
        cancel.clicked.connect(self.reject)
        self.add_buttons(cancel, self.add)
        self.add.setFocus()

    def _words_of_button(self) -> str:
        if self._offer.installed is None:
            return self.tr("Add to the library")
        return self.tr("Replace by the older version") if self._offer.is_older else self.tr("Update")

    def _words_of_place(self, there: PackInfo) -> str:
        """Which pack this one would take the place of, when that is not plain."""
        told = self.tr("It takes the place of “{title}”.")
        if there.authors:
            told = self.tr("It takes the place of “{title}” by {authors}.")
        if self._offer.over_built_in:
            told = self.tr(
                "It takes the place of “{title}”, which comes with Thaw and returns when you remove this one."
            )
        return told.format(title=there.title, authors=", ".join(there.authors))

    def _show_changes(self, found: Comparison, there: PackInfo) -> None:
        told = self.tr("You have version {old}; this is version {new}. Your progress is kept.")
        if self._offer.is_older:
            told = self.tr("You have version {old}; this is the older version {new}. Your progress is kept.")
        self.body.addWidget(plain_label(told.format(old=found.before, new=found.after), wrap=True))
        if self._offer.is_other or self._offer.over_built_in:
            self.body.addWidget(plain_label(self._words_of_place(there), tone="caution", wrap=True))
        self._add_list(self._lines_of_changes(found), self.tr("What changes"))
        if found.reworded:
            self._keep = QCheckBox(self.tr("Reworded items keep their progress"))
            self._keep.setChecked(True)
            self.body.addWidget(self._keep)

    def _lines_of_changes(self, found: Comparison) -> list[str]:
        lines: list[str] = []
        groups = (
            (self.tr("New: {n}"), found.added),
            (self.tr("Changed: {n}"), found.changed),
            (self.tr("Removed: {n}"), found.removed),
            (self.tr("Cards of another kind, which begin anew: {n}"), found.anew),
        )
        for heading, changes in groups:
            if changes:
                lines += [heading.format(n=len(changes)), *(f"   {line}" for line in change_lines(changes)), ""]
        if found.reworded:
            lines.append(self.tr("Reworded: {n}").format(n=len(found.reworded)))
            lines += [f"   {self._words_of_pair(pair)}" for pair in found.reworded]
        if found.pictures:
            lines.append(self.tr("Pictures: {names}").format(names=", ".join(found.pictures)))
        if found.about:
            lines.append(self.tr("About the pack: {names}").format(names=", ".join(found.about)))
        return lines or [self.tr("The contents are the same.")]

    def _words_of_pair(self, pair: Reworded) -> str:
        told = self.tr("{kind}: “{before}” is now “{after}”")
        if pair.before == pair.item.title:
            told = self.tr("{kind}: “{before}”, which has been moved or given an id")
        return told.format(kind=kind_word(pair.item.kind), before=pair.before, after=pair.item.title)

    @Slot()
    def _want(self) -> None:
        self.wanted.emit(self._offer, self._keep is None or self._keep.isChecked())
        self.accept()


class FaultsDialog(_PackDialog):
    """Says why a pack cannot be used: every fault, with file, line and mend, for whoever wrote it."""

    def __init__(self, theme: Theme, name: str, faults: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setWindowTitle(self.tr("This pack cannot be used"))
        self._faults = tuple(faults)
        told = self.tr("{name} has faults, so nothing was added. Whoever wrote it can mend them; each line says where.")
        self.body.addWidget(plain_label(told.format(name=name), wrap=True))
        self._add_list(faults, self.tr("Faults"))
        copy = button(self.tr("Copy the list"), "secondary")
        copy.clicked.connect(self._copy)
        close = button(self.tr("Close"), "primary")
        close.clicked.connect(self.reject)
        close.setDefault(True)
        self.add_buttons(copy, close)
        close.setFocus()

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._faults))
