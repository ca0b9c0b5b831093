"""Faults of our own: the traceback goes into a file beside the data, never before the user."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_LIMIT = 200_000


def record_fault(log: Path | None, error: BaseException) -> str:
    """Append an exception's traceback to a file of bounded size; the sentence to show for it.

    Args:
        log: the file; None when there is no folder to put it in.
        error: what nothing had caught.
    """
    text = "".join(traceback.format_exception(error))
    saved = False
    if log is not None:
        saved = _append(log, text)
    where = f"; {log} says more" if saved else f" ({type(error).__name__})"
    return f"Something in Thaw itself went wrong. What was saved before is safe{where}."


def _append(log: Path, text: str) -> bool:
    try:
        earlier = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
        log.write_text((earlier + text)[-_LIMIT:], encoding="utf-8")
    except (OSError, ValueError):
        return False  # nowhere to write; a traceback on the terminal would help nobody who uses Thaw
    return True
