"""Files of notes become sections and subsections."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from thaw_desktop.content.model import Pack

    Check = Callable[[dict[str, str | bytes]], tuple[Pack | None, list[str]]]


def test_notes_are_ordered_by_file_name_with_subsections_after_their_section(parsed_pack: Pack) -> None:
    assert [(section.id, section.parent, section.level) for section in parsed_pack.sections] == [
        ("speech", None, 1),
        ("speech-reasons", "speech", 2),
        ("speech-effects", "speech", 2),
        ("reforms", None, 1),
    ]


def test_notes_give_a_section_its_front_matter(parsed_pack: Pack) -> None:
    section = parsed_pack.sections[0]

    assert section.title == "The Secret Speech"
    assert section.summary == "What Khrushchev said behind closed doors"
    assert section.minutes == 2
    assert section.spec == ("s1",)
    assert section.facts == ("N-1.1",)
    assert parsed_pack.sections[1].facts == ("N-1.2", "N-1.3")
    assert parsed_pack.sections[3].minutes == 1  # worked out from its words


def test_notes_give_each_section_its_own_text_only(parsed_pack: Pack) -> None:
    speech, reasons, effects, _ = parsed_pack.sections

    assert "attacked the cult of personality" in speech.text
    assert "It met from 14 to 25 February." in speech.text
    assert "distance" not in speech.text
    assert reasons.text.startswith("He wanted distance from Stalin's crimes.\n")
    assert "facts" not in reasons.html
    assert "February" not in effects.text


def test_notes_keep_deeper_headings_and_headings_in_code_in_the_text(check_files: Check) -> None:
    pack, problems = check_files(
        {"notes/s.md": "---\nid: s\ntitle: S\n---\n# Big\n\n### Small\n\n```\n## code ^no-id\n```\n\n## Sub ^sub\nText"}
    )

    assert pack is not None
    assert problems == []
    assert [section.id for section in pack.sections] == ["s", "sub"]
    assert "<h1>Big</h1>" in pack.sections[0].html
    assert "## code ^no-id" in pack.sections[0].text


def test_notes_name_every_fault_of_the_front_matter(check_files: Check) -> None:
    _, problems = check_files(
        {"notes/s.md": "---\nid: Bad_Id\ntitel: S\nminutes: ten\nspec: [s9]\n---\nText"},
    )

    assert problems == [
        "error notes/s.md:2: `id` is not well formed: “Bad_Id”; write `bad-id`: small letters a–z, digits and hyphens",
        "error notes/s.md:3: there is no field `titel`; did you mean `title`?",
        "error notes/s.md:4: `minutes` must be a whole number, not “ten”; change the value",
        "warning notes/s.md:5: `pack.yaml` lists no specification point `s9`; take it out",
    ]


def test_notes_without_front_matter_are_an_error(check_files: Check) -> None:
    _, problems = check_files({"notes/s.md": "Text"})

    assert problems == [
        "error notes/s.md:1: the file has no front matter; begin it with the lines `---`, `id: …`, `title: …`, `---`"
    ]


def test_notes_with_a_faulty_header_still_take_links(check_files: Check) -> None:
    _, problems = check_files(
        {
            "notes/a.md": "---\nid: a\ntitle: Khrushchev: the thaw\n---\nText",
            "notes/b.md": "---\nid: b\n---\nSee [[a]]",
            "notes/c.md": "---\nid: c\ntitle: C\n---\nSee [[a]] and [[b]]",
        }
    )

    assert [problem.partition(";")[0] for problem in problems] == [
        "error notes/a.md:3: this text holds a colon, which YAML takes for the end of a name",
        "error notes/b.md:2: `title` is missing",
    ]


def test_notes_warn_of_ids_on_headings_that_cannot_have_one(check_files: Check) -> None:
    _, problems = check_files({"notes/s.md": "---\nid: s\ntitle: S\n---\n### Small ^lost"})

    assert problems == [
        "warning notes/s.md:5: `^lost` is no id here: only `##` headings have one; "
        "make the heading a `##` heading, or take the id out"
    ]


def test_notes_warn_of_a_subsection_without_id_and_keep_its_derived_id(check_files: Check) -> None:
    first, problems = check_files({"notes/s.md": "---\nid: s\ntitle: S\n---\n## A heading\nText"})
    second, _ = check_files({"notes/s.md": "---\nid: s\ntitle: S\n---\nMore\n\n## A heading\nOther"})

    assert first is not None
    assert second is not None
    assert first.sections[1].id == second.sections[1].id
    assert "this section has no id" in problems[0]


def test_notes_warn_of_specification_points_that_are_not_listed(check_files: Check) -> None:
    _, problems = check_files({"notes/s.md": "---\nid: s\ntitle: S\nspec: s1\n---\nText"})

    assert problems == ["warning notes/s.md:4: `pack.yaml` lists no specification point `s1`; take it out"]


def test_notes_refuse_fields_that_subsections_do_not_have(check_files: Check) -> None:
    _, problems = check_files({"notes/s.md": "---\nid: s\ntitle: S\n---\n## A ^a\nfact: N-1\n\nText"})

    assert problems == [
        "error notes/s.md:6: `fact:` has no meaning here; did you mean `facts`? "
        "(if it is text, leave a blank line before it)"
    ]


@pytest.mark.parametrize(
    ("minutes", "words", "message"),
    [
        ("", 600, None),
        ("minutes: 3\n", 600, None),
        ("minutes: 5\n", 600, None),
        ("minutes: 12\n", 600, "4: `minutes: 12` does not fit the text, which takes about 3 to read"),
        ("minutes: 1\n", 1000, "4: `minutes: 1` does not fit the text, which takes about 5 to read"),
        ("", 2_300, "2: this section takes about 12 minutes to read"),
    ],
)
def test_notes_hold_the_reading_time_against_the_words(
    minutes: str, words: int, message: str | None, check_files: Check
) -> None:
    halves = "word " * (words // 2)
    text = f"---\nid: s\ntitle: S\n{minutes}---\n{halves}\n\n## Part ^part\n\n{halves}\n"

    pack, problems = check_files({"notes/s.md": text})

    assert pack is not None
    expected = [] if message is None else [f"warning notes/s.md:{message}"]
    assert [problem.partition(";")[0] for problem in problems] == expected


def test_notes_without_minutes_get_them_from_their_words(check_files: Check) -> None:
    pack, _ = check_files(
        {"notes/s.md": f"---\nid: s\ntitle: S\n---\n{'word ' * 500}\n\n## Part ^part\n\n{'word ' * 300}\n"}
    )

    assert pack is not None
    assert [section.minutes for section in pack.sections] == [4, 0]


def test_notes_of_more_parts_than_one_page_can_show_are_told(check_files: Check) -> None:
    head = "---\nid: s\ntitle: S\n---\nText.\n\n"
    parts = [f"## Part {number} ^p{number}\n\nText.\n" for number in range(1_001)]

    pack, _ = check_files({"notes/s.md": head + "\n".join(parts[:1_000])})
    assert pack is not None
    pack, problems = check_files({"notes/s.md": head + "\n".join(parts)})

    assert pack is None
    (told,) = [problem for problem in problems if "more than 1,000 parts" in problem]
    assert told.startswith("error notes/s.md:4007: ")
