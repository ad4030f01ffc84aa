"""Keys that people look for in a rubric and that it does not have: why, and what serves instead.

The guide (docs/rubric.md) lists them too.
"""

from __future__ import annotations

from typing import Final

LATER: Final = {
    "repeat": "one coding for each target or actor comes later; until then give each target a criterion of its own",
    "derive": "proposing an answer from others comes later; until then put it into the decision rules",
}
"""What a later version will know."""

LEFT_OUT: Final = {
    "aggregates": "a rubric adds no criteria up; compute indices from the tables of stance matrix --format csv",
    "release": "what is published, and how, is no part of the question; say it in your paper",
    "collapse": "answers are never merged when they are stored; merge them in your analysis, and say so",
    "hierarchy": "give each value the one above it: parent: its id",
    "levels": "give each value the one above it (parent), and measure agreement there with agreement_levels: [1]",
    "segmentation": "the unit is a whole source; cut texts into sources before they are coded",
    "exhaustive": "the unit is a whole source; cut texts into sources before they are coded",
    "overlapping": "the unit is a whole source; cut texts into sources before they are coded",
    "key": "the unit is a whole source, whose file name is its key",
    "inherit": "an off-scale answer is listed once under off_scale: and named by each criterion that offers it",
    "default": "a blank is not a value: nothing is answered until a reviewer answers it",
    "required": "every criterion that applies is required; offer an off-scale answer for what cannot be said",
    "depends_on": "write applies_if: {criterion: its id, answers: [those under which this is asked]}",
    "skip_if": "write applies_if: {criterion: its id, answers: [those under which this is asked]}",
    "show_if": "write applies_if: {criterion: its id, answers: [those under which this is asked]}",
    "options": "list the answers under 'values' (nominal, boolean) or 'scale' (ordinal)",
    "choices": "list the answers under 'values' (nominal, boolean) or 'scale' (ordinal)",
}
"""What is left out on purpose."""

_ELSEWHERE: Final = {
    ("ordinal", "values"): "an ordinal criterion lists its values under 'scale'",
    ("ordinal", "multiple"): "an ordinal criterion has one answer; for several write 'type: nominal'",
    ("nominal", "scale"): "a nominal criterion lists its values under 'values'; 'scale' names a shared scale",
    ("boolean", "scale"): "a boolean criterion lists true and false under 'values'; 'scale' names a shared scale",
    ("numeric", "values"): "a numeric criterion lists no values; give 'min' and 'max'",
    ("numeric", "scale"): "a numeric criterion lists no values; give 'min' and 'max'",
    ("text", "values"): "a text criterion lists no values; for a choice write 'type: nominal'",
    ("text", "scale"): "a text criterion lists no values; for a choice write 'type: nominal'",
}


def why_refused(key: str, kind: str = "") -> str:
    """Return why a rubric has no such key and what serves instead; empty where nobody would look for it.

    Args:
        key: The key.
        kind: The type of the criterion it stands in, if it stands in one.
    """
    return _ELSEWHERE.get((kind, key)) or LATER.get(key) or LEFT_OUT.get(key) or ""
