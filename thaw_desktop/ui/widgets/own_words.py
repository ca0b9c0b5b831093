"""Words that were copied from the essay itself, told from all others: under exam conditions only those are pasted."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

_FORMAT = "application/x-thaw-own-words"


def mark_own(copied: QMimeData, key: str) -> QMimeData:
    """Note in what is copied or dragged which attempt it comes from; returns it."""
    if key:
        copied.setData(_FORMAT, key.encode())
    return copied


def is_own(pasted: QMimeData, key: str) -> bool:
    """Whether it was copied in that attempt; with an empty key everything is welcome."""
    return not key or bytes(pasted.data(_FORMAT).data()) == key.encode()
