"""Lines of a pack's files: where they stand, and the marks that every kind of file shares.

Those are the id at the end of a line (`^some-id`), headings, and the field lines (`name: value`) directly under one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from thaw_desktop.content.problems import Place, did_you_mean, quoted, shortened
from thaw_desktop.content.written_ids import settle, with_settled_id

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from thaw_desktop.content.problems import Problems

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_NO_SPACE = re.compile(r"(#{2,6})([^#\s].*)")
_FIELD = re.compile(r"([a-z][a-z_-]*):(?:[ \t]+(.*)|$)")
# A tab and a line feed are text. The last five turn what follows about
# (https://www.unicode.org/reports/tr9/#Explicit_Directional_Embeddings); isolates end with their paragraph and stay.
NO_TEXT = dict.fromkeys((*range(9), *range(11, 32), 127, *range(0x202A, 0x202F)), "\N{REPLACEMENT CHARACTER}")
"""A table for `str.translate`: what text never needs, and terminals and other programs may trip over."""

LONGEST_LINE = 20_000
"""Characters. Patterns may take time that grows with the square of a line made to be slow."""
LONGEST_HEADING = 500
"""Characters: a heading is repeated wherever something names it."""
LONGEST_TAGS = 500
"""Characters: tags are repeated at every card of a deck."""

FIELDS = ("also", "tags", "section", "facts")
"""Names of field lines."""
_LISTS = ("tags", "facts")
"""Those that hold a list with commas."""


class Line(NamedTuple):
    """A line of a file, with its number counted from 1."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Some lines of a file, not always neighbours, that are Markdown when taken together."""

    file: str
    lines: tuple[Line, ...]

    @property
    def markdown(self) -> str:
        """The text of the lines."""
        return "\n".join(line.text for line in self.lines)

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing but white space."""
        return not any(line.text.strip() for line in self.lines)

    def place(self, index: int) -> Place:
        """Where the line of this index stands; the nearest line for an index outside."""
        if not self.lines:
            return Place(self.file, 1)
        return Place(self.file, self.lines[max(0, min(index, len(self.lines) - 1))].number)


class Field(NamedTuple):
    """The value of a field line, and where it stands."""

    value: str
    place: Place


class Heading(NamedTuple):
    """A heading without its marks."""

    level: int
    title: str
    id: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its field lines and what follows it; the part before the first heading has None."""

    heading: Heading | None
    fields: dict[str, Field]
    body: Passage


def text_lines(file: str, data: bytes, problems: Problems) -> list[Line]:
    """Decode a text file and number its lines; control characters are replaced.

    A file that is not UTF-8 is an error, and is read as far as it can be, so that its other problems are found too.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = "the file is not UTF-8 text"
        place = Place(file, data.count(b"\n", 0, error.start) + 1)
        problems.error(place, what, "save it again and choose UTF-8 as its encoding")
        # What Windows calls Unicode says so in its first two bytes.
        is_utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = data.decode("utf-16" if is_utf16 else "utf-8-sig", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(NO_TEXT)
    problems.budget.spend(text.count("\n") + len(text) // 100, Place(file, 1))
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            what = f"the line is longer than {LONGEST_LINE:,} characters"
            problems.error(Place(file, number), what, "divide it into paragraphs with blank lines")
        lines.append(Line(number, line if len(line) <= LONGEST_LINE else ""))
    return lines


def take_id(text: str) -> tuple[str, str | None]:
    """Split `^some-id` off the end of a line.

    Returns:
        The text without it, and the id as it is written, None when there is none.
    """
    return take_last(text.rstrip(), "^")


def take_written_id(text: str, place: Place, problems: Problems) -> tuple[str, str | None]:
    """Split an id off the end of a line as `take_id` does, and note one that stands in the wrong place.

    Returns:
        The text without the id, and the id, also if it stands in the wrong place; None when there is none.
    """
    rest, ident = take_id(text)
    return settle(rest, ident, place, problems)


def take_last(text: str, sign: str) -> tuple[str, str | None]:
    """Split the last word off a text if it begins with a sign.

    Returns:
        The text without it, and the word without its sign, None when there is none.
    """
    words = text.rsplit(None, 1)
    last = words[-1] if words else ""
    if len(last) <= len(sign) or not last.startswith(sign):
        return text, None
    return (words[0] if len(words) == 2 else ""), last.removeprefix(sign)


def take_tags(text: str) -> tuple[str, tuple[str, ...]]:
    """Split `#words` off the end of a text.

    Returns:
        The text without them, and the words without their signs, in the order in which they stand.
    """
    tags: list[str] = []
    while True:
        shorter, tag = take_last(text.rstrip(), "#")
        if tag is None or not tag[0].isalpha() or not tag.replace("-", "").isalnum():
            return text, tuple(reversed(tags))
        text = shorter
        tags.append(tag)


def in_fences(lines: Iterable[Line]) -> Iterator[tuple[Line, bool]]:
    """Each line with whether it belongs to a fenced block of code, its fences included."""
    fence = ""
    for line in lines:
        match = _FENCE.fullmatch(line.text)
        if fence:
            yield line, True
            closes = match and match[1][0] == fence[0] and len(match[1]) >= len(fence) and not match[2].strip()
            fence = "" if closes else fence
        elif match and not (match[1][0] == "`" and "`" in match[2]):
            fence = match[1]
            yield line, True
        else:
            yield line, False


def heading_of(file: str, line: Line) -> Heading | None:
    """The heading that a line is, if it is one."""
    text = line.text.rstrip()
    level = len(text) - len(text.lstrip("#"))
    if not 1 <= level <= 6 or (len(text) > level and text[level] not in " \t"):
        return None
    title = text[level:].strip()
    without_closing = title.rstrip("#")
    if not without_closing or without_closing[-1] in " \t":
        title = without_closing.rstrip()
    title, ident = take_id(title)
    return Heading(level, title, ident, Place(file, line.number))


def split_at_headings(
    file: str, lines: Sequence[Line], levels: Collection[int], allowed: Sequence[str], problems: Problems
) -> list[Part]:
    """Split lines at headings of some levels.

    Args:
        file: path in the pack.
        lines: to be split.
        levels: of headings to split at; other headings stay in the text.
        allowed: names of the field lines that may stand under these headings.
        problems: receives wrong field lines.

    Returns:
        The part before the first heading, then a part for each heading.
    """
    groups: list[tuple[Heading | None, list[Line]]] = [(None, [])]
    numbered = list(in_fences(lines))
    for index, (line, fenced) in enumerate(numbered):
        heading = None if fenced else _meant_as_heading(file, line, problems)
        if heading and allowed and heading.level not in levels:
            after = numbered[index + 1][0].text if index + 1 < len(numbered) else ""
            heading = _of_right_level(heading, after, allowed, problems)
        if heading and heading.level in levels:
            groups.append((_of_bearable_length(with_settled_id(heading, problems), problems), []))
        else:
            groups[-1][1].append(line)
    parts = []
    for heading, body in groups:
        fields, rest = take_fields(file, body, allowed, problems) if heading else ({}, body)
        parts.append(Part(heading, fields, Passage(file, tuple(trimmed(rest)))))
    return parts


def _meant_as_heading(file: str, line: Line, problems: Problems) -> Heading | None:
    """The heading that a line is or was surely meant to be."""
    missing = _NO_SPACE.fullmatch(line.text)
    if missing is None:
        return heading_of(file, line)
    what = f"a space is missing behind the `#` signs of this heading: “{shortened(line.text, 40)}”"
    problems.warning(Place(file, line.number), what, f"write `{missing[1]} {shortened(missing[2], 40)}`")
    return heading_of(file, line._replace(text=f"{missing[1]} {missing[2]}"))


def _of_right_level(heading: Heading, after: str, allowed: Sequence[str], problems: Problems) -> Heading:
    """A heading that was surely meant to be of the second level, after saying so, made into one.

    Args:
        heading: of another level.
        after: the line below it.
        allowed: names of the field lines that may stand under a heading of the second level.
        problems: receives a warning.
    """
    field = _FIELD.fullmatch(after.rstrip())
    if heading.level == 1 and (heading.id or (field and field[1] in allowed)):
        what = f"this heading of the first level is read as one of the second: “{shortened(heading.title, 40)}”"
        problems.warning(heading.place, what, "begin it with `## `")
        return heading._replace(level=2)
    if heading.id:
        what = f"`^{shortened(heading.id)}` is no id here: only `##` headings have one"
        problems.warning(heading.place, what, "make the heading a `##` heading, or take the id out")
    return heading


def _of_bearable_length(heading: Heading, problems: Problems) -> Heading:
    if len(heading.title) <= LONGEST_HEADING:
        return heading
    what = f"the heading is longer than {LONGEST_HEADING} characters"
    problems.error(heading.place, what, "make it shorter, or leave out the `#` before it if it is text")
    return heading._replace(title=heading.title[:LONGEST_HEADING])


def take_fields(
    file: str, lines: Sequence[Line], allowed: Sequence[str], problems: Problems
) -> tuple[dict[str, Field], Sequence[Line]]:
    """Read the field lines at the beginning of some lines.

    Returns:
        The fields by name, and the lines after them.
    """
    fields: dict[str, Field] = {}
    for index, line in enumerate(lines):
        match = _FIELD.fullmatch(line.text.rstrip()) or _meant_as_field(file, line, allowed, problems)
        if match is None and not line.text.strip() and index + 1 < len(lines):
            match = _field_after_blank(file, lines[index + 1], allowed, fields, problems)
            if match:
                continue
        if match is None:
            return fields, lines[index:]
        name, value = match[1], (match[2] or "").strip()
        place = Place(file, line.number)
        if name not in allowed:
            what = f"`{name}:` has no meaning here"
            known = did_you_mean(name, allowed) if name not in FIELDS else f"write one of {quoted(allowed)}"
            problems.error(place, what, f"{known} (if it is text, leave a blank line before it)")
        elif name in fields:
            problems.error(place, f"`{name}:` stands here twice", "join the two lines")
        elif not value:
            problems.error(place, f"`{name}:` is empty", "write something after it, or take the line out")
        elif name in _LISTS and value.startswith("[") != value.endswith("]"):
            what = f"a bracket in `{name}:` has no other that belongs to it"
            problems.error(place, what, "write the entries with commas between them, without brackets")
        elif name == "tags" and len(value) > LONGEST_TAGS:
            problems.error(place, f"`tags:` is longer than {LONGEST_TAGS} characters", "use fewer or shorter tags")
        else:
            fields[name] = Field(value, place)
    return fields, ()


def _meant_as_field(file: str, line: Line, allowed: Sequence[str], problems: Problems) -> re.Match[str] | None:
    """A field line whose name begins with a capital."""
    match = _FIELD.fullmatch(line.text[:1].lower() + line.text[1:].rstrip()) if line.text[:1].isupper() else None
    if match is None or match[1] not in allowed:
        return None
    what = f"`{line.text.partition(':')[0]}:` begins with a capital"
    mend = f"write `{match[1]}:` (if it is text, leave a blank line before it)"
    problems.warning(Place(file, line.number), what, mend)
    return match


def _field_after_blank(
    file: str, line: Line, allowed: Sequence[str], before: Collection[str], problems: Problems
) -> re.Match[str] | None:
    """A field line that a blank line parts from its heading."""
    match = _FIELD.fullmatch(line.text.rstrip())
    if match is None or match[1] not in allowed or match[1] in before or not match[2]:
        return None
    what = f"a blank line stands above `{match[1]}:`"
    problems.warning(Place(file, line.number), what, "take it out: the fields stand directly under the heading")
    return match


def trimmed(lines: Sequence[Line]) -> Sequence[Line]:
    """Lines without blank ones at the beginning and at the end."""
    start, end = 0, len(lines)
    while start < end and not lines[start].text.strip():
        start += 1
    while end > start and not lines[end - 1].text.strip():
        end -= 1
    return lines[start:end]


def listed(field: Field | None, separator: str = ",") -> tuple[str, ...]:
    """The entries of a field line, which may stand in brackets as in front matter; none when the field is missing."""
    if field is None:
        return ()
    if not (field.value.startswith("[") and field.value.endswith("]")):
        return split_list(field.value, separator)
    return tuple(entry.strip("\"'") for entry in split_list(field.value[1:-1], separator) if entry.strip("\"'"))


def split_list(text: str, separator: str = ",") -> tuple[str, ...]:
    """The entries of a list written in one line, without empty ones."""
    return tuple(entry for part in text.split(separator) if (entry := part.strip()))


def leftover(passage: Passage, expected: str, problems: Problems) -> None:
    """Note text that stands where nothing reads it."""
    for line in passage.lines:
        if line.text.strip() and heading_of(passage.file, line) is None:
            what = f"this text is not read: “{shortened(line.text)}”"
            problems.warning(Place(passage.file, line.number), what, expected)
            return
