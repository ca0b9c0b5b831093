"""A copy of what is being written that any program can read, beside the database and without it."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from thaw_desktop.core.files import write_whole
from thaw_desktop.core.ids import split_item

if TYPE_CHECKING:
    from pathlib import Path

    from thaw_desktop.practice.page import Page

MIRROR_SECONDS = 60
"""How often the copy is written while the text changes."""
_UNFIT = re.compile(r"[^\w.-]+")


def as_plain_text(page: Page, plan_heading: str = "Plan") -> str:
    """The essay and below it the plan, as a text file holds them."""
    parts = [page.text.strip("\n"), f"{plan_heading}\n\n{page.plan.strip()}" if page.plan.strip() else ""]
    return "\n\n----\n\n".join(filter(None, parts)) + "\n"


class TextMirror:
    """The copy of one attempt, `essays/QUESTION-ID.txt` in the data folder.

    It is written every minute and at the end, stays when the attempt is finished, and goes when it is discarded.

    Attributes:
        path: the file.
        failed: whether it could not be written the last time; the database holds the text all the same.
    """

    def __init__(self, folder: Path, item: str, attempt: str, boottime: float) -> None:
        """Write nothing yet.

        Args:
            folder: the data folder.
            item: the question, `pack/id`.
            attempt: the attempt's id.
            boottime: reading of the clock that counts sleep.
        """
        question, own = (_UNFIT.sub("-", part) for part in (split_item(item)[1], attempt))
        self.path = folder / "essays" / f"{question[:60]}-{own[:8]}.txt"
        self.failed = False
        self._written_at = boottime
        self._written = ""

    def follow(self, page: Page, boottime: float) -> None:
        """Write the copy if a minute has passed and the page has changed."""
        if boottime - self._written_at >= MIRROR_SECONDS:
            self._written_at = boottime
            self.write(page)

    def write(self, page: Page) -> None:
        """Write the copy now, if the page has changed and there is anything on it."""
        text = as_plain_text(page)
        if text == self._written or not (page.text.strip() or page.plan.strip()):
            return
        try:
            self.path.parent.mkdir(exist_ok=True)
            write_whole(self.path, text.encode("utf-8", errors="replace"))
        except OSError:
            self.failed = True
        else:
            self.failed, self._written = False, text

    def remove(self) -> None:
        """Take the copy away."""
        with suppress(OSError):  # there is none, or the disk takes nothing: the attempt is discarded all the same
            self.path.unlink(missing_ok=True)
