"""Reading by keyboard and mouse: opening, remembering, marking, judging, links, narrow windows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton

from thaw_desktop.core.errors import StorageError
from thaw_desktop.ui.notes.pages import GLOSSARY, TIMELINE
from thaw_desktop.ui.widgets.list_card import ListRow
from thaw_desktop.ui.widgets.picture_dialog import PictureDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from thaw_desktop.app import Study
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.notes.columns import Panel
    from thaw_desktop.ui.notes.tab import NotesTab
    from thaw_desktop.ui.theme import Theme

# The offscreen screen says so whenever a window's least size changes.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

KEY = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier


def entry(tab: NotesTab, role: int = Qt.ItemDataRole.DisplayRole) -> str:
    """What the current entry of the outline says."""
    item = tab.outline.currentItem()
    assert item is not None
    return str(item.data(0, role))


def title(tab: NotesTab) -> str:
    return tab.page.document().firstBlock().text()


def facts(tab: NotesTab) -> str:
    return tab.page.document().findBlockByNumber(1).text()


def top_text(tab: NotesTab) -> str:
    return tab.page.document().findBlockByNumber(tab.page.top_block()).text()


def choose(tab: NotesTab, wanted: str) -> None:
    """Go to an entry of the outline with the arrow keys and open it with Enter."""
    tab.outline.setFocus()
    QTest.keyClick(tab.outline, KEY.Key_Home)
    for _ in range(60):
        if entry(tab, Qt.ItemDataRole.UserRole) == wanted:
            break
        QTest.keyClick(tab.outline, KEY.Key_Right)  # unfolds a section that is folded
        QTest.keyClick(tab.outline, KEY.Key_Down)
    else:
        raise AssertionError(wanted)
    QTest.keyClick(tab.outline, KEY.Key_Return)


def visible_button(tab: NotesTab, text: str) -> QPushButton:
    return next(one for one in tab.findChildren(QPushButton) if one.isVisible() and one.text().startswith(text))


def focus_link(tab: NotesTab, href: str) -> None:
    """Tab from link to link until the focus is on this one."""
    tab.page.setFocus()
    tab.page.moveCursor(QTextCursor.MoveOperation.Start)
    for _ in range(80):
        QTest.keyClick(tab.page, KEY.Key_Tab)
        cursor = tab.page.textCursor()
        if cursor.hasSelection() and cursor.charFormat().anchorHref() == href:
            return
    raise AssertionError(href)


# Pictures


def test_p_shows_the_picture_in_view_larger_while_one_reads(qtbot: QtBot, notes: NotesTab) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><rect width="200" height="100"/></svg>'
    notes.page.open_page('<p>Words.</p><p><img src="media/map.svg" alt="A map"></p>', {"media/map.svg": svg}.get)
    notes.page.setFocus()
    QTest.keyClick(notes.page, KEY.Key_P)
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, PictureDialog) and one.isVisible()]
    assert dialog.accessibleDescription() == "A map"
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, KEY.Key_Escape)
    assert dialog.isHidden()


# Opening and remembering


def test_notes_open_on_the_first_section_of_a_fresh_pack(notes: NotesTab) -> None:
    assert title(notes) == "De-Stalinisation in one page"
    assert re.fullmatch(r"2 min read · not read yet · \d+ cards", facts(notes))
    assert notes.page.hasFocus()


def test_an_entry_chosen_with_the_arrow_keys_opens_at_its_subsection(notes: NotesTab) -> None:
    choose(notes, "speech-contents")
    assert title(notes) == "The 1956 Secret Speech"
    assert top_text(notes) == "What he said"
    assert notes.page.hasFocus()
    assert entry(notes) == "What he said"


def test_a_click_in_the_outline_opens_a_section(notes: NotesTab) -> None:
    item = notes.outline.topLevelItem(3)
    assert item is not None
    place = notes.outline.visualItemRect(item).center()
    QTest.mouseClick(notes.outline.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert title(notes).startswith("Reforms")


def test_a_double_click_in_the_outline_counts_once(notes: NotesTab, study: Study) -> None:
    study.reading.leave(study.open_pack(), "reforms", 10)
    item = notes.outline.topLevelItem(3)
    assert item is not None
    place = notes.outline.visualItemRect(item).center()
    QTest.mouseClick(notes.outline.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(notes.outline.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert notes.page.top_block() == 10


def test_the_outline_shows_where_one_reads_from_the_start(notes: NotesTab) -> None:
    assert entry(notes) == "De-Stalinisation in one page"


def test_the_section_and_the_paragraph_are_there_again_after_a_new_start(
    notes: NotesTab, open_notes: Callable[[], NotesTab], study: Study
) -> None:
    choose(notes, "thaw")
    for _ in range(3):
        QTest.keyClick(notes.page, KEY.Key_PageDown)
    place, text = notes.page.top_block(), top_text(notes)
    assert place > 3
    notes.leave()
    notes.close()
    again = open_notes()
    assert title(again) == "Political liberalisation and the thaw"
    assert (again.page.top_block(), top_text(again)) == (place, text)
    assert study.reading.state(study.open_pack(), "thaw").place == place


def test_leaving_without_having_moved_writes_nothing(notes: NotesTab, study: Study) -> None:
    notes.leave()
    assert study.reading.states(study.open_pack()) == {}


def test_the_outline_follows_the_reader(notes: NotesTab) -> None:
    choose(notes, "secret-speech")
    QTest.keyClick(notes.page, KEY.Key_End)
    assert entry(notes) == "What followed"
    QTest.keyClick(notes.page, KEY.Key_Home)
    assert entry(notes) == "The 1956 Secret Speech"


def test_a_refresh_moves_nothing(notes: NotesTab) -> None:
    choose(notes, "secret-speech")
    QTest.keyClick(notes.page, KEY.Key_PageDown)
    before = notes.page.verticalScrollBar().value()
    notes.refresh()
    assert notes.page.verticalScrollBar().value() == before > 0
    assert notes.page.hasFocus()


def test_a_page_that_is_gone_is_said_and_nothing_changes(qtbot: QtBot, notes: NotesTab) -> None:
    with qtbot.waitSignal(notes.trouble) as told:
        notes.show_item("no-such-section")
    assert "no longer in the pack" in told.args[0]
    assert title(notes) == "De-Stalinisation in one page"


# Marking as read


def test_m_marks_the_section_as_read_once_a_visit(qtbot: QtBot, notes: NotesTab, study: Study) -> None:
    choose(notes, "overview")
    QTest.keyClick(notes.page, KEY.Key_M)
    QTest.keyClick(notes.page, KEY.Key_M)
    assert study.reading.state(study.open_pack(), "overview").reads == 1
    qtbot.waitUntil(lambda: "read once" in facts(notes))
    assert "read once" in entry(notes, Qt.ItemDataRole.AccessibleTextRole)


def test_the_button_at_the_end_marks_and_then_leads_on(notes: NotesTab, study: Study) -> None:
    mark = visible_button(notes, "Mark as read")
    mark.setFocus()
    assert notes.page.verticalScrollBar().value() == notes.page.verticalScrollBar().maximum()
    QTest.keyClick(mark, KEY.Key_Return)
    assert study.reading.state(study.open_pack(), "overview").reads == 1
    assert not mark.isVisible()
    following = visible_button(notes, "Next section")
    assert following.hasFocus()
    QTest.keyClick(following, KEY.Key_Return)
    assert title(notes) == "Khrushchev’s ideology and political style"
    assert notes.page.hasFocus()


def test_the_place_holds_still_when_the_section_is_marked(qtbot: QtBot, notes: NotesTab) -> None:
    notes.show_item("speech-consequences")
    bar = notes.page.verticalScrollBar()
    bar.setValue(bar.maximum())
    before = bar.value()
    QTest.keyClick(notes.page, KEY.Key_M)
    qtbot.wait(20)
    assert bar.value() == before == bar.maximum()
    assert notes.end.geometry().bottom() <= notes.page.viewport().height()


def test_the_last_section_has_no_next(notes: NotesTab) -> None:
    notes.show_item("legacy")
    texts = [label.text() for label in notes.end.findChildren(QLabel) if not label.isHidden()]
    assert "This is the last section." in texts
    assert not [one for one in notes.end.findChildren(QPushButton) if not one.isHidden() and "Next" in one.text()]


def test_what_could_not_be_saved_is_said_and_not_shown_as_read(
    qtbot: QtBot, notes: NotesTab, study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageError("The disk is full, so nothing more can be saved", "Free some space and try again")

    monkeypatch.setattr(study.log, "write", full)
    with qtbot.waitSignal(notes.trouble) as told:
        QTest.keyClick(notes.page, KEY.Key_M)
    assert told.args == ["The disk is full, so nothing more can be saved. Free some space and try again."]
    with qtbot.waitSignal(notes.trouble):
        QTest.keyClick(notes.page, KEY.Key_G)
    assert "not read yet" in facts(notes)
    assert visible_button(notes, "Mark as read").isEnabled()
    assert not any(one.isChecked() for one in notes.aside.levels)


# Confidence


@pytest.mark.parametrize(
    ("key", "modifier", "level"), [(KEY.Key_R, NONE, "red"), (KEY.Key_A, NONE, "amber"), (KEY.Key_2, ALT, "amber")]
)
def test_confidence_is_said_by_a_key_and_kept(
    notes: NotesTab,
    open_notes: Callable[[], NotesTab],
    study: Study,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    level: str,
) -> None:
    QTest.keyClick(notes.page, key, modifier)
    assert study.reading.state(study.open_pack(), "overview").confidence == level
    assert f"how sure: {level}" in facts(notes)
    again = open_notes()
    assert [one.text().split(":")[0].lower() for one in again.aside.levels if one.isChecked()] == [level]


def test_pressing_the_same_level_again_takes_it_back(notes: NotesTab, study: Study) -> None:
    green = visible_button(notes, "Green")
    QTest.mouseClick(green, Qt.MouseButton.LeftButton)
    assert study.reading.state(study.open_pack(), "overview").confidence == "green"
    QTest.mouseClick(green, Qt.MouseButton.LeftButton)
    assert study.reading.state(study.open_pack(), "overview").confidence == "none"
    assert not green.isChecked()


def test_letters_typed_in_the_find_bar_are_only_text(notes: NotesTab, study: Study) -> None:
    notes.begin_find()
    QTest.keyClicks(notes.column.find_bar.field, "mrag")
    assert study.reading.states(study.open_pack()) == {}
    assert notes.column.find_bar.field.text() == "mrag"


# Terms and links


def test_a_term_opens_beside_its_word_and_esc_leads_back(notes: NotesTab) -> None:
    notes.show_item("speech-context")
    focus_link(notes, "term:t-closed-session")
    QTest.keyClick(notes.page, KEY.Key_Return)
    card = notes.popover
    assert card.isVisible()
    assert card.hasFocus()
    assert card.accessibleName() == "Closed session"
    assert "delegates" in card.accessibleDescription()
    assert notes.rect().contains(card.geometry())
    QTest.keyClick(card, KEY.Key_Escape)
    assert not card.isVisible()
    assert notes.page.hasFocus()
    QTest.keyClick(notes.page, KEY.Key_Tab)
    assert notes.page.textCursor().charFormat().anchorHref() == "term:t-repression"


def test_a_click_on_a_term_shows_it_and_a_click_elsewhere_closes_it(notes: NotesTab) -> None:
    notes.show_item("overview")
    cursor = notes.page.document().find("De-Stalinisation", 30, QTextDocument.FindFlag.FindCaseSensitively)
    place = notes.page.cursorRect(cursor).center() - QPoint(8, 0)
    QTest.mouseClick(notes.page.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert notes.popover.isVisible()
    QTest.mouseClick(notes.outline.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 500))
    assert not notes.popover.isVisible()


def test_all_key_terms_opens_the_glossary_at_the_term(notes: NotesTab) -> None:
    notes.show_item("speech-context")
    focus_link(notes, "term:t-closed-session")
    QTest.keyClick(notes.page, KEY.Key_Return)
    QTest.mouseClick(visible_button(notes, "All key terms"), Qt.MouseButton.LeftButton)
    assert title(notes) == "Key terms"
    assert top_text(notes) == "Closed session"


def test_back_and_forward_lead_to_the_same_paragraphs(notes: NotesTab) -> None:
    notes.show_item("speech-contents")
    for _ in range(2):
        QTest.keyClick(notes.page, KEY.Key_PageDown)
    left_at = notes.page.top_block()
    notes.show_item("timeline:e-secret-speech")
    focus_link(notes, "thaw:section/judicial-system")
    QTest.keyClick(notes.page, KEY.Key_Return)
    assert (title(notes), top_text(notes)) == ("Reforms: Party organisation, justice, censorship", "Judicial system")
    QTest.keyClick(notes.page, KEY.Key_Left, ALT)
    assert title(notes) == "Timeline"
    QTest.keyClick(notes.page, KEY.Key_Left, ALT)
    assert (title(notes), notes.page.top_block()) == ("The 1956 Secret Speech", left_at)
    QTest.keyClick(notes.page, KEY.Key_Right, ALT)
    QTest.keyClick(notes.page, KEY.Key_Right, ALT)
    assert (title(notes), top_text(notes)) == ("Reforms: Party organisation, justice, censorship", "Judicial system")
    assert not notes.column.forward.isEnabled()
    assert notes.column.back.isEnabled()


def test_links_to_other_tabs_go_through_the_navigator(qtbot: QtBot, notes: NotesTab, navigator: Navigator) -> None:
    with qtbot.waitSignal(navigator.asked) as asked:
        notes.page.link_activated.emit("thaw:faq/f-public-reaction")
    assert asked.args == ["faq", "f-public-reaction"]


@pytest.mark.parametrize(
    ("item", "page", "top"),
    [
        ("speech-context", "The 1956 Secret Speech", "Context and motivations"),
        ("term:t-gulag", "Key terms", "Gulag"),
        ("timeline:e-cuba", "Timeline", "October"),
        ("timeline:", "Timeline", "Timeline"),
    ],
)
def test_show_item_opens_what_the_navigator_names(notes: NotesTab, item: str, page: str, top: str) -> None:
    notes.show_item(item)
    assert (title(notes), top_text(notes).split("\u2028")[0]) in {(page, top), (page, "Cuban Missile Crisis")}


@pytest.mark.parametrize(("wanted", "page"), [(TIMELINE, "Timeline"), (GLOSSARY, "Key terms")])
def test_timeline_and_glossary_stand_below_the_sections(notes: NotesTab, wanted: str, page: str) -> None:
    choose(notes, wanted)
    assert title(notes) == page
    assert not notes.end.isVisible()
    QTest.keyClick(notes.page, KEY.Key_M)  # there is nothing to mark


# Beside the page


def test_a_key_term_shows_its_meaning_when_it_is_chosen(notes: NotesTab) -> None:
    notes.show_item("secret-speech")
    row = next(one for one in notes.aside.terms.findChildren(QAbstractButton) if one.accessibleName() == "Legitimacy")
    assert row.accessibleDescription() == ""
    row.setFocus()
    QTest.keyClick(row, KEY.Key_Return)
    assert "right" in row.accessibleDescription()
    assert row.hasFocus()
    QTest.keyClick(row, KEY.Key_Return)
    assert row.accessibleDescription() == ""


def test_cards_and_questions_of_the_section_lead_to_their_tabs(
    qtbot: QtBot, notes: NotesTab, navigator: Navigator
) -> None:
    notes.show_item("secret-speech")
    with qtbot.waitSignal(navigator.asked) as asked:
        cards = next(
            one
            for one in notes.aside.findChildren(QPushButton)
            if one.isVisible() and re.fullmatch(r"\d+ cards", one.text())
        )
        QTest.mouseClick(cards, Qt.MouseButton.LeftButton)
    assert asked.args == ["flashcards", ""]
    row = next(one for one in notes.aside.questions.findChildren(ListRow))
    assert row.accessibleDescription() == "12 marks · 20 minutes"
    with qtbot.waitSignal(navigator.asked) as asked:
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert asked.args == ["practice", "q-reasons-speech"]


# Find


def test_find_counts_and_goes_round(notes: NotesTab) -> None:
    notes.show_item("secret-speech")
    notes.begin_find()
    bar = notes.column.find_bar
    assert bar.field.hasFocus()
    QTest.keyClicks(bar.field, "khrushchev")
    text = notes.page.toPlainText().lower()
    total = text.count("khrushchev")
    assert total > 5
    assert bar.count.text() == f"1 of {total}"
    assert len(notes.page.extraSelections()) == total
    QTest.keyClick(bar.field, KEY.Key_Return)
    assert bar.count.text() == f"2 of {total}"
    for _ in range(2):
        QTest.keyClick(bar.field, KEY.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.count.text() == f"{total} of {total}"
    shown = notes.page.cursorRect(notes.page.textCursor())
    assert notes.page.viewport().rect().contains(shown.topLeft())
    QTest.keyClick(bar.field, KEY.Key_Escape)
    assert not bar.isVisible()
    assert notes.page.hasFocus()
    assert notes.page.extraSelections() == []


def test_find_says_when_there_is_nothing(notes: NotesTab) -> None:
    notes.begin_find()
    QTest.keyClicks(notes.column.find_bar.field, "zebra")
    assert notes.column.find_bar.count.text() == "Not on this page"


def test_hits_stay_marked_when_the_text_gets_another_size(notes: NotesTab, theme: Theme) -> None:
    notes.begin_find()
    QTest.keyClicks(notes.column.find_bar.field, "stalin")
    before = len(notes.page.extraSelections())
    theme.apply("dark", 1.5)
    assert len(notes.page.extraSelections()) == before > 0
    assert all(mark.cursor.selectedText().lower() == "stalin" for mark in notes.page.extraSelections())


# Narrow windows and large text


def test_a_window_of_medium_width_shows_the_aids_in_place_of_the_outline(notes: NotesTab) -> None:
    notes.resize(800, 560)
    assert (notes.outline.isVisible(), notes.aside.isVisible(), notes.page.isVisible()) == (True, False, True)
    left = notes.page.mapTo(notes, QPoint(0, 0)).x()
    QTest.mouseClick(visible_button(notes, "Study aids"), Qt.MouseButton.LeftButton)
    assert (notes.outline.isVisible(), notes.aside.isVisible(), notes.page.isVisible()) == (False, True, True)
    assert abs(notes.page.mapTo(notes, QPoint(0, 0)).x() - left) < 40


def test_at_double_size_the_outline_takes_the_place_of_the_page_and_gives_it_back(
    qtbot: QtBot, notes: NotesTab, theme: Theme
) -> None:
    theme.apply("light", 2.0)
    qtbot.waitUntil(lambda: notes.columns.form == "narrow")
    assert notes.page.isVisible()
    QTest.mouseClick(visible_button(notes, "Contents"), Qt.MouseButton.LeftButton)
    assert (notes.outline.isVisible(), notes.page.isVisible()) == (True, False)
    choose(notes, "speech-context")
    assert (notes.outline.isVisible(), notes.page.isVisible()) == (False, True)
    assert top_text(notes) == "Context and motivations"
    QTest.mouseClick(visible_button(notes, "Study aids"), Qt.MouseButton.LeftButton)
    assert notes.aside.isVisible()
    QTest.keyClick(notes.aside, KEY.Key_Escape)
    assert notes.page.isVisible()


@pytest.mark.parametrize(
    ("scale", "size"), [(1.0, (1100, 640)), (1.0, (800, 500)), (2.0, (1100, 640)), (2.0, (800, 500))]
)
def test_no_words_are_cut_at_any_size(
    qtbot: QtBot, notes: NotesTab, theme: Theme, scale: float, size: tuple[int, int]
) -> None:
    notes.show_item("reforms")
    theme.apply("light", scale)
    notes.resize(*size)
    panels: tuple[Panel, ...] = ("outline", "aside") if notes.columns.form != "wide" else ("outline",)
    for panel in panels:
        notes.columns.show_panel(panel)
        qtbot.wait(20)
        assert notes.minimumSizeHint().width() <= size[0]
        for part in notes.findChildren(QPushButton) + notes.findChildren(QLabel):
            if part.isVisible() and part.window() is notes.window():
                wanted = part.heightForWidth(part.width()) if part.hasHeightForWidth() else part.sizeHint().height()
                assert part.height() >= wanted - 1, part.text()
                if not (isinstance(part, QLabel) and part.wordWrap()):
                    assert part.width() >= part.sizeHint().width() - 1, part.text()
        for area in (notes.outline, notes.aside, notes.page):
            assert not area.isVisible() or area.horizontalScrollBar().maximum() == 0
        notes.columns.close_panel()


def test_tab_reaches_every_part(notes: NotesTab) -> None:
    notes.show_item("secret-speech")
    reached = set()
    for _ in range(300):
        focus = notes.focusWidget()
        assert focus is not None
        reached.add(focus)
        QTest.keyClick(focus, KEY.Key_Tab)
    assert {notes.outline, notes.page, notes.column.back, notes.aside.cards, *notes.aside.levels} <= reached


def test_every_control_has_a_name(notes: NotesTab) -> None:
    for part in notes.findChildren(QAbstractButton):
        if part.isVisible():
            assert part.accessibleName() or part.text(), part
    assert notes.outline.accessibleName()
    assert notes.page.accessibleName()


def test_a_pack_without_notes_says_so(notes: NotesTab) -> None:
    notes.pack = "no-such-pack"
    notes.refresh()
    assert not notes.columns.isVisible()
    assert any(label.text() == "No notes yet" for label in notes.findChildren(QLabel) if label.isVisible())
    QTest.keyClick(notes, KEY.Key_M)
    notes.leave()
