"""One picture by itself, as large as the window or larger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from thaw_desktop.ui.widgets.buttons import button
from thaw_desktop.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from thaw_desktop.ui.pictures import Picture
    from thaw_desktop.ui.theme import Theme

_STEP = 1.25
_LARGEST = 8.0
_SHARE = 0.94
"""Of the window it is opened from."""


class PictureDialog(QDialog):
    """A picture fitted to the window, with its description below; + and − zoom, 0 fits it again, Esc closes.

    One that would be smaller so than on its page is fitted to the width, and scrolls.
    """

    def __init__(
        self, theme: Theme, picture: Picture, description: str, parent: QWidget, shown_width: float = 0
    ) -> None:
        """Make the dialog.

        Args:
            theme: colours and sizes.
            picture: what is shown.
            description: what it shows, in words; may be empty.
            parent: the dialog is a little smaller than the window of this.
            shown_width: how wide it is on its page, which is the least that it is here if there is room.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Picture"))
        self.setAccessibleDescription(description)
        self.area = PictureArea(theme, picture, shown_width)
        self.area.setAccessibleName(self.tr("Picture"))
        self.area.setAccessibleDescription(description)
        self._words = plain_label(description, wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)  # else what it scrolls in gives it the height of narrower lines
        self._words.setSizePolicy(policy)
        self._below = QScrollArea()  # a long description must leave the picture its room
        self._below.setWidgetResizable(True)
        self._below.setFrameShape(QFrame.Shape.NoFrame)
        self._below.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._below.setWidget(self._words)
        self._smaller = button("−", description=self.tr("Smaller (−)"))
        self._larger = button("+", description=self.tr("Larger (+)"))
        close = button(self.tr("Close"), description=self.tr("Esc"))
        for one, name in ((self._smaller, self.tr("Smaller")), (self._larger, self.tr("Larger"))):
            one.setAccessibleName(name)
            one.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(self._below, 1)
        for one in (self._smaller, self._larger, close):
            foot.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        edge = theme.px(16)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(12))
        column.addWidget(self.area, 1)
        column.addLayout(foot)
        self._smaller.clicked.connect(self._zoom_out)
        self._larger.clicked.connect(self._zoom_in)
        close.clicked.connect(self.close)
        self.area.zoomed.connect(self._show_zoom)
        self._show_zoom()
        size = parent.window().size() * _SHARE
        if picture.size.height() > picture.size.width():  # in a low window a tall one might be smaller than on its page
            size.setHeight(max(size.height(), round(parent.screen().availableSize().height() * _SHARE)))
        self.resize(size)
        self.area.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom; arrows and Page Up go to the picture, which scrolls."""
        if event.key() in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self._zoom_in()
        elif event.key() in {Qt.Key.Key_Minus, Qt.Key.Key_Underscore}:
            self._zoom_out()
        elif event.key() == Qt.Key.Key_0:
            self.area.zoom_to(1.0)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the description the height that it needs, up to a quarter of the window."""
        super().resizeEvent(event)
        self._column.activate()  # its width follows that of the window only now
        needed = self._words.heightForWidth(self._below.width())
        self._below.setFixedHeight(max(1, min(needed, self.height() // 4)))

    @Slot()
    def _zoom_in(self) -> None:
        self.area.zoom_to(self.area.zoom * _STEP)

    @Slot()
    def _zoom_out(self) -> None:
        self.area.zoom_to(self.area.zoom / _STEP)

    @Slot()
    def _show_zoom(self) -> None:
        self._smaller.setEnabled(self.area.zoom > 1.0)
        self._larger.setEnabled(self.area.zoom < self.area.largest())


class PictureArea(QScrollArea):
    """A picture as large as it fits, or larger: then it scrolls, and can be pulled with the mouse.

    Signals:
        zoomed: the picture is shown larger or smaller than before.

    Attributes:
        zoom: how many times as large as it would just fit.
    """

    zoomed = Signal()

    def __init__(self, theme: Theme, picture: Picture, shown_width: float = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zoom = 1.0
        self._shown_width = shown_width
        self._untouched = True  # nobody has zoomed yet: it opens as large as is useful
        self._picture = picture
        self._pulled_from: QPoint | None = None
        self._canvas = _Canvas(theme, picture)
        edge = theme.px(8)
        self.setViewportMargins(edge, edge, edge, edge)
        self.setProperty("role", "card")  # drawings are made for the ground of a page
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWidget(self._canvas)
        self.setCornerWidget(QWidget())  # Qt would draw the beginnings of a frame between the two bars

    def zoom_to(self, zoom: float, at: QPoint | None = None) -> None:
        """Show it larger or smaller, never smaller than it fits.

        Args:
            zoom: how many times as large as it would just fit.
            at: the place in the window that stays where it is; its middle when left out.
        """
        kept = at if at is not None else self.viewport().rect().center()
        place, before = self._canvas.mapFrom(self.viewport(), kept), self._canvas.size()
        self._untouched = False
        self.zoom = min(self.largest(), zoom) if zoom > 1.01 else 1.0  # steps down end a hair above 1
        self._fit()
        across, down = place.x() / max(1, before.width()), place.y() / max(1, before.height())
        self.horizontalScrollBar().setValue(round(across * self._canvas.width()) - kept.x())
        self.verticalScrollBar().setValue(round(down * self._canvas.height()) - kept.y())
        self.zoomed.emit()

    def largest(self) -> float:
        """The greatest zoom."""
        return max(_LARGEST, self._opening_zoom())

    def _opening_zoom(self) -> float:
        """A tall picture opens wider than on its page, as far as the window is wide."""
        whole = self._picture.size.scaled(self.maximumViewportSize(), Qt.AspectRatioMode.KeepAspectRatio)
        room = self.maximumViewportSize().width() - self.verticalScrollBar().sizeHint().width()
        return max(1.0, min(self._shown_width * _STEP, room) / max(1, whole.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit it anew."""
        super().resizeEvent(event)
        if self._untouched:
            self.zoom = self._opening_zoom()
            self.zoomed.emit()
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl, zoom about the mouse; else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_to(self.zoom * _STEP ** (event.angleDelta().y() / 120), event.position().toPoint())
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        self._pulled_from = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pull it along."""
        now = event.globalPosition().toPoint()
        if self._pulled_from is not None:
            by = now - self._pulled_from
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - by.x())
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - by.y())
            self._pulled_from = now

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let it go."""
        self._pulled_from = None

    def _fit(self) -> None:
        fitted = self._picture.size.scaled(self.maximumViewportSize(), Qt.AspectRatioMode.KeepAspectRatio)
        self._canvas.resize((fitted * self.zoom).expandedTo(QSize(1, 1)))
        hand = Qt.CursorShape.OpenHandCursor if self.zoom > 1.0 else Qt.CursorShape.ArrowCursor
        self._canvas.setCursor(hand)


class _Canvas(QWidget):
    """The picture at the size of this widget."""

    def __init__(self, theme: Theme, picture: Picture) -> None:
        super().__init__()
        self._theme = theme
        self._picture = picture
        self._drawn: tuple[QSize, float, str] | None = None
        self._image = QImage()
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it anew only when size, screen or theme have changed."""
        wanted = (self.size(), self.devicePixelRatioF(), self._theme.tokens.name)
        if wanted != self._drawn:
            self._drawn = wanted
            self._image = self._picture.draw(wanted[0], wanted[1], self._theme.tokens)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(self.rect(), self._image)
        painter.end()
