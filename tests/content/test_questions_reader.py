"""Practice questions: prompt, mark points, levels, plan and model answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from thaw_desktop.content.model import MarkPoint, Pack

    Check = Callable[[dict[str, str | bytes]], tuple[Pack | None, list[str]]]

_HEAD = "---\nid: q\nmarks: 2\nminutes: 15\nsections: [s]\n---\nWhy *then*?\n\n"
_POINT = "## Mark points\n\n- [2] Because. ^m1\n"


def _point(check_files: Check, text: str) -> MarkPoint:
    pack, problems = check_files({"questions/q.md": f"{_HEAD}## Mark points\n\n{text}\n"})
    assert pack is not None, problems
    assert problems == []
    (point,) = pack.questions[0].points
    return point


def test_questions_read_every_part(parsed_pack: Pack) -> None:
    (question,) = parsed_pack.questions

    assert (question.id, question.title) == ("question-why", "Reasons for the speech")
    assert question.text == "Explain why Khrushchev gave the Secret Speech in 1956."
    assert (question.command_word, question.marks, question.minutes) == ("Explain", 12, 20)
    assert question.sections == ("speech", "speech-reasons")
    assert (question.spec, question.ao, question.facts) == (("s1",), ("AO1",), ("PQ-1.0",))
    assert question.plan.startswith("<ol>")
    assert "<strong>distance</strong>" in question.model
    assert question.model_text.startswith("Khrushchev wanted to distance the Party")
    assert "<h3>Source A: a diary</h3>" in question.sources
    assert question.sources_text == "Source A: a diary\nWe were told not to take notes."
    assert question.comment == "<p>Two reasons, <em>both</em> explained.</p>"
    assert question.second == "<p>He did not like Stalin.</p>"
    assert question.second_text == "He did not like Stalin."
    assert question.second_comment == "<p>One reason, described.</p>"
    assert [(level.level, level.low, level.high) for level in question.levels] == [(2, 7, 12), (1, 1, 6)]


def test_questions_without_title_are_called_by_their_prompt(check_files: Check) -> None:
    pack, _ = check_files({"questions/q.md": _HEAD + _POINT})

    assert pack is not None
    assert pack.questions[0].title == pack.questions[0].text == "Why then?"
    assert pack.questions[0].model == pack.questions[0].plan == ""


def test_points_read_their_words_in_groups_and_ways(parsed_pack: Pack) -> None:
    first, second = parsed_pack.questions[0].points

    assert first.id == "question-why.m1"
    assert first.marks == 10
    assert first.words == (
        (("distance", "dissociate", "break away"), ("Stalin", "terror", "brutality")),
        (("clean hands",), ("Khrushchev",)),
    )
    assert (first.section, first.facts) == ("speech-reasons", ("PQ-1.1",))
    assert second.words == ()
    assert (first.tags, second.tags) == ((), ("beyond",))


def test_points_may_go_on_in_a_second_line(check_files: Check) -> None:
    point = _point(check_files, "- [2] It ended\n  the *terror*. ^m1\n  words: terror+x | a-b")

    assert point.text == "It ended the terror."
    assert point.words == ((("terror+x", "a-b"),),)


def test_points_belong_to_the_only_section_of_their_question(check_files: Check) -> None:
    assert _point(check_files, "- [2] Because. ^m1").section == "s"


def test_points_become_cards(parsed_pack: Pack) -> None:
    first, second = [card for card in parsed_pack.cards if card.kind == "point"]

    assert (first.id, first.note, first.section) == ("question-why.m1", "question-why.m1", "speech-reasons")
    assert first.front_text == "What did Khrushchev want between the Party and Stalin's terror?"
    assert first.back_text == "He wanted to put distance between the Party and Stalin's terror."
    assert second.front_text == (
        "Which point from “The Secret Speech” belongs in an answer to this question? "
        "Explain why Khrushchev gave the Secret Speech in 1956."
    )
    assert second.front_text == parsed_pack.questions[0].points[1].ask


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("- [2] ^m1", "3: this mark point has no text"),
        ("- Because. ^m1", "3: this mark point does not say what it is worth"),
        ("- [0] Because. ^m1", "3: this mark point does not say what it is worth"),
        ("- [2] Because. ^m1\n  words:", "4: `words:` is empty"),
        ("- [2] Because. ^m1\n  words: a | | b", "4: `words:` has a gap"),
        ("- [2] Because. ^m1\n  words: a +", "4: `words:` has a gap"),
        ("- [2] Because. ^m1\n  word: a", "4: `word:` has no meaning here"),
        ("- [2] Because. ^m1\n  ask:", "4: `ask:` is empty"),
        ("- [2] Because. ^m1\n  ask: a?\n  ask: b?", "5: `ask:` stands here twice"),
        (
            "- [2] Because. ^m1\n  ask: a?\n  More text",
            "5: this line is neither a field nor text of the point: “More text”",
        ),
        ("- [2] Because. ^m1\n  section: t", "4: there is no section `t`"),
        ("- [2] Because. ^m1\n\nText", "5: this line belongs to no mark point: “Text”"),
        ("- [2] Because. ^M1", "3: `M1` cannot be an id"),
        ("- [2] One. ^m1\n- [2] Two. ^m1", "4: the id of this point is used twice: here and in questions/q.md:11"),
    ],
)
def test_points_name_what_is_wrong(lines: str, message: str, check_files: Check) -> None:
    pack, problems = check_files({"questions/q.md": f"{_HEAD}## Mark points\n\n{lines}\n"})

    number, _, what = message.partition(": ")
    assert pack is None
    assert [problem.partition(";")[0] for problem in problems] == [f"error questions/q.md:{int(number) + 8}: {what}"]


def test_points_without_id_warn(check_files: Check) -> None:
    pack, problems = check_files({"questions/q.md": f"{_HEAD}## Mark points\n\n- [2] Because.\n"})

    assert pack is not None
    assert problems[0].startswith("warning questions/q.md:11: this mark point has no id")
    assert pack.questions[0].points[0].id.startswith("q.point-")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (_HEAD.replace("Why *then*?", "") + _POINT, "1: there is no question"),
        (_HEAD + _POINT + "## Modell answer\n\nText", "12: a question has no part `## Modell answer`"),
        (_HEAD + _POINT + "## Levels\n\n- Level 4: good", "14: this is no level of a mark scheme: “- Level 4: good”"),
        (_HEAD + _POINT + "## Levels\n\n- L4 20-16: good", "14: this is no level of a mark scheme: “- L4 20-16: good”"),
        (_HEAD + _POINT + "## Plan\n\na\n\n## Plan\n\nb", "16: the part `## Plan` stands here twice"),
        (_HEAD.replace("sections: [s]", "sections: [t]") + _POINT, "5: there is no section `t`"),
        (_HEAD.replace("marks: 2", "marks: 0") + _POINT, "3: `marks` must be at least 1, not “0”"),
        (_HEAD.replace("marks: 2\n", "") + _POINT, "2: `marks` is missing"),
        ("Why?\n\n" + _POINT, "1: the file has no front matter"),
    ],
)
def test_questions_name_what_is_wrong(text: str, message: str, check_files: Check) -> None:
    pack, problems = check_files({"questions/q.md": text})

    assert pack is None
    assert [problem.partition(";")[0] for problem in problems] == [f"error questions/q.md:{message}"]


@pytest.mark.parametrize("points", ["", "## Mark points\n"])
def test_questions_without_mark_points_warn(points: str, check_files: Check) -> None:
    pack, problems = check_files({"questions/q.md": _HEAD + points})

    assert pack is not None
    assert [problem.partition(";")[0] for problem in problems] == [
        "warning questions/q.md:1: this question has no mark points"
    ]


@pytest.mark.parametrize(
    ("levels", "message"),
    [
        ("- L2 6-10: good", "15: marks 1 to 5 belong to no level: L2 begins at 6"),
        ("- L2 5-10: good\n- L1 1-3: weak", "15: mark 4 belongs to no level: L2 begins at 5"),
        ("- L2 5-10: good\n- L1 1-5: weak", "15: mark 5 belongs to two levels, of which L2 is one"),
        ("- L1 0-9: weak", "15: mark 10 belongs to no level: L1 ends at 9"),
        ("- L1 1-12: weak", "15: L1 goes up to 12, and the question has 10 marks"),
    ],
)
def test_levels_that_leave_marks_out_or_count_them_twice_warn(levels: str, message: str, check_files: Check) -> None:
    head, point = _HEAD.replace("marks: 2", "marks: 10"), _POINT.replace("[2]", "[10]")
    pack, problems = check_files({"questions/q.md": f"{head}{point}\n## Levels\n\n{levels}\n"})

    assert pack is not None
    assert [problem.partition(";")[0] for problem in problems] == [f"warning questions/q.md:{message}"]


@pytest.mark.parametrize(
    ("line", "mend"),
    [
        ("- Level 1 (1-2): Weak.", "write `- L1 1-2: Weak.`"),
        ("L1 1-2 Weak.", "write `- L1 1-2: Weak.`"),
        ("- L1: 1–2 marks: Weak.", "write `- L1 1-2: Weak.`"),
        ("- L1 2-1: Weak.", "write the lower mark first: `- L1 1-2: …`"),
        ("-L1 1-2: Weak.", "write `- L1 1-2: Weak.`"),
        ("Weak answers", "write `- L4 16-20: descriptor`"),
    ],
)
def test_a_line_that_is_no_level_is_told_what_to_write(line: str, mend: str, check_files: Check) -> None:
    _, problems = check_files({"questions/q.md": f"{_HEAD}{_POINT}\n## Levels\n\n{line}\n"})

    assert [problem.partition("; ")[2] for problem in problems] == [mend]


def test_levels_may_go_on_in_a_second_line_and_hold_one_mark(check_files: Check) -> None:
    head = _HEAD.replace("marks: 2", "marks: 6")
    pack, problems = check_files(
        {
            "questions/q.md": f"{head}{_POINT.replace('[2]', '[6]')}\n"
            "## Levels\n\n- L2 2–6: good\n  indeed\n- L1 1: *weak*\n"
        }
    )

    assert pack is not None
    assert problems == []
    assert [(level.level, level.low, level.high, level.text) for level in pack.questions[0].levels] == [
        (2, 2, 6, "good indeed"),
        (1, 1, 1, "weak"),
    ]
