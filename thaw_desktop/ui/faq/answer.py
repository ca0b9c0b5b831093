"""The page of one answer."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from thaw_desktop.ui import words
from thaw_desktop.ui.widgets import beyond_html, is_beyond

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.content.model import FaqEntry

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""

CARDS_LINK = "faq:cards"
"""The address of the link that leads to the flashcards."""


def answer_page(
    entry: FaqEntry, topic: str, section: str, cards: int, others: Sequence[FaqEntry], *, own: bool = False
) -> str:
    """An entry with what leads on from it.

    Args:
        entry: question and answer.
        topic: title of its topic, or empty.
        section: title of the section or subsection that says more, or empty.
        cards: how many flashcards that section has.
        others: the other entries of the topic.
        own: whether the student wrote it.
    """
    passages = [f"<h2>{escape(entry.question)}</h2>"]
    told = [escape(translate("FaqAnswer", "Your own answer"))] if own else []
    if topic:
        told.append(escape(topic))
    if is_beyond(entry.tags):
        told.append(beyond_html())
    if told:
        passages.append(f'<p class="secondary">{" · ".join(told)}</p>')
    passages.append(entry.html)
    onwards = []
    if section:
        read = translate("FaqAnswer", "Read more in “{title}”").format(title=section)
        onwards.append(f'<p><a href="{escape(f"thaw:section/{entry.section}")}">{escape(read)}</a></p>')
    if cards:
        onwards.append(f'<p><a href="{CARDS_LINK}">{escape(_cards(cards))}</a></p>')
    if onwards:
        passages += [f"<h3>{escape(translate('FaqAnswer', 'Go further'))}</h3>", *onwards]
    if others:
        passages.append(f"<h3>{escape(translate('FaqAnswer', 'More on this topic'))}</h3>")
        passages += [
            f'<p><a href="{escape(f"thaw:faq/{other.id}")}">{escape(other.question)}</a></p>' for other in others
        ]
    return "\n".join(passages)


def _cards(count: int) -> str:
    return translate("FaqAnswer", "Practise: {cards} on this").format(cards=words.cards(count))
