"""Pictures of a pack must be what they say, of a size to be shown, and of use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.content.hostility import read_hostile
from tests.content.pictures import jpeg, png, webp
from thaw_desktop.content.media import MOST_DRAWING_BYTES, MOST_PICTURE_BYTES, check_media
from thaw_desktop.content.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from thaw_desktop.content.model import Pack

    Check = Callable[[dict[str, str | bytes]], tuple[Pack | None, list[str]]]

_DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>'
_SHOWN = "---\nid: s\ntitle: S\n---\n![A map](media/map.png)\n"


def _told(name: str, data: bytes) -> list[str]:
    problems = Problems()
    media = check_media({name: data}, problems)
    assert bool(media) != problems.serious
    return [str(problem) for problem in problems.in_order()]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("media/a.png", png(640, 480)),
        ("media/maps/a.JPG", jpeg(640, 480)),
        ("media/a.jpeg", jpeg(640, 480, frame=0xC2)),
        ("media/a.webp", webp(640, 480)),
        ("media/a.svg", _DRAWING),
        ("media/largest.png", png(10_000, 5_000)),
    ],
)
def test_check_media_accepts_pictures(name: str, data: bytes) -> None:
    assert _told(name, data) == []


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("media/a.png", b"GIF89a", "the file is not the kind of picture that its name says"),
        ("media/a.png", jpeg(9, 9), "the file is not the kind of picture that its name says"),
        ("media/a.jpg", _DRAWING, "the file is not the kind of picture that its name says"),
        ("media/a.webp", b"RIFF\0\0\0\0WAVE", "the file is not the kind of picture that its name says"),
        ("media/a.svg", png(9, 9), "the drawing is not UTF-8 text"),
        ("media/a.png", png(9, 9)[:20], "the picture is damaged"),
        ("media/a.jpg", b"\xff\xd8\xff\xd9", "the picture is damaged"),
        ("media/a.png", png(0, 9), "the picture is damaged"),
        ("media/a b.png", png(9, 9), "the picture's name cannot be written in Markdown"),
        ("media/é.png", png(9, 9), "the picture's name cannot be written in Markdown"),
        ("media/a.png", png(10_001, 5_000), "the picture has 10,001 × 5,000 pixels, more than 50 million"),
        ("media/a.jpg", jpeg(65_535, 65_535), "the picture has 65,535 × 65,535 pixels, more than 50 million"),
        ("media/a.webp", webp(16_384, 16_384, "VP8L"), "the picture has 16,384 × 16,384 pixels, more than 50 million"),
        ("media/a.png", png(2**32 - 1, 2**32 - 1), "pixels, more than 50 million"),
        ("media/a.png", png(9, 9) + bytes(MOST_PICTURE_BYTES), "the picture is larger than 20 MB"),
        ("media/a.svg", _DRAWING + b" " * MOST_DRAWING_BYTES, "the drawing is larger than 2 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_check_media_says_what_is_wrong_with_a_picture(name: str, data: bytes, told: str) -> None:
    problems = _told(name, data)

    assert len(problems) == 1
    assert problems[0].startswith(f"{name}:1: ")
    assert told in problems[0].partition("; ")[0]


def test_a_picture_that_is_too_large_is_not_even_read(write_pack: Callable[..., Path]) -> None:
    folder = write_pack({"pack.yaml": "format: 1\n", "media/a.png": png(9, 9)})
    with (folder / "media" / "a.png").open("r+b") as file:
        file.truncate(150_000_000)

    _, problems = read_hostile(folder)

    assert "error media/a.png:1: the picture is larger than 20 MB; save it with fewer pixels" in problems


def test_pictures_that_nothing_shows_are_noted(check_files: Check) -> None:
    _, problems = check_files({"notes/s.md": _SHOWN, "media/map.png": png(9, 9), "media/other.png": png(9, 9)})

    assert problems == [
        "warning media/other.png:1: nothing in the pack shows this picture; "
        "write `![what it shows](media/other.png)` where it belongs, or take it out"
    ]


def test_a_picture_whose_name_is_mistaken_is_told_once(check_files: Check) -> None:
    notes = _SHOWN.replace("map.png", "mop.png")

    assert check_files({"notes/s.md": notes, "media/map.png": png(9, 9)})[1] == [
        "warning notes/s.md:5: there is no picture `media/mop.png`; did you mean `media/map.png`?"
    ]


@pytest.mark.parametrize(
    "text",
    [
        {"faq.md": "## Why? ^why\n\n![A map](../media/map.png)\n"},
        {"cards/a.md": "---\nsection: s\n---\nWhere? ![A map](media/map.png)::There ^c\n"},
        {"cards/a.md": "---\nsection: s\n---\n![A map](media/map.png) shows ==Poland== ^c\n"},
        {"glossary.md": "Map ^map\n: ![A map](media/map.png)\n"},
        {"questions/q.md": "---\nid: q\nmarks: 1\nminutes: 1\n---\nWhy?\n\n## Sources\n\n![A map](media/map.png)\n"},
        {"notes/t.md": "---\nid: t\ntitle: T\n---\n![Map][map]\n\n[map]: media/map.png\n"},
    ],
)
def test_a_picture_may_be_shown_anywhere(text: dict[str, str | bytes], check_files: Check) -> None:
    _, problems = check_files({**text, "media/map.png": png(9, 9)})

    assert [problem for problem in problems if "picture" in problem] == []
