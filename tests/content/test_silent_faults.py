"""What a pack could live with and students would see as raw signs, or not at all: each is named with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.content.check import report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from thaw_desktop.content.model import Pack

    Check = Callable[[dict[str, str | bytes]], tuple[Pack | None, list[str]]]

_NOTES = "---\nid: s\ntitle: S\n---\n"
_CARDS = "---\nsection: s\n---\n"
_QUESTION = "---\nid: q\nmarks: 2\nminutes: 5\n---\nHow does light affect the rate?\n\n"
_POINTS = "## Mark points\n\n- [2] Light limits the rate of growth. ^m1\n"

_MARK = "`==` marks nothing here"
_LINK = "this is not read as a link"
_ENTRY = "this is not read as an entry of a list"


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("Plants make ==glucose= and oxygen.", [f"5: {_MARK}: “Plants make ==glucose= and oxygen.”"]),
        ("Water comes\nin the ==xylem.", [f"6: {_MARK}"]),
        ("It is a == b, `x==y` or \\==z.", []),
        ("==One== and ==two==.", []),
        ("The matter of [[s].", ["5: `[[` begins or ends no link"]),
        ("The matter of s]].", ["5: `]]` begins or ends no link"]),
        ("[the leaf(https://x.org) and", [f"5: {_LINK}: “[the leaf(https://x.org) and”"]),
        ("[the leaf] (https://x.org)", [f"5: {_LINK}"]),
        ("[the leaf](https://x.org/a b)", [f"5: {_LINK}"]),
        ("![the leaf](media/a b.png)", [f"5: {_LINK}"]),
        ("[as in (1)] and [x] (see [1])", []),
        ("- one\n-With nitrate", [f"6: {_ENTRY}: “-With nitrate”"]),
        ("-With nitrate\n- two", [f"5: {_ENTRY}"]),
        ("1.Cut the stem", [f"5: {_ENTRY}"]),
        ("It fell\n-5 °C in all, 3.1 or\n1.5 of it", []),
        ("| a | b |\n|---|\n| c | d |", ["6: this is not read as a table: 1 columns under 2 names of columns"]),
        ("| a | b |\n|---|---|\n| c | d | e |\n| c |", ["7: this row of a table has 3 cells"]),
        ("> | a | b |\n> |---|---|\n> | c \\| c | d |", []),
        ("##Heading ^id\n\nText.", ["5: a space is missing behind the `#` signs of this heading: “##Heading ^id”"]),
        ("###Deeper\n\nText.", ["5: a space is missing behind the `#` signs"]),
        ("# Top ^id\n\nText.", ["5: this heading of the first level is read as one of the second: “Top”"]),
        ("```\n==a\n-With [[x]\n##a\n```", []),
    ],
)
def test_signs_in_the_notes_that_mark_nothing_warn(text: str, messages: list[str], check_files: Check) -> None:
    pack, problems = check_files({"notes/s.md": f"{_NOTES}{text}\n"})

    assert pack is not None
    assert len(problems) == len(messages), problems
    for problem, message in zip(problems, messages, strict=True):
        assert problem.startswith(f"warning notes/s.md:{message}")


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("faq.md", "## Why? ^f\n\nThe ==xylem.\n", 3),
        ("glossary.md", "Xylem ^t\n: The ==tube.\n", 2),
        ("cards/a.md", f"{_CARDS}The ==one== in the ==xylem. ^c\n", 4),
        ("cards/a.md", f"{_CARDS}Where?::In the ==xylem ^c\n", 4),
        ("questions/q.md", f"{_QUESTION}{_POINTS}\n## Plan\n\nThe ==xylem.\n", 14),
    ],
)
def test_signs_that_mark_nothing_warn_in_every_file(file: str, text: str, line: int, check_files: Check) -> None:
    _, problems = check_files({file: text})

    assert [problem.partition(": “")[0] for problem in problems] == [f"warning {file}:{line}: {_MARK}"]


@pytest.mark.parametrize("text", ["##Heading ^id\n\nA::B ^c\n", "A::B ^c\n\n##Heading\n\nC::D ^d\n"])
def test_a_heading_without_a_space_begins_a_deck_and_warns(text: str, check_files: Check) -> None:
    pack, problems = check_files({"cards/a.md": _CARDS + text})

    assert pack is not None
    assert "Heading" in {card.deck for card in pack.cards}
    assert ["a space is missing behind the `#` signs" in problem for problem in problems] == [True]


@pytest.mark.parametrize("head", ["# Why? ^f-why\n", "# Why?\nsection: s\n", "##Why? ^f-why\n"])
def test_a_question_whose_heading_is_not_right_is_read_and_warns(head: str, check_files: Check) -> None:
    pack, problems = check_files({"faq.md": f"## First? ^f\n\nYes.\n\n{head}\nBecause.\n"})

    assert pack is not None
    assert [entry.question for entry in pack.faqs] == ["First?", "Why?"]
    assert problems[0].startswith("warning faq.md:5: ")
    assert "##" in problems[0].partition("; ")[2]


def test_fields_apart_from_their_heading_or_with_a_capital_are_read_and_warn(check_files: Check) -> None:
    pack, problems = check_files({"faq.md": "## Why? ^f\nAlso: how come\n\nsection: s\n\nBecause.\n"})

    assert pack is not None
    assert (pack.faqs[0].also, pack.faqs[0].section, pack.faqs[0].text) == (("how come",), "s", "Because.")
    assert [problem.partition(";")[0] for problem in problems] == [
        "warning faq.md:2: `Also:` begins with a capital",
        "warning faq.md:4: a blank line stands above `section:`",
    ]


def test_a_question_of_the_faq_that_stands_there_twice_warns(check_files: Check) -> None:
    _, problems = check_files({"faq.md": "## Why? ^f\n\nYes.\n\n## why? ^g\n\nNo.\n"})

    assert [problem.partition(";")[0] for problem in problems] == ["warning faq.md:5: faq.md:1 asks the same: “why?”"]


def test_four_colons_in_a_card_warn(check_files: Check) -> None:
    _, problems = check_files({"cards/a.md": f"{_CARDS}A::::B ^c\n"})

    assert [problem.partition(",")[0] for problem in problems] == [
        "warning cards/a.md:4: the answer begins with a colon"
    ]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("Set #3", 'what follows `#` is not read: “#3”; put quotation marks round the text: subject: "Set #3"'),
        ("Biology # for the library", None),
        ('"Set #3"', None),
        ("C#", None),
        (
            "“Biology”",
            'these quotation marks are curly, so that students will see them; write straight ones: subject: "',
        ),
        ('"“Biology”"', None),
        ("The “new” Biology", None),
    ],
)
def test_a_value_that_is_cut_or_in_curly_quotes_warns(value: str, message: str | None, check_files: Check) -> None:
    yaml = f"format: 1\nid: p\ntitle: P\nversion: 1.0.0\nlanguage: en\nlicence: X\nsubject: {value}\n"
    pack, problems = check_files({"pack.yaml": yaml})

    assert pack is not None
    assert len(problems) == (message is not None)
    assert all(problem.startswith(f"warning pack.yaml:7: {message}") for problem in problems)


@pytest.mark.parametrize(("tag", "mend"), [("English", "en"), ("british", "en-GB"), ("Deutsch", "de")])
def test_the_name_of_a_language_is_told_its_tag(tag: str, mend: str, check_files: Check) -> None:
    yaml = f"format: 1\nid: p\ntitle: P\nversion: 1.0.0\nlanguage: {tag}\nlicence: X\n"
    pack, problems = check_files({"pack.yaml": yaml})

    assert pack is not None
    assert problems == [f"warning pack.yaml:5: `{tag}` is the name of a language, not its tag; write `{mend}`"]


@pytest.mark.parametrize(
    ("points", "messages"),
    [
        ("- [20] Light limits. ^m1", ["10: this point is worth 20, and the question has 2 marks"]),
        ("- [1] Light limits. ^m1", ["10: the points are together worth 1, and the question has 2 marks"]),
        ("- [2] Light limits. ^m1\n- [1] More. ^m2", []),
        ("- [2] Light limits. ^m1\n  words: light", ["11: `light` alone is too loose"]),
        ("- [2] Light limits. ^m1\n  words: lights | sun", ["11: `lights` alone is too loose"]),
        ("- [2] Light limits. ^m1\n  words: many", ["11: `many` alone is too loose"]),
        ("- [2] Light limits. ^m1\n  words: mitochondria", []),
        ("- [2] Light limits. ^m1\n  words: limiting factor", []),
        ("- [2] Light limits. ^m1\n  words: light + limits", []),
        ("- [2] Light limits. ^m1\n  words: light+limits | x", ["11: a `+` without a space on both sides"]),
    ],
)
def test_mark_points_that_cannot_be_meant_so_warn(points: str, messages: list[str], check_files: Check) -> None:
    pack, problems = check_files({"questions/q.md": f"{_QUESTION}## Mark points\n\n{points}\n"})

    assert pack is not None
    assert len(problems) == len(messages), problems
    for problem, message in zip(problems, messages, strict=True):
        assert problem.startswith(f"warning questions/q.md:{message}")


def test_a_bullet_of_a_mark_point_without_a_space_is_told_so(check_files: Check) -> None:
    _, problems = check_files({"questions/q.md": f"{_QUESTION}## Mark points\n\n-[2] Light. ^m1\n"})

    assert problems[0].partition("; ")[2] == "write a space behind `-`"


def test_report_warns_of_points_that_the_model_answer_does_not_show(write_pack: Callable[..., Path]) -> None:
    point = "- [1] {} ^{}\n  words: {}\n"
    points = point.format("Light limits.", "m1", "light + limits") + point.format("Mice.", "m2", "mice + breathe")
    text = f"{_QUESTION}## Mark points\n\n{points}- [1] No words. ^m3\n"
    answer = "\n## Model answer\n\nWhere it is dark, the light limits the rate of growth.\n"
    yaml = "format: 1\nid: p\ntitle: P\nversion: 1.0.0\nlanguage: en\nlicence: X\n"

    without, _ = report(write_pack({"pack.yaml": yaml, "questions/q.md": text}, "without"))
    problems, counts = report(write_pack({"pack.yaml": yaml, "questions/q.md": text + answer}, "with"))

    assert without == []
    assert counts is not None
    assert [f"{problem.severity} {problem}" for problem in problems] == [
        "warning questions/q.md:12: the model answer does not show this point; "
        "add the words it uses to `words:`, or mend the answer"
    ]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("cards/a.md", f"{_CARDS}Where?::In the leaf ^c leaf\n"),
        ("faq.md", "## Why? ^c leaf\n\nYes.\n"),
        ("glossary.md", "Xylem ^c leaf\n: The tube.\n"),
    ],
)
def test_an_id_with_a_space_is_told_how_it_is_written(file: str, text: str, check_files: Check) -> None:
    _, problems = check_files({file: text})

    assert f"{file}:{4 if file.startswith('cards') else 1}: `^c leaf` is not read as an id" in problems[0]
    assert "write ` ^c-leaf` at the end" in problems[0]


def test_a_power_behind_a_backslash_is_no_id(check_files: Check) -> None:
    _, problems = check_files({"cards/a.md": f"{_CARDS}What grows?::The number 2 \\^n times ^c\n"})

    assert problems == []


def test_a_hint_without_end_warns(check_files: Check) -> None:
    _, problems = check_files({"cards/a.md": f"{_CARDS}Water in the ==xylem==^[tube. ^c\n"})

    assert [problem.partition(":4: ")[2][:40] for problem in problems] == ["`^[` begins a hint or a footnote that ha"]


def test_a_cloze_as_anki_writes_it_is_told_the_form_used_here(check_files: Check) -> None:
    pack, problems = check_files({"cards/a.md": f"{_CARDS}Water in the {{{{c1::xylem}}}}. ^c\n"})

    assert pack is None
    assert "write `==` before and after them" in problems[0]


@pytest.mark.parametrize(
    ("value", "tags"), [("[sea, balance]", ("sea", "balance")), ("['sea', \"x y\"]", ("sea", "x y")), ("[]", ())]
)
def test_tags_under_a_heading_may_stand_in_brackets(value: str, tags: tuple[str, ...], check_files: Check) -> None:
    pack, problems = check_files({"cards/a.md": f"{_CARDS}## Deck\ntags: {value}\n\nA::B ^c\n"})

    assert problems == []
    assert pack is not None
    assert pack.cards[0].tags == tags


def test_a_list_under_a_heading_with_one_bracket_is_an_error(check_files: Check) -> None:
    _, problems = check_files({"cards/a.md": f"{_CARDS}## Deck\ntags: [sea, balance\n\nA::B ^c\n"})

    assert "cards/a.md:5: a bracket in `tags:` has no other" in problems[0]
