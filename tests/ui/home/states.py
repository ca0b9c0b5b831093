"""The situations in which Home and Progress must look right, and a picture of each.

    python -m tests.ui.home.states DIR [--theme dark] [--text-scale 200] [--size 1100x720] [--only NAME ...]

draws both tabs of the real window in every situation. The tests use the same situations.
"""

from __future__ import annotations

import argparse
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from thaw_desktop.core import kinds
from thaw_desktop.core.event_log import Event
from thaw_desktop.core.ids import item_id, uuid7
from thaw_desktop.flashcards.study_plan import StudyPlan

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import FakeClock
    from tests.ui.conftest import Student
    from thaw_desktop.app import Study

SPEECH, THAW = "q-reasons-speech", "q-significance-thaw"


def first_day(_study: Study, _student: Student, _clock: FakeClock) -> None:
    """Nothing was ever done."""


def after_a_week(study: Study, student: Student, clock: FakeClock) -> None:
    """Some days of study, cards due, an essay marked that missed its points."""
    student.read("overview", "ideology", seconds=180)
    student.answer(12, rating=3)
    clock.advance(days=3)
    student.answer(20, rating=4)
    student.begin(SPEECH, minutes=18)
    student.mark(student.finish(), made=False)
    study.reading.say_confidence(student.pack, "ideology", "amber")
    clock.advance(days=4)


def nothing_due(study: Study, student: Student, _clock: FakeClock) -> None:
    """Everything read, today's cards answered, an essay written."""
    study.settings.change(new_cards_a_day=6)
    student.read(*(entry.id for entry in study.library.outline(student.pack) if entry.level == 1), seconds=90)
    while student.answer(20, rating=4):
        pass
    student.begin(THAW, minutes=30, text="Stalin was dead. " * 60)
    student.mark(student.finish(), made=True)
    while student.answer(20, rating=4):
        pass


def three_weeks_away(study: Study, student: Student, clock: FakeClock) -> None:
    """A good start, and then nothing for three weeks."""
    after_a_week(study, student, clock)
    student.answer(40, rating=3)
    clock.advance(days=21)


def exam_tomorrow(study: Study, student: Student, clock: FakeClock) -> None:
    """The eve of the exam, with the last round still to do."""
    after_a_week(study, student, clock)
    exam = clock.now().date() + timedelta(days=2)
    study.session.set_plan(student.pack, StudyPlan(exam=exam, minutes=20))
    student.answer(30, rating=3)
    clock.advance(days=1)


def after_the_exam(study: Study, student: Student, clock: FakeClock) -> None:
    """The day after the exam."""
    exam_tomorrow(study, student, clock)
    student.answer(20, rating=3)
    clock.advance(days=2)


def long_history(study: Study, student: Student, clock: FakeClock) -> None:
    """Two months of evenings, with a goal, essays, and an exam five weeks away."""
    study.settings.change(goal="minutes", goal_amount=2, goal_rest=(5, 6))
    now = clock.now()
    study.log.merge(_evenings(study, student.pack, round(now.timestamp() * 1000)))
    student.read(*(entry.id for entry in study.library.outline(student.pack) if entry.level == 1), seconds=200)
    for question, made in ((SPEECH, False), (THAW, True)):
        student.begin(question, minutes=25, text="Stalin was dead. " * 120)
        student.mark(student.finish(), made=made)
        clock.advance(days=4)
    study.reading.say_confidence(student.pack, "thaw", "red")
    study.session.set_plan(student.pack, StudyPlan(exam=clock.now().date() + timedelta(days=35), minutes=15))


def _evenings(study: Study, pack: str, now: int) -> list[Event]:
    """Twelve answers on five evenings of each of nine weeks, as another device would send them."""
    chance = Random(3)
    cards = [card for card in study.library.card_refs(pack) if card.kind != "point"][:150]
    events: list[Event] = []
    for day in range(62, 0, -1):
        if day % 7 in {1, 2}:
            continue
        for number in range(12):
            card = cards[chance.randrange(len(cards))]
            ts = now - day * 86_400_000 + number * 15_000 - chance.randrange(3) * 3_600_000
            rating = chance.choices((1, 2, 3, 4), (10, 12, 60, 18))[0]
            payload = {"rating": rating, "ms": chance.randrange(4000, 20_000), "section": card.section}
            seq = len(events) + 1
            events.append(Event(uuid7(ts, seq), 9, seq, ts, 0, kinds.CARD_REVIEW, item_id(pack, card.id), payload))
    return events


STATES: dict[str, Callable[[Study, Student, FakeClock], None]] = {
    "first-day": first_day,
    "after-a-week": after_a_week,
    "nothing-due": nothing_due,
    "three-weeks-away": three_weeks_away,
    "exam-tomorrow": exam_tomorrow,
    "after-the-exam": after_the_exam,
    "long-history": long_history,
}


def draw(folder: Path, theme_name: str, scale: int, size: tuple[int, int], wanted: list[str]) -> None:
    """Draw Home and Progress, at their top and at their end, in the situations wanted."""
    from PySide6.QtCore import QElapsedTimer
    from PySide6.QtWidgets import QScrollArea

    from tests.conftest import FakeClock
    from tests.ui.conftest import Student
    from thaw_desktop.app import build_window, open_study
    from thaw_desktop.core.paths import Paths, resources_folder
    from thaw_desktop.ui import startup
    from thaw_desktop.ui.theme import Theme

    application = startup.make_application()
    with tempfile.TemporaryDirectory() as place:
        theme = Theme(application, Path(place) / "cache", resources_folder(), application)
        theme.apply(theme_name, scale / 100)
        for name in wanted:
            clock = FakeClock()
            paths = Paths(Path(place) / name, Path(place) / "cache", resources_folder())
            with closing(open_study(paths, clock)) as study:
                study.settings.change(welcomed=True)
                STATES[name](study, Student(study, clock), clock)
                window, jobs = build_window(study, theme)
                window.resize(*size)
                window.show()
                for tab in ("home", "progress"):
                    window.show_tab(tab)
                    waited = QElapsedTimer()
                    waited.start()
                    while waited.elapsed() < 300 or (not jobs.idle() and waited.elapsed() < 20_000):
                        application.processEvents()
                    area = next(area for area in window.findChildren(QScrollArea) if area.isVisible())
                    bar = area.verticalScrollBar()
                    for part in range(1 + (bar.maximum() > 0) + (bar.maximum() > bar.pageStep())):
                        bar.setValue(part * bar.pageStep() * 9 // 10)
                        application.processEvents()
                        window.grab().save(str(folder / f"{name}-{tab}-{part + 1}.png"))
                jobs.close()
                window.close()
                window.deleteLater()
                application.processEvents()


def main() -> None:
    """Draw what is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--theme", default="light")
    parser.add_argument("--text-scale", type=int, default=100)
    parser.add_argument("--size", default="1100x720")
    parser.add_argument("--only", nargs="+", default=list(STATES))
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    width, _, height = options.size.partition("x")
    draw(options.folder, options.theme, options.text_scale, (int(width), int(height)), options.only)


if __name__ == "__main__":
    main()
