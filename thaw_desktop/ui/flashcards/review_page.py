"""What the Flashcards tab is made of: the row of counts, the card with its answers, and what stands there after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from thaw_desktop.ui.flashcards.card_menu import CardMenu
from thaw_desktop.ui.flashcards.card_view import CardView
from thaw_desktop.ui.flashcards.rating_bar import RATING_ACTIONS, RatingBar
from thaw_desktop.ui.widgets import EmptyState, ThinBar, button, plain_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from thaw_desktop.ui.theme import Theme

_COLUMN = 880
"""Greatest width of the column, px at 100 %."""
_ROOMY = 400
"""Height of the page from which nothing has to make room for the card, px at 100 %."""
_CRAMPED = 270
"""Height of the page under which the answer and its ratings need all of it, px at 100 %."""


class ReviewPage(QWidget):
    """The parts of the tab and the room that each of them has; what they do is the tab's.

    Attributes:
        top_row: what stands above the card.
        pages: the card with its answers, what stands there when none is asked, and what else the tab puts there.
        count: where one is in the cards of today.
        bar: the same as a bar.
        everywhere: review all packs together.
        undo: take back the last answer.
        menu: what can be done with the card besides answering it.
        intro: a sentence above the card.
        card: the card.
        reveal_button: show the answer.
        ratings: say how well it was known.
        empty: what is said when no card is asked.
    """

    def __init__(self, theme: Theme, picture: Callable[[str], bytes | None], parent: QWidget | None = None) -> None:
        """Make the parts.

        Args:
            theme: colours, sizes and fonts.
            picture: gives the bytes of a picture of the card's pack by its name.
            parent: the owner.
        """
        super().__init__(parent)
        self._theme = theme
        self._intro_words = ""
        self.count = plain_label("", "secondary")
        self.count.setToolTip(
            self.tr("Cards today. Two new cards made from the same words never come on the same day.")
        )
        self.bar = ThinBar(theme, self.tr("Cards done today"))
        self.everywhere = button(
            self.tr("All packs"), "quiet", description=self.tr("Review and search all packs together")
        )
        self.everywhere.setCheckable(True)
        self.undo = button(self.tr("Undo"), "quiet", description=self.tr("Take back your last answer (Ctrl+Z)"))
        self.menu = CardMenu(theme)
        self.pages = QStackedWidget()
        self.intro = plain_label("", "secondary", wrap=True)
        self.card = CardView(theme, picture)
        self.reveal_button = button(self.tr("Show answer — Space"), "primary")
        self.reveal_button.setAccessibleName(self.tr("Show answer"))
        self.ratings = RatingBar(theme)
        self.empty = EmptyState(theme, "", "")
        self._lay_out()
        self._give_room()
        theme.changed.connect(self._give_room)

    def _lay_out(self) -> None:
        self.top_row = QWidget()
        self._top = QHBoxLayout(self.top_row)
        self._top.setContentsMargins(0, 0, 0, 0)
        self._top.addWidget(self.count)
        self._top.addWidget(self.bar, 1)
        self._top.addWidget(self.everywhere)
        self._top.addWidget(self.undo)
        self._top.addWidget(self.menu)
        asking = QWidget()
        self._asking = QVBoxLayout(asking)
        self._asking.setContentsMargins(0, 0, 0, 0)
        self._asking.addWidget(self.intro)
        self._asking.addWidget(self.card, 1)
        self._asking.addWidget(self.reveal_button)
        self._asking.addWidget(self.ratings)
        self.pages.addWidget(asking)
        self._nothing = QScrollArea()  # at 200 % its words may be higher than the window
        self._nothing.setWidgetResizable(True)
        self._nothing.setWidget(self.empty)
        self.pages.addWidget(self._nothing)
        self._column = QWidget()
        self._inner = QVBoxLayout(self._column)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.addWidget(self.top_row)
        self._inner.addWidget(self.pages, 1)
        self._outer = QHBoxLayout(self)
        self._outer.addStretch(1)
        self._outer.addWidget(self._column, 1000)
        self._outer.addStretch(1)

    @Slot()
    def _give_room(self) -> None:
        px = self._theme.px
        self._outer.setContentsMargins(px(20), px(14), px(20), px(16))
        self._inner.setSpacing(px(10))
        self._asking.setSpacing(px(12))
        self._top.setSpacing(px(14))
        self._column.setMaximumWidth(px(_COLUMN))
        self.fit_height()

    def show_keys(self, shown: Callable[[str], str]) -> None:
        """Say on the buttons and in the menu which keys do the same.

        Args:
            shown: gives the key of an action as the system writes it.
        """
        self.ratings.show_keys(tuple(map(shown, RATING_ACTIONS)))
        hint = self.tr("Take back your last answer ({key})").format(key=shown("undo"))
        self.undo.setAccessibleDescription(hint)
        self.undo.setToolTip(hint)
        self.menu.show_keys(shown)

    def show_card(self) -> None:
        """Show the card with its answers."""
        self.pages.setCurrentIndex(0)
        self.fit_height()

    def show_empty(self) -> QPushButton | None:
        """Show what is said when no card is asked; its button."""
        self.pages.setCurrentWidget(self._nothing)
        return self.empty.findChild(QPushButton)

    def show_ratings(self, shown: bool, intro: str) -> None:
        """Show the ratings, or the button that shows the answer, and a sentence above the card or none."""
        self._intro_words = intro
        self.reveal_button.setVisible(not shown)
        self.ratings.setVisible(shown)
        self.fit_height()

    def fit_height(self) -> None:
        """Keep what is on the card from moving as the ratings come; where there is little room, the card has it all."""
        roomy = self.height() >= self._theme.px(_ROOMY)
        cramped = self.height() < self._theme.px(_CRAMPED)
        elsewhere = self.pages.currentIndex() > 1
        self.top_row.setVisible(not cramped and not elsewhere)
        self.ratings.set_brief(cramped)
        self.intro.setText(self._intro_words)
        self.intro.setVisible(bool(self._intro_words) and roomy)
        self.reveal_button.setMinimumHeight(self.ratings.sizeHint().height() if roomy else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the card the room that it needs most."""
        super().resizeEvent(event)
        self.fit_height()

    def may_take_focus(self) -> bool:
        """Whether the focus is ours to move: not while the student is somewhere else in the window."""
        focused = QApplication.focusWidget()
        return not self.isVisible() or focused is None or self.isAncestorOf(focused)
