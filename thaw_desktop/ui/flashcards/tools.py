"""What the Flashcards tab works with besides the session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thaw_desktop.flashcards.browse import CardBrowser
    from thaw_desktop.flashcards.bulk import Bulk
    from thaw_desktop.ui.jobs import Jobs
    from thaw_desktop.ui.outlook import OutlookDesk


@dataclass(frozen=True, slots=True)
class CardTools:
    """Use cases that come into play when the student asks for them.

    Attributes:
        outlook: what to expect of the exam.
        browser: finds cards for the table of all.
        bulk: does something to many of them.
        jobs: the threads on which they are found.
    """

    outlook: OutlookDesk
    browser: CardBrowser
    bulk: Bulk
    jobs: Jobs
