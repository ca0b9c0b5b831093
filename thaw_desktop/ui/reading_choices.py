"""How pages for reading look: font, size, spacing and a sheet of colour, with a sample that follows at once."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QLabel, QSizePolicy, QSlider, QVBoxLayout, QWidget

from thaw_desktop.ui.theme.reading_style import OVERLAY_COLOURS, fonts_on_offer
from thaw_desktop.ui.widgets import ReadingView, button, plain_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QBoxLayout

    from thaw_desktop.core.settings import Settings
    from thaw_desktop.ui.theme import Theme

_SIZES = range(80, 201, 10)
_LINES = range(100, 221, 10)
_LETTERS = range(21)
_STRENGTHS = range(10, 41, 5)
_USUAL: dict[str, int | str] = {
    "reading_font": "",
    "reading_size": 100,
    "line_spacing": 130,
    "letter_spacing": 0,
    "overlay": "none",
    "overlay_strength": 20,
}


class StepSlider(QWidget):
    """A slider over steps of a number, with the number beside it.

    Signals:
        chosen: name of the setting and its new value.
    """

    chosen = Signal(str, object)

    def __init__(self, theme: Theme, setting: str, title: str, steps: range, value: int) -> None:
        """Make a slider.

        Args:
            theme: gives the scale.
            setting: name of the setting.
            title: what a screen reader calls it.
            steps: the numbers on offer, in per cent.
            value: the present one; the nearest step is shown.
        """
        super().__init__()
        self._setting, self._steps = setting, steps
        self._told = plain_label("", "secondary")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setObjectName(setting)
        self.slider.setRange(0, len(steps) - 1)
        self.slider.setPageStep(2)
        self.slider.setMinimumSize(theme.px(120), theme.px(28))  # as high as the knob, which would else be cut flat
        self.slider.setAccessibleName(title)
        # Not tracking: laying a long page out anew at each step of a drag would make the knob lag behind the pointer.
        self.slider.setTracking(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(self.slider, 1)
        widest = self.tr("{percent} %").format(percent=200)  # so that all sliders of a page end in one line
        self._told.setMinimumWidth(self._told.fontMetrics().horizontalAdvance(widest))
        row.addWidget(self._told)
        self.show_value(value)
        self.slider.sliderMoved.connect(self._show)
        self.slider.valueChanged.connect(self._choose)

    def show_value(self, value: int) -> None:
        """Show the nearest step to a value without choosing it."""
        before = self.slider.blockSignals(True)
        self.slider.setValue(min(range(len(self._steps)), key=lambda at: abs(self._steps[at] - value)))
        self.slider.blockSignals(before)
        self._show(self.slider.value())

    def _words(self, at: int) -> str:
        return self.tr("{percent} %").format(percent=self._steps[at])

    @Slot(int)
    def _show(self, at: int) -> None:
        self._told.setText(self._words(at))
        self.slider.setAccessibleDescription(self._words(at))

    @Slot(int)
    def _choose(self, at: int) -> None:
        self._show(at)
        self.chosen.emit(self._setting, self._steps[at])


class ReadingChoices(QWidget):
    """The rows of choices, without the sample.

    Signals:
        chosen: name of the setting and its new value.
    """

    chosen = Signal(str, object)

    def __init__(self, theme: Theme, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = QFormLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(theme.px(16))
        self._rows.setVerticalSpacing(theme.px(10))
        # A label stands above its row where both have no room side by side.
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.fonts = self._font_box(settings.reading_font)
        self._add(self.tr("Font"), self.fonts)
        self._sliders = {
            name: StepSlider(theme, name, title, steps, getattr(settings, name))
            for name, title, steps in (
                ("reading_size", self.tr("Size of text on pages"), _SIZES),
                ("line_spacing", self.tr("Height of lines"), _LINES),
                ("letter_spacing", self.tr("Room between letters"), _LETTERS),
                ("overlay_strength", self.tr("Strength of the sheet"), _STRENGTHS),
            )
        }
        self.sheets = self._sheet_box(settings.overlay)
        for name, slider in self._sliders.items():
            if name == "overlay_strength":
                self._add(self.tr("Sheet of colour"), self.sheets)
            self._add(slider.slider.accessibleName(), slider)
            slider.chosen.connect(self._pass_on)
        self._usual = button(self.tr("Back to the usual setting"), "quiet")
        self._usual.setAutoDefault(False)
        self._usual.clicked.connect(self._set_usual)
        self._rows.addRow(self._usual)
        self.fonts.activated.connect(self._choose_font)
        self.sheets.activated.connect(self._choose_sheet)
        self._follow_sheet()

    def _add(self, title: str, field: QWidget) -> None:
        label = QLabel(title)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setBuddy(field)
        self._rows.addRow(label, field)

    def _font_box(self, current: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName("reading_font")
        box.setAccessibleName(self.tr("Font"))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        box.addItem(self.tr("As the rest of Thaw"), "")
        friendly, others = fonts_on_offer(QFontDatabase.families())
        for name in friendly:
            box.addItem(self.tr("{font} (easier to read for many)").format(font=name), name)
        if friendly and others:
            box.insertSeparator(box.count())
        for name in others:
            box.addItem(name, name)
        if current and box.findData(current) < 0:
            box.addItem(self.tr("{font} (not on this computer)").format(font=current), current)
        box.setCurrentIndex(max(0, box.findData(current)))
        return box

    def _sheet_box(self, current: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName("overlay")
        box.setAccessibleName(self.tr("Sheet of colour"))
        names = {
            "none": self.tr("None"),
            "yellow": self.tr("Yellow"),
            "blue": self.tr("Blue"),
            "green": self.tr("Green"),
            "pink": self.tr("Pink"),
            "grey": self.tr("Grey"),
        }
        for colour in ("none", *OVERLAY_COLOURS):
            box.addItem(names[colour], colour)
        box.setCurrentIndex(max(0, box.findData(current)))
        return box

    @Slot(int)
    def _choose_font(self, at: int) -> None:
        self.chosen.emit("reading_font", self.fonts.itemData(at) or "")

    @Slot(int)
    def _choose_sheet(self, at: int) -> None:
        self.chosen.emit("overlay", self.sheets.itemData(at))
        self._follow_sheet()

    @Slot(str, object)
    def _pass_on(self, setting: str, value: object) -> None:
        self.chosen.emit(setting, value)

    @Slot()
    def _set_usual(self) -> None:
        for setting, value in _USUAL.items():
            self.chosen.emit(setting, value)
            if isinstance(value, int):
                self._sliders[setting].show_value(value)
        self.fonts.setCurrentIndex(0)
        self.sheets.setCurrentIndex(0)
        self._follow_sheet()

    def _follow_sheet(self) -> None:
        self._sliders["overlay_strength"].setEnabled(self.sheets.currentData() != "none")


class ReadingSample(QWidget):
    """A few lines as they will look."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ReadingView(theme, self.tr("Sample"))
        self.view.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # nothing in it to be reached by Tab
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.view.show_page(self._html())
        column: QBoxLayout = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addWidget(plain_label(self.tr("Sample"), "secondary"))
        column.addWidget(self.view, 1)

    def _html(self) -> str:
        words = self.tr(
            "Lines of about seventy letters are the easiest to follow: the eye finds the next one without a search. "
            "Choose the font and the room between lines and letters that let you read for an hour and not be tired."
        )
        return f"<p>{escape(words)}</p>"
