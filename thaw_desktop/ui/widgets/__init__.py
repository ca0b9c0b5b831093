"""Widgets that more than one tab uses."""

from thaw_desktop.ui.widgets.bars import LabelledBar, ThinBar
from thaw_desktop.ui.widgets.buttons import IconButton, button
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
    "Card",
    "CountdownRing",
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
    "button",
    "mark_hits",
    "plain_label",
    "set_property",
]
