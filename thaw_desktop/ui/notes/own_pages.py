"""The page “My pages”: Markdown at the left, what it looks like at the right, saved while one writes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from thaw_desktop.content.page import render_page
from thaw_desktop.core.errors import ThawError
from thaw_desktop.ui.autosave import Autosave, Rhythm
from thaw_desktop.ui.widgets import FlowLayout, NoticeBar, ReadingView, button, plain_label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from thaw_desktop.notes.own_pages import OwnPage, OwnPages
    from thaw_desktop.ui.theme import Theme

_RHYTHM = Rhythm(pause=800, limit=3_000)
"""Each save keeps the whole page in the log, so that one in each pause must do, unless somebody never pauses."""
_PREVIEW = 250
"""Milliseconds from the last key to the preview."""
_BOTH_FROM = 620
"""Pixels at 100 % from which text and preview stand side by side."""
_ROOMY_FROM = 380
"""Pixels at 100 % from which there is height for more than the text and its title."""


class OwnPagesPage(QFrame):
    """Writes the student's own pages of the open pack.

    Signals:
        trouble: a plain sentence about what could not be saved.
        settled: what could not be saved before has been saved.
        export_wanted: write everything to a file.
    """

    trouble = Signal(str)
    settled = Signal()
    export_wanted = Signal()

    def __init__(self, theme: Theme, pages: OwnPages, rhythm: Rhythm = _RHYTHM, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pages = pages
        self._pack = ""
        self._page = ""  # id of the page in the editor; empty for one that is not yet written
        self._removed = ""
        self._filling = False
        self._autosave = Autosave(rhythm, self)
        self.setProperty("role", "card")
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("Page"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(12)
        self.new = button(self.tr("New page"), "secondary", description=self.tr("Ctrl+N"))
        self.remove = button(self.tr("Remove"), "quiet", description=self.tr("Remove this page; it can be taken back"))
        self.export = button(
            self.tr("Export…"), "quiet", description=self.tr("All highlights and pages as Markdown (Ctrl+E)")
        )
        self.look = button(self.tr("Preview"), "quiet", description=self.tr("Ctrl+Shift+V"))
        self.look.setCheckable(True)
        self.title = QLineEdit()
        self.title.setPlaceholderText(self.tr("Title"))
        self.title.setAccessibleName(self.tr("Title"))
        self.editor = QPlainTextEdit()
        self.editor.setPlaceholderText(
            self.tr("Write here. # makes a heading, - a list, **bold**, [words](https://…).")
        )
        self.editor.setAccessibleName(self.tr("Text in Markdown"))
        self.editor.setTabChangesFocus(True)
        self.preview = ReadingView(theme, self.tr("Preview"))
        self.notice = NoticeBar(theme)
        self.state = plain_label("", "secondary")
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PREVIEW)
        self._soon.timeout.connect(self._show_preview)
        self._lay_out()
        self._connect()
        self._dress()

    def _lay_out(self) -> None:
        tools = QWidget()
        flow = FlowLayout(tools)
        flow.addWidget(self.choice)
        for one in (self.new, self.remove, self.look, self.export):
            flow.addWidget(one)
        self._halves = QHBoxLayout()
        self._halves.addWidget(self.editor, 1)
        self._halves.addWidget(self.preview, 1)
        self._column = QVBoxLayout(self)
        self._heading = plain_label(self.tr("My pages"), "title", wrap=True)
        self._column.addWidget(self._heading)
        for part in (tools, self.notice, self.title):
            self._column.addWidget(part)
        self._column.addLayout(self._halves, 1)
        self._column.addWidget(self.state)

    def _connect(self) -> None:
        self._autosave.due.connect(self.save)
        self.choice.activated.connect(self._choose)
        self.new.clicked.connect(self.begin_page)
        self.remove.clicked.connect(self.remove_page)
        self.export.clicked.connect(self._ask_to_export)
        self.look.toggled.connect(self._arrange)
        self.title.textEdited.connect(self._touch)
        self.title.returnPressed.connect(self._enter_text)
        self.editor.textChanged.connect(self._touch)
        self.preview.link_activated.connect(self._open_link)
        self.notice.action.connect(self._bring_back)
        self._theme.changed.connect(self._dress)
        # The keys of the two other buttons are the tab's: they lead here from anywhere on it.
        look = QShortcut(QKeySequence("Ctrl+Shift+V"), self)
        look.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        look.activated.connect(self.look.toggle)

    @property
    def unsaved(self) -> bool:
        """Whether there are words that are not written down yet."""
        return self._autosave.unsaved

    def show_pack(self, pack: str) -> None:
        """Show the pages of a pack; the one that is being written stays in the editor."""
        known = self._pages.pages(pack)
        if pack != self._pack:
            self.save()
            if self.unsaved:
                return  # it could not be saved, and would be lost with the editor's text
            self._pack, self._page = pack, ""
            self.notice.dismiss()
            self._fill(max(known, key=_changed, default=None))
        here = next((page for page in known if page.id == self._page), None)
        if not self.unsaved and self._page and here is None:
            self._fill(max(known, key=_changed, default=None))
        elif not self.unsaved and here is not None and (here.title, here.text) != self._written():
            self._fill(here)
        self._list(known)

    def take_focus(self) -> None:
        """Give the focus to the text, or to the title of a page that has none."""
        field = self.editor if self.title.text() or self.editor.toPlainText() else self.title
        if not field.isVisibleTo(self):
            field = self.title
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def save(self) -> None:
        """Write down what has changed; what cannot be written is told once and tried again."""
        if not self.unsaved:
            return
        title, text = self._written()
        if not self._page and not (title or text.strip()):
            self._autosave.saved()
            return
        failed = self._autosave.failing
        try:
            page = self._pages.write(self._pack, title, text, self._page)
        except ThawError as error:
            self._autosave.failed()
            self.state.setText(self.tr("Not saved"))
            if not failed:
                self.trouble.emit(error.sentence)
            return
        self._page = page
        self._autosave.saved()
        if failed:
            self.settled.emit()
        self.state.setText(self.tr("Saved"))
        self._list(self._pages.pages(self._pack))

    @Slot()
    def begin_page(self) -> None:
        """Begin an empty page; it is kept once something is written on it."""
        self.save()
        if self.unsaved:
            return  # it could not be saved, and would be lost
        self._fill(None)
        self._list(self._pages.pages(self._pack))
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def remove_page(self) -> None:
        """Throw the page away; a button brings it back."""
        self.save()
        page, (title, _) = self._page, self._written()
        if not page or self.unsaved:
            return
        try:
            self._pages.remove(self._pack, page)
        except ThawError as error:
            self.trouble.emit(error.sentence)
            return
        self._removed = page
        known = self._pages.pages(self._pack)
        self._fill(max(known, key=_changed, default=None))
        self._list(known)
        told = self.tr("“{title}” was removed.").format(title=title or self.tr("Untitled page"))
        self.notice.show_notice(told, "info", self.tr("Bring it back"))
        self.take_focus()

    # Inside

    def _written(self) -> tuple[str, str]:
        return " ".join(self.title.text().split()), self.editor.toPlainText()

    def _fill(self, page: OwnPage | None) -> None:
        """Put a page into the editor, or an empty one."""
        self._filling = True
        self._page = page.id if page is not None else ""
        self.title.setText(page.title if page is not None else "")
        self.editor.setPlainText(page.text if page is not None else "")
        self._filling = False
        self._autosave.saved()
        self.state.setText("")
        self._show_preview()

    def _list(self, known: list[OwnPage]) -> None:
        self.choice.clear()
        for page in known:
            self.choice.addItem(page.title or self.tr("Untitled page"), page.id)
        if not self._page:
            self.choice.addItem(self.tr("New page"), "")
        self.choice.setCurrentIndex(self.choice.findData(self._page))
        self.choice.setVisible(self.choice.count() > 1)
        self.remove.setEnabled(bool(self._page))

    @Slot(int)
    def _choose(self, number: int) -> None:
        self.open_page(str(self.choice.itemData(number)))

    def open_page(self, ident: str) -> None:
        """Put a page into the editor, once the one that is there is saved; nothing happens when there is none."""
        self.save()
        page = self._pages.page(self._pack, ident)
        if page is not None and page.id != self._page and not self.unsaved:
            self._fill(page)
        self._list(self._pages.pages(self._pack))

    @Slot()
    def _touch(self) -> None:
        if self._filling:
            return
        self._autosave.touch()
        self.state.setText(self.tr("Not saved yet"))
        self._soon.start()

    @Slot()
    def _bring_back(self) -> None:
        self.save()
        try:
            found = self._pages.bring_back(self._pack, self._removed)
        except ThawError as error:
            self.trouble.emit(error.sentence)
            return
        page = self._pages.page(self._pack, self._removed) if found else None
        self.notice.dismiss()
        if page is not None and not self.unsaved:
            self._fill(page)
            self._list(self._pages.pages(self._pack))
            self.take_focus()

    @Slot()
    def _show_preview(self) -> None:
        self._soon.stop()
        if self.preview.isHidden():
            return
        place = self.preview.top_block()
        try:
            html = render_page(self.editor.toPlainText())
        except ThawError as error:
            html = f'<p class="secondary">{escape(error.sentence)}</p>'
        self.preview.show_page(html)
        self.preview.show_block(place)

    @Slot(str)
    def _open_link(self, link: str) -> None:
        if link.startswith(("https://", "http://")):
            QDesktopServices.openUrl(QUrl(link))

    @Slot()
    def _enter_text(self) -> None:
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _ask_to_export(self) -> None:
        self.save()
        self.export_wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room, else one of the two."""
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        both = self.width() >= self._theme.px(_BOTH_FROM)
        shown = self.look.isChecked()
        had_focus = self.editor.hasFocus() or self.preview.hasFocus()
        self.look.setVisible(not both)
        roomy = self.height() >= self._theme.px(_ROOMY_FROM)
        self._heading.setVisible(roomy)
        self.state.setVisible(roomy)
        seen = not self.preview.isHidden()
        self.preview.setVisible(both or shown)
        self.editor.setVisible(both or not shown)
        if not seen:
            self._show_preview()
        if had_focus and not both:
            (self.preview if shown else self.editor).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _dress(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(20), px(18), px(20), px(14))
        self._column.setSpacing(px(10))
        self._halves.setSpacing(px(14))
        self._arrange()


def _changed(page: OwnPage) -> tuple[int, str]:
    return page.changed, page.id
