"""Checks that an SVG is a still picture that is drawn in little time and asks for nothing outside itself.

The parser is expat, which is also what `xml.etree` parses with; asked directly, it knows the line of everything. What
could grow while it is parsed (declarations and their entities) is refused before.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.parsers import expat

from thaw_desktop.content.drawing_rules import (
    DEEPEST,
    ELEMENTS,
    MOST_COPIES,
    MOST_DASHES,
    MOST_ELEMENTS,
    MOST_PIXELS,
    MOST_POINTS,
    MOST_STYLING,
    NOTES_OF_EDITORS,
    dash_in,
    dash_of,
    fault_of_attribute,
    fault_of_element,
    fault_of_style,
    length_of,
    points_of,
)
from thaw_desktop.content.file_names import Fault
from thaw_desktop.content.picture_size import kind_of, size_of
from thaw_desktop.content.problems import Place

if TYPE_CHECKING:
    from thaw_desktop.content.problems import Problems

_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")
_DECLARATION = re.compile(rb"\s*<\?xml\s[^>]*\?>")
_PICTURE = re.compile(r"\s*data:image/(?:png|jpe?g);base64,([A-Za-z0-9+/=\s]*)", re.ASCII)
_NOT_READ = re.compile(rb"<!DOCTYPE|<!ENTITY|<\?", re.IGNORECASE)
_MOST_FAULTS = 20
_BYTES_A_STEP = 30


class _EndError(Exception):
    """Ends the parsing: what follows could only be more of the same."""


@dataclass(slots=True, eq=False)
class _Element:
    line: int
    points: int
    length: float
    dash: float
    targets: list[str] = field(default_factory=list)
    children: list[_Element] = field(default_factory=list)


@dataclass(slots=True)
class _Drawn:
    """What drawing an element comes to, with all that is drawn by it."""

    elements: int
    points: int
    dashes: float
    height: int


def check_drawing(name: str, data: bytes, problems: Problems) -> bool:
    """Note what is wrong with an SVG.

    Args:
        name: path in the pack.
        data: of the file.
        problems: receives what is wrong.

    Returns:
        Whether nothing is.
    """
    problems.budget.spend(len(data) // _BYTES_A_STEP, Place(name, 1))
    fault, parsing = _fault_of_bytes(data), _Parsing()
    faults = [fault] if fault else parsing.faults(data)
    problems.budget.spend(2 * parsing.count, Place(name, 1))
    for line, what, mend in faults:
        problems.error(Place(name, line), what, mend)
    return not faults


def _fault_of_bytes(data: bytes) -> tuple[int, str, str] | None:
    """What has to be known before anything parses the file: that it is text, and declares nothing that can grow."""
    try:
        data.decode("utf-8")
        bad = data.find(b"\0")
    except UnicodeDecodeError as error:
        bad = error.start
    encoding = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf").lstrip())
    if bad < 0 and encoding and encoding[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
        bad = 0
    if bad >= 0:
        return _line(data, bad), "the drawing is not UTF-8 text", "save it again as a plain SVG in UTF-8"
    # A declaration at the very beginning is the one thing of its kind that is read.
    start = _DECLARATION.match(data.removeprefix(b"\xef\xbb\xbf"))
    found = _NOT_READ.search(data, (start.end() + 3 * data.startswith(b"\xef\xbb\xbf")) if start else 0)
    if found is None:
        return None
    written = found[0].decode().upper()
    if written == "<?":
        return _line(data, found.start()), "the drawing holds a `<?…?>` instruction", "take it out"
    what = f"the drawing holds `{written}`, behind which anything can hide"
    return _line(data, found.start()), what, "take it out up to its `>`, or save the drawing as a plain SVG"


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1


class _Parsing:
    """One pass over the elements of a drawing, and what they add up to."""

    def __init__(self) -> None:
        self._found: dict[tuple[int, str, str], None] = {}
        self._open: list[_Element] = []
        self._by_id: dict[str, _Element] = {}
        self._elements: list[_Element] = []
        self._refused = 0
        self._pixels = 0
        self._has_dashes = False
        self._dash = 0.0  # of a style sheet, or handed on by a `<use>`: any shape may have it
        self._style: list[str] = []
        self._style_at = 0
        self._rules = 0
        self._parser = expat.ParserCreate("utf-8", " ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    @property
    def count(self) -> int:
        """How many elements there are."""
        return len(self._elements)

    def faults(self, data: bytes) -> list[tuple[int, str, str]]:
        """Line, fault and mend of all that is wrong."""
        self._has_dashes = b"dasharray" in data
        try:
            self._parser.Parse(data, True)
            self._check_sums()
        except _EndError:
            pass
        except expat.ExpatError as error:
            what = f"the drawing is not well-formed XML ({expat.ErrorString(error.code)})"
            self._found[error.lineno, what, "save it again from the program that it was drawn with"] = None
        finally:
            # Parser and handlers hold each other, and what a parser holds is too much to wait for the collector.
            self._parser.StartElementHandler = self._parser.EndElementHandler = None
            self._parser.CharacterDataHandler = None
        return list(self._found)

    def _note(self, fault: Fault | None, line: int | None = None) -> None:
        if fault is not None:
            self._found[line or self._parser.CurrentLineNumber, fault.what, fault.mend] = None
            if len(self._found) >= _MOST_FAULTS:
                raise _EndError

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        # Qt goes by the name alone, whatever the namespace.
        local = name.rpartition(" ")[2]
        element = _Element(self._parser.CurrentLineNumber, points_of(attributes), 0.0, 0.0)
        if self._has_dashes:
            element.length, element.dash = length_of(attributes), dash_of(attributes)
            if not element.dash and self._open:
                element.dash = self._open[-1].dash
            if local == "use":
                self._let_all_have(element.dash)
        self._take_in(element)
        if self._refused:
            self._refused += 1
            return
        if not self._is_allowed(local):
            self._refused = 1
            self._note(fault_of_element(local))
            return
        if local == "style" and not self._style_at:
            self._style_at = len(self._open)
        for full_name, value in attributes.items():
            attribute = full_name.rpartition(" ")[2]
            if attribute in ("href", "src"):
                self._look_at_reference(local, value.strip(), element)
            elif attribute == "id":
                self._give_id(value, element)
            else:
                self._note(fault_of_attribute(attribute, value))

    def _is_allowed(self, local: str) -> bool:
        if len(self._open) == 1:
            if local != "svg":
                mend = "save the picture again in the format of its name"
                self._note(Fault("the file is not the kind of picture that its name says", mend))
                raise _EndError
            return True
        return (local in ELEMENTS and local != "svg") or local in NOTES_OF_EDITORS

    def _take_in(self, element: _Element) -> None:
        if self._open:
            self._open[-1].children.append(element)
        self._open.append(element)
        self._elements.append(element)
        if len(self._elements) > MOST_ELEMENTS:
            self._note(Fault(f"the drawing has more than {MOST_ELEMENTS:,} elements", "save it as PNG"))
            raise _EndError
        if len(self._open) > DEEPEST:
            what = f"elements stand more than {DEEPEST} deep in one another"
            self._note(Fault(what, "ungroup the drawing, or save it as PNG"))
            raise _EndError

    def _give_id(self, ident: str, element: _Element) -> None:
        if self._by_id.setdefault(ident, element) is not element:
            # Which of them a reference means is for each program to choose.
            self._note(Fault(f"the id `{ident[:40]}` stands in the drawing twice", "give one of the two another id"))

    def _look_at_reference(self, local: str, value: str, element: _Element) -> None:
        picture = _PICTURE.fullmatch(value) if local == "image" else None
        if picture:
            self._note(self._fault_of_picture(picture[1]))
        elif value.startswith("#") and local != "image":
            if local == "use":
                element.targets.append(value[1:])
        elif local == "image" and value.lower().startswith("data:"):
            mend = "put the picture into the drawing as PNG or JPEG"
            self._note(Fault("a picture in the drawing is neither PNG nor JPEG", mend))
        else:
            mend = "put what it refers to into the drawing itself, or save the drawing as PNG"
            self._note(Fault("the drawing refers to something outside itself", mend))

    def _fault_of_picture(self, written: str) -> Fault | None:
        """Whether a picture inside the drawing is one, and not too large."""
        try:
            data = base64.b64decode("".join(written.split()), validate=True)
        except binascii.Error:
            data = b""
        size = size_of(data) if kind_of(data) in ("png", "jpeg") else None
        if size is None:
            return Fault("a picture in the drawing is damaged", "put it into the drawing again, as PNG or JPEG")
        self._pixels += size.width * size.height
        if self._pixels > MOST_PIXELS:
            what = f"the pictures in the drawing have more than {MOST_PIXELS // 1_000_000} million pixels"
            return Fault(what, "put smaller ones into it")
        return None

    def _text(self, text: str) -> None:
        if self._style_at:
            self._style.append(text)
        elif self._open:
            self._open[-1].points += len(text.split()) and len(text.strip())

    def _end(self, _name: str) -> None:
        if self._style_at == len(self._open):
            css = "".join(self._style)
            self._style, self._style_at = [], 0
            self._rules += css.count("{") + css.count(",")
            self._note(fault_of_style(css))
            self._let_all_have(dash_in(css))
        self._open.pop()
        self._refused = max(0, self._refused - 1)

    def _let_all_have(self, dash: float) -> None:
        self._dash = min(self._dash or dash, dash or self._dash)

    def _dashes(self, element: _Element) -> float:
        """How many dashes the outline of an element may have."""
        dashes = [dash for dash in (element.dash, self._dash) if dash]
        return element.length / min(dashes) if dashes else 0.0

    def _check_sums(self) -> None:
        """Note what only the whole drawing shows: how much is drawn again and again."""
        if self._rules * len(self._elements) > MOST_STYLING:
            self._note(Fault("the drawing's style sheets have too many rules", "save it as a plain SVG, or as PNG"), 1)
        sums = self._sums()
        if sums is None:
            return
        drawn = sums[self._elements[0]]
        copies = [element for element in self._elements if element.targets]
        line = max(copies, key=lambda element: sums[element].elements).line if copies else 1
        if drawn.elements - len(self._elements) > MOST_COPIES:
            what = f"the drawing draws more than {MOST_COPIES:,} elements again by `<use>`"
            self._note(Fault(what, "draw fewer copies, or save it as PNG"), line)
        if drawn.height > DEEPEST:
            what = f"elements stand more than {DEEPEST} deep in one another by `<use>`"
            self._note(Fault(what, "let `<use>` name shapes instead of other `<use>`, or save it as PNG"), line)
        if drawn.points > MOST_POINTS:
            what = f"the shapes and words of the drawing have more than {MOST_POINTS:,} corners and letters"
            self._note(Fault(what, "simplify its paths, or save it as PNG"), 1)
        if drawn.dashes > MOST_DASHES:
            what = f"the lines of the drawing may have more than {MOST_DASHES:,} dashes"
            self._note(Fault(what, "make the dashes longer, or save it as PNG"), 1)

    def _sums(self) -> dict[_Element, _Drawn] | None:
        """What drawing each element comes to; None after noting that something is drawn inside itself."""
        sums: dict[_Element, _Drawn] = {}
        under_way: set[_Element] = set()
        waiting = [(self._elements[0], False)]
        while waiting:
            element, seen = waiting.pop()
            if element in sums:
                continue
            parts = element.children + [self._by_id[name] for name in element.targets if name in self._by_id]
            if seen:
                under_way.discard(element)
                sums[element] = _sum(element.points, self._dashes(element), [sums[part] for part in parts])
                continue
            under_way.add(element)
            if not under_way.isdisjoint(parts):
                mend = "let it name something that does not hold it"
                self._note(Fault("a `<use>` of the drawing draws itself", mend), element.line)
                return None
            waiting.append((element, True))
            waiting += [(part, False) for part in parts if part not in sums]
        return sums


def _sum(points: int, dashes: float, parts: list[_Drawn]) -> _Drawn:
    # Held down: numbers that double at every step would soon be longer than the file.
    return _Drawn(
        min(1 + sum(part.elements for part in parts), 10**9),
        min(points + sum(part.points for part in parts), 10**9),
        min(dashes + sum(part.dashes for part in parts), 1e18),
        1 + max((part.height for part in parts), default=0),
    )
