"""What changed between two versions of a pack, and which items of the new one are old ones in other words.

Progress hangs on an item's id. An item that has none is known by its words, so a corrected typo would make it a new
one. Such items are recognised here: by the same words, else by words that are nearly the same.
"""

from __future__ import annotations

import hashlib
from collections import deque
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, NamedTuple

from thaw_desktop.content.earlier_ids import written_earlier_ids
from thaw_desktop.content.file_names import EARLIER_IDS
from thaw_desktop.content.known_items import merged
from thaw_desktop.content.names import is_derived, normalised
from thaw_desktop.content.reader import read_again

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from thaw_desktop.content.model import Pack
    from thaw_desktop.content.names import Item, ItemKind
    from thaw_desktop.content.reader import PackReading

ALIKE = 90
"""Percent of likeness (rapidfuzz ratio) from which an item of the same file is taken for a reworded one."""

MOST_STEPS = 4_000_000_000
"""Of comparing words in one update: some seconds."""
_LONGEST_COMPARED = 1_000
"""Characters of an item's words."""


class Change(NamedTuple):
    """An item that is new, changed or gone."""

    kind: ItemKind
    id: str
    title: str


class Reworded(NamedTuple):
    """An item that is taken for an earlier one, whose id and progress it is to keep.

    One of the two has no id of its author's: the words of the item have changed, its file, or it has been given an id.

    Attributes:
        item: in the new version.
        id: of the earlier item.
        before: the words of the earlier item.
    """

    item: Item
    id: str
    before: str


class Carried(NamedTuple):
    """Items that go on under the id of an item that is gone.

    Attributes:
        again: new items whose file calls them what it called the old one; their words may be others.
        reworded: new items that are called otherwise, and are taken for an old one.
    """

    again: dict[Item, str]
    reworded: tuple[Reworded, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an update brings.

    Attributes:
        before: version of the old pack.
        after: version of the new one.
        anew: source cards that have become another kind of card: what is made from them now has no progress.
        carried: items that go on under an earlier id.
        about: names of the fields of `pack.yaml` that have changed besides the version.
        pictures: names of the pictures that are new, changed or gone.
    """

    before: str
    after: str
    added: tuple[Change, ...]
    changed: tuple[Change, ...]
    removed: tuple[Change, ...]
    anew: tuple[Change, ...]
    carried: Carried
    about: tuple[str, ...]
    pictures: tuple[str, ...]

    @property
    def reworded(self) -> tuple[Reworded, ...]:
        """Items that are called otherwise than before, and are taken for earlier ones."""
        return self.carried.reworded

    @property
    def nothing(self) -> bool:
        """Whether the two are the same to a student."""
        return not (self.added or self.changed or self.removed or self.reworded or self.about or self.pictures)


def compare(old: PackReading, new: PackReading, known: Iterable[Item] = ()) -> Comparison:
    """Compare two readings of a pack without errors.

    Items are matched by id; items without a written id as well by their words.

    Args:
        old: the version that is there.
        new: the version that comes.
        known: items that still earlier versions have had.
    """
    carried = carried_on(merged(known, old.items), new.items)
    files = with_earlier_ids(new, carried)
    if files is not new.files:
        under_earlier_ids = read_again(files)
        if under_earlier_ids.pack is not None:
            new = under_earlier_ids
        else:  # It has never been seen. Better an update that begins some things anew than one that cannot be read.
            carried = Carried({}, ())
    assert old.pack is not None and new.pack is not None  # noqa: S101, PT018 - the caller has refused such packs
    before, after = _contents(old.pack), _contents(new.pack)
    titles_before, titles_after = _titles(old.items), _titles(new.items)
    taken_up = {pair.id for pair in carried.reworded}
    return Comparison(
        before=old.pack.info.version,
        after=new.pack.info.version,
        added=_changes(titles_after, (key for key in after if key not in before)),
        changed=_changes(
            titles_after,
            (key for key in after if key in before and key[1] not in taken_up and after[key] != before[key]),
        ),
        removed=_changes(titles_before, (key for key in before if key not in after)),
        anew=_changes(titles_after, _other_cards(old.pack, new.pack)),
        carried=carried,
        about=_about(old.pack, new.pack),
        pictures=_other_pictures(old.pack, new.pack),
    )


def with_earlier_ids(new: PackReading, carried: Carried, *, reworded: bool = True) -> Mapping[str, bytes]:
    """The files of a pack with a list of the ids that its items had before; the very same files when none differs.

    Args:
        new: the pack.
        carried: what goes on in it.
        reworded: take items in other words for what they were; else only those that have been so taken before.
    """
    ids = {item.file_id: item.id for item in new.items if item.file_id != item.id}
    found = {**ids, **{item.file_id: ident for item, ident in carried.again.items()}}
    if reworded:
        found |= {pair.item.file_id: pair.id for pair in carried.reworded}
    return new.files if found == ids else {**new.files, EARLIER_IDS: written_earlier_ids(found)}


def carried_on(old: Iterable[Item], new: Iterable[Item]) -> Carried:
    """The items of a new version that continue an item of the old version that is gone, under another id.

    What the old version called by its earlier id goes on under it. Of the others, the same words in any file come
    first, then the most alike words in the same file; each old item is continued once. Of two ids that an author wrote
    neither is taken for the other.
    """
    olds, news = list(old), list(new)
    news, untangled = _untangled(olds, news)
    items = _carried([item for item in olds if item.kind != "point"], [item for item in news if item.kind != "point"])
    # Only then the mark points: a point is looked for within its question, whatever that is called now.
    questions = {item.id: ident for item, ident in items.again.items()}
    points = _carried(
        [item for item in olds if item.kind == "point"],
        [_within(questions, item) for item in news if item.kind == "point"],
    )
    reworded = [*items.reworded, *points.reworded]
    return Carried(
        {**untangled, **items.again, **points.again},
        tuple(sorted(reworded, key=lambda pair: (pair.item.place.file, pair.item.place.line))),
    )


def _untangled(olds: list[Item], news: list[Item]) -> tuple[list[Item], dict[Item, str]]:
    """New items of which one has come to the id that another one goes on under.

    A reworded card goes on under the id that its old words gave it. When a card of those old words comes back beside
    it, that id would be given to the newcomer.

    Returns:
        The new items, and those of them that were given another id, with it.
    """
    called = {(item.kind, item.file_id): item.id for item in olds if item.file_id != item.id}
    holders = {(item.kind, item.id): at for at, item in enumerate(news)}
    news = list(news)
    given: dict[Item, str] = {}
    for at, item in enumerate(news):
        own = called.get((item.kind, item.file_id))
        other = holders.get((item.kind, own)) if own is not None else None
        if own is None or other is None or other == at or item.kind == "point" or news[other].gap is None:
            continue
        news[at] = item._replace(id=own)
        news[other] = news[other]._replace(id=_fresh(own, news[other], holders))
        given |= {news[at]: own, news[other]: news[other].id}
    return news, given


def _fresh(ident: str, item: Item, used: Mapping[tuple[ItemKind, str], int]) -> str:
    """An id that no item has, the same on every computer."""
    number = 0
    while True:
        number += 1
        fresh = f"{item.kind}-{hashlib.sha256(f'{ident} {number}'.encode()).hexdigest()[:12]}"
        if (item.kind, fresh) not in used:
            return fresh


def _within(questions: Mapping[str, str], point: Item) -> Item:
    """A mark point under the id that its question goes on with."""
    question, dot, own = point.id.partition(".")
    return point._replace(id=f"{questions.get(question, question)}{dot}{own}")


def _carried(olds: list[Item], news: list[Item]) -> Carried:
    kept, known = {item.id for item in news}, {item.id for item in olds}
    gone = [item for item in olds if item.id not in kept]
    waiting = [item for item in news if item.id not in known]
    if not gone or not waiting:
        return Carried({}, ())
    called = {(item.kind, _question_of(item), item.file_id.rpartition(".")[2]): item.id for item in gone}
    again: dict[Item, str] = {}
    taken: set[str] = set()
    for item in waiting:
        # Else what an author says that it was called before, which an earlier version may have called so.
        names = dict.fromkeys(one.rpartition(".")[2] for one in (item.file_id, item.id))
        found_ids = (called.get((item.kind, _question_of(item), name)) for name in names)
        before = next((one for one in found_ids if one is not None and one not in taken), None)
        if before is not None:
            again[item] = before
            taken.add(before)
    found: list[Reworded] = []
    for find in (_same_words, _alike_words):
        used = {*again.values(), *(pair.id for pair in found)}
        placed = {*again, *(pair.item for pair in found)}
        found += find([one for one in gone if one.id not in used], [one for one in waiting if one not in placed])
    return Carried(again, tuple(found))


def _same_words(gone: list[Item], waiting: list[Item]) -> list[Reworded]:
    pools: dict[tuple[str, str, str, bool], dict[str, deque[Item]]] = {}
    for item in gone:
        key = (item.kind, _question_of(item), normalised(item.title), is_derived(item.file_id))
        pools.setdefault(key, {}).setdefault(item.place.file, deque()).append(item)
    found = []
    for item in waiting:
        words = (item.kind, _question_of(item), normalised(item.title))
        possible = [pool for derived in _derived_or_not(item) if (pool := pools.get((*words, derived)))]
        if possible:
            # Of several with the same words the one in the same file is meant.
            pool = next((one for one in possible if item.place.file in one), possible[0])
            file = item.place.file if item.place.file in pool else next(iter(pool))
            match = pool[file].popleft()
            if not pool[file]:
                del pool[file]
            found.append(Reworded(item, match.id, match.title))
    return found


def _alike_words(gone: list[Item], waiting: list[Item]) -> list[Reworded]:
    # Imported here: needed only when an update has items without ids.
    from rapidfuzz import fuzz, process

    scored: list[tuple[float, int, Item, Item]] = []
    share = MOST_STEPS // max(1, len(waiting))
    position = 0
    for group, olds in _paired(waiting, gone):
        known = _Candidates(olds)
        for rank, item in enumerate(group):
            position += 1
            near, words = known.near(rank / len(group), share, derived_only=item.gap is None)
            found = process.extract(_compared(item), words, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=3)
            scored += [(-score, position, item, near[index]) for _, score, index in found]
    return _best(scored)


def _paired(waiting: list[Item], gone: list[Item]) -> Iterable[tuple[list[Item], list[Item]]]:
    """The new items of each kind and file, or question, and the old ones that they may continue."""
    news: dict[tuple[str, str], list[Item]] = {}
    olds: dict[tuple[str, str], list[Item]] = {}
    for items, groups in ((waiting, news), (gone, olds)):
        for item in items:
            groups.setdefault((item.kind, _question_of(item) or item.place.file), []).append(item)
    return ((group, olds[key]) for key, group in news.items() if key in olds)


class _Candidates:
    """Old items of a kind and file, in the order of the file, and which of them one can afford to compare.

    Comparing all with all would take minutes in a pack of ten thousand reworded cards. An item is compared with those
    that stood about where it stands now: as many as its share of the work allows, which is all in an ordinary pack.
    """

    def __init__(self, olds: list[Item]) -> None:
        self._all = self._with_words(olds)
        self._derived = self._with_words([one for one in olds if is_derived(one.file_id)])

    @staticmethod
    def _with_words(items: list[Item]) -> tuple[list[Item], list[str], int]:
        words = [_compared(item) for item in items]
        return items, words, sum(map(_steps, words)) // max(1, len(words)) or 1

    def near(self, place: float, share: int, *, derived_only: bool) -> tuple[list[Item], list[str]]:
        """Items and their words.

        Args:
            place: of the new item among those of its file, from 0 to 1.
            share: the steps that it may take.
            derived_only: leave out those whose id their author wrote.
        """
        items, words, cost = self._derived if derived_only else self._all
        most = max(1, share // cost)
        start = max(0, min(round(place * len(items)) - most // 2, len(items) - most))
        return items[start : start + most], words[start : start + most]


def _compared(item: Item) -> str:
    return normalised(item.title)[:_LONGEST_COMPARED]


def _steps(text: str) -> int:
    """What comparing a text costs: some for the call, and for each letter a row of words of 64 bits."""
    return 200 + len(text) * (len(text) // 64 + 1)


def _best(scored: list[tuple[float, int, Item, Item]]) -> list[Reworded]:
    found: list[Reworded] = []
    used: set[str] = set()
    placed: set[str] = set()
    for _, _, item, match in sorted(scored, key=lambda entry: entry[:2]):
        if match.id not in used and item.id not in placed:
            used.add(match.id)
            placed.add(item.id)
            found.append(Reworded(item, match.id, match.title))
    return found


def _derived_or_not(item: Item) -> tuple[bool, ...]:
    """Whether the id of what an item continues is derived: of two ids that were written neither is the other."""
    return (True,) if item.gap is None else (True, False)


def _question_of(item: Item) -> str:
    """A mark point can only be continued within its question, whose id is part of its own."""
    return item.id.rpartition(".")[0] if item.kind == "point" else ""


def _changes(titles: Mapping[tuple[ItemKind, str], str], keys: Iterable[tuple[ItemKind, str]]) -> tuple[Change, ...]:
    return tuple(Change(kind, ident, titles.get((kind, ident), ident)) for kind, ident in keys)


def _titles(items: Iterable[Item]) -> dict[tuple[ItemKind, str], str]:
    return {(item.kind, item.id): item.title for item in items}


def _about(old: Pack, new: Pack) -> tuple[str, ...]:
    before, after = old.info, new.info
    changed = [
        field.name
        for field in fields(before)
        if field.name != "version" and getattr(before, field.name) != getattr(after, field.name)
    ]
    return (*changed, *(["aliases"] if old.aliases != new.aliases else []))


def _other_pictures(old: Pack, new: Pack) -> tuple[str, ...]:
    before = {medium.name: medium.data for medium in old.media}
    after = {medium.name: medium.data for medium in new.media}
    return tuple(sorted(name for name in before | after if before.get(name) != after.get(name)))


def _contents(pack: Pack) -> dict[tuple[ItemKind, str], object]:
    """What a student sees of each item; of a source card all that is made from it."""
    pictures = {medium.name: medium.data for medium in pack.media}
    found: dict[tuple[ItemKind, str], object] = {}
    for section in pack.sections:
        found["section", section.id] = (section, _pictures_in(section.html, pictures))
    for faq in pack.faqs:
        found["faq", faq.id] = (faq, _pictures_in(faq.html, pictures))
    cards: dict[str, list[object]] = {}
    for card in pack.cards:
        if card.kind != "point":
            cards.setdefault(card.note, []).append((card, _pictures_in(card.front + card.back, pictures)))
    found.update({("cards", note): tuple(made) for note, made in cards.items()})
    for question in pack.questions:
        found["questions", question.id] = replace(question, points=())
        for point in question.points:
            found["point", point.id] = point
    for term in pack.terms:
        found["term", term.id] = term
    for event in pack.timeline:
        found["timeline", event.id] = event
    return found


def _other_cards(old: Pack, new: Pack) -> Iterable[tuple[ItemKind, str]]:
    """The source cards from which nothing is made now that was made before."""
    before: dict[str, set[str]] = {}
    after: dict[str, set[str]] = {}
    for pack, made in ((old, before), (new, after)):
        for card in pack.cards:
            made.setdefault(card.note, set()).add(card.id)
    return (("cards", note) for note, ids in after.items() if note in before and ids.isdisjoint(before[note]))


def _pictures_in(html: str, pictures: Mapping[str, bytes]) -> tuple[bytes, ...]:
    """The pictures that a text shows: another drawing under the same name is a change of the text."""
    return tuple(data for name, data in pictures.items() if f'src="{name}"' in html) if "<img" in html else ()
