"""An item that had another id before keeps its progress, whatever its file calls it now, and no text is touched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thaw_desktop.content.archive import write_archive
from thaw_desktop.content.comparison import compare, with_earlier_ids
from thaw_desktop.content.earlier_ids import read_earlier_ids, written_earlier_ids
from thaw_desktop.content.ids import with_ids
from thaw_desktop.content.problems import Problems
from thaw_desktop.content.reader import read_again, read_closely
from thaw_desktop.content.source import MOST_TEXT_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from thaw_desktop.content.reader import PackReading

_FILE = "earlier-ids.txt"


@pytest.fixture
def files(small_pack: Path) -> dict[str, bytes]:
    return dict(read_closely(small_pack).files)


def _with(files: dict[str, bytes], lines: str) -> PackReading:
    return read_again({**files, _FILE: lines.encode()})


def _told(reading: PackReading) -> list[str]:
    return [str(problem) for problem in reading.problems if problem.file == _FILE]


def test_every_kind_of_item_keeps_the_id_that_it_had_and_what_refers_to_it_follows(files: dict[str, bytes]) -> None:
    renamed = {
        "speech": "talk",
        "speech-effects": "consequences",
        "faq-why": "why",
        "term-gulag": "camps",
        "event-speech": "the-day",
        "card-october": "october",
        "question-why": "first",
        "question-why.m1": "first.one",
    }
    plain = read_again(files)
    assert plain.pack is not None

    reading = _with(files, "\n".join(f"{now}: {before}" for now, before in renamed.items()))

    assert reading.pack is not None, reading.problems
    pack = reading.pack
    assert _told(reading) == []
    for now, before in renamed.items():
        assert [item.id for item in reading.items if item.file_id == now] == [before]
    # What a student sees is the same pack: only the names of things differ.
    assert [section.text for section in pack.sections] == [section.text for section in plain.pack.sections]
    assert {section.parent for section in pack.sections} == {None, "talk"}
    assert pack.faqs[0].section == "speech-reasons"
    assert {event.section for event in pack.timeline} >= {"talk", "consequences"}
    assert pack.questions[0].id == "first"
    assert [point.id for point in pack.questions[0].points] == ["first.one", "first.m2"]
    assert "talk" in pack.questions[0].sections
    assert "speech" not in {card.section for card in pack.cards}
    assert not re.search(
        r'href="[a-z]+:speech"', "".join([*(one.html for one in pack.sections), *(one.html for one in pack.faqs)])
    )
    assert {"october", "october.r"} <= {card.id for card in pack.cards}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("speech talk", "“speech talk” is not an id and the one that it was before; write `id-now: id-before`"),
        ("Speech: talk", "is not an id and the one that it was before"),
        ("speech:", "is not an id and the one that it was before"),
        ("question-why.m1: m1", "is not an id and the one that it was before"),
        ("a.b.c: d.e.f", "is not an id and the one that it was before"),
        ("speech: a\nspeech: b", f"{_FILE}:2: `speech` stands here twice: as well in {_FILE}:1; take one"),
        ("speech: a\nreforms: a", f"{_FILE}:2: `a` stands here twice: as well in {_FILE}:1; take one"),
        ("speech: reforms", "the id `reforms`, which `speech` is said to have had before, is that of another item"),
        ("reforms: speech", "the id `speech`, which `reforms` is said to have had before, is that of another item"),
        ("question-why.m1: other.m1", "`other.m1` is no mark point of the question `question-why`; write"),
    ],
)
def test_a_line_that_cannot_be_meant_is_named_with_its_mend(line: str, told: str, files: dict[str, bytes]) -> None:
    reading = _with(files, line)

    assert reading.pack is None
    assert [told in problem for problem in _told(reading)] == [True]


def test_two_mark_points_cannot_go_on_as_one(files: dict[str, bytes]) -> None:
    reading = _with(files, "question-why.m1: question-why.m2")

    assert reading.pack is None
    assert "the id of this point is used twice" in str(reading.problems[0])


def test_a_line_about_nothing_in_the_pack_is_a_warning(files: dict[str, bytes]) -> None:
    reading = _with(files, "# Renamed in 2026\n\nspeech: talk\nspeach: lecture\n")

    assert reading.pack is not None
    assert _told(reading) == [f"{_FILE}:4: nothing in the pack has the id `speach`; correct it, or take the line out"]


def test_an_id_may_pass_from_one_item_to_another(files: dict[str, bytes]) -> None:
    reading = _with(files, "speech: reforms\nreforms: speech\n")

    assert reading.pack is not None, reading.problems
    titles = {section.id: section.title for section in reading.pack.sections}
    assert titles["reforms"] == "The Secret Speech"
    assert titles["speech"] == "Reforms of the camps and courts"


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"\xef\xbb\xbfa: b\r\nc: d\r\n", b"a: b\rc: d", b"\0" * 1000])
def test_any_bytes_can_be_read(data: bytes) -> None:
    problems = Problems()

    found = read_earlier_ids(data, problems)

    assert problems.serious == (b"\0" in data)
    assert {now: earlier.id for now, earlier in found.items()} == ({"a": "b", "c": "d"} if b"a: b" in data else {})


def test_so_many_ids_as_a_pack_may_have_fit_whatever_its_texts_take(files: dict[str, bytes], tmp_path: Path) -> None:
    ids = {f"{number:099d}x": f"{number:099d}y" for number in range(MOST_TEXT_BYTES // 200 + 1)}
    listed = written_earlier_ids(ids)
    assert len(listed) > MOST_TEXT_BYTES
    write_archive({**files, _FILE: listed}, tmp_path / "pack.thawpack")

    assert read_closely(tmp_path / "pack.thawpack").pack is not None


def _version(cards: list[tuple[str, str]], extra: str) -> dict[str, bytes]:
    lines = "\n\n".join(f"{front}::Back{f' ^{ident}' if ident else ''}" for front, ident in cards)
    return {
        "pack.yaml": b"format: 1\nid: p\ntitle: P\nversion: 1.0.0\nlanguage: en\nlicence: CC0-1.0\n",
        "notes/s.md": f"---\nid: s\ntitle: S\n---\nText {extra}.\n\n## Heading {extra}\n\nSee [[s]].\n".encode(),
        "cards/a.md": f"---\nsection: s\n---\n{lines}\n".encode(),
        "questions/q.md": (
            f"---\nid: q\nmarks: 3\nminutes: 5\nsections: [s]\n---\nWhy?\n\n## Mark points\n\n- [3] All of {extra}.\n"
        ).encode(),
    }


_FRONTS = st.sampled_from(
    ["What is the name of the river?", "What is the name of the rivers?", "Where does the rain come from?", "Why?"]
)
_VERSIONS = st.builds(
    _version,
    st.lists(st.tuples(_FRONTS, st.sampled_from(["", "", "one", "two"])), max_size=5, unique_by=lambda card: card[1])
    | st.lists(st.tuples(_FRONTS, st.just("")), max_size=6),
    st.sampled_from(["snow", "snows", "drought and dust"]),
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(versions=st.lists(_VERSIONS, min_size=2, max_size=5), reworded=st.booleans())
def test_after_any_updates_the_pack_reads_and_the_same_update_brings_nothing(
    versions: list[dict[str, bytes]], reworded: bool
) -> None:
    stored = read_again(versions[0])
    for files in versions[1:]:
        new = read_again(files)
        found = compare(stored, new)
        after = read_again(with_earlier_ids(new, found.carried, reworded=reworded))
        assert after.pack is not None, after.problems
        assert {name: data for name, data in after.files.items() if name != _FILE} == files
        before = {item.id for item in stored.items}
        gone = {change.id for change in found.removed}
        now = {item.id for item in after.items}
        # Nothing is lost but what is said to be gone.
        assert not reworded or before - gone <= now
        assert compare(after, new).nothing
        assert with_earlier_ids(new, compare(after, new).carried) == after.files
        stored = after


def test_ids_are_written_into_a_pack_as_its_files_call_its_items(files: dict[str, bytes]) -> None:
    text = files["cards/01-speech.md"].replace(b" ^card-date", b"")
    without = {**files, "cards/01-speech.md": text}
    (card,) = [item for item in read_again(without).items if item.gap]
    reading = read_again({**without, _FILE: f"{card.file_id}: card-date\n".encode()})

    after = read_again(with_ids(reading))

    assert after.pack == reading.pack
    assert {item.id for item in after.items} == {item.id for item in read_again(files).items}


def test_an_id_that_was_changed_twice_is_told_the_one_line_that_is_left(files: dict[str, bytes]) -> None:
    reading = _with(files, "speach: lecture\nspeech: speach\n")

    assert _told(reading)[0].endswith("write `speech: lecture` in place of this line and that of `speech`")
