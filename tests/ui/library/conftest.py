"""The library tab on a real study, and small packs to add to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.ui.library.tab import LibraryTab

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from thaw_desktop.app import Study
    from thaw_desktop.ui.jobs import Jobs
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.tab import Tab
    from thaw_desktop.ui.theme import Theme

_YAML = (
    "format: 1\nid: {id}\ntitle: {title}\nversion: {version}\nlanguage: en\nlicence: CC0-1.0\nauthors: [A Teacher]\n"
)


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., Path]:
    """Writes the folder of a small pack."""

    def write(ident: str = "water", version: str = "1.0.0", front: str = "What is frozen water called?") -> Path:
        folder = tmp_path / f"{ident}-{version}"
        files = {
            "pack.yaml": _YAML.format(id=ident, title=ident.capitalize(), version=version),
            "notes/s.md": "---\nid: s\ntitle: Water everywhere\n---\nText.\n",
            "faq.md": "## Why is ice slippery? ^f-slippery\nsection: s\n\nA thin film of water lies on it.\n",
            "cards/a.md": f"---\nsection: s\n---\n{front}::Ice\n",
            "questions/q.md": "---\nid: q\nmarks: 4\nminutes: 5\nsections: [s]\n---\nExplain evaporation.\n",
        }
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def tab(show: Callable[[Tab], Tab], study: Study, theme: Theme, navigator: Navigator, jobs: Jobs) -> LibraryTab:
    made = LibraryTab(theme, navigator, study.library, study.overview, study.settings, study.changes, jobs, study.paths)
    study.changes.listen(lambda _: made.refresh())
    show(made)
    return made
