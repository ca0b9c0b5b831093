"""Packs are added, updated and removed, and progress made with them is never lost."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from thaw_desktop.content.archive import build_pack
from thaw_desktop.content.installing import examine, install, own_pack, remove, version_order
from thaw_desktop.content.library import Library
from thaw_desktop.content.reader import read_closely, read_pack
from thaw_desktop.content.shelf import open_library, pack_sources, refresh
from thaw_desktop.core.errors import PackError, StorageError
from thaw_desktop.core.paths import Paths

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from thaw_desktop.content.model import Card

_YAML = "format: 1\nid: {id}\ntitle: {title}\nversion: {version}\nlanguage: en\nlicence: CC0-1.0\n"
_NOTES = "---\nid: s\ntitle: S\n---\nText.\n"
_CARDS = "---\nsection: s\n---\nWhat is frozen water called?::Ice\n\nWhat is steam?::Water as a gas\n"


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    (tmp_path / "resources" / "packs").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    return Paths(tmp_path / "data", tmp_path / "cache", tmp_path / "resources")


@pytest.fixture
def pack(write_pack: Callable[..., Path]) -> Callable[..., Path]:
    """Writes a small pack of a version."""

    def write(version: str = "1.0.0", cards: str = _CARDS, ident: str = "water", title: str = "Water") -> Path:
        files = {"pack.yaml": _YAML.format(id=ident, title=title, version=version), "notes/s.md": _NOTES}
        return write_pack({**files, "cards/a.md": cards}, f"{ident}-{version}")

    return write


def _packs(paths: Paths) -> dict[str, str]:
    with closing(open_library(paths.library_database)) as connection:
        assert refresh(connection, pack_sources(paths)) == []
        return {one.id: one.version for one in Library(connection).packs()}


def test_a_pack_is_added_from_a_folder_and_from_a_file(paths: Paths, pack: Callable[..., Path], tmp_path: Path) -> None:
    offer = examine(pack(), paths)
    assert (offer.info.title, offer.counts.cards, offer.installed, offer.comparison) == ("Water", 2, None, None)
    install(offer, paths)
    build_pack(pack(ident="fire", title="Fire"), tmp_path / "any name.thawpack")
    install(examine(tmp_path / "any name.thawpack", paths), paths)

    assert _packs(paths) == {"fire": "1.0.0", "water": "1.0.0"}
    assert [path.name for path in pack_sources(paths)] == ["fire.thawpack", "water.thawpack"]


def test_an_update_says_what_changes_and_takes_the_place_of_the_earlier(
    paths: Paths, pack: Callable[..., Path]
) -> None:
    install(examine(pack(), paths), paths)
    offer = examine(pack("1.1.0", _CARDS + "\nWhat is dew?::Water from the air\n"), paths)

    assert offer.installed is not None
    assert offer.comparison is not None
    assert not offer.is_older
    assert [change.title for change in offer.comparison.added] == ["What is dew?"]
    install(offer, paths)
    assert _packs(paths) == {"water": "1.1.0"}
    assert examine(pack("1.0.9"), paths).is_older


def test_a_corrected_typo_keeps_the_id_of_a_card_without_one(paths: Paths, pack: Callable[..., Path]) -> None:
    ids = [card.id for card in _cards(pack())]
    install(examine(pack(), paths), paths)
    for version, front in (
        ("1.0.1", "What is frozen Water called?"),
        ("1.0.2", "What is frozen water called ?"),
        ("1.0.3", "So what is frozen water called?"),
    ):
        # Each is held against what is there, so that a card can be reworded again and again.
        install(examine(pack(version, _CARDS.replace("What is frozen water called?", front)), paths), paths)
        cards = _cards(own_pack(paths, "water"))
        assert [card.id for card in cards] == ids
        assert cards[0].front_text == front
    renamed = pack("1.0.4", _CARDS.replace("What is frozen water called?", "So what is frozen water called??"))
    install(examine(renamed, paths), paths, keep_reworded=False)
    assert _cards(own_pack(paths, "water"))[0].id != ids[0]


def _cards(path: Path) -> list[Card]:
    read, problems = read_pack(path)
    assert read is not None, problems
    return list(read.cards)


def test_an_added_pack_stands_for_the_built_in_one_of_its_id_until_it_is_removed(
    paths: Paths, pack: Callable[..., Path]
) -> None:
    pack().rename(paths.built_in_packs / "water")
    assert _packs(paths) == {"water": "1.0.0"}
    install(examine(pack("2.0.0"), paths), paths)
    assert _packs(paths) == {"water": "2.0.0"}
    assert remove("water", paths) is True
    assert _packs(paths) == {"water": "1.0.0"}
    with pytest.raises(PackError, match="comes with Thaw"):
        remove("water", paths)


def test_an_added_pack_is_removed_and_one_that_is_not_there_is_named(paths: Paths, pack: Callable[..., Path]) -> None:
    install(examine(pack(), paths), paths)
    assert remove("water", paths) is False
    assert _packs(paths) == {}
    with pytest.raises(PackError, match="There is no pack water"):
        remove("water", paths)


def test_no_path_is_taken_for_the_id_of_a_pack_to_remove(
    paths: Paths, pack: Callable[..., Path], tmp_path: Path
) -> None:
    install(examine(pack(), paths), paths)
    build_pack(pack(), tmp_path / "rivers.thawpack")
    for named in (str(tmp_path / "rivers"), "../../rivers", "", "/", "./water", "water/", "x" * 300):
        with pytest.raises(PackError, match="is not the id of a pack"):
            remove(named, paths)
    assert (tmp_path / "rivers.thawpack").is_file()
    assert _packs(paths) == {"water": "1.0.0"}


def test_an_update_that_gives_ids_changes_no_word_of_the_text(paths: Paths, write_pack: Callable[..., Path]) -> None:
    text = "See [[s]]: all life needs water\nRivers, water, and [[s]].\n\nIn § 4 of the law: clean, water\n"

    def version(number: str, heading: str) -> Path:
        head = _YAML.format(id="water", title="Water", version=number)
        return write_pack({"pack.yaml": head, "notes/s.md": f"{_NOTES}\n{heading}\n\n{text}"}, number)

    install(examine(version("1.0.0", "## Water"), paths), paths)
    install(examine(version("1.1.0", "## Water ^water"), paths), paths)
    assert _packs(paths) == {"water": "1.1.0"}
    stored = read_closely(own_pack(paths, "water"))
    assert text in stored.files["notes/s.md"].decode()
    (heading,) = [item for item in stored.items if item.title == "Water"]
    assert heading.file_id == "water"
    assert heading.id.startswith("section-")  # it keeps the id it had


def test_a_pack_with_errors_is_refused_in_one_sentence(paths: Paths, pack: Callable[..., Path]) -> None:
    folder = pack(cards="What?\n")
    with pytest.raises(PackError, match=r"cards/a\.md:1"):
        examine(folder, paths)
    assert not paths.own_packs.exists()


def test_a_broken_neighbour_keeps_no_pack_from_being_removed(paths: Paths, pack: Callable[..., Path]) -> None:
    install(examine(pack(), paths), paths)
    install(examine(pack(ident="fire"), paths), paths)
    assert set(_packs(paths)) == {"fire", "water"}
    own_pack(paths, "fire").write_bytes(b"not a pack")
    remove("water", paths)
    with closing(open_library(paths.library_database)) as connection:
        assert len(refresh(connection, pack_sources(paths))) == 1
        assert [one.id for one in Library(connection).packs()] == ["fire"]


def test_ids_that_name_devices_elsewhere_get_a_file_that_every_system_takes(
    paths: Paths, pack: Callable[..., Path]
) -> None:
    install(examine(pack(ident="nul"), paths), paths)
    assert sorted(path.name for path in paths.own_packs.iterdir()) == ["nul_.items.json", "nul_.thawpack"]
    assert _packs(paths) == {"nul": "1.0.0"}
    assert examine(pack("1.0.1", ident="nul"), paths).installed is not None
    remove("nul", paths)
    assert _packs(paths) == {}


def test_a_data_folder_that_takes_no_file_is_said_and_nothing_is_lost(paths: Paths, pack: Callable[..., Path]) -> None:
    paths.own_packs.write_bytes(b"a file where the folder should be")
    with pytest.raises(StorageError):
        install(examine(pack(), paths), paths)
    assert paths.own_packs.read_bytes() == b"a file where the folder should be"


def test_versions_are_ordered_as_semver_says() -> None:
    # The example of https://semver.org/#spec-item-11.
    ordered = (
        "1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 1.0.1 1.2.0"
    )
    versions = [*ordered.split(), "1.10.0", "2.0.0"]
    assert sorted([*versions[1::2], *versions[::2]], key=version_order) == versions
    assert version_order("1.0.0+build.5") == version_order("1.0.0+build.6")
