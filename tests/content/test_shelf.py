"""`library.db` follows the packs on disk, and an ordinary start reads none of them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.privileges import as_nobody
from thaw_desktop.content.archive import build_pack
from thaw_desktop.content.installing import examine, install, remove
from thaw_desktop.content.library import Library
from thaw_desktop.content.shelf import bring_up_to_date, open_library, refresh
from thaw_desktop.core.errors import StorageError
from thaw_desktop.core.paths import Paths

if TYPE_CHECKING:
    from pathlib import Path


def titles(library: Path, sources: list[Path]) -> tuple[list[str], list[str]]:
    """The packs' titles after a refresh, and the errors' sentences."""
    with closing(open_library(library)) as connection:
        errors = refresh(connection, sources)
        return [pack.title for pack in Library(connection).packs()], [error.sentence for error in errors]


def retitle(pack: Path, title: str) -> None:
    """Give a pack another title, as a teacher would."""
    lines = (pack / "pack.yaml").read_text(encoding="utf-8").splitlines()
    lines = [f"title: {title}" if line.startswith("title:") else line for line in lines]
    (pack / "pack.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_changed_pack_is_compiled_anew_and_a_removed_one_goes(tmp_path: Path, small_pack: Path) -> None:
    library = tmp_path / "library.db"
    first, _ = titles(library, [small_pack])
    assert len(first) == 1
    retitle(small_pack, "Another title")
    assert titles(library, [small_pack]) == (["Another title"], [])
    assert titles(library, []) == ([], [])


def test_a_broken_pack_is_named_and_its_older_state_stays_readable(tmp_path: Path, small_pack: Path) -> None:
    library = tmp_path / "library.db"
    before, _ = titles(library, [small_pack])
    (small_pack / "pack.yaml").write_text("format: 1\ntitle: [\n", encoding="utf-8")
    for _ in range(2):  # it is said at every start, not only at the first
        after, errors = titles(library, [small_pack])
        assert after == before
        assert len(errors) == 1
        assert "pack.yaml:" in errors[0]


def test_a_missing_pack_is_an_error_in_words(tmp_path: Path) -> None:
    found, errors = titles(tmp_path / "library.db", [tmp_path / "gone"])
    assert found == []
    assert len(errors) == 1
    assert "gone" in errors[0]


def test_a_damaged_library_and_one_of_another_version_are_made_again(tmp_path: Path, small_pack: Path) -> None:
    library = tmp_path / "library.db"
    expected = titles(library, [small_pack])
    library.write_bytes(b"no database at all" * 500)
    assert titles(library, [small_pack]) == expected
    with closing(open_library(library)) as connection:
        connection.execute("PRAGMA user_version = 77")
    assert titles(library, [small_pack]) == expected


def test_damage_inside_the_library_is_noticed_and_it_is_made_again(tmp_path: Path, small_pack: Path) -> None:
    library = tmp_path / "library.db"
    expected = titles(library, [small_pack])
    with library.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(3 * 4096))
    assert titles(library, [small_pack]) == expected


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no mode")
@pytest.mark.parametrize("mode", [0o444, 0o000])
@pytest.mark.parametrize("ending", ["", "-wal"])
def test_a_library_that_may_not_be_written_or_read_is_made_again(
    mode: int, ending: str, open_folder: Path, small_pack: Path
) -> None:
    folder = open_folder / "data"
    folder.mkdir()
    expected = titles(folder / "library.db", [small_pack])
    file = folder / f"library.db{ending}"
    file.touch()
    file.chmod(mode)
    with as_nobody(folder, 0o777) as data, closing(open_library(data / "library.db")):
        pass
    assert titles(folder / "library.db", [small_pack]) == expected


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no mode")
def test_a_library_that_can_neither_be_used_nor_deleted_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    open_library(folder / "library.db").close()
    (folder / "library.db").chmod(0)
    with as_nobody(folder) as data, pytest.raises(StorageError, match=r"library\.db cannot be used or deleted"):
        open_library(data / "library.db")


def _data(tmp_path: Path, small_pack: Path) -> Paths:
    """A data folder, and a program that ships one pack."""
    shutil.copytree(small_pack, tmp_path / "resources" / "packs" / "thaw-sample")
    (tmp_path / "data").mkdir()
    return Paths(tmp_path / "data", tmp_path / "cache", tmp_path / "resources")


def _refreshed(paths: Paths) -> tuple[dict[str, str], list[str]]:
    """Id and title of every pack after a refresh, and the errors' sentences."""
    errors = [error.sentence for error in bring_up_to_date(paths)]
    with closing(open_library(paths.library_database)) as connection:
        return {pack.id: pack.title for pack in Library(connection).packs()}, errors


@pytest.mark.parametrize("there", ["a file", "a link that leads nowhere"])
def test_a_folder_of_packs_that_cannot_be_looked_into_is_told(there: str, tmp_path: Path, small_pack: Path) -> None:
    paths = _data(tmp_path, small_pack)
    assert _refreshed(paths)[1] == []
    if there == "a file":
        paths.own_packs.touch()
    else:
        paths.own_packs.symlink_to(tmp_path / "nowhere")
    for _ in range(2):
        packs, errors = _refreshed(paths)
        assert list(packs) == ["thaw-sample"]
        assert [error.partition("(")[0] for error in errors] == [
            f"The packs that were added are missing: {paths.own_packs} cannot be read "
        ]
    with pytest.raises(StorageError, match="cannot be read"):
        remove("thaw-sample", paths)


def test_a_pack_that_was_put_there_by_hand_is_called_by_its_id(tmp_path: Path, small_pack: Path) -> None:
    paths = _data(tmp_path, small_pack)
    retitle(small_pack, "Put there by hand")
    paths.own_packs.mkdir()
    build_pack(small_pack, paths.own_packs / "My pack (1).thawpack")
    assert _refreshed(paths) == ({"thaw-sample": "Put there by hand"}, [])
    retitle(small_pack, "Added after that")
    install(examine(small_pack, paths), paths)
    assert _refreshed(paths) == ({"thaw-sample": "Added after that"}, [])
    assert remove("thaw-sample", paths) is True
    assert list(paths.own_packs.glob("*.thawpack")) == []
    assert _refreshed(paths)[0] == {"thaw-sample": "The thaw: a sample"}


def test_of_two_files_with_one_pack_that_of_its_name_counts_and_the_other_is_told(
    tmp_path: Path, small_pack: Path
) -> None:
    paths = _data(tmp_path, small_pack)
    install(examine(small_pack, paths), paths)
    for name in ("a", "zz"):
        retitle(small_pack, f"Called {name}")
        build_pack(small_pack, paths.own_packs / f"{name}.thawpack")
        packs, errors = _refreshed(paths)
        assert packs == {"thaw-sample": "The thaw: a sample"}
        assert len(errors) == 1
        assert f"{name}.thawpack and thaw-sample.thawpack" in errors[0]
        (paths.own_packs / f"{name}.thawpack").unlink()


def test_an_unchanged_pack_costs_no_parser_and_no_hash(tmp_path: Path, small_pack: Path) -> None:
    library = tmp_path / "library.db"
    titles(library, [small_pack])
    code = f"""
import sys
from pathlib import Path
from thaw_desktop.content.shelf import open_library, refresh
connection = open_library(Path({str(library)!r}))
assert refresh(connection, [Path({str(small_pack)!r})]) == []
print(sorted({{"yaml", "pydantic", "markdown_it", "sqlite_utils", "zipfile", "hashlib"}} & set(sys.modules)))
"""
    outcome = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert outcome.stdout.strip() == "[]"
