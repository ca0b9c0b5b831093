"""The vocabulary of the event log: every kind of event, what its item is and what its payload holds.

The log outlives every version of the code, so a kind or a field once written is never given another meaning; a changed
payload gets the next schema version. Ids of sections stand in the payload as they were on the day, so that the derived
tables depend on the log alone and not on which packs are installed.

Where many things were done at one stroke, the payload of each also has `batch`, the same short text in all of them.
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
"""A card was answered. Item: the card.

Payload: `rating` 1–4, `ms` from question to rating, `section`, and where an answer that was taken back counts again
`again`, the id of that event in hex. The memory follows from the ratings alone. What the interval depended on besides
stands here as far as it is not the usual: `retention` (the desired one, 0.9), `shift` (days more or fewer, for the sake
of the other cards of that day, 0) and `last_day` (the number of the day of the exam, none).
"""

CARD_STANDING: Final = "card.standing.set"
"""The student decided something about a card apart from answering it. Item: the card.

Payload, of which the latest event of a card stands: `suspended`, `buried` (the number of the study day on which it is
not asked, or 0), `flag` (0 for none), and `again` as above.
"""

CARD_DUE: Final = "card.due"
"""The student said when a card is to come again. Item: the card. Payload: `day`, the number of the study day."""

PLAN_SET: Final = "plan.set"
"""The student decided something about a pack as a whole. Item: `pack/plan`.

Payload, of which the latest event of a pack stands: `retention` (the desired one, 0.7 to 0.97), `exam` (a date, or
empty), `minutes` a day (or 0) and `since`, the number of the study day on which that exam was entered.
"""

MEMORY_FITTED: Final = "memory.fitted"
"""The memory was fitted to the student's answers, or set back. Item: `/memory`, of no pack.

Payload, of which the latest event stands: `parameters` (w0 to w20 of FSRS-6, or null for the usual ones), and what the
fit was tried on: `answers`, `log_loss` and `error`, each of these two a pair of before and after.
"""

ATTEMPT_STARTED: Final = "attempt.started"
"""Timed writing began. Item: the question.

Payload: `attempt` id, `budget` in seconds, `section` and `conditions` (the fields of `practice.conditions.Conditions`:
`minutes`, `mode` practice or exam, `extra_percent`, `rest_minutes`, `reading_minutes`; earlier versions wrote none).
A question of the student's own also has `own` (`text`, `marks`, `minutes`) and an id made of its words. An answer of a
whole paper has `sitting` (`id` and `title` of the paper, `place` from 0, `of` how many, `seconds` suggested); its
`budget` is then those seconds, and `elapsed` here and below the time spent on this answer.
"""

ATTEMPT_SNAPSHOT: Final = "attempt.snapshot"
"""The text as it stood. Item: the question.

Payload: `attempt`, `text`, `plan`, `elapsed` in seconds and `formatting` (empty, or `bold` and `italic`, lists of
[start, end) in characters of the text, and `kinds`, a list of [number of the paragraph from 0, heading, quotation,
bulleted or numbered]; earlier versions wrote none).
"""

ATTEMPT_FINISHED: Final = "attempt.finished"
"""Writing ended. Item: the question.

Payload: `attempt`, `text`, `plan`, `elapsed` in seconds, `words`, `overtime_at` (position in the text at which the
time ran out, or null) and `section`. Since there is formatting also `formatting` as above. Since there are conditions
also `conditions` as above, `reading` (seconds used to read before writing) and `record`: what came between, each with
`kind` (pause, rest, sleep or closed), `at` (seconds of writing time used by then), `started` (milliseconds since 1970
UTC), `seconds`, `counted` (whether it counts as time of the attempt; null while undecided, which counts as no),
`estimated` (known from the wall clock only) and `phase`.
"""

ATTEMPT_MARKED: Final = "attempt.marked"
"""The student marked the attempt. Item: the question.

Payload: `attempt`, `points` (mark point id → made or not), `marks` (mark point id → marks it is worth), `level` (the
student's own level, or empty) and `section`.
"""

ATTEMPT_DISCARDED: Final = "attempt.discarded"
"""An attempt was thrown away. Item: the question. Payload: `attempt`. Its snapshots stay in the log."""

HIGHLIGHT_SET: Final = "highlight.set"
"""A passage was highlighted, or a highlight changed. Item: the section or subsection.

Payload: `highlight` id, `quote` the exact words, `before` and `after` up to 32 characters around them, `start` their
position in the section's plain text, `colour` (one of four names) and `note`, the student's own words or empty. The
latest event of an id is the highlight.
"""

HIGHLIGHT_REMOVED: Final = "highlight.removed"
"""A highlight was taken away. Item: the section. Payload: `highlight` id."""

PAGE_SET: Final = "page.set"
"""An own page of notes was written. Item: the page, as an item of its pack. Payload: `title`, `text` (Markdown)."""

PAGE_REMOVED: Final = "page.removed"
"""An own page was thrown away. Item: the page. Its earlier states stay in the log."""

CARD_SET: Final = "card.set"
"""The student made a card, or changed one of their own. Item: the card, named as an item of its pack.

Payload: `form` (basic, reversed, cloze, type-in or order), `front` and `back` as Markdown (for cloze `front` holds
`==hidden==` words and `back` is empty; for type-in `back` may hold several answers with `|` between them; for order it
has a step a line), `section`, `tags` and `source` (the highlight or the pack's card it was made of, or empty).
"""

CARD_REMOVED: Final = "card.removed"
"""One of the student's own cards was thrown away. Item: the card."""

BLURT_FINISHED: Final = "blurt.finished"
"""The student wrote down all they remembered of a section. Item: the section.

Payload: `text`, `elapsed` in seconds, `facts` (fact id → recalled or not; a fact is a card or a mark point of the
section) and `cards`, the ids of the cards that are to be asked today because their fact was missed.
"""

QUESTION_SET: Final = "question.set"
"""An own question with its answer was written. Item: the question, named as an item of its pack.

Payload: `question`, `answer` (Markdown) and `section`, or empty.
"""

QUESTION_REMOVED: Final = "question.removed"
"""An own question was thrown away. Item: the question."""

QUESTION_OPEN: Final = "question.open"
"""The student could not find an answer. Item: the open question, named as an item of its pack. Payload: `question`."""

QUESTION_SETTLED: Final = "question.settled"
"""An open question needs no answer any more. Item: the open question."""

UNDO: Final = "undo"
"""An earlier event is to count as if it had never been. Item: that event's item. Payload: `event`, its id in hex."""
