"""From a finished attempt to what is handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from thaw_desktop.practice.hand_in import Answer, Candidate, Labels, Submission, blocks
from thaw_desktop.practice.page import count_words
from thaw_desktop.ui.practice.record_words import record_lines

if TYPE_CHECKING:
    from datetime import datetime

    from thaw_desktop.core.settings import Settings
    from thaw_desktop.practice.marking import FinishedAttempt

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""


def submission_of(finished: FinishedAttempt, settings: Settings, number: str, zone: datetime) -> Submission:
    """The essay with the student's details and the record.

    Args:
        finished: the attempt.
        settings: whose it is.
        number: of the question on the paper.
        zone: any moment in the student's time zone.
    """
    question = finished.question
    candidate = Candidate(
        settings.centre_number, settings.candidate_number, settings.component_code, settings.candidate_name
    )
    labels = Labels(
        centre=translate("HandIn", "Centre"),
        candidate=translate("HandIn", "Candidate"),
        component=translate("HandIn", "Component"),
        question=translate("HandIn", "Question"),
        page=translate("HandIn", "Page {page} of {pages}"),
        words=translate("HandIn", "Word count: {n}"),
        record=translate("HandIn", "Record of time, breaks and interruptions"),
    )
    essay = blocks(finished.text, finished.formatting)
    answer = Answer(number, question.text if question is not None else "", essay, count_words(finished.text))
    title = question.title if question is not None else translate("HandIn", "Essay")
    return Submission(candidate, title, (answer,), tuple(record_lines(finished, zone)), labels)
