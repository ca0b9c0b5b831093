"""What there is to compare an essay with, as HTML: the answers on one page, the plans on another.

What a pack gives as HTML was made safe when it was compiled; what the student wrote is escaped here.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from thaw_desktop.content.model import Question

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""

_SECOND = "the-second-answer"


def answers_title(question: Question | None) -> str:
    """What the page of the answers is called."""
    if question is not None and question.model and question.second:
        return translate("ReviewPages", "Answers")
    return translate("ReviewPages", "Model answer")


def answers_html(question: Question | None) -> str:
    """The model answer and, below it, the second one, each with its comment; empty for none.

    With both, the first line leads to the second answer.
    """
    if question is None:
        return ""
    model = _with_comment(question.model, question.comment)
    second = _with_comment(question.second, question.second_comment)
    if not second:
        return model
    title = escape(translate("ReviewPages", "Second answer"))
    if not model:
        return f"<h2>{title}</h2>{second}"
    first = escape(translate("ReviewPages", "Model answer"))
    link = f'<p class="secondary"><a href="#{_SECOND}">{title} ↓</a></p>'
    return f'<h2>{first}</h2>{link}{model}<hr><h2><a name="{_SECOND}"></a>{title}</h2>{second}'


def plans_html(own: str, question: Question | None) -> str:
    """The student's plan as it was typed, and the model plan; empty when there is neither."""
    parts = []
    if own.strip():
        lines = "<br>".join(escape(line) for line in own.strip().splitlines())
        parts.append(f"<h2>{escape(translate('ReviewPages', 'Your plan'))}</h2><p>{lines}</p>")
    if question is not None and question.plan:
        parts.append(f"<h2>{escape(translate('ReviewPages', 'Model plan'))}</h2>{question.plan}")
    return "".join(parts)


def _with_comment(answer: str, comment: str) -> str:
    if not comment:
        return answer
    return f"{answer}<h3>{escape(translate('ReviewPages', 'Examiner’s comment'))}</h3>{comment}"
