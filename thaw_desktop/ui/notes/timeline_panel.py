"""The timeline's picture with what steers it: whether it is drawn, how large, and which categories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from thaw_desktop.ui.notes.timeline_marks import mark_icon
from thaw_desktop.ui.notes.timeline_view import TimelineView
from thaw_desktop.ui.widgets import FlowLayout, button, plain_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from thaw_desktop.content.model import TimelineEvent
    from thaw_desktop.ui.theme import Theme


class TimelinePanel(QWidget):
    """Stands above the list of events.

    Signals:
        opened: an event was chosen; carries its id.
        drawn_changed: the picture is wanted, or not; carries which.

    Attributes:
        toggle: shows the picture or puts it away.
        view: the picture.
    """

    opened = Signal(str)
    drawn_changed = Signal(bool)

    def __init__(self, theme: Theme, *, drawn: bool, parent: QWidget | None = None) -> None:
        """Make a panel.

        Args:
            theme: colours and sizes.
            drawn: whether the picture is shown at first.
            parent: the owner.
        """
        super().__init__(parent)
        self._theme = theme
        self._boxes: list[QCheckBox] = []
        self.view = TimelineView(theme)
        self.toggle = button(self.tr("Picture"), "quiet", description=self.tr("Show the timeline to scale"))
        self.toggle.setCheckable(True)
        self.toggle.setChecked(drawn)
        self._smaller = button("−", "quiet", description=self.tr("Less of it in more room comes with +; − goes back"))
        self._larger = button("+", "quiet", description=self.tr("A shorter time in the same room (+)"))
        self._whole = button(self.tr("Whole"), "quiet", description=self.tr("From the first event to the last (0)"))
        self._smaller.setToolTip(self.tr("A longer time in the same room (−)"))
        self._smaller.setAccessibleDescription(self._smaller.toolTip())
        for one, name in ((self._smaller, self.tr("Zoom out")), (self._larger, self.tr("Zoom in"))):
            one.setAccessibleName(name)
        self._steering = QWidget()
        steering = QHBoxLayout(self._steering)
        steering.setContentsMargins(0, 0, 0, 0)
        steering.setSpacing(0)
        for part in (self._smaller, self._larger, self._whole):
            steering.addWidget(part)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.toggle)
        head.addStretch(1)
        head.addWidget(self._steering)
        self._legend = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self._legend.setSizePolicy(policy)
        self._flow = FlowLayout(self._legend, theme.px(6))
        self._explained = plain_label(
            self.tr("Hollow or dashed: beyond the notes. A line with two ends: some time between them."),
            "secondary",
            wrap=True,
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, theme.px(8))
        self._column.setSpacing(theme.px(4))
        self._column.addLayout(head)
        self._column.addWidget(self.view, 1)
        self._column.addWidget(self._legend)
        self._column.addWidget(self._explained)
        self.toggle.toggled.connect(self._toggled)
        self._smaller.clicked.connect(self.view.zoom_out)
        self._larger.clicked.connect(self.view.zoom_in)
        self._whole.clicked.connect(self.view.fit)
        self.view.zoomed.connect(self._show_zoom)
        self.view.opened.connect(self.opened)
        theme.changed.connect(self._follow_theme)
        self._show_drawn()

    @property
    def drawn(self) -> bool:
        """Whether the picture is shown."""
        return self.toggle.isChecked()

    def show_events(self, events: Sequence[TimelineEvent], sections: Mapping[str, str]) -> None:
        """Show another timeline.

        Args:
            events: all of it.
            sections: id → title of the sections that can be opened.
        """
        self.view.show_events(events, sections)
        for box in self._boxes:
            self._flow.removeWidget(box)
            box.deleteLater()
        self._boxes = []
        for name in self.view.categories:
            box = QCheckBox(name or self.tr("Other"))
            box.setChecked(True)
            box.setToolTip(self.tr("Show or hide these events"))
            box.toggled.connect(self._filter)
            self._flow.addWidget(box)
            self._boxes.append(box)
        self._follow_theme()
        self._show_drawn()
        self._show_zoom()

    def share_room(self, height: int, *, alone: bool) -> None:
        """Take up to a height; alone, the picture needs no more words about it than it must have."""
        self.setMaximumHeight(height if self.drawn else self.toggle.sizeHint().height() + self._theme.px(10))
        self._explained.setVisible(self.drawn and not alone)
        self._legend.setVisible(self.drawn and len(self._boxes) > 1 and height > self._theme.px(230))

    @Slot(bool)
    def _toggled(self, drawn: bool) -> None:
        self._show_drawn()
        self.drawn_changed.emit(drawn)

    def _show_drawn(self) -> None:
        for part in (self.view, self._steering, self._explained):
            part.setVisible(self.drawn)
        self._legend.setVisible(self.drawn and len(self._boxes) > 1)

    @Slot()
    def _filter(self) -> None:
        hidden = frozenset(number for number, box in enumerate(self._boxes) if not box.isChecked())
        self.view.show_categories(hidden)

    @Slot()
    def _show_zoom(self) -> None:
        for one, can in ((self._smaller, self.view.can_zoom_out), (self._larger, self.view.can_zoom_in)):
            if one.hasFocus() and not can:
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)  # a button that goes off gives the focus on
            one.setEnabled(can)
        self._whole.setEnabled(self.view.can_zoom_out)

    @Slot()
    def _follow_theme(self) -> None:
        side = self._theme.px(15)
        for number, box in enumerate(self._boxes):
            box.setIconSize(QSize(side, side))
            box.setIcon(mark_icon(self._theme, number, side, self.devicePixelRatioF()))
