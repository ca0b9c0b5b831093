"""Change flags."""

from __future__ import annotations

from thaw_desktop.core.changes import ChangeFlags, Changes


def test_change_flags_tell_every_listener_once_and_keep_silent_about_nothing() -> None:
    flags = ChangeFlags()
    heard: list[tuple[str, Changes]] = []
    flags.listen(lambda changes: heard.append(("one", changes)))
    flags.listen(lambda changes: heard.append(("two", changes)))
    flags.announce(["notes", "progress", "notes"])
    flags.announce([])
    both = frozenset({"notes", "progress"})
    assert heard == [("one", both), ("two", both)]
