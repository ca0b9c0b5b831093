"""The base stylesheet, rendered by qt-material once and read from a folder ever after.

qt-material rewrites 111 icons in the home folder at every start and costs 0.2–0.3 s. So it runs once for each theme,
version of Thaw and version of qt-material, into a folder of ours; later starts read one file. An installer ships that
folder (`prebuild`), and then neither qt-material nor jinja2 need be installed.
"""

from __future__ import annotations

import os
import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from thaw_desktop import __version__
from thaw_desktop.ui.theme.tokens import THEMES

if TYPE_CHECKING:
    from thaw_desktop.ui.theme.tokens import Tokens

STYLESHEET = "base.qss"
_COMPLETE = "/* complete: {icons} icons */\n"
_COMPLETE_PATTERN = re.compile(r"/\* complete: (\d+) icons \*/\n\Z")

# A real tick for their square in a square; chevrons for their triangles and for their boxed arrows of trees.
_OWN_ICONS = {
    "checkbox_checked": "checkbox-checked",
    "branch-closed": "chevron-right",
    "branch-open": "chevron-down",
    "downarrow": "chevron-down",
    "uparrow": "chevron-up",
    "leftarrow": "chevron-left",
    "rightarrow": "chevron-right",
    "leftarrow2": "chevron-left",
    "rightarrow2": "chevron-right",
}

_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
# Capitals, fixed 13 px Roboto and line heights that Qt does not know: the application's font is to decide instead.
_FONT_LINES = re.compile(r"^\s*(?:text-transform|font-family|font-size|line-height)\s*:[^;]*;\s*\n", re.MULTILINE)
# A fixed height cuts text off as soon as it is larger than qt-material's own.
_HEIGHT_LINES = re.compile(r"^\s*height\s*:[^;]*;\s*\n", re.MULTILINE)


def rendered_stylesheet(theme_name: str, cache_dir: Path, resources: Path) -> tuple[str, Path | None]:
    """Return the base stylesheet of a theme and the folder of its icons.

    Looks in `resources/themes/built`, then in `cache_dir/themes`; renders into the latter when neither has it.
    Whatever is wrong with the cache folder, this returns: at worst an empty stylesheet and no folder, on which the
    window still opens in Qt's Fusion style.

    Args:
        theme_name: a key of `THEMES`.
        cache_dir: a folder of this user that may be deleted at any time; need not exist.
        resources: the folder of resources that Thaw was installed with; only read.
    """
    built = resources / "themes" / "built" / _built_name(theme_name)
    cached = cache_dir / "themes" / f"{_built_name(theme_name)}-{_qt_material_version()}-{sys.platform}"
    for folder in (built, cached):
        stylesheet = _read(folder)
        if stylesheet is not None:
            return stylesheet, folder
    if find_spec("qt_material") is None:
        return "", None
    try:
        return _render_and_keep(THEMES[theme_name], cached, resources), cached
    except OSError:
        return _render_for_this_run(THEMES[theme_name], resources)


def prebuild(resources: Path) -> list[Path]:
    """Render every theme into `resources/themes/built`, for installers; returns the folders written.

    Needs a QGuiApplication, because qt-material asks it for its palette.
    """
    import shutil  # see _render_and_keep

    built = resources / "themes" / "built"
    shutil.rmtree(built, ignore_errors=True)
    for name, tokens in THEMES.items():
        _render_and_keep(tokens, built / _built_name(name), resources)
    return sorted(built.iterdir())


def _built_name(theme_name: str) -> str:
    return f"{theme_name}-{__version__}"


def _qt_material_version() -> str:
    """The installed version, told from the name of its metadata folder: importlib.metadata takes 60 ms to import."""
    spec = find_spec("qt_material")
    if spec is None or spec.origin is None:
        return "none"
    folder = next(Path(spec.origin).parent.parent.glob("qt_material-*.dist-info"), None)
    return folder.name.removeprefix("qt_material-").removesuffix(".dist-info") if folder else "unknown"


def _read(folder: Path) -> str | None:
    """The stylesheet in a folder, or None unless it is whole and all its icons are there."""
    try:
        stylesheet = (folder / STYLESHEET).read_text(encoding="utf-8")
        complete = _COMPLETE_PATTERN.search(stylesheet)
        if complete and _count_icons(folder) == int(complete[1]):
            return stylesheet
    except (OSError, UnicodeDecodeError):
        pass
    return None


def _count_icons(folder: Path) -> int:
    return sum(1 for _ in folder.glob("*/*.svg"))


def _render_and_keep(tokens: Tokens, target: Path, resources: Path) -> str:
    """Render beside `target` and rename: another process sees all of it or nothing. Raises OSError."""
    import shutil  # with tempfile 10 ms, and only the first start needs them
    import tempfile

    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        stylesheet = _render(tokens, temporary, resources)
        temporary.chmod(0o755)  # mkdtemp's 0o700 would hide an installed theme from everyone but its builder
        if _read(target) is None:  # another process may have been faster; what is there and whole may be in use
            shutil.rmtree(target, ignore_errors=True)
            try:
                temporary.replace(target)
            except OSError:
                if _read(target) is None:
                    raise
        return stylesheet
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _render_for_this_run(tokens: Tokens, resources: Path) -> tuple[str, Path | None]:
    """Render into the system's temporary folder; without even that, no base theme."""
    import atexit  # only when the cache folder cannot be used
    import shutil
    import tempfile

    try:
        folder = Path(tempfile.mkdtemp(prefix="thaw-theme-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return _render(tokens, folder, resources), folder
    except OSError:
        return "", None


def _render(tokens: Tokens, folder: Path, resources: Path) -> str:
    """Run qt-material into a folder and write the stylesheet beside its icons."""
    from qt_material import build_stylesheet  # 0.2 s with jinja2; only on the first start

    colours = folder / "theme.xml"
    colours.write_text(_qt_material_theme(tokens), encoding="utf-8")
    environment = set(os.environ)
    try:
        # export=True leaves out the fonts it would register.
        raw = build_stylesheet(str(colours), parent=str(folder), extra=_extra(tokens), export=True)
    finally:
        for variable in os.environ.keys() - environment:  # it leaves its colours there, such as "primaryColor"
            del os.environ[variable]
    _draw_own_icons(tokens, folder, resources)
    stylesheet = _RULE.sub(_calm, raw) + _COMPLETE.format(icons=_count_icons(folder))
    (folder / STYLESHEET).write_text(stylesheet, encoding="utf-8", newline="\n")
    return stylesheet


def _draw_own_icons(tokens: Tokens, folder: Path, resources: Path) -> None:
    """Put our own pictures in the place of qt-material's, where those are unclear or do not suit ours."""
    colors = {"primary": tokens.primary, "active": tokens.secondary, "disabled": tokens.disabled}
    for theirs, ours in _OWN_ICONS.items():
        picture = (resources / "icons" / f"{ours}.svg").read_text(encoding="utf-8")
        for state, color in colors.items():
            target = folder / state / f"{theirs}.svg"
            target.write_text(picture.replace("currentColor", color), encoding="utf-8")


def _qt_material_theme(tokens: Tokens) -> str:
    """Our theme file: qt-material's seven colours, from the tokens, so that they are written down once."""
    colours = {
        "primaryColor": tokens.primary,
        "primaryLightColor": tokens.soft,
        "secondaryColor": tokens.surface,
        "secondaryLightColor": tokens.line,
        "secondaryDarkColor": tokens.window,
        "primaryTextColor": tokens.text,
        "secondaryTextColor": tokens.text,
    }
    lines = [f'  <color name="{name}">{value}</color>' for name, value in colours.items()]
    return "\n".join(["<resources>", *lines, "</resources>", ""])


def _extra(tokens: Tokens) -> dict[str, str]:
    return {"danger": tokens.bad_text, "warning": tokens.caution_text, "success": tokens.good_text}


def _calm(rule: re.Match[str]) -> str:
    """Take from one rule of qt-material what no later rule can take back."""
    selectors, body = rule[1], _FONT_LINES.sub("", rule[2])
    if "::" not in selectors:
        body = _HEIGHT_LINES.sub("", body)
    return f"{selectors}{{{body}}}"
