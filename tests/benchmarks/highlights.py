"""2,000 highlights in one pack: time to open a page of notes, to list them all, and to find them after an update.

    python tests/benchmarks/highlights.py [--highlights 2000]

Runs on the built-in pack, drawing into memory. Prints a table; judges nothing.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtWidgets import QApplication

from thaw_desktop.app import build_window, open_study
from thaw_desktop.core.clock import SystemClock
from thaw_desktop.core.paths import Paths, resources_folder
from thaw_desktop.notes.highlights import COLOURS, Highlights
from thaw_desktop.ui.notes.highlights_desk import HIGHLIGHTS
from thaw_desktop.ui.notes.tab import NotesTab
from thaw_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable

    from thaw_desktop.app import Study


def mark(study: Study, pack: str, count: int) -> None:
    """Mark passages here and there, a third of them with a note."""
    rng = random.Random(2000)
    sections = [name for name in study.library.section_titles(pack) if len(study.highlights.text(pack, name)) > 300]
    for number in range(count):
        section = sections[number % len(sections)]
        start = rng.randrange(len(study.highlights.text(pack, section)) - 200)
        note = "My own words on this passage." if number % 3 == 0 else ""
        place = (section, start, start + rng.randrange(20, 160))
        study.highlights.add(pack, [place], COLOURS[number % 4], note)


def milliseconds(work: Callable[[], object], runs: int = 1) -> str:
    """Median and most of some runs."""
    times = []
    for _ in range(runs):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return f"{statistics.median(times):9.1f}{max(times):9.1f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--highlights", type=int, default=2000)
    count = parser.parse_args().highlights
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        paths = Paths(Path(folder, "data"), Path(folder, "cache"), resources_folder())
        study = open_study(paths, SystemClock())
        study.settings.hold_for_this_run(welcomed=True)
        theme = Theme(application, paths.cache, paths.resources, application)
        theme.apply("light")
        pack = study.open_pack()
        window, jobs = build_window(study, theme)
        window.resize(1100, 720)
        window.show()
        window.show_tab("notes")
        tab = window.tab("notes")
        assert isinstance(tab, NotesTab)
        pages = [topic.entry.id for topic in tab.outline._topics]

        def open_pages() -> Callable[[], object]:
            turn = iter(pages * 20)

            def open_one() -> None:
                tab.show_item(next(turn))
                tab.page.viewport().grab()

            return open_one

        print(f"{'milliseconds':52}{'median':>9}{'most':>9}")
        print(f"{'open and draw a page, no highlights':52}{milliseconds(open_pages(), 2 * len(pages))}")
        mark(study, pack, count)
        application.processEvents()
        opened = milliseconds(open_pages(), 2 * len(pages))
        print(f"{f'open and draw a page, {count} highlights in the pack':52}{opened}")
        section = next(iter(study.library.section_titles(pack)))

        def add() -> None:
            study.highlights.add(pack, [(section, 0, 40)], "blue")
            tab.desk.refresh(pack)
            tab.page.viewport().grab()

        print(f"{'mark a passage and paint it (with its commit)':52}{milliseconds(add, 20)}")

        def show_list() -> None:
            tab.show_item(pages[0])
            tab._open_entry(HIGHLIGHTS)
            tab.column.grab()

        print(f"{'open “My highlights” and draw it':52}{milliseconds(show_list, 5)}")
        fresh = milliseconds(lambda: Highlights(study.log, study.library).listing(pack), 5)
        print(f"{'find all of them after a start or an update':52}{fresh}")
        jobs.close()
        window.deleteLater()
        application.processEvents()
        study.close()


if __name__ == "__main__":
    main()
