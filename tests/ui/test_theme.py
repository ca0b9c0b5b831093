"""The theme: readable colours, a stylesheet that is rendered once, and widgets that follow."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPalette, QTextDocument
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QMainWindow, QPushButton, QTabBar, QVBoxLayout, QWidget

from thaw_desktop.core.paths import resources_folder
from thaw_desktop.ui.theme import THEME_NAMES, Theme, Tokens
from thaw_desktop.ui.theme.base import STYLESHEET, prebuild, rendered_stylesheet
from thaw_desktop.ui.theme.document import document_css
from thaw_desktop.ui.theme.stylesheet import TEXT_SIZES, mix, overlay, palette, scaled
from thaw_desktop.ui.theme.tokens import DARK, LIGHT, THEMES

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

# The offscreen platform warns of every window that has a least size.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

ROOT = Path(__file__).parents[2]
ALL = pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES.keys())
COLORS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, as WCAG 2 defines it (1 to 21)."""

    def luminance(color: str) -> float:
        channels = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def colors_in(image: QImage) -> set[str]:
    """All colours of an image."""
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


@pytest.fixture
def resources(tmp_path: Path) -> Path:
    """A copy of the resources that a test may add to."""
    copy = tmp_path / "resources"
    for name in ("themes", "icons"):
        shutil.copytree(resources_folder() / name, copy / name, ignore=shutil.ignore_patterns("built"))
    return copy


# Colours


@ALL
def test_tokens_text_meets_wcag_on_every_ground(tokens: Tokens) -> None:
    needed = 7.0 if tokens.name.startswith("contrast") else 4.5
    texts = (
        "text", "secondary", "primary", "good_text", "caution_text", "bad_text", "warm_text",
    )  # fmt: skip
    for text in texts:
        for ground in ("window", "surface", "soft"):
            ratio = contrast(getattr(tokens, text), getattr(tokens, ground))
            assert ratio >= needed, f"{text} on {ground}: {ratio:.2f}"
    assert contrast(tokens.on_primary, tokens.primary) >= needed
    assert contrast(tokens.text, tokens.hit) >= needed


@ALL
def test_tokens_text_on_a_mixed_ground_meets_wcag(tokens: Tokens) -> None:
    """Callouts, notices, hovered and pressed buttons stand on colours that are mixed from the tokens."""
    needed = 7.0 if tokens.name.startswith("contrast") else 4.5
    grounds = {
        "good": mix(tokens.surface, tokens.good, 0.1),
        "caution": mix(tokens.surface, tokens.caution, 0.1),
        "bad": mix(tokens.surface, tokens.bad, 0.08),
        "warm": mix(tokens.surface, tokens.warm, 0.1),
    }
    for name, ground in grounds.items():
        assert contrast(getattr(tokens, f"{name}_text"), ground) >= needed, name
        assert contrast(tokens.text, ground) >= needed
        assert contrast(tokens.primary, ground) >= needed, f"quiet button on {name}"
    filled = overlay("@primary_hover @primary_pressed", tokens, 1.0, 14).split()
    assert all(contrast(tokens.on_primary, ground) >= 4.5 for ground in filled)


@ALL
def test_tokens_controls_and_marks_are_seen(tokens: Tokens) -> None:
    """WCAG 1.4.11: what only an edge or a fill shows has 3:1."""
    for ground in (tokens.window, tokens.surface):
        assert contrast(tokens.control, ground) >= 3
        assert contrast(tokens.primary, ground) >= 3
    for mark in ("primary", "good", "caution", "bad", "warm"):
        assert contrast(getattr(tokens, mark), tokens.surface) >= 3, mark
    soft_focus = overlay("@soft_focus", tokens, 1.0, 14)
    assert contrast(soft_focus, tokens.surface) >= 2  # a ring round a whole page, two pixels wide


@pytest.mark.parametrize("name", ["contrast-light", "contrast-dark"])
def test_tokens_of_high_contrast_tell_a_filled_bar_from_its_track(name: str) -> None:
    tokens = THEMES[name]
    assert all(contrast(getattr(tokens, mark), tokens.track) >= 3 for mark in ("primary", "good", "bad", "warm"))
    assert contrast(tokens.line, tokens.surface) >= 3


@ALL
def test_tokens_are_colours(tokens: Tokens) -> None:
    values = [getattr(tokens, field.name) for field in fields(tokens) if field.name not in ("name", "dark")]
    assert all(QColor(value).isValid() and len(value) == 7 for value in values)
    assert tokens.dark == (contrast(tokens.window, "#ffffff") > contrast(tokens.window, "#000000"))


def test_tokens_of_the_design_are_kept() -> None:
    assert (LIGHT.window, LIGHT.primary, LIGHT.warm) == ("#f6f8f9", "#0b6e8a", "#d9722e")
    assert (DARK.surface, DARK.text, DARK.good) == ("#1c2429", "#f1f5f7", "#69c39a")


@given(COLORS, COLORS)
def test_mix_goes_from_one_colour_to_the_other(first: str, second: str) -> None:
    assert mix(first, second, 0) == first
    assert mix(first, second, 1) == second
    assert QColor(mix(first, second, 0.5)).isValid()


# Our stylesheet


@ALL
@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_overlay_fills_every_place(tokens: Tokens, scale: float) -> None:
    filled = overlay(
        (resources_folder() / "themes" / "thaw.qss").read_text(encoding="utf-8"), tokens, scale, 14 * scale
    )
    rules = filled[filled.index("*/") :]
    assert "@" not in rules
    assert "dp" not in rules.replace("QDoubleSpinBox", "")
    assert rules.count("{") == rules.count("}")


def test_overlay_scales_lengths_and_text() -> None:
    template = "a { padding: 7dp 7dp-1; font-size: @size-title; border: 1px solid @line; }"
    assert overlay(template, LIGHT, 1.0, 14) == ("a { padding: 7px 6px; font-size: 22px; border: 1px solid #dde4e8; }")
    assert overlay(template, LIGHT, 2.0, 28) == (
        "a { padding: 14px 13px; font-size: 45px; border: 1px solid #dde4e8; }"
    )


def test_overlay_refuses_a_name_that_does_not_exist() -> None:
    with pytest.raises(KeyError, match="colour_of_money"):
        overlay("a { color: @colour_of_money; }", LIGHT, 1.0, 14)


@given(st.integers(0, 2000), st.floats(0.8, 2.0))
def test_scaled_keeps_what_is_there(pixels: int, scale: float) -> None:
    assert (scaled(pixels, scale) == 0) == (pixels == 0)
    assert abs(scaled(pixels, scale) - pixels * scale) <= 1


@ALL
def test_palette_has_the_tokens_and_a_paler_disabled_text(tokens: Tokens) -> None:
    colors = palette(tokens)
    assert colors.color(QPalette.ColorRole.Window).name() == tokens.window
    assert colors.color(QPalette.ColorRole.PlaceholderText).name() == tokens.secondary
    assert colors.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text).name() == tokens.disabled


# The base stylesheet and its cache


def test_base_is_rendered_once_and_then_read(tmp_path: Path, qapp: QApplication) -> None:
    first, folder = rendered_stylesheet("light", tmp_path, resources_folder())
    assert folder is not None
    written = (folder / STYLESHEET).stat().st_mtime_ns
    again, same = rendered_stylesheet("light", tmp_path, resources_folder())
    assert (again, same) == (first, folder)
    assert (folder / STYLESHEET).stat().st_mtime_ns == written
    assert [entry.name for entry in (tmp_path / "themes").iterdir()] == [folder.name]


def test_base_is_freed_of_capitals_fonts_and_fixed_heights(cache_folder: Path, qapp: QApplication) -> None:
    base, _ = rendered_stylesheet("dark", cache_folder, resources_folder())
    assert "QPushButton" in base
    assert DARK.primary in base
    for unwanted in ("uppercase", "Roboto", "font-size", "font-family", "line-height"):
        assert unwanted not in base
    widgets = [rule for rule in base.split("}") if "::" not in rule.partition("{")[0]]
    assert not any(line.strip().startswith("height:") for rule in widgets for line in rule.splitlines())


def test_base_leaves_the_environment_alone(tmp_path: Path, qapp: QApplication) -> None:
    before = dict(os.environ)
    rendered_stylesheet("sepia", tmp_path, resources_folder())
    assert dict(os.environ) == before


@pytest.mark.parametrize("damage", ["empty", "cut", "icons", "binary"])
def test_base_is_rendered_anew_when_the_cache_is_damaged(tmp_path: Path, qapp: QApplication, damage: str) -> None:
    whole, folder = rendered_stylesheet("light", tmp_path, resources_folder())
    assert folder is not None
    file = folder / STYLESHEET
    if damage == "empty":
        file.write_text("", encoding="utf-8")
    elif damage == "cut":
        file.write_text(whole[:2000], encoding="utf-8")
    elif damage == "binary":
        file.write_bytes(b"\xff\xfe\x00")
    else:
        (folder / "primary" / "slider.svg").unlink()
    assert rendered_stylesheet("light", tmp_path, resources_folder()) == (whole, folder)
    assert (folder / "primary" / "slider.svg").exists()


def test_base_works_without_a_cache_folder(tmp_path: Path, qapp: QApplication) -> None:
    blocked = tmp_path / "cache"
    blocked.write_text("a file where the folder should be", encoding="utf-8")
    base, folder = rendered_stylesheet("light", blocked, resources_folder())
    assert "QPushButton" in base
    assert folder is not None
    assert (folder / "primary" / "checkbox_checked.svg").exists()
    shutil.rmtree(folder)


def test_base_is_empty_when_qt_material_is_missing(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "qt_material", None)
    assert rendered_stylesheet("light", tmp_path, resources_folder()) == ("", None)


def test_prebuild_serves_a_program_without_qt_material(
    tmp_path: Path, resources: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = prebuild(resources)
    assert {folder.name.rpartition("-")[0] for folder in folders} == set(THEMES)
    monkeypatch.setitem(sys.modules, "qt_material", None)
    base, folder = rendered_stylesheet("sepia", tmp_path / "cache", resources)
    assert folder in folders
    assert THEMES["sepia"].primary in base
    assert not (tmp_path / "cache").exists()


START = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from thaw_desktop.ui.theme import Theme
application = QApplication([])
Theme(application, Path(sys.argv[1]), Path(sys.argv[2])).apply("light")
assert application.styleSheet().count("QPushButton") > 10
print(*sorted({"qt_material", "jinja2", "PySide6.QtUiTools", "importlib.metadata"} & set(sys.modules)))
"""


def start(cache: Path, home: Path) -> subprocess.Popen[str]:
    """Start a process that applies the theme and prints which heavy modules that took."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "HOME": str(home)}
    command = [sys.executable, "-c", START, str(cache), str(resources_folder())]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_apply_with_a_warm_cache_imports_nothing_heavy(tmp_path: Path, qapp: QApplication) -> None:
    rendered_stylesheet("light", tmp_path / "cache", resources_folder())
    process = start(tmp_path / "cache", tmp_path)
    printed, errors = process.communicate(timeout=60)
    assert (process.returncode, printed.strip()) == (0, ""), errors


def test_apply_in_two_processes_at_once_leaves_one_whole_cache(tmp_path: Path) -> None:
    processes = [start(tmp_path / "cache", tmp_path) for _ in range(2)]
    for process in processes:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    assert len(list((tmp_path / "cache" / "themes").iterdir())) == 1
    assert not (tmp_path / ".qt_material").exists()


# The theme of the application


@pytest.mark.parametrize("name", THEME_NAMES)
def test_theme_applies_each_name(theme: Theme, name: str, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.apply(name, 1.25)
    assert (theme.name, theme.scale) == (name, 1.25)
    assert theme.tokens is (LIGHT if name == "system" else THEMES[name])
    assert theme.color("primary") == QColor(theme.tokens.primary)


@pytest.mark.parametrize(("asked", "given"), [(0.1, 0.8), (0.8, 0.8), (1.5, 1.5), (9, 2.0)])
def test_theme_keeps_the_scale_within_bounds(theme: Theme, asked: float, given: float) -> None:
    theme.apply("light", asked)
    assert theme.scale == given


def test_theme_takes_an_unknown_name_for_the_system(theme: Theme) -> None:
    theme.apply("neon")
    assert theme.name == "system"


def test_theme_follows_the_system_only_when_asked_to(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply("system")
    with qtbot.waitSignal(theme.changed):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.tokens is DARK
    with qtbot.assertNotEmitted(theme.changed):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    theme.apply("sepia")
    with qtbot.assertNotEmitted(theme.changed):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.tokens is THEMES["sepia"]


def test_theme_scales_fonts_lengths_and_controls(theme: Theme, qtbot: QtBot) -> None:
    control = QPushButton("Start review")
    qtbot.addWidget(control)
    sizes = {role: theme.font(role).pixelSize() for role in TEXT_SIZES}
    length, height = theme.px(20), control.sizeHint().height()
    theme.apply("light", 2.0)
    control.ensurePolished()
    assert all(abs(theme.font(role).pixelSize() - 2 * size) <= 1 for role, size in sizes.items())
    assert theme.px(20) == 2 * length
    assert control.sizeHint().height() >= 1.8 * height


def test_theme_body_text_is_never_small(theme: Theme) -> None:
    assert theme.font("body").pixelSize() >= 14
    assert theme.reading_pixels() > theme.font("body").pixelSize()


def test_theme_switch_repaints_boxes_in_the_new_colours(theme: Theme, qtbot: QtBot) -> None:
    """The icons of two themes have the same names, so a picture kept by name would stay in the old colour."""
    window = QMainWindow()
    qtbot.addWidget(window)
    box = QCheckBox("Tick")
    window.setCentralWidget(box)
    box.setChecked(True)
    for name in ("light", "dark", "sepia", "light"):
        theme.apply(name)
        assert THEMES[name].primary in colors_in(window.grab().toImage()), name


def test_theme_shows_where_the_focus_is(theme: Theme, qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    page = QWidget()
    column = QVBoxLayout(page)
    window.setCentralWidget(page)
    tabs = QTabBar()
    tabs.addTab("One")
    controls = [QPushButton("Button"), QCheckBox("Box"), tabs]
    controls[0].setProperty("kind", "primary")
    for control in controls:
        column.addWidget(control)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    for control in controls:
        control.clearFocus()
        before = control.grab().toImage()
        size = control.sizeHint()
        control.setFocus()
        qtbot.waitUntil(control.hasFocus)
        assert control.grab().toImage() != before, control
        assert control.sizeHint() == size  # the ring moves nothing


def test_theme_text_colours_come_from_properties(theme: Theme, qtbot: QtBot) -> None:
    label = QLabel("Missed")
    label.setProperty("tone", "bad")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert label.palette().color(label.foregroundRole()).name() == theme.tokens.bad_text


@pytest.mark.parametrize("name", sorted(path.stem for path in (resources_folder() / "icons").glob("*.svg")))
def test_theme_icon_is_drawn_in_the_colour_asked_for(theme: Theme, name: str) -> None:
    theme.apply("dark")
    colors = colors_in(theme.icon(name, "primary").pixmap(64, 64).toImage())
    assert len(colors) > 1
    if name != "thaw":  # the emblem has its own colours
        assert theme.tokens.primary in colors


# Pages for reading


@ALL
def test_document_css_boxes_a_callout_and_marks_hits(tokens: Tokens, qapp: QApplication) -> None:
    document = QTextDocument()
    document.setDefaultStyleSheet(document_css(tokens, 16, 1.0))
    document.setHtml(
        '<table class="callout note" width="100%"><tr><td class="callout note"><p class="callout-title">Note</p>'
        '<p>Text with a <span class="hit">hit</span>, a <span class="gap">[…]</span>'
        ' and a <a class="term" href="term:x">term</a>.</p></td></tr></table>'
    )
    html = document.toHtml()
    assert f'bgcolor="{tokens.soft}"' in html
    assert f"background-color:{tokens.hit}" in html
    assert f"border-left-color:{tokens.primary}" in html
    assert "font-weight:600" in html


def test_document_css_opens_the_lines_and_shrinks_what_is_beside_the_point(qapp: QApplication) -> None:
    document = QTextDocument()
    document.setDefaultStyleSheet(document_css(LIGHT, 20, 1.25))
    document.setHtml('<p>Text</p><p class="footnote">Aside</p>')
    text, aside = document.firstBlock(), document.lastBlock()
    assert text.blockFormat().lineHeight() == 130
    assert aside.begin().fragment().charFormat().font().pixelSize() == 18
