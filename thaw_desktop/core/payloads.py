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


def _text(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, str) and "\0" not in value and _is_unicode(value)


def _is_unicode(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _texts(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, list) and all(map(_text, value))


def _by_name(rule: Rule) -> Rule:
    return lambda value: isinstance(value, dict) and all(_text(key) and rule(one) for key, one in value.items())


def _truth(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, bool)


def _identity(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, str) and len(value) == 32 and all(digit in "0123456789abcdef" for digit in value)


_SECONDS = _whole(0, 10**9)
_DAY = _whole(1, 3_000_000)
_NEEDED: Final[Mapping[str, Mapping[str, Rule]]] = {
    kinds.SECTION_READ: {"seconds": _SECONDS},
    kinds.SECTION_PLACE: {"block": _whole(0, 10**9)},
    kinds.SECTION_CONFIDENCE: {"level": lambda value: value in {"red", "amber", "green", "none"}},
    kinds.CARD_REVIEW: {"rating": _whole(1, 4), "ms": _whole(0, 10**12), "section": _text},
    kinds.CARD_STANDING: {},
    kinds.CARD_DUE: {"day": _DAY},
    kinds.PLAN_SET: {},
    kinds.ATTEMPT_STARTED: {"attempt": _text, "budget": _number, "section": _text},
    kinds.ATTEMPT_SNAPSHOT: {"attempt": _text, "text": _text, "plan": _text, "elapsed": _number},
    kinds.ATTEMPT_FINISHED: {
        "attempt": _text, "text": _text, "plan": _text, "elapsed": _number, "words": _whole(0, 10**9), "section": _text,
    },
    kinds.ATTEMPT_MARKED: {
        "attempt": _text, "points": _by_name(_truth), "marks": _by_name(_whole(0, 10**6)), "level": _text,
        "section": _text,
    },
    kinds.ATTEMPT_DISCARDED: {"attempt": _text},
    kinds.HIGHLIGHT_SET: {
        "highlight": _text, "quote": _text, "before": _text, "after": _text, "start": _whole(0), "colour": _text,
        "note": _text,
    },
    kinds.HIGHLIGHT_REMOVED: {"highlight": _text},
    kinds.PAGE_SET: {"title": _text, "text": _text},
    kinds.CARD_SET: {"form": _text, "front": _text, "back": _text, "section": _text},
    kinds.BLURT_FINISHED: {"text": _text, "elapsed": _number, "facts": _by_name(_truth), "cards": _texts},
    kinds.QUESTION_SET: {"question": _text, "answer": _text, "section": _text},
    kinds.QUESTION_OPEN: {"question": _text},
    kinds.UNDO: {"event": _identity},
}  # fmt: skip
"""By kind, the fields without which nothing can be done."""
_OPTIONAL: Final[Mapping[str, Rule]] = {
    "again": _identity,
    "batch": _text,
    "retention": _number,
    "shift": _whole(-36_500, 36_500),
    "last_day": _whole(0, 3_000_000),
    "suspended": _truth,
    "buried": _whole(0, 3_000_000),
    "flag": _whole(0, 100),
    "exam": _text,
    "minutes": _whole(0, 100_000),
    "since": _whole(0, 3_000_000),
    "overtime_at": lambda value: value is None or _whole(0)(value),
    "tags": _texts,
    "source": _text,
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
        and all(_text(name) and 0 < len(name) <= _LONGEST_NAME for name in (event.kind, event.item))
        and isinstance(event.payload, dict)
    )
    if not around:
        return False
    needed = _NEEDED.get(event.kind)
    if needed is None:
        return True
    payload = event.payload
    return all(name in payload and rule(payload[name]) for name, rule in needed.items()) and all(
        rule(payload[name]) for name, rule in _OPTIONAL.items() if name in payload
    )
