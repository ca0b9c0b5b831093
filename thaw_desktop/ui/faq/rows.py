"""The rows of the list of questions, and what they are made from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from thaw_desktop.ui.search.rows import ResultRow, beginnings_of, heading, kind_word, row_of_hit
from thaw_desktop.ui.widgets import is_beyond

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from thaw_desktop.content.asking import Found
    from thaw_desktop.content.model import FaqEntry
    from thaw_desktop.notes.questions import OpenQuestion

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""

OWN, OPEN = "question", "open question"
"""Kinds of rows for own questions with an answer and without one."""


def rows_of_all(
    entries: Sequence[FaqEntry],
    topics: Mapping[str, str],
    own: Sequence[FaqEntry] = (),
    waiting: Sequence[OpenQuestion] = (),
) -> list[ResultRow]:
    """All entries under the topics they belong to; topics and entries in the order of the pack.

    Args:
        entries: the FAQ.
        topics: section or subsection id → title of its topic.
        own: the student's own questions; they stand at the end of their topics.
        waiting: questions that they found no answer to; they stand above all others.
    """
    by_topic: dict[str, list[ResultRow]] = {}
    for entry in entries:
        row = ResultRow("faq", entry.id, entry.question, beyond=is_beyond(entry.tags), section=entry.section)
        by_topic.setdefault(topics.get(entry.section, ""), []).append(row)
    homeless: list[ResultRow] = []
    for entry in own:
        row = ResultRow(OWN, entry.id, entry.question, pill=kind_word(OWN), section=entry.section)
        topic = topics.get(entry.section, "")
        (by_topic.setdefault(topic, []) if topic else homeless).append(row)
    rows: list[ResultRow] = []
    if waiting:
        rows.append(heading(translate("FaqRows", "Questions you still have")))
        rows += [ResultRow(OPEN, one.id, one.question, pill=kind_word(OPEN)) for one in waiting]
    for topic, found in by_topic.items():
        if topic:
            rows.append(heading(topic))
        elif waiting:
            rows.append(heading(translate("FaqRows", "All questions")))
        rows += found
    if homeless:
        rows += [heading(translate("FaqRows", "Your own questions")), *homeless]
    return rows


def rows_of_found(
    found: Found, topics: Mapping[str, str], beyond: Collection[str], others: Mapping[str, str]
) -> list[ResultRow]:
    """The entries that were found, then what was found elsewhere.

    Args:
        found: the answer to the query.
        topics: section or subsection id → title of its topic, in the open pack.
        beyond: ids of the entries of the open pack that go beyond the notes.
        others: id → title of the other packs.
    """
    beginnings = beginnings_of(found.query, found.corrected)
    rows = []
    for hit in found.answers:
        mine = kind_word(OWN) if hit.kind == OWN else ""
        where = others.get(hit.pack) or topics.get(hit.section or "", "")
        row = row_of_hit(
            hit, beginnings, " · ".join(filter(None, (mine, where))), hit.pack if hit.pack in others else ""
        )
        rows.append(replace(row, beyond=hit.kind == "faq" and not row.pack and hit.id in beyond))
    if found.others:
        rows.append(heading(translate("FaqRows", "Also in notes, cards and terms")))
        for hit in found.others:
            elsewhere = hit.pack if hit.pack in others else ""
            words = [kind_word(hit.kind), others[elsewhere]] if elsewhere else [kind_word(hit.kind)]
            rows.append(row_of_hit(hit, beginnings, " · ".join(words), elsewhere))
    return rows
