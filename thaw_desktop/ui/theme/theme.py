"""The theme of the running application: one object that widgets are given, never a global."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo

from thaw_desktop.ui.theme.base import rendered_stylesheet
from thaw_desktop.ui.theme.document import document_css
from thaw_desktop.ui.theme.icons import recoloured_icon
from thaw_desktop.ui.theme.reading_style import USUAL_LINE_HEIGHT, ReadingStyle
from thaw_desktop.ui.theme.stylesheet import overlay, palette, scaled, text_pixels
from thaw_desktop.ui.theme.tokens import DARK, LIGHT, SYSTEM, THEMES, Tokens

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

MIN_SCALE = 0.8
MAX_SCALE = 2.0
_SMALLEST_BODY = 14.0  # px at 100 %: Windows' own 12 px is small for an hour of reading


class Theme(QObject):
    """Colours, sizes and the application's stylesheet.

    Signals:
        changing: before the sizes and colours change; the last chance to note what is where on the screen.
        changed: after every `apply`, and when the system switches between light and dark while the theme follows it.
        reading_changed: pages for reading are to be set in another style.
    """

    changing = Signal()
    changed = Signal()
    reading_changed = Signal()

    def __init__(self, application: QApplication, cache: Path, resources: Path, parent: QObject | None = None) -> None:
        """Prepare a theme; nothing changes before `apply`.

        Args:
            application: what is to be styled.
            cache: folder for what can be rendered again; it need not exist, and may be read-only.
            resources: the installed resources (`themes/`, `icons/`).
            parent: the owner.
        """
        super().__init__(parent)
        self._application = application
        self._cache = cache
        self._resources = resources
        self._name = SYSTEM
        self._scale = 1.0
        self._tokens: Tokens | None = None
        self._has_style = False
        self._fonts: dict[str, QFont] = {}
        self._reading = ReadingStyle()
        self._application.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def name(self) -> str:
        """The name that was chosen, "system" included."""
        return self._name

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._tokens or self._resolve()

    @property
    def scale(self) -> float:
        """The scale of text and of the room around it; 1.0 is 100 %."""
        return self._scale

    @property
    def reading(self) -> ReadingStyle:
        """How pages for reading are set."""
        return self._reading

    def read_in(self, style: ReadingStyle) -> None:
        """Set pages for reading in another style."""
        if style != self._reading:
            self._reading = style
            self.reading_changed.emit()

    def apply(self, theme_name: str = SYSTEM, text_scale: float = 1.0) -> None:
        """Style the whole application; quickest before the first window exists.

        Args:
            theme_name: one of `THEME_NAMES`; one that is not known counts as "system", so an old setting never stops
                the start.
            text_scale: 0.8 to 2.0; what lies outside is brought in.
        """
        self._name = theme_name if theme_name in THEMES else SYSTEM
        self._scale = min(MAX_SCALE, max(MIN_SCALE, text_scale))
        self._tokens = None  # what the system answers to the next line is not a change of its own mind
        self._ask_system_for_matching_frames()
        self._style(self._resolve())

    def color(self, token: str) -> QColor:
        """A colour by the name of its token."""
        return QColor(getattr(self.tokens, token))

    def px(self, pixels: float) -> int:
        """A length given at 100 %, in whole pixels at the present scale."""
        return scaled(pixels, self._scale)

    def font(self, role: str = "body") -> QFont:
        """The interface's font in a size of `TEXT_SIZES`, for painting by hand."""
        if role not in self._fonts:  # asking the system takes longer than painting a ring
            font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
            font.setPixelSize(text_pixels(role, self._body_pixels()))
            if role in {"heading", "title", "number"}:
                font.setWeight(QFont.Weight.Bold)
            self._fonts[role] = font
        return QFont(self._fonts[role])

    def icon(self, name: str, color: str = "text") -> QIcon:
        """An icon of `resources/icons` in the colour of a token, sharp on screens of up to three pixels a point."""
        path = self._resources / "icons" / f"{name}.svg"
        return recoloured_icon(path, getattr(self.tokens, color), self.tokens.disabled, self.px(18))

    def document_css(self, reading_scale: float = 1.0, line_height: int = USUAL_LINE_HEIGHT) -> str:
        """The default stylesheet of a QTextDocument for reading; the height of lines is in per cent of the font's."""
        return document_css(self.tokens, self.reading_pixels(reading_scale), self._scale, line_height)

    def reading_font(self, style: ReadingStyle) -> QFont:
        """The font of running text in a style; a family that the system lacks is replaced by the nearest it has."""
        font = QFont(style.family) if style.family else self.font("body")
        font.setPixelSize(self.reading_pixels(style.scale))
        if style.letter_spacing:
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, font.pixelSize() * style.letter_spacing)
        return font

    def reading_pixels(self, reading_scale: float = 1.0) -> int:
        """The size of running text on a page for reading: a little larger than the interface's."""
        return max(1, round(self._body_pixels() * 1.12 * reading_scale))

    def _body_pixels(self) -> float:
        system = QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)).pixelSize()
        return max(_SMALLEST_BODY, float(system)) * self._scale

    def _resolve(self) -> Tokens:
        if self._name in THEMES:
            return THEMES[self._name]
        dark = self._application.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return DARK if dark else LIGHT

    def _ask_system_for_matching_frames(self) -> None:
        """Let title bars and the system's own dialogs be light or dark like the theme (Windows, macOS)."""
        hints = self._application.styleHints()
        if self._name == SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if THEMES[self._name].dark else Qt.ColorScheme.Light)

    @Slot(Qt.ColorScheme)
    def _follow_system(self, scheme: Qt.ColorScheme) -> None:
        tokens = DARK if scheme is Qt.ColorScheme.Dark else LIGHT
        if self._name == SYSTEM and self._tokens not in (None, tokens):
            self._style(tokens)

    def _style(self, tokens: Tokens) -> None:
        self.changing.emit()
        self._tokens = tokens
        self._fonts.clear()
        if not self._has_style:  # later, the style would only be made and every widget polished once more
            self._application.setStyle("Fusion")
            self._has_style = True
        base, icons = rendered_stylesheet(tokens.name, self._cache, self._resources)
        QDir.setSearchPaths("icon", [str(icons)] if icons else [])
        self._application.setFont(self.font("body"))
        self._application.setPalette(palette(tokens))
        template = (self._resources / "themes" / "thaw.qss").read_text(encoding="utf-8")
        self._application.setStyleSheet(base + overlay(template, tokens, self._scale, self._body_pixels()))
        self.changed.emit()
