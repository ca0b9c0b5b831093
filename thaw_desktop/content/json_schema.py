"""The JSON Schema of `pack.yaml`, front matter and exam papers, for editors that explain fields as one types.

`python -m thaw_desktop.content.json_schema FOLDER` writes the files; `resources/schema` holds them as they are shipped.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from thaw_desktop.content.fields import FORMS, CardsFields, NotesFields, PackFields, QuestionFields
from thaw_desktop.content.model import FORMAT
from thaw_desktop.content.preset_fields import PresetFields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import BaseModel
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import core_schema

_MODELS: dict[str, type[BaseModel]] = {
    "pack": PackFields,
    "notes": NotesFields,
    "cards": CardsFields,
    "question": QuestionFields,
    "presets": PresetFields,
}
_A_YEAR = "1956"


class _AsEditorsRead(GenerateJsonSchema):
    """Schema for YAML read the usual way, where `title: 1984` is a number; packs read every value as text."""

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """Let text that looks like a number be written without quotes.

        The other looks, such as `true` and nothing at all, are left out: editors would offer them as values.
        """
        written = super().str_schema(schema)
        pattern = written.get("pattern")
        if pattern is None:
            written["type"] = ["string", "number"]
        elif re.search(pattern, _A_YEAR):
            written |= {"type": ["string", "integer"], "minimum": 0}
        return written

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Leave defaults out: all mean that nothing is said, and editors would write them down."""
        return self.generate_inner(schema["schema"])


def schemas() -> dict[str, str]:
    """File name → text of every schema."""
    return {f"{name}-{FORMAT}.schema.json": _written(f"{name}-{FORMAT}", model) for name, model in _MODELS.items()}


def write(folder: Path) -> list[Path]:
    """Write every schema into a folder.

    Returns:
        The files.

    Raises:
        OSError: when they cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in schemas().items():
        written.append(folder / name)
        written[-1].write_bytes(text.encode())
    return written


def _written(name: str, model: type[BaseModel]) -> str:
    schema: dict[str, Any] = model.model_json_schema(schema_generator=_AsEditorsRead)
    for part in (schema, *schema.get("$defs", {}).values()):
        for field, rules in part["properties"].items():
            if "pattern" in rules:
                # Not of the standard, but editors say it in place of the pattern, which no teacher can read.
                rules["patternErrorMessage"] = FORMS[field][:1].upper() + FORMS[field][1:]
    # The dialect is a name that every reader of schemas knows; the id is a name too, and nothing lies at either.
    head = {"$schema": GenerateJsonSchema.schema_dialect, "$id": f"urn:thaw:schema:{name}"}
    return json.dumps({**head, **schema}, ensure_ascii=False, indent=2) + "\n"


def _main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m thaw_desktop.content.json_schema", description="Write the JSON Schema of packs."
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    folder: Path = parser.parse_args(arguments).folder
    try:
        written = write(folder)
    except OSError as error:
        sys.stderr.write(f"The schemas could not be written to {folder} ({error.strerror or error}).\n")
        return 1
    sys.stdout.writelines(f"{path}\n" for path in written)
    return 0


if __name__ == "__main__":
    raise SystemExit(_main(sys.argv[1:]))
