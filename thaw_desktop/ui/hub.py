"""After a commit: the visible tab looks again at once, the hidden ones when they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from thaw_desktop.core.changes import ChangeFlags, Changes
    from thaw_desktop.ui.tab import Tab


class Hub(QObject):
    """Remembers which tabs are stale and refreshes the one that is seen, once per turn of the event loop."""

    def __init__(self, changes: ChangeFlags, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stale: set[Tab] = set()
        self._tabs: list[Tab] = []
        self._seen: Tab | None = None
        # Several commits of one gesture make one refresh.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._refresh_seen)
        changes.listen(self._on_changes)

    def add(self, tab: Tab) -> None:
        """Take in a tab that has just been built; it is stale until it is shown."""
        self._tabs.append(tab)
        self._stale.add(tab)

    def show(self, tab: Tab) -> None:
        """A tab is now the one that is seen: refresh it if anything it watches has moved."""
        self._seen = tab
        self._refresh_seen()

    def make_stale(self) -> None:
        """Everything may have changed (another pack): refresh what is seen now and the rest when shown."""
        self._stale.update(self._tabs)
        self._soon.start()

    def _on_changes(self, changes: Changes) -> None:
        self._stale.update(tab for tab in self._tabs if tab.watches & changes)
        if self._seen in self._stale:
            self._soon.start()

    @Slot()
    def _refresh_seen(self) -> None:
        tab = self._seen
        if tab is not None and tab in self._stale:
            self._stale.discard(tab)
            tab.refresh()
