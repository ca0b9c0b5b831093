"""Whether an event from elsewhere can be taken in: of another machine, of a file, of a damaged database.

The projections trust the log. What comes from outside is therefore looked at before it goes into it: every field that
they read must be there, of its type and within bounds. Kinds that only a newer version knows are kept as they are.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from thaw_desktop.core import kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from thaw_desktop.core.event_log import Event

    Rule = Callable[[Any], bool]

_MOST: Final = 2**53
"""Beyond it a number is no longer exact in every program that reads JSON."""
_LONGEST_NAME: Final = 1000
_LATEST: Final = 4_102_444_800_000
"""The year 2100, in milliseconds since 1970 UTC."""
_FARTHEST_ZONE: Final = 26 * 60


def _whole(least: int, most: int = _MOST) -> Rule:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _number(value: Any) -> bool:  # noqa: ANN401 - values of any JSON type come in
    return (
        isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value) and 0 <= value <= _MOST
    )


def is_text(value: Any) -> bool:  # noqa: ANN401
    """Whether it is a text that can be kept and shown."""
    return isinstance(value, str) and "\0" not in value and _is_unicode(value)


def _is_unicode(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _by_name(rule: Rule) -> Rule:
    return lambda value: isinstance(value, dict) and all(is_text(key) and rule(one) for key, one in value.items())


def _object(needed: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    def rule(value: Any) -> bool:  # noqa: ANN401
        return isinstance(value, dict) and _has(value, needed, optional or {})

    return rule


def _has(value: Mapping[str, Any], needed: Mapping[str, Rule], optional: Mapping[str, Rule]) -> bool:
    return all(name in value and rule(value[name]) for name, rule in needed.items()) and all(
        rule(value[name]) for name, rule in optional.items() if name in value
    )


def _or_null(rule: Rule) -> Rule:
    return lambda value: value is None or rule(value)


def _list(rule: Rule, length: int | None = None) -> Rule:
    return lambda value: isinstance(value, list) and length in {None, len(value)} and all(map(rule, value))


def _truth(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, bool)


def is_identity(value: Any) -> bool:  # noqa: ANN401
    """Whether it is an id as attempts and events have one: 32 hexadecimal digits."""
    return isinstance(value, str) and len(value) == 32 and all(digit in "0123456789abcdef" for digit in value)


_SECONDS = _whole(0, 10**9)
_DAY = _whole(1, 3_000_000)
_SMALL = _whole(0, 10**6)


def _finite(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= _MOST


def _more_than_none(value: Any) -> bool:  # noqa: ANN401
    return _number(value) and value > 0


_NEEDED: Final[Mapping[str, Mapping[str, Rule]]] = {
    kinds.SECTION_READ: {"seconds": _SECONDS},
    kinds.SECTION_PLACE: {"block": _whole(0, 10**9)},
    kinds.SECTION_CONFIDENCE: {"level": lambda value: value in ("red", "amber", "green", "none")},
    kinds.CARD_REVIEW: {"rating": _whole(1, 4), "ms": _whole(0, 10**12), "section": is_text},
    kinds.CARD_STANDING: {},
    kinds.CARD_DUE: {"day": _DAY},
    kinds.PLAN_SET: {},
    kinds.MEMORY_FITTED: {"parameters": _or_null(_list(_finite, 21))},
    kinds.ATTEMPT_STARTED: {"attempt": is_text, "budget": _number, "section": is_text},
    kinds.ATTEMPT_SNAPSHOT: {"attempt": is_text, "text": is_text, "plan": is_text, "elapsed": _number},
    kinds.ATTEMPT_FINISHED: {
        "attempt": is_text, "text": is_text, "plan": is_text, "elapsed": _number, "words": _whole(0, 10**9),
        "section": is_text, "overtime_at": _or_null(_whole(0)),
    },
    kinds.ATTEMPT_MARKED: {
        "attempt": is_text, "points": _by_name(_truth), "marks": _by_name(_whole(0, 10**6)), "level": is_text,
        "section": is_text,
    },
    kinds.ATTEMPT_DISCARDED: {"attempt": is_text},
    kinds.HIGHLIGHT_SET: {
        "highlight": is_text, "quote": is_text, "before": is_text, "after": is_text, "start": _whole(0),
        "colour": is_text, "note": is_text,
    },
    kinds.HIGHLIGHT_REMOVED: {"highlight": is_text},
    kinds.PAGE_SET: {"title": is_text, "text": is_text},
    kinds.PAGE_REMOVED: {},
    kinds.CARD_SET: {"form": is_text, "front": is_text, "back": is_text, "section": is_text, "tags": _list(is_text)},
    kinds.CARD_REMOVED: {},
    kinds.BLURT_FINISHED: {"text": is_text, "elapsed": _number, "facts": _by_name(_truth), "cards": _list(is_text)},
    kinds.QUESTION_SET: {"question": is_text, "answer": is_text, "section": is_text},
    kinds.QUESTION_REMOVED: {},
    kinds.QUESTION_OPEN: {"question": is_text},
    kinds.QUESTION_SETTLED: {},
    kinds.UNDO: {"event": is_identity},
}  # fmt: skip
"""By kind, the fields without which nothing can be done."""
_OPTIONAL: Final[Mapping[str, Rule]] = {
    "again": is_identity,
    "batch": is_text,
    "retention": _number,
    "shift": _whole(-36_500, 36_500),
    "last_day": _whole(0, 3_000_000),
    "suspended": _truth,
    "buried": _whole(0, 3_000_000),
    "flag": _whole(0, 100),
    "exam": is_text,
    "minutes": _whole(0, 100_000),
    "since": _whole(0, 3_000_000),
    "source": is_text,
    "own": _object({"text": is_text}, {"marks": _SMALL, "minutes": _SMALL}),
    "sitting": _object({"id": is_text, "title": is_text, "place": _SMALL, "of": _SMALL, "seconds": _number}),
    "conditions": _object(
        {"minutes": _more_than_none}, {"extra_percent": _number, "rest_minutes": _number, "reading_minutes": _number}
    ),
    "reading": _number,
    "record": _list(
        _object(
            {"kind": is_text, "at": _number, "started": _whole(0), "seconds": _number},
            {"counted": _or_null(_truth), "estimated": _truth, "phase": is_text},
        )
    ),
}
"""Fields of known kinds that may be missing."""


def is_sound(event: Event) -> bool:
    """Whether an event can be put into the log and every projection can take it in."""
    around = (
        isinstance(event.id, bytes)
        and len(event.id) == 16
        and _whole(0, 2**48)(event.device)
        and _whole(1)(event.seq)
        and _whole(0, _LATEST)(event.ts)
        and _whole(-_FARTHEST_ZONE, _FARTHEST_ZONE)(event.tz)
        and _whole(0, 10**6)(event.schema)
        and all(is_text(name) and 0 < len(name) <= _LONGEST_NAME for name in (event.kind, event.item))
        and isinstance(event.payload, dict)
    )
    if not around:
        return False
    needed = _NEEDED.get(event.kind)
    if needed is None:
        return True
    return _has(event.payload, needed, _OPTIONAL)
