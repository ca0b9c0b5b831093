"""F6: from one part of the window to the next, so that nobody has to press Tab through all that is in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.ui.tab import Tab


def step_pane(tab: Tab, around: Sequence[QWidget], by: int) -> None:
    """Give the focus to the next pane of the window, or to the one before for -1.

    Args:
        tab: the page that is seen.
        around: what stands above it in the window.
        by: 1 or -1.
    """
    inside = list(tab.panes())
    wanted = next_pane([*usable(*around), *inside], by)
    if wanted in inside and wanted is not None:
        tab.enter_pane(wanted)
    elif wanted is not None:
        enter(wanted)


def next_pane(panes: Sequence[QWidget], by: int) -> QWidget | None:
    """The pane after the one that has the focus, or before it for -1; after the last comes the first.

    Args:
        panes: in the order in which the eye goes through them; none lies inside another.
        by: 1 or -1.

    Returns:
        The first, or the last for -1, when none of them has the focus; None when there is no pane.
    """
    if not panes:
        return None
    here = pane_of(panes, QApplication.focusWidget())
    if here is None:
        return panes[0 if by > 0 else -1]
    return panes[(panes.index(here) + by) % len(panes)]


def pane_of(panes: Sequence[QWidget], widget: QWidget | None) -> QWidget | None:
    """The pane that a control belongs to."""
    if widget is None:
        return None
    return next((pane for pane in panes if pane is widget or pane.isAncestorOf(widget)), None)


def enter(pane: QWidget) -> bool:
    """Give the focus to a pane: to the control in it that had it last, or else to the first; False when none can."""
    control = first_control(pane)
    if control is not None:
        control.setFocus(Qt.FocusReason.OtherFocusReason)
    return control is not None


def first_control(pane: QWidget) -> QWidget | None:
    """The control of a pane that had the focus last, or else the first that Tab comes to; None when it has none."""
    wanted = (pane.focusWidget(), *_controls(pane))
    return next((one for one in wanted if one is not None and _takes_keys(one, pane)), None)


def usable(*panes: QWidget) -> list[QWidget]:
    """Those of the panes in which a control can have the focus now."""
    return [pane for pane in panes if any(_takes_keys(control, pane) for control in _controls(pane))]


def _controls(pane: QWidget) -> list[QWidget]:
    """The pane and what is in it, in the order in which it was put there.

    Nothing may walk along Qt's chain of focus: PySide takes each widget for a child of the one before it, and when one
    goes, such as a hint under the pointer, all that stand behind it go for Python as well.
    """
    return [pane, *pane.findChildren(QWidget)]


def _takes_keys(control: QWidget, pane: QWidget) -> bool:
    """Whether Tab would stop at a control; one that hands the focus on to another pane does not count."""
    proxy = control.focusProxy()
    if proxy is not None and not (proxy is pane or pane.isAncestorOf(proxy)):
        return False
    return control.isVisible() and control.isEnabled() and bool(control.focusPolicy() & Qt.FocusPolicy.TabFocus)
