"""The size of a picture in pixels, read from the head of its file: nothing is unpacked, whatever it claims to hold."""

from __future__ import annotations

import struct
from typing import NamedTuple


class Size(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int


_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
# Start of frame, in the several ways of JPEG; of the same range, C4, C8 and CC are something else.
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
# No lengths follow these, nor do they belong before a frame: a start of picture, its end, a scan, and what marks places
# in one. Whoever takes the next two bytes for a length may be led past the true frame.
_MISPLACED = frozenset({0x00, 0x01, *range(0xD0, 0xDB)})


def kind_of(data: bytes) -> str:
    """`png`, `jpeg` or `webp`, as the first bytes of a file say; `""` for anything else."""
    if data.startswith(_PNG):
        return "png"
    if data.startswith(_JPEG):
        return "jpeg"
    return "webp" if data.startswith(b"RIFF") and data[8:12] == b"WEBP" else ""


def size_of(data: bytes) -> Size | None:
    """The size of a PNG, JPEG or WebP picture; None when its head is damaged or it is something else."""
    readers = {"png": _png, "jpeg": _jpeg, "webp": _webp}
    reader = readers.get(kind_of(data))
    try:
        size = reader(data) if reader else None
    except struct.error:  # the file ends too soon
        return None
    return size if size and min(size) > 0 else None


def _png(data: bytes) -> Size | None:
    """The chunk IHDR comes first (https://www.w3.org/TR/png-3/#11IHDR)."""
    if data[8:16] != b"\0\0\0\x0dIHDR":
        return None
    return Size(*struct.unpack_from(">2L", data, 16))


def _jpeg(data: bytes) -> Size | None:
    """From segment to segment up to the frame (ITU T.81, annex B: https://www.w3.org/Graphics/JPEG/itu-t81.pdf)."""
    position = 2
    while position + 2 <= len(data):
        if data[position] != 0xFF:
            return None
        marker = data[position + 1]
        if marker == 0xFF:
            position += 1  # filling
            continue
        if marker in _MISPLACED:
            return None
        (length,) = struct.unpack_from(">H", data, position + 2)
        if marker in _FRAMES:
            height, width = struct.unpack_from(">2H", data, position + 5)
            return Size(width, height)
        if length < 2:
            return None
        position += 2 + length
    return None


def _webp(data: bytes) -> Size | None:
    """The first chunk is one of three (https://developers.google.com/speed/webp/docs/riff_container)."""
    chunk = data[12:16]
    if chunk == b"VP8X":
        return Size(1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little"))
    if chunk == b"VP8L":
        (bits,) = struct.unpack_from("<L", data, 21)
        return Size(1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)) if data[20] == 0x2F else None
    if chunk == b"VP8 ":
        width, height = struct.unpack_from("<2H", data, 26)
        return Size(width & 0x3FFF, height & 0x3FFF) if data[23:26] == b"\x9d\x01\x2a" else None
    return None
