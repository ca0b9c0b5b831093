"""Faults of our own: the traceback goes into a file beside the data, never before the user."""

from __future__ import annotations

import sys
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_LIMIT = 200_000


def record_fault(log: Path, error: BaseException) -> str:
    """Append an exception's traceback to a file of bounded size; the sentence to show for it."""
    text = "".join(traceback.format_exception(error))
    try:
        earlier = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
        log.write_text((earlier + text)[-_LIMIT:], encoding="utf-8")
    except OSError:
        # Nowhere to write: whoever looks at the terminal may still need it.
        sys.stderr.write(text)
        return "Something in Thaw itself went wrong. What was saved before is safe."
    return f"Something in Thaw itself went wrong. What was saved before is safe; {log} says more."
