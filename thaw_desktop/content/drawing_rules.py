"""What an SVG may hold, and what to say of anything else.

The window draws with QtSvg in its strictest mode, which knows SVG Tiny 1.2. Whatever is not named here it would fetch,
run, or draw in the wrong place, because it draws what stands inside an element that it does not know.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thaw_desktop.content.file_names import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

# fmt: off
ELEMENTS = frozenset({
    "svg", "g", "defs", "title", "desc", "metadata", "style", "path", "rect", "circle", "ellipse", "line", "polyline",
    "polygon", "text", "tspan", "use", "image", "linearGradient", "radialGradient", "stop",
})
# What Inkscape and others note about a drawing inside it (RDF, Dublin Core and their own settings): never drawn.
NOTES_OF_EDITORS = frozenset({
    "RDF", "Work", "format", "type", "date", "creator", "contributor", "Agent", "rights", "publisher", "identifier",
    "source", "relation", "language", "subject", "Bag", "li", "coverage", "description", "license", "License",
    "permits", "requires", "prohibits", "namedview", "grid", "guide", "page", "path-effect", "perspective",
})
# fmt: on

MOST_ELEMENTS = 50_000
DEEPEST = 32
"""Elements in one another, also by `<use>`: what stands deeper, Qt leaves out without a word."""
MOST_COPIES = 1_000
"""Elements drawn again by `<use>`."""
MOST_POINTS = 10_000
"""Corners of all shapes, also those drawn again: what no screen could tell apart takes long to draw."""
MOST_DASHES = 30_000
"""Of dashed lines: Qt cuts every dash out by itself."""
MOST_STYLING = 10_000_000
"""Rules of style sheets times elements: each rule is held against each element."""
MOST_PIXELS = 50_000_000
"""Of all pictures inside the drawing."""

_PLAIN = "save it as a plain SVG, or as PNG"
_ADVICE = {
    "script": Fault("the drawing holds a script", "take `<script>` out, or save it as a plain SVG"),
    "foreignObject": Fault("the drawing holds a piece of a web page (`<foreignObject>`)", _PLAIN),
    "filter": Fault("the drawing uses a filter, which Thaw does not draw", "take the filter off, or save it as PNG"),
    "a": Fault("the drawing holds a link", "take `<a>` out and leave what is inside it"),
    "svg": Fault("a drawing stands inside the drawing", "take the inner `<svg>` out and leave what is inside it"),
    "symbol": Fault("Thaw does not draw `<symbol>`", "write `<g>` inside `<defs>` instead, or save it as PNG"),
    **dict.fromkeys(
        ("animate", "animateColor", "animateMotion", "animateTransform", "set", "discard"),
        Fault("the drawing moves", "take the animation out"),
    ),
}

COLOURS = frozenset({"fill", "stroke", "color", "stop-color"})
"""Attributes in which the window replaces `var(--name, #fallback)` with a colour of the theme."""
_VARIABLE = re.compile(
    r"\s*var\(\s*--[A-Za-z][\w-]*\s*,\s*#(?:[0-9a-f]{3}|[0-9a-f]{6})\s*\)\s*", re.IGNORECASE | re.ASCII
)
# Anything but a part of the same drawing.
_URL = re.compile(r"url\s*+\(\s*+(?![\"']?\s*#)", re.IGNORECASE)
_NUMBER = re.compile(r"\d*\.?\d+(?:[eE][+-]?\d+)?")
_DASHES = re.compile(r"stroke-dasharray\s*[:=]\s*[\"']?([^\"';}<>]*)")


def fault_of_element(name: str) -> Fault:
    """What to say of an element that is not allowed."""
    return _ADVICE.get(name) or Fault(f"`<{name[:40]}>` cannot be in a drawing", _PLAIN)


def fault_of_attribute(name: str, value: str) -> Fault | None:
    """What is wrong with an attribute, whatever element it stands at; references are looked at elsewhere."""
    if name.lower().startswith("on"):
        return Fault(f"the drawing holds a script (`{name[:40]}`)", "take it out, or save it as a plain SVG")
    if name == "base":
        return Fault("`xml:base` makes the drawing's references lead elsewhere", "take it out")
    if name == "style":
        return fault_of_style(value)
    # In a browser's eyes a backslash may stand for a letter of `url`.
    if _URL.search(value) or ("\\" in value and "(" in value):
        return Fault(f"`{name[:40]}` refers to something outside the drawing", _PLAIN)
    if "var(" in value.lower() and not (name in COLOURS and _VARIABLE.fullmatch(value)):
        mend = 'write it in `fill`, `stroke`, `color` or `stop-color`, such as fill="var(--good, #2e7d5b)"'
        return Fault("this colour is not written as Thaw reads it", mend)
    return None


def fault_of_style(css: str) -> Fault | None:
    """What is wrong with a style sheet or a `style` attribute."""
    if "\\" in css:
        return Fault("a style of the drawing holds a backslash, which can hide anything", _PLAIN)
    if "@" in css:
        return Fault("a style sheet of the drawing holds an `@` rule", "take it out, or save it as a plain SVG")
    if _URL.search(css):
        return Fault("a style of the drawing refers to something outside it", _PLAIN)
    if "var(" in css.lower():
        mend = 'write it as an attribute, such as fill="var(--good, #2e7d5b)"'
        return Fault("a colour of the theme stands in a style, where Thaw does not replace it", mend)
    return None


def dash_in(text: str) -> float:
    """The length of the shortest dash with its gap in attributes or a style sheet; 0 where no line is dashed."""
    found = (sum(_numbers(value)) for value in _DASHES.findall(text))
    return min((length for length in found if length > 0), default=0.0)


def dash_of(attributes: dict[str, str]) -> float:
    """The length of a dash with its gap on the outline of a shape; 0 when it is not dashed there."""
    return dash_in(f"stroke-dasharray:{attributes.get('stroke-dasharray', '')};{attributes.get('style', '')}")


def length_of(attributes: dict[str, str]) -> float:
    """How long the outline of a shape is at most, in its own units."""

    def number(name: str) -> float:
        return next(_numbers(attributes.get(name, "")), 0.0)

    # Each number of a path is at most once the way there and once the way back.
    path = 2 * sum(part for name in ("d", "points") for part in _numbers(attributes.get(name, "")))
    line = abs(number("x2") - number("x1")) + abs(number("y2") - number("y1"))
    return path + line + 2 * (number("width") + number("height")) + 7 * (number("r") + number("rx") + number("ry"))


def _numbers(text: str) -> Iterator[float]:
    return (min(float(number), 1e9) for number in _NUMBER.findall(text))


def points_of(attributes: dict[str, str]) -> int:
    """About how many corners a shape has: a number in its path is half of one."""
    return 1 + sum(len(_NUMBER.findall(attributes.get(name, ""))) for name in ("d", "points")) // 2
