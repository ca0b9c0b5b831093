"""The house rules that a machine can hold: who may import whom, and what start-up may not pay for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def our_files() -> list[Path]:
    """Every file of the checkout but what is made here: the environment, caches and pictures."""
    made = {".git", ".venv", "screenshots", "build", "dist", "built"}
    found: list[Path] = []
    folders = [ROOT]
    while folders:
        for path in folders.pop().iterdir():
            if path.is_dir():
                if path.name not in made and not path.name.endswith(("cache", "cache__", ".egg-info", ".hypothesis")):
                    folders.append(path)
            else:
                found.append(path)
    return found


def test_imports_point_one_way_and_qt_stays_in_ui() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_commands_without_a_window_import_no_qt_and_none_of_the_slow_libraries() -> None:
    code = """
import sys
import thaw_desktop.cli, thaw_desktop.app
slow = {"PySide6", "sqlite_utils", "pydantic", "yaml", "markdown_it", "rapidfuzz", "fsrs", "qt_material", "jinja2"}
print(sorted(slow & set(sys.modules)))
"""
    outcome = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert outcome.stdout.strip() == "[]"


def test_nothing_of_ours_names_a_registry_or_a_path_of_one_machine() -> None:
    forbidden = ("pypi" + ".org", "files.python" + "hosted", "/" + "work/", "/" + "tmp/plan")
    for path in our_files():
        if path.suffix not in {".db", ".png", ".ico"}:
            text = path.read_text(encoding="utf-8")
            assert not [word for word in forbidden if word in text], path


def test_the_top_level_holds_only_what_belongs_there() -> None:
    top = {path.relative_to(ROOT).parts[0] for path in our_files()}
    belongs = {
        "thaw_desktop", "resources", "tests", "packaging", "pyproject.toml", "README.md", "ARCHITECTURE.md",
        "CHANGELOG.md", "LICENSE", ".ci", ".github", ".gitignore", ".gitattributes", ".editorconfig",
    }  # fmt: skip
    assert top <= belongs
