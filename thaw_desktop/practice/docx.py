"""A submission as a Word document (ECMA-376, Transitional).

Written here from eight small parts: python-docx would bring lxml, some 5 MB a system, into every installer, and has no
call for what matters most here, the page numbers at the foot and lists that begin again, so the same XML would stand in
this file all the same.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from thaw_desktop.practice.hand_in import SMALLEST_FONT, right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thaw_desktop.practice.formatting import Paragraph, Run
    from thaw_desktop.practice.hand_in import Answer, Submission

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPACES = f'xmlns:w="{_MAIN}" xmlns:r="{_OFFICE}"'
# https://www.w3.org/TR/xml/#charsets
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STYLES = {"heading": "Heading2", "quotation": "Quote", "bulleted": "ListParagraph", "numbered": "ListParagraph"}
_BULLETS = 1
"""The list that all bulleted paragraphs are in; every numbered list has a number of its own after it."""
_WIDTH = 9026
"""Width of the text in twentieths of a point: A4 with an inch at either side."""
_PARTS = ("document", "styles", "numbering", "header1", "footer1")
_FIXED_TIME = (2020, 1, 1, 0, 0, 0)
"""So that the same essay gives the same bytes."""


def docx(submission: Submission) -> bytes:
    """The bytes of a .docx file: double spacing, 12 point at least, head and foot on every page."""
    lists = _Lists()
    body = "".join(_answer(answer, submission, lists) for answer in submission.answers)
    if submission.record:
        rows = "".join(_paragraph(_run(line), "") for line in submission.record)
        body += _paragraph(_run(submission.labels.record), "Heading1", "<w:pageBreakBefore/>") + rows
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "docProps/core.xml": _core(submission.title),
        "word/document.xml": _document(body),
        "word/_rels/document.xml.rels": _relations(
            {
                "rId1": ("styles", "styles.xml"),
                "rId2": ("numbering", "numbering.xml"),
                "rId3": ("header", "header1.xml"),
                "rId4": ("footer", "footer1.xml"),
            }
        ),
        "word/styles.xml": _styles(max(SMALLEST_FONT, submission.font_size)),
        "word/numbering.xml": _numbering(lists.numbered),
        "word/header1.xml": _part("hdr", _paragraph(_run(submission.head), "Header")),
        "word/footer1.xml": _part("ftr", _foot(submission)),
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _FIXED_TIME), text.encode(), zipfile.ZIP_DEFLATED)
    return written.getvalue()


class _Lists:
    """Gives each numbered list a number of its own, so that it begins with 1."""

    def __init__(self) -> None:
        self.numbered = 0

    def number_of(self, block: Paragraph) -> int:
        if block.kind == "bulleted":
            return _BULLETS
        if block.number <= 1 or not self.numbered:
            self.numbered += 1
        return _BULLETS + self.numbered


def _answer(answer: Answer, submission: Submission, lists: _Lists) -> str:
    labels = submission.labels
    parts = [_paragraph(_run(f"{labels.question} {answer.number}".strip()), "Heading1")]
    if answer.question:
        parts.append(_paragraph(_run(answer.question, italic=True), ""))
    parts += [_block(block, lists) for block in answer.blocks]
    parts.append(_paragraph(_run(labels.words.format(n=answer.words)), "", '<w:jc w:val="right"/>'))
    return "".join(parts)


def _block(block: Paragraph, lists: _Lists) -> str:
    shape = ""
    if block.kind in {"bulleted", "numbered"}:
        shape = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{lists.number_of(block)}"/></w:numPr>'
    backwards = right_to_left(block)
    if backwards:
        shape += "<w:bidi/>"
    runs = "".join(_text_run(run, backwards=backwards) for run in block.runs)
    return _paragraph(runs, _STYLES.get(block.kind, ""), shape)


def _text_run(run: Run, *, backwards: bool) -> str:
    return _run(run.text, bold=run.bold, italic=run.italic, backwards=backwards)


def _paragraph(runs: str, style: str, shape: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{shape}</w:pPr>{runs}</w:p>"


def _run(text: str, *, bold: bool = False, italic: bool = False, backwards: bool = False) -> str:
    look = "".join(
        mark
        for mark, wanted in (("<w:b/><w:bCs/>", bold), ("<w:i/><w:iCs/>", italic), ("<w:rtl/>", backwards))
        if wanted
    )
    pieces = "<w:tab/>".join(f'<w:t xml:space="preserve">{_xml(piece)}</w:t>' for piece in text.split("\t"))
    return f"<w:r><w:rPr>{look}</w:rPr>{pieces}</w:r>"


def _foot(submission: Submission) -> str:
    """The questions at the left, "Page 1 of 6" at the right; the program that opens it counts."""
    before, _, rest = submission.labels.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    runs = _run(f"{submission.questions}\t{before}") + _field("PAGE") + _run(between) + _field("NUMPAGES")
    return _paragraph(runs + (_run(after) if after else ""), "Footer")


def _field(name: str) -> str:
    return f'<w:fldSimple w:instr=" {name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _document(body: str) -> str:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:footerReference w:type="default" r:id="rId4"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1701" w:right="1440" w:bottom="1440" w:left="1440"'
        ' w:header="709" w:footer="709" w:gutter="0"/></w:sectPr>'
    )
    return f"{_HEAD}<w:document {_SPACES}><w:body>{body}{section}</w:body></w:document>"


def _part(name: str, body: str) -> str:
    return f"{_HEAD}<w:{name} {_SPACES}>{body}</w:{name}>"


def _styles(points: int) -> str:
    size = points * 2  # half points
    fonts = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/>'

    def style(identity: str, name: str, shape: str, look: str = "") -> str:
        return (
            f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="Normal"/><w:pPr>{shape}</w:pPr><w:rPr>{look}</w:rPr></w:style>'
        )

    heading = "<w:b/><w:bCs/>"
    single = '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
    return (
        f"{_HEAD}<w:styles {_SPACES}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:pPr><w:widowControl/><w:spacing w:after="120" w:line="480" w:lineRule="auto"/></w:pPr></w:style>'
        + style("Heading1", "heading 1", '<w:keepNext/><w:outlineLvl w:val="0"/>', _larger(heading, size + 8))
        + style("Heading2", "heading 2", '<w:keepNext/><w:outlineLvl w:val="1"/>', _larger(heading, size + 2))
        + style("Quote", "Quote", '<w:ind w:left="720" w:right="720"/>')
        + style("ListParagraph", "List Paragraph", '<w:ind w:left="720"/>')
        + style("Header", "header", single)
        + style("Footer", "footer", f'<w:tabs><w:tab w:val="right" w:pos="{_WIDTH}"/></w:tabs>{single}')
        + "</w:styles>"
    )


def _larger(look: str, half_points: int) -> str:
    return f'{look}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _numbering(lists: int) -> str:
    def abstract(identity: int, form: str, text: str) -> str:
        return (
            f'<w:abstractNum w:abstractNumId="{identity}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">'
            f'<w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            '<w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
        )

    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbers = "".join(
        f'<w:num w:numId="{_BULLETS + place}"><w:abstractNumId w:val="1"/>{again}</w:num>'
        for place in range(1, lists + 1)
    )
    return (
        f"{_HEAD}<w:numbering {_SPACES}>{abstract(0, 'bullet', '•')}{abstract(1, 'decimal', '%1.')}"
        f'<w:num w:numId="{_BULLETS}"><w:abstractNumId w:val="0"/></w:num>{numbers}</w:numbering>'
    )


def _core(title: str) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{_xml(title)}</dc:title></cp:coreProperties>'
    )


def _content_types() -> str:
    names = {"document": "document.main", "header1": "header", "footer1": "footer"}
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}.{names.get(part, part)}+xml"/>' for part in _PARTS
    )
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{core}"/>{overrides}</Types>'
    )


def _relations(parts: dict[str, tuple[str, str]]) -> str:
    rows: Iterable[str] = (
        f'<Relationship Id="{identity}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for identity, (kind, target) in parts.items()
    )
    core = (
        f'<Relationship Id="rIdCore" Type="{_PACKAGE}/relationships/metadata/core-properties"'
        ' Target="docProps/core.xml"/>'
        if any(kind == "officeDocument" for kind, _ in parts.values())
        else ""
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(rows)}{core}</Relationships>'


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))
