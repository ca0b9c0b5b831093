"""Writing a card: what is asked, what is the answer, in which form, on which section."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit

from thaw_desktop.flashcards.browse import same_words
from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.widgets import button, plain_label
from thaw_desktop.ui.widgets.roomy_dialog import RoomyDialog

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from typing import Any

    from PySide6.QtWidgets import QWidget

    from thaw_desktop.flashcards.own_cards import Form
    from thaw_desktop.ui.theme import Theme

_LONGEST_SECTION = 30


class CardEditor(RoomyDialog):
    """Asks for one card; Ctrl+Enter saves from anywhere in it.

    Signals:
        written: form, front, back, section and tags; the dialog stays until it is told to `accept`, or why not by
            `refuse`.
    """

    written = Signal(str, str, str, str, list)

    def __init__(
        self,
        theme: Theme,
        sections: Mapping[str, str],
        known: Collection[str],
        parent: QWidget,
        card: Mapping[str, Any] | None = None,
        note: str = "",
    ) -> None:
        """Begin a card, or take one up.

        Args:
            theme: sizes.
            sections: id → title, in reading order.
            known: the fronts of the cards there are, as `same_words` gives them.
            parent: the owner.
            card: the fields of the card to change, as in a `card.set` event; None for a new one.
            note: a sentence above everything, or empty.
        """
        super().__init__(theme, "", parent, width=600)
        self.setWindowTitle(self.tr("Change the card") if card is not None else self.tr("Add a card"))
        card = card or {}
        self._known = set(known) - {same_words(str(card.get("front", "")))}
        if note:
            self.body.addWidget(plain_label(note, "secondary", wrap=True))
        self._add_forms(str(card.get("form", "basic")))
        self._front_label, self.front = self._add_text(str(card.get("front", "")), 3)
        self._back_label, self.back = self._add_text(str(card.get("back", "")), 3)
        self.hide_words = button(self.tr("Hide the selected words"), description=self.tr("Ctrl+H"))
        self.hide_words.clicked.connect(self._hide)
        QShortcut(QKeySequence("Ctrl+H"), self).activated.connect(self._hide)
        self.body.addWidget(self.hide_words)
        self._help = plain_label("", "secondary", wrap=True)
        self.body.addWidget(self._help)
        self._add_place(sections, str(card.get("section", "")), [str(tag) for tag in card.get("tags", ())])
        self._told = plain_label("", wrap=True, tone="caution")
        self._told.hide()
        self.body.addWidget(self._told)
        cancel = button(self.tr("Cancel"), "secondary")
        cancel.clicked.connect(self.reject)
        self.save = button(self.tr("Save"), "primary", description=self.tr("Ctrl+Enter"))
        self.save.setDefault(True)
        self.save.clicked.connect(self._save)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._save)
        self.add_buttons(cancel, self.save)
        self.form.currentIndexChanged.connect(self._show_form)
        self.front.textChanged.connect(self._warn)
        self._show_form()
        self.front.setFocus()
        self.front.moveCursor(QTextCursor.MoveOperation.End)

    def refuse(self, sentence: str) -> None:
        """Say why the card could not be saved."""
        self._told.setText(sentence)
        self._told.show()
        announce(self, sentence)

    def _add_forms(self, form: str) -> None:
        self.form = QComboBox()
        self.form.setAccessibleName(self.tr("Kind of card"))
        for name, words in (
            ("basic", self.tr("Question and answer")),
            ("reversed", self.tr("Asked both ways")),
            ("cloze", self.tr("Hidden words")),
            ("type-in", self.tr("Answer to be typed")),
            ("order", self.tr("Steps to be put in order")),
        ):
            self.form.addItem(words, name)
        self.form.setCurrentIndex(max(0, self.form.findData(form)))
        label = QLabel(self.tr("&Kind"))
        label.setBuddy(self.form)
        self.body.addWidget(label)
        self.body.addWidget(self.form)

    def _add_text(self, text: str, lines: int) -> tuple[QLabel, QPlainTextEdit]:
        label = QLabel()
        field = QPlainTextEdit(text)
        field.setTabChangesFocus(True)
        line, frame = field.fontMetrics().lineSpacing(), self._theme.px(20)
        field.setMinimumHeight(line * lines + frame)
        field.setMaximumHeight(2 * line * lines + frame)
        label.setBuddy(field)
        self.body.addWidget(label)
        self.body.addWidget(field, lines)
        return label, field

    def _add_place(self, sections: Mapping[str, str], section: str, tags: list[str]) -> None:
        self.section = QComboBox()
        self.section.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.section.setMinimumContentsLength(_LONGEST_SECTION)
        self.section.addItem(self.tr("No section"), "")
        for ident, title in sections.items():
            self.section.addItem(title, ident)
        self.section.setCurrentIndex(max(0, self.section.findData(section)))
        self.tags = QLineEdit(", ".join(tags))
        self.tags.setPlaceholderText(self.tr("hard, essay 2"))
        for words, field in ((self.tr("S&ection"), self.section), (self.tr("&Tags, with commas"), self.tags)):
            label = QLabel(words)
            label.setBuddy(field)
            field.setAccessibleName(words.replace("&", ""))
            self.body.addWidget(label)
            self.body.addWidget(field)

    @Slot()
    def _show_form(self) -> None:
        """Name the fields for what they hold in the form that is chosen."""
        form = self.form.currentData()
        cloze = form == "cloze"
        front = self.tr("&Text") if cloze else self.tr("&Question")
        back = {"order": self.tr("&Steps in order, one a line"), "reversed": self.tr("&Answer, which is asked too")}
        self._front_label.setText(front)
        self._back_label.setText(back.get(form, self.tr("&Answer")))
        for label, field in ((self._front_label, self.front), (self._back_label, self.back)):
            field.setAccessibleName(label.text().replace("&", ""))
        for part in (self._back_label, self.back):
            part.setVisible(not cloze)
        self.hide_words.setVisible(cloze)
        self._help.setText(
            {
                "cloze": self.tr("Each hidden passage, ==like this==, becomes a card of its own."),
                "type-in": self.tr("Write | between answers that are all right. Capitals and accents are forgiven."),
            }.get(form, self.tr("**bold**, *italic* and lists work as in Markdown."))
        )
        self._warn()

    @Slot()
    def _hide(self) -> None:
        """Put the selected words, or the word under the cursor, between signs of equality, or take those away."""
        if self.form.currentData() != "cloze":
            return
        cursor = self.front.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        words = cursor.selectedText().strip()
        if words and "==" not in words:
            cursor.insertText(f"=={words}==")
        elif words.startswith("==") and words.endswith("=="):
            cursor.insertText(words[2:-2])
        self.front.setFocus()

    @Slot()
    def _warn(self) -> None:
        words = same_words(self.front.toPlainText())
        double = bool(words) and words in self._known
        self._told.setText(self.tr("There is a card with these words already.") if double else "")
        self._told.setVisible(double)

    @Slot()
    def _save(self) -> None:
        form = cast("Form", self.form.currentData())
        back = "" if form == "cloze" else self.back.toPlainText()
        tags = [tag for part in self.tags.text().split(",") if (tag := " ".join(part.split()))]
        self.written.emit(form, self.front.toPlainText(), back, self.section.currentData(), tags)
