"""One plain sentence above the page: what happened and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from thaw_desktop.ui.widgets.buttons import IconButton, button
from thaw_desktop.ui.widgets.labels import plain_label, set_property

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.theme import Theme

_READ_MS = 8_000
"""In which a sentence has been read."""
_SIGNS = {"info": ("info", "primary"), "caution": ("caution", "caution_text"), "bad": ("bad", "bad_text")}


class NoticeBar(QFrame):
    """A bar that is hidden until there is something to say; screen readers announce it.

    Signals:
        action: the button of the notice was pressed.
        other: its second button was pressed.
        dismissed: the notice was closed by hand.
    """

    action = Signal()
    other = Signal()
    dismissed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "notice")
        self._kind = "info"
        self._sign = QLabel()
        self._sentence = plain_label("", wrap=True)
        self._action = button("", "quiet")
        self._other = button("", "quiet")
        self._close = IconButton(theme, "close", self.tr("Close this message"))
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._sentence, 1)
        self._row.addWidget(self._action)
        self._row.addWidget(self._other)
        self._row.addWidget(self._close)
        self._action.clicked.connect(self._act)
        self._other.clicked.connect(self._act_otherwise)
        self._close.clicked.connect(self._close_by_hand)
        self._passing = QTimer(self)
        self._passing.setSingleShot(True)
        self._passing.timeout.connect(self.dismiss)
        self._give_room()
        theme.changed.connect(self._give_room)
        self.hide()

    @property
    def passes(self) -> bool:
        """Whether what is said goes by itself."""
        return self._passing.isActive()

    def show_notice(
        self,
        sentence: str,
        kind: str = "info",
        action_text: str = "",
        action_hint: str = "",
        other_text: str = "",
        *,
        passes: bool = False,
    ) -> None:
        """Show a sentence in place of the one before.

        Args:
            sentence: what is wrong or done, and what to do about it.
            kind: info, caution or bad.
            action_text: the words of a button, or empty for none.
            action_hint: more about the button, for its tooltip and for screen readers.
            other_text: the words of a second button, or empty for none.
            passes: let it go by itself once it has been read.
        """
        self._passing.stop()
        if passes:
            self._passing.start(_READ_MS)
        self._sentence.setText(sentence)
        self._action.setText(action_text)
        self._action.setVisible(bool(action_text))
        self._other.setText(other_text)
        self._other.setVisible(bool(other_text))
        self._action.setToolTip(action_hint)
        self._action.setAccessibleDescription(action_hint)
        self._kind = kind
        self._draw_sign()
        set_property(self, "tone", kind)
        self.setAccessibleName(sentence)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @Slot()
    def dismiss(self) -> None:
        """Hide the notice."""
        self._passing.stop()
        self.hide()

    @Slot()
    def _act(self) -> None:
        self.action.emit()

    @Slot()
    def _act_otherwise(self) -> None:
        self.other.emit()

    @Slot()
    def _close_by_hand(self) -> None:
        self.dismiss()
        self.dismissed.emit()

    @Slot()
    def _give_room(self) -> None:
        self._row.setContentsMargins(self._theme.px(14), self._theme.px(6), self._theme.px(6), self._theme.px(6))
        self._row.setSpacing(self._theme.px(10))
        self._draw_sign()

    def _draw_sign(self) -> None:
        """A shape for each kind, so that the colour is not the only sign."""
        icon, color = _SIGNS[self._kind]
        side = self._theme.px(18)
        self._sign.setPixmap(self._theme.icon(icon, color).pixmap(side, side))
