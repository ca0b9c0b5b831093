"""The searches of before."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thaw_desktop.core.settings import SettingsStore

_SHORTEST = 3
_MOST = 12


def remember_search(settings: SettingsStore, query: str) -> None:
    """Put a search at the head of those of before; of one that grew letter by letter only the last state stays.

    Raises:
        StorageError: the settings could not be saved.
    """
    if len(query) >= _SHORTEST:
        before = [one for one in settings.current.recent_searches if not query.startswith(one)]
        settings.change(recent_searches=(query, *before)[:_MOST])
