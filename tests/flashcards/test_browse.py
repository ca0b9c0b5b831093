"""The table of all cards: what a query finds, in what order, and what is done to many cards at one stroke."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ProgressLogs
from thaw_desktop.core.database import connect
from thaw_desktop.core.errors import ThawError
from thaw_desktop.flashcards.browse import CardBrowser, Column, same_words
from thaw_desktop.flashcards.bulk import Bulk
from thaw_desktop.flashcards.session import ReviewSession

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.conftest import FakeClock
    from thaw_desktop.content.library import Library
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.flashcards.browse import Listing
    from thaw_desktop.flashcards.scheduling import Rating

PACK = "sample"
EVERY = ["c1", "c2", "c2.r", "c3.1", "c3.2"]


@pytest.fixture
def session(log: EventLog, sample_library: Library) -> ReviewSession:
    return ReviewSession(log, sample_library, lambda: 20)


@pytest.fixture
def bulk(log: EventLog, session: ReviewSession) -> Bulk:
    return Bulk(log, session.own)


@pytest.fixture
def browser(log: EventLog, sample_library: Library, session: ReviewSession) -> CardBrowser:
    return CardBrowser(log, sample_library, session.own, log.path)


@pytest.fixture
def ask(sample_library: Library) -> Iterator[Callable[[Listing], list[str]]]:
    """Asks as a thread does: through a connection that reads only."""
    (row,) = sample_library._connection.execute("SELECT file FROM pragma_database_list WHERE name = 'main'")
    from pathlib import Path

    connection = connect(Path(row[0]), read_only=True)

    def run(listing: Listing) -> list[str]:
        return [card for _, card in listing.find(connection)]

    yield run
    connection.close()


@pytest.fixture
def found(browser: CardBrowser, ask: Callable[[Listing], list[str]]) -> Callable[..., list[str]]:
    def find(query: str, column: Column = "order", *, descending: bool = False) -> list[str]:
        return ask(browser.listing([PACK], query, column, descending=descending))

    return find


def answer(session: ReviewSession, card: str, *ratings: Rating) -> None:
    for rating in ratings:
        prompt = session.prompt(PACK, card)
        assert prompt is not None
        session.answer(PACK, prompt.card, rating, 3000)


def keys(cards: Sequence[str]) -> list[tuple[str, str]]:
    return [(PACK, card) for card in cards]


def test_an_empty_query_finds_every_card_that_can_be_asked(found: Callable[..., list[str]]) -> None:
    assert found("") == EVERY


def test_words_find_cards_by_their_beginnings_and_phrases_as_they_stand(found: Callable[..., list[str]]) -> None:
    # Of a cloze the whole sentence is searched, which stands on its back.
    assert found("front") == found("fro") == ["c1", "c2", "c2.r"]
    assert found("back") == EVERY
    assert found('"front of c1"') == ["c1"]
    assert found("of back") == EVERY
    assert found('"of back"') == []
    assert found("*c2") == ["c2", "c2.r"]
    assert found("-c1") == EVERY[1:]


def test_memories_states_and_standings_are_found(
    found: Callable[..., list[str]], session: ReviewSession, bulk: Bulk, clock: FakeClock
) -> None:
    answer(session, "c1", 4)
    answer(session, "c2", 3)
    bulk.suspend(keys(["c3.1"]), suspended=True)
    bulk.flag(keys(["c2"]), 2)
    session.bury(PACK, "c3.2")
    assert found("is:new") == ["c2.r", "c3.1", "c3.2"]
    assert found("is:learn") == ["c2"]
    assert found("is:review") == ["c1"]
    assert found("is:suspended") == ["c3.1"]
    assert found("is:buried") == ["c3.2"]
    assert found("flag:2") == found("flag:orange") == found("is:flagged") == ["c2"]
    assert found("flag:none") == ["c1", "c2.r", "c3.1", "c3.2"]
    assert found("prop:ivl>3") == ["c1"]
    assert found("prop:reps=1") == ["c1", "c2"]
    assert found("prop:r<0.95") == []
    clock.advance(days=40)
    assert found("prop:r<0.95") == ["c1", "c2"]
    assert found("is:due") == ["c1", "c2"]
    assert found("rated:7") == []
    assert found("rated:60") == ["c1", "c2"]
    assert found("rated:60:4") == ["c1"]
    assert found("is:leech") == []


def test_parts_are_joined_by_and_or_and_brackets(found: Callable[..., list[str]]) -> None:
    assert found("c1 or c2") == ["c1", "c2", "c2.r"]
    assert found("(c1 or c2) -kind:reversed") == ["c1"]
    assert found("kind:cloze c3") == ["c3.1", "c3.2"]
    assert found("deck:Deck") == EVERY
    assert found("deck:d*") == EVERY
    assert found("tag:none or tag:x*") == EVERY


def test_own_cards_stand_in_the_table(
    found: Callable[..., list[str]], session: ReviewSession, browser: CardBrowser, clock: FakeClock
) -> None:
    one = session.own.make(PACK, "basic", "Who was Bulganin?", "The premier", tags=["rivals"], section="speech")
    assert found("bulg") == found("is:own") == found("tag:rivals") == found("added:1") == [one]
    clock.advance(days=3)
    assert found("added:1") == []
    (row,) = browser.rows([(PACK, one)])
    assert (row.question, row.answer, row.own, row.kind) == ("Who was Bulganin?", "The premier", True, "basic")


def test_the_table_is_sorted(found: Callable[..., list[str]], session: ReviewSession, clock: FakeClock) -> None:
    answer(session, "c3.1", 4)
    clock.advance(60)
    answer(session, "c1", 3)
    assert found("", "due")[:2] == ["c1", "c3.1"]
    assert found("", "stability", descending=True)[0] in EVERY
    assert found("is:new", "question") == ["c2", "c2.r", "c3.2"]
    assert found("", "order", descending=True) == EVERY[::-1]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("is:nothing", "`is:nothing` is nothing to search for"),
        ("prop:ivl", "`prop:ivl` is nothing to search for"),
        ("prop:x>1", "`prop:x` is nothing to search for"),
        ("colour:red", "`colour:` is nothing to search for"),
        ("deck:", "Nothing stands behind `deck:`"),
        ("(c1", "A bracket is not closed"),
        ("c1)", "A bracket closes that was never opened"),
        ("c1 or", "A part of the search is empty"),
        ("added:0", "`added:0` is nothing to search for"),
        ("rated:3:9", "9 is not a rating"),
        ("flag:pink", "`flag:pink` is nothing to search for"),
        ("x" * 600, "The search has more than 500 characters"),
    ],
)
def test_a_query_that_means_nothing_is_told_what_can_be_written(
    query: str, sentence: str, browser: CardBrowser
) -> None:
    with pytest.raises(ThawError, match=sentence[:20].replace("(", r"\(")) as told:
        browser.listing([PACK], query)
    assert told.value.sentence.startswith(sentence)


@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(
    ["(", ")", "or", "and", "-", '"', "is:due", "-is:new", "prop:r<0.5", "deck:x", "tag:'", "c1", "*", "rated:2:1",
     "flag:1", "added:3", "%", "_", "\\", "a*b", '"a b', "section:speech", "kind:cloze", "NEAR(", "col:x"]
), max_size=12).map(" ".join)))  # fmt: skip
def test_any_query_is_answered_or_refused_in_words(
    browser: CardBrowser, ask: Callable[[Listing], list[str]], query: str
) -> None:
    try:
        listing = browser.listing([PACK], query)
    except ThawError:
        return
    assert set(ask(listing)) <= set(EVERY)


def test_duplicates_stand_together(
    browser: CardBrowser, ask: Callable[[Listing], list[str]], session: ReviewSession
) -> None:
    assert ask(browser.duplicates([PACK])) == []
    one = session.own.make(PACK, "basic", "FRONT of c1!", "x")
    assert ask(browser.duplicates([PACK])) == ["c1", one]
    assert same_words("Front, of c1") == same_words("front OF C1")


def test_one_stroke_is_taken_back_as_one(
    log: EventLog, session: ReviewSession, bulk: Bulk, found: Callable[..., list[str]]
) -> None:
    assert not bulk.can_undo()
    before = ProgressLogs.derived_rows(log)
    assert bulk.suspend(keys(EVERY), suspended=True) == 5
    assert bulk.suspend(keys(EVERY), suspended=True) == 0
    assert found("is:suspended") == EVERY
    assert session.queue(PACK).left == 0
    assert session.undo() is not None
    assert found("is:suspended") == []
    session.redo()
    assert found("is:suspended") == EVERY
    assert bulk.can_undo()
    assert bulk.undo() == 5
    after = ProgressLogs.derived_rows(log)
    assert {name: rows for name, rows in after.items() if name != "undone"} == {
        name: rows for name, rows in before.items() if name != "undone"
    }


def test_cards_come_again_on_the_day_that_is_said(
    log: EventLog, session: ReviewSession, bulk: Bulk, clock: FakeClock
) -> None:
    answer(session, "c1", 4)
    answer(session, "c2", 3)
    clock.advance(10)
    assert bulk.reschedule(keys(["c1", "c2", "c3.1"]), 3) == 3
    for card in ("c1", "c2", "c3.1"):
        prompt = session.prompt(PACK, card)
        assert prompt is not None
        assert prompt.state is not None
        assert prompt.state.due_day == session.today() + 3
    stability = session.prompt(PACK, "c1")
    assert stability is not None
    before = ProgressLogs.derived_rows(log)
    log.rebuild()
    assert ProgressLogs.derived_rows(log) == before
    clock.advance(days=3)
    assert {"c1", "c2", "c3.1"} <= set(session.queue(PACK).due)


def test_only_own_cards_are_tagged_moved_and_thrown_away(
    session: ReviewSession, bulk: Bulk, found: Callable[..., list[str]]
) -> None:
    cloze = session.own.make(PACK, "cloze", "The ==thaw== came in ==1956==.", section="speech")
    cards = [*keys(EVERY), (PACK, f"{cloze}.1"), (PACK, f"{cloze}.2")]
    assert bulk.tag(cards, "  hard   ones ") == 1
    assert found('tag:"hard ones"') == [f"{cloze}.1", f"{cloze}.2"]
    assert bulk.tag(cards, "Hard ones", remove=True) == 1
    assert found('tag:"hard ones"') == []
    assert bulk.move(cards, "reforms") == 1
    assert bulk.remove(cards) == 1
    assert found("is:own") == []
    assert bulk.undo() == 1
    assert len(found("is:own")) == 2
