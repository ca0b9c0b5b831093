"""The words for times, the stopwatch, and pictures of a pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QUrl
from PySide6.QtGui import QImage, QImageWriter, QTextDocument

from thaw_desktop.flashcards.scheduling import Interval
from thaw_desktop.ui.flashcards.stopwatch import Stopwatch
from thaw_desktop.ui.flashcards.wording import interval_words, next_cards_words
from thaw_desktop.ui.pictures import pack_picture

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

IMAGE = QTextDocument.ResourceType.ImageResource.value


@pytest.mark.parametrize(
    ("seconds", "days", "words"),
    [
        (30, 0, "in 1 min"),
        (600, 0, "in 10 min"),
        (7200, 0, "in 2 h"),
        (0, 1, "tomorrow"),
        (0, 11, "11 days"),
        (0, 30, "30 days"),
        (0, 31, "1 month"),
        (0, 70, "2 months"),
        (0, 340, "11 months"),
        (0, 365, "1 year"),
        (0, 548, "1.5 years"),
        (0, 3653, "10 years"),
    ],
)
def test_interval_words_are_what_one_would_say(seconds: int, days: int, words: str) -> None:
    assert interval_words(Interval(seconds, days)) == words


@pytest.mark.parametrize(
    ("forecast", "words"),
    [
        ([3, 7], "7 cards come again tomorrow."),
        ([0, 1, 5], "1 card comes again tomorrow."),
        ([0, 0, 0, 2], "2 cards come again in 3 days."),
        ([0, 0, 1], "1 card comes again in 2 days."),
        ([5, 0], ""),
        ([], ""),
    ],
)
def test_next_cards_words_name_the_first_day_with_cards(forecast: list[int], words: str) -> None:
    assert next_cards_words(forecast) == words


def test_stopwatch_counts_only_while_it_goes(qtbot: QtBot) -> None:
    watch = Stopwatch()
    assert watch.milliseconds() == 0
    watch.go()
    watch.go()
    qtbot.waitUntil(lambda: watch.milliseconds() >= 2)
    watch.rest()
    stood = watch.milliseconds()
    later = Stopwatch()
    later.go()
    qtbot.waitUntil(lambda: later.milliseconds() >= 2)
    assert watch.milliseconds() == stood
    watch.reset()
    assert watch.milliseconds() == 0


def png(width: int) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(QImage(width, 10, QImage.Format.Format_RGB32))
    return bytes(buffer.data().data())


def test_pack_picture_is_made_to_fit() -> None:
    image = pack_picture(IMAGE, QUrl("media/map.png"), {"media/map.png": png(400)}.get, 100)
    assert image is not None
    assert image.width() == 100


@pytest.mark.parametrize("address", ["https://example.org/a.png", "file:///etc/passwd", "//host/a.png"])
def test_pack_picture_fetches_nothing_from_outside(address: str) -> None:
    asked: list[str] = []

    def media(name: str) -> bytes | None:
        asked.append(name)
        return None

    assert pack_picture(IMAGE, QUrl(address), media, 100) is None
    assert asked == []
    assert pack_picture(QTextDocument.ResourceType.StyleSheetResource.value, QUrl("media/a.css"), media, 100) is None


@pytest.mark.parametrize("data", [None, b"", b"no picture"])
def test_pack_picture_that_is_missing_or_damaged_is_one_clear_pixel(data: bytes | None) -> None:
    image = pack_picture(IMAGE, "media/map.png", {"media/map.png": data}.get, 100)
    assert image is not None
    assert image.width() == 1
