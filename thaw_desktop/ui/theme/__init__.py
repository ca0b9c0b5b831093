"""How Thaw looks: tokens, the stylesheet made from them, and the `Theme` that widgets are given."""

from thaw_desktop.ui.theme.theme import Theme
from thaw_desktop.ui.theme.tokens import THEME_NAMES, Tokens

__all__ = ["THEME_NAMES", "Theme", "Tokens"]
