"""How the student likes the window, and where it stood when it was closed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from thaw_desktop.core.errors import StorageError
from thaw_desktop.core.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

ThemeChoice = Literal["system", "light", "dark", "sepia", "contrast-light", "contrast-dark"]
GoalKind = Literal["none", "minutes", "cards"]
OverlayColour = Literal["none", "yellow", "blue", "green", "pink", "grey"]
CardSpeech = Literal["off", "question", "answer", "both"]
ClockShown = Literal["always", "minutes", "demand"]
TEXT_SCALES = (80, 90, 100, 110, 125, 150, 175, 200)
"""The sizes of text on offer, in per cent."""
WARNINGS = (30, 15, 10, 5, 1)
"""Minutes before the end of an attempt at which a student may want to be told."""
_CHOICES: dict[str, tuple[str, ...]] = {
    "theme": get_args(ThemeChoice),
    "overlay": get_args(OverlayColour),
    "clock_shown": get_args(ClockShown),
    "goal": get_args(GoalKind),
    "card_speech": get_args(CardSpeech),
}
_HIDEABLE = ("terms", "dates", "names")
_RANGES = {
    "text_scale": (80, 200),
    "new_cards_a_day": (0, 9999),
    "reviews_a_day": (5, 9999),
    "sitting_minutes": (0, 240),
    "sitting_cards": (0, 999),
    "reading_size": (80, 200),
    "line_spacing": (100, 220),
    "letter_spacing": (0, 20),
    "overlay_strength": (10, 40),
    "speech_speed": (50, 200),
    "extra_percent": (0, 300),
    "rest_minutes": (0, 180),
    "reading_minutes": (0, 60),
    "goal_amount": (1, 999),
    "essay_line_spacing": (100, 250),
    "essay_word_target": (0, 9999),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """One student's settings.

    Attributes:
        theme: one of the looks, or as the system has it.
        text_scale: size of all text in per cent, 80 to 200.
        new_cards_a_day: how many cards may be met for the first time in one study day.
        reviews_a_day: how many cards that are due may be asked in one study day; the others wait.
        sitting_minutes: after so many minutes with the cards comes a break; 0 for none.
        sitting_cards: after so many answers comes a break; 0 for none.
        welcomed: whether the first-run screen has been answered.
        pack: the pack that is open; empty for the first one there is.
        tab: the tab that was open.
        section: the notes section that was open, by pack.
        faq_query: what stood in the FAQ's search field.
        recent_searches: what was looked for in the FAQ and over everything, the latest first.
        all_packs: whether search and review run over all packs and not only over the open one.
        window: x, y, width and height of the window, and 1 when it was maximised.
        reading_font: family of the pages for reading; empty for the interface's own.
        reading_size: size of running text on those pages against its usual size, in per cent, 80 to 200.
        line_spacing: height of their lines in per cent of the font's own, 100 to 220.
        letter_spacing: room added after each letter of theirs in per cent of the size of text, 0 to 20.
        overlay: the colour of the sheet laid over the window.
        overlay_strength: how much of that colour, in per cent, 10 to 40.
        timeline_picture: whether the timeline is drawn above its list.
        speech_speed: how fast is read aloud, in per cent of the voice's own speed, 50 to 200.
        speech_voice: name of the voice; empty for the system's own.
        blurt_clock: whether the clock is seen while one writes down what one remembers.
        goal: what the student counts on a day: minutes, cards or nothing.
        goal_amount: how much of it.
        goal_rest: their days of rest by weekday, 0 for Monday; never all seven.
        centre_number: of the school, for essays that are handed in.
        candidate_number: the student's.
        candidate_name: likewise; may be empty.
        component_code: of the paper that was handed in last.
        hand_in_folder: where essays went last; empty for the home folder.
        hand_in_name: the pattern of the files' names; empty for the usual one.
        card_keys: keys of a sitting with the cards that are not as they were made, by action (`ui.session_keys`).
        card_speech: which side of a card is read aloud of its own accord.
        forgive_case: whether a typed answer may have other capitals.
        forgive_accents: whether it may lack accents, or have others.
        hidden: what the notes hide until it is asked for, of "terms", "dates" and "names".
        exam_conditions: whether essays are written under exam conditions.
        extra_percent: extra time for essays in per cent.
        rest_minutes: minutes of rest breaks in an essay.
        reading_minutes: minutes to read before an essay is written.
        clock_shown: whether the clock of an essay is seen always, to the minute, or only when asked for.
        typewriter_scrolling: whether the line of an essay that is written stays in the middle of the page.
        essay_line_spacing: height of the lines of an essay in per cent of the font's own, 100 to 250.
        essay_word_target: words that an essay is to have; 0 for no target.
        formatting_bar: whether the buttons for bold, lists and the like are seen above an essay.
        warn_at: minutes before the end at which the student is told, of `WARNINGS`.
    """

    theme: ThemeChoice = "system"
    text_scale: int = 100
    new_cards_a_day: int = 20
    reviews_a_day: int = 150
    sitting_minutes: int = 0
    sitting_cards: int = 0
    welcomed: bool = False
    pack: str = ""
    tab: str = "home"
    section: dict[str, str] = field(default_factory=dict)
    faq_query: str = ""
    window: tuple[int, ...] = ()
    all_packs: bool = False
    recent_searches: tuple[str, ...] = ()
    reading_font: str = ""
    reading_size: int = 100
    line_spacing: int = 130
    letter_spacing: int = 0
    overlay: OverlayColour = "none"
    overlay_strength: int = 20
    timeline_picture: bool = True
    speech_speed: int = 100
    speech_voice: str = ""
    blurt_clock: bool = True
    goal: GoalKind = "none"
    goal_amount: int = 20
    goal_rest: tuple[int, ...] = (6,)
    centre_number: str = ""
    candidate_number: str = ""
    candidate_name: str = ""
    component_code: str = ""
    hand_in_folder: str = ""
    hand_in_name: str = ""
    card_keys: dict[str, str] = field(default_factory=dict)
    card_speech: CardSpeech = "off"
    forgive_case: bool = True
    forgive_accents: bool = True
    hidden: tuple[str, ...] = _HIDEABLE
    exam_conditions: bool = False
    extra_percent: int = 0
    rest_minutes: int = 0
    reading_minutes: int = 0
    clock_shown: ClockShown = "always"
    typewriter_scrolling: bool = False
    essay_line_spacing: int = 150
    essay_word_target: int = 0
    formatting_bar: bool = True
    warn_at: tuple[int, ...] = (30, 15, 5, 1)


def _sound(name: str, value: Any, default: Any) -> Any:  # noqa: ANN401 - values of any JSON type come in
    """`value` when it can stand as the setting `name`, else `default`: a spoiled setting must not stop the app."""
    if name in _CHOICES:
        return value if value in _CHOICES[name] else default
    if name in _RANGES:
        least, most = _RANGES[name]
        return min(most, max(least, value)) if isinstance(value, int) and not isinstance(value, bool) else default
    if name in {"window", "warn_at", "hidden", "recent_searches", "goal_rest"}:
        return _sound_list(name, value, default)
    if name in {"section", "card_keys"}:
        good = isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
        return value if good else default
    return value if isinstance(value, type(default)) else default


def _sound_list(name: str, value: Any, default: tuple[Any, ...]) -> tuple[Any, ...]:  # noqa: ANN401 - see above
    """The same for settings of several values."""
    if not isinstance(value, list):
        return default
    if name == "warn_at":
        return tuple(minutes for minutes in WARNINGS if minutes in value)
    if name == "window":
        good = len(value) == 5 and all(isinstance(number, int) and abs(number) < 100_000 for number in value)
        return tuple(value) if good else default
    if name == "goal_rest":
        good = all(type(day) is int and 0 <= day <= 6 for day in value) and len(set(value)) < 7
        return tuple(sorted(set(value))) if good else default
    if not all(isinstance(text, str) for text in value):
        return default
    return tuple([text for text in value if name != "hidden" or text in _HIDEABLE][:50])


class SettingsStore:
    """Settings in a JSON file that is replaced whole, so that it is never half written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._held = False
        self.current = self._read()

    def hold_for_this_run(self, **values: Any) -> None:  # noqa: ANN401 - one keyword a setting, typed by Settings
        """Set some settings for this run only, and write none down from now on."""
        self._held = True
        self.current = replace(self.current, **values)

    def _read(self) -> Settings:
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            # Missing or spoiled: the defaults are sound, and nothing the student wrote lives here.
            return Settings()
        if not isinstance(values, dict):
            return Settings()
        defaults = Settings()
        known = {
            one.name: _sound(one.name, values[one.name], getattr(defaults, one.name))
            for one in fields(Settings)
            if one.name in values
        }
        return replace(defaults, **known)

    def change(self, **values: Any) -> None:  # noqa: ANN401 - one keyword a setting, typed by Settings
        """Set some settings and write them down; nothing is written when nothing changes.

        Raises:
            StorageError: when the file cannot be written; the settings hold for this run all the same.
        """
        changed = replace(self.current, **values)
        if changed == self.current:
            return
        self.current = changed
        if self._held:
            return
        try:
            write_whole(self._path, json.dumps(asdict(changed), indent=1).encode())
        except OSError as error:
            raise StorageError(
                f"The settings could not be saved ({error.strerror or error})",
                "They hold until Thaw is closed; free some space on the disk to keep them",
            ) from error
