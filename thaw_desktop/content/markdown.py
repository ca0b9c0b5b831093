"""Markdown to the HTML that a QTextBrowser understands, and to plain text.

QTextDocument ignores borders and padding of paragraphs, so a callout is a table of one cell; the HTML has classes and
no colours, which the window's stylesheet gives. HTML in a pack is shown as text: it never reaches the browser.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from thaw_desktop.content.lines import Passage
from thaw_desktop.content.markdown_rules import CALLOUTS, LONGEST_PARAGRAPH
from thaw_desktop.content.problems import did_you_mean, quoted, shortened

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from thaw_desktop.content.names import Names
    from thaw_desktop.content.problems import Place, Problems

# Text without any of these is the same in Markdown and out of it, when it stands in one line.
_SPECIAL = re.compile(r"[\\`*_\[\]!<&=~\n]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):|//")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]+)\]")
_FOOTNOTE_TEXT = re.compile(r"\[\^([^\]\s]+)\]:")


class Prose(NamedTuple):
    """A piece of text with its formatting, and without."""

    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Deletion:
    """One card of a cloze text."""

    front: Prose
    back: Prose
    words: str
    hint: str


class Markdown:
    """Renders the passages of one pack."""

    def __init__(self, names: Names, media: Collection[str], problems: Problems) -> None:
        """Know what links lead to and which pictures there are; `problems` receives dead and forbidden links."""
        # Imported here: the parser is needed only when a pack is compiled, never to read one.
        from thaw_desktop.content.markdown_html import Html, parser

        self._md: MarkdownIt = parser()
        self._html = Html(names, media)
        self._names = names
        self._media = media
        self._problems = problems

    def block(self, passage: Passage, item: str) -> Prose:
        """Render paragraphs, lists and all.

        Args:
            passage: Markdown.
            item: id that makes the anchors of footnotes different from those of other passages on the page.
        """
        tokens = self._parse(passage)
        return Prose(self._html.of(tokens, item), plain_text(tokens, self._names))

    def line(self, passage: Passage) -> Prose:
        """Render the text of one paragraph, which no mark at its beginning makes into a list or a heading."""
        text = passage.markdown.strip()
        if not _SPECIAL.search(text):
            return Prose(f"<p>{escape(text)}</p>", text)
        tokens = self._md.parseInline(text, {})
        self._inspect(tokens, passage)
        return Prose(f"<p>{self._html.of(tokens, '')}</p>", plain_text(tokens, self._names))

    def plain(self, text: str) -> str:
        """The words of a line of Markdown."""
        return plain_text(self._md.parseInline(text, {}), self._names) if _SPECIAL.search(text) else text

    def cloze(self, passage: Passage) -> list[Deletion]:
        """Make a card of each `==hidden==` in a passage, in order."""
        tokens = self._parse(passage, hints=True)
        marks = [token for block in tokens for token in block.children or () if token.type == "mark_open"]
        deletions = []
        for number, mark in enumerate(marks):
            front, words = _with_one_hidden(tokens, number, "gap")
            back, _ = _with_one_hidden(tokens, number, "answer")
            deletions.append(
                Deletion(
                    Prose(self._html.of(front, ""), plain_text(front, self._names)),
                    Prose(self._html.of(back, ""), plain_text(back, self._names)),
                    plain_inline(words, self._names),
                    mark.meta["hint"],
                )
            )
        return deletions

    def _parse(self, passage: Passage, *, hints: bool = False) -> list[Token]:
        too_long: list[int] = []
        tokens = self._md.parse(passage.markdown, {"hints": hints, "too_long": too_long})
        for index in too_long:
            what = f"a paragraph is longer than {LONGEST_PARAGRAPH:,} characters"
            self._problems.error(passage.place(index), what, "divide it with blank lines")
        self._inspect(tokens, passage)
        return tokens

    def _inspect(self, tokens: Sequence[Token], passage: Passage) -> None:
        """Note what the tokens link to that is not there or not allowed."""
        for token, line in _with_lines(tokens):
            place = passage.place(line)
            if token.type == "wikilink":
                self._inspect_wikilink(token.meta["target"], place)
            elif token.type == "link_open":
                self._inspect_link(str(token.attrs.get("href", "")), place)
            elif token.type == "image":
                self._inspect_image(token, place)
            elif token.type == "callout_open" and token.meta["kind"] not in CALLOUTS:
                what = f"there is no callout [!{token.meta['kind']}]"
                self._problems.warning(place, what, f"use one of {quoted(f'[!{kind}]' for kind in CALLOUTS)}")
            elif token.type == "text" and (label := _FOOTNOTE.search(token.content)):
                what = f"the footnote [^{label[1]}] has no text"
                self._problems.warning(place, what, f"write a line `[^{label[1]}]: …` in the same file")

    def _inspect_wikilink(self, target: str, place: Place) -> None:
        if self._names.linked(target) is None:
            known = self._names.all_ids()
            what = f"the link [[{shortened(target)}]] leads nowhere"
            self._problems.warning(place, what, did_you_mean(target, known) if known else "take it out")

    def _inspect_link(self, address: str, place: Place) -> None:
        scheme = _SCHEME.match(address)
        if scheme is None:
            what = f"the link to {shortened(address) or 'nothing'} leads nowhere"
            self._problems.warning(place, what, "write `[[id]]` to link to something in the pack")
        elif not is_web_address(address):
            what = f"links to {shortened(scheme[0], 20)} are not allowed"
            self._problems.error(place, what, "link to an address that begins with https://")

    def _inspect_image(self, token: Token, place: Place) -> None:
        address = str(token.attrs.get("src", ""))
        name = media_name(address)
        if _SCHEME.match(address) or name is None:
            what = f"the picture {shortened(address)} is not in the pack's `media` folder"
            self._problems.error(place, what, "put the picture there and write `![…](media/name.png)`")
        elif name not in self._media:
            self._problems.warning(place, f"there is no picture `{name}`", did_you_mean(name, self._media))
        elif not token.content.strip():
            what = f"the picture `{name}` has no description for those who cannot see it"
            self._problems.warning(place, what, f"write one: `![what it shows]({name})`")


def is_web_address(address: str) -> bool:
    """Whether a link may be shown as one; nothing is ever fetched from it."""
    return address.lower().startswith(("https://", "http://"))


def media_name(address: str) -> str | None:
    """The name of a picture of the pack, as `media` holds it; None when the address means something else."""
    # Notes lie beside the folder, and editors write the way from there: ../media/map.png
    name = posixpath.normpath(unquote(address)).removeprefix("../")
    return name if name.startswith("media/") else None


def with_footnotes(parts: Sequence[Passage]) -> list[Passage]:
    """Move the texts of footnotes to the end of those parts of a file that refer to them."""
    texts: dict[str, list[Passage]] = {}
    without: list[Passage] = []
    for part in parts:
        kept = []
        label = None
        for line in part.lines:
            start = _FOOTNOTE_TEXT.match(line.text)
            if start:
                label = start[1]
                texts.setdefault(label, []).append(Passage(part.file, (line,)))
            elif label is not None and (not line.text.strip() or line.text[0] in " \t"):
                texts[label][-1] = Passage(part.file, (*texts[label][-1].lines, line))
            else:
                label = None
                kept.append(line)
        without.append(Passage(part.file, tuple(kept)))
    return [_with_own_footnotes(part, texts) for part in without]


def _with_own_footnotes(part: Passage, texts: dict[str, list[Passage]]) -> Passage:
    lines = list(part.lines)
    used: set[str] = set()
    position = 0
    while position < len(lines):
        # Goes on into the texts just added: a footnote may have a footnote.
        for label in _FOOTNOTE.findall(lines[position].text):
            if label in texts and label not in used:
                used.add(label)
                for text in texts[label]:
                    number = text.lines[0].number
                    lines += [text.lines[0]._replace(number=number, text=""), *text.lines]
        position += 1
    return Passage(part.file, tuple(lines))


def plain_text(tokens: Sequence[Token], names: Names) -> str:
    """The words of tokens, each paragraph, list item, row and heading on a line of its own."""
    lines: list[str] = []
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            lines.append(" | ".join(cell for cell in row if cell))
            row = None
        elif token.type in ("fence", "code_block"):
            lines.append(token.content.rstrip("\n"))
        elif token.type == "callout_open":
            lines.append(token.meta["title"] or CALLOUTS.get(token.meta["kind"], ""))
        elif token.type == "inline":
            text = plain_inline(token.children or (), names)
            if row is None:
                lines.append(text)
            else:
                row.append(text)
    return "\n".join(line for line in lines if line.strip())


def plain_inline(tokens: Sequence[Token], names: Names) -> str:
    """The words of a paragraph's tokens."""
    parts: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline", "gap"):
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak":
            parts.append("\n")
        elif token.type == "image":
            parts.append(plain_inline(token.children or (), names))
        elif token.type == "wikilink":
            parts.append(link_label(token, names))
    return "".join(parts).strip()


def link_label(token: Token, names: Names) -> str:
    """What a `[[link]]` shows: its label, else the title of what it leads to, else what was written."""
    target: str = token.meta["target"]
    item = names.linked(target)
    # A glossary entry linked by name is shown as it was written, in the plural if need be.
    title = item.title if item and item.id == target else target
    return token.meta["label"] or title


def _with_lines(tokens: Sequence[Token]) -> Iterator[tuple[Token, int]]:
    """Each token, those inside paragraphs included, with the index of its line."""
    line = 0
    for token in tokens:
        if token.map:
            line = token.map[0]
        yield token, line
        inside = line
        for child in token.children or ():
            inside += child.type in ("softbreak", "hardbreak")
            yield child, inside


def _with_one_hidden(tokens: Sequence[Token], number: int, kind: str) -> tuple[list[Token], list[Token]]:
    """Copy tokens with one mark made into a `gap` or an `answer`, and the other marks into plain text.

    Returns:
        The copy, and the tokens inside that one mark. Marks never stand inside marks.
    """
    copied: list[Token] = []
    inside: list[Token] = []
    seen = -1
    for block in tokens:
        children: list[Token] = []
        is_inside = False
        for token in block.children or ():
            if token.type == "mark_open":
                seen += 1
                is_inside = seen == number
                if is_inside and kind == "gap":
                    children.append(token.copy(type="gap", nesting=0, content=f"[{token.meta['hint'] or '…'}]"))
                elif is_inside:
                    children.append(token.copy(type="answer_open"))
            elif token.type == "mark_close":
                if is_inside and kind == "answer":
                    children.append(token.copy(type="answer_close"))
                is_inside = False
            else:
                if is_inside:
                    inside.append(token)
                if not (is_inside and kind == "gap"):
                    children.append(token)
        copied.append(block.copy(children=children) if block.children else block)
    return copied, inside
