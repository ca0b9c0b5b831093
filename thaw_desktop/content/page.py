"""A single page of Markdown that belongs to no pack, such as the help."""

from __future__ import annotations


def render_page(text: str) -> str:
    """The page as HTML for a QTextBrowser, by the rules of a pack's pages: no HTML of its own, no pictures."""
    # Imported here: the parser is needed only by whoever opens the help.
    from thaw_desktop.content.markdown_html import Html, parser
    from thaw_desktop.content.names import Names
    from thaw_desktop.content.problems import Problems

    return Html(Names(Problems()), ()).of(parser().parse(text), "page")
