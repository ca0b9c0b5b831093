"""What the library says of a pack, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from thaw_desktop.ui import words
from thaw_desktop.ui.library.licences import licence_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.content.comparison import Change
    from thaw_desktop.content.model import Counts, PackInfo

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""


def byline(info: PackInfo) -> str:
    """Subject, level and authors of a pack; empty when it says none of them."""
    return " · ".join(part for part in (info.subject, info.level, ", ".join(info.authors)) if part)


def about_contents(counts: Counts, sections: int) -> str:
    """How much is in a pack, leaving out what it has none of.

    Args:
        counts: of the pack.
        sections: how many sections it has, which may have parts; both are told.
    """
    parts = [
        _sections_and_parts(sections, counts.sections - sections),
        words.cards(counts.cards) if counts.cards else "",
        _count(
            counts.faqs, translate("Library", "1 answer in the FAQ"), translate("Library", "{n} answers in the FAQ")
        ),
        _count(counts.questions, translate("Library", "1 essay question"), translate("Library", "{n} essay questions")),
        _count(counts.terms, translate("Library", "1 key term"), translate("Library", "{n} key terms")),
        _count(counts.events, translate("Library", "1 date"), translate("Library", "{n} dates")),
    ]
    return " · ".join(part for part in parts if part)


def _sections_and_parts(sections: int, parts: int) -> str:
    """Sections as they are counted everywhere else, with the parts that they fall into."""
    if not sections or not parts:
        return words.sections(sections) if sections else ""
    told = (
        translate("Library", "{sections} in 1 part") if parts == 1 else translate("Library", "{sections} in {n} parts")
    )
    return told.format(sections=words.sections(sections), n=words.number(parts))


def about_origin(info: PackInfo, size: int, *, built_in: bool) -> str:
    """Version, licence, size and where a pack comes from."""
    parts = [
        translate("Library", "Version {version}").format(version=info.version),
        licence_name(info.licence),
        QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat),
    ]
    if built_in:
        parts.append(translate("Library", "comes with Thaw"))
    return " · ".join(parts)


def kind_word(kind: str) -> str:
    """What an item is called, such as "Card"."""
    return {
        "section": translate("Library", "Section"),
        "faq": translate("Library", "FAQ"),
        "cards": translate("Library", "Card"),
        "questions": translate("Library", "Essay question"),
        "point": translate("Library", "Mark point"),
        "term": translate("Library", "Key term"),
        "timeline": translate("Library", "Date"),
    }.get(kind, "")


def change_lines(changes: Sequence[Change]) -> list[str]:
    """A line for each item: what it is, and its words."""
    return [
        translate("Library", "{kind}: {title}").format(kind=kind_word(change.kind), title=change.title)
        for change in changes
    ]


def _count(number: int, one: str, several: str) -> str:
    if not number:
        return ""
    return one if number == 1 else several.format(n=words.number(number))
