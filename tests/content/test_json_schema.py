"""The JSON Schema that ships for editors: what the models give, and in step with what the reader takes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from pydantic import ValidationError

from thaw_desktop.content import json_schema
from thaw_desktop.content.fields import CardsFields, NotesFields, PackFields, QuestionFields
from thaw_desktop.content.lines import Line
from thaw_desktop.content.preset_fields import PresetFields
from thaw_desktop.content.problems import Problems
from thaw_desktop.content.yaml_tree import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

_RESOURCES = Path(__file__).parents[2] / "resources"
_SCHEMAS: dict[str, dict[str, Any]] = {name: json.loads(text) for name, text in json_schema.schemas().items()}
_PACK, _NOTES, _CARDS, _QUESTION = (f"{name}-1.schema.json" for name in ("pack", "notes", "cards", "question"))
_PRESETS = "presets-1.schema.json"
_FOLDERS = {"notes": _NOTES, "cards": _CARDS, "questions": _QUESTION}
_MODELS: dict[str, type[BaseModel]] = {
    _PACK: PackFields,
    _NOTES: NotesFields,
    _CARDS: CardsFields,
    _QUESTION: QuestionFields,
    _PRESETS: PresetFields,
}
_SOUND: dict[str, dict[str, Any]] = {
    _PACK: {"format": "1", "id": "p", "title": "P", "version": "1.0.0", "language": "en", "licence": "CC0-1.0"},
    _NOTES: {"id": "n", "title": "N"},
    _CARDS: {},
    _QUESTION: {"id": "q", "marks": "8", "minutes": "10"},
    _PRESETS: {"format": "1", "title": "T", "papers": _SCHEMAS[_PRESETS]["properties"]["papers"]["examples"][0]},
}
_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "array": (list,),
    "object": (dict,),
}
_SAYS_NOTHING = {"$schema", "$id", "$defs", "title", "description", "examples", "patternErrorMessage"}


def _faults(schema: dict[str, Any], value: Any, root: dict[str, Any], where: str = "") -> list[str]:  # noqa: ANN401
    """What is wrong with a value; knows the words that these schemas use, and refuses all others."""
    found: list[str] = []
    for word, rule in schema.items():
        if word in _SAYS_NOTHING:
            continue
        if word == "$ref":
            found += _faults(root["$defs"][rule.rpartition("/")[2]], value, root, where)
        elif word == "anyOf":
            tried = [_faults(one, value, root, where) for one in rule]
            fewest: list[str] = min(tried, key=len)
            found += fewest
        else:
            found += [f"{where}: {fault}" for fault in _simple_faults(word, rule, value)]
            found += _faults_inside(word, rule, schema, value, root, where)
    return found


def _simple_faults(word: str, rule: Any, value: Any) -> Iterator[str]:  # noqa: ANN401
    if word == "type":
        types = [rule] if isinstance(rule, str) else rule
        if isinstance(value, bool) or not any(isinstance(value, _TYPES[name]) for name in types):
            yield f"{value!r} is none of {types}"
    elif word in ("minimum", "maximum"):
        if isinstance(value, (int, float)) and (value < rule if word == "minimum" else value > rule):
            yield f"{value} passes {rule}"
    elif word in ("minLength", "maxLength", "minItems", "maxItems"):
        counted = str if word.endswith("Length") else list
        if isinstance(value, counted) and (len(value) < rule if word.startswith("min") else len(value) > rule):
            yield f"{value!r} passes {rule}"
    elif word == "pattern":
        if isinstance(value, str) and not re.search(rule, value):
            yield f"{value!r} does not match"
    elif word == "required":
        if isinstance(value, dict):
            yield from (f"{name} is missing" for name in rule if name not in value)
    else:
        assert word in {"properties", "additionalProperties", "propertyNames", "items"}, f"unknown word {word}"


def _faults_inside(
    word: str,
    rule: Any,  # noqa: ANN401
    schema: dict[str, Any],
    value: Any,  # noqa: ANN401
    root: dict[str, Any],
    where: str,
) -> Iterator[str]:
    if word == "items" and isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _faults(rule, entry, root, f"{where}/{index}")
    if not isinstance(value, dict):
        return
    for name, entry in value.items():
        inside = f"{where}/{name}"
        known = name in schema.get("properties", {})
        if word == "properties" and known:
            yield from _faults(rule[name], entry, root, inside)
        elif word == "additionalProperties" and not known and rule is False:
            yield f"{inside}: there is no such field"
        elif word == "additionalProperties" and not known:
            yield from _faults(rule, entry, root, inside)
        elif word == "propertyNames":
            yield from _faults(rule, name, root, inside)


def _front_matter(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return text.split("---\n")[1] if path.suffix == ".md" else text


def _written_by_teachers() -> list[tuple[str, Path]]:
    """Every file with fields in the packs that ship, with the schema that is for it."""
    found = []
    for pack in (*(_RESOURCES / "packs").iterdir(), _RESOURCES / "templates" / "pack"):
        found.append((_PACK, pack / "pack.yaml"))
        for folder, schema in _FOLDERS.items():
            found += [(schema, path) for path in sorted((pack / folder).glob("*.md"))]
    return found


def _fields() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (name, field, rules)
        for name, schema in _SCHEMAS.items()
        for part in (schema, *schema.get("$defs", {}).values())
        for field, rules in part["properties"].items()
    ]


def test_schemas_that_ship_are_what_the_models_give() -> None:
    shipped = {path.name: path.read_text(encoding="utf-8") for path in (_RESOURCES / "schema").iterdir()}

    mend = "run: python -m thaw_desktop.content.json_schema resources/schema"
    assert shipped == json_schema.schemas(), mend


def test_schemas_are_written_from_the_command_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "thaw_desktop.content.json_schema", str(tmp_path / "made")]
    outcome = subprocess.run(command, capture_output=True, text=True, check=True)

    assert outcome.stdout.split() == [str(tmp_path / "made" / name) for name in _SCHEMAS]
    assert {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "made").iterdir()} == (
        json_schema.schemas()
    )


def test_schemas_that_cannot_be_written_are_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    command = [sys.executable, "-m", "thaw_desktop.content.json_schema", str(tmp_path / "file")]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)

    assert outcome.returncode == 1
    assert outcome.stderr.startswith("The schemas could not be written to ")
    assert outcome.stderr.count("\n") == 1


@pytest.mark.parametrize("name", _SCHEMAS)
def test_a_schema_says_its_dialect_and_lies_at_no_address(name: str) -> None:
    schema = _SCHEMAS[name]

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:thaw:schema:{name.removesuffix('.schema.json')}"
    assert schema["title"]
    assert schema["description"]


@pytest.mark.parametrize(("name", "field", "rules"), _fields())
def test_every_field_is_explained_and_its_examples_are_right(name: str, field: str, rules: dict[str, Any]) -> None:
    assert rules["title"]
    assert rules["description"].endswith(".")
    assert rules["examples"]
    for example in rules["examples"]:
        assert _faults(rules, example, _SCHEMAS[name], field) == []
    assert ("pattern" in rules) == ("patternErrorMessage" in rules)


def test_the_packs_that_ship_satisfy_the_schemas() -> None:
    faults = {
        path: _faults(_SCHEMAS[name], yaml.safe_load(_front_matter(path)), _SCHEMAS[name])
        for name, path in _written_by_teachers()
    }

    assert {path: found for path, found in faults.items() if found} == {}
    assert len(faults) > 8


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        (_PACK, "id: Water Cycle", "/id: 'Water Cycle' does not match"),
        (_PACK, "id: -1", "/id: -1 passes 0"),
        (_PACK, "format: 2", "/format: 2 passes 1"),
        (_PACK, "version: 1.0", "/version: 1.0 is none of ['string']"),
        (_PACK, "version: '1.0'", "/version: '1.0' does not match"),
        (_PACK, "language: en GB", "/language: 'en GB' does not match"),
        (_PACK, "title: ''", "/title: '' passes 1"),
        (_PACK, "titel: X", "/titel: there is no such field"),
        (_PACK, "authors: {a: b}", "/authors: {'a': 'b'} is none of ['array']"),
        (_PACK, "spec: [{id: s1}]", "/spec/0: text is missing"),
        (_PACK, "attribution: [{what: x, url: 'ftp://x'}]", "/attribution/0/url: 'ftp://x' does not match"),
        (_PACK, "aliases: [a]", "/aliases: ['a'] is none of ['object']"),
        (_PACK, "aliases: {a: {b: c}}", "/aliases/a: {'b': 'c'} is none of ['array']"),
        (_NOTES, "minutes: soon", "/minutes: 'soon' is none of ['integer']"),
        (_NOTES, "sections: [a]", "/sections: there is no such field"),
        (_CARDS, "deck: [a]", "/deck: ['a'] is none of ['string', 'number']"),
        (_QUESTION, "marks: 0", "/marks: 0 passes 1"),
        (_QUESTION, "ao: ['']", "/ao/0: '' passes 1"),
    ],
)
def test_fields_that_are_wrong_do_not_satisfy_the_schema(name: str, text: str, fault: str) -> None:
    value = {**_typed(_SOUND[name]), **yaml.safe_load(text)}

    assert _faults(_SCHEMAS[name], value, _SCHEMAS[name]) == [fault]


@pytest.mark.parametrize("name", _SCHEMAS)
def test_a_field_that_is_needed_is_missed(name: str) -> None:
    schema = _SCHEMAS[name]

    assert _faults(schema, {}, schema) == [f": {field} is missing" for field in schema.get("required", ())]
    assert set(schema.get("required", ())) == set(_SOUND[name])


@pytest.mark.parametrize("text", ["words", "1956", "1.5", "-3", "[a, b]", "[1, 2]", "[[a]]", "{a: b}", "{a: [b, c]}"])
@pytest.mark.parametrize(
    ("name", "field"), [(name, field) for name, model in _MODELS.items() for field in model.model_fields]
)
def test_the_schema_takes_of_a_field_what_the_reader_takes(name: str, field: str, text: str) -> None:
    tree = parse_yaml("pack.yaml", [Line(1, f"{field}: {text}")], Problems())
    assert tree is not None
    assert isinstance(tree.value, dict)
    try:
        _MODELS[name].model_validate({**_SOUND[name], **tree.value})
        taken = True
    except ValidationError:
        taken = False

    value = {**_typed(_SOUND[name]), **yaml.safe_load(f"{field}: {text}")}
    assert (_faults(_SCHEMAS[name], value, _SCHEMAS[name]) == []) == taken


def _typed(fields: dict[str, Any]) -> dict[str, object]:
    """The fields as an editor reads them."""
    return {name: int(text) if isinstance(text, str) and text.isdigit() else text for name, text in fields.items()}
