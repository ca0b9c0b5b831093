"""Markdown to the HTML that a QTextBrowser understands, and to plain text.

QTextDocument ignores borders and padding of paragraphs, so a callout is a table of one cell; the HTML has classes and
no colours, which the window's stylesheet gives. Of HTML in a pack a few tags without attributes are taken (see
`inline_tags`); everything else is shown as text: it never reaches the browser as HTML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from thaw_desktop.content.budget import EndlessPackError
from thaw_desktop.content.lines import Line, Passage
from thaw_desktop.content.markdown_rules import CALLOUTS, MOST_TOKENS, Finding, TooMuchFormattingError
from thaw_desktop.content.markdown_text import is_web_address, link_label, media_name, plain_inline, plain_text
from thaw_desktop.content.problems import Place, did_you_mean, quoted, shortened

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

    from thaw_desktop.content.inline_tags import ShownTag
    from thaw_desktop.content.names import Names
    from thaw_desktop.content.problems import Problems

# Text without any of these is the same in Markdown and out of it, when it stands in one line.
_SPECIAL = re.compile(r"[\\`*_\[\]!<&=~\n]")
_MARKS = "\n\\`*_[]!<&=~|>:^#"
"""Characters that the parser stops at; each costs it about as much as a token."""
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):|//")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,100})\]")
_FOOTNOTE_TEXT = re.compile(r"\[\^([^\]\s]{1,100})\]:")

MOST_DELETIONS = 100
"""Cards of one cloze text, each of which holds the whole text."""
_LONGEST_CLOZE = 20_000
_MOST_FOOTNOTE_LINES = 20_000
"""Lines of footnotes that one file may repeat in its parts."""
_MOST_TAGS_NAMED = 3


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
    """Renders the passages of one pack.

    Attributes:
        pictures: names of the pictures of the pack that have been shown so far.
    """

    def __init__(self, names: Names, media: Collection[str], problems: Problems, refused: Collection[str] = ()) -> None:
        """Render for one pack.

        Args:
            names: what links lead to.
            media: names of the pictures.
            problems: receives what is wrong with the text, such as dead and forbidden links.
            refused: names of pictures that are there and cannot be used.
        """
        # Imported here: the parser is needed only when a pack is compiled, never to read one.
        from thaw_desktop.content.markdown_html import Html, parser

        self.pictures: set[str] = set()
        self._place = Place("pack.yaml", 1)
        self._md: MarkdownIt = parser()
        self._html = Html(names, media)
        self._names = names
        self._media = media
        self._refused = refused
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
        tokens = self._parse(passage, inline=True)
        return Prose(f"<p>{self._html.of(tokens, '')}</p>", plain_text(tokens, self._names))

    def plain(self, text: str, place: Place | None = None) -> str:
        """The words of a line of Markdown.

        Args:
            text: the line.
            place: where it stands; None when what is wrong with it is said elsewhere.
        """
        if not _SPECIAL.search(text):
            return text
        file, number = place or self._place
        passage = Passage(file, (Line(number, text),))
        tokens, found = self._tokens(passage, inline=True)
        if place is not None:
            self._note(found, passage)
        return plain_text(tokens, self._names)

    def cloze(self, passage: Passage) -> list[Deletion]:
        """Make a card of each `==hidden==` in a passage, in order."""
        tokens = self._parse(passage, hints=True)
        marks = [token for block in tokens for token in block.children or () if token.type == "mark_open"]
        if len(marks) > MOST_DELETIONS or (marks and len(passage.markdown) > _LONGEST_CLOZE):
            what = f"this card hides more than {MOST_DELETIONS} words or is longer than {_LONGEST_CLOZE:,} characters"
            self._problems.error(passage.place(0), what, "divide it into several cards")
            marks = marks[:1]
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
            self._problems.budget.spend(_size(tokens) + len(deletions[-1].front.html) // 20, passage.place(0))
        return deletions

    def _parse(self, passage: Passage, *, hints: bool = False, inline: bool = False) -> list[Token]:
        """Tokens, after noting what is wrong with them."""
        tokens, found = self._tokens(passage, hints=hints, inline=inline)
        self._note(found, passage)
        self._inspect(tokens, passage)
        return tokens

    def _tokens(
        self, passage: Passage, *, hints: bool = False, inline: bool = False
    ) -> tuple[list[Token], list[Finding]]:
        """Tokens, and what the rules found wrong; no tokens of a text that has too much formatting."""
        text, place = passage.markdown, passage.place(0)
        self._place = place
        env: dict[str, Any] = {"hints": hints}
        marks = sum(text.count(mark) for mark in _MARKS)
        self._problems.budget.spend(marks + len(text) // 100, place)
        try:
            if marks > 2 * MOST_TOKENS:
                raise TooMuchFormattingError
            tokens = self._md.parseInline(text.strip(), env) if inline else self._md.parse(text, env)
        except TooMuchFormattingError:
            self._problems.budget.spend(MOST_TOKENS, place)
            what = "there is more formatting in this piece of text than can be shown on one page"
            return [], [Finding(0, what, "divide it with `##` headings, or into several cards or files")]
        self._problems.budget.spend(_size(tokens) + env["steps"], place)
        return tokens, env["findings"] + _tags(env["shown_tags"])

    def _note(self, found: Sequence[Finding], passage: Passage) -> None:
        for finding in found:
            note = self._problems.error if finding.is_error else self._problems.warning
            note(passage.place(finding.line), finding.what, finding.mend)

    def _inspect(self, tokens: Sequence[Token], passage: Passage) -> None:
        """Note what the tokens link to that is not there or not allowed."""
        for token, line in _with_lines(tokens):
            place = passage.place(line)
            if token.type == "wikilink":
                self._inspect_wikilink(token, place)
            elif token.type == "link_open":
                self._inspect_link(str(token.attrs.get("href", "")), place)
            elif token.type == "image":
                self._inspect_image(token, place)
            elif token.type == "callout_open" and token.meta["kind"] not in CALLOUTS:
                what = f"there is no callout [!{shortened(token.meta['kind'])}]"
                self._problems.warning(place, what, f"use one of {quoted(f'[!{kind}]' for kind in CALLOUTS)}")
            elif token.type == "text" and (label := _FOOTNOTE.search(token.content)):
                what = f"the footnote [^{label[1]}] has no text"
                self._problems.warning(place, what, f"write a line `[^{label[1]}]: …` in the same file")

    def _inspect_wikilink(self, token: Token, place: Place) -> None:
        target: str = token.meta["target"]
        self._problems.budget.spend(len(link_label(token, self._names)) // 20, place)
        if self._names.linked(target) is None:
            self._names.note_dead_link(target, place)

    def _inspect_link(self, address: str, place: Place) -> None:
        # One address written once may be named by many short links.
        self._problems.budget.spend(len(address) // 20, place)
        scheme = _SCHEME.match(address)
        if scheme is None:
            what = f"the link to {shortened(address) or 'nothing'} leads nowhere"
            mend = "write `[[id]]` for something in the pack, or an address that begins with https://"
            self._problems.warning(place, what, mend)
        elif not is_web_address(address):
            what = f"links to {shortened(scheme[0], 20)} are not allowed"
            self._problems.error(place, what, "link to an address that begins with https://")

    def _inspect_image(self, token: Token, place: Place) -> None:
        address = str(token.attrs.get("src", ""))
        name = media_name(address)
        if _SCHEME.match(address) or name is None:
            what = f"the picture {shortened(unquote(address))} is not in the pack's `media` folder"
            advice = "put the picture there and write `![…](media/name.png)`"
            if (meant := media_name(unquote(address).replace("\\", "/"))) and not _SCHEME.match(address):
                advice = f"write `/` in place of `\\`: `{shortened(meant)}`"
            self._problems.error(place, what, advice)
        elif name in self._refused:
            pass  # what is wrong with it has been said
        elif name not in self._media:
            what = f"there is no picture `{shortened(name)}`"
            mend = partial(did_you_mean, name, self._media) if self._media else "put it into the folder `media`"
            self._problems.warning(place, what, mend)
        elif not token.content.strip():
            what = f"the picture `{name}` has no description for those who cannot see it"
            self._problems.warning(place, what, f"write one: `![what it shows]({name})`")
        if name is not None:
            self.pictures.add(name)


def _tags(shown: Sequence[ShownTag]) -> list[Finding]:
    """One warning for each line with tags that are shown as text."""
    by_line: dict[int, list[ShownTag]] = {}
    for tag in shown:
        by_line.setdefault(tag.line, []).append(tag)
    found = []
    for line, tags in by_line.items():
        written = dict.fromkeys(shortened(tag.written, 30) for tag in tags)
        named = quoted(list(written)[:_MOST_TAGS_NAMED]) + (" and more" if len(written) > _MOST_TAGS_NAMED else "")
        verb = "are" if len(written) > 1 else "is"
        found.append(Finding(line, f"{named} {verb} shown as text", tags[0].mend, is_error=False))
    return found


def _size(tokens: Sequence[Token]) -> int:
    return sum(1 + len(token.children or ()) for token in tokens)


def with_footnotes(parts: Sequence[Passage]) -> list[Passage]:
    """Move the texts of footnotes to the end of those parts of a file that refer to them.

    Raises:
        EndlessPackError: long footnotes are repeated in many parts.
    """
    texts: dict[str, list[list[Line]]] = {}
    without: list[Passage] = []
    for part in parts:
        kept: list[Line] = []
        text = kept
        for line in part.lines:
            start = _FOOTNOTE_TEXT.match(line.text)
            if start:
                text = [line]
                texts.setdefault(start[1], []).append(text)
                continue
            if text is not kept and line.text.strip() and line.text[0] not in " \t":
                text = kept
            text.append(line)
        without.append(Passage(part.file, tuple(kept)))
    left = _MOST_FOOTNOTE_LINES
    finished = []
    for part in without:
        finished.append(_with_own_footnotes(part, texts, left))
        left -= len(finished[-1].lines) - len(part.lines)
    return finished


def _with_own_footnotes(part: Passage, texts: dict[str, list[list[Line]]], left: int) -> Passage:
    """A part with the footnotes it refers to, which may be so many lines."""
    lines = list(part.lines)
    used: set[str] = set()
    position = 0
    while position < len(lines):
        # Goes on into the texts just added: a footnote may have a footnote.
        for label in _FOOTNOTE.findall(lines[position].text):
            if label in texts and label not in used:
                used.add(label)
                for text in texts[label]:
                    lines += [text[0]._replace(text=""), *text]
        position += 1
        if len(lines) - len(part.lines) > left:
            what = f"the footnotes of this file come to more than {_MOST_FOOTNOTE_LINES:,} lines where they are shown"
            raise EndlessPackError(part.place(0), what, "make them shorter, or divide the file")
    return Passage(part.file, tuple(lines))


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
