"""Key to painted page in an essay: plain, formatted, in overtime, and as one giant paragraph.

    QT_QPA_PLATFORM=offscreen python tests/benchmarks/writing.py [--keys 300]

Types into the middle of a page of the window's usual size and waits each time until it is painted. Judges nothing.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from thaw_desktop.core.paths import resources_folder
from thaw_desktop.practice.formatting import BOLD, Formatting
from thaw_desktop.ui.practice.manuscript import Manuscript
from thaw_desktop.ui.theme import Theme

WORDS = ["the", "speech", "of", "february", "was", "secret", "for", "a", "time", "and", "then", "it", "was", "not"]


def essay(words: int, paragraph: int) -> str:
    """A text of so many words, with a line break after each `paragraph` words; 0 for none."""
    parts = [WORDS[at % len(WORDS)] for at in range(words)]
    if not paragraph:
        return " ".join(parts)
    return "\n".join(" ".join(parts[at : at + paragraph]) for at in range(0, words, paragraph))


def formatted(text: str) -> Formatting:
    """Every third paragraph of another kind, and a bold stretch each hundred characters."""
    marks = Formatting(kinds={n: ("heading", "quotation", "numbered")[n % 3] for n in range(0, 500, 3)}).marks(text)
    for at in range(0, len(text) - 20, 100):
        for place in range(at, at + 10):
            if text[place] != "\n":
                marks[place] = BOLD
    return Formatting.from_marks(text, marks)


def measure(page: Manuscript, keys: int) -> tuple[float, float]:
    """Milliseconds from a key to the painted page, median and 95th percentile."""
    taken = []
    for number in range(keys):
        began = time.perf_counter()
        QTest.keyClicks(page, " " if number % 6 == 5 else "e")
        QApplication.processEvents()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--keys", type=int, default=300)
    keys = parser.parse_args().keys
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        theme = Theme(application, Path(folder), resources_folder())
        theme.apply("light")
        page = Manuscript(theme, "Essay")
        page.resize(620, 600)
        page.show()
        page.setFocus()
        print(f"{'':34}{'p50 ms':>9}{'p95 ms':>9}{'formatting() ms':>17}")
        for words in (1000, 10_000):
            for name, paragraph in (("plain", 120), ("formatted", 120), ("in overtime", 120), ("one paragraph", 0)):
                text = essay(words, paragraph)
                page.set_text(text, formatted(text) if name == "formatted" else None)
                page.show_overtime(len(text) // 3 if name == "in overtime" else None)
                page.set_place(len(text) // 2)
                QApplication.processEvents()
                middle, high = measure(page, keys)
                began = time.perf_counter()
                page.formatting()
                told = (time.perf_counter() - began) * 1000
                print(f"{f'{words} words, {name}':34}{middle:9.2f}{high:9.2f}{told:17.2f}")


if __name__ == "__main__":
    main()
