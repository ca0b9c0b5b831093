"""From one tab to another, without the tabs knowing each other."""

from __future__ import annotations

from typing import Literal, get_args

from PySide6.QtCore import QObject, Signal

TabName = Literal["home", "notes", "faq", "flashcards", "practice", "progress"]
"""The tabs, in the order in which they stand."""

TAB_NAMES: tuple[TabName, ...] = get_args(TabName)

_TAB_OF_LINK: dict[str, TabName] = {
    "section": "notes",
    "term": "notes",
    "timeline": "notes",
    "faq": "faq",
    "cards": "flashcards",
    "questions": "practice",
}


class Navigator(QObject):
    """Says where the student wants to go; the window takes them there.

    Signals:
        asked: the tab's name and an item's id (or an empty string).
    """

    asked = Signal(str, str)

    def go(self, tab: TabName, item: str = "") -> None:
        """Ask for a tab and, on it, an item of the open pack.

        notes: a section, `term:ID` or `timeline:ID`. faq: an entry, or `?words` to search. flashcards: a card.
        practice: a question, or `attempt:ID`.
        """
        self.asked.emit(tab, item)

    def follow(self, link: str) -> bool:
        """Follow a link of the pack's pages, `thaw:KIND/ID` or `term:ID`; False when it is neither."""
        scheme, _, rest = link.partition(":")
        if scheme == "term" and rest:
            self.go("notes", f"term:{rest}")
            return True
        kind, _, item = rest.partition("/")
        tab = _TAB_OF_LINK.get(kind)
        if scheme != "thaw" or tab is None or not item:
            return False
        self.go(tab, item if kind not in {"term", "timeline"} else f"{kind}:{item}")
        return True
