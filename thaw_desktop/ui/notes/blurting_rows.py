"""One fact after a blurt: recalled, with the sentence that shows it, or missed, with a tick for today's cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from thaw_desktop.ui.widgets import BeyondPill, beyond_words, button, plain_label

if TYPE_CHECKING:
    from thaw_desktop.notes.blurting import Finding
    from thaw_desktop.ui.theme import Theme

_LONGEST_QUOTE = 220


class FactRow(QWidget):
    """A fact in one of the two columns.

    Attributes:
        finding: the fact, and where the text shows it.
        recalled: which column it stands in.
        box: the tick: of a missed fact, for today's cards; None for a recalled one.
        mover: the button that takes it to the other column.

    Signals:
        moved: the student says otherwise: it belongs in the other column; carries this row.
        ticked: the tick was set or taken away.
    """

    moved = Signal(object)
    ticked = Signal()

    def __init__(
        self, theme: Theme, finding: Finding, *, recalled: bool, ticked: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.finding = finding
        self.recalled = recalled
        self.box: QCheckBox | None = None
        fact = finding.fact
        told = "; ".join(fact.text.splitlines())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.px(8))
        layout.setSpacing(theme.px(8))
        top = Qt.AlignmentFlag.AlignTop
        if recalled:
            self.mover = button(self.tr("Not quite"), "quiet", description=self.tr("Move it to what was missed"))
            sign: QWidget = plain_label("✓", tone="good")
        else:
            self.mover = button(self.tr("I did say it"), "quiet", description=self.tr("Move it to what was recalled"))
            self.box = QCheckBox()
            self.box.setChecked(ticked)
            self.box.setAccessibleName(self.tr("Ask me today: {fact}").format(fact=told))
            self.box.setToolTip(self.tr("Ask me today"))
            self.box.toggled.connect(self._tell_tick)
            sign = self.box
        self.mover.setAccessibleName(f"{self.mover.text()}: {told}")
        lines = [plain_label(fact.asked, "secondary", wrap=True)] if fact.asked else []
        lines.append(plain_label(told, wrap=True))
        if recalled:
            lines.append(plain_label(self._evidence(), "small", wrap=True, tone="good"))
        said = QVBoxLayout()
        said.setSpacing(theme.px(2))
        for line in lines:
            said.addWidget(line)
        if fact.beyond:
            said.addWidget(BeyondPill(), 0, Qt.AlignmentFlag.AlignLeft)
            self.mover.setAccessibleDescription(beyond_words())
        said.addStretch(1)
        # The first line level with the words of the button.
        line_height = lines[0].fontMetrics().height()
        said.setContentsMargins(0, max(0, (self.mover.sizeHint().height() - line_height) // 2), 0, 0)
        sign.setMinimumHeight(self.mover.sizeHint().height())
        layout.addWidget(sign, 0, top)
        layout.addLayout(said, 1)
        layout.addWidget(self.mover, 0, top)
        self.mover.clicked.connect(self._tell_move)

    def _evidence(self) -> str:
        if not self.finding.coverage.covered:
            return self.tr("You say so yourself.")
        quote = " ".join((self.finding.coverage.evidence or "").split())
        if len(quote) > _LONGEST_QUOTE:
            quote = quote[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + "…"
        return self.tr("You wrote: “{quote}”").format(quote=quote)

    @Slot()
    def _tell_move(self) -> None:
        self.moved.emit(self)

    @Slot()
    def _tell_tick(self) -> None:
        self.ticked.emit()
