"""`library.db` follows the packs on disk, and an ordinary start reads none of them."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

from thaw_desktop.content.library import Library
from thaw_desktop.content.shelf import open_library, refresh

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
