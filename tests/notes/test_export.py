"""All highlights and own pages as one text of Markdown."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.content.page import render_page
from thaw_desktop.core.errors import StorageError
from thaw_desktop.notes.anchors import Anchor
from thaw_desktop.notes.export import as_markdown, export, write_export
from thaw_desktop.notes.highlights import Highlight, Listing, Placed
from thaw_desktop.notes.own_pages import OwnPage

if TYPE_CHECKING:
    from pathlib import Path


def placed(quote: str, note: str = "", section: str = "s1") -> Placed:
    return Placed(Highlight("h", "s1", Anchor(quote, "", "", 0), "green", note, 0, 0), section, 0, len(quote))


def test_sections_orphans_and_pages_stand_one_after_the_other() -> None:
    listing = Listing(
        (("s1", "The *Speech*", (placed("Two lines\nof it", "Learn\nthis."),)),), (placed("Gone.", "", ""),)
    )
    text = export("Pack", listing, [OwnPage("p", "Dates", "- 1953\n", 0, 0), OwnPage("q", "", "", 0, 0)])
    assert text == (
        "# Pack: my notes\n\n"
        "## The \\*Speech\\*\n\n"
        "> Two lines\n>\n> of it\n>\n> (green)\n\nLearn\n\nthis.\n\n"
        "## No longer in the pack\n\nThese passages were in an earlier version of the pack.\n\n"
        "> Gone.\n>\n> (green)\n\n"
        "## Dates\n\n- 1953\n\n"
        "## Untitled page\n"
    )


def test_nothing_marked_gives_the_title_alone() -> None:
    assert export("Pack", Listing((), ()), []) == "# Pack: my notes\n"


@given(st.text(st.characters(codec="ascii", categories=("L", "N", "P", "S", "Zs")), max_size=60))
def test_plain_text_shows_the_same_characters_as_markdown(text: str) -> None:
    shown = html.unescape(re.sub(r"<[^>]*>", "", render_page(as_markdown(text))))
    assert "".join(shown.split()) == "".join(text.split())


def test_the_file_is_written_whole_or_the_sentence_says_why(tmp_path: Path) -> None:
    write_export(tmp_path / "notes.md", "# Pack – my notes\n")
    assert (tmp_path / "notes.md").read_bytes().decode() == "# Pack – my notes\n"
    with pytest.raises(StorageError, match=r"notes\.md could not be written"):
        write_export(tmp_path / "none" / "notes.md", "")
