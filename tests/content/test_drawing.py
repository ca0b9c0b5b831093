"""An SVG is a still picture that is drawn in little time and asks for nothing outside itself; all else is refused."""

from __future__ import annotations

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.content.pictures import jpeg, png, webp
from thaw_desktop.content.drawing import check_drawing
from thaw_desktop.content.problems import Problems

_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">\n'
_INKSCAPE = (
    '<sodipodi:namedview xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" id="base"/>\n'
    '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"\n'
    ' xmlns:cc="http://creativecommons.org/ns#" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
    '<cc:Work rdf:about=""><dc:format>image/svg+xml</dc:format>\n'
    '<dc:type rdf:resource="http://purl.org/dc/dcmitype/StillImage"/></cc:Work></rdf:RDF></metadata>\n'
)


def _told(text: str | bytes, *, whole: bool = False) -> list[str]:
    """What is said of a drawing, without the name of its file; a piece of text stands in its second line."""
    data = text if isinstance(text, bytes) else (text if whole else f"{_HEAD}{text}\n</svg>").encode()
    problems = Problems()
    sound = check_drawing("media/a.svg", data, problems)
    assert sound != problems.serious
    return [str(problem).removeprefix("media/a.svg:") for problem in problems.in_order()]


def _embedded(data: bytes, kind: str = "png") -> str:
    return f'<image width="9" height="9" xlink:href="data:image/{kind};base64,{base64.b64encode(data).decode()}"/>'


@pytest.mark.parametrize(
    "text",
    [
        '<rect width="9" height="9" fill="red" rx="1"/>',
        '<g id="a"><path d="M0 0L9 9"/></g><use href="#a" x="3"/><use xlink:href="#a" y="3"/>',
        '<defs><linearGradient id="g"><stop offset="0" stop-color="var(--good, #2e7d5b)"/></linearGradient></defs>'
        '<circle r="4" fill="url(#g)" stroke="var( --bad-text , #abc )"/><text style="fill:url( \'#g\' )">a</text>',
        '<style type="text/css">.a { fill: #123; stroke: url("#g") }</style><rect class="a" width="9"/>',
        "<style><![CDATA[.a{fill:red}]]></style>",
        "<!-- a comment with <script> and onload=x -->",
        "<title>On javascript: and <![CDATA[<script>]]></title><desc>href=http://example.org</desc>",
        _embedded(png(9, 9)),
        _embedded(jpeg(9, 9), "jpeg"),
        _embedded(jpeg(9, 9), "jpg"),
        _INKSCAPE,
        "<g>" * 30 + "<rect/>" + "</g>" * 30,
    ],
)
def test_still_drawings_are_accepted(text: str) -> None:
    assert _told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "<svg/>",
        '\ufeff<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<svg/>',
        "<?xml version='1.0' encoding='utf-8'?><svg/>",
        "<?xml version='1.0'?><svg/>",
        '<svg:svg xmlns:svg="http://www.w3.org/2000/svg"><svg:rect/></svg:svg>',
    ],
)
def test_drawings_are_accepted_however_they_begin(text: str) -> None:
    assert _told(text, whole=True) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<script>alert(1)</script>", "holds a script"),
        ("<SCRIPT>alert(1)</SCRIPT>", "`<SCRIPT>` cannot be in a drawing"),
        ('<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>', "holds a script"),
        ('<x:script xmlns:x="urn:other">alert(1)</x:script>', "holds a script"),
        ('<g><g><rect onload="x()"/></g></g>', "holds a script (`onload`)"),
        ('<rect OnClick="x()"/>', "holds a script (`OnClick`)"),
        ('<rect\n\tonbegin = "x()"/>', "holds a script (`onbegin`)"),
        ("<foreignObject><iframe/></foreignObject>", "a piece of a web page"),
        ("<iframe/>", "`<iframe>` cannot be in a drawing"),
        ('<a href="#x"><rect/></a>', "holds a link"),
        ("<svg><rect/></svg>", "a drawing stands inside the drawing"),
        ("<symbol/>", "Thaw does not draw `<symbol>`"),
        ("<filter><feTurbulence/></filter>", "uses a filter"),
        ("<mask/>", "`<mask>` cannot be in a drawing"),
        ("<pattern/>", "`<pattern>` cannot be in a drawing"),
        ("<animate/>", "the drawing moves"),
        ('<rect><set attributeName="href" to="http://example.org"/></rect>', "the drawing moves"),
        ("<animateTransform/>", "the drawing moves"),
        ("<audio/>", "`<audio>` cannot be in a drawing"),
        ('<image xlink:href="file:///etc/passwd"/>', "refers to something outside itself"),
        ("<image href = 'https://example.org/x.png'/>", "refers to something outside itself"),
        ('<image href="map.png"/>', "refers to something outside itself"),
        ('<image href="#part"/>', "refers to something outside itself"),
        ('<image href=""/>', "refers to something outside itself"),
        ('<use href="other.svg#part"/>', "refers to something outside itself"),
        ('<use href="//example.org/x.svg#part"/>', "refers to something outside itself"),
        ('<use xlink:href="data:image/svg+xml;base64,PHN2Zy8+#x"/>', "refers to something outside itself"),
        ('<rect src="http://example.org"/>', "refers to something outside itself"),
        ('<linearGradient xlink:href="http://example.org#g"/>', "refers to something outside itself"),
        ('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>', "neither PNG nor JPEG"),
        ('<image href="data:text/html,x"/>', "neither PNG nor JPEG"),
        ('<image href="DATA:image/gif;base64,R0lGODlh"/>', "neither PNG nor JPEG"),
        ('<image href="data:image/png;base64,AAAA,data:image/svg+xml;base64,AAAA"/>', "neither PNG nor JPEG"),
        ('<image href="data:image/png;base64,AAA"/>', "is damaged"),
        (_embedded(webp(9, 9)), "is damaged"),
        (_embedded(b"<svg/>"), "is damaged"),
        (_embedded(png(50_000, 50_000)), "more than 50 million pixels"),
        (_embedded(png(6_000, 6_000)) * 2, "more than 50 million pixels"),
        ('<rect fill="url(http://example.org)"/>', "`fill` refers to something outside"),
        ("<rect fill=\"URL ( 'file:///x#a' )\"/>", "`fill` refers to something outside"),
        ('<rect clip-path="u\\72l(x.svg#c)" class="url"/>', "outside"),
        ('<rect style="fill:url(&#104;ttp://example.org)"/>', "refers to something outside"),
        ('<rect style="fill:u\\72 l(http://example.org)"/>', "holds a backslash"),
        ("<style>@import 'x.css';</style>", "holds an `@` rule"),
        ("<style>a{}<![CDATA[@import url(http://example.org)]]></style>", "holds an `@` rule"),
        ("<style>@font-face{src:url(x.ttf)}</style>", "holds an `@` rule"),
        ("<style>.a{fill:url(x.svg#g)}</style>", "refers to something outside"),
        ("<style>.a{fill:url(x.svg#g)}<g/></style>", "refers to something outside"),
        ("<style>.a{fill:u\\72l(x)}</style>", "holds a backslash"),
        ('<g xml:base="http://example.org/"/>', "`xml:base`"),
        ('<rect fill="var(--good)"/>', "not written as Thaw reads it"),
        ('<rect fill="var(--good, url(http://example.org))"/>', "refers to something outside"),
        ('<rect fill="var(--good, red)"/>', "not written as Thaw reads it"),
        ('<rect id="a" width="var(--good, #123456)"/>', "not written as Thaw reads it"),
        ('<rect style="fill:var(--good, #123456)"/>', "a colour of the theme stands in a style"),
        ("<style>.a{fill:var(--good, #123456)}</style>", "a colour of the theme stands in a style"),
        ('<g id="a"/><g id="a"/>', "the id `a` stands in the drawing twice"),
        ('<rect id="a" xml:id="b"/><g id="b"/>', "the id `b` stands in the drawing twice"),
        ('<g id="a"><use href="#a"/></g>', "draws itself"),
        ('<use id="a" href="#a"/>', "draws itself"),
        ('<g id="a"><use href="#b"/></g><g id="b"><g><use href="#a"/></g></g>', "draws itself"),
        ("<rect>", "not well-formed XML (mismatched tag)"),
        ("<rect width=9/>", "not well-formed XML"),
        ("&nbsp;", "not well-formed XML (undefined entity)"),
        ("a & b", "not well-formed XML"),
        ('<use zlink:href="#a"/>', "not well-formed XML (unbound prefix)"),
    ],
)
def test_what_is_no_still_drawing_is_refused_with_its_line(text: str, told: str) -> None:
    problems = _told(text)

    assert len(problems) == 1
    assert re.match(r"[23]: ", problems[0])
    assert told in problems[0].partition("; ")[0]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>\n<svg>&a;</svg>', "1: the drawing holds `<!DOCTYPE`"),
        (b'<?xml version="1.0"?>\n<!doctype svg>\n<svg/>', "2: the drawing holds `<!DOCTYPE`"),
        (b"<svg>\n<!ENTITY a 'b'></svg>", "2: the drawing holds `<!ENTITY`"),
        (b'<?xml version="1.0"?>\n<?xml-stylesheet href="x.css"?><svg/>', "2: the drawing holds a `<?…?>` instruction"),
        (b"<svg>\n\n<?php system('x') ?></svg>", "3: the drawing holds a `<?…?>` instruction"),
        ("<svg/>".encode("utf-16"), "1: the drawing is not UTF-8 text"),
        ("<svg/>".encode("utf-16-le"), "1: the drawing is not UTF-8 text"),
        ("<svg/>".encode("utf-32"), "1: the drawing is not UTF-8 text"),
        (b"<svg>\n\0</svg>", "2: the drawing is not UTF-8 text"),
        (b"<svg>\n\n\xed\xa0\x80</svg>", "3: the drawing is not UTF-8 text"),
        (b'<?xml version="1.0" encoding="UTF-7"?>\n<svg>+ADw-script+AD4-</svg>', "1: the drawing is not UTF-8 text"),
        (b'<?xml version="1.0" encoding="utf-16"?><svg/>', "1: the drawing is not UTF-8 text"),
        (b"<?xml version='1.0' encoding='iso-8859-1'?><svg/>", "1: the drawing is not UTF-8 text"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "1: the drawing is not UTF-8 text"),
        (b"", "1: the drawing is not well-formed XML (no element found)"),
        (b"<html><svg/></html>", "1: the file is not the kind of picture that its name says"),
        (b"<svg/><svg/>", "1: the drawing is not well-formed XML (junk after document element)"),
        (b"<svg", "1: the drawing is not well-formed XML (unclosed token)"),
    ],
)
def test_files_that_are_no_plain_svg_are_refused(data: bytes, told: str) -> None:
    problems = _told(data)

    assert len(problems) == 1
    assert problems[0].startswith(told)


def test_all_that_is_wrong_is_named_with_its_lines() -> None:
    assert [problem.partition(";")[0] for problem in _told("<script/>\n<a/>\n\n<rect onload='x' fill='url(x)'/>")] == [
        "2: the drawing holds a script",
        "3: the drawing holds a link",
        "5: the drawing holds a script (`onload`)",
        "5: `fill` refers to something outside the drawing",
    ]


def test_what_stands_inside_something_refused_is_not_named_as_well() -> None:
    assert len(_told("<foreignObject><div onclick='x'><script/></div></foreignObject><rect/>")) == 1


def test_no_more_than_a_screenful_is_named() -> None:
    assert len(_told("\n".join("<script/>" for _ in range(1_000)))) == 20


def _doubling(levels: int) -> str:
    groups = [f'<g id="a{level + 1}"><use href="#a{level}"/><use href="#a{level}"/></g>\n' for level in range(levels)]
    return f'<g id="a0"><rect/></g>\n{"".join(groups)}'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (_doubling(14), "draws more than 1,000 elements again by `<use>`"),
        ('<g id="a">' + "<rect/>" * 101 + "</g>\n" + '<use href="#a"/>' * 100, "more than 1,000 elements again"),
        (_doubling(40), "more than 32 deep in one another by `<use>`"),
        ("".join(f'<use id="u{n}" href="#u{n + 1}"/>' for n in range(5_000)), "more than 32 deep"),
        ("<g>" * 32 + "</g>" * 32, "elements stand more than 32 deep in one another"),
        ("<g>" * 200_000, "elements stand more than 32 deep in one another"),
        ("<rect/>" * 50_000, "the drawing has more than 50,000 elements"),
        (f'<path d="M{"1 2 " * 50_000}"/>', "more than 10,000 corners"),
        (f"<text>{'word ' * 3_000}</text>", "more than 10,000 corners and letters"),
        (f'<path stroke-dasharray="0.5 .5" d="M{"0 9 " * 5_000}"/>', "may have more than 30,000 dashes"),
        ('<path stroke-dasharray="1" d="M0 0 L1e5 0"/>', "may have more than 30,000 dashes"),
        ('<circle style="stroke-dasharray:1" r="5000"/>', "may have more than 30,000 dashes"),
        ('<g stroke-dasharray="1"><g><rect width="9000" height="9000"/></g></g>', "may have more than 30,000 dashes"),
        ('<style>*{stroke-dasharray:1}</style><line x2="40000"/>', "may have more than 30,000 dashes"),
        ('<line id="a" x2="999"/>' + '<use href="#a" stroke-dasharray="1"/>' * 40, "may have more than 30,000 dashes"),
        ('<g id="a">' + f'<path d="M{"1,2," * 6_000}"/></g>' + '<use href="#a"/>' * 9, "more than 10,000 corners"),
        ("<style>" + "a{b:c}" * 1_000 + "</style>" + "<rect/>" * 10_001, "style sheets have too many rules"),
    ],
    ids=lambda value: value[:30],
)
def test_drawings_that_would_take_long_are_refused(text: str, told: str) -> None:
    problems = _told(text)

    assert told in " ".join(problems)
    assert all(re.match(r"[0-9]+: ", problem) for problem in problems)


@pytest.mark.parametrize(
    "text",
    [
        _doubling(6),
        '<g id="a">' + "<rect/>" * 8 + "</g>" + '<use href="#a"/>' * 100,
        "<rect/>" * 9_000,
        '<use href="#nowhere"/>' * 9_000,
        f'<path d="M{"1.5-2.5 " * 9_000}"/>',
    ],
    ids=lambda value: value[:30],
)
def test_drawings_that_are_just_small_enough_are_accepted(text: str) -> None:
    assert _told(text) == []


_PIECES = (
    "< > / \" ' & ; # = svg g use style script href id='a' <g> </g> <use href='#a'/> <!-- --> <![CDATA[ ]]> <?xml ?> "
    "url( @import var(--x,#123) \0 \ufeff"
)
_SOUP = st.lists(st.sampled_from([*_PIECES.split(" "), " ", "\n"]), max_size=60).map("".join)


@given(_SOUP.map(lambda text: f"{_HEAD}{text}</svg>".encode()) | _SOUP.map(str.encode) | st.binary(max_size=300))
def test_no_bytes_make_the_check_raise(data: bytes) -> None:
    for problem in _told(data):
        assert re.match(r"[0-9]+: .+; .+", problem)
