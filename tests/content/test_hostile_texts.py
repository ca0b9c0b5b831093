"""Texts made to be slow, huge or unreadable are told in one sentence each, or read harmlessly in little time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.content.hostility import CARDS, NOTES, PACK, QUESTION, peak_of_reading, read_hostile
from thaw_desktop.content import budget, names, problems
from thaw_desktop.content.budget import MOST_STEPS
from thaw_desktop.core.paths import resources_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[..., Path]

_SOUND: dict[str, str | bytes] = {"pack.yaml": PACK.encode(), "notes/s.md": f"{NOTES}Text.\n".encode()}
_ENDLESS = "the pack holds more text and formatting than can be read in reasonable time"
_TOO_MUCH = "there is more formatting in this piece of text than can be shown on one page"
_TOO_LONG = "a paragraph is longer than 20,000 characters"


def _told(write_pack: Write, files: dict[str, str | bytes]) -> list[str]:
    """Severity, place and fault of each problem of a pack with these files and what any pack needs."""
    return [problem.partition("; ")[0] for problem in read_hostile(write_pack(_raw(files)))[1]]


def _raw(files: dict[str, str | bytes]) -> dict[str, bytes]:
    return {name: text.encode() if isinstance(text, str) else text for name, text in {**_SOUND, **files}.items()}


def _many(text: str, count: int) -> str:
    return "".join(text.format(n=number) for number in range(count))


_LINE = "x" * 4_900_000


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"notes/s.md": f"{NOTES}{_LINE}"}, "error notes/s.md:5: the line is longer than 20,000 characters"),
        ({"notes/s.md": f"---\nid: s\ntitle: {_LINE}\n---\n"}, "error notes/s.md:3: the line is longer"),
        ({"pack.yaml": f"{PACK}description: {_LINE}\n"}, "error pack.yaml:7: the line is longer"),
        ({"cards/a.md": f"{CARDS}{_LINE}::a ^c\n"}, "error cards/a.md:4: the line is longer"),
        ({"faq.md": f"## {_LINE}\n"}, "error faq.md:1: the line is longer"),
        ({"glossary.md": f"{_LINE}\n: a\n"}, "error glossary.md:1: the line is longer"),
        ({"timeline.md": f"- [1956] {_LINE}\n"}, "error timeline.md:1: the line is longer"),
        ({"questions/q.md": f"{QUESTION}  words: {_LINE}\n"}, "error questions/q.md:11: the line is longer"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_lines_of_five_megabytes_are_told(files: dict[str, str | bytes], told: str, write_pack: Write) -> None:
    assert any(problem.startswith(told) for problem in _told(write_pack, files))


_PATTERNS = {
    "quotations": "> " * 9_000,
    "quotations over many lines": ("> " * 18 + "a\n") * 5_000,
    "lists": "- " * 9_000,
    "lists over many lines": "".join("  " * depth + "- a\n" for depth in range(600)),
    "numbered lists": "1. " * 6_000,
    "lists and quotations": "> - " * 4_500,
    "emphasis": "*a " * 3_000 + "b " + "a* " * 3_000,
    "emphasis that ends nowhere": "*a **b __c _d " * 1_400,
    "emphasis that begins nowhere": "a* b** c__ d_ " * 1_400,
    "brackets": "[" * 19_000,
    "brackets that close": "[" * 9_500 + "]" * 9_500,
    "pictures in pictures": "![" * 3_000 + "a" + "](x)" * 3_000,
    "links in links": "[" * 3_000 + "a" + "](x)" * 3_000,
    "wiki links": "[[" * 9_500,
    "marks": "==a" * 6_000,
    "marked words": "==a== " * 3_000,
    "footnotes": "[^a" * 6_000,
    "footnotes of footnotes": "[^a]: " * 3_000,
    "backquotes": " ".join("`" * length for length in range(1, 190)),
    "entities": "&" * 19_000,
    "angles": "<" * 19_000,
    "angles that close": "<a " * 6_000 + ">",
    "tags": "<b>" * 3_000 + "</i>" * 3_000,
    "tags in tags": "<b>" * 2_500 + "</b>" * 2_500,
    "attributes": '<a b="' * 3_000 + ">",
    "definitions": "a\n: b\n" * 3_000,
    "headings": "### a\n" * 3_000,
    "rules": "***\n" * 4_000,
    "underlined headings": "a\n=\n" * 4_000,
    "tables": "|a|b|\n|-|-|\n" + "|*x*|`y`|\n" * 2_000,
    "a wide table": f"|{'a|' * 2_000}\n|{'-|' * 2_000}\n" + "a\n" * 2_000,
    "link definitions": "[a]: x\n" * 3_000,
    "callouts": "> [!TIP] x\n> y\n\n" * 1_500,
    "callouts in callouts": "".join("> " * depth + "[!TIP] x\n" for depth in range(1, 19)),
    "fences": "```\n" * 4_001,
    "white space": " \t\u00a0\u3000" * 4_000 + "a",
    "combining accents": "e" + "\u0301" * 15_000,
    "right to left": "\u202e\u2066" * 9_000,
}


@pytest.mark.parametrize("pattern", _PATTERNS)
def test_deep_and_tangled_markdown_is_read_in_little_time(pattern: str, write_pack: Write) -> None:
    text = _PATTERNS[pattern]

    told = _told(
        write_pack,
        {
            "notes/t.md": f"---\nid: t\ntitle: T\n---\n{text}\n",
            "cards/a.md": f"{CARDS}Q ==a== {text}\n^c\n",
        },
    )

    assert len(told) <= 2_003


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("*a* _b_ `c` [d](https://e.org)\n" * 60_000, _TOO_MUCH),
        ("*a* _b_ `c` [d](https://e.org)\n" * 2_000, _TOO_LONG),
        ("*a* _b_ `c`\n\n" * 100_000, _TOO_MUCH),
        ("- a\n* b\n+ c\n" * 100_000, _TOO_MUCH),
        (("a [[s]]\n" * 1_000 + "\n") * 100, _TOO_MUCH),
        (f"|{'a|' * 40}\n|{'-|' * 40}\n{'a' * 9}\n" * 4_000, _TOO_MUCH),
    ],
    ids=["lines", "a paragraph", "paragraphs", "lists", "links", "tables"],
)
def test_megabytes_of_formatting_on_one_page_are_refused(text: str, told: str, write_pack: Write) -> None:
    assert told in " ".join(_told(write_pack, {"notes/s.md": f"{NOTES}{text}"}))


_LONG_ADDRESS = f"[a]: <https://example.org/{'x' * 1_900}>\n\n"
_LONG_FOOTNOTE = "[^a]: b\n" + "  c\n" * 900


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\n".join(f"## A ^a{number}\n\n{'*a* _b_ [c](https://d.org) ' * 40}\n" for number in range(2_000)), _ENDLESS),
        (
            _many("## A ^a{n}\n\n[^a]\n\n", 9_000) + _LONG_FOOTNOTE,
            "the footnotes of this file",
        ),
        (_LONG_ADDRESS + "[a]\n\n" * 3_000, _ENDLESS),
    ],
    ids=["sections", "footnotes", "addresses"],
)
def test_megabytes_of_formatting_on_many_pages_are_refused(
    text: str, told: str, write_pack: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A tenth of what is allowed, lest the test take the ten seconds that reading may take.
    monkeypatch.setattr(budget, "MOST_STEPS", MOST_STEPS // 10)

    assert told in " ".join(_told(write_pack, {"notes/s.md": f"{NOTES}{text}"}))


_LONG = "long " * 3_000


@pytest.mark.parametrize(
    "files",
    [
        {"cards/a.md": f"{CARDS}{'==a== b ' * 2_400} ^c\n"},
        {"cards/a.md": f"{CARDS}## {_LONG}\n" + "a::b\n" * 2_000},
        {"cards/a.md": f"---\nsection: s\ntags: [{_LONG}]\n---\n" + "a::b\n" * 2_000},
        {"cards/a.md": f"---\nsection: s\ndeck: {_LONG}\n---\n" + "a::b\n" * 2_000},
        {"cards/a.md": f"{CARDS}## A\ntags: {_LONG}\n" + "a::b\n" * 2_000},
        {"questions/q.md": QUESTION.replace("Why?", _LONG) + "".join(f"- [1] a ^p{n}\n" for n in range(2_000))},
        {"faq.md": f"## {_LONG} ^why\n\n" + "[[why]] " * 2_000},
        {"glossary.md": f"{_LONG[:9_000]} ^t\n: " + "[[t]] " * 2_000},
    ],
    ids=["cloze", "heading", "tags of a file", "deck", "tags", "question", "links to a question", "links to a term"],
)
def test_nothing_is_many_times_as_large_as_what_was_written(files: dict[str, str | bytes], write_pack: Write) -> None:
    folder = write_pack(_raw(files))

    pack, _ = read_hostile(folder)

    # Whatever of it is repeated was refused, or is repeated a little at a time.
    assert pack is None or len(repr(pack)) < 10_000_000
    assert peak_of_reading(folder) < 30_000_000


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n", "pack.yaml:1: `&` and `*` have a meaning"),
        ("a: *a\n", "pack.yaml:1: `&` and `*` have a meaning"),
        ("a: !!python/object/apply:os.system [id]\n", "pack.yaml:1: `!` has a meaning of its own in YAML"),
        ("a: !!binary aGk=\n", "pack.yaml:1: `!` has a meaning"),
        ("%TAG ! tag:yaml.org,2002:\n---\na: !str b\n", "pack.yaml:3: `!` has a meaning"),
        (f"{PACK}<<: {{title: T}}\n", "pack.yaml:7: there is no field `<<`"),
        (f"{PACK}title: T\n", "pack.yaml:7: `title` stands here twice"),
        (f"{PACK}---\n{PACK}", "pack.yaml:7: a second document begins here"),
        ("? [a, b]\n: c\n", "pack.yaml:1: the name of a field must be a word"),
        ("[" * 4_000_000, "pack.yaml:1: the line is longer"),
        ("[\n" * 200_000, "pack.yaml:9: lists and mappings are nested too deeply"),
        ("- " * 9_000, "pack.yaml:1: lists and mappings are nested too deeply"),
        (f"{PACK}spec:\n" + "  - {id: a, text: b}\n" * 10_000, "there are more than 10,000 names and values here"),
        (f"{PACK}aliases: {{" + "a: b, " * 3_000 + "}\n", "pack.yaml:7: `a` stands here twice"),
        ("".join(f"f{number}: x\n" for number in range(4_000)), "the pack has more than 1,000 errors"),
        (PACK.replace("format: 1", "format: 99999999999"), "this pack is written in format 99999999999"),
        (PACK.replace("format: 1", f"format: {'9' * 5_000}"), "`format`"),
        (PACK.replace("format: 1", "format: 1e9"), "`format` must be a whole number"),
        (PACK.replace("format: 1", "format: -1"), "`format` must be at least 1"),
        (PACK.replace("format: 1", "format: .inf"), "`format` must be a whole number"),
        (PACK.replace("1.0.0", f"{'9' * 90}.0.0"), None),
        (PACK.replace("1.0.0", "9" * 9_000), "`version` is too long"),
        (PACK.replace("id: p", f"id: {'p' * 5_000}"), "`id`"),
        (PACK.replace("title: P", "title: |\n  a\n  b"), None),
        (PACK.replace("title: P", 'title: "a\\ud800b"'), "pack.yaml:3: "),
        (PACK.replace("title: P", "title: a\ufffeb"), "pack.yaml:1: this is not valid YAML"),
        ("\ufeff\ufeff" + PACK, None),
    ],
    ids=lambda value: value[:24] if value else "sound",
)
def test_yaml_that_means_more_than_it_says_is_refused(yaml: str, told: str | None, write_pack: Write) -> None:
    problems = _told(write_pack, {"pack.yaml": yaml})

    assert (problems == []) == (told is None)
    assert told is None or told in " ".join(problems)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (NOTES.encode() + b"caf\xe9", "error notes/s.md:5: the file is not UTF-8 text"),
        (NOTES.encode() + b"a\nb\xff\xfe\n\xc0\xaf", "error notes/s.md:6: the file is not UTF-8 text"),
        (NOTES.encode() + b"\xed\xa0\x80\xed\xb0\x80", "error notes/s.md:5: the file is not UTF-8 text"),
        (NOTES.encode() + b"\xf4\x90\x80\x80", "error notes/s.md:5: the file is not UTF-8 text"),
        (NOTES.encode("utf-16"), "error notes/s.md:1: the file is not UTF-8 text"),
        (NOTES.encode("utf-16-le"), "error notes/s.md:1: the file has no front matter"),
        (NOTES.encode("utf-32"), "error notes/s.md:1: the file is not UTF-8 text"),
        (b"\xef\xbb\xbf" + NOTES.encode(), None),
        (NOTES.replace("\n", "\r\n").encode(), None),
        (NOTES.encode() + bytes(range(32)) + b"\x7f", None),
        (NOTES.encode() + "\u0085\u2028\u2029\v\f".encode() * 1_000, None),
        (b"\0" * 1_000_000, "error notes/s.md:1: the line is longer"),
        (b"\x89PNG\r\n\x1a\n" + bytes(5_000), "error notes/s.md:1: the file is not UTF-8 text"),
    ],
    ids=lambda value: repr(value)[-24:] if isinstance(value, bytes) else "",
)
def test_text_in_other_encodings_is_told(data: bytes, told: str | None, write_pack: Write) -> None:
    problems = _told(write_pack, {"notes/s.md": data})

    assert problems[:1] == ([told] if told and not told.endswith("longer") else problems[:1])
    assert (problems == []) == (told is None)


def test_text_in_another_encoding_is_still_read_for_its_other_faults(write_pack: Write) -> None:
    assert _told(write_pack, {"notes/s.md": NOTES.encode() + b"caf\xe9 [[ghost]]\n"}) == [
        "error notes/s.md:5: the file is not UTF-8 text",
        "warning notes/s.md:5: the link [[ghost]] leads nowhere",
    ]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"notes/s.md": NOTES + "".join(f"## H ^h{n}\n\n" for n in range(10_000))}, None),
        ({"notes/s.md": NOTES + "## H\n\n" * 10_000}, "9,000 more warnings are not listed"),
        ({"faq.md": "## Q\n" * 10_000}, "the pack has more than 1,000 errors"),
        ({"cards/a.md": CARDS + "a::b\n" * 10_000}, "18,999 more warnings are not listed"),
        ({"cards/a.md": CARDS + "a\n" * 50_000}, "this card has no answer"),
        ({"cards/a.md": CARDS + "?\n" * 50_000}, "this card has no question"),
        ({"cards/a.md": CARDS + "a:b `c\n" * 60_000}, "this card has no answer"),
        (
            {"cards/a.md": CARDS.replace(": s", ": t") + _many("a{n}::b ^c{n}\n", 10_000)},
            "there is no section",
        ),
        ({"cards/a.md": CARDS + _many("a [[g{n}]]::b ^c{n}\n", 10_000)}, "9,000 more warnings"),
        ({"glossary.md": "a\n: b\n" * 10_000}, "more warnings are not listed"),
        ({"glossary.md": ": b\n" * 50_000}, "the pack has more than 1,000 errors"),
        ({"timeline.md": "- [1956] a\n" * 30_000}, "more warnings are not listed"),
        ({"timeline.md": "- [99999] a\n" * 30_000}, "the pack has more than 1,000 errors"),
        ({"questions/q.md": QUESTION + "- [1] a\n" * 20_000}, "the id of this point is used twice"),
        ({"questions/q.md": QUESTION + "\n## Levels\n\n" + "- L1 0-999: a\n" * 50_000}, "999"),
        ({"questions/q.md": QUESTION + "\n## Levels\n\n- L1 1-2: a\n" + "  b\n" * 20_000}, None),
        ({f"notes/n{n}.md": f"---\nid: n{n}\ntitle: N\n---\n" + "## H\n" * 20 for n in range(400)}, "more warnings"),
        ({"questions/q.md": QUESTION.replace("marks: 2", f"marks: {'9' * 400}")}, "`marks`"),
        ({"questions/q.md": QUESTION.replace("[2]", "[99999999999]")}, "does not say what it is worth"),
        ({"questions/q.md": QUESTION.replace("minutes: 5", "minutes: 1e400")}, "`minutes` must be a whole number"),
        ({"timeline.md": f"- [{'9' * 4_000}-01-01] a ^e\n"}, "is no date"),
        ({"cards/a.md": CARDS + f"{'9' * 5_000}. a\n?\n{'1' * 5_000}. b #order\n"}, "this card"),
    ],
    ids=lambda value: "" if isinstance(value, str) else next(iter(value.values()))[-24:] if value else "",
)
def test_endless_items_are_read_or_told_in_little_time(
    files: dict[str, str | bytes], told: str | None, write_pack: Write
) -> None:
    problems = _told(write_pack, files)

    assert len(problems) <= 2_003
    assert told is None or told in " ".join(problems)


def test_reading_stops_when_it_takes_too_long(write_pack: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "MOST_STEPS", 500)

    text = "---\nid: t\ntitle: T\n---\n" + "*a*\n" * 400
    assert _told(write_pack, {"notes/t.md": text}) == [
        f"error notes/t.md:5: {_ENDLESS}",
    ]


def test_reading_stops_when_there_are_too_many_items(write_pack: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "MOST_ITEMS", 100)

    assert _told(write_pack, {"cards/a.md": CARDS + "".join(f"a{n}::b ^c{n}\n" for n in range(200))}) == [
        "error cards/a.md:103: the pack has more than 100 sections, cards, questions and the like"
    ]


def test_errors_found_before_the_end_are_kept(write_pack: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problems, "MOST_ERRORS", 3)

    assert _told(write_pack, {"timeline.md": "nonsense\n" * 10, "notes/t.md": ""}) == [
        "error notes/t.md:1: the file has no front matter",
        "error timeline.md:1: this is no line of a timeline: “nonsense”",
        "error timeline.md:2: this is no line of a timeline: “nonsense”",
        "error timeline.md:3: this is no line of a timeline: “nonsense”",
        "error timeline.md:3: the pack has more than 3 errors, and what follows was not read",
    ]


def test_many_warnings_keep_no_pack_from_being_used(write_pack: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problems, "MOST_WARNINGS", 3)

    assert _told(write_pack, {"cards/a.md": CARDS + "a::b\n\nc::d\n\ne::f\n\ng::h\n\ni::j\n"})[0] == (
        "warning pack.yaml:1: 2 more warnings are not listed"
    )


def test_the_built_in_pack_is_far_from_every_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "MOST_STEPS", MOST_STEPS // 20)

    for folder in sorted((resources_folder() / "packs").iterdir()):
        assert read_hostile(folder)[0] is not None
