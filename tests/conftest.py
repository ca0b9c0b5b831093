"""What every test may ask for: a clock that the test sets, folders, a real progress database, a small compiled pack."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from thaw_desktop.content.compiler import compile_pack
from thaw_desktop.content.library import Library
from thaw_desktop.content.model import Card, Level, MarkPoint, Pack, PackInfo, Question, Section
from thaw_desktop.content.schema import migrate
from thaw_desktop.content.shelf import bring_up_to_date, open_library
from thaw_desktop.core.changes import ChangeFlags
from thaw_desktop.core.database import connect, open_progress
from thaw_desktop.core.event_log import EventLog, Projection
from thaw_desktop.core.paths import Paths, resources_folder
from thaw_desktop.flashcards.projection import FlashcardsProjection
from thaw_desktop.notes.projection import NotesProjection
from thaw_desktop.practice.projection import PracticeProjection
from thaw_desktop.progress.projection import ProgressProjection

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Sequence
    from datetime import tzinfo

    from thaw_desktop.content.model import CardKind

# Before Qt is asked: the tests draw into memory, also where there is a screen.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

# No deadline: the first example pays for imports. Fixtures are made so that examples may share them.
settings.register_profile(
    "thaw", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("thaw")


class FakeClock:
    """A clock that stands until the test moves it: `advance` lets time pass awake, `sleep` asleep."""

    def __init__(self, start: datetime = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)) -> None:
        self._now = start
        self._boottime = 1000.0
        self._slept = 0.0
        self._boot_id = "boot-1"

    def now(self) -> datetime:
        return self._now

    def boottime(self) -> float:
        return self._boottime

    def awake(self) -> float:
        return self._boottime - self._slept

    def boot_id(self) -> str:
        return self._boot_id

    def advance(self, seconds: float = 0, *, minutes: float = 0, hours: float = 0, days: float = 0) -> None:
        """Let time pass on all clocks."""
        step = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        self._now += step
        self._boottime += step.total_seconds()

    def sleep(self, seconds: float = 0, *, minutes: float = 0, hours: float = 0) -> None:
        """Let the machine sleep: time passes, but not on the clock that counts being awake."""
        self.advance(seconds, minutes=minutes, hours=hours)
        self._slept += timedelta(hours=hours, minutes=minutes, seconds=seconds).total_seconds()

    def set_wall_clock(self, moment: datetime) -> None:
        """Put the wall clock to another time; no time passes."""
        self._now = moment

    def change_zone(self, zone: tzinfo) -> None:
        """Go on in another time zone at the same moment."""
        self._now = self._now.astimezone(zone)

    def reboot(self, boot_id: str) -> None:
        """Start the machine anew: the boot-time clock begins again."""
        self._boottime, self._slept = 20.0, 0.0
        self._boot_id = boot_id


class ProgressLogs:
    """Opens event logs on real `progress.db` files in the test's folder, and closes them all at the end."""

    def __init__(self, folder: Path, clock: FakeClock) -> None:
        self._folder = folder
        self._clock = clock
        self._connections: list[sqlite3.Connection] = []

    def __call__(
        self,
        name: str = "progress.db",
        *,
        projections: Sequence[Projection] | None = None,
        changes: ChangeFlags | None = None,
    ) -> EventLog:
        """The log in a file, which is made when it is not there; the same name again is a second opening of it."""
        path = self._folder / name
        connection = open_progress(path)
        self._connections.append(connection)
        return EventLog(
            connection,
            path,
            self._clock,
            self.all_projections() if projections is None else projections,
            ChangeFlags() if changes is None else changes,
        )

    @staticmethod
    def all_projections() -> tuple[Projection, ...]:
        """The projections of the app."""
        return (NotesProjection(), FlashcardsProjection(), PracticeProjection(), ProgressProjection())

    @staticmethod
    def derived_rows(log: EventLog) -> dict[str, list[tuple[object, ...]]]:
        """All rows of all derived tables, floats to their last bit."""
        names = ["undone", *(name for projection in ProgressLogs.all_projections() for name in projection.tables)]
        found = {}
        for name in names:
            rows = log.connection.execute(f"SELECT * FROM {name}")  # noqa: S608
            exact = [tuple(value.hex() if isinstance(value, float) else value for value in row) for row in rows]
            found[name] = sorted(exact, key=repr)
        return found

    def close(self) -> None:
        for connection in self._connections:
            connection.close()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter; pytest keeps its own to itself."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def clock() -> FakeClock:
    """Monday 2 March 2026, 18:00 UTC, until the test says otherwise."""
    return FakeClock()


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A data folder of the test's own and the real resources."""
    data = tmp_path / "data"
    data.mkdir()
    return Paths(data, tmp_path / "cache", resources_folder())


@pytest.fixture
def progress_log(paths: Paths, clock: FakeClock) -> Iterator[ProgressLogs]:
    """Opens event logs in the data folder."""
    logs = ProgressLogs(paths.data, clock)
    yield logs
    logs.close()


@pytest.fixture
def log(progress_log: ProgressLogs) -> EventLog:
    """An empty event log."""
    return progress_log()


@pytest.fixture(scope="session")
def compiled_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `library.db` that a first start leaves, with the built-in pack."""
    folder = tmp_path_factory.mktemp("built-in")
    assert bring_up_to_date(Paths(folder, folder, resources_folder())) == []
    return folder / "library.db"


@pytest.fixture
def not_first_start(compiled_library: Path) -> Callable[[Path], Path]:
    """Gives a data folder the compiled packs that every start but the first finds; compiling them takes longest."""

    def prepare(data: Path) -> Path:
        data.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(compiled_library, data / compiled_library.name)
        return data

    return prepare


@pytest.fixture(scope="session")
def library(compiled_library: Path) -> Iterator[Library]:
    """The built-in pack, compiled once for all tests."""
    connection = open_library(compiled_library)
    yield Library(connection)
    connection.close()


@pytest.fixture(scope="session")
def sample_library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The pack `sample`: two sections with a subsection each, five cards on three notes, two questions."""
    connection = connect(tmp_path_factory.mktemp("sample") / "library.db")
    migrate(connection)
    compile_pack(connection, _sample_pack(), "sample", 0)
    yield Library(connection)
    connection.close()


def _sample_pack() -> Pack:
    info = PackInfo("sample", "Sample", "1.0.0", "en-GB", "History", "A-level", "CC0-1.0", (), (), "", ())
    questions = (
        _question("q1", ("speech",), 45, ("speech-context", "speech", "origins")),
        _question("q2", ("origins",), 20, ("origins",)),
    )
    points = [_card(point.id, point.id, "point", point.section) for question in questions for point in question.points]
    return Pack(
        info=info,
        sections=(
            _section("origins", None, 4),
            _section("origins-succession", "origins", 2),
            _section("speech", None, 6),
            _section("speech-context", "speech", 3),
        ),
        faqs=(),
        cards=(
            _card("c1", "c1", "basic", "origins-succession"),
            _card("c2", "c2", "reversed", "origins"),
            _card("c2.r", "c2", "reversed", "origins"),
            _card("c3.1", "c3", "cloze", "speech"),
            _card("c3.2", "c3", "cloze", "speech"),
            *points,
        ),
        questions=questions,
        terms=(),
        timeline=(),
        aliases={},
        media=(),
    )


def _section(identity: str, parent: str | None, minutes: int) -> Section:
    title = identity.replace("-", " ").capitalize()
    return Section(identity, title, parent, 1 if parent is None else 2, "", minutes, "<p>Text</p>", "Text", (), ())


def _card(identity: str, note: str, kind: CardKind, section: str) -> Card:
    front, back = f"Front of {identity}", f"Back of {identity}"
    return Card(identity, note, kind, "Deck", section, front, back, front, back)


def _question(identity: str, sections: tuple[str, ...], minutes: int, point_sections: tuple[str, ...]) -> Question:
    # One way to show each point: a word that stands in no other point.
    words = ("terror", "congress", "leader")
    points = tuple(
        MarkPoint(
            f"{identity}.m{number}", number, f"It names the {word}.", f"What of {word}?", (((word,),),), section, ()
        )
        for number, (word, section) in enumerate(zip(words, point_sections, strict=False), start=1)
    )
    return Question(
        id=identity,
        title=f"Question {identity}",
        text="Why?",
        html="<p>Why?</p>",
        command_word="Explain",
        marks=20,
        minutes=minutes,
        sections=sections,
        plan="",
        model="",
        model_text="",
        levels=(Level(1, 1, 20, "Any answer"),),
        points=points,
        spec=(),
        ao=(),
        facts=(),
    )


class _Collector(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@pytest.fixture(autouse=True)
def _nothing_is_logged_as_a_warning() -> Iterator[None]:
    """Fail a test in which anything was logged as a warning or worse."""
    handler = _Collector(logging.WARNING)
    root = logging.getLogger()
    root.addHandler(handler)
    yield
    root.removeHandler(handler)
    assert handler.messages == []
