"""After the bell: the essay beside its points, a model answer, and what to do about what was missed."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from thaw_desktop.practice.page import count_words
from thaw_desktop.ui.panes import usable
from thaw_desktop.ui.practice.manuscript import Manuscript
from thaw_desktop.ui.practice.marking_panel import MarkingPanel
from thaw_desktop.ui.practice.prose import as_sources
from thaw_desktop.ui.practice.review_pages import answers_html, answers_title, plans_html
from thaw_desktop.ui.practice.structure_page import passage_of, structure_html
from thaw_desktop.ui.practice.time_page import TimePage
from thaw_desktop.ui.practice.wording import day_of
from thaw_desktop.ui.widgets import ElidedLabel, ReadingView, button, plain_label
from thaw_desktop.ui.words import minutes, number, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from thaw_desktop.content.coverage import PointCoverage
    from thaw_desktop.core.clock import Clock
    from thaw_desktop.practice.marking import FinishedAttempt
    from thaw_desktop.practice.pace import Pace
    from thaw_desktop.ui.theme import Theme

_WIDE_FROM = 720
"""Width from which essay and points stand side by side, px at 100 %; the points quote what they found anyway."""

_SHARES = [11_000, 10_000]
"""How essay and points divide the width, whatever is on their pages."""

_TALL_FROM = 300
"""Height from which the line about the attempt has room, px at 100 %."""


class ReviewView(QWidget):
    """A finished attempt.

    Attributes:
        panel: the points to tick.
        essay: the text, read-only.

    Signals:
        back_asked: back to the questions.
        answer_asked: another answer of the same paper; the id of its attempt.
        link_activated: a link in an answer, a plan or the sources was chosen; its `href` as written.
        hand_in_asked: the essay is to be saved or printed; carries the `FinishedAttempt`.
    """

    back_asked = Signal()
    answer_asked = Signal(str)
    link_activated = Signal(str)
    hand_in_asked = Signal(object)

    def __init__(
        self,
        theme: Theme,
        clock: Clock,
        media: Callable[[str], bytes | None],
        pace: Callable[[FinishedAttempt], Pace],
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty review.

        Args:
            theme: colours, sizes and fonts.
            clock: tells the student's time zone.
            media: gives the bytes of a picture of the attempt's pack by its name.
            pace: tells how an attempt's essay grew.
            parent: the owner.
        """
        super().__init__(parent)
        self._theme = theme
        self._clock = clock
        self._media = media
        self._pace = pace
        self._finished: FinishedAttempt | None = None
        self._back = button(self.tr("‹ Questions"), "quiet", description=self.tr("Back to the questions (Esc)"))
        self._title = ElidedLabel("", "heading")
        self.before, self.after = button(self.tr("‹ Answer before"), "quiet"), button(self.tr("Next answer ›"), "quiet")
        self._hand_in = button(
            self.tr("Hand in…"), "secondary", description=self.tr("Save as Word document or PDF, or print (Ctrl+P)")
        )
        self._about = plain_label("", "secondary", wrap=True)
        self.essay = Manuscript(theme, self.tr("Your essay"))
        self.essay.setReadOnly(True)
        self._answers = ReadingView(theme, self.tr("Answers"))
        self._plans = ReadingView(theme, self.tr("Plan"))
        self._sources = ReadingView(theme, self.tr("Sources"))
        self._structure = ReadingView(theme, self.tr("Structure"))
        self._time = TimePage(theme)
        self._to_fill: set[QWidget] = set()
        self._texts = QTabWidget()
        self.panel = MarkingPanel(theme)
        self._lay_out()
        self._back.clicked.connect(self._ask_back)
        self.before.clicked.connect(partial(self._go_on, -1))
        self.after.clicked.connect(partial(self._go_on, 1))
        self._hand_in.clicked.connect(self._ask_to_hand_in)
        self.panel.back_asked.connect(self.back_asked)
        self.panel.looked_at.connect(self._show_evidence)
        for view in (self._answers, self._plans, self._sources):
            view.link_activated.connect(self.link_activated)
        self._structure.link_activated.connect(self._go_to_passage)
        self._texts.currentChanged.connect(self._fill)
        for keys, slot in (
            ("Ctrl+Return", self.panel.save),
            ("Ctrl+Enter", self.panel.save),
            ("Esc", self._leave),
            ("Ctrl+P", self._ask_to_hand_in),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        theme.changed.connect(self._give_room)

    def show_attempt(self, finished: FinishedAttempt) -> None:
        """Show an attempt from its beginning."""
        question, self._finished = finished.question, finished
        self._to_fill = {self._structure, self._time}
        self._title.setText(question.title if question is not None else self.tr("A question no longer in the pack"))
        self._about.setText(self._about_words(finished))
        self._show_place(finished)
        self.essay.set_text(finished.text, finished.formatting)
        self.essay.show_overtime(finished.overtime_at)
        for page, html in (
            (self._sources, as_sources(question.sources if question is not None else "")),
            (self._answers, answers_html(question)),
            (self._plans, plans_html(finished.plan, question)),
        ):
            page.show_page(html, self._media)
            self._texts.setTabVisible(self._texts.indexOf(page), bool(html))
        self._texts.setTabText(self._texts.indexOf(self._answers), answers_title(question))
        self._answers.setAccessibleName(answers_title(question))
        self._texts.setCurrentIndex(0)
        self._marking_tab = self.tr("Points") if question is None or question.points else self.tr("Marking")
        if not self._wide:
            self._texts.setTabText(self._texts.indexOf(self.panel), self._marking_tab)
        self.panel.show_attempt(finished)
        self.panel.take_focus()

    def _show_place(self, finished: FinishedAttempt) -> None:
        """Of a paper say which answer this is, and offer those beside it."""
        ids = finished.paper
        place = ids.index(finished.attempt.id) if finished.attempt.id in ids else -1
        self.before.setVisible(place > 0)
        self.after.setVisible(0 <= place < len(ids) - 1)
        if place >= 0:
            which = self.tr("Answer {n} of {of}").format(n=place + 1, of=len(ids))
            self._about.setText(f"{which} · {self._about.text()}")

    def _go_on(self, by: int) -> None:
        """Show another answer of the paper; ticks that are not saved are held back once."""
        finished = self._finished
        if finished is not None and not self.panel.hold_back():
            self.answer_asked.emit(finished.paper[finished.paper.index(finished.attempt.id) + by])

    def panes(self) -> list[QWidget]:
        """The parts that F6 goes through."""
        return usable(self._texts, self.panel) if self._wide else usable(self._texts)

    def _about_words(self, finished: FinishedAttempt) -> str:
        attempt = finished.attempt
        parts = [
            day_of(attempt.started, self._clock.now()),
            self.tr("{used} of {allowed}").format(
                used=number(round(attempt.elapsed / 60)), allowed=minutes(attempt.budget / 60)
            ),
            written(attempt.words),
        ]
        late = count_words(finished.text[finished.overtime_at :]) if finished.overtime_at is not None else 0
        if late:
            parts.append(self.tr("{words} of them in overtime (tinted)").format(words=written(late)))
        return " · ".join(parts)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._back)
        head.addWidget(self._title, 1)
        head.addWidget(self.before)
        head.addWidget(self.after)
        head.addWidget(self._hand_in)
        self._texts.addTab(self.essay, self.tr("Your essay"))
        self._texts.addTab(self._sources, self.tr("Sources"))
        self._texts.addTab(self._answers, self.tr("Answers"))
        self._texts.addTab(self._plans, self.tr("Plan"))
        self._texts.addTab(self._structure, self.tr("Structure"))
        self._texts.addTab(self._time, self.tr("Time"))
        self._texts.setDocumentMode(True)
        self._halves = QSplitter(Qt.Orientation.Horizontal)
        self._halves.setChildrenCollapsible(False)
        self._wide = True
        self._marking_tab = self.tr("Points")
        self._halves.addWidget(self._texts)
        self._halves.addWidget(self.panel)
        self._halves.setStretchFactor(0, 11)
        self._halves.setStretchFactor(1, 10)
        self._halves.setSizes(_SHARES)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._column.addWidget(self._about)
        self._column.addWidget(self._halves, 1)
        self._give_room()

    @Slot(object)
    def _show_evidence(self, coverage: PointCoverage) -> None:
        if coverage.covered and self._wide:
            self._texts.setCurrentWidget(self.essay)
        self.essay.show_evidence(coverage.start, coverage.end)

    @Slot()
    def _fill(self) -> None:
        """Work out structure and pace when they are first looked at: in a long essay that takes a moment."""
        page, finished = self._texts.currentWidget(), self._finished
        if finished is None or page not in self._to_fill:
            return
        self._to_fill.discard(page)
        if page is self._time:
            self._time.show_time(finished, self._pace(finished), self._clock.now())
            return
        # Imported here: stems are needed only after an essay.
        from thaw_desktop.practice.structure import structure

        question = finished.question.text if finished.question is not None else ""
        none = escape(self.tr("There are no words in this essay."))
        html = structure_html(structure(finished.text, question), finished.text)
        self._structure.show_page(html or f"<p>{none}</p>")

    @Slot(str)
    def _go_to_passage(self, link: str) -> None:
        passage = passage_of(link)
        if passage is not None:
            self._texts.setCurrentWidget(self.essay)
            self.essay.show_evidence(*passage)
            self.essay.setFocus()

    @Slot()
    def _leave(self) -> None:
        """Esc: back to the questions; ticks that are not saved are held back once."""
        if not self.panel.hold_back():
            self.back_asked.emit()

    @Slot()
    def _ask_to_hand_in(self) -> None:
        if self._finished is not None:
            self.hand_in_asked.emit(self._finished)

    @Slot()
    def _ask_back(self) -> None:
        self.back_asked.emit()

    @Slot()
    def _give_room(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(20), px(12), px(20), px(16))
        self._column.setSpacing(px(8))
        self._halves.setHandleWidth(px(14))
        self._turn()

    def _turn(self) -> None:
        wide = self.width() >= self._theme.px(_WIDE_FROM)
        self._about.setVisible(self.height() >= self._theme.px(_TALL_FROM))
        if wide == self._wide:
            return
        self._wide = wide
        self.panel.set_flowing(not wide)
        if wide:
            self._texts.removeTab(self._texts.indexOf(self.panel))
            self._halves.addWidget(self.panel)
            self._halves.setSizes(_SHARES)
            self.panel.show()
        else:
            self._texts.insertTab(0, self.panel, self._marking_tab)
            self._texts.setCurrentIndex(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Essay and points side by side where there is room, otherwise the points as one page more."""
        super().resizeEvent(event)
        self._turn()
