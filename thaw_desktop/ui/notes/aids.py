"""What helps to read beside the text itself: the timeline as a picture, paper, a voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QToolButton

from thaw_desktop.core.errors import ThawError
from thaw_desktop.ui.notes.aloud import Aloud
from thaw_desktop.ui.notes.pages import GLOSSARY, TIMELINE, page_html
from thaw_desktop.ui.speech.engine import missing_module
from thaw_desktop.ui.widgets import IconButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from thaw_desktop.content.library import Library
    from thaw_desktop.core.settings import SettingsStore
    from thaw_desktop.ui.notes.contents import NotesContents
    from thaw_desktop.ui.notes.reading_column import ReadingColumn
    from thaw_desktop.ui.notes.timeline_panel import TimelinePanel
    from thaw_desktop.ui.printing.dialog import PrintDialog
    from thaw_desktop.ui.printing.job import Part
    from thaw_desktop.ui.theme import Theme

_ROOMY_FROM = 540
"""Pixels at 100 % of the column's height from which picture and list have room one above the other."""
_WIDE_FROM = 400
"""Pixels at 100 % of the column's width from which each tool has a button of its own."""
_NO_FACTS = '<p class="secondary">&nbsp;</p>'


class ReadingAids(QObject):
    """Belongs to the Notes tab; a part is built when it is first wanted.

    Signals:
        event_wanted: show an event in the list; carries its id.
        section_wanted: open a section; carries its id.
        trouble: a plain sentence that the window shows.

    Attributes:
        aloud: reads the page aloud.
        panel: the timeline's picture; None before the timeline was open.
    """

    event_wanted = Signal(str)
    section_wanted = Signal(str)
    trouble = Signal(str)

    def __init__(
        self, theme: Theme, column: ReadingColumn, settings: SettingsStore, library: Library, parent: QWidget
    ) -> None:
        """Put the buttons into the column.

        Args:
            theme: colours and sizes.
            column: has the page.
            settings: how the student likes it.
            library: the packs.
            parent: the tab, whose keys these are.
        """
        super().__init__(parent)
        self._theme, self._column, self._settings, self._library = theme, column, settings, library
        self._tab = parent
        self._pack, self._open = "", ""
        self._contents: NotesContents | None = None
        self._own = False  # a page of the student's stands in the place of the pack's
        self._drawn_from: NotesContents | None = None
        self.panel: TimelinePanel | None = None
        self._speak = IconButton(theme, "speak", missing_module() or self.tr("Read aloud (L)"))
        self._speak.setAccessibleName(self.tr("Read aloud"))
        self._print = IconButton(theme, "print", self.tr("Print or save as PDF (Ctrl+P)"))
        self._more = IconButton(theme, "more", self.tr("Read aloud, print"))
        menu = QMenu(self._more)
        menu.addAction(self.tr("Read aloud")).triggered.connect(self._speak.click)
        menu.addAction(self.tr("Print or save as PDF…")).triggered.connect(self.open_print)
        self._more.setMenu(menu)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        for tool in (self._speak, self._print, self._more):
            column.add_tool(tool)
        self.aloud = Aloud(theme, column, self._speak, settings, self)
        self.aloud.trouble.connect(self.trouble)
        self._print.clicked.connect(self.open_print)
        column.installEventFilter(self)
        theme.changed.connect(self._share_width)
        self._share_width()
        keys: tuple[tuple[QWidget, str, Callable[[], object]], ...] = (
            (parent, "Ctrl+P", self.open_print),
            (column.page, "L", self.aloud.begin_or_pause),
            (column.page, ",", self.aloud.previous),
            (column.page, ".", self.aloud.next),
        )
        for owner, key, slot in keys:
            shortcut = QShortcut(QKeySequence(key), owner)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def show_page(self, contents: NotesContents, pack: str, page: str, *, own: bool) -> None:
        """Another page was opened, or the same one anew.

        Args:
            contents: of the pack that is open.
            pack: its id.
            page: id of the page.
            own: whether it is a page of the student's own.
        """
        self.aloud.stop()
        self._contents, self._pack, self._open, self._own = contents, pack, page, own
        self._speak.setEnabled(not own)
        if page == TIMELINE:
            self._show_timeline(contents)
        elif self.panel is not None and self.panel.isVisibleTo(self._column):
            self.panel.hide()
            self._column.page.setVisible(not own)

    def leave(self) -> None:
        """The tab is left: be silent."""
        self.aloud.stop()

    def escape(self) -> bool:
        """Esc: stop reading aloud; False when there is nothing to stop."""
        return self.aloud.stop()

    # The timeline

    def show_event(self, event: str) -> None:
        """Mark an event in the picture too."""
        if self.panel is not None:
            self.panel.view.show_event(event)

    def take_focus(self) -> bool:
        """Give the focus to the picture where it has taken the place of the page; False where it has not."""
        alone = self.panel is not None and self.panel.isVisible() and self._column.page.isHidden()
        if self.panel is not None and alone:
            self.panel.view.setFocus(Qt.FocusReason.OtherFocusReason)
        return alone

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Share the room of the column anew when there is more or less of it."""
        if watched is self._column and event.type() == QEvent.Type.Resize:
            self._share_width()
            self._share_room()
        return super().eventFilter(watched, event)

    def _show_timeline(self, contents: NotesContents) -> None:
        panel = self.panel
        if panel is None:
            # Imported here: most visits do not come to the timeline.
            from thaw_desktop.ui.notes.timeline_panel import TimelinePanel

            panel = self.panel = TimelinePanel(self._theme, drawn=self._settings.current.timeline_picture)
            panel.opened.connect(self._open_event)
            panel.drawn_changed.connect(self._keep_drawn)
            self._theme.changed.connect(self._share_room)
            self._column.put_above(panel, 1)
        if contents is not self._drawn_from:
            panel.show_events(contents.timeline(), contents.section_titles())
            self._drawn_from = contents
        panel.show()
        self._share_room()

    @Slot()
    def _share_width(self) -> None:
        """Two buttons, or one with a menu where there is room for one more only."""
        wide = self._column.width() >= self._theme.px(_WIDE_FROM)
        for tool in (self._speak, self._print):
            tool.setVisible(wide)
        self._more.setVisible(not wide)

    @Slot()
    def _share_room(self) -> None:
        """Picture above list; in a low window one of the two."""
        panel = self.panel
        if panel is None or panel.isHidden() or self._open != TIMELINE:
            return
        height = self._column.height()
        alone = panel.drawn and height < self._theme.px(_ROOMY_FROM)
        panel.share_room(height if alone else round(height * 0.58), alone=alone)
        self._column.page.setHidden(alone)

    @Slot(bool)
    def _keep_drawn(self, drawn: bool) -> None:
        self._share_room()
        try:
            self._settings.change(timeline_picture=drawn)
        except ThawError as error:
            self.trouble.emit(error.sentence)

    @Slot(str)
    def _open_event(self, event: str) -> None:
        contents = self._contents
        if contents is None:
            return
        section = next((one.section for one in contents.timeline() if one.id == event), "")
        if contents.topic(section) is not None:
            self.section_wanted.emit(section)
        else:
            self.event_wanted.emit(event)

    # Paper

    @Slot()
    def open_print(self) -> None:
        """Ask what is to be printed or saved as PDF."""
        if self._contents is not None and self._contents.topics:
            self.print_dialog().open()

    def print_dialog(self) -> PrintDialog:
        """The dialog for the page that is open and for the pack that it belongs to."""
        # Imported here: seldom wanted.
        from PySide6.QtGui import QFont

        from thaw_desktop.ui.printing.dialog import PrintDialog
        from thaw_desktop.ui.printing.document import BODY_PIXELS
        from thaw_desktop.ui.printing.job import Style

        info, reading = self._library.pack(self._pack), self._theme.reading
        font = self._theme.reading_font(reading)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, BODY_PIXELS * reading.letter_spacing)
        parts = self._parts()
        here = None if self._own else parts.get(self._open)
        style = Style(font, reading.line_height, self._medium)
        return PrintDialog(
            self._theme, info.title if info is not None else self._pack, here, list(parts.values()), style, self._tab
        )

    def _parts(self) -> dict[str, Part]:
        """Every page of the pack, by its id."""
        from thaw_desktop.ui.printing.job import Part

        contents = self._contents
        if contents is None:
            return {}
        pages = {topic.entry.id: topic.entry.title for topic in contents.topics}
        pages |= {TIMELINE: self.tr("Timeline")} if contents.has_timeline else {}
        pages |= {GLOSSARY: self.tr("Key terms")} if contents.has_terms else {}

        def html(page: str) -> Callable[[], str]:
            return lambda: page_html(contents, page).replace(_NO_FACTS, "")

        return {page: Part(title, html(page)) for page, title in pages.items()}

    def _medium(self, name: str) -> bytes | None:
        return self._library.media(self._pack, name)
