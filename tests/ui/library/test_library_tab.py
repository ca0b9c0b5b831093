"""The library: what it shows of a pack, and adding, updating and removing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit

from thaw_desktop.content.model import Attribution, PackInfo
from thaw_desktop.core.settings import Settings
from thaw_desktop.ui.library.about import AboutDialog, about_html
from thaw_desktop.ui.library.dialogs import FaultsDialog, OfferDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QDialog
    from pytestqt.qtbot import QtBot

    from thaw_desktop.app import Study
    from thaw_desktop.ui.library.tab import LibraryTab
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.theme import Theme


def _dialog(qtbot: QtBot, kind: type[QDialog]) -> QDialog:
    def find() -> QDialog | None:
        return next((one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()), None)

    qtbot.waitUntil(lambda: find() is not None)
    found = find()
    assert found is not None
    return found


def _text(dialog: QDialog) -> str:
    parts = [label.text() for label in dialog.findChildren(QLabel)]
    return "\n".join(parts + [part.toPlainText() for part in dialog.findChildren(QPlainTextEdit)])


def _seen(tab: LibraryTab) -> list[str]:
    return [card.accessibleName() for card in tab.cards if card.isVisible()]


def _add(qtbot: QtBot, tab: LibraryTab, path: Path) -> None:
    tab.examine(path)
    dialog = _dialog(qtbot, OfferDialog)
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not tab.busy.isVisible() or "…" not in tab.busy.accessibleName())


def test_the_built_in_pack_is_shown_with_what_is_in_it_and_cannot_be_removed(tab: LibraryTab) -> None:
    (card,) = tab.cards
    words = "\n".join(label.text() for label in card.findChildren(QLabel) if label.isVisible())
    assert card.accessibleName() in words
    for part in ("comes with Thaw", "CC BY 4.0", "The Thaw project", "sections read", "Open now"):
        assert part in words
    assert not card.remove.isVisible()
    assert not card.study.isVisible()
    assert not tab.everywhere.isVisible()


def test_a_pack_is_offered_added_and_opened(
    qtbot: QtBot, tab: LibraryTab, small: Callable[..., Path], navigator: Navigator
) -> None:
    tab.examine(small())
    dialog = _dialog(qtbot, OfferDialog)
    assert "A Teacher" in _text(dialog)
    assert "1 card" in _text(dialog)
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Water" in _seen(tab))
    card = next(card for card in tab.cards if card.accessibleName() == "Water")
    assert card.remove.isVisible()
    with qtbot.waitSignal(navigator.pack_chosen) as asked:
        card.study.click()
    assert asked.args == ["water"]
    assert tab.everywhere.isVisible()


def test_nothing_is_added_when_the_offer_is_refused(
    qtbot: QtBot, tab: LibraryTab, small: Callable[..., Path], study: Study
) -> None:
    tab.examine(small())
    dialog = _dialog(qtbot, OfferDialog)
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not study.paths.own_packs.exists()
    assert len(_seen(tab)) == 1


def test_an_update_says_what_changes_and_keeps_the_progress_of_reworded_cards(
    qtbot: QtBot, tab: LibraryTab, small: Callable[..., Path], study: Study
) -> None:
    _add(qtbot, tab, small())
    (card,) = study.library.cards("water")
    study.session.answer("water", card, 3, 1000)
    tab.examine(small("water", "1.1.0", "So what is frozen water called?"))
    dialog = _dialog(qtbot, OfferDialog)
    assert "You have version 1.0.0; this is version 1.1.0." in _text(dialog)
    assert "“What is frozen water called?” is now “So what is frozen water called?”" in _text(dialog)
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: study.library.cards("water")[0].front_text.startswith("So"))
    assert study.session.seen("water") == (1, 1)


def test_a_pack_that_would_take_the_place_of_another_names_it(
    qtbot: QtBot, tab: LibraryTab, small: Callable[..., Path], study: Study
) -> None:
    (built_in,) = study.library.packs()
    tab.examine(small(built_in.id, "99.0.0"))
    dialog = _dialog(qtbot, OfferDialog)
    assert f"It takes the place of “{built_in.title}”, which comes with Thaw" in _text(dialog)
    dialog.close()


def test_a_card_that_becomes_one_of_another_kind_is_said_to_begin_anew(
    qtbot: QtBot, tab: LibraryTab, small: Callable[..., Path], study: Study
) -> None:
    _add(qtbot, tab, small())
    qtbot.waitUntil(lambda: bool(study.library.cards("water")))
    folder = small("water", "1.1.0")
    ident = study.library.cards("water")[0].note
    cards = f"---\nsection: s\n---\nWhat is ==frozen== water called? Ice. ^{ident}\n"
    (folder / "cards/a.md").write_text(cards, encoding="utf-8")
    tab.examine(folder)
    dialog = _dialog(qtbot, OfferDialog)
    assert "Cards of another kind, which begin anew: 1\n   Card: What is" in _text(dialog)
    assert "takes the place" not in _text(dialog)
    dialog.close()


def test_at_twice_the_size_and_with_endless_words_the_buttons_are_in_view(
    qtbot: QtBot, tab: LibraryTab, small: Callable[..., Path], theme: Theme
) -> None:
    theme.apply("light", 2)
    folder = small()
    about = (folder / "pack.yaml").read_text(encoding="utf-8")
    about = about.replace("title: Water", f"title: {'W' * 499}") + f"description: {'long ' * 3_000}\n"
    (folder / "pack.yaml").write_text(about, encoding="utf-8")
    tab.examine(folder)
    dialog = _dialog(qtbot, OfferDialog)
    assert isinstance(dialog, OfferDialog)
    room = dialog.screen().availableSize()
    assert dialog.height() <= room.height()
    assert dialog.width() <= room.width()
    assert dialog.rect().contains(dialog.add.geometry())
    assert not dialog.add.visibleRegion().isEmpty()
    assert all(label.width() <= dialog.width() for label in dialog.findChildren(QLabel))
    dialog.close()
    theme.apply("light", 1)


def test_a_pack_with_faults_names_all_of_them_and_is_not_added(
    qtbot: QtBot, tab: LibraryTab, small: Callable[..., Path], study: Study
) -> None:
    folder = small()
    (folder / "faq.md").write_text("## Why? ^why\n\n## When? ^when\n", encoding="utf-8")
    tab.examine(folder)
    dialog = _dialog(qtbot, FaultsDialog)
    assert "faq.md:1: this question has no answer" in _text(dialog)
    assert "faq.md:3: this question has no answer" in _text(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not study.paths.own_packs.exists()


def test_a_file_that_is_not_there_is_said_in_the_window(qtbot: QtBot, tab: LibraryTab, tmp_path: Path) -> None:
    with qtbot.waitSignal(tab.trouble) as told:
        tab.examine(tmp_path / "gone.thawpack")
    assert told.args == [f"{tmp_path / 'gone.thawpack'} is not there. Look where the pack lies and give that place."]


def test_a_removed_pack_goes_and_its_progress_stays(
    qtbot: QtBot, tab: LibraryTab, small: Callable[..., Path], study: Study
) -> None:
    _add(qtbot, tab, small())
    (card,) = study.library.cards("water")
    study.session.answer("water", card, 3, 1000)
    tab.remove("water")
    qtbot.waitUntil(lambda: "Water" not in _seen(tab))
    assert tab.busy.accessibleName() == "Water has been removed. Your progress is kept."
    _add(qtbot, tab, small())
    assert study.session.seen("water") == (1, 1)


def test_reading_can_be_given_up(qtbot: QtBot, tab: LibraryTab, small: Callable[..., Path]) -> None:
    tab.examine(small())
    tab.busy.action.emit()
    assert not tab.busy.isVisible()
    qtbot.waitUntil(tab._jobs.idle)
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, OfferDialog) and one.isVisible()]


def test_packs_that_come_together_are_offered_and_added_one_after_the_other(
    qtbot: QtBot, tab: LibraryTab, small: Callable[..., Path]
) -> None:
    names = ("earth", "fire", "water")
    for name in names:
        tab.examine(small(name))
    for name in names:
        dialog = _dialog(qtbot, OfferDialog)
        assert name.capitalize() in _text(dialog)
        assert len([one for one in QApplication.topLevelWidgets() if isinstance(one, OfferDialog)]) == 1
        with qtbot.waitSignal(dialog.destroyed):
            QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: {"Earth", "Fire", "Water"} <= set(_seen(tab)))


def test_a_pack_that_comes_while_another_is_added_drives_nothing_out(
    qtbot: QtBot, tab: LibraryTab, small: Callable[..., Path]
) -> None:
    tab.examine(small("fire"))
    dialog = _dialog(qtbot, OfferDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    tab.examine(small("water"))
    tab.remove("fire")
    dialog = _dialog(qtbot, OfferDialog)
    assert "Water" in _text(dialog)
    assert "Fire" in _seen(tab)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "Fire" not in _seen(tab))


def test_one_of_several_packs_can_be_given_up_or_be_no_pack_and_the_next_still_comes(
    qtbot: QtBot, tab: LibraryTab, small: Callable[..., Path], tmp_path: Path
) -> None:
    tab.examine(small("earth"))
    with qtbot.waitSignal(tab.trouble):
        tab.examine(tmp_path / "not there.thawpack")
        tab.examine(small("water"))
        tab.busy.action.emit()
    dialog = _dialog(qtbot, OfferDialog)
    assert "Water" in _text(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_more_packs_than_anybody_asks_for_are_refused_in_a_sentence(
    qtbot: QtBot, tab: LibraryTab, small: Callable[..., Path]
) -> None:
    folder = small()
    with qtbot.waitSignal(tab.trouble) as told:
        for _ in range(22):
            tab.examine(folder)
    assert told.args is not None
    assert "wait already" in told.args[0]
    for _ in range(21):
        tab.busy.action.emit()
    qtbot.waitUntil(tab._jobs.idle)


@pytest.mark.parametrize("everywhere", [True, False])
def test_search_and_review_over_all_packs_is_a_setting(
    everywhere: bool, qtbot: QtBot, tab: LibraryTab, small: Callable[..., Path], study: Study
) -> None:
    assert Settings().all_packs is False
    _add(qtbot, tab, small())
    qtbot.waitUntil(tab.everywhere.isVisible)
    tab.everywhere.setChecked(not everywhere)
    tab.everywhere.setChecked(everywhere)
    assert study.settings.current.all_packs is everywhere


def test_sections_are_counted_alike_before_and_after_a_pack_is_added(
    qtbot: QtBot, tab: LibraryTab, small: Callable[..., Path]
) -> None:
    folder = small()
    (folder / "notes/s.md").write_text(
        "---\nid: s\ntitle: Water\n---\nText.\n\n## Ice\n\nCold.\n\n## Steam\n\nHot.\n", encoding="utf-8"
    )
    tab.examine(folder)
    dialog = _dialog(qtbot, OfferDialog)
    assert "1 section in 2 parts" in _text(dialog)
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Water" in _seen(tab))
    words = "\n".join(label.text() for label in tab.findChildren(QLabel) if label.isVisible())
    assert "1 section in 2 parts" in words
    assert "0 of 1 sections read" in words


def test_a_pack_tells_who_made_it_whose_work_is_in_it_and_what_it_covers(
    qtbot: QtBot, tab: LibraryTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    (card,) = tab.cards
    card.about.setFocus()
    QTest.keyClick(card.about, Qt.Key.Key_Space)
    dialog = _dialog(qtbot, AboutDialog)
    assert isinstance(dialog, AboutDialog)
    text = dialog.page.toPlainText()
    info = tab._library.pack(tab.pack)
    assert info is not None
    wanted = [info.description, *info.authors, "CC BY 4.0", "name its authors", *(one.what for one in info.attribution)]
    for part in (*wanted, *(one.url for one in info.attribution), *(point.text for point in info.spec)):
        assert part in text
    assert opened == []
    for _ in info.attribution:
        QTest.keyClick(dialog.page, Qt.Key.Key_Tab)
    QTest.keyClick(dialog.page, Qt.Key.Key_Return)
    assert opened == [info.attribution[-1].url]
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_what_a_pack_says_of_itself_is_text_and_opens_nothing_but_the_web() -> None:
    info = PackInfo(
        id="x",
        title="X",
        version="1.0.0",
        language="en",
        subject="",
        level="",
        licence="LicenseRef-Mine",
        authors=("<b>A</b>",),
        attribution=(Attribution("A map & more", "B", "CC0-1.0", "file:///etc/passwd"), Attribution("Alone")),
        description="<img src=x>",
        spec=(),
    )
    html = about_html(info)
    for part in ("&lt;img src=x&gt;", "&lt;b&gt;A&lt;/b&gt;", "LicenseRef-Mine", "A map &amp; more: B, Public domain"):
        assert part in html
    assert "<a href" not in html
    assert "specification" not in html
