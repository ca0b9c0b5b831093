"""The cards commands: what a sitting with the flashcards does, for scripts that try the scheduling out or check it."""

from __future__ import annotations

import argparse
import json
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Literal

from thaw_desktop.core.clock import ClockAt, SystemClock, study_day
from thaw_desktop.core.errors import ThawError
from thaw_desktop.flashcards.balance import RETENTIONS
from thaw_desktop.flashcards.study_plan import MINUTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from thaw_desktop.app import Study
    from thaw_desktop.core.paths import Paths
    from thaw_desktop.flashcards.exam_plan import Forecast
    from thaw_desktop.flashcards.history import Step
    from thaw_desktop.flashcards.scheduling import CardState, Interval, Rating
    from thaw_desktop.flashcards.study_plan import StudyPlan

    PathsOf = Callable[[argparse.Namespace], Paths]

_RATINGS: dict[str, Rating] = {"again": 1, "hard": 2, "good": 3, "easy": 4}
_STATES = ("new", "learning", "review", "relearning")
_MINUTE, _HOUR = 60, 3600


class CardCommands:
    """`thaw-desktop cards next|answer|undo|history|plan|fit|find`."""

    def __init__(self, paths: PathsOf) -> None:
        """Find the folders of a run by `paths`."""
        self._paths = paths

    def add_to(self, parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
        """Add every command; `shared` holds the options that all have."""
        commands = parser.add_subparsers(title="cards commands", metavar="", required=True, dest="cards_command")

        def command(name: str, action: Callable[[argparse.Namespace], int], words: str) -> argparse.ArgumentParser:
            made: argparse.ArgumentParser = commands.add_parser(name, parents=[shared], help=words, description=words)
            made.set_defaults(command=action)
            made.add_argument("--pack", metavar="ID", help="of this pack; left out, the one that is open")
            made.add_argument(
                "--at", type=_moment, metavar="TIME", help="as if it were then, such as 2026-05-04T18:30; left out, now"
            )
            made.add_argument("--json", action="store_true", help="print one JSON value")
            return made

        command("next", self._next, "the card that comes next, and what each rating would bring")
        answer = command("answer", self._answer, "answer a card")
        answer.add_argument("card", metavar="CARD", help="its id, as `cards next` prints it")
        answer.add_argument("rating", type=_rating, metavar="RATING", help="again, hard, good or easy, or 1 to 4")
        answer.add_argument("--ms", type=_milliseconds, default=0, metavar="N", help="milliseconds that it took")
        command("undo", self._undo, "take back the latest answer that was given on this computer")
        history = command("history", self._history, "what happened to a card, and its memory after each time")
        history.add_argument("card", metavar="CARD", help="its id")
        plan = command("plan", self._plan, "the plan to the exam, and what to expect on the day; options change it")
        plan.add_argument("--exam", type=_exam, metavar="DATE", help="the day, such as 2026-06-12, or none")
        plan.add_argument("--minutes", type=_minutes, metavar="N", help="a day, for the cards of this pack")
        plan.add_argument("--retention", type=_retention, metavar="R", help="the desired one, 0.70 to 0.97")
        fit = command("fit", self._fit, "fit the memory to your answers; kept only if it predicts later ones better")
        fit.add_argument("--undo", action="store_true", help="go back to the usual memory")
        find = command("find", self._find, "the ids of the cards that a query finds, as the table of cards does")
        find.add_argument("query", metavar="QUERY", help="such as 'is:due prop:ivl>30 -flag:red'")

    @contextmanager
    def _study(self, options: argparse.Namespace) -> Iterator[tuple[Study, str]]:
        """The student's data at the time that is asked for, and the pack.

        Raises:
            ThawError: there is no such pack.
        """
        from thaw_desktop.app import open_study

        clock = SystemClock() if options.at is None else ClockAt(options.at)
        with closing(open_study(self._paths(options), clock)) as study:
            packs = study.packs()
            pack = options.pack or study.open_pack()
            if pack not in packs:
                known = f"there are {', '.join(packs)}" if packs else "there is none"
                raise ThawError(f"There is no pack {pack}; {known}", "Give one of these ids")
            yield study, pack

    def _next(self, options: argparse.Namespace) -> int:
        with self._study(options) as (study, pack):
            queue = study.session.queue(pack)
            ident = queue.next()
            prompt = study.session.prompt(pack, ident) if ident is not None else None
            left = {name: len(getattr(queue, name)) for name in ("learning", "due", "new", "waiting")}
            today = study_day(study.clock.now())
            found: dict[str, Any] = {"pack": pack, "card": None, "left": left}
            if prompt is not None:
                card = prompt.card
                found["card"] = {
                    "id": card.id,
                    "kind": card.kind,
                    "deck": card.deck,
                    "section": card.section,
                    "front": card.front_text,
                    "back": card.back_text,
                }
                found["state"] = _plain(prompt.state, today)
                found["intervals"] = {
                    name: {"seconds": prompt.intervals[rating].seconds, "days": prompt.intervals[rating].days}
                    for name, rating in _RATINGS.items()
                }
        if options.json:
            print(json.dumps(found, ensure_ascii=False, indent=1))
            return 0
        if prompt is None:
            print("Nothing is left for today.")
            return 0
        brings = (f"{name} {_told(prompt.intervals[rating])}" for name, rating in _RATINGS.items())
        print(f"{prompt.card.id}\n{prompt.card.front_text}\n{', '.join(brings)}")
        print(f"Left today: {', '.join(f'{count} {name}' for name, count in left.items())}")
        return 0

    def _answer(self, options: argparse.Namespace) -> int:
        with self._study(options) as (study, pack):
            prompt = study.session.prompt(pack, options.card)
            if prompt is None:
                raise ThawError(f"The pack {pack} has no card {options.card}", "thaw-desktop cards next names one")
            study.session.answer(pack, prompt.card, options.rating, options.ms)
            after = study.session.prompt(pack, options.card)
            today = study_day(study.clock.now())
            state = _plain(after.state if after is not None else None, today)
        if options.json:
            found = {"pack": pack, "card": options.card, "rating": options.rating, "state": state}
            print(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            print(f"{options.card} comes again {_due(state)}.")
        return 0

    def _undo(self, options: argparse.Namespace) -> int:
        with self._study(options) as (study, _):
            taken_back = study.session.undo()
            if taken_back is None:
                raise ThawError("There is no answer to take back")
            pack, card = taken_back
            prompt = study.session.prompt(pack, card)
            today = study_day(study.clock.now())
            state = _plain(prompt.state if prompt is not None else None, today)
        if options.json:
            print(json.dumps({"pack": pack, "card": card, "state": state}, ensure_ascii=False, indent=1))
        else:
            print(f"The latest answer to {card} of {pack} is taken back.")
        return 0

    def _plan(self, options: argparse.Namespace) -> int:
        with self._study(options) as (study, pack):
            plan = study.session.plan(pack)
            wanted = replace(
                plan,
                exam=plan.exam if options.exam is None else options.exam or None,
                minutes=plan.minutes if options.minutes is None else options.minutes,
                retention=plan.retention if options.retention is None else options.retention,
            )
            if wanted != plan:
                study.session.set_plan(pack, wanted)
            plan = study.session.plan(pack)
            inquiry = study.outlooks.wanted(pack)
            if inquiry is not None:
                study.outlooks.keep(inquiry, inquiry.work(lambda: False))
            found = _plain_plan(plan, study_day(study.clock.now()), study.outlooks.known(pack))
        if options.json:
            print(json.dumps(found, indent=1))
            return 0
        expected = found["forecast"]
        print(f"Exam: {found['exam'] or 'none'}. Minutes a day: {found['minutes'] or 'not said'}. "
              f"Desired retention: {found['retention']:.2f}.")  # fmt: skip
        if expected is not None:
            print(f"To expect on the day: {expected['expected']:.0f} of {expected['cards']} cards; with five minutes a "
                  f"day more {expected['with_five_minutes_more']:.0f}.")  # fmt: skip
        return 0

    def _fit(self, options: argparse.Namespace) -> int:
        with self._study(options) as (study, _):
            fitting = study.session.fitting
            if options.undo:
                changed = fitting.set_back()
                told = "The usual memory is used again." if changed else "The usual memory is in use already."
                print(json.dumps({"fitted": False, "changed": changed}) if options.json else told)
                return 0
            found = fitting.find()
            if found is None:
                raise ThawError("The memory could not be fitted")
            adopted = fitting.adopt(found)
        if options.json:
            told_plainly = {**asdict(found), "parameters": list(found.parameters), "adopted": adopted}
            print(json.dumps(told_plainly, indent=1))
            return 0
        for name, one in (("usual", found.before), ("fitted", found.after)):
            print(f"{name:7} log loss {one.log_loss:.4f}, error {100 * one.error:.2f} %")
        used = "The fitted memory is used from now on." if adopted else "The usual memory stays in use."
        print(f"Tried on {found.tried_on:,} later answers. {used}")
        return 0

    def _find(self, options: argparse.Namespace) -> int:
        from thaw_desktop.core.database import connect
        from thaw_desktop.flashcards.browse import CardBrowser

        with self._study(options) as (study, pack):
            progress = study.paths.progress_database
            browser = CardBrowser(study.log, study.library, study.session.own, progress)
            listing = browser.listing([pack], options.query)
            with closing(connect(study.paths.library_database, read_only=True)) as connection:
                found = [card for _, card in listing.find(connection)]
        print(json.dumps(found, ensure_ascii=False) if options.json else "\n".join(found))
        return 0

    def _history(self, options: argparse.Namespace) -> int:
        with self._study(options) as (study, pack):
            if study.session.prompt(pack, options.card) is None:
                raise ThawError(f"The pack {pack} has no card {options.card}", "thaw-desktop cards next names one")
            found = [_plain_step(step) for step in study.session.history(pack, options.card)]
        if options.json:
            print(json.dumps(found, ensure_ascii=False, indent=1))
            return 0
        for step in found:
            state = step["state"]
            print(
                f"{step['at']}  {step['what']:6}  {state['state']:10}  stability {state['stability']:.2f}, "
                f"difficulty {state['difficulty']:.2f}, again {_due(state)}"
            )
        if not found:
            print(f"{options.card} has never been asked.")
        return 0


def _plain_plan(plan: StudyPlan, today: date, found: Forecast | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "exam": plan.exam.isoformat() if plan.exam is not None else None,
        "days": (plan.exam - today).days if plan.exam is not None else None,
        "minutes": plan.minutes,
        "retention": plan.retention,
        "forecast": None,
    }
    if found is not None:
        told["forecast"] = {
            "cards": found.cards,
            "expected": round(found.expected, 2),
            "with_five_minutes_more": round(found.more, 2),
            "never_met": found.unseen,
            "retention": found.retention,
        }
    return told


def _plain_step(step: Step) -> dict[str, Any]:
    event = step.event
    names = {rating: name for name, rating in _RATINGS.items()}
    found: dict[str, Any] = {
        "at": event.local.isoformat(timespec="milliseconds"),
        "study_day": event.study_day.isoformat(),
        # A point that an essay missed, or a fact that a blurt did, is put on the list without an answer.
        "what": names[step.rating] if step.rating is not None else "listed",
        "rating": step.rating,
    }
    if step.rating is not None:
        found["ms"] = event.payload.get("ms", 0)
    return {**found, "state": _plain(step.after, event.study_day)}


def _plain(state: CardState | None, today: date) -> dict[str, Any] | None:
    """A card's memory in words and figures; None for a card never met."""
    if state is None:
        return None
    # Imported here: the library that it asks takes a while, and a card never met needs none.
    from thaw_desktop.flashcards.scheduling import retrievability

    moment = datetime.fromtimestamp(state.due_ts / 1000, UTC).isoformat(timespec="seconds") if state.due_ts else None
    return {
        "state": _STATES[state.state],
        "step": state.step,
        "stability": state.stability,
        "difficulty": state.difficulty,
        "retrievability": retrievability(state, today.toordinal()),
        "due": moment or date.fromordinal(state.due_day).isoformat(),
        "last_answer": date.fromordinal(state.last_day).isoformat() if state.last_day else None,
        "answers": state.reps,
        "lapses": state.lapses,
    }


def _due(state: dict[str, Any] | None) -> str:
    return str(state["due"]) if state is not None else "when it is new"


def _told(interval: Interval) -> str:
    if interval.days:
        return f"{interval.days} d"
    if interval.seconds >= _HOUR:
        return f"{round(interval.seconds / _HOUR)} h"
    return f"{round(interval.seconds / _MINUTE)} min"


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo is not None else moment.astimezone()
    except (ValueError, OverflowError, OSError) as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a time; write one like 2026-05-04T18:30") from error


def _rating(text: str) -> Rating:
    rating = next((rating for name, rating in _RATINGS.items() if text.casefold() in {name, str(rating)}), None)
    if rating is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a rating; write again, hard, good or easy")
    return rating


def _exam(text: str) -> date | Literal[False]:
    if text.casefold() == "none":
        return False
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; write one like 2026-06-12, or none") from error


def _minutes(text: str) -> int:
    least, most = MINUTES
    if text.isdecimal() and len(text) < 5 and least <= int(text) <= most:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number of minutes from {least} to {most}")


def _retention(text: str) -> float:
    least, most = RETENTIONS
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not least <= value <= most:
        raise argparse.ArgumentTypeError(f"{text!r} is not a retention from {least} to {most}")
    return value


def _milliseconds(text: str) -> int:
    if text.isdecimal() and len(text) < 10:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number of milliseconds")
