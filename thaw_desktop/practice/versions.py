"""Looking back at an essay as it stood: the snapshots in the log."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thaw_desktop.core import kinds
from thaw_desktop.practice.formatting import Formatting
from thaw_desktop.practice.page import count_words

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class Version:
    """An essay as it stood.

    Attributes:
        saved: when, in milliseconds since 1970 UTC.
        elapsed: seconds of writing time used by then.
        text: the essay.
        plan: the plan.
        words: of the essay.
        formatting: how the essay was formatted.
    """

    saved: int
    elapsed: float
    text: str
    plan: str
    words: int
    formatting: Formatting


def versions(connection: sqlite3.Connection, item: str, attempt: str) -> list[Version]:
    """The snapshots of an attempt with any text, newest first; of several that read the same only the first taken."""
    rows = connection.execute(
        "SELECT ts, payload FROM event WHERE item = ? AND kind = ? ORDER BY ts, device, seq",
        (item, kinds.ATTEMPT_SNAPSHOT),
    )
    found: list[Version] = []
    for saved, kept in rows:
        payload = json.loads(kept)
        if payload["attempt"] != attempt or not (payload["text"] or payload["plan"]):
            continue
        text, plan = payload["text"], payload["plan"]
        formatting = Formatting.from_json(payload.get("formatting"), text)
        if not found or (found[-1].text, found[-1].plan, found[-1].formatting) != (text, plan, formatting):
            found.append(Version(saved, float(payload["elapsed"]), text, plan, count_words(text), formatting))
    return found[::-1]
