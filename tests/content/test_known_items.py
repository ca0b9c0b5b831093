"""Progress finds its items again through removals, gaps, renamed ids and old words that come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.content.installing import examine, install, own_pack, remove
from thaw_desktop.content.known_items import known_file, read_known
from thaw_desktop.content.reader import read_closely

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from thaw_desktop.core.paths import Paths

OLD = "What is the capital city of the French Republic today?::Paris"
NEW = "What is the capital city of the French Republic now?::Paris"
OTHER = "How long is the river Loire from its spring to the sea?::1,006 km"


@pytest.fixture
def put(paths: Paths, tmp_path: Path) -> Callable[..., dict[str, str]]:
    """Install a version of a pack with some cards; front → id under which progress with the card is kept."""

    def install_version(*cards: str, earlier: str = "") -> dict[str, str]:
        folder = tmp_path / "chain"
        (folder / "cards").mkdir(parents=True, exist_ok=True)
        (folder / "notes").mkdir(exist_ok=True)
        (folder / "notes" / "01.md").write_text("---\nid: s1\ntitle: S\n---\nText.\n", encoding="utf-8")
        (folder / "pack.yaml").write_text(
            "format: 1\nid: chain\ntitle: Chain\nversion: 1.0.0\nlanguage: en-GB\nlicence: CC0-1.0\n", encoding="utf-8"
        )
        (folder / "cards" / "01.md").write_text("---\nsection: s1\n---\n" + "\n\n".join(cards), encoding="utf-8")
        if earlier:
            (folder / "earlier-ids.txt").write_text(earlier, encoding="utf-8")
        else:
            (folder / "earlier-ids.txt").unlink(missing_ok=True)
        install(examine(folder, paths), paths)
        return ids(paths)

    return install_version


def ids(paths: Paths) -> dict[str, str]:
    pack = read_closely(own_pack(paths, "chain")).pack
    assert pack is not None
    return {f"{card.front_text}::{card.back_text}": card.id for card in pack.cards}


def test_a_reworded_card_keeps_its_id_when_the_pack_was_removed_in_between(
    put: Callable[..., dict[str, str]], paths: Paths
) -> None:
    first = put(OLD, OTHER)[OLD]
    assert put(NEW, OTHER)[NEW] == first
    remove("chain", paths)
    assert put(NEW, OTHER)[NEW] == first


def test_a_card_reworded_while_the_pack_was_away_keeps_its_id(put: Callable[..., dict[str, str]], paths: Paths) -> None:
    first = put(OLD, OTHER)[OLD]
    remove("chain", paths)
    assert put(NEW, OTHER)[NEW] == first


def test_a_card_reworded_after_the_installed_file_was_damaged_keeps_its_id(
    put: Callable[..., dict[str, str]], paths: Paths
) -> None:
    first = put(OLD, OTHER)[OLD]
    own_pack(paths, "chain").write_bytes(b"PK damaged")
    assert put(NEW, OTHER)[NEW] == first


def test_a_card_that_was_left_out_for_a_version_comes_back_under_its_id(put: Callable[..., dict[str, str]]) -> None:
    first = put(OLD, OTHER)[OLD]
    put(NEW, OTHER)
    assert NEW not in put(OTHER)
    assert put(NEW, OTHER)[NEW] == first


def test_an_id_that_is_given_and_then_renamed_leads_to_the_first(put: Callable[..., dict[str, str]]) -> None:
    first = put(OLD, OTHER)[OLD]
    assert put(f"{OLD} ^cap", OTHER)[OLD] == first
    assert put(f"{NEW} ^cap", OTHER)[NEW] == first
    assert put(f"{NEW} ^cap2", OTHER, earlier="cap2: cap\n")[NEW] == first


def test_an_id_that_is_renamed_twice_leads_to_the_first(put: Callable[..., dict[str, str]]) -> None:
    assert put(f"{OLD} ^a", OTHER)[OLD] == "a"
    assert put(f"{OLD} ^b", OTHER, earlier="b: a\n")[OLD] == "a"
    assert put(f"{OLD} ^c", OTHER, earlier="b: a\nc: b\n")[OLD] == "a"
    assert put(f"{OLD} ^c", OTHER, earlier="c: b\n")[OLD] == "a"


def test_old_words_that_come_back_beside_the_new_ones_take_nothing_from_them(
    put: Callable[..., dict[str, str]],
) -> None:
    first = put(OLD, OTHER)[OLD]
    assert put(NEW, OTHER)[NEW] == first
    both = put(NEW, OLD, OTHER)
    assert both[NEW] == first
    assert both[OLD] not in {first, both[OTHER]}
    assert put(NEW, OLD, OTHER) == both


def test_a_list_that_is_spoiled_costs_nothing_but_what_only_it_knew(
    put: Callable[..., dict[str, str]], paths: Paths
) -> None:
    first = put(OLD, OTHER)[OLD]
    for spoiled in (b"", b"[1]", b"{}", b'[["cards"]]', b"\xff"):
        known_file(paths.own_packs, "chain").write_bytes(spoiled)
        assert put(NEW, OTHER)[NEW] == first
        put(OLD, OTHER)
    assert {item.id for item in read_known(known_file(paths.own_packs, "chain"))} >= {first, "s1"}
