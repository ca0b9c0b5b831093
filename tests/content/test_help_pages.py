"""The page that teaches how to write a pack: its blocks stand in the template, and it names all that the format has."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from thaw_desktop.content import source
from thaw_desktop.content.check import report
from thaw_desktop.content.fields import (
    AttributionFields,
    CardsFields,
    NotesFields,
    PackFields,
    QuestionFields,
    SpecFields,
)
from thaw_desktop.content.file_names import MEDIA_TYPES
from thaw_desktop.content.lines import FIELDS, LONGEST_LINE
from thaw_desktop.content.markdown_rules import CALLOUTS
from thaw_desktop.content.page import render_page
from thaw_desktop.core.paths import resources_folder

_HELP = resources_folder() / "help"
_TEMPLATE = resources_folder() / "templates" / "pack"
_PAGE = (_HELP / "writing-a-pack.md").read_text(encoding="utf-8")
_WORDS = re.sub(r"(?ms)^```\n.*?^```\n", "", _PAGE)
_MOST_WORDS = 2400
"""Read in ten minutes."""


def _blocks() -> list[tuple[str, str]]:
    """Each fenced block, with the text before it."""
    parts = re.split(r"(?m)^```.*\n", _PAGE)
    return [(before.rstrip().splitlines()[-1], block) for before, block in zip(parts[::2], parts[1::2], strict=False)]


@pytest.mark.parametrize(("before", "block"), _blocks())
def test_every_block_stands_in_the_file_that_the_line_before_names(before: str, block: str) -> None:
    named = [name for name in re.findall(r"`([^`]+)`", before) if (_TEMPLATE / name).is_file()]

    assert named, before
    assert f"\n{block}" in f"\n{(_TEMPLATE / named[-1]).read_text(encoding='utf-8')}"


def test_every_file_of_the_template_is_shown() -> None:
    named = {name for before, _ in _blocks() for name in re.findall(r"`([^`]+)`", before)}
    written = {path.relative_to(_TEMPLATE).as_posix() for path in _TEMPLATE.rglob("*.*") if path.suffix != ".svg"}

    assert written - named == {"README.md"}


def test_every_field_and_form_of_the_format_is_named() -> None:
    models = (AttributionFields, SpecFields, PackFields, NotesFields, CardsFields, QuestionFields)
    wanted = {f"`{name}`" for model in models for name in model.model_fields}
    wanted |= {f"`{name}:`" for name in (*FIELDS, "words", "ask")}
    wanted |= {f"[!{kind}]" for kind in CALLOUTS} | {ending.removeprefix(".") for ending in MEDIA_TYPES}
    wanted |= {"::", ":::", "==words==^[hint]", "#type-in", "#order", "#beyond", "§", "`also:`", "`Also:`"}
    wanted |= {
        f"## {part}"
        for part in (
            "Sources", "Mark points", "Levels", "Plan", "Model answer", "Comment on the model answer", "Second answer",
            "Comment on the second answer",
        )
    }  # fmt: skip

    assert {name for name in wanted if name not in _WORDS} - {"jpeg"} == set()


def test_the_line_of_pack_check_is_one_that_it_says(tmp_path: Path) -> None:
    shutil.copytree(_TEMPLATE, tmp_path / "pack")
    notes = tmp_path / "pack" / "notes" / "02-stores.md"
    notes.write_text(notes.read_text(encoding="utf-8").replace("[[movement]]", "[[movment]]"), encoding="utf-8")
    problems, _ = report(tmp_path / "pack")

    assert [f"- ``{problem} ({problem.severity})``" for problem in problems] == re.findall(r"(?m)^- ``.*``$", _WORDS)


def test_the_limits_are_those_that_are_held() -> None:
    assert f"More than {source.MOST_FILES:,} files or {source.MOST_BYTES // 1_000_000} MB" in _WORDS
    assert f"a text file over {source.MOST_TEXT_BYTES // 1_000_000} MB" in _WORDS
    assert f"over {LONGEST_LINE:,} characters" in _WORDS


def test_the_page_is_read_in_ten_minutes() -> None:
    assert len(_WORDS.split()) <= _MOST_WORDS


@pytest.mark.parametrize("path", sorted(_HELP.glob("*.md")), ids=lambda path: Path(path).stem)
def test_a_help_page_renders_without_leftovers_of_markdown(path: Path) -> None:
    html = render_page(path.read_text(encoding="utf-8"))
    shown = re.sub(r"(?s)<pre>.*?</pre>|<code>.*?</code>", "", html)

    assert html.startswith("<h1>")
    assert not re.search(r"\*\*|`|==|\[\[|\]\(|^\|", shown, re.MULTILINE), path
