"""Problems are kept once, told in one line each, and come to an end."""

from __future__ import annotations

import pytest

from thaw_desktop.content import budget, problems
from thaw_desktop.content.budget import EndlessPackError
from thaw_desktop.content.problems import Place, Problems, did_you_mean, printable, shortened

_HERE = Place("a.md", 1)


def _told(found: Problems) -> list[str]:
    return [f"{problem.severity} {problem}" for problem in found.in_order()]


def test_the_same_problem_of_the_same_place_is_kept_once() -> None:
    found = Problems()
    for _ in range(3):
        found.error(_HERE, "this", "mend")
        found.warning(_HERE, "that", "mend")

    assert _told(found) == ["error a.md:1: this; mend", "warning a.md:1: that; mend"]


def test_pack_yaml_comes_first_and_the_others_by_file_and_line() -> None:
    found = Problems()
    for place in (Place("b.md", 2), Place("b.md", 1), Place("a.md", 9), Place("pack.yaml", 3)):
        found.warning(place, "this", "mend")

    assert [str(problem).partition(": ")[0] for problem in found.in_order()] == [
        "pack.yaml:3",
        "a.md:9",
        "b.md:1",
        "b.md:2",
    ]


def test_a_problem_is_one_line_of_letters_that_can_be_seen() -> None:
    found = Problems()
    found.error(Place("a\n\x1b[31m.md", 1), "the\nword \u202ereversed", "mend \x07" + "x" * 5_000)

    (problem,) = found.in_order()
    assert problem.file == "a\ufffd\ufffd[31m.md"
    assert problem.what == "the word \ufffdreversed"
    assert str(problem).isprintable()
    assert len(str(problem)) < 1_000


def test_the_mend_of_a_warning_is_looked_for_only_when_it_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problems, "MOST_WARNINGS", 2)
    found, asked = Problems(), []

    def mend() -> str:
        asked.append(1)
        return "mend"

    for line in (1, 1, 2, 3, 4):
        found.warning(Place("a.md", line), "this", mend)

    assert len(asked) == 2
    assert _told(found)[0] == "warning pack.yaml:1: 2 more warnings are not listed; mend those that are listed first"
    assert not found.serious


def test_errors_without_end_end_the_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problems, "MOST_ERRORS", 2)
    found = Problems()
    found.error(Place("a.md", 1), "this", "mend")
    found.error(Place("a.md", 2), "this", "mend")

    with pytest.raises(EndlessPackError, match="more than 2 errors") as raised:
        found.error(Place("a.md", 3), "this", "mend")
    found.end(raised.value)

    assert _told(found)[-1].startswith("error a.md:3: the pack has more than 2 errors")


def test_the_budget_of_a_pack_is_spent_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "MOST_STEPS", 100)
    found = Problems()
    found.budget.spend(100, _HERE)

    with pytest.raises(EndlessPackError, match=r"a\.md:1: the pack holds more text and formatting"):
        found.budget.spend(1, _HERE)
    Problems().budget.spend(100, _HERE)


@pytest.mark.parametrize(
    ("name", "known", "mend"),
    [
        ("titel", ["id", "title"], "did you mean `title`?"),
        ("xyz", ["id", "title"], "write one of `id`, `title`"),
        ("xyz", [], "take it out"),
        (
            "xyz",
            [f"n{number}" for number in range(30)],
            f"write one of {problems.quoted(f'n{n}' for n in range(8))}, …",
        ),
    ],
)
def test_did_you_mean_names_the_nearest_or_some(name: str, known: list[str], mend: str) -> None:
    assert did_you_mean(name, known) == mend


def test_a_message_that_quotes_a_sentence_ends_without_its_full_stop() -> None:
    found = Problems()
    found.error(_HERE, "this is wrong: The thaw.", "write it as: The thaw. ")

    assert _told(found) == ["error a.md:1: this is wrong: The thaw; write it as: The thaw"]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("a  b\nc", "a b c"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
        (" " * 1_000 + "x", "…"),
        ("x" * 1_000_000, "x" * 59 + "…"),
    ],
)
def test_shortened_fits_a_message(text: str, short: str) -> None:
    assert shortened(text) == short


def test_printable_leaves_text_alone() -> None:
    assert printable("Gomułka’s “thaw” – 25 %") == "Gomułka’s “thaw” – 25 %"
