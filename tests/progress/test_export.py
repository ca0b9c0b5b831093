"""Everything can be taken out of Thaw and into another one, and what comes in is looked at before."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from thaw_desktop.app import open_study
from thaw_desktop.core import kinds
from thaw_desktop.core.errors import NewerDatabaseError, StorageError, ThawError
from thaw_desktop.core.paths import Paths, resources_folder
from thaw_desktop.notes.blurting import Blurting
from thaw_desktop.practice.own_question import OwnQuestion
from thaw_desktop.practice.page import Page
from thaw_desktop.practice.writing import TimedWriting
from thaw_desktop.progress.exporting import export_everything
from thaw_desktop.progress.importing import Imported, import_everything

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import FakeClock, ProgressLogs
    from thaw_desktop.app import Study
    from thaw_desktop.core.event_log import EventLog

CARD = "thaw/c1"


@pytest.fixture
def study(tmp_path: Path, clock: FakeClock) -> Iterator[Study]:
    """A student with an answer, an essay, a page of their own and an essay that is being written."""
    opened = open_study(Paths(tmp_path / "one", tmp_path / "cache", resources_folder()), clock)
    pack = opened.open_pack()
    question = opened.library.questions(pack)[0]
    essay = {"attempt": "a1", "section": "speech"}
    with opened.log.write() as writing:
        writing.append(kinds.CARD_REVIEW, CARD, {"rating": 3, "ms": 4000, "section": "speech"})
        item = f"{pack}/{question.id}"
        writing.append(kinds.ATTEMPT_STARTED, item, {**essay, "budget": 60.0})
        text = {"text": "=Why Stalin?", "plan": "First", "elapsed": 50.0, "words": 2, "overtime_at": None}
        writing.append(kinds.ATTEMPT_FINISHED, item, {**essay, **text})
        writing.append(kinds.PAGE_SET, "thaw/p1", {"title": "My: page", "text": "Words"})
    TimedWriting(opened.log).start("thaw", "q2", 45, "").save(Page("Half"))
    opened.settings.change(welcomed=True)
    yield opened
    opened.close()


@pytest.fixture
def exported(study: Study, tmp_path: Path, clock: FakeClock) -> Path:
    target = tmp_path / "everything.zip"
    assert export_everything(study.paths, target, clock.now()) == 5
    return target


def silent(_done: int, _total: int) -> None:
    """Nobody waits."""


def rewritten(source: Path, target: Path, **files: bytes) -> Path:
    """The same file with some of its parts put in by hand."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w") as after:
        for name in before.namelist():
            after.writestr(name, files.pop(name.partition(".")[0], before.read(name)))
    return target


def test_export_holds_lines_texts_tables_and_a_page_that_explains_them(exported: Path) -> None:
    with zipfile.ZipFile(exported) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        lines = archive.read("events.jsonl").decode().splitlines()
        assert json.loads(lines[0])["kind"] == kinds.CARD_REVIEW
        (essay,) = [name for name in names if name.startswith("essays/")]
        assert archive.read(essay).decode().endswith("\n\n\n=Why Stalin?\n\nPlan\n\nFirst\n")
        assert archive.read("pages/My page.md").decode() == "# My: page\n\nWords\n"
        answers = list(csv.reader(io.StringIO(archive.read("tables/answers.csv").decode("utf-8-sig"))))
        assert answers[1] == ["2026-03-02", "18:00:00", "thaw", "c1", "speech", "good", "4.0"]
        assert json.loads(archive.read("settings.json"))["welcomed"] is True
        readme = archive.read("README.txt").decode()
        assert all(name.partition("/")[0] in readme for name in names if name not in {"format.json", "README.txt"})


def test_import_elsewhere_gives_the_same_tables_and_texts_once(
    study: Study, exported: Path, progress_log: ProgressLogs
) -> None:
    other = progress_log("other.db")
    assert import_everything(other, exported, silent) == Imported(5, 0, 0)
    assert progress_log.derived_rows(other) == progress_log.derived_rows(study.log)
    assert other.connection.execute("SELECT text FROM draft").fetchone() == ("Half",)
    assert import_everything(other, exported, silent) == Imported(0, 5, 0)


def test_own_question_is_told_in_its_words_on_the_day_of_the_students_clock(
    study: Study, tmp_path: Path, clock: FakeClock
) -> None:
    clock.set_wall_clock(datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
    clock.change_zone(timezone(timedelta(hours=3)))
    own = OwnQuestion("Was it a break?\n\nUse the whole period.")
    study.writing.start_own("thaw", own, 30).finish(Page("It was."))
    target = tmp_path / "own.zip"
    export_everything(study.paths, target, clock.now())
    with zipfile.ZipFile(target) as archive:
        (essay,) = [name for name in archive.namelist() if "break" in name]
        assert archive.read(essay).decode().startswith(f"{own.text}\n02 July 2026")
        rows = list(csv.DictReader(io.StringIO(archive.read("tables/essays.csv").decode("utf-8-sig"))))
    assert ("2026-07-02", "Was it a break?") in [(row["date"], row["title"]) for row in rows]


@pytest.mark.parametrize(
    ("changed", "kept"),
    [
        ({"state": {}}, True),
        ({"state": {"clock": 5}}, True),
        ({"state": {"clock": {"budget": "x", "used": 0}}}, True),
        ({"state": {"clock": {"budget": 60, "used": 1e308 * 10}}}, False),
        ({"state": {"clock": {"budget": 60, "used": 0}, "sitting": {"id": "p"}}}, True),
        ({"state": {"clock": {"budget": 60, "used": 0}, "interruptions": [1]}}, True),
        ({"state": {"clock": {"budget": 60, "used": 0}, "own": {"marks": 3}}}, True),
        ({"state": {"purpose": "blurt", "clock": []}}, True),
        ({"state": []}, False),
        ({"text": "\ud800"}, False),
        ({"id": "/../../x" * 4}, False),
        ({"saved": -1}, False),
    ],
)
def test_unfinished_text_can_be_gone_on_with_whatever_stands_beside_it(
    exported: Path, tmp_path: Path, progress_log: ProgressLogs, changed: dict[str, Any], kept: bool
) -> None:
    with zipfile.ZipFile(exported) as archive:
        draft = json.loads(archive.read("drafts.jsonl"))
    spoiled = rewritten(exported, tmp_path / "spoiled.zip", drafts=json.dumps({**draft, **changed}).encode())
    log = progress_log("other.db")
    import_everything(log, spoiled, silent)
    writing, blurting = TimedWriting(log), Blurting(log, lambda _: [])
    essay = writing.unfinished()
    texts = [writing.resume(essay).page.text] if essay is not None else []
    texts += [blurting.begin("thaw", section).text for section in blurting.unfinished("thaw")]
    assert texts == (["Half"] if kept else [])


@pytest.mark.parametrize(
    "changed",
    [
        {"payload": {"rating": 7, "ms": 1, "section": ""}},
        {"payload": {"rating": 3, "ms": 10**30, "section": ""}},
        {"payload": {"rating": 3, "section": ""}},
        {"payload": []},
        {"ts": 10**17},
        {"tz": 10**6},
        {"id": "00"},
        {"item": "\ud800"},
        {"kind": 5},
        {"kind": "undo", "payload": {"event": "zz"}},
        {"kind": "attempt.finished", "payload": {"attempt": "a", "text": "", "plan": "", "elapsed": float("nan")}},
    ],
)
def test_event_that_no_projection_could_take_in_is_left_out(
    exported: Path, tmp_path: Path, progress_log: ProgressLogs, changed: dict[str, Any]
) -> None:
    with zipfile.ZipFile(exported) as archive:
        first = json.loads(archive.read("events.jsonl").decode().splitlines()[0])
    good = {**first, "id": "11" * 16, "seq": 9}
    lines = "\n".join(json.dumps(one) for one in ({**first, **changed}, good))
    spoiled = rewritten(exported, tmp_path / "spoiled.zip", events=f"{lines}\nno json\n[]\n".encode())
    log = progress_log("other.db")
    assert import_everything(log, spoiled, silent) == Imported(1, 0, 3)
    assert log.connection.execute("SELECT count(*) FROM card_state").fetchone() == (1,)


def test_file_of_another_kind_is_refused_in_one_sentence(
    exported: Path, tmp_path: Path, progress_log: ProgressLogs
) -> None:
    log = progress_log("other.db")
    text = tmp_path / "text.zip"
    text.write_text("no zip")
    cut = tmp_path / "cut.zip"
    cut.write_bytes(exported.read_bytes()[:600])
    foreign = tmp_path / "foreign.zip"
    with zipfile.ZipFile(foreign, "w") as archive:
        archive.writestr("a.txt", "hello")
    newer = rewritten(exported, tmp_path / "newer.zip", format=b'{"format": 99}')
    for path, kind in ((text, ThawError), (cut, ThawError), (foreign, ThawError), (newer, NewerDatabaseError),
                       (tmp_path / "missing.zip", StorageError)):  # fmt: skip
        with pytest.raises(kind):
            import_everything(log, path, silent)
    assert log.connection.execute("SELECT count(*) FROM event").fetchone() == (0,)


def test_export_that_cannot_be_written_leaves_what_was_there(study: Study, tmp_path: Path, clock: FakeClock) -> None:
    with pytest.raises(StorageError, match="cannot be written"):
        export_everything(study.paths, tmp_path / "no folder" / "x.zip", clock.now())
    folder = tmp_path / "folder.zip"
    folder.mkdir()
    (folder / "inside").write_text("")
    with pytest.raises(StorageError, match="cannot be written"):
        export_everything(study.paths, folder, clock.now())
    assert not list(tmp_path.glob(".*"))


def test_log_that_took_an_import_goes_on(study: Study, exported: Path, progress_log: ProgressLogs) -> None:
    assert study
    log: EventLog = progress_log("other.db")
    import_everything(log, exported, silent)
    with log.write() as writing:
        writing.append(kinds.CARD_REVIEW, CARD, {"rating": 1, "ms": 1, "section": "speech"})
    assert log.connection.execute("SELECT reps FROM card_state").fetchone() == (2,)
