"""What one wrote of a section before, the newest first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QVBoxLayout

from thaw_desktop.ui import words
from thaw_desktop.ui.notes.blurting_page import clock_text
from thaw_desktop.ui.widgets import plain_label
from thaw_desktop.ui.widgets.essay_page import EssayPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from thaw_desktop.notes.blurting import Blurt
    from thaw_desktop.ui.theme import Theme


class PastBlurts(QDialog):
    """Blurts to look back at: choose one, read it.

    Attributes:
        choice: which one is shown.
        paper: what was written.
    """

    def __init__(
        self, theme: Theme, title: str, now: str, past: Sequence[Blurt], zone: datetime, parent: QWidget
    ) -> None:
        """Show the newest.

        Args:
            theme: colours and sizes.
            title: of the section.
            now: what has been written just now and is not kept yet, or empty.
            past: the newest first.
            zone: any moment in the student's time zone.
            parent: the owner.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("What you wrote: {title}").format(title=title))
        self._texts = [now] if now else []
        self._texts += [blurt.text for blurt in past]
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("When"))
        if now:
            self.choice.addItem(self.tr("Just now"))
        for blurt in past:
            told = [day_of(blurt, zone), self._share(blurt), clock_text(blurt.elapsed)]
            self.choice.addItem(" · ".join(told))
        self.paper = EssayPage(theme, self.tr("What you wrote"))
        self.paper.setReadOnly(True)
        self.paper.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(self.tr("Close"))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(plain_label(title, "heading", wrap=True))
        column.addWidget(self.choice)
        column.addWidget(self.paper, 1)
        column.addWidget(buttons)
        self.choice.currentIndexChanged.connect(self._show)
        room = parent.window().size()
        self.resize(min(theme.px(720), room.width() - theme.px(24)), min(theme.px(560), room.height() - theme.px(24)))
        self._show()
        self.choice.setFocus()

    def _share(self, blurt: Blurt) -> str:
        return self.tr("{share} recalled").format(share=words.share(blurt.recalled, len(blurt.facts)))

    @Slot()
    def _show(self) -> None:
        place = self.choice.currentIndex()
        self.paper.set_text(self._texts[place] if place >= 0 else "")


def day_of(blurt: Blurt, zone: datetime) -> str:
    """The day of a blurt, such as "Tue 3 Nov"."""
    local = datetime.fromtimestamp(blurt.ts / 1000, UTC).astimezone(zone.tzinfo)
    return words.short_day(local.date(), zone.date())
