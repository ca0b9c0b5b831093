"""What is written in an attempt, and how its words are counted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from thaw_desktop.practice.edit_journal import EditJournal
from thaw_desktop.practice.formatting import Formatting

# A comma joins only the digits of a number.
_WORD = re.compile(r"\w+(?:(?:[’'‑.-]|(?<=\d),(?=\d))\w+)*")


def count_words(text: str) -> int:
    """The number of words as an examiner would count: `post-war`, `Stalin’s`, `1.5` and `1,500` are one word each."""
    return sum(1 for _ in _WORD.finditer(text))


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on the screen.

    Attributes:
        text: the essay.
        plan: the plan pad.
        cursor: position of the cursor in the essay.
        formatting: how the essay is formatted.
        journal: what can be undone of it.
    """

    text: str = ""
    plan: str = ""
    cursor: int = 0
    formatting: Formatting = field(default_factory=Formatting)
    journal: EditJournal = field(default_factory=EditJournal, compare=False)
