"""Errors in plain words."""

from __future__ import annotations

import pickle

from thaw_desktop.core.errors import StorageError, ThawError


def test_thaw_error_says_what_is_wrong_and_what_to_do() -> None:
    assert ThawError("The disk is full", "Free some space").sentence == "The disk is full. Free some space."
    assert str(ThawError("The disk is full")) == "The disk is full."


def test_thaw_error_survives_the_way_between_processes() -> None:
    error = pickle.loads(pickle.dumps(StorageError("The disk is full", "Free some space")))  # noqa: S301
    assert isinstance(error, StorageError)
    assert error.sentence == "The disk is full. Free some space."
