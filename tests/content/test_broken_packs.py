"""Packs broken as teachers break them: everything that is wrong is named in one run, in words that help.

Each file of `tests/data/broken_packs` is a pack: a line that says what is wrong with it, its files, each under a line
`=== name`, and under `=== said` all that is said of it: severity, place, and words of the message. In brackets behind a
name stands how the file is written: an encoding, a kind of picture and its size, or that it is missing.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.content.hostility import read_hostile
from tests.content.pictures import jpeg, png

if TYPE_CHECKING:
    from collections.abc import Callable

    Write = Callable[..., Path]

_FOLDER = Path(__file__).parents[1] / "data" / "broken_packs"
_PACKS = sorted(_FOLDER.glob("*.txt"))
_PICTURES = {"png": png, "jpeg": jpeg}


class _BrokenPack(NamedTuple):
    files: dict[str, bytes | None]
    said: list[tuple[str, str]]


def _read(path: Path) -> _BrokenPack:
    parts = re.split(r"(?m)^=== (.+)\n", path.read_text(encoding="utf-8"))
    files: dict[str, bytes | None] = {}
    said: list[tuple[str, str]] = []
    for head, text in zip(parts[1::2], parts[2::2], strict=True):
        name, _, written = head.removesuffix("]").partition(" [")
        if name == "said":
            said = [(place, words) for place, _, words in (line.partition(" | ") for line in text.splitlines())]
        else:
            files[name] = _content(text, written)
    return _BrokenPack(files, said)


def _content(text: str, written: str) -> bytes | None:
    how, *numbers = written.split() or ["utf-8"]
    if how == "missing":
        return None
    if how in _PICTURES:
        return _PICTURES[how](int(numbers[0]), int(numbers[1]))
    if how == "and":
        return f"{text}{'word ' * int(numbers[0])}\n".encode()
    return text.encode(how)


def _written(write_pack: Write, files: dict[str, bytes | None]) -> Path:
    merged = {**_read(_PACKS[0]).files, **files}
    return write_pack({name: data for name, data in merged.items() if data is not None})


def test_there_are_twenty_broken_packs_and_a_sound_one() -> None:
    assert len(_PACKS) == 21


@pytest.mark.parametrize("path", _PACKS, ids=lambda path: path.stem)
def test_everything_that_is_wrong_is_named_in_one_run(path: Path, write_pack: Write) -> None:
    broken = _read(path)

    pack, problems = read_hostile(_written(write_pack, broken.files))

    told = [problem.split(": ", 1) for problem in problems]
    assert sorted(place for place, _ in told) == sorted(place for place, _ in broken.said), "\n".join(problems)
    for place, words in broken.said:
        assert any(where == place and words in message for where, message in told), (place, words)
    assert (pack is None) == any(place.startswith("error") for place, _ in broken.said)


def test_several_broken_packs_in_one_are_all_named(write_pack: Write) -> None:
    files: dict[str, bytes | None] = {}
    places: set[str] = set()
    for number in (7, 10, 12, 13, 14):
        broken = _read(_PACKS[number])
        files |= broken.files
        places |= {place for place, _ in broken.said}

    _, problems = read_hostile(_written(write_pack, files))

    assert {problem.partition(": ")[0] for problem in problems} == places
