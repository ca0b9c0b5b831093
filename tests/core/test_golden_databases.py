"""Progress databases as released versions wrote them, opened by today's code.

There is one for each schema, `tests/data/progress-schema-N.db`, with what it shows in `progress-schema-N.json`. They
are never changed. To make the one of a new schema, raise `PROGRESS_SCHEMA` with its migration and run these tests: the
last one writes both files, fails, and says so; look at them and commit them.
"""

from __future__ import annotations

import json
import random
import shutil
import uuid
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from thaw_desktop.core import kinds
from thaw_desktop.core.database import PROGRESS_SCHEMA, header_version
from thaw_desktop.core.event_log import Event, EventLog
from thaw_desktop.core.ids import uuid7
from thaw_desktop.flashcards import store as cards
from thaw_desktop.flashcards.bulk import Bulk
from thaw_desktop.flashcards.session import ReviewSession
from thaw_desktop.flashcards.standing import Standing
from thaw_desktop.flashcards.study_plan import StudyPlan, plan_of
from thaw_desktop.notes.blurting import Blurting
from thaw_desktop.notes.highlights import Highlights
from thaw_desktop.notes.own_pages import OwnPages
from thaw_desktop.notes.questions import OwnQuestions
from thaw_desktop.notes.reading import Reading
from thaw_desktop.practice.marking import Marking
from thaw_desktop.practice.page import Page
from thaw_desktop.practice.writing import TimedWriting
from thaw_desktop.progress import store as progress

if TYPE_CHECKING:
    from tests.conftest import FakeClock, ProgressLogs
    from thaw_desktop.content.library import Library
    from thaw_desktop.core.paths import Paths
    from thaw_desktop.flashcards.scheduling import Rating

PACK = "sample"
DATA = Path(__file__).parents[1] / "data"
GOLDEN = sorted(DATA.glob("progress-*.db"))
NOTHING_YET = {"own": {}, "plan": [0.9, "", 0], "blurts": []}
"""What a database shows of the things that its version did not know."""


def live(log: EventLog, library: Library, clock: FakeClock) -> None:
    """Some days of study with an event of every kind, a second machine, and an essay that is not finished."""
    reading, session = Reading(log), ReviewSession(log, library, lambda: 20)
    writing, marking = TimedWriting(log), Marking(log, library)
    for day in range(4):
        reading.mark_read(PACK, ("origins", "origins-succession", "speech", "speech")[day], 200 + day)
        reading.leave(PACK, "speech", 3 + day)
        reading.say_confidence(PACK, "speech", ("red", "red", "amber", "green")[day])
        for turn, card in enumerate(("c1", "c2", "c3.1", "c1", "c2")):
            prompt = session.prompt(PACK, card)
            assert prompt is not None
            session.answer(PACK, prompt.card, cast("Rating", 1 + (day + turn) % 4), 3000 + 700 * turn)
            clock.advance(minutes=11)
        clock.advance(days=1)
    session.undo()

    attempt = writing.start(PACK, "q1", 45, "speech")
    attempt.start_clock()
    clock.advance(minutes=20)
    attempt.save(Page("“The delegates heard that night how far the terror had gone.”", "Хрущёв; terror", 5))
    clock.advance(minutes=26)
    attempt.save(Page("“The delegates heard that night how far the terror had gone.” And more.", "Хрущёв; terror", 9))
    finished = marking.finished(attempt.finish(Page(attempt.page.text, attempt.page.plan)))
    assert finished is not None
    marking.mark(finished, {}, "Level 1")
    marking.mark(finished, {"q1.m1": True}, "Level 2")
    writing.start(PACK, "q2", 20, "origins").discard()
    clock.advance(hours=2)
    draft = writing.start(PACK, "q2", 20, "origins")
    draft.start_clock()
    clock.advance(minutes=5)
    draft.save(Page("Half an essay", "and its plan", 4))

    ts = round(clock.now().timestamp() * 1000) - 200_000_000
    answer = {"rating": 2, "ms": 4000, "section": "origins"}
    log.merge(
        [
            Event(uuid7(ts, 1), 77, 1, ts, -300, kinds.CARD_REVIEW, f"{PACK}/c2.r", answer),
            Event(uuid7(ts, 2), 77, 2, ts + 5000, -300, "kind.of-a-newer-version", f"{PACK}/c1", {"a": [1, "б"]}, 2),
        ]
    )

    own_work(log, library, session)


def own_work(log: EventLog, library: Library, session: ReviewSession) -> None:
    """What a student makes and decides besides answering, since schema 2."""
    made = session.own.make(PACK, "basic", "Who led **the harvest**?", "Nobody did.", section="speech", tags=("hard",))
    session.decide(PACK, made, Standing(flag=2))
    session.decide(PACK, "c2.r", Standing(suspended=True))
    session.set_plan(PACK, StudyPlan(0.92, date(2027, 6, 1), 25))
    Bulk(log, session.own).reschedule([(PACK, "c3.1"), (PACK, "c1")], 9)
    blurt = Blurting(log, session.own.cards).begin(PACK, "origins")
    blurt.end_writing("Берия was first in line.")
    blurt.record({"c1": True, "c2": False}, ["c2"])
    Highlights(log, library).add(PACK, [("speech", 0, 20)], "green", "Remember this")
    OwnPages(log).write(PACK, "My page", "Words of *my own*.")
    questions = OwnQuestions(log)
    questions.write(PACK, "Why then?", "Because of **this**.", "speech")
    questions.keep(PACK, "Who knew?")


def own_rows(log: EventLog) -> dict[str, int]:
    """How many things a student made or decided of each kind."""
    rows = log.connection.execute(
        """SELECT kind FROM own_card WHERE gone = 0 UNION ALL SELECT kind FROM own_note WHERE gone = 0
           UNION ALL SELECT kind FROM card_standing UNION ALL SELECT kind FROM study_plan"""
    )
    return dict(sorted(Counter(row[0] for row in rows).items()))


def picture(log: EventLog) -> dict[str, Any]:
    """What a student sees of a database; without dates of cards to come, which a better scheduler may change."""
    writing = TimedWriting(log)
    draft = writing.unfinished()
    assert draft is not None
    total = progress.total(log.connection, PACK)
    plan = plan_of(log.connection, PACK)
    return {
        "own": own_rows(log),
        "plan": [plan.retention, plan.exam.isoformat() if plan.exam is not None else "", plan.minutes],
        "blurts": [blurt.text for blurt in Blurting(log, lambda _: []).past(PACK, ["origins"])],
        "events": dict(sorted(Counter(row[0] for row in log.connection.execute("SELECT kind FROM event")).items())),
        "sections": {
            section: [state.reads, state.seconds, state.place, state.confidence]
            for section, state in sorted(Reading(log).states(PACK).items())
        },
        "cards": {
            card: [state.reps, state.lapses] for card, state in sorted(cards.pack_states(log.connection, PACK).items())
        },
        "attempts": [
            [one.item, one.stage, one.budget, one.elapsed, one.words, one.made, one.possible, one.level]
            for one in writing.attempts(PACK)
        ],
        "draft": [draft.item, draft.text, draft.plan, draft.state["cursor"], writing.resume(draft).remaining()],
        "total": [total.day, total.reviews, total.recalled, total.review_ms, total.sections, total.essays, total.words],
        "topics": {name: list(found) for name, found in progress.topic_reviews(log.connection, PACK).items()},
    }


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: path.stem)
def test_database_of_a_released_schema_opens_rebuilds_and_shows_the_same(
    golden: Path, paths: Paths, progress_log: ProgressLogs
) -> None:
    shutil.copyfile(golden, paths.progress_database)
    expected = {**NOTHING_YET, **json.loads(golden.with_suffix(".json").read_text(encoding="utf-8"))}
    log = progress_log()
    assert header_version(paths.progress_database) <= PROGRESS_SCHEMA
    assert picture(log) == expected
    before = progress_log.derived_rows(log)
    assert log.rebuild() > 0
    assert picture(log) == expected
    assert progress_log.derived_rows(log) == before
    with log.write() as writing:
        writing.append(kinds.SECTION_READ, f"{PACK}/origins", {"seconds": 1})
    assert Reading(log).state(PACK, "origins").reads == expected["sections"]["origins"][0] + 1


def test_current_schema_has_its_database(
    paths: Paths,
    progress_log: ProgressLogs,
    sample_library: Library,
    clock: FakeClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dice = random.Random(PROGRESS_SCHEMA)
    monkeypatch.setattr("secrets.randbits", dice.getrandbits)
    monkeypatch.setattr("uuid.uuid4", lambda: uuid.UUID(int=dice.getrandbits(128), version=4))
    log = progress_log()
    live(log, sample_library, clock)
    shown = picture(log)
    log.connection.close()
    target = DATA / f"progress-schema-{PROGRESS_SCHEMA}.db"
    if not target.exists():
        shutil.copyfile(paths.progress_database, target)
        target.with_suffix(".json").write_text(json.dumps(shown, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{target.name} was missing and has been written: look at it and commit it")
