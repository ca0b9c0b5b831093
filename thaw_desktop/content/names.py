"""The ids of a pack, and what its links and marked terms name."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from thaw_desktop.content.budget import EndlessPackError
from thaw_desktop.content.problems import MOST_NAMES, NEAR, closest, did_you_mean, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thaw_desktop.content.earlier_ids import EarlierId
    from thaw_desktop.content.problems import Place, Problems

LinkKind = Literal["section", "faq", "cards", "questions", "term", "timeline"]
ItemKind = Literal["section", "faq", "cards", "questions", "point", "term", "timeline"]

ID_PATTERN = r"[a-z0-9][a-z0-9-]*"
ID_RULE = "write it in small letters a–z, digits and hyphens, such as `secret-speech`"
LONGEST_ID = 100
MOST_ITEMS = 150_000
"""Of one pack."""

MOST_OF_KIND: dict[ItemKind, int] = {"term": 5_000, "timeline": 2_000}
"""Of one pack. The window shows all terms, and all events, on one page, each with a place that can be jumped to."""

_ID = re.compile(ID_PATTERN)
_DERIVED = re.compile(r"(?:section|faq|cards|questions|term|timeline|point)-[0-9a-f]{12}(?:-[0-9]+)?")
_SURELY_NEAR = 80
"""Percent of likeness that a name must have to be taken for a slip while the ids of some items are not known."""
_MOST_PLACES = 5
"""That a message names."""
_WITH_PROGRESS = ("section", "cards", "questions")
_WORD_FOR = {
    "section": "section",
    "faq": "question",
    "cards": "card",
    "questions": "practice question",
    "term": "term",
    "timeline": "event",
}
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u2011": "-"})


class Gap(NamedTuple):
    """Where an id is missing in a file: at the end of a line, or on a line of its own under it."""

    line: int
    own_line: bool


class Item(NamedTuple):
    """An item of the pack.

    Attributes:
        kind: what it is; a link can lead to all but a mark point.
        id: under which progress is kept; that of a mark point is `question.point`.
        file_id: what its file calls it, which is another when the pack says that it had another before.
        title: what links to it show.
        place: where it stands.
        address: what a link names, mostly the id.
        gap: where its id would be written; None when it is written, or cannot be because something is wrong with it.
    """

    kind: ItemKind
    id: str
    file_id: str
    title: str
    place: Place
    address: str
    gap: Gap | None = None


def is_id(text: str) -> bool:
    """Whether a text has the form of an id."""
    return len(text) <= LONGEST_ID and _ID.fullmatch(text) is not None


def rule_for(written: str) -> str:
    """What to write in place of something that cannot be an id: the id that was surely meant, else the rule."""
    meant = re.sub(r"[^a-z0-9-]+", "-", written.casefold()).strip("-")
    return f"write `{meant}`: small letters a–z, digits and hyphens" if is_id(meant) else ID_RULE


def _no_id(kind: LinkKind, ident: str) -> tuple[str, str]:
    """What is wrong with an item that has no id, and the mend."""
    if kind in _WITH_PROGRESS:
        what = f"this {_WORD_FOR[kind]} has no id, so progress made with it is lost when its words change"
        return what, f"write ` ^{ident}` at its end, the id that it has had so far"
    what = f"this {_WORD_FOR[kind]} has no id, so links to it lead nowhere when its words change"
    return what, f"write ` ^{ident}` at its end, or another id"


def is_derived(ident: str) -> bool:
    """Whether an id was made from an item's words, because its author gave it none."""
    return _DERIVED.fullmatch(ident.rpartition(".")[2]) is not None


def normalised(text: str) -> str:
    """A text without differences of case, spacing, quotes and dashes, for comparing names."""
    plain = text if text.isascii() else text.translate(_PLAIN)
    return " ".join(plain.casefold().split()).strip("\"' ")


class Names:
    """Every item of a pack by id, and the glossary by name."""

    def __init__(self, problems: Problems, earlier: Mapping[str, EarlierId] | None = None) -> None:
        """Start empty.

        Args:
            problems: receives bad, missing and repeated ids.
            earlier: the ids that items had before, by those that the files give them.
        """
        self._problems = problems
        self._earlier = earlier or {}
        self._items: dict[str, Item] = {}
        self._called: dict[str, str] = {}
        self._written: list[str] = []
        self._lost: set[LinkKind] = set()
        self._titled: dict[str, Item] = {}
        self._unknown: dict[str, list[Place]] = {}
        self._points: dict[str, Item] = {}
        self._of_kind: dict[ItemKind, int] = {}
        self._used: set[str] = set()
        self._sections: list[str] = []
        self._terms: dict[str, str] = {}
        self._alike: dict[str, int] = {}

    def claim(
        self,
        kind: LinkKind,
        title: str,
        place: Place,
        written: str | None,
        *,
        quiet: bool = False,
        gap: Gap | None = None,
    ) -> str:
        """Give an item its id.

        Args:
            kind: what the item is.
            title: what links to it show.
            place: where it stands.
            written: the id in the file; None when there is none, and then one is derived from file and title.
            quiet: say nothing when there is none, because that has been said.
            gap: where an id that is missing would be written, when that is not the end of the line at `place`.

        Returns:
            An id that no other item has, whatever was written: the one that it had before, if the pack names one.
        """
        ident = written
        if written is None:
            ident = self.derived(kind, place.file, title)
            if not quiet:
                self._problems.warning(place, *_no_id(kind, ident))
            else:
                self._lost.add(kind)
        elif not is_id(written):
            self._problems.error(place, f"`{shortened(written)}` cannot be an id", rule_for(written))
            ident = None
        elif written in self._called:
            first = self._items[self._called[written]].place
            what = f"the id `{written}` is used twice: here and in {first}"
            self._problems.error(place, what, "give one of the two another id")
            ident = None
        ident = ident or self.derived(kind, place.file, title)
        missing = None if written is not None or quiet else gap or Gap(place.line, own_line=False)
        kept = self._kept(ident)
        self._called[ident] = kept
        self._items[kept] = Item(kind, kept, ident, title, place, kept, missing)
        if ident == written:
            self._written.append(ident)
        elif written is not None:
            self._lost.add(kind)
        if kind == "section":
            self._titled.setdefault(normalised(title), self._items[kept])
            if ident == written:
                self._sections.append(ident)
        self._count(place)
        self._count_kind(kind, place)
        return kept

    def claim_point(self, question: str, own: str, title: str, place: Place, *, written: bool) -> str:
        """Take in a mark point, which no link can lead to.

        Args:
            question: id of its question.
            own: its id within the question, as the file gives it.
            title: its words.
            place: where it stands.
            written: whether `own` stands in the file.

        Returns:
            Its id, which is that of another point too when `own` is.
        """
        gap = None if written else Gap(place.line, own_line=False)
        file_id, ident = f"{self._items[question].file_id}.{own}", f"{question}.{own}"
        earlier = self._earlier.get(file_id)
        if earlier is not None:
            self._used.add(file_id)
            if earlier.id.startswith(f"{question}."):
                ident = earlier.id
            else:
                what = f"`{shortened(earlier.id)}` is no mark point of the question `{question}`"
                self._problems.error(earlier.place, what, f"write `{file_id}: {question}.…`, or take the line out")
        self._points.setdefault(ident, Item("point", ident, file_id, title, place, ident, gap))
        self._count(place)
        return ident

    def _kept(self, ident: str) -> str:
        """The id under which progress with an item is kept, by the one that its file gives it."""
        earlier = self._earlier.get(ident)
        kept = earlier.id if earlier is not None else ident
        if earlier is not None:
            self._used.add(ident)
        if kept in self._items:
            said = ident if earlier is not None else self._items[kept].file_id
            what = f"the id `{kept}`, which `{said}` is said to have had before, is that of another item now"
            self._problems.error(self._earlier[said].place, what, "take the line out, or give the other another id")
        return kept

    def note_unused_earlier_ids(self) -> None:
        """Note each line about an item that is not there; call it when all files have been read."""
        renamed = {earlier.id: now for now, earlier in self._earlier.items() if now in self._used}
        for ident, earlier in self._earlier.items():
            if ident not in self._used and not self._lost:
                what = f"nothing in the pack has the id `{shortened(ident)}`"
                mend = "correct it, or take the line out"
                if ident in renamed:
                    # The id was changed twice: of the way only its two ends are left.
                    later = renamed[ident]
                    mend = f"write `{later}: {shortened(earlier.id)}` in place of this line and that of `{later}`"
                self._problems.warning(earlier.place, what, mend)

    def _count_kind(self, kind: LinkKind, place: Place) -> None:
        most = MOST_OF_KIND.get(kind)
        if most is None:
            return
        self._of_kind[kind] = self._of_kind.get(kind, 0) + 1
        if self._of_kind[kind] == most + 1:
            what = f"the pack has more than {most:,} {_WORD_FOR[kind]}s"
            self._problems.error(place, what, "leave some out, or split it into several packs")

    def _count(self, place: Place) -> None:
        if len(self._items) + len(self._points) > MOST_ITEMS:
            what = f"the pack has more than {MOST_ITEMS:,} sections, cards, questions and the like"
            raise EndlessPackError(place, what, "split it into several packs")
        self._problems.budget.spend(3, place)

    def readdress(self, ident: str, address: str) -> None:
        """Let links to an item lead to something made from it: a cloze text to the first of its cards."""
        self._items[ident] = self._items[ident]._replace(address=address)

    def derived(self, kind: str, file: str, text: str) -> str:
        """An id made from a file's name and the words of an item, for one that was given none."""
        digest = hashlib.sha256(f"{file}\n{normalised(text)}".encode()).hexdigest()[:12]
        first = f"{kind}-{digest}"
        ident, number = first, self._alike.get(first, 1)
        while ident in self._called:
            number += 1
            ident = f"{first}-{number}"
        # Of many items that are alike, each next one begins where the last ended.
        self._alike[first] = number
        return ident

    def add_term(self, ident: str, name: str, also: tuple[str, ...]) -> None:
        """Let a glossary entry be found by its name, by that name without its bracket, and by its other names."""
        for spelling in (name, re.sub(r"\s*\([^)]*\)", "", name), *also):
            key = normalised(spelling)
            if key:
                self._terms.setdefault(key, ident)

    def section(self, ident: str, place: Place) -> str:
        """The id of a section that a field names; `""`, and an error, when there is no such section."""
        item = self._items.get(self._called.get(ident, ""))
        if item is not None and item.kind == "section":
            return item.id
        if ident in self._unknown:
            if place != self._unknown[ident][-1]:
                self._unknown[ident].append(place)
            return ""
        self._problems.budget.spend(1 + len(self._sections) // 16, place)
        titled = self._titled.get(normalised(ident.strip("[]")))
        what = f"there is no section `{shortened(ident)}`"
        if titled is not None and not is_derived(titled.file_id):
            self._problems.error(place, what, f"write the id of the section of this title: `{titled.file_id}`")
        elif meant := closest(ident, self._sections, near=self._nearness("section")):
            self._problems.error(place, what, f"did you mean `{meant}`?")
        else:
            self._unknown[ident] = [place]
        return ""

    def lose(self, kind: LinkKind) -> None:
        """Note that the ids of some items are not known, so that a name that is not known may be one of theirs."""
        self._lost.add(kind)

    def _nearness(self, kind: LinkKind | None = None) -> int:
        """How like a known name one must be to be taken for a slip."""
        return _SURELY_NEAR if kind in self._lost or (kind is None and self._lost) else NEAR

    def note_unknown_sections(self) -> None:
        """Note each section that is named and is not there, once; call it when all files have been read.

        Where the id of some section could not be read, that has been said, and any of these may follow from it.
        """
        if "section" in self._lost:
            return
        mend = did_you_mean("", self._sections) if self._sections else "give a file of notes this id"
        without = [item for item in self._titled.values() if item.gap is not None]
        if without and self._sections:
            heading = f"“{shortened(without[0].title)}” in {without[0].place}"
            mend = f"{mend}, or write the id at the end of the heading that is meant, such as {heading}"
        for ident, (first, *others) in self._unknown.items():
            places = ", ".join(map(str, others[:_MOST_PLACES])) + (" and more" if len(others) > _MOST_PLACES else "")
            what = f"there is no section `{shortened(ident)}`" + (f" (named in {places} as well)" if others else "")
            self._problems.error(first, what, mend)

    def note_dead_link(self, target: str, place: Place) -> None:
        """Note a link that leads nowhere, unless it may lead to an item whose id could not be read."""
        what = f"the link [[{shortened(target)}]] leads nowhere"
        titled = self._titled.get(normalised(target))
        if titled is not None and not is_derived(titled.file_id):
            self._problems.warning(place, what, f"write the id of the section of this title: `[[{titled.file_id}]]`")
        elif not self._lost:
            self._problems.warning(place, what, lambda: did_you_mean(target, self._written))
        else:
            self._problems.budget.spend(1 + min(len(self._written), MOST_NAMES) // 16, place)
            if meant := closest(target, self._written[:MOST_NAMES], near=_SURELY_NEAR):
                self._problems.warning(place, what, f"did you mean `{meant}`?")

    def linked(self, target: str) -> Item | None:
        """The item that `[[target]]` means: the one of this id, else the glossary entry of this name."""
        item = self._items.get(self._called.get(target, ""))
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

    def items(self) -> tuple[Item, ...]:
        """Every item of the pack, mark points last."""
        return (*self._items.values(), *self._points.values())

    def title(self, ident: str) -> str:
        """The title of an item; `""` when there is none of this id."""
        return self._items[ident].title if ident in self._items else ""


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
