"""A check for somebody who also codes: what it finds in others' codings and decisions is told without their words."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from stancebook.model.ids import CONSENSUS
from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.annotation_file import read_adjudication

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancebook.workspace.check import StudyFindings
    from stancebook.workspace.findings import Finding
    from stancebook.workspace.workspace import Workspace

_TELLING: Final = ("decision-outdated", "decision-not-asked")
"""Advice by which one would learn that others decided on a source, or coded it anew."""


def hide_words(found: StudyFindings, workspace: Workspace, reviewer: str, rubrics: Iterable[str]) -> int:
    """Leave answers and quotes of others out of what was found in sources that ``reviewer`` has not completed.

    Of decisions on them, what is advice is left out, whether there is any or not; of what is a problem the kind is
    told, and not on which source.

    Args:
        found: The findings; changed in place.
        workspace: The study.
        reviewer: Who asks.
        rubrics: The rubrics that were checked.

    Returns:
        How many findings are told without their words.
    """
    told, hidden = [], 0
    for finding in found.found:
        if not _is_of_others(finding, found, workspace, reviewer):
            told.append(finding)
        elif finding.rule not in _TELLING:
            hidden += 1
            told.append(_without_words(finding, found, reviewer))
    found.found[:] = told
    found.withheld, found.asking = _withheld(found, workspace, reviewer, rubrics), reviewer
    return hidden


def _without_words(finding: Finding, found: StudyFindings, reviewer: str) -> Finding:
    rule = found.RULES[finding.rule]
    message = f"{rule.title[0].lower()}{rule.title[1:]} (which, is not shown: {reviewer} has not completed it)"
    where = PurePosixPath(finding.problem.where)
    of_decision = where.parent.name == CONSENSUS
    place = str(where.parent if of_decision else where)
    # The line would tell the question, and whether its answer is on the scale.
    return finding._replace(problem=Problem(place, message))


def _withheld(found: StudyFindings, workspace: Workspace, reviewer: str, rubrics: Iterable[str]) -> tuple[str, ...]:
    """Return of which sources it is left out whether decisions hold; of none where nobody else codes."""
    coded = {rubric for rubric, who in found.begun if who != reviewer}
    every = [rubric for rubric in rubrics if rubric in coded]
    sources = workspace.source_files[0]
    return tuple(one for one in sources if any((rubric, reviewer, one) not in found.completed for rubric in every))


def _is_of_others(finding: Finding, found: StudyFindings, workspace: Workspace, reviewer: str) -> bool:
    where = PurePosixPath(finding.problem.where)
    folder = PurePosixPath(workspace.settings.annotations)
    if finding.rule in {"file", "conflict"} or not where.is_relative_to(folder) or where.suffix != ".json":
        return False
    match where.relative_to(folder).with_suffix("").parts:
        case (rubric, who, source) if who != reviewer and (rubric, reviewer, source) not in found.completed:
            return not (finding.rule == "decision" and _is_own_decision(finding, workspace, rubric, source, reviewer))
        case _:
            return False


def _is_own_decision(finding: Finding, workspace: Workspace, rubric: str, source: str, reviewer: str) -> bool:
    """Whether a finding is in what ``reviewer`` decided themselves, which is never withheld from them."""
    try:
        made = read_adjudication(workspace.adjudication_path(rubric, source), workspace.root)
    except StancebookError:  # changed since it was checked
        return False
    own = [each for each in made.decisions if (decision := made.current(each)) and decision.by == reviewer]
    return any(finding.problem.message.startswith(f"{criterion}: ") for criterion in own)
