"""The plots one can choose: each turns a part of the history into bars or lines, a sentence and a table."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from thaw_desktop.flashcards.memories import SPANS
from thaw_desktop.progress.topics import Check
from thaw_desktop.ui import words
from thaw_desktop.ui.widgets import Bar, Line
from thaw_desktop.ui.widgets.plot import Values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.flashcards.memories import MemoryPicture
    from thaw_desktop.progress.series import History
    from thaw_desktop.progress.store import Scope

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""

_TRUSTED = 0.03
"""Expected and actual recall that lie no further apart agree as well as chance allows."""
FEW = 20
"""Answers below which nothing is said about how far a forecast can be trusted."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, and what it says.

    Attributes:
        sentence: the whole in words; it stands under the plot.
        bars: of a bar chart.
        pieces: names of the pieces of its bars.
        lines: of a line chart.
        labels: under its axis, by x.
        told: in words at each x of it.
        values: the same as a table.
    """

    sentence: str
    bars: Sequence[Bar] = ()
    pieces: Sequence[str] = ()
    lines: Sequence[Line] = ()
    labels: Sequence[tuple[float, str]] = ()
    told: Sequence[tuple[float, str]] = ()
    values: Values = field(default_factory=Values)


def _nothing(sentence: str) -> Drawing:
    return Drawing(sentence)


def _when(first: int, last: int, today: int) -> str:
    """A stretch of days in words."""
    name = words.short_day(date.fromordinal(first), date.fromordinal(today))
    if first == last:
        return name
    return f"{name} – {words.short_day(date.fromordinal(last), date.fromordinal(today))}"


def _under(first: int) -> str:
    """A stretch under the axis: day and month by numbers, as the system writes them."""
    day = date.fromordinal(first)
    return QLocale().toString(day.day) + " " + QLocale().standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)


def retention(history: History, scope: Scope, _memories: Sequence[MemoryPicture]) -> Drawing:
    """Recall as it was expected and as it was, over time."""
    found = history.checks(scope)
    if not found:
        return _nothing(
            translate("Plots", "Nothing to compare yet: a card has to be met and to come again on a later day.")
        )
    whole = sum((check for _, _, check in found), Check())
    head = (translate("Plots", "From"), translate("Plots", "To"), translate("Plots", "Answers"),
            translate("Plots", "Expected"), translate("Plots", "Recalled"))  # fmt: skip
    rows, told, expected, actual = [], [], [], []
    for x, (first, last, check) in enumerate(found):
        hoped, came = check.expected / check.answers, check.recalled / check.answers
        expected.append((float(x), hoped * 100))
        actual.append((float(x), came * 100))
        told.append(
            (
                float(x),
                translate("Plots", "{when}: {expected} expected, {recalled} recalled, {answers}").format(
                    when=_when(first, last, scope.last),
                    expected=words.percent(hoped),
                    recalled=words.percent(came),
                    answers=words.answers(check.answers),
                ),
            )
        )
        days = (date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat())
        rows.append((*days, check.answers, round(hoped, 4), round(came, 4)))
    return Drawing(
        calibration(whole),
        lines=(
            Line(expected, translate("Plots", "expected, %"), "warm", dashed=True),
            Line(actual, translate("Plots", "recalled, %")),
        ),
        labels=[(float(x), _under(first)) for x, (first, _, _) in enumerate(found)],
        told=told,
        values=Values(head, rows),
    )


def calibration(check: Check) -> str:
    """Expected beside actual recall in words, and how far the forecast can be trusted."""
    if not check.answers:
        return translate("Plots", "The forecast has not been tested yet.")
    hoped, came = check.expected / check.answers, check.recalled / check.answers
    told = translate("Plots", "{expected} expected, {recalled} recalled, checked on {answers}.").format(
        expected=words.percent(hoped), recalled=words.percent(came), answers=words.answers(check.answers)
    )
    if check.answers < FEW:
        return translate("Plots", "{told} Too few to judge the forecast by.").format(told=told)
    if abs(hoped - came) <= _TRUSTED:
        judged = translate("Plots", "You can trust the forecast.")
    elif hoped > came:
        judged = translate("Plots", "The forecast hopes for too much: expect a little less than it says.")
    else:
        judged = translate("Plots", "The forecast is cautious: you recall more than it says.")
    return f"{told} {judged}"


def reviews(history: History, scope: Scope, _memories: Sequence[MemoryPicture]) -> Drawing:
    """Answers over time."""
    found = history.done(scope)
    total = sum(one.done.answers for one in found)
    days = scope.last - scope.first + 1
    sentence = translate("Plots", "{answers} in {days}.").format(answers=words.answers(total), days=words.days(days))
    bars = [
        Bar(
            one.done.answers,
            _under(one.first),
            f"{_when(one.first, one.last, scope.last)}: {words.answers(one.done.answers)}",
        )
        for one in found
    ]
    rows = [
        (date.fromordinal(one.first).isoformat(), date.fromordinal(one.last).isoformat(), one.done.answers)
        for one in found
    ]
    head = (translate("Plots", "From"), translate("Plots", "To"), translate("Plots", "Answers"))
    return Drawing(sentence, bars=bars, values=Values(head, rows)) if total else _nothing(_no_answers())


def minutes(history: History, scope: Scope, _memories: Sequence[MemoryPicture]) -> Drawing:
    """Minutes of cards, reading and writing over time."""
    found = history.done(scope)
    names = (translate("Plots", "cards"), translate("Plots", "reading"), translate("Plots", "essays"))
    bars: list[Bar] = []
    rows: list[tuple[str | float, ...]] = []
    for one in found:
        parts = (one.done.review_ms / 60_000, one.done.reading_s / 60, one.done.writing_s / 60)
        kinds = ", ".join(f"{name} {words.minutes(part)}" for name, part in zip(names, parts, strict=True) if part)
        when = _when(one.first, one.last, scope.last)
        told = translate("Plots", "{when}: {time} ({kinds})").format(
            when=when, time=words.minutes(one.done.minutes), kinds=kinds
        )
        nothing = translate("Plots", "{when}: no study").format(when=when)
        bars.append(Bar(one.done.minutes, _under(one.first), told if kinds else nothing, parts))
        days = (date.fromordinal(one.first).isoformat(), date.fromordinal(one.last).isoformat())
        rows.append((*days, *(round(part, 1) for part in parts)))
    total = sum(one.done.minutes for one in found)
    if not total:
        return _nothing(translate("Plots", "No study in this span."))
    days_in_span = scope.last - scope.first + 1
    sentence = translate("Plots", "{time} in {days}, {each} a day.").format(
        time=words.minutes(total), days=words.days(days_in_span), each=words.minutes(total / days_in_span)
    )
    head = (translate("Plots", "From"), translate("Plots", "To"), *names)
    return Drawing(sentence, bars=bars, pieces=names, values=Values(head, rows))


def buttons(history: History, scope: Scope, _memories: Sequence[MemoryPicture]) -> Drawing:
    """How often each answer was given."""
    done = [one.done for one in history.done(scope)]
    counts = {
        translate("Plots", "again"): sum(one.again for one in done),
        translate("Plots", "hard"): sum(one.hard for one in done),
        translate("Plots", "good"): sum(one.good for one in done),
        translate("Plots", "easy"): sum(one.easy for one in done),
    }
    total = sum(counts.values())
    if not total:
        return _nothing(_no_answers())
    told = [
        translate("Plots", "{name}: {n}, {share}").format(
            name=name, n=words.number(count), share=words.percent(count / total)
        )
        for name, count in counts.items()
    ]
    bars = [Bar(count, name, text) for (name, count), text in zip(counts.items(), told, strict=True)]
    head = (translate("Plots", "Answer"), translate("Plots", "Times"))
    return Drawing("; ".join(told) + ".", bars=bars, values=Values(head, list(counts.items())))


def intervals(_history: History, scope: Scope, memories: Sequence[MemoryPicture]) -> Drawing:
    """How long the cards met so far wait from one answer to the next."""
    counts = _histogram(scope, memories, "intervals")
    sentence = translate("Plots", "How long your cards wait between two answers. Longer means better known.")
    return _spans(counts, sentence)


def stabilities(_history: History, scope: Scope, memories: Sequence[MemoryPicture]) -> Drawing:
    """After how long the cards met so far would be recalled nine times out of ten."""
    counts = _histogram(scope, memories, "stabilities")
    sentence = translate("Plots", "After so long you would still recall a card nine times out of ten (its stability).")
    return _spans(counts, sentence)


def _histogram(scope: Scope, memories: Sequence[MemoryPicture], name: str) -> list[int]:
    counts = [0] * (len(SPANS) + 1)
    for picture in memories:
        for section, one in picture.sections.items():
            if not scope.sections or section in scope.sections:
                counts = [so_far + more for so_far, more in zip(counts, getattr(one, name), strict=True)]
    return counts


def _spans(counts: Sequence[int], sentence: str) -> Drawing:
    if not any(counts):
        return _nothing(translate("Plots", "No card met yet."))
    names = [translate("Plots", "under a day")]
    short = [translate("Plots", "<1 d")]
    for start, end in zip(SPANS, [*SPANS[1:], 0], strict=True):
        names.append(
            translate("Plots", "{first} to {last} days").format(first=start, last=end - 1)
            if end
            else translate("Plots", "{first} days and more").format(first=start)
        )
        short.append(translate("Plots", "{n} d").format(n=start) if end else translate("Plots", "1 y"))
    bars = [
        Bar(count, label, f"{name}: {words.cards(count)}")
        for count, label, name in zip(counts, short, names, strict=True)
    ]
    head = (translate("Plots", "Days"), translate("Plots", "Cards"))
    return Drawing(sentence, bars=bars, values=Values(head, list(zip(names, counts, strict=True))))


def hours(history: History, scope: Scope, _memories: Sequence[MemoryPicture]) -> Drawing:
    """Answers by the hour of the day, and how many were recalled at each."""
    found = history.hours(scope)
    if not found:
        return _nothing(_no_answers())
    bars, rows = [], []
    for hour in range(24):
        given, recalled = found.get(hour, (0, 0))
        share = words.percent(recalled / given) if given else ""
        told = translate("Plots", "{hour}:00: {answers}, {share} recalled") if given else "{hour}:00: {answers}"
        bars.append(Bar(given, str(hour), told.format(hour=hour, answers=words.answers(given), share=share)))
        rows.append((hour, given, recalled))
    busiest = max(found, key=lambda hour: found[hour][0])
    sentence = translate("Plots", "Most answers come between {first}:00 and {last}:00; there {share} are recalled.")
    sentence = sentence.format(
        first=busiest, last=busiest + 1, share=words.percent(found[busiest][1] / found[busiest][0])
    )
    head = (translate("Plots", "Hour"), translate("Plots", "Answers"), translate("Plots", "Recalled"))
    return Drawing(sentence, bars=bars, values=Values(head, rows))


def essay_pace(history: History, scope: Scope, _memories: Sequence[MemoryPicture]) -> Drawing:
    """Words a minute, essay by essay."""
    rows, bars = [], []
    for day, title, attempt in history.essays(scope):
        pace = attempt.words * 60 / attempt.elapsed if attempt.elapsed else 0.0
        when = words.short_day(day, date.fromordinal(scope.last))
        told = translate("Plots", "{day}, {title}: {pace} words a minute, {words} in {time}").format(
            day=when,
            title=title or _gone(),
            pace=words.number(round(pace)),
            words=words.written(attempt.words),
            time=words.minutes(attempt.elapsed / 60),
        )
        bars.append(Bar(round(pace, 1), _under(day.toordinal()), told))
        rows.append((day.isoformat(), title, attempt.words, round(attempt.elapsed / 60, 1), round(pace, 1)))
    if not bars:
        return _nothing(_no_essays())
    head = (translate("Plots", "Day"), translate("Plots", "Question"), translate("Plots", "Words"),
            translate("Plots", "Minutes"), translate("Plots", "Words a minute"))  # fmt: skip
    sentence = translate("Plots", "Words a minute of each essay. The first: {first}, the last: {last}.").format(
        first=words.number(round(bars[0].value)), last=words.number(round(bars[-1].value))
    )
    return Drawing(sentence, bars=bars, values=Values(head, rows))


def essay_coverage(history: History, scope: Scope, _memories: Sequence[MemoryPicture]) -> Drawing:
    """The share of marks that each marked essay made, by the student's own marking."""
    rows, bars = [], []
    for day, title, attempt in history.essays(scope):
        if attempt.stage != "marked" or not attempt.possible:
            continue
        told = translate("Plots", "{day}, {title}: {share} marks, {percent}").format(
            day=words.short_day(day, date.fromordinal(scope.last)),
            title=title or _gone(),
            share=words.share(attempt.made, attempt.possible),
            percent=words.percent(attempt.made / attempt.possible),
        )
        bars.append(Bar(round(attempt.made / attempt.possible * 100), _under(day.toordinal()), told))
        rows.append((day.isoformat(), title, attempt.made, attempt.possible))
    if not bars:
        return _nothing(translate("Plots", "No essay marked in this span."))
    head = (translate("Plots", "Day"), translate("Plots", "Question"), translate("Plots", "Made"),
            translate("Plots", "Possible"))  # fmt: skip
    sentence = translate("Plots", "Marks made in each essay in per cent, by your own marking.")
    return Drawing(sentence, bars=bars, values=Values(head, rows))


def topic_time(history: History, scope: Scope, _memories: Sequence[MemoryPicture]) -> Drawing:
    """Minutes spent on each topic with cards, reading and writing."""
    names = (translate("Plots", "cards"), translate("Plots", "reading"), translate("Plots", "essays"))
    bars: list[Bar] = []
    rows: list[tuple[str | float, ...]] = []
    for number, (title, done) in enumerate(history.by_topic(scope), start=1):
        if not title and not done.minutes:
            continue
        name = title or translate("Plots", "no topic")
        parts = (done.review_ms / 60_000, done.reading_s / 60, done.writing_s / 60)
        bars.append(Bar(done.minutes, str(number), f"{name}: {words.minutes(done.minutes)}", parts))
        rows.append((name, *(round(part, 1) for part in parts)))
    if not any(bar.value for bar in bars):
        return _nothing(translate("Plots", "No study in this span."))
    most = max(range(len(bars)), key=lambda place: bars[place].value)
    sentence = translate("Plots", "Minutes by topic, in the order of the notes. Most: {topic}.").format(
        topic=bars[most].description
    )
    head = (translate("Plots", "Topic"), *names)
    return Drawing(sentence, bars=bars, pieces=names, values=Values(head, rows))


def coverage(_history: History, scope: Scope, memories: Sequence[MemoryPicture]) -> Drawing:
    """What would be recalled today, what was seen besides, and what was never met."""
    parts = [
        one
        for picture in memories
        for section, one in picture.sections.items()
        if not scope.sections or section in scope.sections
    ]
    cards, seen = sum(one.cards for one in parts), sum(one.seen for one in parts)
    expected = sum(one.expected for one in parts)
    if not cards:
        return _nothing(translate("Plots", "No cards here."))
    figures = {
        translate("Plots", "expected to be recalled"): expected,
        translate("Plots", "seen, perhaps forgotten"): seen - expected,
        translate("Plots", "not met yet"): float(cards - seen),
    }
    bars = [Bar(round(count, 1), name, f"{name}: {words.cards(round(count))}") for name, count in figures.items()]
    head = (translate("Plots", "Cards"), translate("Plots", "Number"))
    rows = [(name, round(count, 1)) for name, count in figures.items()]
    return Drawing("; ".join(bar.description for bar in bars) + ".", bars=bars, values=Values(head, rows))


def _no_answers() -> str:
    return translate("Plots", "No card answered in this span.")


def _no_essays() -> str:
    return translate("Plots", "No essay finished in this span.")


def _gone() -> str:
    return translate("Plots", "a question no longer in the pack")
