"""The ids of a pack, and what its links and marked terms name."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from thaw_desktop.content.problems import did_you_mean

if TYPE_CHECKING:
    from thaw_desktop.content.problems import Place, Problems

LinkKind = Literal["section", "faq", "cards", "questions", "term", "timeline"]

ID_PATTERN = r"[a-z0-9][a-z0-9-]*"
ID_RULE = "write it in small letters a–z, digits and hyphens, such as `secret-speech`"
LONGEST_ID = 100

_ID = re.compile(ID_PATTERN)
_WORD_FOR = {
    "section": "section",
    "faq": "question",
    "cards": "card",
    "questions": "practice question",
    "term": "term",
    "timeline": "event",
}
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u2011": "-"})


class Item(NamedTuple):
    """An item of the pack that a link can lead to; `address` is what the link names, mostly the id."""

    kind: LinkKind
    id: str
    title: str
    place: Place
    address: str


def is_id(text: str) -> bool:
    """Whether a text has the form of an id."""
    return len(text) <= LONGEST_ID and _ID.fullmatch(text) is not None


def normalised(text: str) -> str:
    """A text without differences of case, spacing, quotes and dashes, for comparing names."""
    plain = text if text.isascii() else text.translate(_PLAIN)
    return " ".join(plain.casefold().split()).strip("\"' ")


class Names:
    """Every item of a pack by id, and the glossary by name."""

    def __init__(self, problems: Problems) -> None:
        """Start empty; `problems` receives bad, missing and repeated ids."""
        self._problems = problems
        self._items: dict[str, Item] = {}
        self._terms: dict[str, str] = {}

    def claim(self, kind: LinkKind, title: str, place: Place, written: str | None, *, quiet: bool = False) -> str:
        """Give an item its id.

        Args:
            kind: what the item is.
            title: what links to it show.
            place: where it stands.
            written: the id in the file; None when there is none, and then one is derived from file and title.
            quiet: say nothing when there is none, because that has been said.

        Returns:
            An id that no other item has, whatever was written.
        """
        ident = written
        if written is None:
            ident = self.derived(kind, place.file, title)
            if not quiet:
                what = f"this {_WORD_FOR[kind]} has no id, so progress made with it is lost when its words change"
                self._problems.warning(place, what, f"write ` ^{ident}` at its end, or another id")
        elif not is_id(written):
            self._problems.error(place, f"`{written}` cannot be an id", ID_RULE)
            ident = None
        elif written in self._items:
            first = self._items[written].place
            what = f"the id `{written}` is used twice: here and in {first}"
            self._problems.error(place, what, "give one of the two another id")
            ident = None
        ident = ident or self.derived(kind, place.file, title)
        self._items[ident] = Item(kind, ident, title, place, ident)
        return ident

    def readdress(self, ident: str, address: str) -> None:
        """Let links to an item lead to something made from it: a cloze text to the first of its cards."""
        self._items[ident] = self._items[ident]._replace(address=address)

    def derived(self, kind: str, file: str, text: str) -> str:
        """An id made from a file's name and the words of an item, for one that was given none."""
        digest = hashlib.sha256(f"{file}\n{normalised(text)}".encode()).hexdigest()[:12]
        ident, number = f"{kind}-{digest}", 1
        while ident in self._items:
            number += 1
            ident = f"{kind}-{digest}-{number}"
        return ident

    def add_term(self, ident: str, name: str, also: tuple[str, ...]) -> None:
        """Let a glossary entry be found by its name, by that name without its bracket, and by its other names."""
        for spelling in (name, re.sub(r"\s*\([^)]*\)", "", name), *also):
            key = normalised(spelling)
            if key:
                self._terms.setdefault(key, ident)

    def section(self, ident: str, place: Place) -> str:
        """The id of a section that a field names; `""`, and an error, when there is no such section."""
        item = self._items.get(ident)
        if item is not None and item.kind == "section":
            return ident
        known = [item.id for item in self._items.values() if item.kind == "section"]
        self._problems.error(place, f"there is no section `{ident}`", did_you_mean(ident, known))
        return ""

    def linked(self, target: str) -> Item | None:
        """The item that `[[target]]` means: the one of this id, else the glossary entry of this name."""
        item = self._items.get(target)
        if item is None:
            term = self.term(target)
            item = self._items.get(term) if term else None
        return item

    def term(self, text: str) -> str | None:
        """The id of the glossary entry with this name, in singular or plural, with or without `the`."""
        key = normalised(text)
        for name in (key, key.removeprefix("the ")):
            for candidate in (name, *_other_numbers(name)):
                if candidate in self._terms:
                    return self._terms[candidate]
        return None

    def all_ids(self) -> list[str]:
        """Every id of the pack."""
        return list(self._items)

    def titles(self, kind: LinkKind) -> dict[str, str]:
        """Id → title of all items of a kind."""
        return {item.id: item.title for item in self._items.values() if item.kind == kind}


def _other_numbers(name: str) -> tuple[str, ...]:
    """Likely singulars and plurals of an English name."""
    forms = [f"{name}s", f"{name}es"]
    if name.endswith("s"):
        forms += [name[:-1], name.removesuffix("es")]
    if name.endswith("ies"):
        forms.append(f"{name[:-3]}y")
    if name.endswith("y"):
        forms.append(f"{name[:-1]}ies")
    return tuple(forms)
