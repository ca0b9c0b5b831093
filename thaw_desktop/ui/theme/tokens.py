"""The colours of every theme, in one place.

The light and dark values are the table of the design; where a shade of it is too pale to be read as text, a
`…_text` shade stands beside it. `tests/ui/test_theme.py` computes the WCAG 2 contrast of every pair that is used.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tokens:
    """One theme's colours, each "#rrggbb", named for what they are for.

    Attributes:
        name: the theme's name in settings.
        dark: whether light text stands on a dark ground.
        window: behind everything.
        surface: cards, pages, fields.
        line: rules and the edges of cards; decoration, never the only thing that shows a control.
        control: the edge of fields, boxes to tick and other controls that only their edge shows (3:1, WCAG 1.4.11).
        track: the part of a bar or ring that is not filled.
        text: body text.
        secondary: captions and hints.
        disabled: text of what cannot be used now (exempt from contrast, WCAG 1.4.3).
        primary: the one accent; also used as text.
        on_primary: text on the accent.
        soft: the accent as a ground: chips, selection, hover.
        warm: the clock.
        good: done, known, met.
        caution: nearly.
        bad: missed, overdue, lost.
        good_text: `good` dark or light enough to be read on surface, window and soft.
        caution_text: the same for `caution`.
        bad_text: the same for `bad`.
        warm_text: the same for `warm`.
        hit: ground of a search hit or a highlight under body text.
    """

    name: str
    dark: bool
    window: str
    surface: str
    line: str
    control: str
    track: str
    text: str
    secondary: str
    disabled: str
    primary: str
    on_primary: str
    soft: str
    warm: str
    good: str
    caution: str
    bad: str
    good_text: str
    caution_text: str
    bad_text: str
    warm_text: str
    hit: str


LIGHT = Tokens(
    name="light",
    dark=False,
    window="#f6f8f9",
    surface="#ffffff",
    line="#dde4e8",
    control="#7f8f98",
    track="#dde4e8",
    text="#10222b",
    secondary="#5a6b74",
    disabled="#94a2aa",
    primary="#0b6e8a",
    on_primary="#ffffff",
    soft="#e6f2f6",
    warm="#d9722e",
    good="#2e7d5b",
    caution="#b7791f",
    bad="#b3423a",
    # The table's green reaches 4.3:1 on soft, its amber 3.6:1 and its orange 3.3:1 on white: darker as text.
    good_text="#27704f",
    caution_text="#8a560d",
    bad_text="#ac3d35",
    warm_text="#a04a10",
    hit="#fdeebc",
)

DARK = Tokens(
    name="dark",
    dark=True,
    window="#141a1e",
    surface="#1c2429",
    line="#2f3b42",
    control="#71838d",
    track="#2f3b42",
    text="#f1f5f7",
    secondary="#9fb0b9",
    disabled="#66757e",
    primary="#6cc5dd",
    on_primary="#0b1a20",
    soft="#1f343c",
    warm="#f0a066",
    good="#69c39a",
    caution="#e0b45c",
    bad="#e58a82",
    good_text="#69c39a",
    caution_text="#e0b45c",
    bad_text="#e8938b",
    warm_text="#f0a066",
    hit="#574a1c",
)

SEPIA = Tokens(
    name="sepia",
    dark=False,
    window="#f3ead7",
    surface="#fbf5e7",
    line="#e0d3b8",
    control="#94835f",
    track="#e0d3b8",
    text="#362a1c",
    secondary="#6a5a42",
    disabled="#a8977a",
    primary="#83461a",
    on_primary="#fffaf0",
    soft="#f0e2c6",
    warm="#c4641f",
    good="#55743a",
    caution="#a8741a",
    bad="#a8402f",
    good_text="#48652f",
    caution_text="#78500a",
    bad_text="#9b3828",
    warm_text="#8c430e",
    hit="#f5dc8f",
)

# The two high-contrast themes reach AAA (7:1) for every text, and 3:1 for lines too.
CONTRAST_LIGHT = Tokens(
    name="contrast-light",
    dark=False,
    window="#ffffff",
    surface="#ffffff",
    line="#595959",
    control="#000000",
    track="#d9d9d9",
    text="#000000",
    secondary="#333333",
    disabled="#767676",
    primary="#003f7d",
    on_primary="#ffffff",
    soft="#e3eefb",
    warm="#8a3a00",
    good="#00552e",
    caution="#6b4400",
    bad="#8c0f0f",
    good_text="#004d29",
    caution_text="#5c3a00",
    bad_text="#850c0c",
    warm_text="#733000",
    hit="#ffe680",
)

CONTRAST_DARK = Tokens(
    name="contrast-dark",
    dark=True,
    window="#000000",
    surface="#000000",
    line="#a6a6a6",
    control="#ffffff",
    track="#404040",
    text="#ffffff",
    secondary="#dedede",
    disabled="#8f8f8f",
    primary="#8fdcff",
    on_primary="#000000",
    soft="#12303f",
    warm="#ffb27a",
    good="#7fe3b2",
    caution="#ffd27a",
    bad="#ffaaa3",
    good_text="#7fe3b2",
    caution_text="#ffd27a",
    bad_text="#ffaaa3",
    warm_text="#ffb27a",
    hit="#4d3f00",
)

THEMES: dict[str, Tokens] = {tokens.name: tokens for tokens in (LIGHT, DARK, SEPIA, CONTRAST_LIGHT, CONTRAST_DARK)}
SYSTEM = "system"
"""The name that follows the light or dark setting of the system."""
THEME_NAMES: tuple[str, ...] = (SYSTEM, *THEMES)
