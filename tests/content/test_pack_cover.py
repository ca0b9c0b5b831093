"""The picture that stands for a pack in the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from thaw_desktop.content.model import Pack

    Check = Callable[[dict[str, str | bytes]], tuple[Pack | None, list[str]]]

_PACK = """
    format: 1
    id: p
    title: P
    version: 1.0.0
    language: en-GB
    licence: CC0-1.0
    """
_DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def test_a_pack_names_its_cover(check_files: Check) -> None:
    pack, problems = check_files({"pack.yaml": f"{_PACK}cover: media/cover.svg\n", "media/cover.svg": _DRAWING})

    assert problems == []
    assert pack is not None
    assert pack.info.cover == "media/cover.svg"


def test_a_pack_needs_no_cover(check_files: Check) -> None:
    pack, problems = check_files({"pack.yaml": f"{_PACK}cover:\n"})

    assert problems == []
    assert pack is not None
    assert pack.info.cover == ""


def test_a_cover_that_is_not_there_is_an_error_with_the_likely_name(check_files: Check) -> None:
    pack, problems = check_files({"pack.yaml": f"{_PACK}cover: cover.svg\n", "media/cover.svg": _DRAWING})

    assert pack is None
    assert problems == ["error pack.yaml:7: there is no picture `cover.svg`; did you mean `media/cover.svg`?"]


def test_a_cover_of_a_pack_without_pictures_is_to_be_taken_out(check_files: Check) -> None:
    _, problems = check_files({"pack.yaml": f"{_PACK}cover: media/cover.png\n"})

    assert problems == ["error pack.yaml:7: there is no picture `media/cover.png`; take it out"]


def test_a_cover_that_is_no_sound_picture_is_told_once(check_files: Check) -> None:
    _, problems = check_files({"pack.yaml": f"{_PACK}cover: media/cover.png\n", "media/cover.png": _DRAWING})

    assert [problem.partition("; ")[0] for problem in problems] == [
        "error media/cover.png:1: the file is not the kind of picture that its name says"
    ]
