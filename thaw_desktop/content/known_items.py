"""What each pack that was ever installed has called its items, so that progress finds them again.

The list lies beside the packs and outlives them: a pack that was removed, or an item that was left out for a version,
comes back under the id that its progress is kept by, whatever its file calls it by then. Losing the list loses nothing
of the progress itself, only the way from reworded items to it.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from thaw_desktop.content.names import Gap, Item
from thaw_desktop.content.problems import Place
from thaw_desktop.content.shelf import file_of_pack
from thaw_desktop.core.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LONGEST_TITLE = 1_000
"""Characters by which an item is recognised."""
_NO_LINE = 0


def known_file(packs: Path, pack: str) -> Path:
    """Where the list of a pack lies, in the folder of the packs that were added."""
    return file_of_pack(packs, pack).with_suffix(".items.json")


def read_known(file: Path) -> list[Item]:
    """The items that a pack has had, as they were last; none when there is no list or it is spoiled."""
    with suppress(OSError, ValueError, TypeError, RecursionError):
        rows = json.loads(file.read_text(encoding="utf-8"))
        return [_item(*row) for row in rows]
    return []


def write_known(file: Path, items: Iterable[Item]) -> None:
    """Write the list.

    Raises:
        OSError: it cannot be written.
    """
    rows = [
        [item.kind, item.id, item.file_id, item.title[:_LONGEST_TITLE], item.place.file, int(item.gap is not None)]
        for item in items
    ]
    write_whole(file, json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode())


def merged(known: Iterable[Item], present: Iterable[Item]) -> list[Item]:
    """Known items with those of a version in their places: by the id of their progress, the later word stands."""
    found: dict[tuple[str, str], Item] = {(item.kind, item.id): item for item in known}
    found.update({(item.kind, item.id): item for item in present})
    return list(found.values())


def _item(kind: str, ident: str, file_id: str, title: str, file: str, derived: int) -> Item:
    gap = Gap(_NO_LINE, own_line=False) if derived else None
    return Item(kind, str(ident), str(file_id), str(title), Place(str(file), _NO_LINE), str(ident), gap)  # type: ignore[arg-type]
