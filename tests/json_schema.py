"""As much of a JSON Schema validator as our schemas use, so that a test needs no library for it."""

from __future__ import annotations

import re
from typing import Any, Final

_TYPES: Final = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}
_KNOWN: Final = {
    *("$schema", "$defs", "$ref", "title", "description", "default", "discriminator", "type", "properties"),
    *("required", "additionalProperties", "patternProperties", "items", "anyOf", "oneOf", "enum", "const", "pattern"),
    *("minLength", "maxLength", "minItems", "maxItems", "minProperties"),
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
}


def violations(data: Any, schema: dict[str, Any], root: dict[str, Any] | None = None, at: str = "") -> list[str]:
    """Return where ``data`` does not fit ``schema``; fails on a keyword it does not know."""
    root = root or schema
    assert set(schema) <= _KNOWN, set(schema) - _KNOWN
    if "$ref" in schema:
        target = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
        return violations(data, target, root, at)
    found = [f"{at}: {word}" for word in _plain(data, schema)]
    for word in ("anyOf", "oneOf"):
        fit = sum(not violations(data, one, root, at) for one in schema.get(word, ()))
        if word in schema and (fit == 0 or (word == "oneOf" and fit > 1)):
            found.append(f"{at}: {word}")
    if isinstance(data, list) and "items" in schema:
        found += [bad for n, one in enumerate(data) for bad in violations(one, schema["items"], root, f"{at}/{n}")]
    if isinstance(data, dict):
        found += _members(data, schema, root, at)
    return found


def _members(data: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], at: str) -> list[str]:
    found = [f"{at}/{key}: required" for key in schema.get("required", ()) if key not in data]
    properties, more = schema.get("properties", {}), schema.get("additionalProperties", True)
    for key, value in data.items():
        named = [one for pattern, one in schema.get("patternProperties", {}).items() if re.search(pattern, key)]
        if key in properties or named:
            for one in (*named, *([properties[key]] if key in properties else [])):
                found += violations(value, one, root, f"{at}/{key}")
        elif more is False:
            found.append(f"{at}/{key}: unknown")
        elif isinstance(more, dict):
            found += violations(value, more, root, f"{at}/{key}")
    return found


def _plain(data: Any, schema: dict[str, Any]) -> list[str]:
    found = []
    if "type" in schema:
        names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        right = any(isinstance(data, _TYPES[name]) for name in names)  # type: ignore[arg-type]
        if not right or (isinstance(data, bool) and "boolean" not in names):
            return ["type"]
    if "enum" in schema and data not in schema["enum"]:
        found.append("enum")
    if "const" in schema and data != schema["const"]:
        found.append("const")
    if isinstance(data, str):
        found += ["pattern"] if not re.search(schema.get("pattern", ""), data) else []
    if isinstance(data, str | list | dict):
        kind = {str: "Length", list: "Items", dict: "Properties"}[type(data)]
        found += [f"min{kind}"] if len(data) < schema.get(f"min{kind}", 0) else []
        found += [f"max{kind}"] if len(data) > schema.get(f"max{kind}", len(data)) else []
    if isinstance(data, int | float):
        found += ["minimum"] if data < schema.get("minimum", data) else []
        found += ["maximum"] if data > schema.get("maximum", data) else []
        found += ["exclusiveMinimum"] if data <= schema.get("exclusiveMinimum", data - 1) else []
        found += ["exclusiveMaximum"] if data >= schema.get("exclusiveMaximum", data + 1) else []
    return found
