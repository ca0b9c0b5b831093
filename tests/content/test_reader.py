"""A whole pack is read, and every problem is named in one run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thaw_desktop.content.check import report
from thaw_desktop.content.model import Counts, Pack, Problem
from thaw_desktop.content.reader import read_pack

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Check = Callable[[dict[str, str | bytes]], tuple[Pack | None, list[str]]]


def test_read_pack_reads_a_sound_pack_without_a_word(small_pack: Path) -> None:
    pack, problems = read_pack(small_pack)

    assert problems == []
    assert pack is not None
    assert Counts.of(pack) == Counts(sections=4, faqs=2, cards=8, points=2, questions=1, terms=2, events=4)


def test_read_pack_needs_a_pack_yaml(write_pack: Callable[..., Path]) -> None:
    pack, problems = read_pack(write_pack({"notes/a.md": "---\nid: a\ntitle: A\n---\n"}))

    assert pack is None
    assert [str(problem) for problem in problems] == [
        "pack.yaml:1: the pack has no file `pack.yaml`; "
        "write one with the fields format, id, title, version, language and licence"
    ]


def test_read_pack_names_every_problem_of_every_file_in_one_run(check_files: Check) -> None:
    pack, problems = check_files(
        {
            "pack.yaml": "format: 1\nid: p\ntitel: P\n",
            "notes/s.md": "---\nid: s\ntitle: S\n---\nA [[ghost]].\n",
            "faq.md": "## Why? ^why\ntag: x\n\nBecause.\n",
            "glossary.md": "Term ^term\n",
            "timeline.md": "- [1956-99] X ^x\n",
            "cards/a.md": "Q ^q\n",
            "questions/q.md": "---\nid: q1\nmarks: 1\nminutes: 1\n---\nWhy?\n",
            "media/a.png": b"not a picture",
            "notes/latin.md": b"---\nid: latin\ntitle: L\n---\ncaf\xe9\n",
        }
    )

    assert pack is None
    assert [problem.partition(": ")[0] for problem in problems] == [
        "error pack.yaml:1",
        "error pack.yaml:1",
        "error pack.yaml:1",
        "error pack.yaml:3",
        "error media/a.png:1",
        "error notes/latin.md:5",
        "warning notes/s.md:5",
        "error glossary.md:1",
        "error faq.md:2",
        "error timeline.md:1",
        "warning questions/q.md:1",
        "error cards/a.md:1",
        "warning cards/a.md:1",
    ]


def test_read_pack_names_both_places_of_an_id_used_in_two_files(check_files: Check) -> None:
    _, problems = check_files({"faq.md": "## Why? ^s\n\nBecause.\n"})

    assert problems == [
        "error faq.md:1: the id `s` is used twice: here and in notes/s.md:2; give one of the two another id"
    ]


def test_read_pack_gives_a_pack_with_warnings_only(check_files: Check) -> None:
    pack, problems = check_files({"cards/a.md": "Q::A\n"})

    assert pack is not None
    assert all(problem.startswith("warning") for problem in problems)


def test_problem_is_written_as_place_fault_and_mend() -> None:
    assert str(Problem("faq.md", 3, "this is wrong", "do that")) == "faq.md:3: this is wrong; do that"


def test_report_counts_a_sound_pack_and_not_a_broken_one(small_pack: Path) -> None:
    assert report(small_pack)[1] is not None
    (small_pack / "pack.yaml").unlink()

    problems, counts = report(small_pack)

    assert counts is None
    assert len(problems) == 1
