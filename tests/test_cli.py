"""The command line as schools and scripts use it: results on standard output, words on standard error, exit codes."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from thaw_desktop import __version__
from thaw_desktop.cli import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(autouse=True)
def _packs_are_compiled(tmp_path: Path, not_first_start: Callable[[Path], Path]) -> None:
    """The data folder has been used before."""
    not_first_start(tmp_path)


def test_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        run(["--version"])
    assert leaving.value.code == 0
    assert capsys.readouterr().out.strip() == f"Thaw {__version__}"


def test_wrong_words_get_one_sentence_and_exit_2(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (
        ["--size", "huge", "--screenshots", "x"],
        ["frobnicate"],
        ["search"],
        ["search", "x", "--limit", "0"],
    ):
        with pytest.raises(SystemExit) as leaving:
            run(words)
        assert leaving.value.code == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1


def test_search_prints_ranked_hits_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "hungarian", "uprising", "--json", "--limit", "5", "--data-dir", str(tmp_path)]) == 0
    hits = json.loads(capsys.readouterr().out)
    assert 1 <= len(hits) <= 5
    assert set(hits[0]) == {"kind", "pack", "id", "title", "snippet", "score"}
    assert [hit["score"] for hit in hits] == sorted((hit["score"] for hit in hits), reverse=True)


def test_search_stays_in_the_kind_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["--data-dir", str(tmp_path), "search", "censorship", "--in", "faq", "--json"])
    assert {hit["kind"] for hit in json.loads(capsys.readouterr().out)} == {"faq"}


def test_data_dir_is_honoured_before_and_after_the_subcommand(tmp_path: Path) -> None:
    for number, words in enumerate((["--data-dir", "{}", "stats"], ["stats", "--data-dir", "{}"])):
        folder = tmp_path / f"data {number}"
        assert run([word.format(folder) for word in words]) == 0
        assert (folder / "progress.db").exists()


@pytest.mark.parametrize("words", [["--data-dir", "", "stats"], ["stats", "--data-dir", ""], ["--screenshots", ""]])
def test_an_empty_folder_name_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        run(words)
    assert leaving.value.code == 2
    assert "is not the name of a file or folder" in capsys.readouterr().err


def test_a_data_folder_that_is_a_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    assert run(["stats", "--data-dir", str(file)]) == 1
    assert capsys.readouterr().err == f"The data folder {file} is a file. Start Thaw with --data-dir and a folder.\n"
    assert file.read_text(encoding="utf-8") == "mine"
    assert run(["doctor", "--data-dir", str(file)]) == 1


def test_a_fault_of_ours_is_one_sentence_and_its_traceback_goes_into_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("thaw_desktop.cli_stats._print_figures", lambda figures: figures["no such figure"])
    assert run(["stats", "--data-dir", str(tmp_path)]) == 70
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Traceback" not in said
    assert "KeyError" in (tmp_path / "faults.log").read_text(encoding="utf-8")


def test_a_foreign_or_hollow_progress_database_is_set_aside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(tmp_path / "progress.db")) as connection:
        connection.execute("CREATE TABLE recipes(name)")
        connection.execute("PRAGMA user_version = 1")
    assert run(["doctor", "--data-dir", str(tmp_path)]) == 1
    assert run(["stats", "--data-dir", str(tmp_path)]) == 0
    assert "Thaw kept it as progress-damaged-" in capsys.readouterr().err


def test_a_foreign_library_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "library.db").unlink()
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        connection.execute("CREATE TABLE recipes(name)")
        connection.execute("PRAGMA user_version = 1")
    assert run(["search", "thaw", "--data-dir", str(tmp_path)]) == 0


def test_search_with_a_typo_says_what_it_searched_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["search", "censorhsip", "--json", "--data-dir", str(tmp_path)])
    said = capsys.readouterr()
    assert json.loads(said.out)
    assert "censorship" in said.err


def test_search_without_hits_is_an_empty_array(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "zzqqxx", "--json", "--data-dir", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == []
    assert said.err == "Nothing found.\n"


def test_stats_of_an_empty_history_is_a_whole_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["stats", "--json", "--data-dir", str(tmp_path)]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["pack"], figures["title"]) == ("destalinisation", "Khrushchev and de-Stalinisation")
    assert figures["total"]["reviews"] == 0
    assert figures["new"] > 0
    assert len(figures["topics"]) == 6


def test_stats_tell_the_next_step_the_plots_and_the_week(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--topic", "secret-speech", "--days", "7", "--json", "--data-dir", str(tmp_path)]
    assert run(["stats", *words]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["next"]["kind"], figures["next"]["item"]) == ("read", "overview")
    assert figures["week"]["met"] == 0
    assert len(figures["plots"]["stretches"]) == 7
    assert figures["check"]["answers"] == 0
    assert run(["stats", "--data-dir", str(tmp_path)]) == 0
    assert "Next: read: De-Stalinisation in one page, 2 minutes\n" in capsys.readouterr().out


def test_stats_of_an_unknown_topic_name_those_there_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["stats", "--topic", "spech", "--data-dir", str(tmp_path)]) == 1
    assert "There is no topic spech" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        run(["stats", "--days", "many", "--data-dir", str(tmp_path)])


def test_stats_name_their_pack_and_count_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["stats", "--pack", "destalinisation", "--data-dir", str(tmp_path)]) == 0
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first == "Khrushchev and de-Stalinisation (destalinisation)"
    assert second == "0 cards answered, 0 sections read, 0 essays written"

    assert run(["stats", "--pack", "nothing", "--data-dir", str(tmp_path)]) == 1
    said = "There is no pack nothing; there are destalinisation. Give one of these ids.\n"
    assert capsys.readouterr().err == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["pack"], "Say what thaw-desktop pack is to do: new, check, build, "),
        (["pack", "chek", "x"], "Did you mean thaw-desktop pack check?"),
        (["pack", "zzzz"], "There is no command thaw-desktop pack zzzz; there are new, check, build, "),
        (["pakc"], "Did you mean thaw-desktop pack?"),
        (["--theme", "x"], "argument --theme: invalid choice"),
    ],
)
def test_a_command_that_is_missing_or_misspelt_is_told_the_others(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        run(words)
    assert left.value.code == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1


def test_doctor_finds_nothing_wrong_with_fresh_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["stats", "--json", "--data-dir", str(tmp_path)])
    capsys.readouterr()
    assert run(["doctor", "--data-dir", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert "SQLite FTS5: yes" in said.out
    assert f"Data folder: {tmp_path}" in said.out
    assert said.err == ""


def test_doctor_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "not there"
    assert run(["doctor", "--data-dir", str(folder)]) == 0
    assert not folder.exists()


def test_doctor_names_a_damaged_and_a_newer_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    progress = tmp_path / "progress.db"
    progress.write_bytes(b"this is no database" * 100)
    assert run(["doctor", "--data-dir", str(tmp_path)]) == 1
    assert "damaged" in capsys.readouterr().err
    progress.unlink()
    connection = sqlite3.connect(progress)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    assert run(["doctor", "--data-dir", str(tmp_path)]) == 1
    assert "newer version" in capsys.readouterr().err


def test_stats_refuses_a_newer_database_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    connection = sqlite3.connect(tmp_path / "progress.db")
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = (tmp_path / "progress.db").read_bytes()
    assert run(["stats", "--data-dir", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"{tmp_path / 'progress.db'} was written by a newer version of Thaw")
    assert (tmp_path / "progress.db").read_bytes() == before


def test_pack_check_of_the_built_in_pack_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["pack", "check", "resources/packs/destalinisation"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert "0 errors, 0 warnings" in said.err


def test_pack_check_names_file_line_fault_and_mend(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pack.yaml").write_text("format: 1\nid: x\ntitle: Khrushchev: the thaw\n", encoding="utf-8")
    assert run(["pack", "check", str(tmp_path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    (line,) = (line for line in lines if line.startswith("pack.yaml:3: "))
    assert ";" in line


def test_screenshots_options_without_screenshots_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--theme", "dark"]) == 1
    assert "go with --screenshots" in capsys.readouterr().err
