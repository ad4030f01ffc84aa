"""The JSON Schema of a rubric, made from the model, so that an editor completes and checks while one writes."""

from __future__ import annotations

import json
from typing import Any, Final

from stancebook.model.rubric import Rubric
from stancebook.workspace.rubric_fields import FIELDS, SHARED

SCHEMA_FILE: Final = "rubric.schema.json"
"""What the schema is called where a rubric beside it names it."""
MODELINE: Final = f"# yaml-language-server: $schema={SCHEMA_FILE}"
"""The comment by which editors find the schema; it stands on a rubric's first lines."""

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def rubric_schema() -> dict[str, Any]:
    """Return the schema of a rubric file.

    It says what keys there are, what each is for and what it may hold. Whether the parts fit together (an example
    of a value that there is, a rule id given once) only ``stance rubric check`` sees.
    """
    made = Rubric.model_json_schema()
    parts = {name: _described(name, part) for name, part in made.pop("$defs").items()}
    for name, key in (("OrdinalCriterion", "scale"), ("NominalCriterion", "values"), ("BooleanCriterion", "values")):
        _let_it_share(parts[name], key)
    return {"$schema": _DIALECT, **_described("Rubric", made), "title": "A Stancebook rubric", "$defs": parts}


def schema_text() -> str:
    """Return the schema as a file holds it."""
    return json.dumps(rubric_schema(), indent=2, ensure_ascii=False) + "\n"


def _described(model: str, schema: dict[str, Any]) -> dict[str, Any]:
    """Return a part of the schema with a sentence on each key, and without the titles that only repeat the keys."""
    about = FIELDS.get(model, {})
    properties = {
        key: {**_plain(given), **({"description": about[key]} if key in about else {})}
        for key, given in schema.get("properties", {}).items()
    }
    return {**{key: value for key, value in schema.items() if key != "title"}, "properties": properties}


def _let_it_share(criterion: dict[str, Any], key: str) -> None:
    """Let a criterion name a shared scale where it would list its values, as the reader of rubrics does."""
    properties, name = criterion["properties"], {"type": "string", "description": SHARED}
    if key == "scale":
        listed = properties[key]
        about = listed.pop("description")
        properties[key] = {"anyOf": [listed, {"type": "string"}], "description": f"{about} Or: {SHARED}"}
        return
    properties["scale"] = name
    if key in criterion.get("required", ()):
        criterion["required"].remove(key)
        criterion["oneOf"] = [{"required": [key]}, {"required": ["scale"]}]


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    closed = {"additionalProperties": False} if "patternProperties" in schema else {}  # ids, and nothing else
    return {**{key: value for key, value in schema.items() if key != "title"}, **closed}
