"""Reads a pack from its folder or file and names everything that is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypedDict

from thaw_desktop.content.budget import EndlessPackError
from thaw_desktop.content.context import Context
from thaw_desktop.content.earlier_ids import read_earlier_ids
from thaw_desktop.content.file_names import EARLIER_IDS, intended, is_text
from thaw_desktop.content.lines import text_lines
from thaw_desktop.content.markdown import Markdown
from thaw_desktop.content.media import check_media, note_unused
from thaw_desktop.content.model import FORMAT, Attribution, Pack, PackInfo, SpecPoint
from thaw_desktop.content.names import Names
from thaw_desktop.content.problems import Place, Problems, did_you_mean, shortened
from thaw_desktop.content.source import read_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from thaw_desktop.content.fields import PackFields
    from thaw_desktop.content.lines import Line
    from thaw_desktop.content.model import Card, FaqEntry, Problem, Question, Section, Term, TimelineEvent
    from thaw_desktop.content.names import Item


_LANGUAGE_NAMES = """
    english en, british en-GB, american en-US, welsh cy, cymraeg cy, irish ga, gaeilge ga, gaelic gd, scots sco,
    french fr, german de, deutsch de, spanish es, italian it, portuguese pt, dutch nl, polish pl, russian ru, latin la,
    greek el, arabic ar, chinese zh, urdu ur
"""
_LANGUAGES = dict(re.findall(r"([a-z]+) ([A-Za-z-]+)", _LANGUAGE_NAMES))
"""Of the languages that schools write in: the name, which is no tag, and the tag."""


class _Reader(Protocol):
    def read(self, file: str, lines: list[Line]) -> None: ...


@dataclass(frozen=True, slots=True)
class PackReading:
    """All that reading a pack brought to light.

    Attributes:
        pack: None when there is any error.
        problems: by file and line.
        files: what the pack is made of, by path in the pack; files that mean nothing or were refused are left out.
        items: everything that has an id, with the place where it stands.
    """

    pack: Pack | None
    problems: list[Problem]
    files: Mapping[str, bytes]
    items: tuple[Item, ...]


def read_pack(path: Path) -> tuple[Pack | None, list[Problem]]:
    """Read a pack from a folder or a `.thawpack`, whatever is in it.

    Nothing is written, nothing is fetched, and whatever is wrong comes back as problems instead of an exception.

    Returns:
        The pack, None when there is any error; and all problems, by file and line.
    """
    reading = read_closely(path)
    return reading.pack, reading.problems


def read_closely(path: Path) -> PackReading:
    """Read a pack as `read_pack` does, and keep its files and the places of its items."""
    problems = Problems()
    files = read_files(path, problems)
    if not files and problems.serious:
        return PackReading(None, problems.in_order(), {}, ())
    return _read_all(files, problems)


def read_again(files: Mapping[str, bytes]) -> PackReading:
    """Read a pack from files that are in memory, each by its path in the pack."""
    return _read_all(files, Problems())


def _read_all(files: Mapping[str, bytes], problems: Problems) -> PackReading:
    misnamed = {intended(name) for name in problems.files_with_errors() - files.keys()}
    if "pack.yaml" not in files and "pack.yaml" not in misnamed:
        mend = "write one with the fields format, id, title, version, language and licence"
        problems.error(Place("pack.yaml", 1), "the pack has no file `pack.yaml`", mend)
    pack = None
    names = Names(problems, read_earlier_ids(files.get(EARLIER_IDS, b""), problems))
    if any(name.startswith("notes/") for name in misnamed | (problems.files_with_errors() - files.keys())):
        names.lose("section")
    try:
        pack = _read(files, names, problems)
    except EndlessPackError as end:
        problems.end(end)
    return PackReading(None if problems.serious else pack, problems.in_order(), files, names.items())


def _read(files: Mapping[str, bytes], names: Names, problems: Problems) -> Pack | None:
    # Imported here: pydantic takes a noticeable part of a second, and only reading a pack needs it.
    from thaw_desktop.content.fields import PackFields
    from thaw_desktop.content.front_matter import front_matter, newer_format

    media = check_media({name: data for name, data in files.items() if name.startswith("media/")}, problems)
    texts = {name: text_lines(name, data, problems) for name, data in sorted(files.items()) if is_text(name)}
    about = texts.pop("pack.yaml", None)
    fields = None
    if about is not None:
        newer = newer_format(about)
        if newer:
            what = f"this pack is written in format {newer[0]}, and this version of Thaw reads format {FORMAT}"
            problems.error(newer[1], what, "install a newer version of Thaw")
            return None
        front = front_matter(PackFields, "pack.yaml", about, problems)
        fields = front.fields
        _check_language(front.text("language"), front.place("language"), problems)
    spec = frozenset(point.id for point in fields.spec) if fields else None
    pictures = frozenset(medium.name for medium in media)
    refused = _refused(files, problems) - pictures
    if about is not None:
        _check_cover(front.text("cover"), pictures, refused, front.place("cover"), problems)
    markdown = Markdown(names, pictures, problems, refused)
    items = _read_items(texts, Context(names, markdown, problems, spec))
    if fields is None:
        return None
    note_unused(media, {*markdown.pictures, fields.cover}, problems)
    return Pack(
        info=_info(fields),
        aliases={typed.casefold(): also for typed, also in fields.aliases.items()},
        media=media,
        **items,
    )


class _Items(TypedDict):
    """Everything in a pack that has an id."""

    sections: tuple[Section, ...]
    faqs: tuple[FaqEntry, ...]
    cards: tuple[Card, ...]
    questions: tuple[Question, ...]
    terms: tuple[Term, ...]
    timeline: tuple[TimelineEvent, ...]


def _read_items(texts: Mapping[str, list[Line]], context: Context) -> _Items:
    """Read all files for their ids, then render them: a link may lead to a file that comes later."""
    # Imported here: see above.
    from thaw_desktop.content.cards_reader import CardsReader
    from thaw_desktop.content.notes_reader import NotesReader
    from thaw_desktop.content.questions_reader import QuestionsReader
    from thaw_desktop.content.reference_reader import FaqReader, GlossaryReader
    from thaw_desktop.content.timeline_reader import TimelineReader

    notes, glossary, faq = NotesReader(context), GlossaryReader(context), FaqReader(context)
    timeline, questions, cards = TimelineReader(context), QuestionsReader(context), CardsReader(context)
    # Sections come first: of two items with one id the earlier keeps it, and much depends on those of sections.
    readers: dict[str, _Reader] = {
        "notes": notes,
        "glossary.md": glossary,
        "faq.md": faq,
        "timeline.md": timeline,
        "questions": questions,
        "cards": cards,
    }
    for place, reader in readers.items():
        for file, lines in texts.items():
            if file.partition("/")[0] == place:
                reader.read(file, lines)
    finished_questions, points = questions.finish()
    items = _Items(
        sections=notes.finish(),
        faqs=faq.finish(),
        cards=cards.finish() + points,
        questions=finished_questions,
        terms=glossary.finish(),
        timeline=timeline.finish(),
    )
    context.names.note_unknown_sections()
    context.names.note_unused_earlier_ids()
    return items


def _check_language(tag: str, place: Place, problems: Problems) -> None:
    """Note the name of a language in place of its tag: programs that read aloud would not know it."""
    short = _LANGUAGES.get(tag.partition("-")[0].partition("_")[0].casefold())
    if short:
        problems.warning(place, f"`{shortened(tag)}` is the name of a language, not its tag", f"write `{short}`")


def _refused(files: Mapping[str, bytes], problems: Problems) -> frozenset[str]:
    """The names of pictures that are there and may not be usable, as a text would write them."""
    told = problems.files_with_errors()
    names = {*files, *told, *(intended(name) for name in told)}
    return frozenset(name for name in names if name.startswith("media/"))


def _check_cover(
    cover: str, pictures: frozenset[str], refused: frozenset[str], place: Place, problems: Problems
) -> None:
    """Note a cover that is not there; one that is no sound picture has been noted with the other pictures."""
    if cover and cover not in pictures and cover not in refused:
        problems.error(place, f"there is no picture `{shortened(cover)}`", did_you_mean(cover, sorted(pictures)))


def _info(fields: PackFields) -> PackInfo:
    return PackInfo(
        id=fields.id,
        title=fields.title,
        version=fields.version,
        language=fields.language,
        subject=fields.subject,
        level=fields.level,
        licence=fields.licence,
        authors=fields.authors,
        attribution=tuple(Attribution(entry.what, entry.by, entry.licence, entry.url) for entry in fields.attribution),
        description=fields.description,
        spec=tuple(SpecPoint(point.id, point.text) for point in fields.spec),
        cover=fields.cover,
    )
