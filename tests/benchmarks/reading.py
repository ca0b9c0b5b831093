"""A section of 10 000 words: time to the first paint and time of a frame while scrolling, beside a bare QTextBrowser.

    python tests/benchmarks/reading.py [--words 10000] [--frames 200] [--sheet] [--screen offscreen]

Both show the same HTML in the same size, font and style sheet; the bare one is a QTextBrowser and nothing else. A frame
is what one step of the wheel costs until all is painted. Prints a table; judges nothing.
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

sys.path.insert(0, str(Path(__file__).parents[2]))

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication, QTextBrowser

_STEP = 57  # pixels, three lines of the wheel
_WORDS = (
    *("thaw", "congress", "speech", "leader", "terror", "reform", "party", "camp", "writer", "council", "harvest"),
    *("plan", "crisis", "partial", "delegate", "censor", "of", "the", "and", "in", "to", "a", "that", "was", "by"),
    *("for", "with", "as", "on", "from", "which", "had", "were", "not", "but", "their", "who", "when", "at", "after"),
)


def section(words: int) -> str:
    """The HTML of a section with headings, terms, lists, tables and callouts, as a pack would have it."""
    chance, passages, written = random.Random(7), ["<h1>A long section</h1>", '<p class="secondary">&nbsp;</p>'], 0
    while written < words:
        count = chance.randint(40, 120)
        text = " ".join(chance.choices(_WORDS, k=count)).capitalize()
        written += count
        kind = chance.random()
        if kind < 0.12:
            passages.append(f'<h2><a name="s{written}"></a>{text[:40].title()}</h2>')
            written += 6 - count
        elif kind < 0.25:
            passages.append("<ul>" + "".join(f"<li><p>{part}.</p></li>" for part in text.split(" the ")) + "</ul>")
        elif kind < 0.33:
            passages.append(
                '<table class="callout note" width="100%"><tr><td class="callout note">'
                f'<p class="callout-title">Note</p><p>{text}.</p></td></tr></table>'
            )
        else:
            linked = text.replace(" thaw ", ' <a class="term" href="term:thaw">thaw</a> ')
            passages.append(f"<p>{linked.replace(' party ', ' <b>party</b> ')}.</p>")
    return "\n".join(passages)


def settle(application: QApplication) -> None:
    """Let everything that is due be done and painted."""
    for _ in range(3):
        application.processEvents()


def scrolled(application: QApplication, view: QTextBrowser, frames: int) -> list[float]:
    """Milliseconds from one step down to the end of its painting, to the end of the page and back."""
    bar, found, by = view.verticalScrollBar(), [], _STEP
    for _ in range(frames):
        began = time.perf_counter()
        if not bar.minimum() <= bar.value() + by <= bar.maximum():
            by = -by
        bar.setValue(bar.value() + by)
        application.processEvents()
        found.append((time.perf_counter() - began) * 1000)
    return found


def opened(application: QApplication, show: Callable[[], object], view: QTextBrowser) -> tuple[float, float]:
    """Milliseconds until the top of the page is painted, and until all that follows is done too."""
    began = time.perf_counter()
    show()
    view.viewport().repaint()
    painted = time.perf_counter()
    settle(application)
    return (painted - began) * 1000, (time.perf_counter() - began) * 1000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--words", type=int, default=10_000)
    parser.add_argument("--frames", type=int, default=200)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--sheet", action="store_true", help="with a sheet of colour over the window")
    parser.add_argument("--screen", default="offscreen", help="Qt's platform; empty for the usual one")
    options = parser.parse_args()
    if options.screen:
        os.environ["QT_QPA_PLATFORM"] = options.screen
    # Imported here: the platform is chosen above.
    from PySide6.QtWidgets import QApplication, QMainWindow, QTextBrowser, QWidget

    from thaw_desktop.core.paths import resources_folder
    from thaw_desktop.ui.notes.page import Page
    from thaw_desktop.ui.overlay import ColourSheet
    from thaw_desktop.ui.theme import Theme
    from thaw_desktop.ui.theme.reading_style import ReadingStyle

    application = QApplication(sys.argv[:1])
    html = section(options.words)
    with tempfile.TemporaryDirectory() as cache:
        theme = Theme(application, Path(cache), resources_folder())
        theme.apply("light")
        window, end = QMainWindow(), QWidget()
        page = Page(theme, "Notes", end)
        window.setCentralWidget(page)
        window.resize(700, 620)
        window.show()
        if options.sheet:
            ColourSheet(theme, window)
            theme.read_in(ReadingStyle(overlay="#fff4be"))
        bare_window, bare = QMainWindow(), QTextBrowser()
        bare_window.setCentralWidget(bare)
        bare_window.resize(700, 620)
        bare.document().setDefaultFont(page.document().defaultFont())
        bare.document().setDefaultStyleSheet(theme.document_css())
        bare_window.show()
        settle(application)
        rows: dict[str, list[list[float]]] = {"Thaw": [], "bare": []}
        for _ in range(options.runs):
            for name, view, show in (
                ("Thaw", page, lambda: page.open_page(html, lambda _name: None)),
                ("bare", bare, lambda: bare.setHtml(html)),
            ):
                first, whole = opened(application, show, view)
                frames = scrolled(application, view, options.frames)
                frames.sort()
                p95 = frames[int(len(frames) * 0.95)]
                rows[name].append([first, whole, statistics.median(frames), p95, frames[-1]])
        print(f"{options.words} words, {len(html):,} bytes of HTML, median of {options.runs}; milliseconds")
        print(f"{'':34}{'Thaw':>9}{'bare':>9}{'ratio':>8}")
        for at, title in enumerate(
            ("opened to first paint", "opened to all done", "frame, median", "frame, p95", "frame, longest")
        ):
            ours, theirs = (statistics.median(row[at] for row in rows[name]) for name in ("Thaw", "bare"))
            print(f"{title:34}{ours:9.1f}{theirs:9.1f}{ours / theirs:8.2f}")
        window.deleteLater()
        bare_window.deleteLater()
        settle(application)


if __name__ == "__main__":
    main()
