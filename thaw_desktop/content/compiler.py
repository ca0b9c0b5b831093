"""Writes a pack into `library.db`, in the form in which it is read."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, NamedTuple

from thaw_desktop.content.schema import SCHEMA_VERSION
from thaw_desktop.content.search_query import count_surface_words
from thaw_desktop.content.source import files_for_fingerprint
from thaw_desktop.core.database import write_block
from thaw_desktop.core.errors import PackError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from thaw_desktop.content.model import Card, FaqEntry, MarkPoint, Pack, Question, Section, TimelineEvent

COMPILER_VERSION = 1
"""Raised whenever the same files would be compiled into something else; every pack is then compiled again."""

_TABLES = ("section", "faq", "card", "question", "mark_point", "term", "timeline", "media", "alias", "search_word")


def fingerprint(path: Path) -> str:
    """A hash that changes when a pack's files or the way they are compiled change.

    Raises:
        PackError: the folder or file cannot be read.
    """
    digest = hashlib.sha256(f"thaw {SCHEMA_VERSION}.{COMPILER_VERSION}".encode())
    try:
        for name, file in files_for_fingerprint(path):
            digest.update(f"\0{name}\0{file.stat().st_size}\0".encode(errors="surrogateescape"))
            with file.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
    except OSError as error:
        raise PackError(
            f"The pack {path} cannot be read ({error.strerror or error})",
            "Check that it is still there and that you may read it",
        ) from error
    return digest.hexdigest()


def compile_pack(connection: sqlite3.Connection, pack: Pack, fingerprint: str, position: int, source: str = "") -> None:
    """Write a pack in one transaction, in place of what was compiled from it before.

    Args:
        connection: to a `library.db` of the current schema, in autocommit mode and outside a transaction.
        pack: as it was read.
        fingerprint: of the files it was read from.
        position: place among the packs.
        source: path of the folder or file that it was read from.
    """
    with write_block(connection):
        _remove(connection, pack.info.id)
        _write_info(connection, pack, (fingerprint, source, position))
        for table, rows in _rows_of(pack).items():
            _insert(connection, table, rows)
        _write_search(connection, pack)


def remove_pack(connection: sqlite3.Connection, pack: str) -> None:
    """Take a pack out of the library in one transaction; nothing happens when it is not there."""
    with write_block(connection):
        _remove(connection, pack)


def _remove(connection: sqlite3.Connection, pack: str) -> None:
    connection.execute(
        "DELETE FROM search WHERE rowid BETWEEN (SELECT min(key) FROM search_entry WHERE pack = :pack)"
        " AND (SELECT max(key) FROM search_entry WHERE pack = :pack)",
        {"pack": pack},
    )
    for table in ("search_entry", *_TABLES):
        connection.execute(f"DELETE FROM {table} WHERE pack = ?", (pack,))  # noqa: S608 - names from our own code
    connection.execute("DELETE FROM pack WHERE id = ?", (pack,))


def _insert(connection: sqlite3.Connection, table: str, rows: list[tuple[object, ...]]) -> None:
    if rows:
        # A key is left to SQLite; names and widths come from our own code.
        values = ", ".join("?" * len(rows[0]))
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "key"]
        names = ", ".join(f'"{column}"' for column in columns)
        connection.executemany(f"INSERT INTO {table}({names}) VALUES ({values})", rows)  # noqa: S608


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _write_info(connection: sqlite3.Connection, pack: Pack, place: tuple[str, str, int]) -> None:
    info = pack.info
    row = (
        info.id,
        info.title,
        info.version,
        info.language,
        info.subject,
        info.level,
        info.licence,
        _json(info.authors),
        info.description,
        _json([(entry.what, entry.by, entry.licence, entry.url) for entry in info.attribution]),
        _json([(point.id, point.text) for point in info.spec]),
        info.cover,
        *place,
    )
    _insert(connection, "pack", [row])


def _rows_of(pack: Pack) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every table that mirrors the model, in the order of the schema's columns."""
    ident = pack.info.id
    return {
        "section": [(ident, *_section_row(section), position) for position, section in enumerate(pack.sections)],
        "faq": [(ident, *_faq_row(entry), position) for position, entry in enumerate(pack.faqs)],
        "card": [(ident, *_card_row(card), position) for position, card in enumerate(pack.cards)],
        "question": [(ident, *_question_row(question), position) for position, question in enumerate(pack.questions)],
        "mark_point": [
            (ident, question.id, *_point_row(point), position)
            for question in pack.questions
            for position, point in enumerate(question.points)
        ],
        "term": [
            (ident, term.id, term.term, term.html, term.text, _json(term.also), position)
            for position, term in enumerate(pack.terms)
        ],
        "timeline": [(ident, *_event_row(event), position) for position, event in enumerate(pack.timeline)],
        "media": [(ident, medium.name, medium.data) for medium in pack.media],
        "alias": [(ident, typed, also) for typed, others in pack.aliases.items() for also in others],
    }


def _section_row(section: Section) -> tuple[object, ...]:
    return (
        section.id,
        section.parent,
        section.level,
        section.title,
        section.summary,
        section.minutes,
        section.html,
        section.text,
        _json(section.spec),
        _json(section.facts),
    )


def _faq_row(entry: FaqEntry) -> tuple[object, ...]:
    return (
        entry.id,
        entry.question,
        _json(entry.also),
        entry.html,
        entry.text,
        entry.section,
        _json(entry.tags),
        _json(entry.facts),
    )


def _card_row(card: Card) -> tuple[object, ...]:
    return (
        card.id,
        card.note,
        card.kind,
        card.deck,
        card.section,
        card.front,
        card.back,
        card.front_text,
        card.back_text,
        _json(card.accepted),
        card.hint,
        _json(card.tags),
    )


def _point_row(point: MarkPoint) -> tuple[object, ...]:
    lists = (_json(point.facts), _json(point.tags))
    return (point.id, point.marks, point.text, point.ask, _json(point.words), point.section, *lists)


def _event_row(event: TimelineEvent) -> tuple[object, ...]:
    return (
        event.id,
        event.start,
        event.end,
        int(event.period),
        event.category,
        event.title,
        event.text,
        event.section,
        _json(event.tags),
    )


def _question_row(question: Question) -> tuple[object, ...]:
    levels = [(level.level, level.low, level.high, level.text) for level in question.levels]
    return (
        question.id,
        question.title,
        question.text,
        question.html,
        question.command_word,
        question.marks,
        question.minutes,
        _json(question.sections),
        question.plan,
        question.model,
        question.model_text,
        _json(levels),
        _json(question.spec),
        _json(question.ao),
        _json(question.facts),
        question.sources,
        question.sources_text,
        question.comment,
        question.second,
        question.second_text,
        question.second_comment,
    )


class _Entry(NamedTuple):
    kind: str
    id: str
    title: str
    section: str
    body: str
    also: str = ""


def _write_search(connection: sqlite3.Connection, pack: Pack) -> None:
    """Write the full-text rows of a pack: one unbroken range of keys, which is what a search is narrowed by."""
    (first,) = connection.execute("SELECT coalesce(max(key), 0) + 1 FROM search_entry").fetchone()
    entries = list(enumerate(_entries(pack), first))
    ident = pack.info.id
    connection.executemany(
        "INSERT INTO search_entry(key, pack, kind, id, title, section) VALUES (?, ?, ?, ?, ?, ?)",
        ((key, ident, entry.kind, entry.id, entry.title, entry.section or None) for key, entry in entries),
    )
    connection.executemany(
        "INSERT INTO search(rowid, title, body, also) VALUES (?, ?, ?, ?)",
        ((key, entry.title, entry.body, entry.also) for key, entry in entries),
    )
    words = count_surface_words(f"{entry.title}\n{entry.also}\n{entry.body}" for _, entry in entries)
    _insert(connection, "search_word", [(ident, word, count) for word, count in words.items()])


def _entries(pack: Pack) -> Iterator[_Entry]:
    for section in pack.sections:
        yield _Entry("notes", section.id, section.title, section.id, _lines((section.summary, section.text)))
    for faq in pack.faqs:
        yield _Entry("faq", faq.id, faq.question, faq.section, faq.text, _lines(faq.also))
    yield from _card_entries(pack)
    for question in pack.questions:
        body = _lines((question.text, question.sources_text, *(point.text for point in question.points)))
        yield _Entry("questions", question.id, question.title, next(iter(question.sections), ""), body)
    for term in pack.terms:
        yield _Entry("terms", term.id, term.term, "", term.text, _lines(term.also))


def _card_entries(pack: Pack) -> Iterator[_Entry]:
    """One entry for each source card: its siblings would only repeat it."""
    seen: set[str] = set()
    for card in pack.cards:
        if card.kind == "point" or card.note in seen:
            continue
        seen.add(card.note)
        # A cloze sentence is searched whole, not with a gap in it.
        title, body = (card.back_text, "") if card.kind == "cloze" else (card.front_text, card.back_text)
        also = card.accepted[1:] if card.kind == "type-in" else ()
        yield _Entry("cards", card.id, title, card.section, body, _lines(also))


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)
