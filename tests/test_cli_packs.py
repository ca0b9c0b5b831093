"""The pack commands, as a teacher and a technician use them."""

from __future__ import annotations

import json
import shlex
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from thaw_desktop.cli import run
from thaw_desktop.core.database import connect
from thaw_desktop.core.files import typed

_YAML = "format: 1\nid: water\ntitle: Water\nversion: 1.0.0\nlanguage: en\nlicence: CC0-1.0\n"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "water"
    for name, text in {
        "pack.yaml": _YAML,
        "notes/s.md": "---\nid: s\ntitle: S\n---\nText.\n",
        "cards/a.md": "---\nsection: s\n---\nWhat is ice?::Frozen water\n",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def data(tmp_path: Path) -> list[str]:
    return ["--data-dir", str(tmp_path / "data")]


def _version(pack: Path, version: str) -> None:
    (pack / "pack.yaml").write_text(_YAML.replace("1.0.0", version), encoding="utf-8")


def test_a_pack_is_built_added_listed_updated_and_removed(
    tmp_path: Path, pack: Path, data: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "water.thawpack"
    assert run(["pack", "build", str(pack), str(out)]) == 0
    assert capsys.readouterr().out == f"{out}\n"

    assert run(["pack", "import", str(out), *data]) == 0
    assert capsys.readouterr().out.startswith("Added water 1.0.0: 1 section, 0 FAQ entries, 1 card, ")

    assert run(["pack", "list", "--json", *data]) == 0
    listed = {one["id"]: one for one in json.loads(capsys.readouterr().out)}
    assert set(listed) == {"destalinisation", "water"}
    assert (listed["water"]["built_in"], listed["destalinisation"]["built_in"]) == (False, True)
    assert listed["water"]["cards"] == 1

    (pack / "cards" / "a.md").write_text("---\nsection: s\n---\nWhat is Ice?::Frozen water ^ice\n", encoding="utf-8")
    _version(pack, "1.1.0")
    assert run(["pack", "import", str(pack), *data]) == 0
    said = capsys.readouterr().out
    assert said.startswith("water: 1.0.0 replaced by 1.1.0. Progress is kept.")
    assert "“What is ice?” is now “What is Ice?”, keeps its progress" in said

    assert run(["pack", "remove", "water", *data]) == 0
    assert "Progress is kept" in capsys.readouterr().out
    assert run(["pack", "list", *data]) == 0
    assert "water" not in capsys.readouterr().out


def test_an_older_version_is_refused_unless_it_is_wanted(
    pack: Path, data: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    _version(pack, "2.0.0")
    assert run(["pack", "import", str(pack), *data]) == 0
    _version(pack, "1.0.0")
    capsys.readouterr()
    assert run(["pack", "import", str(pack), *data]) == 1
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "--replace" in said.err
    assert run(["pack", "import", str(pack), "--replace", *data]) == 0


def test_ids_are_written_on_demand(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["pack", "check", str(pack)]) == 0
    assert "this card has no id" in capsys.readouterr().out
    assert run(["pack", "check", str(pack), "--write-ids"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "cards/a.md:4: wrote ^cards-" in said.err
    assert "Frozen water ^cards-" in (pack / "cards" / "a.md").read_text(encoding="utf-8")


def test_no_id_is_written_into_a_pack_with_errors_and_that_is_said(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pack / "faq.md").write_text("## Why? ^why\n", encoding="utf-8")
    assert run(["pack", "check", str(pack), "--write-ids"]) == 1
    assert capsys.readouterr().err.startswith("No id was written: ")
    assert "^" not in (pack / "cards" / "a.md").read_text(encoding="utf-8")


def test_a_pack_in_a_folder_with_a_space_is_named_as_it_is_typed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "My Pack", tmp_path / "rivers"
    assert run(["pack", "new", str(folder)]) == 0
    command = capsys.readouterr().err.strip().partition("thaw-desktop ")[2]
    assert run(shlex.split(command)) == 0

    assert run(["pack", "build", str(folder), str(out)]) == 0
    assert (tmp_path / "rivers.thawpack").is_file()


def test_search_names_the_pack_of_each_hit_when_there_are_several(
    pack: Path, data: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    run(["search", "censorship", *data])
    assert "destalinisation" not in capsys.readouterr().out

    run(["pack", "import", str(pack), *data])
    capsys.readouterr()
    run(["search", "ice", "frozen", *data])
    assert "cards\twater\t" in capsys.readouterr().out


def test_check_prints_problems_as_json(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pack / "faq.md").write_text("## Why? ^why\n", encoding="utf-8")
    assert run(["pack", "check", str(pack), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["errors"], found["warnings"]) == (1, 1)
    assert found["problems"][0] == {
        "file": "faq.md",
        "line": 1,
        "severity": "error",
        "what": "this question has no answer",
        "mend": "write it under the question",
    }


def test_diff_says_what_changed_in_words_and_as_json(
    tmp_path: Path, pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    newer = tmp_path / "newer"
    shutil.copytree(pack, newer)
    (newer / "cards" / "a.md").write_text("---\nsection: s\n---\nWhat is Ice ?::Frozen water\n", encoding="utf-8")
    (newer / "glossary.md").write_text("Dew ^dew\n: Water from the air.\n", encoding="utf-8")
    assert run(["pack", "diff", str(pack), str(newer)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "+ term dew: Dew"
    assert lines[1].startswith("= card cards-")
    assert lines[1].endswith("“What is ice?” is now “What is Ice ?”, keeps its progress")
    assert run(["pack", "diff", str(pack), str(newer), "--json"]) == 0
    assert [one["id"] for one in json.loads(capsys.readouterr().out)["added"]] == ["dew"]
    assert run(["pack", "diff", str(pack), str(pack)]) == 0
    assert "Nothing that a student would notice" in capsys.readouterr().err
    assert run(["pack", "diff", str(pack), str(newer)]) == 0
    assert "Both are version 1.0.0: raise it" in capsys.readouterr().err
    (newer / "pack.yaml").write_text(_YAML.replace("id: water", "id: ice"), encoding="utf-8")
    assert run(["pack", "diff", str(pack), str(newer)]) == 0
    assert "students get a second pack" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["pack", "import", "{folder}/nothing.thawpack"],
        ["pack", "build", "{folder}/nothing", "{folder}/out.thawpack"],
        ["pack", "build", "{pack}", "{folder}/out.zip"],
        ["pack", "build", "{pack}", "."],
        ["pack", "build", "{pack}", "/"],
        ["pack", "build", "{pack}", "{folder}/{long}"],
        ["pack", "build", "{pack}", "{folder}/round/x.thawpack"],
        ["pack", "new", "{folder}/round/x"],
        ["pack", "new", "{folder}/{long}"],
        ["pack", "import", "{folder}/{long}"],
        ["pack", "import", "{folder}/round"],
        ["pack", "list", "--data-dir", "{folder}/{long}"],
        ["pack", "diff", "{pack}", "{folder}/nothing"],
        ["pack", "remove", "nothing"],
        ["pack", "remove", "destalinisation"],
        ["pack", "check", "{folder}/nothing", "--write-ids"],
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    words: list[str], tmp_path: Path, pack: Path, data: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    if sys.platform != "win32":
        (tmp_path / "round").symlink_to("round")
    places = {"folder": tmp_path, "pack": pack, "long": "x" * 300}
    code = run([word.format(**places) for word in words] + (data if "--data-dir" not in words else []))
    said = capsys.readouterr()
    assert code == 1
    assert "Traceback" not in said.err
    if "check" not in words:
        assert said.out == ""
        assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    "words",
    [
        ["{pack}"],
        ["--data-dir", "{data}", "{pack}"],
        ["--open", "{pack}"],
        ["{pack}", "{pack}"],
        ["--open", "{pack}", "{pack}"],
    ],
)
def test_a_pack_may_be_named_alone_or_after_the_data_folder(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")  # where there is no screen, opening the window says so
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    places = {"pack": str(tmp_path / "water.THAWPACK"), "data": str(tmp_path / "data")}
    assert run([word.format(**places) for word in words]) == 1
    assert "There is no screen" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["new", ""], ["check", " "], ["import", ""], ["diff", "a", "\0"], ["build", "", "x"]]
)
def test_what_can_be_no_name_of_a_file_is_refused_in_one_line(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        run(["pack", *words])
    assert left.value.code == 2
    assert "is not the name of a file or folder" in capsys.readouterr().err


def test_a_title_moves_no_cursor_and_turns_no_text_about(
    pack: Path, data: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    title = r'"Wa\e[2Jter\u202E reversed"'
    (pack / "pack.yaml").write_text(_YAML.replace("title: Water", f"title: {title}"), encoding="utf-8")
    assert run(["pack", "import", str(pack), *data]) == 0
    assert run(["pack", "list", *data]) == 0
    said = capsys.readouterr().out
    assert "Wa\ufffd[2Jter\ufffd reversed" in said
    assert "\x1b" not in said


def test_a_command_that_is_interrupted_leaves_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, data: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted() -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=iter(interrupted, None)))
    assert run(["search", "-", *data]) == 130
    assert capsys.readouterr().err == ""


def test_what_was_done_is_not_called_a_failure_because_the_library_is_held(
    pack: Path, data: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(["pack", "list", *data]) == 0
    library = Path(data[1]) / "library.db"
    monkeypatch.setattr("thaw_desktop.content.shelf.connect", _impatient)
    with closing(sqlite3.connect(library)) as other:
        other.execute("BEGIN IMMEDIATE")
        capsys.readouterr()
        assert run(["pack", "import", str(pack), *data]) == 0
        told = capsys.readouterr()
        assert told.out.startswith("Added water 1.0.0")
        assert "held by another program. Thaw takes this into account at its next start." in told.err
        assert run(["pack", "remove", "water", *data]) == 0
        assert capsys.readouterr().out.startswith("Removed water.")
    assert run(["pack", "list", *data]) == 0
    assert "water" not in capsys.readouterr().out


def _impatient(path: Path) -> sqlite3.Connection:
    connection = connect(path)
    connection.execute("PRAGMA busy_timeout = 1")
    return connection


def test_a_folder_in_the_place_of_the_library_is_named(data: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    (Path(data[1]) / "library.db").mkdir(parents=True)
    assert run(["pack", "list", *data]) == 1
    assert "library.db is a folder, where Thaw keeps a file. Delete it" in capsys.readouterr().err


def test_a_path_is_named_as_it_has_to_be_typed() -> None:
    assert typed(Path("-dash")) in {"./-dash", ".\\-dash"}
    assert typed(Path("a b")) in {"'a b'", '"a b"'}
