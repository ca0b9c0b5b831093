"""The outline: sections and subsections, what has been read, and how sure the student is of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from thaw_desktop.notes.store import SectionState
from thaw_desktop.ui.notes.outline_delegate import MARKS_ROLE, Marks, OutlineDelegate
from thaw_desktop.ui.notes.pages import confidence_word, readings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.notes.contents import Topic
    from thaw_desktop.ui.theme import Theme

_PAGE_ROLE = Qt.ItemDataRole.UserRole


class Outline(QTreeWidget):
    """A tree of what there is to read; arrow keys move, Enter or a click opens.

    Signals:
        opened: an entry was chosen; carries its id.
    """

    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._topics: Sequence[Topic] = ()
        self._extras: Sequence[tuple[str, str]] = ()
        self._items: dict[str, QTreeWidgetItem] = {}
        self._chosen = ""
        self._since = QElapsedTimer()
        self.setAccessibleName(self.tr("Outline"))
        self.setHeaderHidden(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self.setItemDelegate(OutlineDelegate(theme, self))
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)
        self._give_room()
        theme.changed.connect(self._give_room)

    def show_outline(self, topics: Sequence[Topic], extras: Sequence[tuple[str, str]]) -> None:
        """Show what there is to read; the tree is left alone when that has not changed.

        Args:
            topics: the pages with their subsections.
            extras: id and title of the pages below them.
        """
        if topics == self._topics and extras == self._extras:
            return
        self._topics, self._extras = topics, extras
        self.clear()
        self._items.clear()
        for topic in topics:
            item = self._add(topic.entry.id, topic.entry.title, None)
            for part in topic.parts:
                self._add(part.id, part.title, item)
        for page, title in extras:
            self._add(page, title, None)

    def show_states(self, states: Mapping[str, SectionState]) -> None:
        """Show what has been read and how sure the student is."""
        for topic in self._topics:
            state = states.get(topic.entry.id, SectionState())
            item = self._items[topic.entry.id]
            told = [readings(state.reads)]
            if state.confidence != "none":
                told.append(self.tr("how sure: {level}").format(level=confidence_word(state.confidence)))
            # Setting what is there already would lay the tree out again.
            if item.data(0, Qt.ItemDataRole.AccessibleDescriptionRole) != ", ".join(told):
                item.setData(0, MARKS_ROLE, Marks(state.reads > 0, state.confidence))
                item.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join([topic.entry.title, *told]))
                item.setData(0, Qt.ItemDataRole.AccessibleDescriptionRole, ", ".join(told))
                item.setToolTip(0, "\n".join(part for part in (topic.entry.summary, ", ".join(told)) if part))

    def show_current(self, entry: str) -> None:
        """Choose the entry of what is being read, without opening it; its section is unfolded."""
        item = self._items.get(entry)
        if item is not None and item is not self.currentItem():
            (item.parent() or item).setExpanded(True)
            self.setCurrentItem(item)

    def has_page(self, page: str) -> bool:
        """Whether a page stands in the outline."""
        return page in self._items

    def page_beside(self, page: str, by: int) -> str:
        """The page that stands after another in the outline, or before it for -1; empty past either end."""
        item = self._items.get(page)
        beside = self.topLevelItem(self.indexOfTopLevelItem(item) + by) if item is not None else None
        return str(beside.data(0, _PAGE_ROLE)) if beside is not None else ""

    def _add(self, page: str, title: str, parent: QTreeWidgetItem | None) -> QTreeWidgetItem:
        item = QTreeWidgetItem([title])
        item.setData(0, _PAGE_ROLE, page)
        if parent is None:
            self.addTopLevelItem(item)
        else:
            parent.addChild(item)
        self._items[page] = item
        return item

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the titles anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()

    @Slot(QTreeWidgetItem, int)
    def _choose(self, item: QTreeWidgetItem, _column: int) -> None:
        page = item.data(0, _PAGE_ROLE)
        # A double click, and on some desktops a single one, arrives more than once.
        repeated = page == self._chosen and self._since.isValid() and self._since.elapsed() < _double_click_time()
        self._chosen = page
        self._since.start()
        if not repeated:
            self.opened.emit(page)

    @Slot()
    def _give_room(self) -> None:
        self.setIndentation(self._theme.px(18))
        self.scheduleDelayedItemsLayout()


def _double_click_time() -> int:
    """The longest time between the two clicks of a double click, in milliseconds."""
    return QGuiApplication.styleHints().mouseDoubleClickInterval()
