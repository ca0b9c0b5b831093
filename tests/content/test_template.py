"""`pack new`: the template is a pack without a fault, and a new pack is made of it whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from thaw_desktop.content.check import report
from thaw_desktop.content.coverage import check
from thaw_desktop.content.model import BEYOND, Counts
from thaw_desktop.content.names import is_id
from thaw_desktop.content.reader import read_pack
from thaw_desktop.content.template import LONGEST_TITLE, new_pack, pack_id
from thaw_desktop.core.errors import StorageError, ThawError
from thaw_desktop.core.paths import resources_folder

if TYPE_CHECKING:
    from thaw_desktop.content.model import Pack

_RESOURCES = resources_folder()
_TEMPLATE = _RESOURCES / "templates" / "pack"


@pytest.fixture(scope="module")
def template() -> Pack:
    pack, problems = read_pack(_TEMPLATE)
    assert problems == []
    assert pack is not None
    return pack


def test_template_holds_one_of_everything(template: Pack) -> None:
    counts = Counts.of(template)
    assert counts == Counts(sections=5, faqs=2, cards=9, points=6, questions=1, terms=10, events=6)
    assert {card.kind for card in template.cards} == {"basic", "reversed", "cloze", "type-in", "order", "point"}
    assert template.info.cover in {medium.name for medium in template.media}
    assert template.info.spec
    assert template.info.attribution
    assert template.aliases
    assert any(event.period for event in template.timeline)
    assert {len(event.start.lstrip("-").split("-")) for event in template.timeline} == {1, 2, 3}
    assert any(BEYOND in event.tags for event in template.timeline)
    question = template.questions[0]
    parts = (
        question.sources,
        question.plan,
        question.model,
        question.comment,
        question.second,
        question.second_comment,
    )
    assert all(parts)
    assert question.levels
    assert sum(point.marks for point in question.points) == question.marks
    assert any(BEYOND in point.tags for point in question.points)


def test_every_section_of_the_template_is_asked_about(template: Pack) -> None:
    asked = {card.section for card in template.cards}
    for section in template.sections:
        children = {one.id for one in template.sections if one.parent == section.id}
        if section.parent is None:
            assert asked & {section.id, *children}, section.id


def test_template_shows_words_that_find_a_good_answer_and_not_a_weak_one(template: Pack) -> None:
    question = template.questions[0]

    assert [point.covered for point in check(question.model_text, question.points)] == [True] * 6
    assert [point.covered for point in check(question.second_text, question.points)] == [
        False, False, True, False, True, False
    ]  # fmt: skip


def test_new_pack_has_no_fault_and_a_name_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "the-industrial_revolution"
    written = new_pack(folder, _RESOURCES)

    pack, problems = read_pack(folder)
    assert problems == []
    assert pack is not None
    assert (pack.info.id, pack.info.title) == ("the-industrial-revolution", "The industrial revolution")
    assert sorted(written) == sorted(path for path in folder.rglob("*") if path.is_file())
    assert sorted(path.name for path in (folder / ".thaw").iterdir()) == sorted(
        path.name for path in (_RESOURCES / "schema").iterdir()
    )
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


def test_new_pack_leads_editors_to_its_schema(tmp_path: Path) -> None:
    new_pack(tmp_path / "pack", _RESOURCES)

    first = (tmp_path / "pack" / "pack.yaml").read_text(encoding="utf-8").splitlines()[0]
    mark, _, schema = first.partition("$schema=")
    assert mark == "# yaml-language-server: "
    assert (tmp_path / "pack" / schema).is_file()


def test_new_pack_takes_a_title(tmp_path: Path) -> None:
    new_pack(tmp_path / "pack", _RESOURCES, "  Khrushchev: the “thaw” #1 ")

    pack, problems = read_pack(tmp_path / "pack")
    assert problems == []
    assert pack is not None
    assert (pack.info.id, pack.info.title) == ("khrushchev-the-thaw-1", "Khrushchev: the “thaw” #1")


@given(title=st.text(max_size=LONGEST_TITLE))
@settings(max_examples=50, deadline=None)
def test_new_pack_is_sound_whatever_its_title(title: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("any") / "folder-name"
    new_pack(folder, _RESOURCES, title)

    problems, counts = report(folder)
    assert problems == []
    assert counts is not None
    about = yaml.safe_load((folder / "pack.yaml").read_text(encoding="utf-8"))
    assert set(str(about["title"])) <= {*title, *"Folder name", " "}


@pytest.mark.parametrize(
    ("title", "ident"),
    [
        ("The water cycle", "the-water-cycle"),
        ("Łódź & Kraków", "lodz-krakow"),
        ("Stalin’s heirs", "stalins-heirs"),
        ("1984", "1984"),
        ("–", "pack-"),
        ("Оттепель", "pack-"),
        ("x" * 150, "x" * 100),
    ],
)
def test_an_id_says_what_the_title_says(title: str, ident: str) -> None:
    made = pack_id(title)

    assert is_id(made)
    assert made.startswith(ident) if ident == "pack-" else made == ident
    assert pack_id(title) == made


def test_new_pack_fills_a_folder_that_is_empty_but_for_hidden_files(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "Thumbs.db").write_bytes(b"")
    before = tmp_path.stat().st_ino
    new_pack(tmp_path, _RESOURCES)

    assert read_pack(tmp_path)[1] == []
    assert tmp_path.stat().st_ino == before
    assert (tmp_path / ".git").is_dir()


def test_new_pack_names_the_pack_after_the_folder_one_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "rivers"
    folder.mkdir()
    monkeypatch.chdir(folder)

    assert Path("pack.yaml") in new_pack(Path(), _RESOURCES)
    pack, _ = read_pack(folder)
    assert pack is not None
    assert pack.info.id == "rivers"


def test_new_pack_makes_the_folders_above_it(tmp_path: Path) -> None:
    new_pack(tmp_path / "year-9" / "geography" / "rivers", _RESOURCES)

    assert read_pack(tmp_path / "year-9" / "geography" / "rivers")[1] == []


@pytest.mark.parametrize("name", ["notes.txt", ".thaw"])
def test_new_pack_leaves_a_folder_alone_that_holds_something(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(ThawError) as told:
        new_pack(tmp_path, _RESOURCES)

    assert told.value.sentence == (
        f"The folder {tmp_path} is not empty. Give an empty one, or the name of one that does not exist yet."
    )
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_new_pack_leaves_a_file_alone(tmp_path: Path) -> None:
    (tmp_path / "pack").write_text("mine")
    with pytest.raises(ThawError, match="is a file"):
        new_pack(tmp_path / "pack", _RESOURCES)
    with pytest.raises(ThawError, match="could not be written"):
        new_pack(tmp_path / "pack" / "deeper", _RESOURCES)

    assert (tmp_path / "pack").read_text() == "mine"


def test_new_pack_refuses_a_title_without_end(tmp_path: Path) -> None:
    with pytest.raises(ThawError, match="The title is longer than 200 characters"):
        new_pack(tmp_path / "pack", _RESOURCES, "x" * (LONGEST_TITLE + 1))

    assert list(tmp_path.iterdir()) == []


def test_new_pack_says_when_its_template_is_missing(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="The template of a pack cannot be read"):
        new_pack(tmp_path / "pack", tmp_path / "nowhere")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is one of POSIX")
@pytest.mark.parametrize("exists", [True, False])
def test_new_pack_leaves_nothing_behind_when_a_file_cannot_be_written_whole(tmp_path: Path, exists: bool) -> None:
    folder = tmp_path / "above" / "pack"
    if exists:
        folder.mkdir(parents=True)
    # As on a full disk, a write fails half-way: no file may grow beyond 3,000 bytes.
    code = f"""
import resource
from pathlib import Path
from thaw_desktop.content.template import new_pack
from thaw_desktop.core.errors import ThawError
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
try:
    new_pack(Path({str(folder)!r}), Path({str(_RESOURCES)!r}))
except ThawError as error:
    print(error.sentence)
"""
    outcome = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert outcome.stdout.startswith(f"A pack could not be written to {folder} (")
    assert [path.name for path in tmp_path.rglob("*")] == (["above", "pack"] if exists else [])
