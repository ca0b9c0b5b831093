"""One fault is told once, where it is, before what refers to it, and with the author's own words in the mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.content.reader import read_pack

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from thaw_desktop.content.model import Pack

    Check = Callable[[dict[str, str | bytes]], tuple[Pack | None, list[str]]]

_PACK = "format: 1\nid: p\ntitle: P\nversion: 1.0.0\nlanguage: en\nlicence: CC0-1.0\n"
_NAMING = {
    "cards/a.md": "---\nsection: leaf\n---\nA::B ^c1\n\n## Deck\nsection: leaf\n\nC::D ^c2\n",
    "faq.md": "## Why? ^f\nsection: leaf\n\nSee [[leaf]].\n",
    "timeline.md": "- [1956] X §leaf ^e\n",
}
_LEAF = "id: leaf\ntitle: Leaf\n"


def _told(problems: list[str]) -> list[str]:
    return [problem.partition(";")[0] for problem in problems]


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        (f"\n---\n{_LEAF}---\nText.\n", "1: the front matter does not begin in the first line of the file"),
        (f"—\n{_LEAF}---\nText.\n", "1: the front matter begins with “—”"),
        (f"----\n{_LEAF}---\nText.\n", "1: the front matter begins with “----”"),
        (f"```yaml\n{_LEAF}```\nText.\n", "1: the front matter begins with “```yaml”"),
        (f"{_LEAF}---\nText.\n", "1: the front matter does not begin with `---`"),
        (f"---\n{_LEAF}—\nText.\n", "4: the front matter ends with “—”"),
        (f"---\n{_LEAF}\nText.\n", "1: the front matter has no end"),
        (
            "---\nid: leaf\ntitle: Leaf: a life\n---\nText.\n",
            "3: this text holds a colon, which YAML takes for the end of a name",
        ),
        ("---\nid: leaf\ntitle The leaf\n---\nText.\n", "3: this line is not of the form `name: value`"),
        ("---\nid: leaf\ntitle: Leaf\n\tsummary: x\n---\nText.\n", "4: this line is indented with a tab"),
        ("---\nid: Leaf\ntitle: L\n---\nText.\n", "2: `id` is not well formed: “Leaf”"),
        ("---\nid: s\ntitle: L\n---\nText.\n", "2: the id `s` is used twice: here and in notes/a.md:2"),
        ("Text.\n", "1: the file has no front matter"),
    ],
)
def test_a_fault_in_a_section_brings_none_of_what_names_it(notes: str, said: str, check_files: Check) -> None:
    files: dict[str, str | bytes] = {
        "notes/a.md": "---\nid: s\ntitle: S\n---\nText.\n",
        "notes/s.md": notes.encode(),
        **_NAMING,
    }
    pack, problems = check_files(files)

    assert pack is None
    told = _told(problems)
    assert told[0] == f"error notes/s.md:{said}", problems
    assert all(problem.startswith("error notes/s.md:") for problem in told), problems


@pytest.mark.parametrize("name", ["notes/leaf.md.txt", "Notes/leaf.md"])
def test_a_file_that_is_left_out_brings_none_of_what_names_it(name: str, check_files: Check) -> None:
    _, problems = check_files({name: f"---\n{_LEAF}---\nText.\n", **_NAMING})

    assert _told(problems) == [
        f"error {name}:1: this file is left out, because its name is not written as the format asks"
    ]


@pytest.mark.parametrize("name", ["pack.yaml.txt", "pack.yml", "Pack.yaml"])
def test_a_misnamed_pack_yaml_is_not_missing_as_well(name: str, write_pack: Callable[..., Path]) -> None:
    pack, problems = read_pack(write_pack({name: _PACK, "notes/s.md": "---\nid: s\ntitle: S\n---\nText.\n"}))

    assert pack is None
    assert [problem.mend for problem in problems] == ["call it `pack.yaml`"]


def test_a_section_that_nothing_is_like_is_told_once_with_all_its_places(check_files: Check) -> None:
    _, problems = check_files({**_NAMING})

    assert _told(problems) == [
        "error faq.md:2: there is no section `leaf` (named in cards/a.md:2, cards/a.md:7, timeline.md:1 as well)",
        "warning faq.md:4: the link [[leaf]] leads nowhere",
    ]


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        (
            "questions/q.md",
            "---\nid: q\nmarks: 2\nminuts: 5\nsections: [s]\n---\nWhy?\n\n## Mark points\n\n- [2] So. ^m1\n\n"
            "## Levels\n\n- L1 1-2: x\n",
            "4: there is no field `minuts`; did you mean `minutes`?",
        ),
        (
            "questions/q.md",
            "---\nid: q\nmarks: two\nminutes: 5\n---\nWhy?\n\n## Mark points\n\n- [2] So. ^m1\n\n"
            "## Levels\n\n- L1 1-2: x\n",
            "3: `marks` must be a whole number, not “two”; change the value",
        ),
        (
            "questions/q.md",
            "---\nid: q\nmarks: 2\nminutes: 5\n---\nWhy?\n\n## Mark scheme\n\n- [2] So. ^m1\n",
            "8: a question has no part `## Mark scheme`; did you mean `## Mark points`?",
        ),
        (
            "questions/q.md",
            "---\nid: q\nmarks: 2\nminutes: 5\n---\nWhy?\n\n## Mark points\n\n- [2] So. ^m1\n\n"
            "## Weaker answer\n\nX.\n",
            "12: a question has no part `## Weaker answer`; did you mean `## Second answer`?",
        ),
        ("cards/a.md", "---\ndek: D\nsection: s\n---\nA::B ^c\n", "2: there is no field `dek`; did you mean `deck`?"),
        ("cards/a.md", "---\nsecton: s\n---\nA::B ^c\n", "2: there is no field `secton`; did you mean `section`?"),
        (
            "cards/a.md",
            "---\ndeck: D\n---\n## Deck\nsecton: s\n\nA::B ^c\n",
            "5: `secton:` has no meaning here; did you mean `section`? (if it is text, leave a blank line before it)",
        ),
        ("media/a.svg", "<svg", "1: the drawing is not well-formed XML"),
    ],
)
def test_a_fault_brings_none_of_what_follows_from_it(file: str, text: str, said: str, check_files: Check) -> None:
    files: dict[str, str | bytes] = {file: text}
    if file.startswith("media/"):
        files |= {"pack.yaml": f"{_PACK}cover: {file}\n", "faq.md": f"## Why? ^f\n\n![A leaf]({file})\n"}
    _, problems = check_files(files)

    assert len(problems) == 1, problems
    assert problems[0].startswith(f"error {file}:{said}")


def test_made_up_ids_are_not_offered_and_lists_are_short(check_files: Check) -> None:
    headings = "".join(f"## Part {number} ^{'abcdefghij'[number] * 9}\n\nText.\n\n" for number in range(10))
    _, problems = check_files({"notes/s.md": f"---\nid: s\ntitle: S\n---\n{headings}## None\n\nSee [[zzz]].\n"})

    (mend,) = (problem.partition("; ")[2] for problem in problems if "leads nowhere" in problem)
    assert mend.startswith("write one of `s`, `aaaaaaaaa`, ")
    assert mend.count("`") == 16
    assert "section-" not in mend


def test_several_faults_of_pack_yaml_are_named_at_once(check_files: Check) -> None:
    yaml = _PACK.replace("title: P", "title: Plants: food").replace("1.0.0", "one").replace("licence", "license")
    _, problems = check_files({"pack.yaml": f"{yaml}subject: @home\n"})

    assert [problem.removeprefix("error pack.yaml:") for problem in problems] == [
        "3: this text holds a colon, which YAML takes for the end of a name; put quotation marks round text with a "
        'colon: title: "Plants: food"',
        "4: `version` is not well formed: “one”; write three numbers such as 1.0.0",
        "6: there is no field `license`; did you mean `licence`?",
        "7: this text begins with a sign that has a meaning of its own in YAML; put quotation marks round the text: "
        'subject: "@home"',
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('description: "How\nsubject: X', '7: the quotation mark that opens here is not closed: description: "How; '),
        ('description: "How\nsubject: "X"', "7: the quotation mark that opens here is not closed"),
        (
            "subject: 'The plant's food'",
            "7: text stands behind a `'` that closes; put double quotation marks round the ",
        ),
        ("subject: > the", "7: this text begins with `>` or `|`"),
        ("subject:\u00a0Biology", "7: a no-break space stands in this line; put an ordinary space in its place"),
        ("aliases:\n\u00a0\u00a0co2: x\n  a: b", "8: a no-break space stands in this line"),
        (
            "spec:\n  - p1: Describe\n  - p2: Explain",
            "7: an entry of `spec` needs an `id` and a `text`; write `- {id: p1",
        ),
        ("spec: [Describe]", '7: an entry of `spec` needs an `id` and a `text`; write `- {id: s1, text: "Describe"}`'),
        (
            "aliases:\n  - co2: x",
            "7: `aliases` must be a list of `name: value` lines; write each as `name: other words`",
        ),
        ("aliases:\n  - co2: x\n  a: b\n  c: d", "9: this line does not fit the list above it"),
        ("subject: “A: b”", "7: this text holds a colon, which YAML takes for the end of a name; "),
        ("authors: [A, B\nsubject: X", "7: a list that begins with `[` does not end"),
    ],
)
def test_one_fault_of_pack_yaml_is_one_error_at_its_line(line: str, said: str, check_files: Check) -> None:
    _, problems = check_files({"pack.yaml": f"{_PACK}{line}\n"})

    assert len(problems) == 1, problems
    assert problems[0].startswith(f"error pack.yaml:{said}")


@pytest.mark.parametrize(
    ("card", "said"),
    [
        ("A::B ^ c-one", "a space stands between `^` and the id `c-one`; write ` ^c-one` at the end"),
        (
            "A::B ^c-one #type-in",
            "the id `^c-one` stands before `#type-in`, where it is not read; write it last: `#type",
        ),
        ("A::B ^c-one ^c-two", "two ids stand at the end of this line, `^c-one` and `^c-two`; take one of the two out"),
        ("A::B ^C_One", "`C_One` cannot be an id; write `c-one`: small letters a–z, digits and hyphens"),
        ("A::B ^c-one.", "`c-one.` cannot be an id; write `c-one`: "),
        ("## Deck {#c-one}\n\nA::B ^c", "`{#c-one}` is no id here; write ` ^c-one` at the end"),
    ],
)
def test_an_id_in_the_wrong_place_is_told_where_it_belongs(card: str, said: str, check_files: Check) -> None:
    _, problems = check_files({"cards/a.md": f"---\nsection: s\n---\n{card}\n"})

    assert len(problems) == 1, problems
    assert problems[0].startswith(f"error cards/a.md:4: {said}")


@pytest.mark.parametrize("text", ["It is 2 ^ 3::8 ^c", "2^n::x ^c", "x ^ 2::y ^c"])
def test_a_power_is_no_id(text: str, check_files: Check) -> None:
    _, problems = check_files({"cards/a.md": f"---\nsection: s\n---\n{text}\n"})

    assert problems == []


def test_a_picture_with_a_backslash_is_told_the_name(check_files: Check) -> None:
    _, problems = check_files({"faq.md": "## Why? ^f\n\n![A leaf](media\\leaf.svg)\n"})

    assert [problem.partition("; ")[2] for problem in problems] == ["write `/` in place of `\\`: `media/leaf.svg`"]
