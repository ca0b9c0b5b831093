"""Ctrl+K: a field over the window that finds everything, and does what the app can do."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from thaw_desktop.content.asking import Asking, Everything
from thaw_desktop.core.errors import ThawError
from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.search.commands import KIND, Command, app_commands
from thaw_desktop.ui.search.field import SearchField
from thaw_desktop.ui.search.recent import remember_search
from thaw_desktop.ui.search.results import ResultsList
from thaw_desktop.ui.search.rows import ResultRow, beginnings_of, heading, row_of_hit
from thaw_desktop.ui.search.typing import TypingForwarder
from thaw_desktop.ui.widgets import Card, plain_label

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from thaw_desktop.content.library import Library
    from thaw_desktop.content.own_index import OwnText
    from thaw_desktop.content.search import Hit
    from thaw_desktop.core.settings import SettingsStore
    from thaw_desktop.notes.own_texts import OwnTexts
    from thaw_desktop.ui.jobs import Jobs
    from thaw_desktop.ui.navigator import Navigator, TabName
    from thaw_desktop.ui.theme import Theme

_CHANNEL = "search everything"
_RECENT, _EVERYWHERE = "recent", "everywhere"
_MOST_RECENT = 5

# Pixels at 100 %.
_WIDTH, _HEIGHT, _TOP, _EDGE = 660, 520, 56, 12

_PLACES: dict[str, tuple[TabName, str]] = {
    "notes": ("notes", ""),
    "terms": ("notes", "term:"),
    "page": ("notes", "page:"),
    "highlight": ("notes", ""),
    "faq": ("faq", ""),
    "question": ("faq", ""),
    "open question": ("faq", ""),
    "cards": ("flashcards", ""),
    "questions": ("practice", ""),
}
"""The tab on which an item of a kind is opened, and what stands before its id there."""


class Palette(QWidget):
    """Covers the window while it is open; what lies below is seen through it and closes it when clicked.

    Signals:
        command_chosen: the id of a command.

    Attributes:
        field: where one types.
        results: what was found, grouped by kind.
        status: what was searched for instead, or that nothing was found.
    """

    command_chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        navigator: Navigator,
        library: Library,
        jobs: Jobs,
        settings: SettingsStore,
        texts: OwnTexts,
        window: QWidget,
    ) -> None:
        """Build it closed.

        Args:
            theme: colours, sizes and fonts.
            navigator: takes the student to what was chosen.
            library: the packs.
            jobs: the threads that search.
            settings: has the recent searches, and whether all packs are searched.
            texts: the student's own.
            window: what is covered.
        """
        super().__init__(window)
        self._theme = theme
        self._navigator = navigator
        self._library = library
        self._jobs = jobs
        self._settings = settings
        self._texts = texts
        self._asking = Asking()
        self._asked = ""
        self._pack = ""
        self._packs: dict[str, str] = {}
        self._everywhere = False
        self._sections: dict[str, str] = {}
        self._commands: dict[str, Command] = {}
        self._command_texts: tuple[OwnText, ...] = ()
        self._came_from: QWidget | None = None
        self.setAccessibleName(self.tr("Search everything"))
        self.hide()
        self._card = Card(theme, parent=self)
        self.field = SearchField(
            theme,
            self.tr("Search everything"),
            self.tr("Search notes, answers, terms, cards, questions, your own texts, commands"),
        )
        self.status = plain_label("", "secondary", wrap=True)
        self.results = ResultsList(theme, self.tr("Found"))
        self._lay_out()
        self.field.textChanged.connect(self._search)
        self.field.stepped.connect(self.results.step)
        self.field.entered.connect(self.results.open_current)
        self.results.opened.connect(self._open)
        theme.changed.connect(self._lay_out)
        window.installEventFilter(self)
        TypingForwarder(self.field, self.results)
        QApplication.instance().focusChanged.connect(self._follow_focus)  # type: ignore[union-attr]

    # Opening and closing

    def open_on(self, pack: str) -> None:
        """Open over the window, to search from this pack."""
        self._pack = pack
        self._packs = {info.id: info.title for info in self._library.packs()}
        self._everywhere = self._settings.current.all_packs
        self._sections = self._library.section_titles(pack)
        commands = app_commands(self._packs, pack)
        if list(self._commands.values()) != commands:
            self._commands = {one.id: one for one in commands}
            self._command_texts = tuple(one.as_text() for one in commands)
        self._came_from = QApplication.focusWidget()
        self.field.clear()
        self._search("")
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_again(self) -> None:
        """Close, and give the focus back to where it was."""
        back = self._came_from
        self._vanish()
        if back is not None and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _vanish(self) -> None:
        self._came_from = None
        self._jobs.forget(_CHANNEL)
        self.hide()

    # Searching

    @Slot(str)
    def _search(self, text: str) -> None:
        self._asked = query = text.strip()
        if not query:
            self._jobs.forget(_CHANNEL)
            self._show_start()
            return
        # A partial over plain values: it keeps no widget.
        work = partial(
            self._asking.ask_everything,
            pack=None if self._everywhere else self._pack,
            query=query,
            texts=self._texts.all(),
            commands=self._command_texts,
        )
        self._jobs.run(_CHANNEL, work, self._show_found, self._say)

    def _show_start(self) -> None:
        """Before anything is typed: what was searched for lately, and what the app can do."""
        rows = []
        recent = self._settings.current.recent_searches[:_MOST_RECENT]
        if recent:
            rows += [heading(self.tr("Recent searches")), *(ResultRow(_RECENT, one, one) for one in recent)]
        rows.append(heading(self._kinds()[KIND]))
        rows += [ResultRow(KIND, one.id, one.title, keys=one.native_keys) for one in self._commands.values()]
        self.results.show_rows(rows)
        self.results.choose_none()
        self._say("")

    @Slot(object)
    def _show_found(self, found: Everything) -> None:
        if found.query != self._asked:
            return  # the field was cleared meanwhile
        beginnings = beginnings_of(found.query, found.corrected)
        rows: list[ResultRow] = []
        kind = ""
        for hit in found.hits:
            if hit.kind != kind:
                kind = hit.kind
                rows.append(heading(self._kinds().get(kind, "")))
            rows.append(self._row(hit, beginnings))
        if not self._everywhere and len(self._packs) > 1:
            rows.append(heading(self.tr("Elsewhere")))
            rows.append(ResultRow(_EVERYWHERE, _EVERYWHERE, self.tr("Search all packs for this")))
        self.results.show_rows(rows)
        self.results.choose_none()
        if found.hits and not found.nearest:
            self.results.step(1)
        self._say(self._summary(found))

    def _row(self, hit: Hit, beginnings: tuple[str, ...]) -> ResultRow:
        if hit.kind == KIND:
            return replace(row_of_hit(hit, beginnings, ""), snippet="", keys=self._commands[hit.id].native_keys)
        elsewhere = hit.pack if hit.pack != self._pack else ""
        title = self._sections.get(hit.section or "", "")
        where = self._packs.get(elsewhere, "") if elsewhere else title if title != hit.title else ""
        return row_of_hit(hit, beginnings, where, elsewhere)

    def _summary(self, found: Everything) -> str:
        if not found.hits:
            return self.tr("Nothing found for “{words}”. Try fewer or other words.").format(words=found.query)
        if found.nearest:
            return self.tr("Nothing says “{words}”; the nearest are:").format(words=found.query)
        if found.corrected:
            used = ", ".join(dict.fromkeys(found.corrected.values()))
            return self.tr("Showing results for {words}").format(words=used)
        return ""

    @Slot(str)
    def _say(self, told: str) -> None:
        self.status.setVisible(bool(told))
        if told != self.status.text():
            self.status.setText(told)
            if told:
                announce(self.field, told)

    def _kinds(self) -> dict[str, str]:
        return {
            "notes": self.tr("Notes"),
            "faq": self.tr("Answers"),
            "terms": self.tr("Key terms"),
            "questions": self.tr("Essay questions"),
            "cards": self.tr("Flashcards"),
            "question": self.tr("Your own answers"),
            "open question": self.tr("Questions you still have"),
            "page": self.tr("Your own pages"),
            "highlight": self.tr("Your highlights"),
            KIND: self.tr("Commands"),
        }

    # Choosing

    @Slot(object)
    def _open(self, row: ResultRow) -> None:
        if row.kind == _RECENT:
            self.field.setText(row.item)
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif row.kind == _EVERYWHERE:
            self._everywhere = True
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._search(self.field.text())
        elif row.kind == KIND:
            self.close_again()
            self.command_chosen.emit(row.item)
        else:
            self._remember(self._asked)
            self._vanish()
            tab, before = _PLACES[row.kind]
            self._navigator.go(tab, before + row.item, row.pack)

    def _remember(self, query: str) -> None:
        with suppress(ThawError):  # a full disk is no reason not to open what was found
            remember_search(self._settings, query)

    # Keys, mouse, room

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; no other key reaches what lies below."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_again()
        event.accept()

    def focusNextPrevChild(self, _forward: bool) -> bool:
        """Tab goes to and fro between the field and what it found."""
        to = self.results if self.field.hasFocus() else self.field
        if to is self.results and self.results.current() is None:
            self.results.step(1)
        to.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card closes."""
        if not self._card.geometry().contains(event.position().toPoint()):
            self.close_again()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the window."""
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim what lies below."""
        painter = QPainter(self)
        shade = QColor(self._theme.color("window"))
        shade.setAlphaF(0.78)
        painter.fillRect(event.rect(), shade)
        painter.end()

    @Slot(QWidget, QWidget)
    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """A key of the window has led elsewhere, to a tab or a dialog: there is nothing left to search here."""
        if self.isVisible() and now is not None and now is not self and not self.isAncestorOf(now):
            self._vanish()

    @Slot()
    def _lay_out(self) -> None:
        px = self._theme.px
        body = self._card.body
        body.setSpacing(px(6))
        if not body.count():
            body.addWidget(self.field)
            body.addWidget(self.status)
            body.addWidget(self.results, 1)
        self._place()

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        px = self._theme.px
        self.setGeometry(window.rect())
        edge = px(_EDGE)
        top = min(px(_TOP), self.height() // 10)
        width = min(px(_WIDTH), self.width() - 2 * edge)
        height = min(px(_HEIGHT), self.height() - top - edge)
        self._card.setGeometry((self.width() - width) // 2, top, width, height)
