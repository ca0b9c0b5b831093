"""The size of a picture is read from its head, and a damaged or deceiving head has no size."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.content.pictures import jpeg, png, webp
from thaw_desktop.content.picture_size import kind_of, size_of


@pytest.mark.parametrize("make", [png, jpeg, webp])
@pytest.mark.parametrize("size", [(1, 1), (640, 480), (7_000, 12_000)])
def test_size_of_reads_width_and_height(make: type, size: tuple[int, int]) -> None:
    assert size_of(make(*size)) == size


@pytest.mark.parametrize("chunk", ["VP8 ", "VP8L", "VP8X"])
def test_size_of_reads_each_form_of_webp(chunk: str) -> None:
    assert size_of(webp(321, 123, chunk)) == (321, 123)


def test_size_of_goes_past_what_stands_before_the_frame_of_a_jpeg() -> None:
    before = b"\xff\xe1" + struct.pack(">H", 1_002) + b"\xff\xc0\0\x11" * 250 + b"\xff\xff\xff\xfe\0\x02"

    assert size_of(jpeg(20, 10, before)) == (20, 10)
    assert size_of(jpeg(20, 10, frame=0xC2)) == (20, 10)


@pytest.mark.parametrize("marker", [0x00, 0x01, 0xD0, 0xD7, 0xD8, 0xD9, 0xDA])
def test_size_of_believes_no_jpeg_that_leads_past_its_frame(marker: int) -> None:
    # No length follows these markers, and a reader of pictures goes on right behind them.
    hidden = jpeg(30_000, 30_000)[2:]
    led_past = bytes([0xFF, marker]) + struct.pack(">H", 2 + len(hidden)) + hidden

    assert size_of(jpeg(20, 10, led_past)) is None


@pytest.mark.parametrize("make", [png, jpeg, webp])
def test_size_of_a_picture_cut_off_in_its_head_is_none(make: type) -> None:
    data = make(640, 480)

    assert all(size_of(data[:length]) is None for length in range(20))


@pytest.mark.parametrize("size", [(0, 5), (5, 0)])
def test_size_of_a_picture_without_pixels_is_none(size: tuple[int, int]) -> None:
    assert size_of(png(*size)) is None
    assert size_of(jpeg(*size)) is None


@given(data=st.binary(max_size=200), head=st.sampled_from([b"", png(1, 1)[:16], b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBP"]))
def test_size_of_never_raises(data: bytes, head: bytes) -> None:
    size = size_of(head + data)

    assert size is None or (min(size) > 0 and kind_of(head + data))
