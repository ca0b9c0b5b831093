"""What the app can do by a word: the commands that the search field over the window finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from thaw_desktop.content.own_index import OwnText

if TYPE_CHECKING:
    from collections.abc import Mapping

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""

KIND = "commands"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that the window can do.

    Attributes:
        id: as `MainWindow` knows it: a word, or a word and what it is done with, `tab:notes`.
        title: what it does.
        keys: the shortcut, in Qt's portable form, or empty.
        also: other words that a student may type for it.
    """

    id: str
    title: str
    keys: str = ""
    also: str = ""

    @property
    def native_keys(self) -> str:
        """The shortcut as the system writes it."""
        return QKeySequence(self.keys).toString(QKeySequence.SequenceFormat.NativeText)

    def as_text(self) -> OwnText:
        """The command as it is searched."""
        return OwnText(KIND, "", self.id, self.title, also=self.also)


def app_commands(packs: Mapping[str, str], open_pack: str) -> list[Command]:
    """All commands, the commonest first.

    Args:
        packs: id → title of every pack.
        open_pack: id of the one that is open, which needs no command.
    """
    tabs = (
        ("home", translate("Commands", "Go to Home"), translate("Commands", "start next step today")),
        ("notes", translate("Commands", "Go to Notes"), translate("Commands", "read sections timeline")),
        ("faq", translate("Commands", "Go to FAQ"), translate("Commands", "questions answers")),
        ("flashcards", translate("Commands", "Go to Flashcards"), translate("Commands", "review recall cards due")),
        ("practice", translate("Commands", "Go to Practice"), translate("Commands", "essay write exam timed")),
        ("progress", translate("Commands", "Go to Progress"), translate("Commands", "statistics mastery days")),
        ("library", translate("Commands", "Go to Library"), translate("Commands", "packs subjects")),
    )
    found = [Command(f"tab:{name}", title, f"Ctrl+{at}", also) for at, (name, title, also) in enumerate(tabs, 1)]
    bigger, smaller = (
        QKeySequence(standard).toString()
        for standard in (QKeySequence.StandardKey.ZoomIn, QKeySequence.StandardKey.ZoomOut)
    )
    found += [
        Command(
            "larger", translate("Commands", "Larger text"), bigger, translate("Commands", "zoom in bigger font size")
        ),
        Command("smaller", translate("Commands", "Smaller text"), smaller, translate("Commands", "zoom out font size")),
        Command(
            "normal-size", translate("Commands", "Normal text size"), "Ctrl+0", translate("Commands", "reset zoom")
        ),
        *_looks(),
        *_on_notes(),
        *_on_flashcards(),
        Command(
            "own-question", translate("Commands", "Add a question of your own…"), "", translate("Commands", "new write")
        ),
        Command(
            "add-pack", translate("Commands", "Add a pack…"), "", translate("Commands", "install import open thawpack")
        ),
        Command(
            "all-packs",
            translate("Commands", "Review and search all packs together, or only the open one"),
            "",
            translate("Commands", "everywhere interleave"),
        ),
        Command("find", translate("Commands", "Find on this page"), "Ctrl+F"),
        Command(
            "reading-settings",
            translate("Commands", "Settings for reading"),
            "",
            translate("Commands", "font spacing overlay letters lines width"),
        ),
        Command(
            "card-settings",
            translate("Commands", "Settings and keys of the flashcards"),
            "",
            translate("Commands", "remap shortcuts speech aloud accents capitals typed"),
        ),
        Command("settings", translate("Commands", "Settings"), "Ctrl+,", translate("Commands", "preferences options")),
        Command(
            "own-data",
            translate("Commands", "Your data: backups, export, import"),
            "",
            translate("Commands", "backup restore save delete erase move computer privacy"),
        ),
        Command("help", translate("Commands", "Help"), "F1", translate("Commands", "keys shortcuts manual")),
        Command("quit", translate("Commands", "Close Thaw"), "Ctrl+Q", translate("Commands", "quit exit")),
    ]
    study = translate("Commands", "Study “{title}”")
    found += [Command(f"pack:{one}", study.format(title=title)) for one, title in packs.items() if one != open_pack]
    return found


def _on_flashcards() -> list[Command]:
    """What the Flashcards tab can do, from anywhere."""
    return [
        Command(f"flashcards:{name}", title, keys, also)
        for name, title, keys, also in (
            ("browse", translate("Commands", "Browse all cards"), "B", translate("Commands", "table list find leech")),
            ("add", translate("Commands", "Add a card…"), "", translate("Commands", "new flashcard write own")),
            (
                "plan",
                translate("Commands", "Plan and exam…"),
                "P",
                translate("Commands", "date desired retention minutes limit"),
            ),
        )
    ]


def _on_notes() -> list[Command]:
    """What the Notes tab can do, from anywhere."""
    return [
        Command(f"notes:{name}", title, keys, also)
        for name, title, keys, also in (
            (
                "blurt",
                translate("Commands", "Blurt this section"),
                "B",
                translate("Commands", "recall remember write down empty page free"),
            ),
            (
                "hide",
                translate("Commands", "Hide key terms, dates and names"),
                "X",
                translate("Commands", "recall cover reveal blank"),
            ),
            ("timeline", translate("Commands", "Timeline"), "", translate("Commands", "dates events years")),
            ("terms", translate("Commands", "Key terms"), "", translate("Commands", "glossary definitions words")),
            (
                "highlights",
                translate("Commands", "My highlights"),
                "",
                translate("Commands", "marked passages notes list"),
            ),
            ("pages", translate("Commands", "My pages"), "", translate("Commands", "own notes write")),
            (
                "export",
                translate("Commands", "Export my highlights and pages…"),
                "Ctrl+E",
                translate("Commands", "markdown save file"),
            ),
            ("aloud", translate("Commands", "Read aloud"), "L", translate("Commands", "speak voice listen speech")),
            (
                "print",
                translate("Commands", "Print or save as PDF…"),
                "Ctrl+P",
                translate("Commands", "paper printer"),
            ),
        )
    ]


def _looks() -> list[Command]:
    theme = translate("Commands", "theme colours mode")
    return [
        Command(f"theme:{name}", title, "", theme)
        for name, title in (
            ("light", translate("Commands", "Light look")),
            ("dark", translate("Commands", "Dark look")),
            ("sepia", translate("Commands", "Sepia look")),
            ("contrast-light", translate("Commands", "High contrast look, light")),
            ("contrast-dark", translate("Commands", "High contrast look, dark")),
            ("system", translate("Commands", "Look as the system has it")),
        )
    ]
