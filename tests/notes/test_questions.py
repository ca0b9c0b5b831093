"""Own questions: written, changed, thrown away, kept open, answered; and how they are searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import ProgressLogs
from thaw_desktop.core.errors import ThawError
from thaw_desktop.notes.own_texts import OwnTexts
from thaw_desktop.notes.questions import OwnQuestions

if TYPE_CHECKING:
    from tests.conftest import FakeClock
    from thaw_desktop.core.event_log import EventLog

PACK = "sample"


@pytest.fixture
def questions(log: EventLog) -> OwnQuestions:
    return OwnQuestions(log)


def test_a_question_becomes_an_entry_like_those_of_the_pack(questions: OwnQuestions) -> None:
    ident = questions.write(PACK, "  Who was\nBulganin? ", "Premier, a **rival**. <script>x</script>", "speech")
    (entry,) = questions.entries(PACK)
    assert (entry.id, entry.question, entry.section) == (ident, "Who was Bulganin?", "speech")
    assert "<strong>rival</strong>" in entry.html
    assert "<script>" not in entry.html
    assert entry.text.startswith("Premier, a rival.")
    assert questions.entries("another") == []


def test_changing_keeps_its_place_and_throwing_away_can_be_taken_back(
    questions: OwnQuestions, clock: FakeClock
) -> None:
    first = questions.write(PACK, "A?", "a")
    clock.advance(1)
    questions.write(PACK, "B?", "b")
    clock.advance(1)
    assert questions.write(PACK, "A2?", "a2", ident=first) == first
    assert [entry.question for entry in questions.entries(PACK)] == ["A2?", "B?"]
    clock.advance(1)
    questions.remove(PACK, first)
    assert [entry.question for entry in questions.entries(PACK)] == ["B?"]
    assert questions.question(PACK, first) is None
    assert questions.bring_back(PACK, first)
    written = questions.question(PACK, first)
    assert written is not None
    assert (written.question, written.answer) == ("A2?", "a2")
    assert not questions.bring_back(PACK, "own-none")


@pytest.mark.parametrize(
    ("question", "answer"),
    [("", "x"), (" \n", "x"), ("Why?", ""), ("Why?", " \n "), ("y" * 501, "x"), ("Why?", "x" * 50_001)],
)
def test_half_a_question_or_a_whole_book_is_refused_and_leaves_nothing(
    questions: OwnQuestions, question: str, answer: str
) -> None:
    with pytest.raises(ThawError):
        questions.write(PACK, question, answer)
    assert questions.entries(PACK) == []


def test_an_open_question_is_kept_once_and_settled_by_its_answer(questions: OwnQuestions, clock: FakeClock) -> None:
    ident = questions.keep(PACK, "what did soldiers  think")
    clock.advance(1)
    assert questions.keep(PACK, "What did soldiers think") == ident
    assert [one.question for one in questions.open_questions(PACK)] == ["what did soldiers think"]
    assert questions.question(PACK, ident) is None
    clock.advance(1)
    questions.write(PACK, "What did soldiers think?", "Little.", answers=ident)
    assert questions.open_questions(PACK) == []
    assert len(questions.entries(PACK)) == 1
    other = questions.keep(PACK, "x" * 5000)
    assert len(questions.open_questions(PACK)[0].question) == 300
    questions.settle(PACK, other)
    assert questions.open_questions(PACK) == []
    with pytest.raises(ThawError):
        questions.keep(PACK, "  ")


def test_a_rebuild_gives_the_same_questions(questions: OwnQuestions, log: EventLog, clock: FakeClock) -> None:
    ident = questions.write(PACK, "A?", "a")
    clock.advance(1)
    questions.keep(PACK, "b")
    clock.advance(1)
    questions.remove(PACK, ident)
    before = ProgressLogs.derived_rows(log)
    log.rebuild()
    assert ProgressLogs.derived_rows(log) == before


def test_own_texts_are_the_same_object_until_something_changes(
    questions: OwnQuestions, log: EventLog, clock: FakeClock
) -> None:
    texts = OwnTexts(log)
    ident = questions.write(PACK, "A?", "a", "speech")
    first = texts.all()
    assert [(one.kind, one.pack, one.id, one.title, one.body, one.section) for one in first] == [
        ("question", PACK, ident, "A?", "a", "speech")
    ]
    assert texts.all() is first
    clock.advance(1)
    questions.keep(PACK, "b")
    assert [one.kind for one in texts.all()] == ["open question", "question"]
