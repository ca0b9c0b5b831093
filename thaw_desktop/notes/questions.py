"""Questions of the student's own: with an answer that they wrote, or still open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from thaw_desktop.content.model import FaqEntry
from thaw_desktop.core import kinds, latest
from thaw_desktop.core.clock import milliseconds
from thaw_desktop.core.errors import ThawError
from thaw_desktop.core.ids import item_id, split_item, uuid7

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.core.latest import Kept

_TABLE: Final = "own_note"
PREFIX: Final = "own-"
"""How the id of every own question begins, so that none meets an entry of the pack."""
_LONGEST_OPEN = 300
_LONGEST_QUESTION, _LONGEST_ANSWER = 500, 50_000
"""Characters: what a list of questions can show, and what is still one answer."""
"""Characters of an open question: what is kept may have been pasted into the search."""


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question with the student's own answer.

    Attributes:
        id: within its pack.
        question: one line.
        answer: Markdown.
        section: id of the section it is about, or empty.
    """

    id: str
    question: str
    answer: str
    section: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question to which the student found no answer.

    Attributes:
        id: within its pack.
        question: one line, as it was searched for.
        kept: when, milliseconds since 1970 UTC.
    """

    id: str
    question: str
    kept: int


class OwnQuestions:
    """The use case: write, change, throw away, take back; keep a question open, answer or drop it."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._made: dict[str, tuple[Mapping[str, Any], FaqEntry]] = {}  # rendered once for each state of a question

    # Asking

    def entries(self, pack: str) -> list[FaqEntry]:
        """The own questions of a pack in the form of its FAQ, oldest first."""
        return [self._rendered(row) for row in latest.kept(self._log.connection, _TABLE, "question", pack)]

    def question(self, pack: str, question: str) -> OwnQuestion | None:
        """One own question as it was written; None when there is none of this id."""
        row = self._row(pack, question, kinds.QUESTION_SET)
        if row is None:
            return None
        return OwnQuestion(question, *(str(row.payload[name]) for name in ("question", "answer", "section")))

    def open_questions(self, pack: str) -> list[OpenQuestion]:
        """The questions of a pack that wait for an answer, oldest first."""
        rows = latest.kept(self._log.connection, _TABLE, "open question", pack)
        return [OpenQuestion(split_item(row.item)[1], str(row.payload["question"]), row.created) for row in rows]

    # Doing

    def write(
        self, pack: str, question: str, answer: str, section: str = "", *, ident: str = "", answers: str = ""
    ) -> str:
        """Write a question with its answer, or change one; its id.

        Args:
            pack: the pack it belongs to.
            question: one line of plain text.
            answer: Markdown.
            section: the section it is about, or empty.
            ident: the question to be changed; empty for a new one.
            answers: id of the open question that is settled by it, or empty.

        Raises:
            ThawError: the question or the answer is empty or far too long.
            StorageError: it could not be saved.
        """
        payload = {"question": _one_line(question), "answer": answer.strip(), "section": section}
        if not payload["question"]:
            raise ThawError("There is no question yet", "Write what you want to be able to answer")
        if not payload["answer"]:
            raise ThawError("There is no answer yet", "Write one, or keep the question for later")
        if len(payload["question"]) > _LONGEST_QUESTION:
            shorter = "Shorten it, and write the rest into the answer"
            raise ThawError(f"The question has more than {_LONGEST_QUESTION} characters", shorter)
        if len(payload["answer"]) > _LONGEST_ANSWER:
            raise ThawError(f"The answer has more than {_LONGEST_ANSWER:,} characters", "Divide it into two questions")
        ident = ident or self._new_id()
        with self._log.write() as writing:
            writing.append(kinds.QUESTION_SET, item_id(pack, ident), payload)
            if answers:
                writing.append(kinds.QUESTION_SETTLED, item_id(pack, answers), {})
        return ident

    def remove(self, pack: str, question: str) -> None:
        """Throw an own question away; what it said stays in the log.

        Raises:
            StorageError: it could not be saved.
        """
        with self._log.write() as writing:
            writing.append(kinds.QUESTION_REMOVED, item_id(pack, question), {})

    def bring_back(self, pack: str, question: str) -> bool:
        """Take back that this device threw a question away; False when that was not its last removal.

        Raises:
            StorageError: it could not be saved.
        """
        event = self._log.latest(kinds.QUESTION_REMOVED)
        if event is None or event.item != item_id(pack, question):
            return False
        with self._log.write() as writing:
            writing.undo(event)
        return True

    def keep(self, pack: str, question: str) -> str:
        """Keep a question open; its id. One that is kept already, in the same words, is not kept twice.

        Raises:
            ThawError: the question is empty.
            StorageError: it could not be saved.
        """
        words = _one_line(question)[:_LONGEST_OPEN]
        if not words:
            raise ThawError("There is no question to keep", "Type one into the search")
        for one in self.open_questions(pack):
            if one.question.casefold() == words.casefold():
                return one.id
        ident = self._new_id()
        with self._log.write() as writing:
            writing.append(kinds.QUESTION_OPEN, item_id(pack, ident), {"question": words})
        return ident

    def settle(self, pack: str, question: str) -> None:
        """Take an open question off the list without an answer.

        Raises:
            StorageError: it could not be saved.
        """
        with self._log.write() as writing:
            writing.append(kinds.QUESTION_SETTLED, item_id(pack, question), {})

    def _new_id(self) -> str:
        return f"{PREFIX}{uuid7(milliseconds(self._log.clock.now())).hex()}"

    def _row(self, pack: str, question: str, kind: str) -> Kept | None:
        row = latest.kept_one(self._log.connection, _TABLE, item_id(pack, question))
        return row if row is not None and (kind == kinds.QUESTION_SET) == ("answer" in row.payload) else None

    def _rendered(self, row: Kept) -> FaqEntry:
        written, entry = self._made.get(row.key, ({}, None))
        if entry is None or written != row.payload:
            # Imported here: the Markdown parser is needed only by students who wrote answers.
            from thaw_desktop.content.own_prose import own_prose

            ident = split_item(row.item)[1]
            prose = own_prose(str(row.payload["answer"]), ident)
            words = str(row.payload["question"])
            entry = FaqEntry(ident, words, (), prose.html, prose.text, str(row.payload["section"]), (), ())
            self._made[row.key] = (row.payload, entry)
        return entry


def _one_line(text: str) -> str:
    return " ".join(text.split())
