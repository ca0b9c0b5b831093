"""Pictures of a pack for the texts that show its HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument

if TYPE_CHECKING:
    from collections.abc import Callable


def pack_picture(kind: int, name: QUrl | str, media: Callable[[str], bytes | None], room: int) -> QImage | None:
    """Answer `QTextBrowser.loadResource` with a picture of the pack, and with nothing for anything else.

    A style sheet, a page or an address of another machine is never fetched: what a pack says is not trusted.

    Args:
        kind: the kind of resource that is asked for.
        name: its address.
        media: gives the bytes of a picture by its name.
        room: the greatest width in pixels; a wider picture is made smaller.
    """
    address = QUrl(name)
    if kind != QTextDocument.ResourceType.ImageResource.value or address.scheme() or address.host():
        return None
    image = QImage()
    image.loadFromData(media(address.path()) or b"")
    if image.isNull():
        image = QImage(1, 1, QImage.Format.Format_ARGB32)  # Qt would draw a broken sheet of paper
        image.fill(Qt.GlobalColor.transparent)
    if image.width() <= max(1, room):
        return image
    return image.scaledToWidth(max(1, room), Qt.TransformationMode.SmoothTransformation)
