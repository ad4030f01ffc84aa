"""A rubric as nested parts, each under the id it has, so that two can be compared part by part."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.model.rubric import Rubric

Path = tuple[str, ...]
"""Where a part stands: keys, and ids where things have ids: ``("criteria", "works", "scale", "-1", "label")``."""
ORDER: Final = "(order)"
"""Stands at the end of the path of a list whose entries are in another order."""
_KEYS: Final = ("id", "text", "value")
"""What tells entries of a list apart: rules and criteria, examples, values."""
_NOT_COMPARED: Final = ("rubric", "version", "changelog", "scales")


class Keyed(dict[str, Any]):
    """A list of entries with ids, by id."""


def parts_of(rubric: Rubric) -> dict[str, Any]:
    """Return a rubric's parts: all but its version and its story; shared scales stand where they are used."""
    data = rubric.model_dump(mode="json", by_alias=True)
    return {key: _nested(part) for key, part in data.items() if key not in _NOT_COMPARED}


def made_of(parts: dict[str, Any], like: Rubric) -> Rubric:
    """Return the rubric that these parts make, with version and story of another.

    Raises:
        ValidationError: Where they make none.
    """
    named = {"rubric": like.id, "version": like.version}
    return type(like).model_validate_json(json.dumps({**named, **_plain(parts)}))


def differing(one: dict[str, Any], other: dict[str, Any], path: Path = ()) -> Iterator[Path]:
    """Yield the paths of what differs, as near to it as possible."""
    for key in dict.fromkeys([*one, *other]):
        here = (*path, key)
        if key not in one or key not in other:
            yield here
        elif isinstance(one[key], dict) and isinstance(other[key], dict):
            yield from differing(one[key], other[key], here)
        elif one[key] != other[key]:
            yield here
    if isinstance(one, Keyed) and isinstance(other, Keyed):
        both = [[key for key in order if key in one and key in other] for order in (one, other)]
        if both[0] != both[1]:
            yield (*path, ORDER)


def part(parts: dict[str, Any], path: Path) -> Any:
    """Return a part; None where there is none."""
    found: Any = parts
    for key in path:
        if key == ORDER:
            return list(found)
        if not isinstance(found, dict) or key not in found:
            return None
        found = found[key]
    return found


def with_part(parts: dict[str, Any], path: Path, source: dict[str, Any]) -> dict[str, Any]:
    """Return parts in which one is as it is in ``source``, or is gone where it is gone there."""
    key, *below = path
    made = type(parts)(parts)
    if key == ORDER:
        return made
    if below and key in parts:
        made[key] = with_part(parts[key], tuple(below), source[key])
    elif key in source:
        made[key] = source[key]
    else:
        made.pop(key, None)
    return made


def _nested(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _nested(value) for key, value in data.items()}
    if isinstance(data, list):
        keys = [_key(entry) for entry in data]
        if None not in keys and len(set(keys)) == len(keys):
            return Keyed({str(key): _nested(entry) for key, entry in zip(keys, data, strict=True)})
        return data
    return data


def _key(entry: Any) -> str | None:
    name = next((entry[key] for key in _KEYS if key in entry), None) if isinstance(entry, dict) else None
    return str(name) if isinstance(name, str | int) else None


def _plain(parts: Any) -> Any:
    if isinstance(parts, Keyed):
        return [_plain(entry) for entry in parts.values()]
    if isinstance(parts, dict):
        return {key: _plain(value) for key, value in parts.items()}
    return parts
