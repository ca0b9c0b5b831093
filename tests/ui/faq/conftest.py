"""The FAQ tab, shown on the built-in pack with real threads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.ui.faq.tab import FaqTab
from thaw_desktop.ui.hub import Hub

if TYPE_CHECKING:
    from collections.abc import Callable

    from thaw_desktop.app import Study
    from thaw_desktop.ui.jobs import Jobs
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.tab import Tab
    from thaw_desktop.ui.theme import Theme


@pytest.fixture
def open_faq(
    theme: Theme, navigator: Navigator, study: Study, jobs: Jobs, show: Callable[[Tab], Tab]
) -> Callable[[], FaqTab]:
    """Opens the tab as a new start of the program would; may be called again to start anew."""

    def open_tab() -> FaqTab:
        tab = FaqTab(theme, navigator, study.library, jobs, study.settings, study.questions, study.own_texts)
        hub = Hub(study.changes, tab)
        hub.add(tab)
        show(tab)
        hub.show(tab)
        tab.setFocus()
        return tab

    return open_tab


@pytest.fixture
def faq(open_faq: Callable[[], FaqTab]) -> FaqTab:
    """The tab with nothing asked."""
    return open_faq()
