"""The record of an attempt in words: the conditions, the time, and what came between."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from thaw_desktop.ui.words import minutes, number, percent

if TYPE_CHECKING:
    from thaw_desktop.practice.conditions import Conditions, Interruption
    from thaw_desktop.practice.marking import FinishedAttempt

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""


def duration(seconds: float) -> str:
    """A time to the second, such as "12 min 5 s"."""
    whole = round(seconds)
    if whole < 60:
        return translate("Record", "{n} s").format(n=number(whole))
    return translate("Record", "{minutes} min {seconds} s").format(minutes=number(whole // 60), seconds=whole % 60)


def conditions_words(conditions: Conditions | None, budget: float) -> str:
    """What was allowed, in a sentence."""
    if conditions is None:
        return translate("Record", "{time} allowed.").format(time=minutes(budget / 60))
    parts = [minutes(conditions.minutes)]
    if conditions.extra_percent:
        parts.append(
            translate("Record", "{percent} extra time, {time} in all").format(
                percent=percent(conditions.extra_percent / 100), time=minutes(budget / 60)
            )
        )
    if conditions.reading_minutes:
        parts.append(translate("Record", "{time} to read first").format(time=minutes(conditions.reading / 60)))
    if conditions.rest_minutes:
        parts.append(translate("Record", "{time} of rest breaks").format(time=minutes(conditions.rest_minutes)))
    mode = (
        translate("Record", "Exam conditions: {parts}.")
        if conditions.mode == "exam"
        else translate("Record", "Practice: {parts}.")
    )
    return mode.format(parts=", ".join(parts))


def record_lines(finished: FinishedAttempt, zone: datetime) -> list[str]:
    """The conditions, the time used, and every break, pause and interruption, a sentence each.

    Args:
        finished: the attempt.
        zone: any moment in the student's time zone.
    """
    attempt = finished.attempt
    lines = [conditions_words(finished.conditions, attempt.budget)]
    if finished.reading:
        lines.append(translate("Record", "Reading: {time}.").format(time=duration(finished.reading)))
    lines.append(translate("Record", "Writing: {time}.").format(time=duration(attempt.elapsed)))
    if attempt.elapsed > attempt.budget:
        over = duration(attempt.elapsed - attempt.budget)
        lines.append(translate("Record", "Overtime: {time} of this.").format(time=over))
    lines += [_interruption(one, zone) for one in finished.record]
    if not finished.record:
        lines.append(translate("Record", "No breaks and no interruptions were recorded."))
    return lines


def _interruption(one: Interruption, zone: datetime) -> str:
    names = {
        "pause": translate("Record", "Paused"),
        "rest": translate("Record", "Rest break"),
        "sleep": translate("Record", "The computer slept"),
        "closed": translate("Record", "Thaw was closed"),
    }
    at = datetime.fromtimestamp(one.started / 1000, UTC).astimezone(zone.tzinfo).strftime("%H:%M:%S")
    time = duration(one.seconds)
    if one.estimated:
        time = translate("Record", "about {time}, by the wall clock").format(time=time)
    counted = (
        translate("Record", "counted as time of the attempt") if one.counted else translate("Record", "not counted")
    )
    return translate("Record", "{at}: {what}, {time}; {counted}.").format(
        at=at, what=names[one.kind], time=time, counted=counted
    )
