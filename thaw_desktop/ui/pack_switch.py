"""Says that another pack is open because something of it was followed, and leads back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from thaw_desktop.ui.navigator import Navigator, TabName
    from thaw_desktop.ui.widgets import NoticeBar


class PackSwitch(QObject):
    """The notice "You are now in …", which stands until it is closed, used, or gives way to another."""

    def __init__(self, notice: NoticeBar, navigator: Navigator, parent: QObject) -> None:
        """Be silent until `tell`.

        Args:
            notice: where it is said.
            navigator: takes the student back.
            parent: the owner.
        """
        super().__init__(parent)
        self._notice = notice
        self._navigator = navigator
        self._back: tuple[TabName, str] | None = None
        self._sentence = ""
        notice.action.connect(self._go_back)
        navigator.pack_chosen.connect(self._forget)

    def tell(self, title: str, back: tuple[TabName, str, str]) -> None:
        """Say which pack is open now.

        Args:
            title: of the pack.
            back: the tab, the pack and that pack's title, from before.
        """
        tab, pack, before = back
        self._back = (tab, pack)
        self._sentence = self.tr("You are now in “{title}”.").format(title=title)
        leads_to = self.tr("Back to “{title}”").format(title=before)
        self._notice.show_notice(self._sentence, action_text=self.tr("Go back"), action_hint=leads_to)

    @Slot()
    def _go_back(self) -> None:
        if self._back is not None and self._is_shown():
            tab, pack = self._back
            self._navigator.study(pack, tab)

    @Slot()
    def _forget(self) -> None:
        """The student has chosen a pack: what was said no longer helps."""
        if self._is_shown():
            self._notice.dismiss()
        self._back = None

    def _is_shown(self) -> bool:
        return self._notice.isVisible() and self._notice.accessibleName() == self._sentence
