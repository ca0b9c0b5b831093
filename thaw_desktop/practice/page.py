"""What is written in an attempt, and how its words are counted."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
    """

    text: str = ""
    plan: str = ""
    cursor: int = 0
