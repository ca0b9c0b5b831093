"""The composition root: the only place that builds clock, databases, use cases and window, and hands them on."""

from __future__ import annotations

import os
import signal
import sqlite3
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thaw_desktop.content.library import Library
from thaw_desktop.content.shelf import look_for_packs, open_library
from thaw_desktop.core.changes import ChangeFlags
from thaw_desktop.core.clock import SystemClock
from thaw_desktop.core.errors import AlreadyRunningError, RebuildCancelledError, StorageError, ThawError
from thaw_desktop.core.event_log import EventLog, report_to_nobody
from thaw_desktop.core.faults import record_fault
from thaw_desktop.core.profiles import Profiles
from thaw_desktop.core.recovery import open_or_recover
from thaw_desktop.core.settings import SettingsStore
from thaw_desktop.flashcards.memories import Memories
from thaw_desktop.flashcards.outlook import Outlooks
from thaw_desktop.flashcards.projection import FlashcardsProjection
from thaw_desktop.flashcards.session import ReviewSession
from thaw_desktop.notes.blurting import Blurting
from thaw_desktop.notes.highlights import Highlights
from thaw_desktop.notes.own_pages import OwnPages
from thaw_desktop.notes.own_texts import OwnTexts
from thaw_desktop.notes.projection import NotesProjection
from thaw_desktop.notes.questions import OwnQuestions
from thaw_desktop.notes.reading import Reading
from thaw_desktop.practice.marking import Marking
from thaw_desktop.practice.projection import PracticeProjection
from thaw_desktop.practice.writing import TimedWriting
from thaw_desktop.progress.goals import Goal
from thaw_desktop.progress.overview import Overview, pace
from thaw_desktop.progress.projection import ProgressProjection

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget

    from thaw_desktop.core.clock import Clock
    from thaw_desktop.core.paths import Paths
    from thaw_desktop.core.rebuild import Report
    from thaw_desktop.ui.jobs import Jobs
    from thaw_desktop.ui.main_window import MainWindow
    from thaw_desktop.ui.own_data.deeds import Deed
    from thaw_desktop.ui.own_data.page import OwnDataPage
    from thaw_desktop.ui.search.palette import Palette
    from thaw_desktop.ui.startup import FaultHook
    from thaw_desktop.ui.tab import Tab
    from thaw_desktop.ui.theme import Theme


@dataclass(slots=True)
class Study:
    """Everything below the window, wired together.

    Attributes:
        paths: where things lie.
        clock: time.
        settings: the student's settings.
        changes: announces what a commit has changed.
        log: the event log and its derived tables.
        library: the compiled packs.
        reading: the use case of Notes.
        highlights: what the student marks in the notes.
        own_pages: the student's own pages of notes.
        blurting: writing down what one remembers of a section.
        session: the use case of Flashcards.
        outlooks: what to expect on the day of an exam.
        memories: how much of each pack would be recalled.
        writing: the use case of Practice, up to the bell.
        marking: the use case of Practice, after the bell.
        overview: the use case of Home and Progress.
        questions: the student's own questions, answered and open.
        own_texts: all that the student wrote beside the packs, to be searched.
        notices: plain sentences that the student should see at the start, for example a pack that cannot be used.
    """

    paths: Paths
    clock: Clock
    settings: SettingsStore
    changes: ChangeFlags
    log: EventLog
    library: Library
    reading: Reading
    highlights: Highlights
    own_pages: OwnPages
    blurting: Blurting
    session: ReviewSession
    outlooks: Outlooks
    memories: Memories
    writing: TimedWriting
    marking: Marking
    overview: Overview
    questions: OwnQuestions
    own_texts: OwnTexts
    notices: list[str]
    _connections: tuple[sqlite3.Connection, ...]

    def open_pack(self) -> str:
        """The id of the pack that is open: the one of the settings, or the first there is; empty when there is none."""
        packs = [pack.id for pack in self.library.packs()]
        wanted = self.settings.current.pack
        return wanted if wanted in packs else next(iter(packs), "")

    def packs(self) -> dict[str, str]:
        """Id and title of every pack, in the order of the library."""
        return {pack.id: pack.title for pack in self.library.packs()}

    def close(self) -> None:
        """Close both databases."""
        for connection in self._connections:
            connection.close()


def open_study(paths: Paths, clock: Clock, report: Report = report_to_nobody) -> Study:
    """Open both databases and build every use case.

    Args:
        paths: whose data.
        clock: time.
        report: hears how far a rebuild of the derived tables has come, see `core.rebuild`.

    Raises:
        ThawError: when the data folder or `progress.db` cannot be used; nothing has then been changed, except that a
            damaged `progress.db` has been set aside once its readable part was taken over.
    """
    paths.make_data_folder()
    # First what the student makes: on a disk that is nearly full it has more need of the room than the library.
    progress_connection, notices = open_or_recover(paths.progress_database, clock)
    with ExitStack() as opened:
        opened.enter_context(closing(progress_connection))
        library_connection = opened.enter_context(closing(open_library(paths.library_database)))
        notices += [error.sentence for error in _wrong_with_packs(library_connection, paths)]
        opened.pop_all()
    settings = SettingsStore(paths.settings_file)
    changes = ChangeFlags()
    library = Library(library_connection)
    projections = (NotesProjection(), FlashcardsProjection(), PracticeProjection(), ProgressProjection())
    log = EventLog(progress_connection, paths.progress_database, clock, projections, changes, report)
    reading = Reading(log)
    session = ReviewSession(
        log,
        library,
        lambda: settings.current.new_cards_a_day,
        reviews_a_day=lambda: settings.current.reviews_a_day,
        seconds_a_card=lambda: pace(log, [pack.id for pack in library.packs()]),
    )
    outlooks = Outlooks(session, paths.outlook_file)
    session.best_retention = outlooks.retention
    writing = TimedWriting(log, paths.preset_folders)
    return Study(
        paths=paths,
        clock=clock,
        settings=settings,
        changes=changes,
        log=log,
        library=library,
        reading=reading,
        highlights=Highlights(log, library),
        own_pages=OwnPages(log),
        blurting=Blurting(log, session.own.cards),
        session=session,
        outlooks=outlooks,
        memories=Memories(session, paths.progress_database, paths.memories_file),
        writing=writing,
        marking=Marking(log, library),
        overview=Overview(log, library, reading, session, writing, lambda: Goal.of(settings.current)),
        questions=OwnQuestions(log),
        own_texts=OwnTexts(log),
        notices=notices,
        _connections=(progress_connection, library_connection),
    )


def _wrong_with_packs(library: sqlite3.Connection, paths: Paths) -> list[ThawError]:
    """What is wrong with the packs. Where the library cannot take one in, what was taken in earlier can be studied."""
    try:
        return look_for_packs(library, paths)
    except StorageError as error:
        with suppress(sqlite3.Error):
            library.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # gives back the room that the attempt took
        return [error]


def open_window(paths: Paths, packs: Sequence[Path] = (), *, ask_who: bool = False) -> int:
    """Open the window on the student's data and stay until it is closed; the exit code.

    Args:
        paths: whose data.
        packs: those that the window offers to add. A window that is open on this data already does it instead.
        ask_who: ask who is there, where the data folder has several people.

    Raises:
        ThawError: when there is no screen.
    """
    # Imported here: the command line works without Qt.
    from thaw_desktop.ui import startup
    from thaw_desktop.ui.open_requests import leave_request

    application = startup.make_application()
    # Ctrl+C in the terminal ends the process at once; every save is a commit, so nothing is lost by it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    account = paths
    if ask_who:
        chosen = _ask_who(application, paths)
        if chosen is None:
            return 0
        paths = chosen
    try:
        paths.make_data_folder()
        try:
            lock = startup.take_lock(paths.lock_file)
        except AlreadyRunningError as running:
            if not packs or running.computer:
                raise
            for pack in packs:
                leave_request(paths.open_requests, pack)
            return 0
    except ThawError as error:
        startup.show_error(error.sentence)
        return 1
    faults = startup.FaultHook(paths.data / "faults.log")
    faults.install()
    profiles = Profiles(account) if ask_who else None
    code, deed = _one_window(application, paths, faults, packs, profiles=profiles)
    while deed is not None:
        code, deed = _one_window(application, paths, faults, (), deed, profiles)
    lock.unlock()
    return code


def _one_window(
    application: QApplication,
    paths: Paths,
    faults: FaultHook,
    packs: Sequence[Path],
    deed: Deed | None = None,
    profiles: Profiles | None = None,
) -> tuple[int, Deed | None]:
    """Open one window and stay until it is closed.

    Args:
        application: of this process.
        paths: whose data.
        faults: where exceptions end.
        packs: those that the window offers to add.
        deed: what is to be done before it opens.
        profiles: the people of this account, where there may be several.

    Returns:
        The exit code, and what is to be done before the next window opens, or None when there is to be none.
    """
    # Imported here: see above.
    from thaw_desktop.ui import startup
    from thaw_desktop.ui.open_requests import OpenRequests
    from thaw_desktop.ui.own_data.desk import BackupDesk
    from thaw_desktop.ui.waiting import Waiting

    waiting = Waiting(lambda: _styled_as_before(application, paths))
    try:
        notices = [_before_opening(deed, paths)]
        study = open_study(paths, SystemClock(), waiting.report)
        notices.append(_after_opening(deed, study, waiting.report))
        study.notices += filter(None, notices)
        current = study.settings.current
        theme = _style(application, paths, current.theme, current.text_scale)
        window, _ = build_window(study, theme, profiles)
    except RebuildCancelledError:
        return 0, None
    except ThawError as error:
        startup.show_error(error.sentence)
        return 1, None
    except Exception as error:
        startup.show_error(record_fault(paths.data / "faults.log", error))
        return 1, None
    finally:
        waiting.end()
    faults.told.connect(window.tell_fault)
    requests = OpenRequests(paths.open_requests, application, window)
    requests.asked.connect(window.offer_pack)
    window.show()
    requests.listen()
    for pack in packs:
        window.offer_pack(pack)
    for desk in window.findChildren(BackupDesk):
        desk.begin()
    code = application.exec()
    study.close()
    wanted = window.deed
    faults.told.disconnect(window.tell_fault)
    window.deleteLater()
    theme.deleteLater()
    startup.settle(application, lambda: True)
    return code, wanted


def _ask_who(application: QApplication, paths: Paths) -> Paths | None:
    """The folders of whoever is there; None when nobody said."""
    profiles = Profiles(paths)
    people = profiles.all()
    if len(people) == 1:
        return paths
    # Imported here: few share a computer.
    from thaw_desktop.ui.own_data.chooser import ProfileDialog

    current = SettingsStore(paths.settings_file).current
    theme = _style(application, paths, current.theme, current.text_scale)
    dialog = ProfileDialog(theme, people)
    dialog.exec()
    chosen = dialog.chosen()
    dialog.deleteLater()
    theme.deleteLater()
    return profiles.paths_of(chosen) if chosen is not None else None


def _before_opening(deed: Deed | None, paths: Paths) -> str:
    """Do what is to be done while nothing has the data open; a sentence about it, also when it failed."""
    try:
        return deed.before_opening(paths, SystemClock().now()) if deed is not None else ""
    except ThawError as error:
        return error.sentence


def _after_opening(deed: Deed | None, study: Study, report: Report) -> str:
    """The same for what needs the log."""
    try:
        return deed.after_opening(study.log, report) if deed is not None else ""
    except RebuildCancelledError as error:
        return error.what + "."
    except ThawError as error:
        return error.sentence


def refuse_to_open(error: ThawError) -> int:
    """Say in a box, and on standard error, why the window cannot open; the exit code."""
    # Imported here: see above.
    from thaw_desktop.ui import startup

    if not startup.has_screen():
        raise error
    startup.make_application()
    startup.show_error(error.sentence)
    return 1


def take_screenshots(
    paths: Paths, folder: Path, size: tuple[int, int], theme_name: str | None, text_scale: int | None
) -> list[Path]:
    """Draw every tab of the real window with the real data, and exit.

    Args:
        paths: whose data is shown; its settings stay as they are.
        folder: where the pictures go.
        size: width and height of the window in pixels.
        theme_name: light or dark; the student's own setting when left out.
        text_scale: in per cent; the student's own setting when left out.

    Raises:
        ThawError: when the data cannot be opened or a picture cannot be written.
    """
    # Imported here: see above.
    from thaw_desktop.ui import startup

    if not startup.has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = startup.make_application()
    with closing(open_study(paths, SystemClock())) as study:
        study.settings.hold_for_this_run(welcomed=True)
        current = study.settings.current
        theme = _style(application, paths, theme_name or current.theme, text_scale or current.text_scale)
        window, jobs = build_window(study, theme)
        window.resize(*size)
        window.show()
        pictures = startup.draw_tabs(application, window, folder, jobs.idle)
        jobs.close()
        window.deleteLater()
        application.processEvents()
    return pictures


def _styled_as_before(application: QApplication, paths: Paths) -> None:
    """Style what is shown before the study is open by the settings that the window was left with."""
    current = SettingsStore(paths.settings_file).current
    _style(application, paths, current.theme, current.text_scale)


def _style(application: QApplication, paths: Paths, theme_name: str = "system", text_scale: int = 100) -> Theme:
    # Imported here: see above.
    from thaw_desktop.ui.theme import Theme

    theme = Theme(application, paths.cache, paths.resources, application)
    theme.apply(theme_name, text_scale / 100)
    return theme


def build_window(study: Study, theme: Theme, profiles: Profiles | None = None) -> tuple[MainWindow, Jobs]:
    """The main window with all its tabs' makers, and the threads it uses; `profiles` where there may be several."""
    # Imported here: see above.
    from thaw_desktop.ui.hub import Hub
    from thaw_desktop.ui.jobs import Jobs
    from thaw_desktop.ui.main_window import MainWindow, Surroundings
    from thaw_desktop.ui.memories import MemoryDesk
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.outlook import OutlookDesk
    from thaw_desktop.ui.own_data.desk import BackupDesk

    navigator = Navigator()
    jobs = Jobs(study.paths.library_database)
    hub = Hub(study.changes)
    outlook = OutlookDesk(study.outlooks, jobs, jobs)
    memories = MemoryDesk(study.memories, jobs, jobs)

    # A tab's module is imported when the tab is first shown: opening costs one tab, not six.
    def home() -> Tab:
        from thaw_desktop.ui.home.tab import HomeTab, HomeTools

        tools = HomeTools(study.session, study.reading, study.library, study.settings, outlook, memories)
        return HomeTab(theme, navigator, study.overview, tools)

    def notes() -> Tab:
        from thaw_desktop.ui.notes.blurting_desk import BlurtDesk
        from thaw_desktop.ui.notes.highlights_makers import OwnWork
        from thaw_desktop.ui.notes.tab import NotesTab

        own = OwnWork(study.highlights, study.own_pages, study.session.own)
        blurt = BlurtDesk(theme, study.blurting, jobs, study.settings, study.clock)
        return NotesTab(theme, navigator, study.reading, study.library, study.settings, own, blurt)

    def faq() -> Tab:
        from thaw_desktop.ui.faq.tab import FaqTab

        return FaqTab(theme, navigator, study.library, jobs, study.settings, study.questions, study.own_texts)

    def flashcards() -> Tab:
        from thaw_desktop.flashcards.browse import CardBrowser
        from thaw_desktop.flashcards.bulk import Bulk
        from thaw_desktop.ui.flashcards.tab import FlashcardsTab
        from thaw_desktop.ui.flashcards.tools import CardTools

        own = study.session.own
        browser = CardBrowser(study.log, study.library, own, study.paths.progress_database)
        tools = CardTools(outlook, browser, Bulk(study.log, own), jobs)
        return FlashcardsTab(theme, navigator, study.session, study.library, study.settings, tools)

    def practice() -> Tab:
        from thaw_desktop.ui.practice.tab import PracticeTab

        return PracticeTab(theme, navigator, study.writing, study.marking, study.library, study.clock, study.settings)

    def progress() -> Tab:
        from thaw_desktop.progress.series import History
        from thaw_desktop.ui.progress.tab import ProgressTab, ProgressTools

        history = History(study.log, study.library, study.writing)
        tools = ProgressTools(study.session, study.writing, study.reading, study.library, history, memories)
        return ProgressTab(theme, navigator, study.overview, tools)

    def library() -> Tab:
        from thaw_desktop.ui.library.tab import LibraryTab

        return LibraryTab(
            theme,
            navigator,
            study.library,
            study.overview,
            study.settings,
            study.changes,
            jobs,
            study.paths,
        )

    def palette(window: QWidget) -> Palette:
        from thaw_desktop.ui.search.palette import Palette

        return Palette(theme, navigator, study.library, jobs, study.settings, study.own_texts, window)

    desk = BackupDesk(study.paths, jobs, study.clock, study.changes)

    def own_data() -> OwnDataPage:
        from thaw_desktop.ui.own_data.page import OwnDataPage

        return OwnDataPage(theme, desk, profiles)

    surroundings = Surroundings(
        packs=study.packs,
        data_folder=study.paths.data,
        help_folder=study.paths.resources / "help",
        notices=tuple(study.notices),
        palette=palette,
        own_data=own_data,
    )
    window = MainWindow(
        theme,
        navigator,
        hub,
        jobs,
        study.settings,
        study.changes,
        surroundings,
        {
            "home": home,
            "notes": notes,
            "faq": faq,
            "flashcards": flashcards,
            "practice": practice,
            "progress": progress,
            "library": library,
        },
    )
    desk.failed.connect(window.tell_fault)
    for helper in (desk, navigator, jobs, hub):
        helper.setParent(window)
    return window, jobs
