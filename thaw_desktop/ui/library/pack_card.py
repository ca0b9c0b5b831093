"""One installed pack: what it is, how far the student has come with it, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thaw_desktop.ui import words
from thaw_desktop.ui.library.cover import Cover
from thaw_desktop.ui.library.wording import about_contents, about_origin, byline
from thaw_desktop.ui.widgets import Card, FlowLayout, ThinBar, button, plain_label

if TYPE_CHECKING:
    from thaw_desktop.content.model import Counts, PackInfo
    from thaw_desktop.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class PackState:
    """What the library shows of a pack.

    Attributes:
        info: about the pack.
        counts: how much is in it.
        size: bytes of its files.
        built_in: whether it comes with Thaw.
        is_open: whether it is the one that is being studied.
        cover: bytes of its cover; None when it has none.
        read: sections read, and how many there are.
        seen: cards met, and how many there are.
    """

    info: PackInfo
    counts: Counts
    size: int
    built_in: bool
    is_open: bool
    cover: bytes | None
    read: tuple[int, int]
    seen: tuple[int, int]


class PackCard(Card):
    """A pack of the library.

    Signals:
        study_asked: open this pack; its id.
        remove_asked: take this pack out of the library; its id.
        about_asked: say more about this pack; its id.

    Attributes:
        study: the button that opens it.
        remove: the button that takes it out.
        about: the button that says more.
    """

    study_asked = Signal(str)
    remove_asked = Signal(str)
    about_asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self._pack = ""
        self._cover = Cover(theme)
        self._title = plain_label("", "heading", wrap=True)
        self._by = plain_label("", "secondary", wrap=True)
        self._about = plain_label("", wrap=True)
        self._contents = plain_label("", "secondary", wrap=True)
        self._origin = plain_label("", "secondary", wrap=True)
        self._bar = ThinBar(theme, self.tr("Cards met"))
        self._progress = plain_label("", "small", wrap=True)
        self._open = plain_label(self.tr("✓ Open now"), tone="good")
        self._open.setAccessibleName(self.tr("Open now"))
        self.study = button(self.tr("Study this pack"), "primary")
        self.about = button(self.tr("About this pack"), "quiet")
        self.remove = button(self.tr("Remove…"), "quiet")
        self._lay_out()
        self.study.clicked.connect(self._ask_study)
        self.about.clicked.connect(self._ask_about)
        self.remove.clicked.connect(self._ask_remove)

    def show_pack(self, state: PackState) -> None:
        """Show a pack."""
        info = state.info
        self._pack = info.id
        self.setAccessibleName(info.title)
        self._cover.show_cover(info.title, info.cover, state.cover)
        self._title.setText(info.title)
        self._by.setText(byline(info))
        self._by.setVisible(bool(byline(info)))
        self._about.setText(info.description)
        self._about.setVisible(bool(info.description))
        self._contents.setText(about_contents(state.counts, state.read[1]))
        self._origin.setText(about_origin(info, state.size, built_in=state.built_in))
        seen, cards = state.seen
        self._bar.show_fraction(seen / cards if cards else 0.0)
        self._bar.setVisible(cards > 0)
        self._progress.setText(
            self.tr("{sections} sections read · {cards} cards met").format(
                sections=words.share(*state.read), cards=words.share(seen, cards)
            )
        )
        self._open.setVisible(state.is_open)
        self.study.setVisible(not state.is_open)
        self.study.setAccessibleName(self.tr("Study {title}").format(title=info.title))
        self.about.setAccessibleName(self.tr("About {title}").format(title=info.title))
        self.remove.setVisible(not state.built_in)
        self.remove.setAccessibleName(self.tr("Remove {title}").format(title=info.title))

    def _lay_out(self) -> None:
        self._text = QVBoxLayout()
        for part in (self._title, self._by, self._about, self._contents, self._origin):
            self._text.addWidget(part)
        self._head = QHBoxLayout()
        self._head.addWidget(self._cover, 0, Qt.AlignmentFlag.AlignTop)
        self._head.addLayout(self._text, 1)
        self.body.addLayout(self._head)
        self.body.addWidget(self._bar)
        self.body.addWidget(self._progress)
        actions = QWidget()
        flow = FlowLayout(actions, self._theme.px(8))
        flow.addWidget(self._open)
        flow.addWidget(self.study)
        flow.addWidget(self.about)
        flow.addWidget(self.remove)
        self.body.addStretch(1)
        self.body.addWidget(actions)
        self._arrange()
        self._theme.changed.connect(self._arrange)

    @Slot()
    def _ask_study(self) -> None:
        self.study_asked.emit(self._pack)

    @Slot()
    def _ask_about(self) -> None:
        self.about_asked.emit(self._pack)

    @Slot()
    def _ask_remove(self) -> None:
        self.remove_asked.emit(self._pack)

    @Slot()
    def _arrange(self) -> None:
        self._head.setSpacing(self._theme.px(16))
        self._text.setSpacing(self._theme.px(4))
        self._open.setMinimumHeight(self.about.sizeHint().height())  # level with the words of the buttons
