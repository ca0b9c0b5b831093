"""Reading, building and compiling a pack of 20 000 items, with memory, and a page of notes to the screen.

    python tests/benchmarks/packs.py [--items 20000] [--runs 3]

Each step runs in a process of its own. Beside ours stands the bare floor: reading the same bytes, parsing the same
Markdown with markdown-it alone, setting the same HTML in a bare QTextBrowser. Prints a table; judges nothing.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

PACK_YAML = "format: 1\nid: large\ntitle: Large\nversion: 1.0.0\nlanguage: en\nlicence: CC0-1.0\n"
SENTENCE = "the leaders of the Party wanted reform without risk and found that every reform carries risks of its own"
WORDS = tuple(SENTENCE.split())


def write_pack(folder: Path, items: int) -> int:
    """Write a pack of so many items, mixed as the built-in one is: mostly cards; how many there are."""
    sections, faqs, terms, events, questions = items // 100, items // 20, items // 10, items // 40, items // 100
    cards = items - sections - faqs - terms - events - questions * 4
    files: dict[str, list[str]] = {"pack.yaml": [PACK_YAML]}
    for number in range(sections):
        if number % 5 == 0:
            file = files.setdefault(f"notes/{number:04}.md", [])
            file.append(f"---\nid: s{number}\ntitle: Section {number}\n---\n{prose(number, 60)}\n")
        else:
            file.append(f"\n## Part {number} ^s{number}\n\n{prose(number, 120)} ==term {number}== [[t{number}]]\n")
    for number in range(faqs):
        files.setdefault("faq.md", []).append(
            f"## Question {number}? ^f{number}\nsection: s0\n\n{prose(number, 90)}\n\n"
        )
    for number in range(terms):
        files.setdefault("glossary.md", []).append(f"Term {number} ^t{number}\n: {prose(number, 15)}\n\n")
    for number in range(events):
        date = f"{1000 + number % 900}-{number % 12 + 1:02}"
        line = f"- [{date}] {{Politics}} Event {number} | {prose(number, 8)} §s0 ^e{number}\n"
        files.setdefault("timeline.md", []).append(line)
    for number in range(cards):
        lines = files.setdefault(f"cards/{number // 500:03}.md", ["---\nsection: s0\n---\n"])
        forms = (
            f"{prose(number, 8)} {number}?::{prose(number + 3, 6)} ^c{number}\n\n",
            f"{prose(number, 8)} =={number}== {prose(number, 4)} ^c{number}\n\n",
            f"{prose(number, 8)} {number}\n?\n- {prose(number, 4)}\n- {prose(number, 5)}\n\n^c{number}\n\n".replace(
                "\n\n^", "\n^"
            ),
        )
        lines.append(forms[number % 3])
    for number in range(questions):
        points = "".join(
            f"- [2] {prose(number + point, 10)}. ^m{point}\n  words: reform | risk + Party\n" for point in range(3)
        )
        files[f"questions/{number:04}.md"] = [
            f"---\nid: q{number}\nmarks: 6\nminutes: 10\nsections: [s0]\n---\nExplain {prose(number, 6)} {number}.\n\n"
            f"## Mark points\n\n{points}\n## Model answer\n\n{prose(number, 200)}\n"
        ]
    for name, parts in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("".join(parts), encoding="utf-8")
    return sections + faqs + terms + events + cards + questions * 4


def prose(seed: int, count: int) -> str:
    """Some words that differ from seed to seed."""
    return " ".join(WORDS[(seed + place * 7) % len(WORDS)] for place in range(count))


def measure(step: str, folder: Path) -> dict[str, float]:
    """Do one step in this process: seconds, and the greatest resident memory in MB."""
    began = time.perf_counter()
    seconds = STEPS[step](folder)
    seconds = time.perf_counter() - began if seconds is None else seconds
    return {"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def read_bytes(folder: Path) -> None:
    """The floor of everything: the bytes of all files."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            path.read_bytes()


def parse_only(folder: Path) -> None:
    """The floor of reading: the same Markdown parsed by markdown-it with the same plugins, nothing made of it."""
    from thaw_desktop.content.markdown_html import parser

    md = parser()
    for path in sorted(folder.rglob("*.md")):
        md.parse(path.read_text(encoding="utf-8"), {})


def check(folder: Path) -> None:
    """`pack check`."""
    from thaw_desktop.content.check import report

    _, counts = report(folder)
    assert counts is not None


def build(folder: Path) -> None:
    """`pack build`."""
    from thaw_desktop.content.archive import build_pack

    with tempfile.TemporaryDirectory() as place:
        build_pack(folder, Path(place) / "out.thawpack")


def compile_all(folder: Path) -> None:
    """Reading, and writing into `library.db` with the full-text index."""
    from thaw_desktop.content.shelf import open_library, refresh

    with tempfile.TemporaryDirectory() as place, closing(open_library(Path(place) / "library.db")) as connection:
        assert refresh(connection, [folder]) == []


def page_of_notes(folder: Path) -> float:
    """From the choice of the longest built-in page, pictures and all, to its being painted."""
    from PySide6.QtWidgets import QApplication

    from thaw_desktop.app import build_window, open_study
    from thaw_desktop.core.clock import SystemClock
    from thaw_desktop.core.paths import Paths, resources_folder
    from thaw_desktop.ui.theme import Theme

    application = QApplication([])
    with tempfile.TemporaryDirectory() as place:
        paths = Paths(Path(place), folder.parent / "cache", resources_folder())
        study = open_study(paths, SystemClock())
        study.settings.hold_for_this_run(welcomed=True)
        theme = Theme(application, paths.cache, paths.resources, application)
        theme.apply("light", 1.0)
        window, jobs = build_window(study, theme)
        window.show()
        window.show_tab("notes")
        application.processEvents()
        began = time.perf_counter()
        window.show_tab("notes", "secret-speech")
        window.grab()
        seconds = time.perf_counter() - began
        jobs.close()
        study.close()
    return seconds


def bare_page(folder: Path) -> float:
    """The floor of a page: its HTML, without pictures, in a bare QTextBrowser."""
    from PySide6.QtWidgets import QApplication, QTextBrowser

    from thaw_desktop.content.reader import read_pack

    application = QApplication([])
    pack, _ = read_pack(ROOT / "resources" / "packs" / "destalinisation")
    assert pack is not None
    html = "".join(one.html for one in pack.sections if "secret-speech" in (one.id, one.parent))
    browser = QTextBrowser()
    browser.resize(560, 640)
    browser.show()
    application.processEvents()
    began = time.perf_counter()
    browser.setHtml(html.replace("<img ", "<i "))
    browser.grab()
    return time.perf_counter() - began


STEPS = {
    "bytes read (floor)": read_bytes,
    "Markdown parsed (floor)": parse_only,
    "pack check": check,
    "pack build": build,
    "read and compiled": compile_all,
    "page in a bare browser (floor)": bare_page,
    "page of notes to screen": page_of_notes,
}


def main() -> None:
    """Measure each step in processes of its own and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--step", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        print(json.dumps(measure(options.step, options.folder)))
        return
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "large"
        items = write_pack(folder, options.items)
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        print(f"{items} items, {size / 1e6:.1f} MB; median of {options.runs}\n")
        print(f"{'step':32} {'seconds':>9} {'peak MB':>9}")
        for step in STEPS:
            command = [sys.executable, __file__, "--step", step, "--folder", str(folder)]
            runs = [
                json.loads(subprocess.run(command, env=environment, capture_output=True, check=True, text=True).stdout)
                for _ in range(options.runs)
            ]
            seconds, megabytes = (statistics.median(run[key] for run in runs) for key in ("seconds", "megabytes"))
            print(f"{step:32} {seconds:9.3f} {megabytes:9.0f}")


if __name__ == "__main__":
    main()
