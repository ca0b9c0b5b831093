"""SIGKILL in the middle of a word: the text is back, at most two seconds short."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.journeys.killing import WORDS, seconds_lost

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_while_typing_loses_at_most_two_seconds(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    text = " ".join(chance.choices(WORDS, k=200))
    assert seconds_lost(tmp_path, text, chance.randrange(150, 400)) <= 2.0
