"""What is written reaches the disk, and the student is told whether it did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from thaw_desktop.core.errors import ThawError
from thaw_desktop.ui.autosave import Autosave
from thaw_desktop.ui.practice.elsewhere import Elsewhere
from thaw_desktop.ui.practice.wording import time_of_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from thaw_desktop.core.clock import Clock
    from thaw_desktop.ui.autosave import Rhythm
    from thaw_desktop.ui.practice.side_panel import SidePanel
    from thaw_desktop.ui.theme import Theme
    from thaw_desktop.ui.widgets import NoticeBar

_TALL_FROM = 300
"""Height from which a notice may take three lines, px at 100 %."""


class TextKeeper(QObject):
    """Lets the attempt save, says "Saved 12:41:07" once that has returned, and is loud when it could not.

    Attributes:
        autosave: says when to save.

    Signals:
        settled: what could not be saved before has been saved after all.
    """

    settled = Signal()

    def __init__(
        self,
        theme: Theme,
        clock: Clock,
        rhythm: Rhythm,
        notice: NoticeBar,
        side: SidePanel,
        copy: Callable[[], str],
        view: QWidget,
    ) -> None:
        """Have nothing to save yet.

        Args:
            theme: gives the scale.
            clock: the time of day.
            rhythm: when the text is saved.
            notice: where it is said that nothing could be saved.
            side: where it is said when the text was saved.
            copy: gives the text for a copy elsewhere.
            view: the owner, of which `notice` takes some of the height.
        """
        super().__init__(view)
        self.autosave = Autosave(rhythm, self)
        self._theme, self._clock, self._notice, self._side, self._view = theme, clock, notice, side, view
        self._saved_at = ""
        self._elsewhere = Elsewhere(copy, view)
        notice.action.connect(self._elsewhere.ask)
        self._elsewhere.told.connect(self._tell_of_copy)

    def keep(self, save: Callable[[], object]) -> bool:
        """Do something that saves the text; False when it could not be saved, which the student is then told."""
        changed = self.autosave.unsaved or self.autosave.failing
        try:
            save()
        except ThawError as error:
            self._note_failed(error)
            return False
        self.note_saved(changed=changed)
        return True

    def note_saved(self, *, changed: bool = True) -> None:
        """All that is on the screen is on the disk; where nothing but the clock had changed, nothing is said of it."""
        if self.autosave.failing:
            self._notice.dismiss()
            self.settled.emit()
        self.autosave.saved()
        if not changed:
            return
        self._saved_at = time_of_day(self._clock.now())
        self._side.show_saved(self.tr("Saved {time}").format(time=self._saved_at), good=True)

    def _note_failed(self, error: ThawError) -> None:
        self.autosave.failed()
        self._side.show_saved(self.tr("Not saved since {time}").format(time=self._saved_at), good=False)
        if self._view.height() < self._theme.px(_TALL_FROM):  # the page needs the room more than the advice
            sentence = self.tr("Not saved. {what}. Thaw keeps trying.").format(what=error.what)
        else:
            rest = self.tr("Your text is safe on the screen, and Thaw keeps trying.")
            sentence = self.tr("Not saved. {why} {rest}").format(why=error.sentence, rest=rest)
        self._notice.show_notice(sentence, "bad", self.tr("Save a copy…"))

    @Slot(str)
    def _tell_of_copy(self, sentence: str) -> None:
        if self.autosave.failing:
            rest = self.tr("Thaw keeps trying to save in its own place.")
            self._notice.show_notice(f"{sentence} {rest}", "bad", self.tr("Save a copy…"))
        else:
            self._notice.show_notice(sentence)
