"""The few choices that Thaw asks of a student: look, text size, new cards a day, and how pages are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSlider,
    QSpinBox,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from thaw_desktop.core.settings import TEXT_SCALES
from thaw_desktop.ui.overlay import ColourSheet
from thaw_desktop.ui.reading_choices import ReadingChoices, ReadingSample
from thaw_desktop.ui.review_choices import ReviewChoices
from thaw_desktop.ui.widgets import Card, FlowLayout, button, plain_label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QLayout

    from thaw_desktop.core.settings import Settings, ThemeChoice
    from thaw_desktop.ui.theme import Theme


class ChoicesForm(QWidget):
    """Three rows of choices, in force as soon as they are made.

    Signals:
        chosen: name of the setting and its new value.
    """

    chosen = Signal(str, object)

    def __init__(
        self, theme: Theme, settings: Settings, parent: QWidget | None = None, *, all_looks: bool = False
    ) -> None:
        """Show the choices in force.

        Args:
            theme: gives the scale.
            settings: what has been chosen.
            parent: the owner.
            all_looks: whether sepia and high contrast are on offer too, which the first screen has no room for.
        """
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(20))
        self._all_looks = all_looks
        self._looks = QButtonGroup(self)
        self._size_text = plain_label("", "secondary")
        self._size = QSlider(Qt.Orientation.Horizontal)
        self._cards = QSpinBox()
        self._add_row(layout, self.tr("Look"), self._look_row(theme, settings.theme))
        self._add_row(layout, self.tr("Text size"), self._size_row(theme, settings.text_scale))
        self._add_row(layout, self.tr("New cards a day"), self._cards_row(theme, settings.new_cards_a_day))

    def _add_row(self, layout: QVBoxLayout, title: str, row: QLayout | QWidget) -> None:
        part = QVBoxLayout()
        part.addWidget(plain_label(title, "heading"))
        if isinstance(row, QWidget):
            part.addWidget(row)
        else:
            part.addLayout(row)
        layout.addLayout(part)

    def _look_row(self, theme: Theme, current: ThemeChoice) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, theme.px(8))
        looks = [("system", self.tr("As the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))]
        if self._all_looks:
            looks += [
                ("sepia", self.tr("Sepia")),
                ("contrast-light", self.tr("High contrast, light")),
                ("contrast-dark", self.tr("High contrast, dark")),
            ]
        for name, text in looks:
            choice = button(text)
            choice.setObjectName(f"look-{name}")
            choice.setCheckable(True)
            choice.setChecked(name == current)
            if name == current:
                self.setFocusProxy(choice)  # so that Space on opening changes nothing
            choice.setAccessibleName(self.tr("Look: {look}").format(look=text))
            self._looks.addButton(choice)
            flow.addWidget(choice)
        self._looks.buttonClicked.connect(self._choose_look)
        return row

    def _size_row(self, theme: Theme, current: int) -> QLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        self._size.setObjectName("text-size")
        self._size.setRange(0, len(TEXT_SCALES) - 1)
        self._size.setPageStep(1)
        self._size.setValue(min(range(len(TEXT_SCALES)), key=lambda at: abs(TEXT_SCALES[at] - current)))
        self._size.setMinimumSize(theme.px(220), theme.px(28))  # as high as the knob, which would else be cut flat
        self._size.setAccessibleName(self.tr("Text size"))
        # Not tracking: a restyle in the middle of a drag would move the slider away under the pointer.
        self._size.setTracking(False)
        self._size.valueChanged.connect(self._choose_size)
        self._size.sliderMoved.connect(self._show_size)
        self._show_size(self._size.value())
        row.addWidget(self._size)
        row.addWidget(self._size_text)
        row.addStretch(1)
        return row

    def _cards_row(self, theme: Theme, current: int) -> QLayout:
        self._cards.setObjectName("new-cards")
        self._cards.setRange(0, 200)
        self._cards.setSingleStep(5)
        self._cards.setValue(current)
        self._cards.setAccessibleName(self.tr("New cards a day"))
        self._cards.valueChanged.connect(self._choose_cards)
        spin = QHBoxLayout()
        spin.addWidget(self._cards)
        spin.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(theme.px(6))
        column.addLayout(spin)
        explained = self.tr("Cards you meet for the first time. Those you know come back when they are due.")
        column.addWidget(plain_label(explained, "secondary", wrap=True))
        return column

    @Slot(object)
    def _choose_look(self, choice: QPushButton) -> None:
        self.chosen.emit("theme", choice.objectName().removeprefix("look-"))

    @Slot(int)
    def _show_size(self, at: int) -> None:
        self._size_text.setText(self.tr("{percent} %").format(percent=TEXT_SCALES[at]))

    @Slot(int)
    def _choose_size(self, at: int) -> None:
        self._show_size(at)
        self.chosen.emit("text_scale", TEXT_SCALES[at])

    @Slot(int)
    def _choose_cards(self, count: int) -> None:
        self.chosen.emit("new_cards_a_day", count)


class WelcomePage(QWidget):
    """The first screen of the first run.

    Signals:
        chosen: name of a setting and its new value.
        started: the student wants to begin.
    """

    chosen = Signal(str, object)
    started = Signal()

    def __init__(self, theme: Theme, settings: Settings, data_folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        card = Card(theme)
        card.setMaximumWidth(theme.px(640))
        middle.addWidget(card, 20)
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(1)
        body = card.body
        card.set_spacing(20)
        body.addWidget(plain_label(self.tr("Welcome to Thaw"), "title"))
        body.addWidget(
            plain_label(
                self.tr(
                    "Read a section, recall it with cards, then write about it under the clock: "
                    "Thaw keeps the three together."
                ),
                wrap=True,
            )
        )
        form = ChoicesForm(theme, settings)
        form.chosen.connect(self.chosen)
        body.addWidget(form)
        where: QLabel = plain_label(
            self.tr("Everything you do stays on this computer, in {folder}.").format(folder=data_folder),
            "secondary",
            wrap=True,
        )
        body.addWidget(where)
        self.start = button(self.tr("Start"), "primary")
        self.start.setObjectName("start")
        self.start.setDefault(True)
        self.start.clicked.connect(self._start)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.start)
        body.addLayout(row)

    @Slot()
    def _start(self) -> None:
        self.started.emit()


class SettingsDialog(QDialog):
    """The same choices, later, and pages of their own for reading and for the cards.

    Signals:
        chosen: name of a setting and its new value.

    Attributes:
        pages: general, reading and flashcards, and one about the student's own data where there is one.
    """

    chosen = Signal(str, object)

    def __init__(
        self, theme: Theme, settings: Settings, parent: QWidget | None = None, own_data: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        form = ChoicesForm(theme, settings, all_looks=True)
        form.chosen.connect(self.chosen)
        reading = ReadingChoices(theme, settings)
        reading.chosen.connect(self.chosen)
        self._sample = ReadingSample(theme)
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        self.pages.addTab(self._page(form), self.tr("General"))
        self.pages.addTab(self._page(reading, self._sample), self.tr("Reading"))
        if own_data is not None:
            self.pages.addTab(self._page(own_data), self.tr("Your data"))
        review = ReviewChoices(theme, settings)
        review.chosen.connect(self.chosen)
        self.pages.addTab(self._page(review), self.tr("Flashcards"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(12))
        layout.setSpacing(theme.px(8))
        layout.addWidget(self.pages, 1)
        closing = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        closing.rejected.connect(self.reject)
        layout.addWidget(closing)
        form.setFocus()
        ColourSheet(theme, self)
        # With large text the usual size can be larger than the screen.
        self.resize(QSize(theme.px(620), theme.px(620)).boundedTo(self.screen().availableSize() * 0.94))

    def show_page(self, name: str) -> None:
        """Turn to a page: general, reading, own-data or flashcards."""
        last = self.pages.count() - 1
        self.pages.setCurrentIndex({"general": 0, "reading": 1, "own-data": min(2, last), "flashcards": last}[name])

    def _page(self, choices: QWidget, below: QWidget | None = None) -> QWidget:
        """A page that scrolls, with something below it that always stays in sight."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        edge = self._theme.px(12)
        column.setContentsMargins(edge, edge, edge, edge)
        column.addWidget(choices)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what has the focus is brought into view
        area.setMinimumHeight(self._theme.px(60))  # in a low window two rows at a time
        area.setWidget(inner)
        page = QWidget()
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area, 1)
        if below is not None:
            whole.addWidget(below)
        return page

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the choices most of the room."""
        super().resizeEvent(event)
        self._sample.setFixedHeight(min(self._theme.px(210), event.size().height() // 4))
