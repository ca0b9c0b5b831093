"""Where things lie."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from thaw_desktop.core.errors import StorageError
from thaw_desktop.core.paths import Paths, resources_folder, standard_paths


def test_chosen_data_folder_holds_the_cache_too(tmp_path: Path) -> None:
    paths = standard_paths(tmp_path / "mine")
    assert paths.data == tmp_path / "mine"
    assert paths.cache == tmp_path / "mine" / "cache"
    for path in (paths.progress_database, paths.library_database, paths.settings_file, paths.lock_file):
        assert path.parent == paths.data


def test_chosen_data_folder_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert standard_paths(Path("mine")).data == tmp_path / "mine"
    assert standard_paths(Path("~/mine")).data == Path.home() / "mine"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows looks up no other user's home folder")
def test_chosen_data_folder_in_a_home_that_is_not_there_is_refused() -> None:
    with pytest.raises(StorageError, match="no home folder"):
        standard_paths(Path("~nobody-of-this-name/thaw"))


def test_standard_data_folder_is_the_users_own_and_not_the_cache() -> None:
    paths = standard_paths()
    assert paths.data.is_absolute()
    assert paths.data != paths.cache
    assert paths.data.name.lower() == "thaw"


def test_resources_hold_the_built_in_packs() -> None:
    assert Paths(Path("data"), Path("cache"), resources_folder()).built_in_packs.is_dir()


def test_data_folder_is_made_with_its_parents_and_left_empty(tmp_path: Path) -> None:
    paths = standard_paths(tmp_path / "a" / "b")
    paths.make_data_folder()
    paths.make_data_folder()
    assert list(paths.data.iterdir()) == []


def test_data_folder_that_cannot_be_made_is_a_plain_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError, match="cannot write to its data folder") as caught:
        standard_paths(tmp_path / "file" / "thaw").make_data_folder()
    assert "--data-dir" in caught.value.sentence
