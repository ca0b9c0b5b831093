"""Settings for reading: chosen by key and mouse, in force at once on every page, legible under every sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMainWindow, QPushButton, QSlider

from tests.ui.test_theme import contrast
from thaw_desktop.app import build_window
from thaw_desktop.core.settings import Settings
from thaw_desktop.ui.choices import SettingsDialog
from thaw_desktop.ui.overlay import ColourSheet
from thaw_desktop.ui.theme.reading_style import (
    OVERLAY_COLOURS,
    ReadingStyle,
    fonts_on_offer,
    overlay_colour,
    reading_style,
)
from thaw_desktop.ui.theme.stylesheet import mix
from thaw_desktop.ui.theme.tokens import THEMES
from thaw_desktop.ui.widgets import ReadingView

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from thaw_desktop.app import Study
    from thaw_desktop.ui.theme import Theme, Tokens

KEY = Qt.Key


@pytest.fixture
def dialog(theme: Theme, qtbot: QtBot) -> SettingsDialog:
    made = SettingsDialog(theme, Settings(theme="light"))
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def choices_of(dialog: SettingsDialog) -> list[tuple[str, object]]:
    """What is chosen from now on."""
    found: list[tuple[str, object]] = []
    dialog.chosen.connect(lambda name, value: found.append((name, value)))
    return found


# What is chosen


@pytest.mark.parametrize("look", ["system", "light", "dark", "sepia", "contrast-light", "contrast-dark"])
def test_every_look_can_be_chosen(dialog: SettingsDialog, look: str) -> None:
    chosen = choices_of(dialog)
    button = dialog.findChild(QPushButton, f"look-{look}")
    assert isinstance(button, QPushButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert chosen == [("theme", look)]


@pytest.mark.parametrize(
    ("setting", "key", "value"),
    [
        ("reading_size", KEY.Key_Right, 110),
        ("line_spacing", KEY.Key_Right, 140),
        ("letter_spacing", KEY.Key_Right, 1),
        ("reading_size", KEY.Key_End, 200),
    ],
)
def test_sliders_choose_by_key(dialog: SettingsDialog, setting: str, key: Qt.Key, value: int) -> None:
    dialog.pages.setCurrentIndex(1)
    chosen = choices_of(dialog)
    slider = dialog.findChild(QSlider, setting)
    assert isinstance(slider, QSlider)
    slider.setFocus()
    QTest.keyClick(slider, key)
    assert chosen == [(setting, value)]


def test_a_sheet_of_colour_is_chosen_by_key_and_only_then_has_a_strength(dialog: SettingsDialog) -> None:
    dialog.pages.setCurrentIndex(1)
    chosen = choices_of(dialog)
    sheets, strength = dialog.findChild(QComboBox, "overlay"), dialog.findChild(QSlider, "overlay_strength")
    assert isinstance(sheets, QComboBox)
    assert isinstance(strength, QSlider)
    assert not strength.isEnabled()
    sheets.setFocus()
    QTest.keyClick(sheets, KEY.Key_Down)
    assert chosen == [("overlay", "yellow")]
    QTest.keyClick(strength, KEY.Key_End)
    assert chosen[-1] == ("overlay_strength", 40)


def test_the_usual_setting_comes_back_with_one_button(dialog: SettingsDialog) -> None:
    dialog.pages.setCurrentIndex(1)
    slider = dialog.findChild(QSlider, "line_spacing")
    assert isinstance(slider, QSlider)
    QTest.keyClick(slider, KEY.Key_End)
    chosen = choices_of(dialog)
    usual = next(one for one in dialog.findChildren(QPushButton) if one.text().startswith("Back to"))
    QTest.mouseClick(usual, Qt.MouseButton.LeftButton)
    plain = Settings()
    assert dict(chosen) == {name: getattr(plain, name) for name, _ in chosen}
    assert len(chosen) == 6
    assert slider.value() == (plain.line_spacing - 100) // 10


def test_fonts_that_are_easier_to_read_come_first_where_there_are_any() -> None:
    installed = ["Zilla", "Lexend Deca", "Arial", ".Hidden", "@Vertical", "OpenDyslexic3", "Atkinson Hyperlegible Next"]
    friendly, others = fonts_on_offer(installed)
    assert friendly == ["OpenDyslexic3", "Atkinson Hyperlegible Next", "Lexend Deca"]
    assert others == ["Arial", "Zilla"]
    assert fonts_on_offer(["Arial"]) == ([], ["Arial"])


def test_a_font_that_was_chosen_elsewhere_stays_chosen_though_it_is_not_here(theme: Theme, qtbot: QtBot) -> None:
    made = SettingsDialog(theme, Settings(reading_font="A font of another computer"))
    qtbot.addWidget(made)
    box = made.findChild(QComboBox, "reading_font")
    assert isinstance(box, QComboBox)
    assert box.currentData() == "A font of another computer"


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_the_settings_fit_a_small_window(theme: Theme, qtbot: QtBot, scale: float) -> None:
    theme.apply("light", scale)
    made = SettingsDialog(theme, Settings())
    qtbot.addWidget(made)
    made.resize(760, 520)
    made.show()
    for page in (0, 1):
        made.pages.setCurrentIndex(page)
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        assert made.height() <= 540
        assert made.width() <= 780
    close = next(one for one in made.findChildren(QPushButton) if one.text().endswith("Close"))
    assert made.rect().contains(QRect(close.mapTo(made, QPoint(0, 0)), close.size()))


# What follows


def test_pages_follow_size_font_lines_and_letters_at_once(theme: Theme, qtbot: QtBot) -> None:
    view = ReadingView(theme, "Notes")
    qtbot.addWidget(view)
    view.show_page("<p>The thaw was partial.</p>")
    pixels = view.document().defaultFont().pixelSize()
    theme.read_in(ReadingStyle(scale=1.5, family="monospace", line_height=180, letter_spacing=0.1))
    font = view.document().defaultFont()
    assert font.pixelSize() == round(pixels * 1.5)
    assert font.family() == "monospace"
    assert font.letterSpacing() == pytest.approx(font.pixelSize() * 0.1, abs=0.1)
    block = view.document().firstBlock()
    assert block.blockFormat().lineHeight() == 180
    shown = block.begin().fragment().charFormat().font()
    assert shown.letterSpacing() == font.letterSpacing()
    plain = theme.reading_font(ReadingStyle(scale=1.5, family="monospace"))
    assert QFontMetricsF(shown).horizontalAdvance("thaw") > QFontMetricsF(plain).horizontalAdvance("thaw")


def test_a_page_keeps_its_place_when_the_style_changes(theme: Theme, qtbot: QtBot) -> None:
    view = ReadingView(theme, "Notes")
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    qtbot.waitExposed(view)
    view.show_page("".join(f"<p>Paragraph {number} of a long page.</p>" for number in range(90)))
    view.show_block(40)
    theme.read_in(ReadingStyle(scale=1.4, line_height=200))
    assert view.top_block() == 40


def test_settings_become_a_style() -> None:
    chosen = Settings(reading_size=120, reading_font="Lexend", line_spacing=160, letter_spacing=5, overlay="blue")
    assert reading_style(chosen) == ReadingStyle(1.2, "Lexend", 160, 0.05, overlay_colour("blue", 20))
    assert reading_style(Settings()) == ReadingStyle()


# The sheet of colour


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES.keys())
@pytest.mark.parametrize("colour", OVERLAY_COLOURS)
@pytest.mark.parametrize("strength", [10, 25, 40])
def test_text_under_every_sheet_meets_wcag_aa(tokens: Tokens, colour: str, strength: int) -> None:
    sheet = overlay_colour(colour, strength)
    texts = ("text", "secondary", "primary", "good_text", "caution_text", "bad_text", "warm_text")
    pairs = [(getattr(tokens, text), getattr(tokens, on)) for text in texts for on in ("window", "surface", "soft")]
    pairs += [(tokens.text, tokens.hit), (tokens.on_primary, tokens.primary)]
    for name in ("good", "caution", "bad", "warm"):
        ground = mix(tokens.surface, getattr(tokens, name), 0.1)
        pairs += [(tokens.text, ground), (getattr(tokens, f"{name}_text"), ground)]
    for ink, ground in pairs:
        assert contrast(multiplied(ink, sheet), multiplied(ground, sheet)) >= 4.5, (ink, ground)


def multiplied(color: str, sheet: str) -> str:
    """A colour under a sheet, as it is painted."""
    channels = ((int(color[at : at + 2], 16), int(sheet[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one * other / 255):02x}" for one, other in channels)


def test_the_sheet_tints_what_is_below_and_lets_the_mouse_through(theme: Theme, qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    ColourSheet(theme, window)
    button = QPushButton("Press")
    window.setCentralWidget(button)
    window.resize(300, 200)
    window.show()
    qtbot.waitExposed(window)
    before = window.grab().toImage().pixelColor(2, 2)
    theme.read_in(ReadingStyle(overlay="#ffff80"))
    after = window.grab().toImage().pixelColor(2, 2)
    expected = QColor(multiplied(before.name(), "#ffff80"))
    assert abs(after.blue() - expected.blue()) <= 1
    assert after.red() == before.red()
    window.resize(500, 400)
    assert window.grab().toImage().pixelColor(490, 390).blue() < 160
    place = button.mapTo(window, button.rect().center())
    assert window.childAt(place) is button  # where Qt sends the mouse
    theme.read_in(ReadingStyle())
    assert window.grab().toImage().pixelColor(2, 2).blue() == before.blue()


def test_the_window_takes_style_and_sheet_from_the_settings(theme: Theme, study: Study, qtbot: QtBot) -> None:
    study.settings.change(welcomed=True, line_spacing=160, overlay="green")
    window, jobs = build_window(study, theme)
    qtbot.addWidget(window)
    assert theme.reading == reading_style(study.settings.current)
    window._choose("reading_size", 130)
    assert theme.reading.scale == 1.3
    assert study.settings.current.reading_size == 130
    jobs.close()
