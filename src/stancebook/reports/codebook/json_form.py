"""A rubric for programs: every field, and the digest of what each criterion asks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from stancebook.model.rubric import Rubric

SCHEMA: Final = "stancebook/rubric/1"


def rubric_json(rubric: Rubric) -> str:
    """Return a rubric as JSON: what its file says, with what it leaves out filled in."""
    data = rubric.model_dump(mode="json", by_alias=True)
    return json.dumps({"schema": SCHEMA, **data, "asked": rubric.asked}, indent=2, ensure_ascii=False)
