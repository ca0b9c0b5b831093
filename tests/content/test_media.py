"""Pictures of a pack must be what they say, and must not reach outside."""

from __future__ import annotations

import pytest

from thaw_desktop.content.media import check_media
from thaw_desktop.content.problems import Problems


def _accepted(name: str, data: bytes) -> bool:
    problems = Problems()
    media = check_media({name: data}, problems)
    assert bool(media) != problems.serious
    return bool(media)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("media/a.png", b"\x89PNG\r\n\x1a\nrest"),
        ("media/maps/a.JPG", b"\xff\xd8\xff\xe0"),
        ("media/a.webp", b"RIFF\0\0\0\0WEBPVP8 "),
        ("media/a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><use href="#part"/><g fill="url(#x)"/></svg>'),
    ],
)
def test_check_media_accepts_pictures(name: str, data: bytes) -> None:
    assert _accepted(name, data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("media/a.png", b"GIF89a"),
        ("media/a.svg", b"\x89PNG\r\n\x1a\n"),
        ("media/a b.png", b"\x89PNG\r\n\x1a\n"),
        ("media/a.svg", b"<svg><script>alert(1)</script></svg>"),
        ("media/a.svg", b'<svg><image xlink:href="file:///etc/passwd"/></svg>'),
        ("media/a.svg", b"<svg><image href = 'https://example.org/x.png'/></svg>"),
        ("media/a.svg", b"<svg><style>@import 'x.css'</style></svg>"),
        ("media/a.svg", b'<svg onload="x()"></svg>'),
        ("media/a.svg", b'<svg><rect fill="url(http://example.org)"/></svg>'),
        ("media/a.svg", b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>'),
        ("media/a.svg", "<svg/>".encode("utf-16") + b"<svg"),
    ],
)
def test_check_media_refuses_what_is_not_a_plain_picture(name: str, data: bytes) -> None:
    assert not _accepted(name, data)
