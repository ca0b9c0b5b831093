"""Identifiers that sort by time and need no coordination."""

from __future__ import annotations

import os


def uuid7(milliseconds: int, random_bits: int | None = None) -> bytes:
    """Sixteen bytes of a version 7 UUID (RFC 9562, section 5.7): 48 bits of time, 74 random bits.

    Args:
        milliseconds: since 1970 UTC; clipped to 48 bits.
        random_bits: the random part, for tests; drawn from the system when left out.
    """
    if random_bits is None:
        # os.urandom, not `secrets`: that imports OpenSSL, which every start would pay for.
        random_bits = int.from_bytes(os.urandom(10)) >> 6
    high = random_bits >> 62 & 0xFFF
    low = random_bits & (1 << 62) - 1
    value = (milliseconds & (1 << 48) - 1) << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low
    return value.to_bytes(16, "big")


def item_id(pack: str, item: str) -> str:
    """The name under which progress keeps an item: pack id and item id."""
    return f"{pack}/{item}"


def split_item(item: str) -> tuple[str, str]:
    """Pack id and item id of an item's name; the pack id is empty for names without one."""
    pack, _, rest = item.rpartition("/")
    return pack, rest
