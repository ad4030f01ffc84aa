"""A criterion as an option describes it: ``support:ordinal(Supports it,Opposes it)=Does the author support it?``."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import click

from stancebook.model.ids import check_id
from stancebook.model.nearest import did_you_mean
from stancebook.workspace.rubric_draft import KINDS, DraftCriterion, value_ids
from stancebook.workspace.yaml_scalar import resolve

if TYPE_CHECKING:
    from stancebook.workspace.rubric_draft import Kind

_FORM: Final = re.compile(r"\s*([^:=()\s]+)\s*(?::\s*([a-z]+)\s*(?:\(([^()]*)\))?\s*)?=(.*)", re.DOTALL)
_NEEDS: Final[dict[Kind, str]] = {
    "ordinal": "ordinal(HIGH,LOW) names the two ends of the scale",
    "nominal": "nominal(A,B,C) names two values or more",
    "several": "several(A,B,C) names two values or more",
    "numeric": "numeric(MIN,MAX,UNIT) takes up to three; leave one empty, as in numeric(0,,people)",
    "boolean": "boolean takes nothing in brackets",
    "text": "text takes nothing in brackets",
}


def criterion_of(option: str) -> DraftCriterion:
    """Return the criterion that an option describes.

    Raises:
        UsageError: Where it describes none.
        StancebookError: Where an id cannot be one, or two values give the same.
    """
    found = _FORM.fullmatch(option)
    if not found or not found[4].strip():
        raise click.UsageError(f"--criterion '{option[:80]}' should be ID=QUESTION or ID:TYPE=QUESTION")
    name, named, inner = check_id(found[1], "criterion"), found[2] or "ordinal", found[3] or ""
    kind = next((one for one in KINDS if one == named), None)
    if kind is None:
        raise click.UsageError(f"--criterion {name}: there is no type '{named[:40]}'{did_you_mean(named, KINDS)}")
    parts = tuple(part.strip() for part in inner.split(",")) if inner.strip() else ()
    made = DraftCriterion(name, found[4].strip(), kind)
    match kind:
        case "ordinal" if len(parts) in {0, 2} and all(parts):
            return replace(made, values=parts)
        case "nominal" | "several" if len(parts) > 1 and all(parts):
            value_ids(parts)
            return replace(made, values=parts)
        case "numeric" if not parts[3:]:
            least, most, unit = (*parts, "", "", "")[:3]
            return replace(made, least=number(least), most=number(most), unit=unit)
        case "boolean" | "text" if not parts:
            return made
        case _:
            raise click.UsageError(f"--criterion {name}: {_NEEDS[kind]}")


def number(text: str) -> str:
    """Return a number as a rubric holds it; nothing for nothing.

    Raises:
        UsageError: Where it is none.
    """
    plain = text.strip().replace("−", "-")
    try:
        value = resolve(plain)
    except ValueError:
        value = None
    if plain and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise click.UsageError(f"'{text[:40]}' is no number; write it as 100 or 0.5")
    return plain
