"""How what goes beyond the notes is marked: always in words, in the colour that the callouts have for it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from thaw_desktop.content.model import BEYOND
from thaw_desktop.ui.widgets.labels import Pill

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtWidgets import QWidget


def is_beyond(tags: Collection[str]) -> bool:
    """Whether an item with these tags goes beyond the notes."""
    return BEYOND in tags


def beyond_words() -> str:
    """The words of the mark."""
    return QCoreApplication.translate("Beyond", "Beyond the notes")


def beyond_html() -> str:
    """The mark inside a line of a page."""
    unbroken = escape(beyond_words()).replace(" ", "\u00a0")
    return f'<span class="beyond-mark">{unbroken}</span>'


class BeyondPill(Pill):
    """The mark as a chip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(beyond_words(), "warm", parent)
        explained = self.tr("An addition to what the notes teach")
        self.setToolTip(explained)
        self.setAccessibleDescription(explained)
