"""All that the student wrote beside the packs, in the form in which it is searched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thaw_desktop.content.own_index import OwnText
from thaw_desktop.core.ids import split_item
from thaw_desktop.notes import store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from thaw_desktop.core.event_log import EventLog

_LONGEST_TITLE = 120


class OwnTexts:
    """Reads own questions, open ones, own pages and highlights."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._state: tuple[int, int, int] = (-1, 0, 0)
        self._texts: tuple[OwnText, ...] = ()

    def all(self) -> tuple[OwnText, ...]:
        """The texts of every pack; the same object again as long as nothing has changed.

        Kinds are `question`, `open question`, `page` and `highlight`. The id of a highlight is that of its section.
        """
        state = store.own_notes_state(self._log.connection)
        if state != self._state:
            self._texts = tuple(
                text for row in store.own_notes(self._log.connection) if (text := _text(*row)) is not None
            )
            self._state = state
        return self._texts


def _text(kind: str, item: str, payload: Mapping[str, Any]) -> OwnText | None:
    pack, ident = split_item(item)

    def said(name: str) -> str:
        return str(payload.get(name, ""))

    if kind == "question":
        return OwnText(kind, pack, ident, said("question"), said("answer"), said("section"))
    if kind == "open question":
        return OwnText(kind, pack, ident, said("question"))
    if kind == "page":
        return OwnText(kind, pack, ident, said("title"), said("text"))
    if kind == "highlight":
        title = " ".join((said("note") or said("quote")).split())
        return OwnText(kind, pack, ident, title[:_LONGEST_TITLE], said("quote"), ident)
    return None
