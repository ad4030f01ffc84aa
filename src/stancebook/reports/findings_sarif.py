"""What a check found, as SARIF 2.1.0, which code hosts show beside the lines of a pull request."""

from __future__ import annotations

import hashlib
import json
from posixpath import normpath
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from stancebook.model.visible import visible_line
from stancebook.reports.findings_text import withheld_words

if TYPE_CHECKING:
    from stancebook.workspace.findings import Finding, Findings

_LEVELS: Final = {"problem": "error", "allowed": "note", "advice": "note"}


def findings_sarif(found: Findings, version: str, prefix: str = "") -> str:
    """Return the findings as a SARIF log of one run.

    Args:
        found: The findings.
        version: Stancebook's version.
        prefix: Where the workspace lies in its repository, as in ``study/``.
    """
    rules = [
        {
            "id": name,
            "shortDescription": {"text": rule.title},
            "help": {"text": rule.help},
            "defaultConfiguration": {"level": "note" if rule.advice else "error"},
        }
        for name, rule in found.RULES.items()
    ]
    driver = {"name": found.TOOL, "version": version, "semanticVersion": version, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, found, prefix) for one in found.found],
        **({"invocations": [_partial(found)]} if found.withheld else {}),
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False)


def _partial(found: Findings) -> dict[str, object]:
    """Return that the check went well, and what it does not tell."""
    told = {"level": "note", "message": {"text": withheld_words(found)}}
    return {"executionSuccessful": True, "toolExecutionNotifications": [told]}


def _result(one: Finding, found: Findings, prefix: str) -> dict[str, object]:
    problem = one.problem
    place: dict[str, object] = {
        "artifactLocation": {"uri": quote(normpath(prefix + problem.where))},
        "region": {"startLine": problem.line or 1, "startColumn": problem.column or 1},
    }
    same = hashlib.sha256(f"{one.rule}\n{problem.where}\n{problem.message}".encode("utf-8", "replace")).hexdigest()
    return {
        "ruleId": one.rule,
        "ruleIndex": list(found.RULES).index(one.rule),
        "level": _LEVELS[found.kind(one)],
        "message": {"text": visible_line(problem.message)},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"stancebook/1": same[:32]},
    }
