"""The buttons of reading aloud: pause, a sentence back or on, speed, voice, stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from thaw_desktop.ui.widgets import FlowLayout, button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.ui.speech.reader import State
    from thaw_desktop.ui.theme import Theme

_SPEEDS = (50, 70, 85, 100, 115, 130, 150, 175, 200)


class SpeechBar(QWidget):
    """Stands above the page while it is read aloud.

    Signals:
        pause_wanted: pause, or go on.
        previous_wanted: the sentence before.
        next_wanted: the next sentence.
        stop_wanted: be silent.
        chosen: name of a setting and its new value.
    """

    pause_wanted = Signal()
    previous_wanted = Signal()
    next_wanted = Signal()
    stop_wanted = Signal()
    chosen = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Reading aloud"))
        self._voices = 0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow = FlowLayout(self, theme.px(6))
        flow.setContentsMargins(0, 0, 0, theme.px(6))
        self.pause = button(self.tr("Pause"), "primary", description=self.tr("L on the page"))
        previous = button("‹", description=self.tr("Previous sentence (, on the page)"))
        following = button("›", description=self.tr("Next sentence (. on the page)"))
        stop = button(self.tr("Stop"), description=self.tr("Esc"))
        previous.setAccessibleName(self.tr("Previous sentence"))
        following.setAccessibleName(self.tr("Next sentence"))
        self.speed, self.voice = QComboBox(), QComboBox()
        self.speed.setAccessibleName(self.tr("Speed"))
        self.voice.setAccessibleName(self.tr("Voice"))
        self.voice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.voice.setMinimumContentsLength(10)
        for percent in _SPEEDS:
            self.speed.addItem(self.tr("{percent} %").format(percent=percent), percent)
        for part in (self.pause, previous, following, stop, self.speed, self.voice):
            flow.addWidget(part)
        self.pause.clicked.connect(self.pause_wanted)
        previous.clicked.connect(self.previous_wanted)
        following.clicked.connect(self.next_wanted)
        stop.clicked.connect(self.stop_wanted)
        self.speed.activated.connect(self._choose_speed)
        self.voice.activated.connect(self._choose_voice)

    def show_choices(self, voices: Sequence[str], voice: str, speed: int) -> None:
        """Show what there is to choose from, and what is chosen.

        Args:
            voices: names of the voices; with fewer than two there is nothing to choose.
            voice: the one that is chosen; empty for the usual one.
            speed: in per cent of the voice's own.
        """
        self.voice.clear()
        self.voice.addItem(self.tr("Usual voice"), "")
        for name in voices:
            self.voice.addItem(name, name)
        self.voice.setCurrentIndex(max(0, self.voice.findData(voice)))
        self._voices = len(voices)
        self.voice.setVisible(self._voices > 1)
        self.speed.setCurrentIndex(min(range(len(_SPEEDS)), key=lambda at: abs(_SPEEDS[at] - speed)))

    def save_room(self, *, low: bool) -> None:
        """Leave out the choice of the voice where the text needs its line."""
        self.voice.setVisible(self._voices > 1 and not low)

    def show_state(self, state: State) -> None:
        """Show what the first button does now."""
        self.pause.setText(self.tr("Go on") if state == "paused" else self.tr("Pause"))

    @Slot(int)
    def _choose_speed(self, at: int) -> None:
        self.chosen.emit("speech_speed", self.speed.itemData(at))

    @Slot(int)
    def _choose_voice(self, at: int) -> None:
        self.chosen.emit("speech_voice", self.voice.itemData(at))
