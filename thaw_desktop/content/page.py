"""A single page of Markdown that belongs to no pack, such as the help."""

from __future__ import annotations

from thaw_desktop.core.errors import ThawError

LONGEST_PAGE = 60_000
"""Characters of a page that is rendered: what is longer would hold the window up."""
_LONGEST_WORD = 5_000


def render_page(text: str) -> str:
    """The page as HTML for a QTextBrowser, by the rules of a pack's pages: no HTML of its own, no pictures.

    Raises:
        ThawError: there is too much of it to be shown.
    """
    too_long = ThawError(
        "This page is too long to be shown as it will look", "It is kept all the same; divide it in two"
    )
    if len(text) > LONGEST_PAGE or max(map(len, text.split()), default=0) > _LONGEST_WORD:
        raise too_long
    # Imported here: the parser is needed only by whoever opens the help.
    from thaw_desktop.content.markdown_html import Html, parser
    from thaw_desktop.content.markdown_rules import TooMuchFormattingError
    from thaw_desktop.content.names import Names
    from thaw_desktop.content.problems import Problems

    try:
        return Html(Names(Problems()), ()).of(parser().parse(text), "page")
    except TooMuchFormattingError:
        raise too_long from None
