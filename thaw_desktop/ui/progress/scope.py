"""What the plots are about: a topic, the pack or all packs, and how far back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from thaw_desktop.ui.widgets import FlowLayout, plain_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.content.model import PackInfo
    from thaw_desktop.progress.topics import Topic
    from thaw_desktop.ui.theme import Theme

_ALL = "*"
"""In place of a topic: all packs. No section is called so."""


class ScopeRow(QWidget):
    """Two lists: of what, and of how long.

    Signals:
        changed: another choice was made.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._packs: list[str] = []
        self._pack = ""
        self.of = QComboBox()
        self.of.setAccessibleName(self.tr("Plots of"))
        self.span = QComboBox()
        self.span.setAccessibleName(self.tr("Span of the plots"))
        for name, days in (
            (self.tr("the last 30 days"), 30),
            (self.tr("the last 3 months"), 91),
            (self.tr("the last year"), 365),
            (self.tr("all the time"), 0),
        ):
            self.span.addItem(name, days)
        self.span.setCurrentIndex(1)
        flow = FlowLayout(self, theme.px(10))
        flow.addWidget(plain_label(self.tr("Plots"), "heading"))
        for box in (self.of, self.span):
            box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(22)
            box.currentIndexChanged.connect(self._change)
            flow.addWidget(box)

    def show_topics(self, packs: Sequence[PackInfo], pack: str, topics: Sequence[Topic]) -> None:
        """Offer the topics of the pack that is open; what was chosen stays chosen if it is still there."""
        self._packs = [pack, *(info.id for info in packs if info.id != pack)]
        wanted = [(self.tr("the whole pack"), "")]
        wanted += [(self.tr("all packs"), _ALL)] if len(self._packs) > 1 else []
        wanted += [(topic.title, topic.id) for topic in topics]
        shown = [(self.of.itemText(place), self.of.itemData(place)) for place in range(self.of.count())]
        if wanted == shown and pack == self._pack:
            return
        before = self.of.currentData() if pack == self._pack else ""
        self._pack = pack
        self.of.blockSignals(True)  # the tab draws the plot itself when it has asked everything
        self.of.clear()
        for name, data in wanted:
            self.of.addItem(name, data)
        self.of.setCurrentIndex(max(0, self.of.findData(before)))
        self.of.blockSignals(False)

    def chosen(self) -> tuple[list[str], str, int]:
        """Ids of the packs, the id of a topic or empty, and how many days back (0 for all)."""
        of = self.of.currentData() or ""
        packs = self._packs if of == _ALL else self._packs[:1]
        return packs, "" if of == _ALL else of, int(self.span.currentData())

    @Slot()
    def _change(self) -> None:
        self.changed.emit()
