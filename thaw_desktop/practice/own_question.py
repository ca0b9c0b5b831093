"""A question that the student brings along: from a past paper, a teacher, or a pack that is not there."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thaw_desktop.content.model import Question

LONGEST = 5_000
"""Characters of a question; what is longer is cut."""
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """What is asked.

    Attributes:
        text: the question as it was typed, without space around it.
        marks: the highest mark; 0 when not known.
        minutes: the time that was chosen for it last.
    """

    text: str
    marks: int = 0
    minutes: int = 0

    @property
    def id(self) -> str:
        """Its name in its pack: the same words are the same question, whatever the spaces between them."""
        from hashlib import sha256  # with its C library 5 ms, and few questions are the student's own

        return f"own-{sha256(' '.join(self.text.split()).encode('utf-8', 'replace')).hexdigest()[:16]}"

    @property
    def title(self) -> str:
        """Its first line, short enough for a list."""
        line = next((line.strip() for line in self.text.splitlines() if line.strip()), "")
        return line if len(line) <= _LONGEST_TITLE else f"{line[: _LONGEST_TITLE - 1]}…"

    def kept(self) -> dict[str, Any]:
        """The question as JSON values."""
        return asdict(self)

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> OwnQuestion:
        """The question from JSON values."""
        return cls(str(kept["text"])[:LONGEST], int(kept.get("marks", 0)), int(kept.get("minutes", 0)))

    @classmethod
    def in_draft(cls, state: Mapping[str, Any]) -> OwnQuestion | None:
        """The question that a draft with this state answers, if it is the student's own."""
        return cls.of(state["own"]) if state.get("own") else None

    def as_question(self) -> Question:
        """The question as the pages of Practice show one; it has no mark points and no model answer."""
        # Imported here: most essays answer a pack's question.
        from html import escape

        from thaw_desktop.content.model import Question

        paragraphs = (escape(" ".join(part.split("\n"))) for part in self.text.split("\n\n") if part.strip())
        html = "".join(f"<p>{part}</p>" for part in paragraphs)
        return Question(
            self.id, self.title, self.text, html, "", self.marks, self.minutes,
            sections=(), plan="", model="", model_text="", levels=(), points=(), spec=(), ao=(), facts=(),
        )  # fmt: skip
