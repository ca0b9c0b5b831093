"""Four buttons: how well was it known, and when does it come again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QSizePolicy, QWidget

from thaw_desktop.ui.flashcards.wording import interval_words, rating_words
from thaw_desktop.ui.widgets import button

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from thaw_desktop.flashcards.scheduling import Interval, Rating
    from thaw_desktop.ui.theme import Theme

RATINGS: tuple[Rating, ...] = (1, 2, 3, 4)
RATING_ACTIONS = ("again", "hard", "good", "easy")
"""What each is called among the keys (`ui.session_keys`)."""


class RatingBar(QWidget):
    """Again, hard, good, easy, each with the time until the card comes again.

    Signals:
        rated: a rating was chosen, 1 to 4.
    """

    rated = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names = tuple(map(rating_words, RATINGS))
        self._group = QButtonGroup(self)
        self._buttons: list[QPushButton] = []
        for rating, kind in zip(RATINGS, ("bad", "caution", "good", "secondary"), strict=True):
            one = button("", kind, description=self._meaning(rating), parent=self)
            one.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            self._group.addButton(one, rating)
            self._buttons.append(one)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._columns = 0
        self._brief = False
        self._when: tuple[str, ...] = ("", "", "", "")
        self._keys: tuple[str, ...] = tuple(map(str, RATINGS))
        self._say()  # two lines from the start, so that nothing moves when the intervals come
        self._group.idClicked.connect(self._rate)
        theme.changed.connect(self._arrange)

    def show_intervals(self, intervals: Mapping[Rating, Interval]) -> None:
        """Say on each button when the card would come again."""
        self._when = tuple(interval_words(intervals[rating]) for rating in RATINGS)
        self._say()

    def show_keys(self, keys: tuple[str, ...]) -> None:
        """Say on each button which key chooses it."""
        self._keys = keys
        self._say()

    def set_brief(self, brief: bool) -> None:
        """Where there is no height to spare, leave the intervals to tooltips, so that one row is enough."""
        if brief != self._brief:
            self._brief = brief
            self._say()

    def _say(self) -> None:
        parts = zip(RATINGS, self._keys, self._names, self._when, self._buttons, strict=True)
        for rating, key, name, when, one in parts:
            one.setText(name if self._brief else f"{key}  {name}\n{when}".replace("&", "&&"))
            one.setAccessibleName(self.tr("{name}, comes again: {when}").format(name=name, when=when))
            one.setToolTip(when if self._brief else self._meaning(rating))
        self._arrange()

    def suggest(self, rating: Rating) -> None:
        """Put the focus on a rating, so that Space and Enter choose it."""
        self._buttons[rating - 1].setFocus()

    def suggested(self) -> QPushButton:
        """The button that has, or last had, the focus."""
        inner = self.focusWidget()
        return inner if isinstance(inner, QPushButton) else self._buttons[2]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter choose the button that has the focus, as Space does, and arrows move between them."""
        focused = self._buttons.index(self.suggested())
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            self._buttons[focused].click()
        elif step:
            self._buttons[(focused + step) % len(self._buttons)].setFocus()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two rows where four buttons have no room side by side."""
        super().resizeEvent(event)
        self._arrange()

    def sizeHint(self) -> QSize:
        """As wide as one likes, and as high as its rows."""
        return QSize(self._theme.px(560), self._grid.sizeHint().height())

    @Slot()
    def _arrange(self) -> None:
        gap = self._theme.px(6 if self._brief else 12)
        widest = max(one.sizeHint().width() for one in self._buttons)
        columns = 4 if self._brief or self.width() >= widest * 4 + gap * 3 else 2
        self._grid.setSpacing(gap)
        if columns == self._columns:
            return
        self._columns = columns
        for place, one in enumerate(self._buttons):
            self._grid.addWidget(one, place // columns, place % columns)
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _meaning(self, rating: Rating) -> str:
        return (
            self.tr("I did not know it"),
            self.tr("I knew it, with effort"),
            self.tr("I knew it"),
            self.tr("I knew it at once"),
        )[rating - 1]

    @Slot(int)
    def _rate(self, rating: int) -> None:
        self.rated.emit(rating)
