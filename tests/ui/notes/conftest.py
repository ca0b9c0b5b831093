"""The Notes tab, shown on the built-in pack and kept fresh by a real hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.ui.autosave import Rhythm
from thaw_desktop.ui.hub import Hub
from thaw_desktop.ui.notes.blurting_desk import BlurtDesk
from thaw_desktop.ui.notes.highlights_makers import OwnWork
from thaw_desktop.ui.notes.tab import NotesTab

if TYPE_CHECKING:
    from collections.abc import Callable

    from thaw_desktop.app import Study
    from thaw_desktop.ui.jobs import Jobs
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.tab import Tab
    from thaw_desktop.ui.theme import Theme


@pytest.fixture
def open_notes(
    theme: Theme, navigator: Navigator, study: Study, jobs: Jobs, show: Callable[[Tab], Tab]
) -> Callable[[], NotesTab]:
    """Opens the tab as a new start of the program would; may be called again to start anew."""

    def open_tab() -> NotesTab:
        own = OwnWork(study.highlights, study.own_pages, study.session.own)
        blurt = BlurtDesk(theme, study.blurting, jobs, study.settings, study.clock, Rhythm(20, 40, 60))
        tab = NotesTab(theme, navigator, study.reading, study.library, study.settings, own, blurt)
        hub = Hub(study.changes, tab)
        hub.add(tab)
        show(tab)
        hub.show(tab)
        tab.setFocus()
        return tab

    return open_tab


@pytest.fixture
def notes(open_notes: Callable[[], NotesTab]) -> NotesTab:
    """The tab with an empty history."""
    return open_notes()
