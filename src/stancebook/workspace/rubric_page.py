"""docs/rubric-fields.md: every key of a rubric, made from the schema: python -m stancebook.workspace.rubric_page."""

from __future__ import annotations

import sys
from typing import Any, Final

from stancebook.workspace.rubric_schema import rubric_schema

_INTRODUCTION: Final = """\
# Every key of a rubric

Made from the program (`python -m stancebook.workspace.rubric_page`). An editor shows the same beside each key, through
the JSON Schema of `stance rubric schema`. [writing-a-rubric.md](writing-a-rubric.md) says how to write a good one.

A key in **bold** must be there. Ids are 1 to 64 of a-z, 0-9, `.`, `_`, `-`, and begin with a letter or digit.
"""
_TITLES: Final = {
    "Rubric": "The file",
    "Unit": "unit",
    "Rule": "unit.general_rules, criteria.decision_rules",
    "OffScale": "off_scale, by id",
    "OrdinalCriterion": "criteria: type ordinal",
    "OrdinalValue": "criteria.scale of an ordinal one",
    "NominalCriterion": "criteria: type nominal",
    "NominalValue": "criteria.values of a nominal one",
    "BooleanCriterion": "criteria: type boolean",
    "BooleanValue": "criteria.values of a boolean one",
    "NumericCriterion": "criteria: type numeric",
    "TextCriterion": "criteria: type text",
    "BoundaryExample": "criteria.boundary_examples",
    "Condition": "criteria.applies_if: a condition",
    "AllOf": "criteria.applies_if: all of several",
    "AnyOf": "criteria.applies_if: any of several",
    "Group": "groups",
    "Confidence": "confidence",
    "AttributedLayer": "attributed",
    "AdjudicationPlan": "adjudication",
    "ReliabilityPlan": "reliability",
    "IntervalPlan": "reliability.interval",
    "Floor": "reliability.floor",
    "Change": "changelog",
}

_PLAIN: Final = {
    "array": "a list",
    "object": "a mapping",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}


def fields_page() -> str:
    """Return the page."""
    schema = rubric_schema()
    parts: dict[str, dict[str, Any]] = {"Rubric": schema, **schema["$defs"]}
    shared = _shared(parts)
    names = [*_TITLES, *(name for name in parts if name not in _TITLES and not name.endswith("Example"))]
    pages = [_INTRODUCTION, _section("criteria: every type", parts["OrdinalCriterion"], shared)]
    pages.insert(1, _section(_TITLES["Rubric"], parts["Rubric"], list(parts["Rubric"]["properties"])))
    for name in names[1:]:
        own = [key for key in parts[name].get("properties", {}) if not (name.endswith("Criterion") and key in shared)]
        if own:
            pages.append(_section(_TITLES.get(name, f"changelog.operations: {_kind(parts[name])}"), parts[name], own))
    return "".join(pages)


def _shared(parts: dict[str, dict[str, Any]]) -> list[str]:
    """Return the keys that criteria of every type have, and that mean the same in each; what is left out may differ."""
    kinds = [part["properties"] for name, part in parts.items() if name.endswith("Criterion")]
    alike = [{key: {**given, "default": None} for key, given in kind.items()} for kind in kinds]
    return [key for key, given in alike[0].items() if all(kind.get(key) == given for kind in alike)]


def _kind(part: dict[str, Any]) -> str:
    return str(part["properties"].get("operation", {}).get("const", part.get("title", "")))


def _section(title: str, part: dict[str, Any], keys: list[str]) -> str:
    rows = (_row(key, part["properties"][key], required=key in part.get("required", ())) for key in keys)
    return f"\n## {title}\n\n| key | takes | what for |\n|---|---|---|\n{''.join(rows)}"


def _row(key: str, given: dict[str, Any], *, required: bool) -> str:
    name = f"**`{key}`**" if required else f"`{key}`"
    return f"| {name} | {_takes(given)} | {given.get('description', '').replace('|', chr(92) + '|')} |\n"


def _takes(given: dict[str, Any]) -> str:
    if "const" in given:
        return f"`{str(given['const']).lower() if isinstance(given['const'], bool) else given['const']}`"
    if "enum" in given:
        return ", ".join(f"`{one}`" for one in given["enum"])
    for word in ("anyOf", "oneOf"):
        if word in given:
            return " or ".join(dict.fromkeys(_takes(one) for one in given[word] if one.get("type") != "null"))
    if "a-z0-9" in given.get("pattern", ""):
        return "an id"
    return _PLAIN.get(given.get("type", "object"), "text")


if __name__ == "__main__":
    sys.stdout.write(fields_page())
