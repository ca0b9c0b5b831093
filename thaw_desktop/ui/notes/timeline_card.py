"""What an event of the timeline was: a card beside its mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from thaw_desktop.ui.notes.dates import when
from thaw_desktop.ui.widgets import beyond_words, is_beyond, plain_label, set_property
from thaw_desktop.ui.words import spoken

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

    from thaw_desktop.content.model import TimelineEvent
    from thaw_desktop.ui.theme import Theme


class TimelineCard(QFrame):
    """Title, date in words and explanation; the mouse goes through it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._over = parent
        self.setProperty("role", "notice")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._when = plain_label("", "secondary", wrap=True)
        self._title = plain_label("", "heading", wrap=True)
        self._text = plain_label("", "small", wrap=True)
        self._more = plain_label("", "secondary", wrap=True)
        self._column = QVBoxLayout(self)
        for label in (self._when, self._title, self._text, self._more):
            self._column.addWidget(label)
        self.hide()

    def show_event(self, event: TimelineEvent, section: str, beside: QRect) -> None:
        """Show an event beside its mark.

        Args:
            event: what it is.
            section: title of the section that it opens; empty for none.
            beside: where its mark is, in the coordinates of the parent.
        """
        self._when.setText(" · ".join(part for part in (when(event), event.category) if part))
        self._when.show()
        self._title.setText(event.title)
        self._text.setText(event.text)
        self._text.setVisible(bool(event.text))
        more = [self.tr("Enter or a click opens “{section}”").format(section=section)] if section else []
        if is_beyond(event.tags):
            more.append(beyond_words())
        self._more.setText(" · ".join(more))
        self._more.setVisible(bool(more))
        self._place(beside)
        self.show()
        self.raise_()

    def _place(self, beside: QRect) -> None:
        px, room = self._theme.px, self._over.rect().adjusted(4, 4, -4, -4)
        self._column.setContentsMargins(px(12), px(8), px(12), px(8))
        self._column.setSpacing(px(2))
        # In a narrow view half of it, so that the mark is seen beside the card.
        set_property(self._title, "role", "heading")
        width = min(px(320), max(px(150), room.width() // 2))
        # With large text in a low window, what matters least makes room: it stands in the list too.
        for label in (self._text, self._more, self._when):
            if self._column.heightForWidth(width) <= room.height():
                break
            label.hide()
        else:
            set_property(self._title, "role", "small")
        height = min(room.height(), self._column.heightForWidth(width))
        gap = px(10)
        right, left = beside.right() + gap, beside.left() - gap - width
        x = right if right + width <= room.right() else max(room.left(), left)
        y = max(room.top(), min(beside.bottom() + gap // 2, room.bottom() - height))
        self.setGeometry(min(x, room.right() - width), y, width, height)


def event_words(event: TimelineEvent, section: str) -> str:
    """The same in one line, for screen readers."""
    parts = [when(event), event.title, event.text, event.category, beyond_words() if is_beyond(event.tags) else ""]
    opens = translate("TimelineCard", "Enter opens “{section}”.").format(section=section) if section else ""
    return spoken(*parts, opens)
