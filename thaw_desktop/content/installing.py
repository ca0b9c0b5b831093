"""The packs a student has: those that ship with Thaw and those that were added, each a `.thawpack` in the data folder.

A pack is added as a copy made anew from the files that mean something, so nothing else that a stranger's file may hold
ever reaches the disk. Progress lies elsewhere and under the pack's id: removing or updating a pack touches none of it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thaw_desktop.content.archive import usable, write_archive
from thaw_desktop.content.comparison import carried_on, compare, with_earlier_ids
from thaw_desktop.content.known_items import known_file, merged, read_known, write_known
from thaw_desktop.content.model import Counts
from thaw_desktop.content.names import is_id
from thaw_desktop.content.reader import read_closely
from thaw_desktop.content.shelf import ENDING, file_of_pack, id_of_source, pack_sources, unreachable_packs
from thaw_desktop.core.errors import PackError, StorageError

if TYPE_CHECKING:
    from pathlib import Path

    from thaw_desktop.content.comparison import Carried, Comparison
    from thaw_desktop.content.model import PackInfo
    from thaw_desktop.content.names import Item
    from thaw_desktop.content.reader import PackReading
    from thaw_desktop.core.paths import Paths


@dataclass(frozen=True, slots=True)
class Offer:
    """A pack that can be added, and what that would bring.

    Attributes:
        info: about the pack.
        counts: how much is in it.
        size: bytes of all its files.
        warnings: how many things in it are worth mending.
        installed: what is there now under the same id; None when nothing is.
        over_built_in: whether that one ships with Thaw, and comes back when this one is removed.
        comparison: what an update would change; None when nothing is there.
        reading: the pack itself.
        carried: what goes on in it under an earlier id, also after the pack was removed.
        known: the items that the pack has had so far.
    """

    info: PackInfo
    counts: Counts
    size: int
    warnings: int
    installed: PackInfo | None
    over_built_in: bool
    comparison: Comparison | None
    reading: PackReading = field(repr=False)
    carried: Carried = field(repr=False)
    known: list[Item] = field(repr=False)

    @property
    def is_older(self) -> bool:
        """Whether the version that is there is a later one."""
        return self.installed is not None and version_order(self.info.version) < version_order(self.installed.version)

    @property
    def is_other(self) -> bool:
        """Whether what is there under the same id goes by another title or is by somebody else."""
        there = self.installed
        return there is not None and (there.title, there.authors) != (self.info.title, self.info.authors)


def own_pack(paths: Paths, pack: str) -> Path:
    """Where a pack that was added lies, or would lie."""
    return file_of_pack(paths.own_packs, pack)


def examine(path: Path, paths: Paths) -> Offer:
    """Read a pack from a folder or file and say what adding it would bring; nothing is changed.

    Raises:
        PackError: it cannot be used.
    """
    if not os.path.exists(path):  # noqa: PTH110 - Path.exists raises where a folder cannot be entered or a name is too long
        raise PackError(f"{path} is not there", "Look where the pack lies and give that place")
    reading = usable(read_closely(path), path)
    pack = reading.pack
    assert pack is not None  # noqa: S101 - `usable` has seen to it
    present = next((source for source in pack_sources(paths) if id_of_source(source) == pack.info.id), None)
    before = read_closely(present) if present is not None else None
    known = read_known(known_file(paths.own_packs, pack.info.id))
    comparison = compare(before, reading, known) if before is not None and before.pack is not None else None
    return Offer(
        info=pack.info,
        counts=Counts.of(pack),
        size=sum(map(len, reading.files.values())),
        warnings=len(reading.problems),
        installed=before.pack.info if before is not None and before.pack is not None else None,
        over_built_in=present is not None and present.parent == paths.built_in_packs,
        comparison=comparison,
        reading=reading,
        carried=comparison.carried if comparison is not None else carried_on(known, reading.items),
        known=merged(known, before.items) if before is not None else known,
    )


def install(offer: Offer, paths: Paths, *, keep_reworded: bool = True) -> Path:
    """Add a pack, or put it in the place of the version that is there; the library has to be refreshed afterwards.

    Args:
        offer: what was examined.
        paths: where the student's data lies.
        keep_reworded: let items without ids that are taken for earlier ones keep their ids, and so their progress.

    Raises:
        StorageError: the disk is full or the folder cannot be written; what was there before is untouched.
    """
    files = with_earlier_ids(offer.reading, offer.carried, reworded=keep_reworded)
    target = own_pack(paths, offer.info.id)
    try:
        paths.own_packs.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"{paths.own_packs} cannot be made ({error.strerror or error})", "Make the data folder writable"
        ) from error
    # The list first: without the pack it means nothing, without the list the pack's next version would lose its way.
    _note_items(offer, known_file(paths.own_packs, offer.info.id), keep_reworded=keep_reworded)
    write_archive(files, target)
    return target


def _note_items(offer: Offer, file: Path, *, keep_reworded: bool) -> None:
    ids = dict(offer.carried.again)
    if keep_reworded:
        ids |= {pair.item: pair.id for pair in offer.carried.reworded}
    names = {(item.kind, item.file_id): ident for item, ident in ids.items()}
    items = [item._replace(id=names.get((item.kind, item.file_id), item.id)) for item in offer.reading.items]
    try:
        write_known(file, merged(offer.known, items))
    except OSError as error:
        raise StorageError(
            f"{file} could not be written ({error.strerror or error})",
            "Free some space, or make the folder writable, then try again",
        ) from error


def remove(pack: str, paths: Paths) -> bool:
    """Take an added pack away; all progress made with it is kept.

    Returns:
        Whether a pack that ships with Thaw comes back under the same id.

    Raises:
        PackError: there is no such pack, or it ships with Thaw.
        StorageError: its file cannot be deleted.
    """
    if not is_id(pack):
        # Before any path is made of it: `../rivers` would name a file that is not ours to delete.
        raise PackError(f"“{pack}” is not the id of a pack", "thaw-desktop pack list names those that there are")
    path = own_pack(paths, pack)
    built_in = any((paths.built_in_packs / name).exists() for name in (pack, f"{pack}{ENDING}"))
    if faults := unreachable_packs(paths):
        raise faults[0]
    if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises where a folder cannot be entered
        if built_in:
            raise PackError(f"The pack {pack} comes with Thaw and cannot be removed", "Choose another pack to study")
        raise PackError(f"There is no pack {pack}", "thaw-desktop pack list names those that there are")
    try:
        path.unlink()
    except OSError as error:
        raise StorageError(
            f"{path} cannot be deleted ({error.strerror or error})", "Close what has it open, then try again"
        ) from error
    return built_in


def version_order(version: str) -> tuple[object, ...]:
    """A key that sorts SemVer versions by their precedence (https://semver.org/#spec-item-11)."""
    core, _, rest = version.partition("+")[0].partition("-")
    numbers = tuple(int(part) for part in core.split("."))
    # A release comes after its pre-releases; numbers before words, a shorter list before a longer one.
    early = tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in rest.split(".")) if rest else ()
    return (*numbers, not rest, early)
