"""Widgets that more than one tab uses; each module is imported when its widget is first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thaw_desktop.ui.widgets.bars import LabelledBar, ThinBar
    from thaw_desktop.ui.widgets.beyond import BeyondPill, beyond_html, beyond_words, is_beyond
    from thaw_desktop.ui.widgets.buttons import ElidedButton, IconButton, button
    from thaw_desktop.ui.widgets.card import Card
    from thaw_desktop.ui.widgets.chart import Bar, BarChart, Line, LineChart
    from thaw_desktop.ui.widgets.empty import EmptyState
    from thaw_desktop.ui.widgets.flow import FlowLayout
    from thaw_desktop.ui.widgets.heatmap import Heatmap
    from thaw_desktop.ui.widgets.labels import ElidedLabel, KeyHint, Pill, mark_hits, plain_label, set_property
    from thaw_desktop.ui.widgets.notice import NoticeBar
    from thaw_desktop.ui.widgets.reading import ReadingView
    from thaw_desktop.ui.widgets.ring import CountdownRing

__all__ = [
    "Bar",
    "BarChart",
    "BeyondPill",
    "Card",
    "CountdownRing",
    "ElidedButton",
    "ElidedLabel",
    "EmptyState",
    "FlowLayout",
    "Heatmap",
    "IconButton",
    "KeyHint",
    "LabelledBar",
    "Line",
    "LineChart",
    "NoticeBar",
    "Pill",
    "ReadingView",
    "ThinBar",
    "beyond_html",
    "beyond_words",
    "button",
    "is_beyond",
    "mark_hits",
    "plain_label",
    "set_property",
]

_MODULES = {
    "Bar": "chart",
    "BarChart": "chart",
    "BeyondPill": "beyond",
    "Card": "card",
    "CountdownRing": "ring",
    "ElidedButton": "buttons",
    "ElidedLabel": "labels",
    "EmptyState": "empty",
    "FlowLayout": "flow",
    "Heatmap": "heatmap",
    "IconButton": "buttons",
    "KeyHint": "labels",
    "LabelledBar": "bars",
    "Line": "chart",
    "LineChart": "chart",
    "NoticeBar": "notice",
    "Pill": "labels",
    "ReadingView": "reading",
    "ThinBar": "bars",
    "beyond_html": "beyond",
    "beyond_words": "beyond",
    "button": "buttons",
    "is_beyond": "beyond",
    "mark_hits": "labels",
    "plain_label": "labels",
    "set_property": "labels",
}


def __getattr__(name: str) -> object:
    """The widget of that name, from its module (PEP 562)."""
    if name not in _MODULES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
