"""What a screen reader is told of each tab: the accessible tree, read over AT-SPI as Orca reads it.

    python tests/benchmarks/screen_reader.py [--tree DIR]

Runs the real window under Xvfb on a session bus of its own (packages xvfb, xdotool, dbus-daemon, at-spi2-core, systemd
for `busctl`, libglib2.0-bin for `gdbus`). Prints, for each tab, how many things are on the screen, which controls have
no name, and how much text can be read; `--tree` writes the whole trees. Judges nothing.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.window import ROOT, screen

if TYPE_CHECKING:
    from collections.abc import Iterator

TABS = ("Home", "Notes", "FAQ", "Flashcards", "Practice", "Progress", "Library")
SHOWING, FOCUSABLE = 25, 11
"""Numbers of states, from AtspiStateType."""
CONTROLS = frozenset({
    "push button", "toggle button", "check box", "radio button", "combo box", "entry", "text", "slider", "spin button",
    "list", "list item", "tree", "tree item", "table", "page tab", "menu item", "link",
})  # fmt: skip
"""Roles of what a student acts upon."""
ACCESSIBLE, TEXT = "org.a11y.atspi.Accessible", "org.a11y.atspi.Text"


@dataclass
class Thing:
    """One object of the tree: where it is, what it is called, and what can be read of it."""

    depth: int
    role: str
    name: str
    description: str
    text: str
    focusable: bool


class Bus:
    """The accessibility bus, asked through `busctl`."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = environment
        where = ["--user", "call", "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress"]
        self._address = str(self._run(where)[0])

    def _run(self, arguments: list[str]) -> list[Any]:
        told = subprocess.run(
            ["busctl", "--json=short", *arguments], env=self._environment, capture_output=True, text=True, check=False
        )
        return list(json.loads(told.stdout)["data"]) if told.returncode == 0 and told.stdout else []

    def ask(self, place: tuple[str, str], interface: str, method: str, *arguments: str) -> list[Any]:
        """The answer of a method, or an empty list when there is none."""
        return self._run([f"--address={self._address}", "call", *place, interface, method, *arguments])

    def told(self, place: tuple[str, str], interface: str, name: str) -> str:
        """A property's value, or an empty text."""
        answer = self.ask(place, "org.freedesktop.DBus.Properties", "Get", "ss", interface, name)
        return str(answer[0]["data"]) if answer else ""

    def text(self, place: tuple[str, str]) -> str:
        """All text of an object.

        Asked through `gdbus`: Qt marks the edges of a table by U+FDD0 and U+FDD1, which `busctl` takes for damage.
        """
        length = self.told(place, TEXT, "CharacterCount")
        method = ["--dest", place[0], "--object-path", place[1], "--method", f"{TEXT}.GetText"]
        told = subprocess.run(
            ["gdbus", "call", "--address", self._address, *method, "0", length],
            env=self._environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return str(ast.literal_eval(told.stdout)[0])

    def application(self, name: str) -> tuple[str, str]:
        """The application of a name, once it has come."""
        root = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
        for _ in range(100):
            for child in (self.ask(root, ACCESSIBLE, "GetChildren") or [[]])[0]:
                if name in self.told(tuple(child), ACCESSIBLE, "Name").lower():
                    return tuple(child)
            time.sleep(0.1)
        raise SystemExit(f"no application {name} on the accessibility bus")

    def things(self, place: tuple[str, str], depth: int = 0) -> Iterator[Thing]:
        """Everything that is on the screen, from a place downwards."""
        for child in (self.ask(place, ACCESSIBLE, "GetChildren") or [[]])[0]:
            at = tuple(child)
            states = (self.ask(at, ACCESSIBLE, "GetState") or [[0, 0]])[0]
            if depth and not states[0] >> SHOWING & 1:
                continue
            role = str((self.ask(at, ACCESSIBLE, "GetRoleName") or [""])[0])
            interfaces = (self.ask(at, ACCESSIBLE, "GetInterfaces") or [[]])[0]
            text = self.text(at) if TEXT in interfaces else ""
            name, description = (self.told(at, ACCESSIBLE, one) for one in ("Name", "Description"))
            yield Thing(depth, role, name, description, text, bool(states[0] >> FOCUSABLE & 1))
            yield from self.things(at, depth + 1)


def walk(environment: dict[str, str], trees: Path | None) -> None:
    """Go through the tabs and print what each tells."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "settings.json").write_text('{"welcomed": true}', encoding="utf-8")
        program = subprocess.Popen(
            [sys.executable, "-m", "thaw_desktop", "--data-dir", folder], env=environment, cwd=ROOT
        )
        try:
            bus = Bus(environment)
            application = bus.application("thaw")
            print(f"{'tab':12}{'things':>8}{'controls':>10}{'unnamed':>9}{'focusable':>11}{'characters':>12}")
            for number, tab in enumerate(TABS, 1):
                # No window manager runs here that would give the window the keys.
                keys = [f"ctrl+{number}", *(["Down", "Return"] if tab == "FAQ" else [])]
                window = ["search", "--onlyvisible", "--name", "Thaw", "windowfocus", "--sync"]
                subprocess.run(["xdotool", *window, "key", *keys], env=environment, check=True)
                time.sleep(1.5)  # another process draws: nothing here says when it is done
                report(tab, list(bus.things(application)), trees)
        finally:
            program.terminate()
            program.wait()


def report(tab: str, things: list[Thing], trees: Path | None) -> None:
    """Print one tab's line and the controls that have no name."""
    controls = [thing for thing in things if thing.role in CONTROLS or thing.focusable]
    nameless = [thing for thing in controls if not (thing.name or thing.text)]
    characters = sum(len(thing.text or thing.name) for thing in things)
    focusable = sum(thing.focusable for thing in things)
    print(f"{tab:12}{len(things):8}{len(controls):10}{len(nameless):9}{focusable:11}{characters:12}")
    for thing in nameless:
        print(f"    no name: {thing.role}")
    if trees is not None:
        lines = [f"{'  ' * one.depth}{one.role}: {one.name!r} {one.description!r} {one.text[:200]!r}" for one in things]
        (trees / f"{tab}.txt").write_text("\n".join(lines), encoding="utf-8")


def main() -> None:
    """Start a screen and a bus, walk, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tree", type=Path, help="folder for the whole trees")
    options = parser.parse_args()
    missing = [
        name for name in ("Xvfb", "xdotool", "dbus-run-session", "busctl", "gdbus") if shutil.which(name) is None
    ]
    if missing:
        raise SystemExit(f"{', '.join(missing)} missing")
    if options.tree is not None:
        options.tree.mkdir(parents=True, exist_ok=True)
    if "THAW_ON_A_BUS" not in os.environ:
        again = ["dbus-run-session", "--", sys.executable, *sys.argv]
        raise SystemExit(subprocess.run(again, env={**os.environ, "THAW_ON_A_BUS": "1"}, check=False).returncode)
    with screen() as environment:
        walk({**environment, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}, options.tree)


if __name__ == "__main__":
    main()
