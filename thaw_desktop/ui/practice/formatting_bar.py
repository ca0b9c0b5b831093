"""What stands above the page: the looks of words and paragraphs, and how the page itself is set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from thaw_desktop.ui.practice.manuscript import STYLE_KEYS, Manuscript
from thaw_desktop.ui.widgets import plain_label
from thaw_desktop.ui.words import number

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from thaw_desktop.core.settings import Settings
    from thaw_desktop.ui.theme import Theme

_LINE_HEIGHTS: Final = (115, 150, 200)
_TARGETS: Final = (0, 400, 600, 800, 1000, 1200, 1500, 2000, 3000)


class FormattingBar(QWidget):
    """Buttons that never take the focus from the page, a menu, and one quiet line about words and marks.

    Attributes:
        buttons: name of a style → its button.
        menu: how the page is set.

    Signals:
        chosen: name of a setting and its new value.
        full_screen_asked: fill the screen, or stop it.
    """

    chosen = Signal(str, object)
    full_screen_asked = Signal()

    def __init__(self, theme: Theme, page: Manuscript, parent: QWidget | None = None) -> None:
        """Make the bar of a page.

        Args:
            theme: colours and sizes.
            page: what the buttons act on.
            parent: the owner.
        """
        super().__init__(parent)
        self._theme, self._page = theme, page
        self.buttons: dict[str, QToolButton] = {}
        self._told: list[str] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for style, (sign, name) in self._styles().items():
            self._add(style, sign, name)
        self._pace = plain_label("", "secondary")
        self._row.addSpacing(theme.px(10))
        self._row.addWidget(self._pace)
        self._row.addStretch(1)
        self.menu = QMenu(self)
        self._make_menu()
        self._open = QToolButton()
        self._open.setText(self.tr("Page"))
        self._open.setAccessibleName(self.tr("How the page is set"))
        self._open.setMenu(self.menu)
        self._open.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._row.addWidget(self._open)
        page.style_changed.connect(self._show_styles)
        page.cursorPositionChanged.connect(self._show_styles)
        theme.changed.connect(self._give_room)
        self._give_room()

    def show_settings(self, settings: Settings) -> None:
        """Show how the page is set."""
        for style in self.buttons:
            self.buttons[style].setVisible(settings.formatting_bar)
        self._typewriter.setChecked(settings.typewriter_scrolling)
        self._bar.setChecked(settings.formatting_bar)
        for group, value in ((self._heights, settings.essay_line_spacing), (self._targets, settings.essay_word_target)):
            for action in group.actions():
                action.setChecked(action.data()[1] == value)

    def show_pace(self, words: int, target: int, marks: int, used: float | None) -> None:
        """Say how the words stand to the target, and the time to the marks.

        Args:
            words: written so far.
            target: wanted; 0 for none.
            marks: of the question; 0 when it has none.
            used: share of the time that is used, 0 to 1; None where the clock is hidden.
        """
        parts: list[str] = []
        if target:
            parts.append(self.tr("{n} of {target} words").format(n=number(words), target=number(target)))
        if marks and used is not None:
            spent = min(marks, int(used * marks))
            parts.append(self.tr("{n} of {marks} marks’ time").format(n=spent, marks=marks))
        self._told = parts
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the quiet line where there is room for all of it."""
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the buttons alone."""
        return QSize(self._needed(), super().minimumSizeHint().height())

    def _needed(self) -> int:
        """The width of all but the quiet line."""
        parts = [one for one in (*self.buttons.values(), self._open) if not one.isHidden()]
        return sum(one.sizeHint().width() + self._row.spacing() for one in parts) + self._theme.px(24)

    def _fit(self) -> None:
        """As much of the quiet line as there is room for."""
        room = self.width() - self._needed()
        choices = [" · ".join(self._told[:count]) for count in range(len(self._told), 0, -1)]
        fitting = (text for text in choices if self._pace.fontMetrics().horizontalAdvance(text) < room)
        self._pace.setText(next(fitting, ""))

    def _styles(self) -> dict[str, tuple[str, str]]:
        return {
            "bold": ("B", self.tr("Bold")),
            "italic": ("I", self.tr("Italic")),
            "heading": ("H", self.tr("Heading")),
            "quotation": ("“", self.tr("Quotation")),
            "bulleted": ("•", self.tr("List with bullets")),
            "numbered": ("1.", self.tr("Numbered list")),
        }

    def _add(self, style: str, sign: str, name: str) -> None:
        button = QToolButton()
        button.setText(sign)
        button.setCheckable(True)
        button.setObjectName(style)
        button.setAccessibleName(name)
        keys = QKeySequence(STYLE_KEYS[style]).toString(QKeySequence.SequenceFormat.NativeText)
        button.setToolTip(f"{name} ({keys})")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # one goes on typing; the keyboard has the keys
        button.clicked.connect(self._press)
        self.buttons[style] = button
        self._row.addWidget(button)

    def _make_menu(self) -> None:
        self._typewriter = self._check(self.tr("Keep the line in the middle"), "typewriter_scrolling")
        self._bar = self._check(self.tr("Show the formatting buttons"), "formatting_bar")
        names = {115: self.tr("Close"), 150: self.tr("Usual"), 200: self.tr("Double")}
        heights = [(names[height], height) for height in _LINE_HEIGHTS]
        self._heights = self._group(self.tr("Line spacing"), "essay_line_spacing", heights)
        targets = [(number(target) if target else self.tr("None"), target) for target in _TARGETS]
        self._targets = self._group(self.tr("Word target"), "essay_word_target", targets)
        self.full_screen = self.menu.addAction(self.tr("Full screen"))
        self.full_screen.setShortcut(QKeySequence("F11"))
        self.full_screen.triggered.connect(self._ask_for_full_screen)

    def _check(self, name: str, setting: str) -> QAction:
        action = self.menu.addAction(name)
        action.setCheckable(True)
        action.setData((setting, None))
        action.triggered.connect(self._choose)
        return action

    def _group(self, title: str, setting: str, choices: list[tuple[str, int]]) -> QActionGroup:
        menu, group = self.menu.addMenu(title), QActionGroup(self)
        for name, value in choices:
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setData((setting, value))
            action.triggered.connect(self._choose)
            group.addAction(action)
        return group

    @Slot()
    def _choose(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            setting, value = action.data()
            self.chosen.emit(setting, action.isChecked() if value is None else value)

    @Slot()
    def _press(self) -> None:
        self._page.toggle_style(self.sender().objectName())
        self._show_styles()

    @Slot()
    def _ask_for_full_screen(self) -> None:
        self.full_screen_asked.emit()

    @Slot()
    def _show_styles(self) -> None:
        """Let the buttons show what the cursor stands in."""
        for style, button in self.buttons.items():
            button.setChecked(self._page.has_style(style))

    @Slot()
    def _give_room(self) -> None:
        self._row.setSpacing(self._theme.px(2))
        self._row.setContentsMargins(0, 0, 0, self._theme.px(4))
        for style, button in self.buttons.items():
            font = self._theme.font("body")
            font.setBold(style in {"bold", "heading"})
            font.setItalic(style == "italic")
            button.setFont(font)
            button.setMinimumSize(self._theme.px(30), self._theme.px(28))
