"""Makes small pictures that claim to be of any size."""

from __future__ import annotations

import struct
import zlib


def png(width: int, height: int) -> bytes:
    """A PNG with its head, and as many pixels as one needs to be looked at."""
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">2L5B", width, height, 8, 6, 0, 0, 0))
        + _chunk(b"IDAT", zlib.compress(bytes(5)))
        + _chunk(b"IEND", b"")
    )


def jpeg(width: int, height: int, before: bytes = b"", frame: int = 0xC0) -> bytes:
    """The head of a JPEG, with segments before its frame."""
    start = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"
    return start + before + bytes([0xFF, frame]) + struct.pack(">HB2HB", 11, 8, height, width, 1) + b"\1\x11\0\xff\xd9"


def webp(width: int, height: int, chunk: str = "VP8 ") -> bytes:
    """The head of a WebP with one of the three kinds of first chunk."""
    if chunk == "VP8X":
        body = bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    elif chunk == "VP8L":
        body = b"\x2f" + struct.pack("<L", (width - 1) | (height - 1) << 14)
    else:
        body = b"\x10\0\0\x9d\x01\x2a" + struct.pack("<2H", width, height)
    return b"RIFF" + struct.pack("<L", 12 + len(body)) + b"WEBP" + chunk.encode() + struct.pack("<L", len(body)) + body


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))
