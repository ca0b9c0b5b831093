"""Labels: plain text only, so that what a pack says is never taken for markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

_ENDLESS = re.compile(r"\S{30}(?=\S)")

HIT_START, HIT_END = "\x02", "\x03"
"""The marks that search puts round a hit in a snippet."""


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the stylesheet selects by, and restyle the widget."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.updateGeometry()
    widget.update()


def plain_label(
    text: str, role: str = "body", *, wrap: bool = False, tone: str = "", parent: QWidget | None = None
) -> QLabel:
    """Return a label that shows exactly these characters.

    Args:
        text: anything; tags and entities are shown, not obeyed.
        role: title, heading, body, secondary, small or number.
        wrap: whether it may take more than one line.
        tone: good, caution, bad, warm, primary, or empty for the colour of text.
        parent: the owner.
    """
    label = QLabel(parent)
    _dress(label, breakable(text) if wrap else text, role, tone)
    label.setWordWrap(wrap)
    if wrap:
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


def breakable(text: str) -> str:
    """A text in which words too long for any line may break; nothing is seen of that where they need not."""
    return _ENDLESS.sub("\\g<0>\N{ZERO WIDTH SPACE}", text)


def mark_hits(snippet: str) -> str:
    """Turn a snippet of search into HTML: everything escaped, hits in bold and of class `hit`."""
    # Imported here: it brings a table of two thousand entities, which only search results need.
    from html import escape

    html = escape(snippet, quote=False)
    return html.replace(HIT_START, '<b class="hit">').replace(HIT_END, "</b>")


class ElidedLabel(QLabel):
    """One line that ends in … when there is no room; then the tooltip has the whole of it."""

    def __init__(self, text: str, role: str = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        _dress(self, text, role, "")

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters; the rest may be cut."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * 6), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text on hover when some of it is cut."""
        super().resizeEvent(event)
        self.setToolTip(self.text() if self._shown() != self.text() else "")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - the whole label is one line
        """Draw as much as there is room for."""
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            self.alignment().value,
            self.palette(),
            self.isEnabled(),
            self._shown(),
            self.foregroundRole(),
        )

    def _shown(self) -> str:
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())


class Pill(QLabel):
    """A rounded chip with a word or two."""

    def __init__(self, text: str, tone: str = "primary", parent: QWidget | None = None) -> None:
        """Make a chip.

        Args:
            text: a word or two.
            tone: primary, good, caution, bad, warm or neutral.
            parent: the owner.
        """
        super().__init__(parent)
        _dress(self, text, "pill", tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)


class KeyHint(QLabel):
    """A key cap that tells the shortcut of what it stands beside, in the system's own notation."""

    def __init__(self, keys: str | QKeySequence, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        _dress(self, shown, "key", "")
        self.setAccessibleName(self.tr("Key: {keys}").format(keys=shown))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)


def _dress(label: QLabel, text: str, role: str, tone: str) -> None:
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    if role != "body":
        label.setProperty("role", role)
    if tone:
        label.setProperty("tone", tone)
