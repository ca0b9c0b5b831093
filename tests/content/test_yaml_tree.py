"""YAML is read as plain strings, with lines, and nothing in it can harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.content.lines import Line
from thaw_desktop.content.problems import Problems
from thaw_desktop.content.yaml_tree import parse_yaml


def _parse(text: str, first_line: int = 1) -> tuple[object, list[str], dict[object, int]]:
    problems = Problems()
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), first_line)]
    tree = parse_yaml("a.yaml", lines, problems)
    places: dict[object, int] = {location: place.line for location, place in tree.places.items()} if tree else {}
    return tree.value if tree else None, [str(problem) for problem in problems.in_order()], places


def test_parse_yaml_keeps_every_scalar_as_it_is_written() -> None:
    value, problems, _ = _parse("a: no\nb: 012\nc: 1:30\nd: 2020-01-01\ne: [1.0, ~]\nf:\n")

    assert value == {"a": "no", "b": "012", "c": "1:30", "d": "2020-01-01", "e": ["1.0", "~"], "f": ""}
    assert problems == []


def test_parse_yaml_knows_where_everything_stands() -> None:
    _, _, places = _parse("a: x\nb:\n  - one\n  - {c: d}\n", first_line=2)

    assert places == {(): 2, ("a",): 2, ("b",): 3, ("b", 0): 4, ("b", 1): 5, ("b", 1, "c"): 5}


def test_parse_yaml_explains_an_unquoted_colon() -> None:
    value, problems, _ = _parse("id: x\ntitle: Khrushchev: the thaw", first_line=2)

    assert value is None
    assert problems == [
        "a.yaml:3: this text holds a colon, which YAML takes for the end of a name; "
        'put quotation marks round text with a colon: title: "Khrushchev: the thaw"'
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a:\n\t- b", "a.yaml:2: this line is indented with a tab; use spaces instead"),
        ("a: [b\nc: d", "a.yaml:1: a list that begins with `[` does not end; write `]` after its last entry"),
        ("a: {b: c\nd: e", "a.yaml:1: a group that begins with `{` does not end"),
        ("a: b: ", "a.yaml:1: this text holds a colon, which YAML takes for the end of a name"),
        ("a: b\n  c: d", "a.yaml:2: this line is indented as if it belonged to the one above it"),
        ("a\nb: c", "a.yaml:1: this line is not of the form `name: value`"),
        ("a:b\nc: d", "a.yaml:1: this line is not of the form `name: value`"),
        ("a: b\nc:d", "a.yaml:2: this line is not of the form `name: value`"),
        ('a: "b\nc: d', "a.yaml:1: the quotation mark that opens here is not closed"),
        ('a: "b" c', 'a.yaml:1: text stands behind a `"` that closes; put single quotation marks round the text: a: '),
        ("a:\n - b\n- c", "a.yaml:3: this line does not fit those above it"),
        ("a:\n  - b\n c", "a.yaml:3: this line"),
        ('a: "b\\c"', "a.yaml:1: a backslash stands between double quotation marks; use single quotation marks"),
        ("a: @b", "a.yaml:1: this text begins with a sign that has a meaning of its own in YAML; put quotation marks"),
        ("a: `b`", "a.yaml:1: this text begins with a sign that has a meaning of its own in YAML"),
        ("a: * b", "a.yaml:1: this text begins with `*` or `&`"),
        ("a: - b", "a.yaml:1: a list begins behind the colon"),
        ("a: &x b\nc: *x", "a.yaml:1: `&` and `*` have a meaning of their own in YAML"),
        ("a: !!python/object:os.system b", "a.yaml:1: `!` has a meaning of its own in YAML"),
        ("a: b\n---\nc: d", "a.yaml:2: a second document begins here"),
        ("[a, b]: c", "a.yaml:1: the name of a field must be a word"),
        ("a: b\na: c", "a.yaml:2: `a` stands here twice"),
        ("[" * 200_000, "a.yaml:1: lists and mappings are nested too deeply"),
        ("- " * 9_000 + "x", "a.yaml:1: lists and mappings are nested too deeply"),
        ("a: [" + "b, " * 20_000 + "]", "a.yaml:1: there are more than 10,000 names and values here"),
        ("a: &a [b]\nc: &c [*a, *a]\nd: [*c, *c]", "a.yaml:1: `&` and `*` have a meaning of their own"),
        ("<<: {a: b}\n<<: {c: d}", "a.yaml:2: `<<` stands here twice"),
    ],
)
def test_parse_yaml_names_what_is_wrong(text: str, message: str) -> None:
    _, problems, _ = _parse(text)

    assert len(problems) == 1
    assert problems[0].startswith(message)


@given(st.text(max_size=300) | st.text(alphabet=st.sampled_from("ab:-[]{},&*!|>'\"#%@ \n\t?"), max_size=60))
def test_parse_yaml_never_raises(text: str) -> None:
    value, problems, _ = _parse(text.replace("\x00", ""))

    assert problems or value is not None
