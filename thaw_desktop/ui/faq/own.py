"""What the FAQ tab does with own questions: write, change, throw away, keep open, answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from thaw_desktop.core.errors import ThawError

if TYPE_CHECKING:
    from thaw_desktop.content.library import Library
    from thaw_desktop.notes.questions import OwnQuestions
    from thaw_desktop.ui.faq.own_dialog import OwnQuestionDialog
    from thaw_desktop.ui.tab import Tab


class OwnDesk(QObject):
    """Leads from a gesture to one call of the use case.

    Signals:
        written: the id of a question that has been saved.
        thrown_away: the id of one that has been thrown away.
    """

    written = Signal(str)
    thrown_away = Signal(str)

    def __init__(self, tab: Tab, questions: OwnQuestions, library: Library) -> None:
        super().__init__(tab)
        self._tab = tab
        self._questions = questions
        self._library = library
        self._dialog: OwnQuestionDialog | None = None
        self._ident = ""
        self._answers = ""
        self._pack = ""

    def begin(self, question: str = "", *, answers: str = "", section: str = "") -> None:
        """Open an empty page for a question and its answer.

        Args:
            question: its words, as far as they are known.
            answers: id of the open question that it answers.
            section: the section it is likely to be about.
        """
        self._ident, self._answers = "", answers
        self._open(question, "", section)

    def change(self, ident: str) -> None:
        """Take up an own question again; nothing happens when it is gone."""
        written = self._questions.question(self._tab.pack, ident)
        if written is not None:
            self._ident, self._answers = ident, ""
            self._open(written.question, written.answer, written.section)

    def remove(self, ident: str) -> None:
        """Throw an own question away."""
        with self._tab.telling():
            self._questions.remove(self._tab.pack, ident)
            self.thrown_away.emit(ident)

    def bring_back(self, ident: str) -> None:
        """Take back that a question was thrown away."""
        with self._tab.telling():
            self._questions.bring_back(self._tab.pack, ident)

    def keep(self, question: str) -> bool:
        """Keep a question open; whether that was done."""
        with self._tab.telling():
            self._questions.keep(self._tab.pack, question)
            return True
        return False

    def settle(self, ident: str) -> None:
        """Take an open question off the list."""
        with self._tab.telling():
            self._questions.settle(self._tab.pack, ident)

    def _open(self, question: str, answer: str, section: str) -> None:
        # Imported here: most students read more answers than they write.
        from thaw_desktop.ui.faq.own_dialog import OwnQuestionDialog

        self._pack = self._tab.pack
        sections = self._library.section_titles(self._pack)
        self._dialog = OwnQuestionDialog(
            self._tab.theme, sections, self._tab, question=question, answer=answer, section=section
        )
        self._dialog.written.connect(self._write)
        self._dialog.open()

    @Slot(str, str, str)
    def _write(self, question: str, answer: str, section: str) -> None:
        dialog = self._dialog
        if dialog is None:
            return
        try:
            ident = self._questions.write(
                self._pack, question, answer, section, ident=self._ident, answers=self._answers
            )
        except ThawError as error:
            dialog.refuse(error.sentence)
            return
        dialog.accept()
        self._dialog = None
        self.written.emit(ident)
