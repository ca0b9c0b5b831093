"""Writes zip files byte by byte, so that they can say what no zip program would let them say."""

from __future__ import annotations

import stat
import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

STORED, DEFLATED, BZIP2, LZMA = 0, 8, 12, 14
UTF8 = 0x800
LINK, DEVICE, PIPE = stat.S_IFLNK | 0o777, stat.S_IFCHR | 0o666, stat.S_IFIFO | 0o666
ZIP64_EXTRA = 0x0001


@dataclass(frozen=True)
class Entry:
    """A file in a zip file, and whatever is to be untrue about it.

    Attributes:
        name: as it stands in the file; text is written as UTF-8.
        packed: what stands in the zip file instead of the packed data.
        size: what the directory says instead of the true size.
        packed_size: what the directory says instead of the true size of the packed data.
        crc: what the directory says instead of the true checksum.
        offset: where the directory says that the entry begins.
        mode: kind and rights of the file on Unix.
        local_name: what stands in front of the data instead of the name.
    """

    name: str | bytes
    data: bytes = b""
    method: int = DEFLATED
    packed: bytes | None = None
    size: int | None = None
    packed_size: int | None = None
    crc: int | None = None
    offset: int | None = None
    flags: int = UTF8
    mode: int = 0
    extra: bytes = b""
    local_name: bytes | None = None

    @property
    def raw_name(self) -> bytes:
        return self.name if isinstance(self.name, bytes) else self.name.encode("utf-8", "surrogatepass")


def raw_zip(
    entries: Sequence[Entry], *, comment: bytes = b"", prefix: bytes = b"", before_end: bytes = b"", copies: int = 1
) -> bytes:
    """A zip file of these entries.

    Args:
        entries: in order.
        comment: behind everything.
        prefix: before everything; the offsets count from behind it, as in self-extracting files.
        before_end: between the directory and its end record.
        copies: how often the whole directory stands in the file.
    """
    body, directory = b"", b""
    for entry in entries:
        offset = len(body) if entry.offset is None else entry.offset
        packed = _packed(entry)
        sizes = (
            zlib.crc32(entry.data) if entry.crc is None else entry.crc,
            len(packed) if entry.packed_size is None else entry.packed_size,
            len(entry.data) if entry.size is None else entry.size,
        )
        name = entry.raw_name
        local_name = name if entry.local_name is None else entry.local_name
        common = (20, entry.flags, entry.method, 0, 0x21, *sizes)
        body += struct.pack("<4s5H3L2H", b"PK\3\4", *common, len(local_name), 0) + local_name + packed
        directory += struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", 0x0314, *common, len(name), len(entry.extra), 0, 0, 0, entry.mode << 16, offset
        )
        directory += name + entry.extra
    directory *= copies
    count = min(len(entries) * copies, 0xFFFF)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), len(comment))
    return prefix + body + directory + before_end + end + comment


def zip64_end(directory_size: int, directory_offset: int, position: int) -> bytes:
    """The end record and the locator of the form for huge files; they stand before the ordinary end record."""
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, directory_size, directory_offset)
    return record + struct.pack("<4sLQL", b"PK\6\7", 0, position, 1)


def deflated(data: bytes) -> bytes:
    """Data packed as zip files hold it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def deflated_zeros(size: int) -> bytes:
    """So many zero bytes, packed without ever being in memory at once."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = bytes(1_000_000)
    return b"".join(packer.compress(block) for _ in range(size // len(block))) + packer.flush()


def _packed(entry: Entry) -> bytes:
    if entry.packed is not None:
        return entry.packed
    return deflated(entry.data) if entry.method == DEFLATED else entry.data
