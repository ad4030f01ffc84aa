"""Validation errors as sentences with a place: what is wrong, and what would be right."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from stancebook.model.annotation import TIME
from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.yaml_builder import MAX_PROBLEMS
from stancebook.workspace.yaml_scalar import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pydantic.fields import FieldInfo

    from stancebook.workspace.yaml_tree import Loc, Tree

M = TypeVar("M", bound=BaseModel)

_EXPECTED = {
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "string_type": "text",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "a mapping (key: value)",
    "model_type": "a mapping (key: value)",
    "model_attributes_type": "a mapping (key: value)",
}
_UNQUOTED: Final[Mapping[str, tuple[type, ...]]] = {
    "a whole number": (int,),
    "a number": (int, float),
    "true or false": (bool,),
}
"""What a text in quotes would be without them."""
_AS_OF_A_MODEL: Final = {"unexpected_keyword_argument": "extra_forbidden", "dataclass_type": "model_type"}
"""What a dataclass calls otherwise than a model does."""
_UNTAGGED = {
    "type": "'type' is missing: ordinal, nominal, boolean, numeric or text",
    "operation": "'operation' is missing: rename, merge, split or retire",
}


def validate_tree(model: type[M], tree: Tree, where: str) -> M:
    """Return the model that ``tree`` describes.

    Raises:
        StancebookError: With every problem at its line and column.
    """
    try:
        return model.model_validate_json(json.dumps(tree.data), by_alias=True, by_name=False)
    except ValidationError as error:
        raise StancebookError(complaints(model, error, tree, where)) from None


def complaints(
    model: type[BaseModel],
    error: ValidationError,
    tree: Tree,
    where: str,
    refused: Callable[[str, str], str] | None = None,
) -> list[Problem]:
    """Return a validation error as problems, in the order of the file.

    Several alternatives that failed at one place become one sentence.

    Args:
        model: What the file should have been.
        error: Why it is not.
        tree: The file.
        where: Its name for messages.
        refused: Says why an unknown key, in a part of this type, is left out on purpose; empty where it is not.
    """
    expected: dict[tuple[int, int], list[str]] = {}
    shown: dict[tuple[int, int], str] = {}
    paths: dict[tuple[int, int], Loc] = {}
    sentences: dict[tuple[tuple[int, int], str], None] = {}
    for item in error.errors(include_url=False)[:MAX_PROBLEMS]:
        kind = _AS_OF_A_MODEL.get(item["type"], item["type"])
        loc = (*item["loc"], *item.get("ctx", {}).get("below", ()))
        if kind == "too_short" and len(item["input"]) >= item["ctx"]["min_length"]:
            continue  # pydantic counts the entries that are right; those that are not are named below
        place = tree.place(loc, key=kind == "extra_forbidden")
        phrase = _EXPECTED.get(kind) or (item["ctx"]["expected"] if kind == "literal_error" else None)
        if phrase:
            expected.setdefault(place, []).append(phrase)
            paths[place] = tree.path(loc)
            shown[place] = _shown(item["input"], phrase, tree.written.get(tree.path(loc)))
            if kind == "literal_error" and isinstance(item["input"], str):
                shown[place] += _near(item["input"], phrase)
        elif kind == "extra_forbidden" and refused and (why := refused(str(loc[-1]), str(("", *loc)[-2]))):
            sentences[(place, f"'{loc[-1]}' is not known here: {why}")] = None
        else:
            sentences[(place, _sentence(model, {**item, "type": kind}))] = None
    # What a list holds is not read where a list is not taken: it is, and only what it holds is wrong.
    holding = {path[:length] for path in paths.values() for length in range(len(path))}
    joined = [
        (place, f"should be {' or '.join(dict.fromkeys(phrases))}, not {shown[place]}")
        for place, phrases in expected.items()
        if paths[place] not in holding
    ]
    found = sorted([*sentences, *joined])
    return [Problem(where, message, *place) for place, message in found]


def _near(word: str, phrase: str) -> str:
    known = [part.strip(" '") for part in phrase.replace(" or ", ",").split(",")]
    near = did_you_mean(word, known)
    return near if "did you mean" in near else ""


def _shown(value: Any, phrase: str, written: str | None) -> str:
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a mapping; a text that holds ': ' needs quotes" if phrase == "text" else "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, str) and phrase in _UNQUOTED and _is_one(value, _UNQUOTED[phrase]):
        return f"the text '{value}'; take the quotes away"
    # As it is written: 605.10 is a number that no longer ends in 0 once it is read.
    text = written or str(value)
    quoted = f"'{text[:60]}'"
    return f"{quoted}; put it in quotes" if phrase == "text" else quoted


def _is_one(text: str, kinds: tuple[type, ...]) -> bool:
    with suppress(ValueError):
        return type(resolve(text)) in kinds
    return False


def _sentence(model: type[BaseModel], item: dict[str, Any]) -> str:
    kind, loc, ctx = item["type"], item["loc"], item.get("ctx", {})
    name = str(loc[-1]) if loc else ""
    match kind:
        case "missing":
            return f"'{name}' is missing"
        case "extra_forbidden" if item["input"] is None and " " in name:
            return f"unknown key '{name[:60]}'; if it goes on from the text before the comma, put that text in quotes"
        case "extra_forbidden":
            return f"unknown key '{name[:60]}'{did_you_mean(name, known_keys(model, loc[:-1]))}"
        case "union_tag_invalid":
            tags = [tag.strip(" '") for tag in ctx["expected_tags"].split(",")]
            known = f"{did_you_mean(ctx['tag'][:60], tags)} (it is {' or '.join(tags)})"
            return f"the {ctx['discriminator'].strip(chr(39))} '{ctx['tag'][:60]}' is not known{known}"
        case "union_tag_not_found":
            return _UNTAGGED[ctx["discriminator"].strip("'")]
        case "string_pattern_mismatch" | "string_too_short":
            return _of_wrong_form(str(item["input"]), ctx.get("pattern"))
        case "string_too_long":
            return f"is too long; at most {ctx['max_length']} characters"
        case "too_short":
            least = "one entry" if ctx["min_length"] == 1 else f"{ctx['min_length']} entries"
            return f"needs at least {least}; it has {ctx['actual_length']}"
        case "value_error":
            return str(ctx["error"])
        case _:
            message = str(item["msg"]).removeprefix("Input ")
            return message[0].lower() + message[1:]


def _of_wrong_form(text: str, pattern: str | None) -> str:
    if not text.strip():
        return "must not be empty"
    if pattern == TIME:
        return f"should be a time like 2026-11-22T09:14:05Z, not '{text[:60]}'"
    return f"'{text[:60]}' has the wrong form"


def known_keys(model: type[BaseModel], loc: Loc) -> list[str]:
    """Return the keys that would be right in the mapping at ``loc`` of a ``model``."""
    models: list[type] = [model]
    for part in loc:
        if not isinstance(part, str):
            continue
        below = [found for m in models for name, found in _fields(m) if name == part for found in [found]]
        if below:
            models = [inner for annotation in below for inner in _models(annotation)]
        else:
            models = [m for m in models if _is_tagged(m, part)] or models
    return sorted({name for m in models for name, _ in _fields(m)})


def _fields(model: type) -> list[tuple[str, Any]]:
    return [(info.alias or name, info.annotation) for name, info in _fields_of(model).items()]


def _fields_of(kind: type) -> dict[str, FieldInfo]:
    """Return the fields of a model or of a dataclass that is validated like one; nothing of another type."""
    fields: dict[str, FieldInfo] = getattr(kind, "__pydantic_fields__", {})
    return fields


def _models(annotation: Any) -> list[type]:
    if isinstance(annotation, type) and _fields_of(annotation):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models(inner)]


def _is_tagged(model: type, tag: str) -> bool:
    kinds = (_fields_of(model).get(name) for name in ("type", "operation"))
    return any(kind is not None and tag in get_args(kind.annotation) for kind in kinds)
