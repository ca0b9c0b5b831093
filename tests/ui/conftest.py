"""A real study on a temporary folder, and a tab shown as the window would show it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from thaw_desktop.app import open_study
from thaw_desktop.core.paths import Paths, resources_folder
from thaw_desktop.flashcards.browse import CardBrowser
from thaw_desktop.flashcards.bulk import Bulk
from thaw_desktop.practice.page import Page
from thaw_desktop.ui.flashcards.tools import CardTools
from thaw_desktop.ui.jobs import Jobs
from thaw_desktop.ui.navigator import Navigator
from thaw_desktop.ui.outlook import OutlookDesk
from thaw_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tests.conftest import FakeClock
    from thaw_desktop.app import Study
    from thaw_desktop.core.clock import Clock
    from thaw_desktop.flashcards.scheduling import Rating
    from thaw_desktop.ui.tab import Tab


_SMALL_PACK = """
    format: 1
    id: small
    title: A small pack
    version: 1.0.0
    language: en-GB
    licence: CC0-1.0
    """


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all tests, so that the theme is rendered once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def study(tmp_path: Path, cache_folder: Path, clock: Clock, not_first_start: Callable[[Path], Path]) -> Iterator[Study]:
    """Everything below the window, on the built-in pack and an empty history."""
    opened = open_study(Paths(not_first_start(tmp_path / "data"), cache_folder, resources_folder()), clock)
    yield opened
    opened.close()


@pytest.fixture
def outlook_of() -> Iterator[Callable[[Study], OutlookDesk]]:
    """Makes what tells a tab what to expect of the exam."""
    made: list[Jobs] = []

    def make(study: Study) -> OutlookDesk:
        made.append(Jobs(study.paths.library_database))
        return OutlookDesk(study.outlooks, made[-1], made[-1])

    yield make
    for jobs in made:
        jobs.close()


@pytest.fixture
def tools_of(outlook_of: Callable[[Study], OutlookDesk]) -> Callable[[Study], CardTools]:
    """Makes what the Flashcards tab works with."""

    def make(study: Study) -> CardTools:
        outlook = outlook_of(study)
        own = study.session.own
        browser = CardBrowser(study.log, study.library, own, study.paths.progress_database)
        return CardTools(outlook, browser, Bulk(study.log, own), outlook._jobs)

    return make


@pytest.fixture
def small_study(tmp_path: Path, cache_folder: Path, clock: Clock) -> Iterator[Callable[..., Study]]:
    """Opens everything below the window on a pack of the test's own; keys are paths in it, texts are dedented."""
    opened = []

    def open_small(files: dict[str, str | bytes]) -> Study:
        folder = tmp_path / "resources" / "packs" / "small"
        for name, content in {"pack.yaml": _SMALL_PACK, **files}.items():
            data = content if isinstance(content, bytes) else textwrap.dedent(content).lstrip("\n").encode()
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
        study = open_study(Paths(tmp_path / "small-data", cache_folder, tmp_path / "resources"), clock)
        assert study.notices == []
        opened.append(study)
        return study

    yield open_small
    for study in opened:
        study.close()


@pytest.fixture
def theme(qapp: QApplication, cache_folder: Path) -> Theme:
    """The light theme at 100 %."""
    made = Theme(qapp, cache_folder, resources_folder())
    made.apply("light", 1.0)
    return made


@pytest.fixture
def navigator() -> Navigator:
    """A navigator whose `asked` signal the test can wait for."""
    return Navigator()


@pytest.fixture
def jobs(study: Study) -> Iterator[Jobs]:
    """Threads on the study's library."""
    made = Jobs(study.paths.library_database)
    yield made
    made.close()


@pytest.fixture
def show(qtbot: QtBot, study: Study) -> Iterator[Callable[[Tab], Tab]]:
    """Shows a tab as the window would, and clears it away afterwards."""
    shown: list[Tab] = []

    def show_tab(tab: Tab) -> Tab:
        qtbot.addWidget(tab)
        tab.pack = study.open_pack()
        tab.resize(1100, 640)
        tab.show()
        qtbot.waitExposed(tab)
        tab.refresh()
        shown.append(tab)
        return tab

    yield show_tab
    for tab in shown:
        tab.close()
        tab.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Student:
    """Does through the use cases what a student does in the window, so that a tab has a history to show."""

    def __init__(self, study: Study, clock: FakeClock) -> None:
        self._study = study
        self._clock = clock
        self.pack = study.open_pack()

    def answer(self, count: int, rating: Rating = 3, seconds: float = 10) -> int:
        """Answer the next cards; how many there were, if fewer."""
        for done in range(count):
            card = self._study.session.queue(self.pack).next()
            if card is None:
                return done
            prompt = self._study.session.prompt(self.pack, card)
            assert prompt is not None
            self._clock.advance(seconds)
            self._study.session.answer(self.pack, prompt.card, rating, round(seconds * 1000))
        return count

    def read(self, *sections: str, seconds: int = 120) -> None:
        """Read sections to their end."""
        for section in sections:
            self._clock.advance(seconds)
            self._study.reading.mark_read(self.pack, section, seconds)

    def begin(self, question: str, minutes: float, text: str = "Stalin was dead.") -> None:
        """Write for some minutes and leave the essay unfinished."""
        asked = self._study.library.question(self.pack, question)
        assert asked is not None
        attempt = self._study.writing.start(self.pack, question, asked.minutes, asked.sections[0])
        attempt.start_clock()
        self._clock.advance(minutes=minutes)
        attempt.pause(Page(text))

    def finish(self) -> str:
        """End the essay that was begun; the attempt's id."""
        draft = self._study.writing.unfinished()
        assert draft is not None
        return self._study.writing.resume(draft).finish(Page(draft.text))

    def mark(self, attempt: str, *, made: bool) -> None:
        """Mark an essay: all points made, or none."""
        finished = self._study.marking.finished(attempt)
        assert finished is not None
        assert finished.question is not None
        self._study.marking.mark(finished, {point.id: made for point in finished.question.points}, "")


@pytest.fixture
def student(study: Study, clock: FakeClock) -> Student:
    """Somebody who studies the open pack."""
    return Student(study, clock)


@pytest.fixture
def cut_texts() -> Callable[[QWidget], list[str]]:
    """Finds the texts of visible labels and buttons that have less room than they need."""

    def cut(widget: QWidget) -> list[str]:
        found = []
        parts: list[QLabel | QAbstractButton] = [*widget.findChildren(QLabel), *widget.findChildren(QAbstractButton)]
        for part in parts:
            if not part.isVisible() or not part.text():
                continue
            wraps = isinstance(part, QLabel) and part.wordWrap()
            high = part.heightForWidth(part.width()) if wraps else part.sizeHint().height()
            wide = part.minimumSizeHint().width() if wraps else part.sizeHint().width()
            if part.width() < wide or part.height() < high:
                found.append(part.text())
        return found

    return cut
