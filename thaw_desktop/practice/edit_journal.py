"""What was done to an essay and can be undone, also after Thaw was closed or killed in between.

An edit puts one passage in the place of another. A passage is its words and their marks (`Formatting.marks`), so that
a word made bold is an edit like a word typed. For the sake of the marks a text counts as if a line break stood at its
end: what the last paragraph is can then be part of an edit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from thaw_desktop.practice.formatting import BLOCK_KINDS, runs_of

MOST_STEPS: Final = 1000
MOST_CHARACTERS: Final = 150_000
"""How far back one can go: more than twice through an essay of 10 000 words, in some 200 kB at most."""
_TOGETHER = 24
"""So many characters typed in a row are undone as one, up to the end of the word."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words and their marks, one byte a character."""

    text: str = ""
    marks: bytes = b""

    def __add__(self, other: Passage) -> Passage:
        """This passage and then the other."""
        return Passage(self.text + other.text, self.marks + other.marks)

    def to_json(self) -> list[Any]:
        """The passage as JSON values: the text, and its marks by stretches, unless all are plain."""
        stretches = [[end - start, mark] for start, end, mark in runs_of(self.marks)] if any(self.marks) else []
        return [self.text, stretches]

    @classmethod
    def from_json(cls, values: Any) -> Passage:  # noqa: ANN401 - what is read may be anything
        """A passage from JSON values.

        Raises:
            ValueError: when it is none; also TypeError.
        """
        text, stretches = values
        if not isinstance(text, str):
            raise TypeError("no text")
        if not stretches:
            return cls(text, bytes(len(text)))
        if sum(length for length, _ in stretches) != len(text) or any(length < 1 for length, _ in stretches):
            raise ValueError("marks of another text")
        marks = b"".join(bytes([mark]) * length for length, mark in stretches)
        if max(marks) >= len(BLOCK_KINDS):
            raise ValueError("unknown marks")
        return cls(text, marks)


@dataclass(frozen=True, slots=True)
class Edit:
    """One passage put in the place of another.

    Attributes:
        at: position in the text.
        removed: what stood there.
        inserted: what stands there now.
        bell: where in `removed` the overtime began, when it began inside it or at its end; otherwise None.
    """

    at: int
    removed: Passage
    inserted: Passage
    bell: int | None = None

    def turned_back(self) -> Edit:
        """The edit that undoes this one."""
        return Edit(self.at, self.inserted, self.removed)

    @property
    def size(self) -> int:
        """Characters it holds."""
        return len(self.removed.text) + len(self.inserted.text)

    def goes_on_with(self, edit: Edit) -> Edit | None:
        """Both as one edit, when `edit` only goes on typing, or deleting, where this one ended; else None."""
        if self.size + edit.size > 4 * _TOGETHER or "\n" in edit.removed.text + edit.inserted.text:
            return None
        if self.bell is not None or edit.bell is not None:
            return None
        if not edit.removed.text and self.inserted.text and edit.at == self.at + len(self.inserted.text):
            begins_word = self.inserted.text[-1].isspace() and not edit.inserted.text[0].isspace()
            if len(edit.inserted.text) > 1 or (begins_word and len(self.inserted.text) >= _TOGETHER):
                return None
            return replace(self, inserted=self.inserted + edit.inserted)
        if not (edit.inserted.text or self.inserted.text) and edit.at + len(edit.removed.text) == self.at:
            return Edit(edit.at, edit.removed + self.removed, Passage())
        return None

    def to_json(self) -> list[Any]:
        """The edit as JSON values."""
        return [self.at, self.removed.to_json(), self.inserted.to_json(), self.bell]

    @classmethod
    def from_json(cls, values: Any) -> Edit:  # noqa: ANN401 - what is read may be anything
        """An edit from JSON values.

        Raises:
            ValueError: when it is none; also TypeError.
        """
        at, removed, inserted, bell = values
        if not isinstance(at, int) or at < 0 or not (bell is None or isinstance(bell, int)):
            raise TypeError("no position")
        return cls(at, Passage.from_json(removed), Passage.from_json(inserted), bell)


class EditJournal:
    """The edits of one text, to go back and forth in."""

    def __init__(self, done: list[Edit] | None = None, undone: list[Edit] | None = None) -> None:
        """Make a journal.

        Args:
            done: what can be undone, the oldest first.
            undone: what can be done again, the next one last.
        """
        self._done = list(done or ())
        self._undone = list(undone or ())
        self._sealed = True
        self._size = sum(edit.size for edit in (*self._done, *self._undone))
        self._kept: dict[int, tuple[Edit, list[Any]]] = {}

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether something undone can be done again."""
        return bool(self._undone)

    def note(self, edit: Edit) -> None:
        """Take an edit in; what had been undone is forgotten."""
        if self._undone:
            self._size -= sum(one.size for one in self._undone)
            self._undone.clear()
        joined = self._done[-1].goes_on_with(edit) if self._done and not self._sealed else None
        if joined is not None:
            self._done[-1] = joined
        else:
            self._done.append(edit)
        self._sealed = False
        self._size += edit.size
        while len(self._done) > 1 and (len(self._done) > MOST_STEPS or self._size > MOST_CHARACTERS):
            self._size -= self._done.pop(0).size

    def seal(self) -> None:
        """What is typed from now on is undone apart from what was typed before."""
        self._sealed = True

    def undo(self) -> Edit | None:
        """Go a step back; the edit that was undone, whose `removed` stands again. None when there is none."""
        return self._move(self._done, self._undone)

    def redo(self) -> Edit | None:
        """Go a step forth again; the edit whose `inserted` stands again. None when there is none."""
        return self._move(self._undone, self._done)

    def copy(self) -> EditJournal:
        """The journal as it stands, untouched by what comes."""
        return EditJournal(self._done, self._undone)

    def to_json(self) -> dict[str, Any]:
        """The journal as JSON values."""
        if not (self._done or self._undone):
            return {}
        return {"done": self._values(self._done), "undone": self._values(self._undone)}

    @classmethod
    def from_json(cls, values: object, text: str) -> EditJournal:
        """A journal of `text` from JSON values; edits that do not fit the text are left out, with all beyond them."""
        if not isinstance(values, dict):
            return cls()
        full = text + "\n"
        done = _fitting(full, _edits(values.get("done")), back=True)
        undone = _fitting(full, _edits(values.get("undone")), back=False)
        return cls(done, undone)

    def _move(self, source: list[Edit], target: list[Edit]) -> Edit | None:
        if not source:
            return None
        edit = source.pop()
        target.append(edit)
        self._sealed = True
        return edit

    def _values(self, edits: list[Edit]) -> list[Any]:
        """The edits as JSON values; those that were asked for before are not made again."""
        kept = {}
        for edit in edits:
            before = self._kept.get(id(edit))
            kept[id(edit)] = before if before is not None and before[0] is edit else (edit, edit.to_json())
        if edits is self._done:
            self._kept = kept
        return [values for _, values in kept.values()]


def _edits(values: object) -> list[Edit]:
    """What can be read of a list of edits, from its end backwards."""
    edits: list[Edit] = []
    for one in reversed(values[-MOST_STEPS:] if isinstance(values, list) else []):
        try:
            edits.append(Edit.from_json(one))
        except (TypeError, ValueError):
            break
    return edits[::-1]


def _fitting(text: str, edits: list[Edit], *, back: bool) -> list[Edit]:
    """The edits at the end of the list that can be undone (`back`) or done again, one after the other."""
    fitting: list[Edit] = []
    for edit in reversed(edits):
        here, other = (edit.inserted, edit.removed) if back else (edit.removed, edit.inserted)
        end = edit.at + len(here.text)
        if text[edit.at : end] != here.text or edit.at >= len(text):
            break
        if end == len(text) and not other.text.endswith("\n"):
            break  # the line break at the end of all cannot go
        text = text[: edit.at] + other.text + text[end:]
        fitting.append(edit)
    return fitting[::-1]
