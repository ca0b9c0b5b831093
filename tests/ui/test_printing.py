"""Pages on paper: a whole PDF or none, headings with their text, light colours, sharp pictures, a way to stop."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from thaw_desktop.ui.printing.document import PaperDocument, with_addresses
from thaw_desktop.ui.printing.job import Part, PrintJob, Style

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from thaw_desktop.ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

SIZE = QSizeF(605, 900)
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="50">'
    b'<rect width="100" height="50" fill="var(--primary, #ff0000)"/></svg>'
)


def paper(html: str, media: dict[str, bytes] | None = None, font: QFont | None = None) -> PaperDocument:
    return PaperDocument(html, SIZE, font or QFont(), 130, (media or {}).get)


def drawn(document: PaperDocument, page: int = 0, scale: int = 1) -> QImage:
    image = QImage(round(SIZE.width()) * scale, round(SIZE.height()) * scale, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.scale(scale, scale)
    document.draw_page(painter, page)
    painter.end()
    return image


def parts(count: int, words: int = 200) -> list[Part]:
    def body(number: int) -> str:
        return f"<h1>Section {number}</h1><p>{'word ' * words}</p>"

    return [Part(f"Section {number}", partial(body, number)) for number in range(1, count + 1)]


def style() -> Style:
    return Style(QFont(), 130, None)


# One document


@pytest.mark.usefixtures("qapp")
def test_a_heading_never_stands_alone_at_the_foot_of_a_page() -> None:
    for lines in range(1, 60, 3):
        above = "".join(f"<p>{number}</p>" for number in range(lines))
        document = paper(f"{above}<h2>Heading</h2><h3>Below</h3><p>{'Its text. ' * 60}</p>")
        text = document._document
        block = text.begin()
        while block.text() != "Heading":
            block = block.next()
        assert document._page_of(block) == document._page_of(block.next().next())
        assert document.pages == text.pageCount()


@pytest.mark.usefixtures("qapp")
def test_a_heading_above_a_table_goes_with_it() -> None:
    for lines in range(20, 40):
        above = "".join(f"<p>{number}</p>" for number in range(lines))
        document = paper(f"{above}<h2>1956</h2><table><tr><td><p>{'An event. ' * 80}</p></td></tr></table>")
        block = document._document.begin()
        while block.text() != "1956":
            block = block.next()
        assert document._page_of(block) == document._page_of(block.next())


def test_paper_is_light_in_a_dark_theme(theme: Theme) -> None:
    theme.apply("dark")
    image = drawn(paper("<h1>Heading</h1><p>Text with a <a href='term:x' class='term'>term</a>.</p>"))
    assert image.pixelColor(600, 890) == QColor("white")
    darkest = min(image.pixelColor(x, y).lightness() for x in range(300) for y in range(60))
    assert darkest < 60


@pytest.mark.usefixtures("qapp")
def test_links_and_terms_are_black_and_underlined() -> None:
    document = paper('<p>A <a class="term" href="term:x">term</a> and <a href="thaw:section/y">more</a>.</p>')
    pieces = document._document.firstBlock().begin()
    shapes = {}
    while not pieces.atEnd():
        shapes[pieces.fragment().text()] = pieces.fragment().charFormat()
        pieces += 1
    for word in ("term", "more"):
        assert shapes[word].foreground().color() == QColor("black")
        assert shapes[word].fontUnderline()
    assert shapes["term"].fontWeight() >= 600


def test_an_address_in_the_web_is_told_on_paper() -> None:
    told = with_addresses(
        '<a href="https://example.org/a">The archive</a>, <a href="https://example.org">example.org</a>'
    )
    assert told.count("(https://example.org/a)") == 1
    assert "(https://example.org)" not in told


@pytest.mark.usefixtures("qapp")
def test_pictures_are_drawn_as_sharp_as_the_paper_can_show_in_light_colours() -> None:
    document = paper('<p><img src="media/a.svg" alt="A plan"></p>', {"media/a.svg": SVG})
    image = drawn(document, scale=4)
    row = [image.pixelColor(x, 100) for x in range(396, 404)]
    assert row[0] == QColor("#0b6e8a")
    assert row[-1] == QColor("white")
    assert len({colour.name() for colour in row}) <= 3  # an edge one pixel wide at most


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("address", ["media/none.svg", "file:///etc/hostname", "http://127.0.0.1:9/a.png"])
def test_a_picture_that_is_not_in_the_pack_is_told_in_words_and_never_fetched(address: str) -> None:
    image = drawn(paper(f'<p><img src="{address}" alt="MMMMMMMM"></p>', {"media/a.svg": SVG}))
    assert min(image.pixelColor(x, y).lightness() for x in range(60) for y in range(30)) < 100


@pytest.mark.usefixtures("qapp")
def test_a_picture_higher_than_a_page_is_made_to_fit() -> None:
    tall = b'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="4000"><rect width="100" height="4000"/></svg>'
    assert paper('<p><img src="media/t.svg" alt=""></p>', {"media/t.svg": tall}).pages == 1


# The job


def test_a_section_becomes_a_pdf_in_its_place(tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "one.pdf"
    file.write_bytes(b"what was there before")
    job = PrintJob("A pack", parts(1, 2000), style())
    with qtbot.waitSignal(job.finished):
        job.save(file)
        assert file.read_bytes() == b"what was there before"
    data = file.read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") >= 3
    assert [path.name for path in tmp_path.iterdir()] == ["one.pdf"]


def test_a_whole_pack_begins_with_its_contents_and_tells_how_far_it_is(tmp_path: Path, qtbot: QtBot) -> None:
    file, steps = tmp_path / "pack.pdf", []
    job = PrintJob("A pack", parts(5), style())
    job.progressed.connect(lambda done, whole: steps.append((done, whole)))
    with qtbot.waitSignal(job.finished):
        job.save(file)
    assert file.read_bytes().count(b"/Type /Page\n") == 6
    assert steps[-1] == (11, 11)
    assert [done for done, _ in steps] == list(range(1, 12))


def test_a_job_that_is_cancelled_leaves_what_was_there(tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "pack.pdf"
    file.write_bytes(b"old")
    job = PrintJob("A pack", parts(40), style())
    with qtbot.assertNotEmitted(job.finished, wait=50):
        with qtbot.waitSignal(job.progressed):
            job.save(file)
        job.cancel()
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("pack.pdf", b"old")]


def test_a_place_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path, qtbot: QtBot) -> None:
    job = PrintJob("A pack", parts(1), style())
    with qtbot.waitSignal(job.failed) as failed:
        job.save(tmp_path / "missing" / "one.pdf")
    assert "could not be written" in str(failed.args)


def test_a_printer_draws_the_same_pages(tmp_path: Path, qtbot: QtBot) -> None:
    printing = pytest.importorskip("PySide6.QtPrintSupport")
    printer = printing.QPrinter(printing.QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(printing.QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    job = PrintJob("A pack", parts(2), style())
    with qtbot.waitSignal(job.finished):
        job.draw_on(printer)
    assert (tmp_path / "printed.pdf").read_bytes().count(b"/Type /Page\n") == 3
