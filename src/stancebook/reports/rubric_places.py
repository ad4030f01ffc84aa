"""Where something stands in a rubric, and what stands there, in words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from stancebook.reports.terminal.text import fit

if TYPE_CHECKING:
    from stancebook.model.rubric import Rubric
    from stancebook.model.rubric_parts import Path

_NAMES: Final = {
    "off_scale": "off-scale answers offered",
    "decision_rules": "decision rules",
    "boundary_examples": "boundary examples",
    "requires_evidence": "whether a quote is required",
    "same_meaning_as": "earlier wordings that mean the same",
    "applies_if": "when it is asked",
    "include": "what counts",
    "exclude": "what does not count",
    "holder": "whose stance is coded",
    "(order)": "order",
}
_SHORT: Final = 40


def place(path: Path, rubric: Rubric) -> str:
    """Return where a path leads, in words; within a criterion, whose name stands above."""
    match path:
        case ("criteria", criterion, *below):
            return _in_criterion(criterion, below, rubric)
        case ("unit", "general_rules", rule, *_):
            return f"general rule {rule}"
        case ("off_scale", answer, *below):
            return f"{f'{_joined(below)} of ' if below else ''}off-scale answer {answer}"
        case ("attributed", "rule"):
            return "the rule for attributed positions"
        case ("unit", *below):
            return _joined(below)
        case ("reliability" | "adjudication" | "confidence" as plan, *below) if below:
            return f"{_joined(below)} of {plan}"
        case _:
            return _joined(list(path))


def shown(data: Any) -> str | None:
    """Return what stands somewhere as text; None where there is nothing."""
    match data:
        case None:
            return None
        case bool():
            return "yes" if data else "no"
        case str():
            return " ".join(data.split()) or "(empty)"
        case list() if not data or all(isinstance(entry, str | int | float) for entry in data):
            return "; ".join(map(str, data)) or "(none)"
        case list():
            return "; ".join(shown(entry) or "" for entry in data)
        case dict() if data and all(isinstance(entry, dict) and "label" in entry for entry in data.values()):
            return "; ".join(f"{key} {entry['label']}" for key, entry in data.items())
        case {"rule": str()} | {"label": str()} | {"text": str()}:
            return _entry(data)
        case _:
            return json.dumps(data, ensure_ascii=False) if data != {} else "(none)"


def _in_criterion(criterion: str, below: list[str], rubric: Rubric) -> str:
    match below:
        case []:
            return "the criterion"
        case ["scale" | "values", value, *more] if value != "(order)":
            return f"{f'{_joined(more)} of ' if more else ''}{_value(rubric, criterion, value)}"
        case ["decision_rules", rule, *_] if rule != "(order)":
            return f"rule {rule}"
        case ["examples" | "boundary_examples" as kind, text, *more] if text != "(order)":
            name = kind.replace("_", " ").removesuffix("s")
            return f"{' of '.join(reversed(more))} of {name} “{fit(text, _SHORT)}”" if more else name
        case _:
            return _joined(below)


def _entry(data: dict[str, Any]) -> str:
    match data:
        case {"rule": str(rule)}:
            return rule
        case {"text": str(text), "value": value}:
            return f"“{text}” is {shown(value)}"
        case {"text": str(text), "not": value, **more}:
            return f"“{text}” is not {shown(value)}: {more.get('because')}"
        case _:
            about = str(data.get("definition") or data.get("question") or "")
            return " ".join(f"{data['label']}: {about}".split()) if about else str(data["label"])


def _value(rubric: Rubric, criterion: str, value: str) -> str:
    known = rubric.by_id.get(criterion)
    for about in getattr(known, "scale", ()) or getattr(known, "values_", ()):
        if str(about.value) == value:
            mark = known.mark(about.value) if known else value
            return f"{mark} {about.label}" if mark != about.label else about.label
    return value


def _joined(keys: list[str]) -> str:
    return ", ".join(_NAMES.get(key, key.replace("_", " ")) for key in reversed(keys))
