"""Ctrl+K from anywhere: notes, answers, own texts and commands by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit

from thaw_desktop.ui.search.rows import marked_ranges

if TYPE_CHECKING:
    from tests.journeys.conftest import App
    from thaw_desktop.ui.search.palette import Palette

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def opened(thaw: App) -> Palette:
    thaw.key(KEY.Key_K, CONTROL)
    palette = thaw.window._palette
    assert palette is not None
    assert palette.isVisible()
    assert palette.field.hasFocus()
    return palette


def shown(palette: Palette) -> list[str]:
    return [marked_ranges(row.title)[0] for row in palette.results.rows]


def test_what_is_typed_is_found_and_enter_opens_it_on_its_tab(thaw: App) -> None:
    thaw.start()
    palette = opened(thaw)
    thaw.type("kruschev secret speech")
    assert palette.status.text() == "Showing results for khrushchev"
    current = palette.results.current()
    assert current is not None
    assert "\x02Khrushchev\x03" in current.title
    kinds = {row.kind for row in palette.results.rows}
    assert {"notes", "faq", "cards", "questions"} <= kinds
    place = next(at for at, row in enumerate(palette.results.rows) if row.kind == "notes")
    while palette.results.currentIndex().row() < place:
        thaw.key(KEY.Key_Down)
    thaw.key(KEY.Key_Return)
    assert not palette.isVisible()
    assert thaw.seen() == "notes"
    assert thaw.study.settings.current.recent_searches[0] == "kruschev secret speech"


def test_commands_are_done_and_say_their_keys(thaw: App) -> None:
    thaw.start()
    palette = opened(thaw)
    row = next(row for row in palette.results.rows if row.item == "tab:flashcards")
    assert row.keys == "Ctrl+4"
    thaw.type("flashc")
    thaw.key(KEY.Key_Return)
    assert thaw.seen() == "flashcards"
    opened(thaw)
    thaw.type("bigger font")
    thaw.key(KEY.Key_Return)
    assert thaw.study.settings.current.text_scale == 110
    opened(thaw)
    thaw.type("dark look")
    thaw.key(KEY.Key_Return)
    assert thaw.study.settings.current.theme == "dark"


_SIZES = {"larger", "smaller", "normal-size"}


def test_every_command_is_known_to_the_window(thaw: App) -> None:
    thaw.start()
    palette = opened(thaw)
    thaw.key(KEY.Key_Escape)
    # These two open a dialog of the system, and close the window. The looks come first: each styles all that is built.
    commands = set(palette._commands) - {"add-pack", "quit"}
    for command in sorted(commands, key=lambda name: (not name.startswith("theme:") and name not in _SIZES, name)):
        thaw.window.run_command(command)
        thaw.settle()
        for dialog in QApplication.topLevelWidgets():
            if dialog is not thaw.window and dialog.isVisible():
                dialog.close()
    thaw.settle()


def test_esc_a_click_beside_and_the_key_itself_close_it_and_the_focus_goes_back(thaw: App) -> None:
    thaw.start()
    thaw.go(3)
    before = QApplication.focusWidget()
    palette = opened(thaw)
    thaw.key(KEY.Key_Escape)
    assert (palette.isVisible(), QApplication.focusWidget()) == (False, before)
    opened(thaw)
    QTest.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert (palette.isVisible(), QApplication.focusWidget()) == (False, before)
    opened(thaw)
    thaw.key(KEY.Key_K, CONTROL)
    assert (palette.isVisible(), QApplication.focusWidget()) == (False, before)


def test_tab_stays_inside_and_a_key_that_leads_elsewhere_closes_it(thaw: App) -> None:
    thaw.start()
    palette = opened(thaw)
    thaw.key(KEY.Key_Tab)
    assert palette.results.hasFocus()
    thaw.type("g")
    assert palette.field.hasFocus()
    assert palette.field.text() == "g"
    thaw.key(KEY.Key_Tab)
    thaw.key(KEY.Key_Tab)
    assert palette.field.hasFocus()
    thaw.go(5)
    assert thaw.seen() == "practice"
    assert not palette.isVisible()


def test_own_questions_are_found_and_opened(thaw: App) -> None:
    thaw.start()
    pack = thaw.study.open_pack()
    ident = thaw.study.questions.write(pack, "Who was Bulganin?", "Premier and rival.")
    palette = opened(thaw)
    thaw.type("bulgannin")
    assert shown(palette)[:2] == ["Your own answers", "Who was Bulganin?"]
    thaw.key(KEY.Key_Return)
    assert thaw.seen() == "faq"
    assert thaw.window.tab("faq")._open == ident  # type: ignore[attr-defined]


def test_nonsense_is_said_and_nothing_odd_is_offered(thaw: App) -> None:
    thaw.start()
    palette = opened(thaw)
    thaw.type("zzzz")
    assert palette.status.text().startswith("Nothing found for “zzzz”")
    assert palette.results.current() is None


def test_quick_typing_ends_with_the_results_of_the_last_word(thaw: App) -> None:
    thaw.start()
    palette = opened(thaw)
    thaw.type("literature")
    expected = list(palette.results.rows)
    palette.field.clear()
    for text in ("g", "gulag", "hung", "literature"):
        palette.field.setText(text)  # nothing is waited for in between
    thaw.settle()
    assert list(palette.results.rows) == expected


@pytest.mark.parametrize(("scale", "size"), [(1.0, (1100, 720)), (2.0, (800, 560)), (0.8, (800, 560))])
def test_it_stands_inside_the_window_at_any_size(thaw: App, scale: float, size: tuple[int, int]) -> None:
    thaw.start()
    thaw.window._theme.apply("dark", scale)
    thaw.window.resize(*size)
    palette = opened(thaw)
    thaw.type("speech")
    assert palette.rect().contains(palette._card.geometry())
    assert palette.results.height() > 60
    assert palette.results.horizontalScrollBar().maximum() == 0


def test_an_own_page_that_was_found_is_opened(thaw: App) -> None:
    thaw.start()
    first = thaw.study.own_pages.write("destalinisation", "Quotations", "Ice and water.")
    thaw.study.own_pages.write("destalinisation", "Zebra list", "Stripes.")
    thaw.window.show_tab("notes", f"page:{first}")
    thaw.settle()
    assert "Ice and water." in " ".join(
        editor.toPlainText() for editor in thaw.window.tab("notes").findChildren(QPlainTextEdit) if editor.isVisible()
    )


@pytest.mark.parametrize(
    ("typed", "page"),
    [("my highlights", "highlights:"), ("own notes", "own:"), ("timeline", "timeline:"), ("glossary", "term:")],
)
def test_the_pages_beside_the_sections_are_opened_from_any_tab(thaw: App, typed: str, page: str) -> None:
    thaw.start()
    thaw.go(5)
    palette = opened(thaw)
    thaw.type(typed)
    place = next(at for at, row in enumerate(palette.results.rows) if row.item.startswith("notes:"))
    while palette.results.currentIndex().row() < place:
        thaw.key(KEY.Key_Down)
    thaw.key(KEY.Key_Return)
    assert thaw.seen() == "notes"
    assert thaw.window.tab("notes")._open == page  # type: ignore[attr-defined]


def test_what_a_section_can_be_revised_by_begins_from_any_tab(thaw: App) -> None:
    thaw.start()
    opened(thaw)
    thaw.type("blurt")
    thaw.key(KEY.Key_Return)
    notes = thaw.window.tab("notes")
    assert thaw.seen() == "notes"
    assert notes.blurt.active  # type: ignore[attr-defined]
    thaw.key(KEY.Key_Escape)
    opened(thaw)
    thaw.type("hide key terms")
    thaw.key(KEY.Key_Return)
    assert notes.hiding.on  # type: ignore[attr-defined]


def test_a_word_of_a_command_is_not_mended_into_a_word_of_the_pack(thaw: App) -> None:
    thaw.start()
    palette = opened(thaw)
    for typed, title in (
        ("export", "Export my highlights and pages…"),
        ("glossary", "Key terms"),
        ("blurt", "Blurt this section"),
    ):
        palette.field.clear()
        thaw.type(typed)
        assert palette.status.text() == ""
        assert title in shown(palette)


def test_ctrl_n_and_ctrl_e_work_anywhere_on_the_notes(thaw: App, monkeypatch: pytest.MonkeyPatch) -> None:
    thaw.start()
    thaw.go(2)
    notes = thaw.window.tab("notes")
    assert notes.page.hasFocus()  # type: ignore[attr-defined]
    thaw.key(KEY.Key_N, CONTROL)
    assert notes._open == "own:"  # type: ignore[attr-defined]
    thaw.type("Beria")
    assert notes.desk._pages.title.text() == "Beria"  # type: ignore[attr-defined]
    thaw.key(KEY.Key_N, CONTROL)
    assert notes.desk._pages.title.text() == ""  # type: ignore[attr-defined]
    asked: list[bool] = []
    monkeypatch.setattr(type(notes.desk), "_write_export", lambda *_: asked.append(True))  # type: ignore[attr-defined]
    thaw.key(KEY.Key_E, CONTROL)
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, QFileDialog) and one.isVisible()]
    dialog.reject()
    thaw.settle()
    assert asked == []
