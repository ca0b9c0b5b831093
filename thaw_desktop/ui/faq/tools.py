"""What stands between the field and the list: how many were found, a topic, recent searches, own questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QMenu, QSizePolicy, QVBoxLayout, QWidget

from thaw_desktop.ui.widgets import FlowLayout, button, plain_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QResizeEvent

    from thaw_desktop.ui.theme import Theme

OWN_TOPIC = "*own"
"""Stands for the student's own questions among the topics; no id of a pack has an asterisk."""
_LONGEST_TOPIC = 15
"""Characters of a topic that are sure to be seen; more where there is room."""
_NARROW = 460  # pixels at 100 %
_LEADING_BACK = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape})


class FaqTools(QWidget):
    """A line of words and a line of controls.

    Signals:
        topic_chosen: another topic was chosen; carries its id, `OWN_TOPIC`, or empty for all.
        recent_chosen: a search was chosen from those before.
        forget_wanted: the recent searches are to be forgotten.
        done: the student is ready here and wants to go on in the field.

    Attributes:
        status: the line of words.
        everywhere: whether all packs are searched.
        add: begins a question of the student's own.
        keep: keeps what was asked, when there is no answer.
        clear: empties the field, when there is no answer.
        take_back: brings back a question that was thrown away.
    """

    topic_chosen = Signal(str)
    recent_chosen = Signal(str)
    forget_wanted = Signal()
    done = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._missed = self._has_topics = self._has_recent = False
        self.status = plain_label("", "secondary", wrap=True)
        self._topics = QComboBox()
        self._topics.setAccessibleName(self.tr("Topic"))
        self._topics.setToolTip(self.tr("Only the questions of one topic (Alt+T)"))
        self._topics.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.recent = button(self.tr("Recent"), "quiet", description=self.tr("What you searched for before (Alt+R)"))
        self._menu = QMenu(self.tr("Recent searches"), self)
        self.everywhere = button(
            self.tr("All packs"), "quiet", description=self.tr("Review and search all packs together")
        )
        self.everywhere.setCheckable(True)
        self.add = button("", "quiet", description=self.tr("A question with your answer (Ctrl+N)"))
        self.keep = button(
            self.tr("Keep this question"), description=self.tr("Put it on the list of those you still have (Alt+K)")
        )
        self.clear = button(self.tr("Clear the search"), "quiet")
        self.take_back = button(self.tr("Take it back"), "quiet", description=self.tr("Ctrl+Z"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.status)
        controls = QWidget()
        controls.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        flow = FlowLayout(controls, theme.px(6))
        for one in (self.keep, self.clear, self._topics, self.recent, self.everywhere, self.add, self.take_back):
            flow.addWidget(one)
        column.addWidget(controls)
        self.offer()
        self._connect()

    def _connect(self) -> None:
        self._topics.activated.connect(self._choose_topic)
        self._topics.installEventFilter(self)
        self.recent.clicked.connect(self._open_recent)
        self._menu.triggered.connect(self._choose_recent)
        for keys, slot in (("Alt+T", self._open_topics), ("Alt+R", self._open_recent)):
            # On the whole tab, so that they work from the field, the list and the answer.
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(slot)

    def show_topics(self, topics: Mapping[str, str], chosen: str) -> None:
        """Offer these topics, id → title; one that is gone gives way to all."""
        with QSignalBlocker(self._topics):
            self._topics.clear()
            self._topics.addItem(self.tr("All topics"), "")
            for ident, title in topics.items():
                self._topics.addItem(title, ident)
            self._topics.setCurrentIndex(max(0, self._topics.findData(chosen)))
        self._has_topics = len(topics) > 1
        self._arrange()

    def topic(self) -> str:
        """The topic that is chosen; empty for all."""
        return str(self._topics.currentData() or "")

    def choose_topic(self, topic: str) -> None:
        """Choose a topic as if by hand."""
        self._topics.setCurrentIndex(max(0, self._topics.findData(topic)))
        self.topic_chosen.emit(self.topic())

    def show_recent(self, searches: Sequence[str]) -> None:
        """Offer these searches, the latest first."""
        self._menu.clear()
        for search in searches:
            self._menu.addAction(search.replace("&", "&&")).setData(search)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Forget these searches"))
        self._has_recent = bool(searches)
        self._arrange()

    def offer(self, *, missed: bool = False, back: bool = False) -> None:
        """Offer what helps when nothing was found, or what brings back what was just thrown away."""
        self._missed = missed
        self.take_back.setVisible(back)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less where there is less room."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._arrange()

    def _arrange(self) -> None:
        """Show what is of use now: with large text there is room for a few controls only."""
        narrow = self.width() < self._theme.px(_NARROW)
        self.add.setText(self.tr("Add…") if narrow else self.tr("Add your own…"))
        self._topics.setMinimumContentsLength(_LONGEST_TOPIC // 2 if narrow else _LONGEST_TOPIC)
        self.add.setVisible(not (narrow and self._missed))
        self.keep.setVisible(self._missed)
        self.clear.setVisible(self._missed)
        self.recent.setVisible(self._has_recent and not self._missed)
        self._topics.setVisible(self._has_topics and (not self._missed or bool(self.topic())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Esc lead from the topics back to the field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _LEADING_BACK:
            self.done.emit()
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _open_topics(self) -> None:
        if self._topics.isVisible():
            self._topics.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._topics.showPopup()

    @Slot()
    def _open_recent(self) -> None:
        if self.recent.isVisible():
            self._menu.popup(self.recent.mapToGlobal(self.recent.rect().bottomLeft()))
            self._menu.setActiveAction(self._menu.actions()[0])

    @Slot(int)
    def _choose_topic(self, _at: int) -> None:
        self.topic_chosen.emit(self.topic())

    @Slot(QAction)
    def _choose_recent(self, action: QAction) -> None:
        if action.data() is None:
            self.forget_wanted.emit()
        else:
            self.recent_chosen.emit(action.data())
