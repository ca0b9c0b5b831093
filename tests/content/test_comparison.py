"""What an update changes, and how items without ids are recognised in other words."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from thaw_desktop.content.comparison import Comparison, carried_on, compare, with_earlier_ids
from thaw_desktop.content.names import Gap, Item
from thaw_desktop.content.problems import Place
from thaw_desktop.content.reader import read_again, read_closely

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def _files(folder: Path) -> dict[str, bytes]:
    return dict(read_closely(folder).files)


def _compared(old: dict[str, bytes], new: dict[str, bytes]) -> Comparison:
    before, after = read_again(old), read_again(new)
    assert before.pack is not None, before.problems
    assert after.pack is not None, after.problems
    return compare(before, after)


def _edited(files: dict[str, bytes], name: str, *pairs: tuple[str, str]) -> dict[str, bytes]:
    text = files[name].decode()
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return {**files, name: text.encode()}


def test_the_same_pack_has_no_changes(small_pack: Path) -> None:
    files = _files(small_pack)

    assert _compared(files, files).nothing


def test_every_kind_of_item_can_be_added_changed_and_removed(small_pack: Path) -> None:
    old = _files(small_pack)
    new = _edited(old, "notes/01-speech.md", ("## What followed ^speech-effects", "## Results ^speech-effects"))
    new = _edited(new, "faq.md", ("His motives", "Khrushchev's motives"))
    new = _edited(new, "glossary.md", ("The network of labour camps.", "Camps.\n\nTyrant ^term-tyrant\n: A ruler."))
    new = _edited(new, "timeline.md", ("- [1953-03-05] {Politics} Stalin dies ^event-stalin\n", ""))
    new = _edited(new, "cards/01-speech.md", ("Year of the Secret Speech", "In which year was the Secret Speech?"))
    new = _edited(
        new,
        "questions/01-why.md",
        ("^m2", "^m3"),
        ("  words: clean hands + Khrushchev\n", ""),
        ("marks: 12", "marks: 10"),
    )
    new = _edited(new, "pack.yaml", ("version: 1.2.0", "version: 1.3.0"))

    found = _compared(old, new)

    assert (found.before, found.after, found.about) == ("1.2.0", "1.3.0", ())
    assert {(change.kind, change.id) for change in found.added} == {
        ("term", "term-tyrant"),
        ("point", "question-why.m3"),
    }
    assert {(change.kind, change.id) for change in found.changed} == {
        ("section", "speech-effects"),
        ("faq", "faq-why"),
        ("term", "term-gulag"),
        ("cards", "card-year"),
        ("point", "question-why.m1"),
        ("questions", "question-why"),
    }
    assert {(change.kind, change.id) for change in found.removed} == {
        ("timeline", "event-stalin"),
        ("point", "question-why.m2"),
    }
    assert found.reworded == ()


def test_another_picture_under_the_same_name_changes_what_shows_it(small_pack: Path) -> None:
    old = _files(small_pack)
    other = old["media/map.png"] + b"\0"

    found = _compared(old, {**old, "media/map.png": other})

    assert [(change.kind, change.id) for change in found.changed] == [("section", "speech")]
    assert found.pictures == ("media/map.png",)


def test_a_new_title_or_alias_is_a_change_of_the_pack_itself(small_pack: Path) -> None:
    old = _files(small_pack)

    assert _compared(old, _edited(old, "pack.yaml", ("sacked:", "fired:"))).about == ("aliases",)
    assert _compared(old, _edited(old, "pack.yaml", ("A Teacher", "Another Teacher"))).about == ("authors",)


def test_items_without_ids_are_recognised_by_the_same_or_nearly_the_same_words(small_pack: Path) -> None:
    old = _edited(
        _files(small_pack),
        "cards/01-speech.md",
        (" ^card-date", ""),
        (" ^card-october", ""),
        (" ^card-year", ""),
        (" ^card-cult", ""),
    )
    new = _edited(
        old,
        "cards/01-speech.md",
        ("When did Khrushchev give the Secret Speech?", "When did Khruschev give the Secret Speech?"),  # a typo
        ("Polish October:::", "Something quite different:::"),
    )
    moved = b"---\nsection: speech\n---\n# Elsewhere\n\nYear of the Secret Speech::1956 #type-in\n"
    new = _edited(new, "cards/01-speech.md", ("Year of the Secret Speech::1956 | 25 February 1956 #type-in\n", ""))
    new["cards/02-moved.md"] = moved

    found = _compared(old, new)

    pairs = {(pair.before, pair.item.title) for pair in found.reworded}
    assert pairs == {
        ("When did Khrushchev give the Secret Speech?", "When did Khruschev give the Secret Speech?"),
        ("Year of the Secret Speech", "Year of the Secret Speech"),
    }
    ids = {item.id for item in read_again(old).items}
    assert {pair.id for pair in found.reworded} <= ids
    assert [change.title for change in found.added] == ["Something quite different"]
    assert [change.title for change in found.removed] == ["Polish October"]
    assert found.changed == ()


def test_one_old_item_is_continued_by_one_new_item_only(small_pack: Path) -> None:
    old = _edited(_files(small_pack), "cards/01-speech.md", (" ^card-date", ""))
    first, second = "When did Khrushchev give this Secret Speech?", "When did Khrushchev give his Secret Speech?"
    new = _edited(
        old,
        "cards/01-speech.md",
        ("When did Khrushchev give the Secret Speech?::On", f"{first}::A\n\n{second}::On"),
    )

    found = _compared(old, new)

    assert len(found.reworded) == 1
    assert len(found.added) == 1
    assert found.removed == ()


def test_an_item_with_a_written_id_is_never_taken_for_another(small_pack: Path) -> None:
    old = _files(small_pack)
    new = _edited(old, "cards/01-speech.md", ("^card-date", "^card-day"))

    found = _compared(old, new)

    assert found.reworded == ()
    assert [change.id for change in found.added] == ["card-day"]
    assert [change.id for change in found.removed] == ["card-date"]


def test_an_item_that_is_given_an_id_continues_the_one_that_had_none(small_pack: Path) -> None:
    new = _files(small_pack)
    old = _edited(new, "cards/01-speech.md", (" ^card-date", ""), (" ^card-cult", ""))
    old = _edited(old, "notes/01-speech.md", (" ^speech-effects", ""))
    old = _edited(old, "cards/01-speech.md", ("section: speech-effects\n", ""))
    old = _edited(old, "timeline.md", (" §speech-effects", ""))
    old = _edited(old, "questions/01-why.md", (" ^m1", ""))

    found = _compared(old, new)

    assert {pair.item.id for pair in found.reworded} == {
        "card-date", "card-cult", "speech-effects", "question-why.m1",
    }  # fmt: skip
    ids = {pair.item: pair.id for pair in found.reworded}
    carried = read_again(with_earlier_ids(read_again(new), found.carried))
    assert carried.pack is not None
    assert set(ids.values()) <= {item.id for item in carried.items}
    assert not {"card-date", "speech-effects"} & {item.id for item in carried.items}
    # What refers to the item refers to it still.
    events = {event.id: event.section for event in carried.pack.timeline}
    assert events["event-hungary"] == next(one for one in ids.values() if one.startswith("section-"))


def test_a_card_from_which_nothing_is_made_that_was_made_before_begins_anew(small_pack: Path) -> None:
    old = _files(small_pack)
    lines = old["cards/01-speech.md"].decode().splitlines()
    basic = next(line for line in lines if line.endswith("^card-date"))
    turned = _edited(old, "cards/01-speech.md", (basic, "It was given on ==25 February 1956==. ^card-date"))
    both_ways = _edited(old, "cards/01-speech.md", (basic, basic.replace("::", ":::")))

    assert [change.id for change in _compared(old, turned).anew] == ["card-date"]
    assert [change.id for change in _compared(turned, old).anew] == ["card-date"]
    assert _compared(old, both_ways).anew == ()
    assert _compared(both_ways, old).anew == ()


def test_a_reworded_mark_point_stays_within_its_question(small_pack: Path) -> None:
    old = _edited(_files(small_pack), "questions/01-why.md", (" ^m1", ""))
    new = _edited(old, "questions/01-why.md", ("to put distance between", "to place distance between"))

    (pair,) = _compared(old, new).reworded

    assert pair.item.kind == "point"
    assert pair.id.startswith("question-why.point-")


def _cards(words: Iterable[str]) -> list[Item]:
    """Cards of one file without written ids, called by their words."""
    made = []
    for number, text in enumerate(words, 1):
        ident = f"cards-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
        place = Place("cards/a.md", number)
        made.append(Item("cards", ident, ident, text, place, ident, Gap(number, own_line=False)))
    return made


def test_of_very_many_long_reworded_items_each_is_found_near_its_old_place() -> None:
    # So many that comparing all with all is more than an update may take.
    texts = [" ".join(f"{number * 7919 + word * 104729:x}" for word in range(400)) for number in range(300)]
    old = _cards(texts)
    new = _cards(["One that is new", *(f"Now {text}" for text in texts)])

    found = carried_on(old, new).reworded

    assert [(pair.item.title, pair.id) for pair in found] == [(f"Now {card.title}", card.id) for card in old]


def test_of_items_with_the_same_words_each_continues_another() -> None:
    def cards(first: int) -> list[Item]:
        ids = (f"cards-{first + number:012x}" for number in range(5_000))
        return [
            card._replace(id=ident, file_id=ident) for card, ident in zip(_cards(["Same"] * 5_000), ids, strict=True)
        ]

    old, new = cards(0), cards(10**9)

    assert [pair.id for pair in carried_on(old, new).reworded] == [card.id for card in old]
