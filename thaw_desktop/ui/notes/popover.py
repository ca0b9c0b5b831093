"""A small card beside a word: what it means."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from thaw_desktop.ui.widgets import button, plain_label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from thaw_desktop.content.model import Term
    from thaw_desktop.ui.theme import Theme

_LONGEST = 420
"""Characters of a definition shown beside the page; the whole of it stands among the key terms."""


class TermCard(QFrame):
    """Shows one term over the page until Esc, a click elsewhere or another focus.

    Signals:
        more: the whole glossary is wanted, at this term; carries its id.
        closed: the card was closed by its own key, and the focus should go back to the page.
    """

    more = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._over = parent
        self._term = ""
        self.setProperty("role", "notice")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._name = plain_label("", "heading", wrap=True)
        self._meaning = plain_label("", wrap=True)
        self._also = plain_label("", "secondary", wrap=True)
        self._more = button(self.tr("All key terms"), "quiet")
        self._more.setAutoDefault(True)
        self._column = QVBoxLayout(self)
        for part in (self._name, self._meaning, self._also):
            self._column.addWidget(part)
        self._column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignRight)
        self._more.clicked.connect(self._ask_for_more)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)
        self.hide()

    def show_term(self, term: Term, beside: QRect) -> None:
        """Show a term under a word, or above it where there is no room below.

        Args:
            term: the entry of the glossary.
            beside: where the word stands, in the coordinates of this card's parent.
        """
        self._term = term.id
        self._name.setText(term.term)
        self._meaning.setText(shorten(term.text, _LONGEST, placeholder=" …"))
        self._also.setText(self.tr("Also: {names}").format(names=", ".join(term.also)) if term.also else "")
        self._also.setVisible(bool(term.also))
        self.setAccessibleName(term.term)
        self.setAccessibleDescription(term.text)
        self._place(beside)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter closes the card, as Esc does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.hide()
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @Slot("QWidget*", "QWidget*")
    def _focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Close when the reader turns to something else, but not to the card's own button."""
        if self.isVisible() and now is not self and not (now is not None and self.isAncestorOf(now)):
            self.hide()

    def _place(self, beside: QRect) -> None:
        edge = self._theme.px(16)
        self._column.setContentsMargins(edge, self._theme.px(12), edge, self._theme.px(8))
        self._column.setSpacing(self._theme.px(4))
        room = self._over.rect().adjusted(edge, edge, -edge, -edge)
        width = min(self._theme.px(340), room.width())
        self._column.activate()
        height = min(self._column.totalHeightForWidth(width), room.height())
        gap = self._theme.px(6)
        below, above = beside.bottom() + gap, beside.top() - gap - height
        top = below if below + height <= room.bottom() or above < room.top() else above
        left = max(room.left(), min(beside.left(), room.right() - width))
        self.setGeometry(left, max(room.top(), min(top, room.bottom() - height)), width, height)

    @Slot()
    def _ask_for_more(self) -> None:
        self.hide()
        self.more.emit(self._term)
