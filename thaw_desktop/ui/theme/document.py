"""The stylesheet of pages for reading, in the part of CSS that QTextDocument knows.

Qt draws grounds and edges of blocks only on table cells, so a callout is a one-cell table whose cell has the classes
`callout` and its kind. Lengths are pixels: QTextDocument knows no em for margins. The size of running text is
that of the document's default font, and Qt makes headings 2, 1.5 and 1.2 times as large whatever a style sheet says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from thaw_desktop.ui.theme.reading_style import USUAL_LINE_HEIGHT
from thaw_desktop.ui.theme.stylesheet import mix, scaled

if TYPE_CHECKING:
    from thaw_desktop.ui.theme.tokens import Tokens


def document_css(tokens: Tokens, body_pixels: int, scale: float, line_height: int = USUAL_LINE_HEIGHT) -> str:
    """Return CSS for `QTextDocument.setDefaultStyleSheet`; set it before the HTML.

    Args:
        tokens: the colours.
        body_pixels: the size of running text, for what is set smaller.
        scale: the interface's scale, for margins.
        line_height: of the lines, in per cent of the font's own.
    """
    body = body_pixels
    gap = scaled(10, scale)
    code_ground = mix(tokens.surface, tokens.text, 0.06)
    return f"""
    body {{ color: {tokens.text}; }}
    p, li, dd, dt {{ line-height: {line_height}%; }}
    p {{ margin: 0 0 {gap}px 0; }}
    h1, h2, h3, h4 {{ color: {tokens.text}; font-weight: 700; }}
    h1 {{ margin: 0 0 {gap}px 0; }}
    h2 {{ margin: {gap * 2}px 0 {round(gap * 0.7)}px 0; }}
    h3 {{ margin: {round(gap * 1.6)}px 0 {gap // 2}px 0; }}
    h4 {{ margin: {gap}px 0 {gap // 2}px 0; }}
    ul, ol {{ margin: 0 0 {gap}px 0; }}
    li {{ margin: 0 0 {max(1, gap // 3)}px 0; }}
    dt {{ font-weight: 600; margin: {gap}px 0 0 0; }}
    dd {{ margin: 0 0 {gap}px {gap * 2}px; }}
    a {{ color: {tokens.primary}; text-decoration: underline; }}
    table {{ margin: {gap // 2}px 0 {gap}px 0; border-collapse: collapse; }}
    th, td {{ padding: {scaled(6, scale)}px {gap}px; border: 1px solid {tokens.line}; }}
    th {{ font-weight: 600; background-color: {tokens.window}; text-align: left; }}
    hr {{ background-color: {tokens.line}; }}
    blockquote {{ margin: 0 {gap * 2}px {gap}px {gap * 2}px; color: {tokens.secondary}; }}
    .source-title {{ font-weight: 700; margin: {gap}px 0 {gap // 2}px 0; }}
    .sources blockquote {{ margin: 0 0 {gap}px 0; color: {tokens.text}; }}
    code, pre {{ font-family: monospace; background-color: {code_ground}; }}
    pre {{ margin: 0 0 {gap}px 0; }}
    .secondary {{ color: {tokens.secondary}; }}
    .footnote {{ color: {tokens.secondary}; font-size: {round(body * 0.88)}px; margin: 0 0 {gap // 2}px 0; }}
    .beyond-mark {{ color: {tokens.warm_text}; font-size: {round(body * 0.88)}px; }}
    .term {{ font-weight: 600; }}
    a.term {{ color: {tokens.primary}; }}
    .gap {{ color: {tokens.primary}; background-color: {tokens.soft}; font-weight: 600; }}
    .answer {{ color: {tokens.primary}; font-weight: 600; }}
    .marked {{ color: {tokens.text}; background-color: {tokens.hit}; }}
    .hit {{ color: {tokens.text}; background-color: {tokens.hit}; font-weight: 600; }}
    {_callouts(tokens, body, scale)}
    """


def _callouts(tokens: Tokens, body: int, scale: float) -> str:
    # The kind is told by the callout's title in words; the colours only help.
    kinds = {
        "note": (tokens.soft, tokens.primary, tokens.primary),
        "tip": (mix(tokens.surface, tokens.good, 0.1), tokens.good, tokens.good_text),
        "beyond": (mix(tokens.surface, tokens.warm, 0.1), tokens.warm, tokens.warm_text),
    }
    below = scaled(2, scale)
    padding = f"{scaled(8, scale)}px {scaled(14, scale)}px"
    rules = [
        f"table.callout {{ margin: {scaled(6, scale)}px 0 {scaled(14, scale)}px 0; border: none; }}",
        f".callout-title {{ font-weight: 600; font-size: {round(body * 0.92)}px; margin: 0 0 {below}px 0; }}",
    ]
    for kind, (ground, edge, title) in kinds.items():
        rules.append(
            f"td.{kind} {{ background-color: {ground}; padding: {padding}; border: none;"
            f" border-left: {scaled(4, scale)}px solid {edge}; }}"
        )
        rules.append(f"td.{kind} p {{ margin: 0 0 {below}px 0; }}")
        rules.append(f"td.{kind} .callout-title {{ color: {title}; }}")
    return "\n    ".join(rules)
