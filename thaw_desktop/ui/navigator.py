"""From one tab to another, without the tabs knowing each other."""

from __future__ import annotations

from typing import Literal, get_args

from PySide6.QtCore import QObject, Signal

TabName = Literal["home", "notes", "faq", "flashcards", "practice", "progress", "library"]
"""The pages of the window, in the order in which they stand; the library is reached by the name of the open pack."""

OF_CARD = "card:"
"""Before a card's id: where in the notes it comes from."""

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
        pack_asked: the id of the pack that something asked for belongs to, before what is asked in it.
        pack_chosen: the id of a pack that the student wants to study.
        asked: the tab's name and an item's id (or an empty string).
    """

    pack_asked = Signal(str)
    pack_chosen = Signal(str)
    asked = Signal(str, str)

    def go(self, tab: TabName, item: str = "", pack: str = "") -> None:
        """Ask for a tab and, on it, an item of the open pack, or of another that is to be opened for it.

        notes: a section, `term:ID`, `timeline:ID`, `page:ID`, or `card:ID` for where a card comes from.
        faq: an entry, `?words` to search, or `+` to write an own question.
        flashcards: a card, `plan:`, or `section:ID` for the cards of a section.
        practice: a question, or `attempt:ID`. library: a file to be added.
        """
        if pack:
            self.pack_asked.emit(pack)
        self.asked.emit(tab, item)

    def study(self, pack: str, tab: TabName = "home") -> None:
        """Open a pack because the student has chosen it, on its first page."""
        self.pack_chosen.emit(pack)
        self.asked.emit(tab, "")

    def follow(self, link: str, pack: str = "") -> bool:
        """Follow a link of a pack's pages, `thaw:KIND/ID` or `term:ID`; False when it is neither."""
        scheme, _, rest = link.partition(":")
        if scheme == "term" and rest:
            self.go("notes", f"term:{rest}", pack)
            return True
        kind, _, item = rest.partition("/")
        tab = _TAB_OF_LINK.get(kind)
        if scheme != "thaw" or tab is None or not item:
            return False
        self.go(tab, item if kind not in {"term", "timeline"} else f"{kind}:{item}", pack)
        return True
