"""Today's list: what was done, and what there is to do, each line leading there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Slot

from thaw_desktop.ui import words
from thaw_desktop.ui.home.step import target
from thaw_desktop.ui.widgets.list_card import ListCard, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from thaw_desktop.progress.agenda import NextStep, Task
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.theme import Theme

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""


class TodaysList(ListCard):
    """One row a task, in the order in which they do most good; what was done stands first."""

    def __init__(self, theme: Theme, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "", parent=parent)
        self.set_heading(self.tr("Today’s list"))
        self.set_empty(self.tr("Nothing is waiting for you."))
        self._navigator = navigator
        self._steps: list[NextStep] = []
        self.chosen.connect(self._go)

    def show_tasks(self, tasks: Sequence[Task]) -> None:
        """Show what was done and what is left."""
        shown = [task for task in tasks if task.step.kind != "exam over"]
        shown.sort(key=lambda task: not task.done)
        self._steps = [task.step for task in shown]
        self.show_rows([_row(str(place), task) for place, task in enumerate(shown)])

    @Slot(str)
    def _go(self, place: str) -> None:
        step = self._steps[int(place)]
        tab, item = target(step)
        self._navigator.go(tab, f"attempt:{step.item}" if step.kind == "write" and step.count else item)


def _row(item: str, task: Task) -> Row:
    if task.done:
        return Row(item, translate("Home", "✓ {what}").format(what=_done(task.step)), tone="good")
    time = words.minutes(task.step.minutes)
    detail = translate("Home", "If you like") if task.extra else _why(task.step)
    return Row(item, _what(task.step), detail, value=time)


def _done(step: NextStep) -> str:
    if step.kind == "review":
        return translate("Home", "{cards} answered").format(cards=words.cards(step.count))
    if step.kind == "read":
        return translate("Home", "{sections} read").format(sections=words.sections(step.count))
    return translate("Home", "{essays} written").format(essays=words.essays(step.count))


def _what(step: NextStep) -> str:
    title = step.title or translate("Home", "a question no longer in the pack")
    return {
        "go on writing": translate("Home", "Go on writing: {title}").format(title=title),
        "review": translate("Home", "Review {cards}").format(cards=words.cards(step.count)),
        "mark": translate("Home", "Mark your essay: {title}").format(title=title),
        "read": translate("Home", "Read: {title}").format(title=title),
        "reread": translate("Home", "Read once more: {title}").format(title=title),
        "learn": translate("Home", "Meet {cards}").format(cards=words.cards(step.count)),
        "write": translate("Home", "Write: {title}").format(title=title),
    }[step.kind]


def _why(step: NextStep) -> str:
    if step.reason == "weak":
        return translate("Home", "{share} of what you have seen would be recalled").format(
            share=words.percent(step.share)
        )
    if step.reason == "unsure":
        return translate("Home", "You marked it red")
    if step.reason == "missed":
        return translate("Home", "Last time {share} of the marks were missed").format(share=words.percent(step.share))
    if step.reason == "last round":
        return translate("Home", "The last round before the exam")
    return ""
