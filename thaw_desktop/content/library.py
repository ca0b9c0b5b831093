"""Questions to `library.db` about what the packs hold."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thaw_desktop.content.model import (
    Attribution,
    Card,
    CardKind,
    Counts,
    FaqEntry,
    Level,
    MarkPoint,
    PackInfo,
    Question,
    Section,
    SpecPoint,
    Term,
    TimelineEvent,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

# The statements below are put together from these column lists, never from input.
# ruff: noqa: S608
_PACK = "id, title, version, language, subject, level, licence, authors, attribution, description, spec, cover"
_SECTION = "id, title, parent, level, summary, minutes, html, text, spec, facts"
_FAQ = "id, question, also, html, text, section, tags, facts"
_CARD = "id, note, kind, deck, section, front, back, front_text, back_text, accepted, hint, tags"
_QUESTION = (
    "id, title, text, html, command_word, marks, minutes, sections, plan, model, model_text, levels, spec, ao, facts, "
    "sources, sources_text, comment, second, second_text, second_comment"
)
_POINT = "id, marks, text, ask, words, section, facts, tags"
_TERM = "id, term, html, text, also"
_EVENT = 'id, start, "end", period, category, title, text, section, tags'


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A section or subsection without its body."""

    id: str
    title: str
    parent: str | None
    level: int
    minutes: int
    summary: str


@dataclass(frozen=True, slots=True)
class CardRef:
    """A card without its sides: enough to queue it, light enough for a hundred thousand."""

    id: str
    note: str
    kind: CardKind
    deck: str
    section: str


class Library:
    """Reads compiled packs. Rows come in the order of the pack, and an item that is not there is None.

    The instance belongs to the thread of its connection.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read through a connection to a `library.db` of the current schema."""
        self._connection = connection

    def packs(self) -> list[PackInfo]:
        """All packs in the order in which they are shown."""
        return [_pack(row) for row in self._rows(f"SELECT {_PACK} FROM pack ORDER BY position, id")]

    def pack(self, pack: str) -> PackInfo | None:
        """One pack."""
        row = self._row(f"SELECT {_PACK} FROM pack WHERE id = ?", pack)
        return _pack(row) if row else None

    def fingerprints(self) -> dict[str, str]:
        """Pack id → fingerprint of the files it was compiled from."""
        return {row[0]: row[1] for row in self._rows("SELECT id, fingerprint FROM pack")}

    def fingerprint(self, pack: str) -> str:
        """Of the files that a pack was compiled from; empty for no such pack."""
        row = self._row("SELECT fingerprint FROM pack WHERE id = ?", pack)
        return str(row[0]) if row else ""

    def sources(self) -> dict[str, str]:
        """Pack id → path of the folder or file it was compiled from."""
        return {row[0]: row[1] for row in self._rows("SELECT id, source FROM pack")}

    def outline(self, pack: str) -> list[OutlineEntry]:
        """Sections and subsections in reading order, without their bodies."""
        query = "SELECT id, title, parent, level, minutes, summary FROM section WHERE pack = ? ORDER BY position"
        return [OutlineEntry(*row) for row in self._rows(query, pack)]

    def section_titles(self, pack: str) -> dict[str, str]:
        """Id → title of every section and subsection, in reading order."""
        query = "SELECT id, title FROM section WHERE pack = ? ORDER BY position"
        return {row[0]: row[1] for row in self._rows(query, pack)}

    def section(self, pack: str, section: str) -> Section | None:
        """One section or subsection."""
        row = self._row(f"SELECT {_SECTION} FROM section WHERE pack = ? AND id = ?", pack, section)
        return _section(row) if row else None

    def children(self, pack: str, section: str) -> list[Section]:
        """The subsections of a section."""
        query = f"SELECT {_SECTION} FROM section WHERE pack = ? AND parent = ? ORDER BY position"
        return [_section(row) for row in self._rows(query, pack, section)]

    def faqs(self, pack: str) -> list[FaqEntry]:
        """All questions answered in a pack."""
        return [_faq(row) for row in self._rows(f"SELECT {_FAQ} FROM faq WHERE pack = ? ORDER BY position", pack)]

    def faq(self, pack: str, faq: str) -> FaqEntry | None:
        """One question with its answer."""
        row = self._row(f"SELECT {_FAQ} FROM faq WHERE pack = ? AND id = ?", pack, faq)
        return _faq(row) if row else None

    def cards(self, pack: str) -> list[Card]:
        """All cards of a pack without those of mark points."""
        query = f"SELECT {_CARD} FROM card WHERE pack = ? AND kind <> 'point' ORDER BY position"
        return [_card(row) for row in self._rows(query, pack)]

    def card(self, pack: str, card: str) -> Card | None:
        """One card, which may be that of a mark point."""
        row = self._row(f"SELECT {_CARD} FROM card WHERE pack = ? AND id = ?", pack, card)
        return _card(row) if row else None

    def cards_by_id(self, pack: str, cards: Iterable[str]) -> dict[str, Card]:
        """Several cards at once; those that are not in the pack are left out.

        Returns:
            Id → card, in the order of the ids asked for.
        """
        wanted = list(dict.fromkeys(cards))
        query = f"SELECT {_CARD} FROM card WHERE pack = ? AND id IN (SELECT value FROM json_each(?))"
        found = {row[0]: _card(row) for row in self._rows(query, pack, json.dumps(wanted))}
        return {card: found[card] for card in wanted if card in found}

    def card_refs(self, pack: str) -> list[CardRef]:
        """All cards of a pack without their sides, those of mark points (kind `point`) included."""
        query = "SELECT id, note, kind, deck, section FROM card WHERE pack = ? ORDER BY position"
        return [CardRef(*row) for row in self._rows(query, pack)]

    def card_count(self, pack: str) -> int:
        """How many cards a pack has, those of mark points included."""
        row = self._row("SELECT count(*) FROM card WHERE pack = ?", pack)
        return int(row[0]) if row else 0

    def questions(self, pack: str) -> list[Question]:
        """All practice questions of a pack with their mark points."""
        points: dict[str, list[MarkPoint]] = {}
        query = f"SELECT question, {_POINT} FROM mark_point WHERE pack = ? ORDER BY question, position"
        for question, *row in self._rows(query, pack):
            points.setdefault(question, []).append(_point(row))
        rows = self._rows(f"SELECT {_QUESTION} FROM question WHERE pack = ? ORDER BY position", pack)
        return [_question(row, points.get(row[0], ())) for row in rows]

    def question(self, pack: str, question: str) -> Question | None:
        """One practice question with its mark points."""
        row = self._row(f"SELECT {_QUESTION} FROM question WHERE pack = ? AND id = ?", pack, question)
        if row is None:
            return None
        query = f"SELECT {_POINT} FROM mark_point WHERE pack = ? AND question = ? ORDER BY position"
        return _question(row, [_point(point) for point in self._rows(query, pack, question)])

    def terms(self, pack: str) -> list[Term]:
        """The glossary."""
        return [_term(row) for row in self._rows(f"SELECT {_TERM} FROM term WHERE pack = ? ORDER BY position", pack)]

    def term(self, pack: str, term: str) -> Term | None:
        """One entry of the glossary."""
        row = self._row(f"SELECT {_TERM} FROM term WHERE pack = ? AND id = ?", pack, term)
        return _term(row) if row else None

    def timeline(self, pack: str) -> list[TimelineEvent]:
        """Events and periods in order of time."""
        rows = self._rows(f"SELECT {_EVENT} FROM timeline WHERE pack = ? ORDER BY position", pack)
        return [_event(row) for row in rows]

    def media(self, pack: str, name: str) -> bytes | None:
        """The bytes of a picture, by the name that the HTML gives it."""
        row = self._row("SELECT data FROM media WHERE pack = ? AND name = ?", pack, name)
        return bytes(row[0]) if row else None

    def counts(self, pack: str) -> Counts:
        """How many items of each kind a pack holds; all are 0 for a pack that is not there."""
        sections, faqs, cards, points, questions, terms, events = self._connection.execute(
            """SELECT (SELECT count(*) FROM section WHERE pack = :pack),
                      (SELECT count(*) FROM faq WHERE pack = :pack),
                      (SELECT count(*) FROM card WHERE pack = :pack),
                      (SELECT count(*) FROM mark_point WHERE pack = :pack),
                      (SELECT count(*) FROM question WHERE pack = :pack),
                      (SELECT count(*) FROM term WHERE pack = :pack),
                      (SELECT count(*) FROM timeline WHERE pack = :pack)""",
            {"pack": pack},
        ).fetchone()
        return Counts(sections, faqs, cards - points, points, questions, terms, events)

    def _rows(self, query: str, *values: str) -> list[Sequence[Any]]:
        return self._connection.execute(query, values).fetchall()

    def _row(self, query: str, *values: str) -> Sequence[Any] | None:
        row: Sequence[Any] | None = self._connection.execute(query, values).fetchone()
        return row


def _texts(column: str) -> tuple[str, ...]:
    return tuple(json.loads(column))


def _pack(row: Sequence[Any]) -> PackInfo:
    ident, title, version, language, subject, level, licence, authors, attribution, description, spec, cover = row
    return PackInfo(
        id=ident,
        title=title,
        version=version,
        language=language,
        subject=subject,
        level=level,
        licence=licence,
        authors=_texts(authors),
        attribution=tuple(Attribution(*entry) for entry in json.loads(attribution)),
        description=description,
        spec=tuple(SpecPoint(*entry) for entry in json.loads(spec)),
        cover=cover,
    )


def _section(row: Sequence[Any]) -> Section:
    ident, title, parent, level, summary, minutes, html, text, spec, facts = row
    return Section(ident, title, parent, level, summary, minutes, html, text, _texts(spec), _texts(facts))


def _faq(row: Sequence[Any]) -> FaqEntry:
    ident, question, also, html, text, section, tags, facts = row
    return FaqEntry(ident, question, _texts(also), html, text, section, _texts(tags), _texts(facts))


def _card(row: Sequence[Any]) -> Card:
    ident, note, kind, deck, section, front, back, front_text, back_text, accepted, hint, tags = row
    sides = (front, back, front_text, back_text)
    return Card(ident, note, kind, deck, section, *sides, _texts(accepted), hint, _texts(tags))


def _point(row: Sequence[Any]) -> MarkPoint:
    ident, marks, text, ask, words, section, facts, tags = row
    ways = tuple(tuple(tuple(group) for group in way) for way in json.loads(words))
    return MarkPoint(ident, marks, text, ask, ways, section, _texts(facts), _texts(tags))


def _question(row: Sequence[Any], points: Iterable[MarkPoint]) -> Question:
    ident, title, text, html, command_word, marks, minutes, sections, plan, model, model_text, levels, *rest = row
    spec, ao, facts = map(_texts, rest[:3])
    sources, sources_text, comment, second, second_text, second_comment = rest[3:]
    return Question(
        id=ident,
        title=title,
        text=text,
        html=html,
        command_word=command_word,
        marks=marks,
        minutes=minutes,
        sections=_texts(sections),
        plan=plan,
        model=model,
        model_text=model_text,
        levels=tuple(Level(*level) for level in json.loads(levels)),
        points=tuple(points),
        spec=spec,
        ao=ao,
        facts=facts,
        sources=sources,
        sources_text=sources_text,
        comment=comment,
        second=second,
        second_text=second_text,
        second_comment=second_comment,
    )


def _event(row: Sequence[Any]) -> TimelineEvent:
    ident, start, end, period, category, title, text, section, tags = row
    return TimelineEvent(ident, start, end, bool(period), category, title, text, section, _texts(tags))


def _term(row: Sequence[Any]) -> Term:
    ident, term, html, text, also = row
    return Term(ident, term, html, text, _texts(also))
