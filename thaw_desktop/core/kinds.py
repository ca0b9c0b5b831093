"""The vocabulary of the event log: every kind of event, what its item is and what its payload holds.

The log outlives every version of the code, so a kind or a field once written is never given another meaning; a changed
payload gets the next schema version. Ids of sections stand in the payload as they were on the day, so that the derived
tables depend on the log alone and not on which packs are installed.
"""

from __future__ import annotations

from typing import Final

SECTION_READ: Final = "section.read"
"""A notes section was read to its end. Item: the section. Payload: `seconds` spent with it in view."""

SECTION_PLACE: Final = "section.place"
"""The reader left a section. Item: the section. Payload: `block`, the paragraph at the top of the column."""

SECTION_CONFIDENCE: Final = "section.confidence"
"""The student said how sure they are. Item: the section. Payload: `level`, red, amber, green or none."""

CARD_REVIEW: Final = "card.review"
"""A card was answered. Item: the card. Payload: `rating` 1–4, `ms` from question to rating, `section`."""

ATTEMPT_STARTED: Final = "attempt.started"
"""Timed writing began. Item: the question. Payload: `attempt` id, `budget` in seconds, `section`."""

ATTEMPT_SNAPSHOT: Final = "attempt.snapshot"
"""The text as it stood. Item: the question. Payload: `attempt`, `text`, `plan`, `elapsed` in seconds."""

ATTEMPT_FINISHED: Final = "attempt.finished"
"""Writing ended. Item: the question.

Payload: `attempt`, `text`, `plan`, `elapsed` in seconds, `words`, `overtime_at` (position in the text at which the
time ran out, or null) and `section`.
"""

ATTEMPT_MARKED: Final = "attempt.marked"
"""The student marked the attempt. Item: the question.

Payload: `attempt`, `points` (mark point id → made or not), `marks` (mark point id → marks it is worth), `level` (the
student's own level, or empty) and `section`.
"""

ATTEMPT_DISCARDED: Final = "attempt.discarded"
"""An attempt was thrown away. Item: the question. Payload: `attempt`. Its snapshots stay in the log."""

UNDO: Final = "undo"
"""An earlier event is to count as if it had never been. Item: that event's item. Payload: `event`, its id in hex."""
