"""Reads and writes `earlier-ids.txt`: which ids the items of a pack had before, so that progress stays with them.

Each of its lines is `id-now: id-before`, for a mark point `question.point: question.point`. A teacher who renames an id
writes one; Thaw writes them into its own copy of a pack when an update says in other words what was there before. So no
text of a pack is ever touched: whatever refers to an item goes on calling it what its file calls it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from thaw_desktop.content.file_names import EARLIER_IDS
from thaw_desktop.content.names import ID_RULE, MOST_ITEMS, is_id
from thaw_desktop.content.problems import Place, shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thaw_desktop.content.problems import Problems


class EarlierId(NamedTuple):
    """The id that an item had before, and the line that says so."""

    id: str
    place: Place


def read_earlier_ids(data: bytes, problems: Problems) -> dict[str, EarlierId]:
    """The lines of the file: id in the pack's text → id before.

    Empty lines, and those that begin with `#`, say nothing. `problems` receives what is wrong with the others.
    """
    found: dict[str, EarlierId] = {}
    givers: dict[str, str] = {}
    for number, line in enumerate(data.decode("utf-8-sig", errors="replace").splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        place = Place(EARLIER_IDS, number)
        if len(found) == MOST_ITEMS:
            problems.error(place, f"more than {MOST_ITEMS:,} ids stand here", "take out those that are no longer used")
            return found
        now, colon, before = (part.strip() for part in text.partition(":"))
        if not colon or not _is_pair(now, before):
            what = f"“{shortened(text)}” is not an id and the one that it was before"
            mend = f"write `id-now: id-before`, for a mark point `question.point: question.point`, and {ID_RULE}"
            problems.error(place, what, mend)
        elif now in found or before in givers:
            twice, first = (now, now) if now in found else (before, givers[before])
            what = f"`{shortened(twice)}` stands here twice: as well in {found[first].place}"
            problems.error(place, what, "take one of the two lines out")
        elif now != before:
            found[now], givers[before] = EarlierId(before, place), now
    return found


def written_earlier_ids(ids: Mapping[str, str]) -> bytes:
    """The file that says so, in an order of its own.

    Args:
        ids: id in the pack's text → id before.
    """
    return "".join(f"{now}: {before}\n" for now, before in sorted(ids.items())).encode()


def _is_pair(now: str, before: str) -> bool:
    one, other = now.split("."), before.split(".")
    return len(one) == len(other) <= 2 and all(map(is_id, (*one, *other)))
