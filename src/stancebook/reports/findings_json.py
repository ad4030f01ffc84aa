"""What a check found, for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stancebook.workspace.findings import Findings


def findings_json(found: Findings) -> str:
    """Return the findings as JSON, with what was read before them; ``kind`` is problem, allowed or advice."""
    data = {
        "schema": found.SCHEMA,
        **found.counts(),
        **({"withheld": list(found.withheld)} if found.withheld else {}),
        "findings": [
            {
                "kind": kind,
                "rule": one.rule,
                "where": one.problem.where,
                "line": one.problem.line,
                "column": one.problem.column,
                "message": one.problem.message,
            }
            for kind in ("problem", "allowed", "advice")
            for one in found.of_kind(kind)
        ],
    }
    return json.dumps(data, indent=2, ensure_ascii=False)
