"""How a sitting with the cards goes: what is read aloud, what a typed answer may differ in, and the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.session_keys import DEFAULTS, action_names, conflict, key_of, keys_in_force, shown_key
from thaw_desktop.ui.speech.engine import missing_module
from thaw_desktop.ui.widgets import button, plain_label

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from thaw_desktop.core.settings import Settings
    from thaw_desktop.ui.theme import Theme


class KeyButton(QPushButton):
    """Shows a key; pressed, it waits for another one. Esc leaves it as it was.

    Signals:
        pressed_key: a key was pressed while it waited; carries its name as `key_of` gives it.
    """

    pressed_key = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Make a button.

        Args:
            name: what the key does.
            parent: the owner.
        """
        super().__init__(parent)
        self._name = name
        self._key = ""
        self._waiting = False
        self.setProperty("kind", "secondary")
        self.clicked.connect(self._wait)

    def show_key(self, key: str) -> None:
        """Show a key."""
        self._key, self._waiting = key, False
        self.setText(shown_key(key).replace("&", "&&"))
        self.setAccessibleName(self.tr("{action}: {key}").format(action=self._name, key=shown_key(key)))

    @Slot()
    def _wait(self) -> None:
        self._waiting = True
        self.setText(self.tr("Press a key…"))
        announce(self, self.tr("Press the key for “{action}”").format(action=self._name))

    def event(self, event: QEvent) -> bool:
        """While it waits every key is meant for it, also those of the window."""
        if self._waiting and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the key."""
        if not self._waiting:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.show_key(self._key)
        elif key := key_of(event):
            self.show_key(self._key)
            self.pressed_key.emit(key)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The key that was taken does not press the button as well."""
        if not self._waiting:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Wait no longer."""
        super().focusOutEvent(event)
        if self._waiting:
            self.show_key(self._key)


class ReviewChoices(QWidget):
    """The page of the settings.

    Signals:
        chosen: name of the setting and its new value.

    Attributes:
        speech: which side is read aloud.
        case: whether other capitals are forgiven.
        accents: whether other accents are forgiven.
        keys: action → its button.
        told: why a key cannot be had.
        reset: all keys as they were made.
    """

    chosen = Signal(str, object)

    def __init__(self, theme: Theme, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(10))
        self._in_force = keys_in_force(settings.card_keys)
        self._add_speech(settings.card_speech)
        self._column.addWidget(plain_label(self.tr("Typed answers"), "heading"))
        self.case = self._tick(self.tr("Forgive other &capitals"), "forgive_case", on=settings.forgive_case)
        self.accents = self._tick(self.tr("Forgive other &accents"), "forgive_accents", on=settings.forgive_accents)
        self._add_keys()

    def _add_speech(self, current: str) -> None:
        self._column.addWidget(plain_label(self.tr("Read aloud when a card comes"), "heading"))
        self.speech = QComboBox()
        self.speech.setAccessibleName(self.tr("Read aloud when a card comes"))
        for name, words in (
            ("off", self.tr("Nothing")),
            ("question", self.tr("The question")),
            ("answer", self.tr("The answer")),
            ("both", self.tr("Question and answer")),
        ):
            self.speech.addItem(words, name)
        self.speech.setCurrentIndex(max(0, self.speech.findData(current)))
        self.speech.currentIndexChanged.connect(self._choose_speech)
        self._column.addWidget(self.speech)
        if why := missing_module():
            self._column.addWidget(plain_label(why, "secondary", wrap=True))

    def _tick(self, words: str, setting: str, *, on: bool) -> QCheckBox:
        tick = QCheckBox(words)
        tick.setObjectName(setting)
        tick.setChecked(on)
        tick.toggled.connect(self._choose_tick)
        self._column.addWidget(tick)
        return tick

    def _add_keys(self) -> None:
        self._column.addWidget(plain_label(self.tr("Keys"), "heading"))
        hint = self.tr("Choose a key and press another in its place; Esc leaves it. Enter always does as the first.")
        self._column.addWidget(plain_label(hint, "secondary", wrap=True))
        self.told = plain_label("", wrap=True, tone="caution")
        self.told.hide()
        self._grid = grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.px(16))
        grid.setVerticalSpacing(self._theme.px(6))
        grid.setColumnStretch(0, 1)
        self.keys: dict[str, KeyButton] = {}
        for row, (action, name) in enumerate(action_names().items()):
            label = QLabel(name)
            label.setWordWrap(True)
            one = KeyButton(name)
            one.setObjectName(action)
            one.setMinimumWidth(self._theme.px(150))
            one.pressed_key.connect(self._take)
            self.keys[action] = one
            grid.addWidget(label, 2 * row, 0)  # the rows between are for what is told of a key
            grid.addWidget(one, 2 * row, 1)
        grid.addWidget(self.told, 1, 0, 1, 2)
        self._column.addLayout(grid)
        self.reset = button(self.tr("All keys as they were"), "quiet")
        self.reset.clicked.connect(self._reset)
        self._column.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignLeft)
        self._show()

    def _show(self) -> None:
        for action, one in self.keys.items():
            one.show_key(self._in_force[action])
        self.reset.setEnabled(self._in_force != dict(DEFAULTS))

    @Slot(str)
    def _take(self, key: str) -> None:
        sender = self.sender()
        action = sender.objectName() if sender is not None else ""
        why = conflict(self._in_force, action, key)
        self.told.setText(why.sentence if why is not None else "")
        self.told.setVisible(why is not None)
        if why is not None:
            below = 2 * list(self.keys).index(action) + 1
            self._grid.addWidget(self.told, below, 0, 1, 2)
            announce(self, why.sentence)
            QTimer.singleShot(0, self, self._bring_into_sight)  # once it has its place
            return
        self._in_force[action] = key
        self._keep()

    @Slot()
    def _bring_into_sight(self) -> None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            around.ensureWidgetVisible(self.told)

    @Slot()
    def _reset(self) -> None:
        self._in_force = dict(DEFAULTS)
        self.told.hide()
        self._keep()

    def _keep(self) -> None:
        self._show()
        changed = {action: key for action, key in self._in_force.items() if key != DEFAULTS[action]}
        self.chosen.emit("card_keys", changed)

    @Slot(int)
    def _choose_speech(self, at: int) -> None:
        self.chosen.emit("card_speech", self.speech.itemData(at))

    @Slot(bool)
    def _choose_tick(self, on: bool) -> None:
        sender = self.sender()
        if sender is not None:
            self.chosen.emit(sender.objectName(), on)
