"""The fields of `pack.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.content.model import Attribution, SpecPoint

if TYPE_CHECKING:
    from collections.abc import Callable

    from thaw_desktop.content.model import Pack

    Check = Callable[[dict[str, str | bytes]], tuple[Pack | None, list[str]]]

_FIELDS = {
    "format": "1",
    "id": "p",
    "title": "P",
    "version": "1.0.0",
    "language": "en-GB",
    "licence": "CC0-1.0",
}


def _yaml(**changes: str | None) -> str:
    fields = {name: value for name, value in {**_FIELDS, **changes}.items() if value is not None}
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def test_pack_yaml_is_read_whole(parsed_pack: Pack) -> None:
    info = parsed_pack.info

    assert (info.id, info.title, info.version) == ("thaw-sample", "The thaw: a sample", "1.2.0")
    assert (info.language, info.subject, info.level, info.licence) == ("en-GB", "History", "A-level", "CC-BY-4.0")
    assert info.authors == ("A Teacher",)
    assert info.attribution == (Attribution("media/map.png", "A Draughtsman", "CC0-1.0", "https://example.org/map"),)
    assert info.spec == (SpecPoint("s1", "The speech and its effects"),)
    assert parsed_pack.aliases == {"sacked": ("removed", "dismissed")}


def test_pack_yaml_takes_one_text_for_a_list_of_names(check_files: Check) -> None:
    pack, problems = check_files(
        {"pack.yaml": _yaml(authors='"Smith, Jane"', attribution="[A map by Jones]", aliases="{Old Nick: Stalin}")}
    )

    assert pack is not None
    assert problems == []
    assert pack.info.authors == ("Smith, Jane",)
    assert pack.info.attribution == (Attribution("A map by Jones"),)
    assert pack.aliases == {"old nick": ("Stalin",)}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"title": None}, "1: `title` is missing; add a line `title: …`"),
        ({"title": ""}, "3: `title` is empty; write something after it, or take the line out"),
        ({"title": "[a, b]"}, "3: `title` must be one text, not a list; change the value"),
        ({"id": "My Pack"}, "2: `id` is not well formed: “My Pack”; write `my-pack`: small letters"),
        ({"version": '"1.0"'}, "4: `version` is not well formed: “1.0”; write three numbers such as 1.0.0"),
        ({"language": "en GB"}, "5: `language` is not well formed: “en GB”"),
        ({"format": "one"}, "1: `format` must be a whole number, not “one”; change the value"),
        ({"format": "0"}, "1: `format` must be at least 1, not “0”; write another number"),
        ({"license": "MIT"}, "7: there is no field `license`; did you mean `licence`?"),
        ({"spec": "[{id: a, txt: b}]"}, "7: there is no field `spec: txt`; did you mean `text`?"),
        ({"spec": "[{id: a, text: b, more: c}]"}, "7: there is no field `spec: more`; write one of `id`, `text`"),
        ({"attribution": "[{what: a, url: 'ftp://x'}]"}, "7: `attribution: url` is not well formed: “ftp://x”"),
        ({"aliases": "[a, b]"}, "7: `aliases` must be a list of `name: value` lines; write each as `name: other"),
    ],
)
def test_pack_yaml_names_what_is_wrong(changes: dict[str, str | None], message: str, check_files: Check) -> None:
    pack, problems = check_files({"pack.yaml": _yaml(**changes)})

    assert pack is None
    assert any(problem.startswith(f"error pack.yaml:{message}") for problem in problems), problems


@pytest.mark.parametrize("text", ["", "just text", "- a\n- b\n", "# only a comment\n"])
def test_pack_yaml_that_is_no_mapping_is_an_error(text: str, check_files: Check) -> None:
    pack, problems = check_files({"pack.yaml": text})

    assert pack is None
    assert problems
    assert all(problem.startswith("error pack.yaml:1: ") for problem in problems)


@pytest.mark.parametrize("number", ["2", "10", '"2"'])
def test_pack_yaml_of_a_newer_format_gives_one_plain_sentence(number: str, check_files: Check) -> None:
    pack, problems = check_files(
        {"pack.yaml": f"layers: [x]\nformat: {number}\n", "notes/s.md": "something else altogether"}
    )

    assert pack is None
    assert problems == [
        f"error pack.yaml:2: this pack is written in format {number.strip(chr(34))}, "
        "and this version of Thaw reads format 1; install a newer version of Thaw"
    ]
