"""Checks a pack for its author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thaw_desktop.content.model import Counts
from thaw_desktop.content.reader import read_pack

if TYPE_CHECKING:
    from pathlib import Path

    from thaw_desktop.content.model import Problem


def report(path: Path) -> tuple[list[Problem], Counts | None]:
    """All problems of a pack by file and line, and how much is in it; no counts for a pack with errors."""
    pack, problems = read_pack(path)
    return problems, Counts.of(pack) if pack else None
