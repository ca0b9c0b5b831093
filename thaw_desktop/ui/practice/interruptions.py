"""What came between is told, and where that is the student's to say, asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from thaw_desktop.ui.words import minutes

if TYPE_CHECKING:
    from thaw_desktop.practice.conditions import Interruption
    from thaw_desktop.ui.widgets import NoticeBar


class Interruptions(QObject):
    """One notice at a time: sleep, and that Thaw was closed. Pauses and breaks the student knows of.

    Signals:
        decided: an interruption, and whether it counts.
    """

    decided = Signal(object, bool)

    def __init__(self, notice: NoticeBar, parent: QObject) -> None:
        """Have nothing to tell.

        Args:
            notice: where it is said; nothing else may be said there.
            parent: the owner.
        """
        super().__init__(parent)
        self._notice = notice
        self._waiting: list[Interruption] = []
        notice.action.connect(self._count)
        notice.other.connect(self._leave_out)
        notice.dismissed.connect(self._leave_out)

    @Slot(object)
    def tell(self, interruption: Interruption) -> None:
        """Tell of something that came between."""
        if interruption.kind in {"sleep", "closed"}:
            self._waiting.append(interruption)
            if len(self._waiting) == 1:
                self._show()

    def forget(self) -> None:
        """The attempt is no longer in view; what was not decided does not count."""
        self._waiting.clear()
        self._notice.dismiss()

    def _show(self) -> None:
        if not self._waiting:
            self._notice.dismiss()
            return
        one = self._waiting[0]
        time = minutes(one.seconds / 60)
        if one.estimated:
            time = self.tr("about {time} (by the clock on the wall, since the computer was restarted)").format(
                time=time
            )
        if one.kind == "closed":
            what = self.tr("Thaw was closed for {time}.").format(time=time)
        else:
            what = self.tr("The computer slept for {time}.").format(time=time)
        if one.counted is None:
            sentence = self.tr("{what} That does not count.").format(what=what)
            self._notice.show_notice(sentence, "caution", self.tr("Count it"), other_text=self.tr("Leave it out"))
        else:
            sentence = self.tr("{what} In an exam that counts.").format(what=what)
            self._notice.show_notice(sentence, "caution")

    @Slot()
    def _count(self) -> None:
        self._decide(counted=True)

    @Slot()
    def _leave_out(self) -> None:
        self._decide(counted=False)

    def _decide(self, *, counted: bool) -> None:
        if self._waiting:
            one = self._waiting.pop(0)
            self._show()
            if one.counted is None:
                self.decided.emit(one, counted)
