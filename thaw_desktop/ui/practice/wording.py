"""Times, attempts and results in the words one would say."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from thaw_desktop.ui.words import marks, minutes, share, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.content.model import Question
    from thaw_desktop.practice.store import Attempt

_translate = QCoreApplication.translate


def clock_text(left: float) -> str:
    """The seconds left as "34:52" or "1:04:52"; in overtime what has passed since the end, as "+0:42"."""
    whole = math.ceil(left) if left > 0 else math.floor(-left)
    hours, rest = divmod(whole, 3600)
    text = f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"
    return text if left > 0 else f"+{text}"


def spoken_minutes(count: int) -> str:
    """What a screen reader says as the time runs."""
    return _translate("Practice", "{time} left").format(time=minutes(count))


def time_of_day(moment: datetime) -> str:
    """A moment as "12:41:07", by the student's clock."""
    return moment.strftime("%H:%M:%S")


def day_of(stamp: int, zone: datetime) -> str:
    """A day such as "3 June 2027".

    Args:
        stamp: milliseconds since 1970 UTC.
        zone: any moment in the student's time zone.
    """
    local = datetime.fromtimestamp(stamp / 1000, UTC).astimezone(zone.tzinfo)
    return QLocale().toString(QDate(local.year, local.month, local.day), "d MMMM yyyy")


def about_question(question: Question) -> str:
    """Marks and time of a question, "12 marks · 20 minutes"."""
    parts = [marks(question.marks) if question.marks else "", minutes(question.minutes) if question.minutes else ""]
    return " · ".join(filter(None, parts))


def result_of(attempts: Sequence[Attempt]) -> str:
    """How often a question was written and how it went last; `attempts` has the newest first, and at least one."""
    done = [attempt for attempt in attempts if attempt.stage != "writing"]
    if not done:
        return _translate("Practice", "not finished")
    often = (
        _translate("Practice", "written once")
        if len(done) == 1
        else _translate("Practice", "written {n} times").format(n=len(done))
    )
    return " · ".join(filter(None, (often, marks_of(next((one for one in done if one.stage == "marked"), None)))))


def marks_of(attempt: Attempt | None) -> str:
    """The student's own marks for an attempt, "last: 9 of 12 marks"; empty without an attempt."""
    if attempt is None or not (attempt.possible or attempt.level):
        return ""
    return _translate("Practice", "last: {marks}").format(marks=_own_marks(attempt))


def _own_marks(attempt: Attempt) -> str:
    """The student's own marks, "9 of 12 marks"; without mark points the level, if one was chosen."""
    if attempt.possible:
        return _translate("Practice", "{share} marks").format(share=share(attempt.made, attempt.possible))
    if attempt.level:
        return _translate("Practice", "level {n}").format(n=attempt.level)
    return _translate("Practice", "marked")


def about_attempt(attempt: Attempt, zone: datetime) -> str:
    """One line on an attempt: day, time used, words and marks."""
    if attempt.stage == "writing":
        result, used = _translate("Practice", "not finished"), ""
    else:
        used = f"{minutes(attempt.elapsed / 60)} · {written(attempt.words)}"
        result = _translate("Practice", "not marked yet")
        if attempt.stage == "marked":
            result = _own_marks(attempt)
    return " · ".join(filter(None, (day_of(attempt.started, zone), used, result)))
