"""Identifiers that sort by time."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.core.ids import item_id, split_item, uuid7

MILLISECONDS = st.integers(0, (1 << 48) - 1)
RANDOM_BITS = st.integers(0, (1 << 74) - 1)


@given(MILLISECONDS, RANDOM_BITS)
def test_uuid7_has_the_version_the_variant_and_the_time_of_the_standard(ts: int, bits: int) -> None:
    made = uuid.UUID(bytes=uuid7(ts, bits))
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 == ts


@given(MILLISECONDS, RANDOM_BITS, RANDOM_BITS)
def test_uuid7_keeps_every_random_bit(ts: int, one: int, other: int) -> None:
    assert (uuid7(ts, one) == uuid7(ts, other)) == (one == other)


@given(MILLISECONDS, MILLISECONDS, RANDOM_BITS, RANDOM_BITS)
def test_uuid7_sorts_by_time(one: int, other: int, bits: int, more_bits: int) -> None:
    if one < other:
        assert uuid7(one, bits) < uuid7(other, more_bits)


def test_uuid7_is_new_every_time() -> None:
    assert len({uuid7(1_700_000_000_000) for _ in range(1000)}) == 1000


def test_uuid7_matches_the_example_of_the_standard() -> None:
    # RFC 9562, appendix A.6: 017F22E2-79B0-7CC3-98C4-DC0C0C07398F.
    bits = 0xCC3 << 62 | 0x18C4DC0C0C07398F
    assert str(uuid.UUID(bytes=uuid7(0x017F22E279B0, bits))) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


def test_item_id_and_split_item_undo_each_other() -> None:
    assert item_id("thaw", "speech") == "thaw/speech"
    assert split_item("thaw/speech") == ("thaw", "speech")
    assert split_item("speech") == ("", "speech")
