"""A check for somebody who also codes: what it finds in others' codings is told without their words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stancebook.workspace.check import StudyFindings
    from stancebook.workspace.findings import Finding
    from stancebook.workspace.workspace import Workspace


def hide_words(found: StudyFindings, workspace: Workspace, reviewer: str) -> int:
    """Leave answers and quotes of others out of what was found in sources that ``reviewer`` has not completed.

    Args:
        found: The findings; changed in place.
        workspace: The study.
        reviewer: Who asks.

    Returns:
        How many findings are told without their words.
    """
    hidden = 0
    for index, finding in enumerate(found.found):
        if _is_of_others(finding, found, workspace, reviewer):
            hidden += 1
            rule = found.RULES[finding.rule]
            message = f"{rule.title[0].lower()}{rule.title[1:]} (which, is not shown: {reviewer} has not completed it)"
            found.found[index] = replace(finding, problem=replace(finding.problem, message=message))
    return hidden


def _is_of_others(finding: Finding, found: StudyFindings, workspace: Workspace, reviewer: str) -> bool:
    where = PurePosixPath(finding.problem.where)
    folder = PurePosixPath(workspace.settings.annotations)
    if finding.rule in {"file", "conflict"} or not where.is_relative_to(folder) or where.suffix != ".json":
        return False
    match where.relative_to(folder).with_suffix("").parts:
        case (rubric, who, source):
            return who != reviewer and (rubric, reviewer, source) not in found.completed
        case _:
            return False
