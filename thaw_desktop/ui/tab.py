"""What every tab is to the window: a page that is shown, goes stale, is left, and may have something to say."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from thaw_desktop.core.errors import ThawError
from thaw_desktop.ui.panes import enter, usable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.theme import Theme


class Tab(QWidget):
    """A page of the window. Tabs do not know each other: they ask the navigator.

    Attributes:
        watches: names of the changes after which the tab must look again (`core.changes`).
        theme: colours, sizes and fonts.
        navigator: takes the student to another tab.
        pack: id of the pack that is open; set by the window before the first `refresh`.
        wanted: the item that the student is on the way to while the tab refreshes itself before `show_item`. A tab that
            would open something of its own accord opens this instead, and empties it.

    Signals:
        trouble: a plain sentence that the window shows in its notice bar.
        settled: what could not be saved before has been saved after all.
        told: a plain sentence about something that was done, which the window shows for a while.
        alone: from now on nothing but this tab is to be in view (True), or the window as usual (False).
        settings_asked: show a page of the settings: "flashcards".
    """

    watches: ClassVar[frozenset[str]] = frozenset()
    trouble = Signal(str)
    settled = Signal()
    told = Signal(str)
    alone = Signal(bool)
    settings_asked = Signal(str)

    def __init__(self, theme: Theme, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.navigator = navigator
        self.pack = ""
        self.wanted = ""

    def refresh(self) -> None:
        """Ask the use cases again and show what they say; called when the tab is seen and what it watches moved."""

    def show_item(self, item: str) -> None:
        """Go to an item of the open pack (what that is, each tab says); an empty id means just the tab."""

    def do(self, command: str) -> None:
        """Do what a command of the search everywhere asks of this tab; which there are, each tab says."""

    def begin_find(self) -> None:
        """Ctrl+F: put the cursor where one searches on this tab."""

    def panes(self) -> Sequence[QWidget]:
        """The parts of the page that F6 goes through, from first to last; each has a control to give the focus to."""
        return usable(self)

    def enter_pane(self, pane: QWidget) -> None:
        """F6 has come to one of the `panes`: give it the focus."""
        enter(pane)

    def leave(self) -> None:
        """The tab is about to be hidden or the window closed: write down what is not yet saved."""

    @property
    def unsaved(self) -> bool:
        """Whether the screen holds work that could not be written down."""
        return False

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Show a `ThawError` of the block in the window's notice bar instead of letting it out of the slot."""
        try:
            yield
        except ThawError as error:
            self.trouble.emit(error.sentence)
