"""The check of a rubric: everything that keeps it from being used, and advice on what makes reviewers disagree."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from stancebook.model.advice import KINDS, advice
from stancebook.model.consistency_changelog import vanished_names
from stancebook.model.meaning_kept import FROZEN
from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.findings import Finding, Findings, Rule
from stancebook.workspace.rubric_examination import examine
from stancebook.workspace.rubric_knowledge import RubricKnowledge
from stancebook.workspace.rubric_schema import schema_text
from stancebook.workspace.rubric_traps import traps
from stancebook.workspace.text_file import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from stancebook.model.rubric import Rubric
    from stancebook.workspace.workspace import Workspace
    from stancebook.workspace.yaml_tree import Loc

_MODELINE: Final = re.compile(r"#\s*yaml-language-server:\s*\$schema=(\S+)")
_HEAD: Final = 20
"""On so many first lines editors look for the schema."""

RULES: Final = {
    "unusable": Rule("A rubric that cannot be used", "Mend it at the place named."),
    "reads-differently": Rule("Something other YAML readers read differently", "Put it in quotes.", advice=True),
    "schema": Rule(
        "The JSON Schema that the rubric names is not there, or of another version",
        "Write it anew: stance rubric schema -o FILE.",
        advice=True,
    ),
    "same-version": Rule(
        "A criterion that changed in meaning after it was coded, and the version did not",
        "Raise the version, and say in the changelog what changed.",
    ),
    "outlived": Rule(
        "same_meaning_as lists what was said of another meaning", "Take the digest out, and raise the version."
    ),
    "frozen": Rule("A frozen version that changed", "Take the change back, or raise the version."),
    "unseen": Rule(
        "A frozen version, or a wording said to mean the same, and nothing to hold it against",
        "Let git hold the rubric, and clone the whole history where it is checked.",
        advice=True,
    ),
    "vanished": Rule(
        "The changelog names what the rubric does not have",
        "Correct the name, put it back, or say in a new version what became of it.",
    ),
    "mistyped-operation": Rule(
        "An operation on an id that the version before did not have", "Name it as it was called before."
    ),
    "unknown-operation": Rule(
        "An operation on an id that nothing here knows", "Name it as it was called before.", advice=True
    ),
    **{name: Rule(kind.title, kind.help, advice=True) for name, kind in KINDS.items()},
}

_OF_SCALES: Final = {"undefined-values", "alike-labels", "alike-definitions", "middle-collects-silence", "catch-all"}
"""Told once of a scale that several criteria share."""


@dataclass
class RubricFindings(Findings):
    """What a check of rubrics found.

    Attributes:
        rubrics: How many were read.
    """

    TOOL: ClassVar = "stance rubric check"
    SCHEMA: ClassVar = "stancebook/rubric-check/1"
    RULES: ClassVar = RULES

    rubrics: int = 0

    def counts(self) -> dict[str, int]:
        """Return how much was read."""
        return {"rubrics": self.rubrics}

    def add(self, rule: str, problems: Iterable[Problem]) -> None:
        """Add findings of one rule."""
        self.found += [Finding(rule, problem) for problem in problems]


def check_rubric(
    text: str, where: str, findings: RubricFindings, *, path: Path | None = None, workspace: Workspace | None = None
) -> None:
    """Check the text of a rubric.

    Args:
        text: The YAML.
        where: The file's name for messages.
        findings: Where to put what is found.
        path: The file, where there is one: its name must be the rubric's id.
        workspace: The workspace whose rubric it is, if it is one's: its codings tell what they were asked.
    """
    findings.rubrics += 1
    try:
        examined = examine(text, where, path.name if path is not None else None)
    except StancebookError as error:
        findings.add("unusable", error.problems)
        return
    findings.add("unusable", examined.problems)
    rubric, tree = examined.rubric, examined.tree
    if rubric is None:
        return
    told = [(one.kind, Problem(where, one.message, *tree.place(one.loc))) for one in advice(rubric)]
    told += [(one.kind, Problem(where, one.message, *tree.place(one.loc))) for one in vanished_names(rubric)]
    told += [("reads-differently", problem) for problem in traps(text, where)]
    if path is not None:
        told += [("schema", Problem(where, message, line, 1)) for line, message in _schema(text, path)]
    if workspace is not None:
        known = _known(rubric, RubricKnowledge(workspace, rubric))
        told += [(kind, Problem(where, message, *tree.place(loc))) for kind, loc, message in known]
    seen: set[tuple[str, int | None, int | None]] = set()
    for kind, problem in sorted(told, key=lambda one: (one[1].line or 0, one[1].column or 0)):
        at = kind, problem.line, problem.column
        if at not in seen or kind not in _OF_SCALES:
            findings.add(kind, [problem])
        seen.add(at)


def _schema(text: str, path: Path) -> Iterator[tuple[int, str]]:
    """Look at the schema that a rubric names for editors, where that is a file."""
    for number, line in enumerate(text.split("\n", _HEAD)[:_HEAD], 1):
        named = _MODELINE.match(line)
        if not named or ":" in named[1]:
            continue
        try:
            there = read_text(path.parent / named[1])
        except StancebookError:
            yield number, f"there is no {named[1]} for editors; stance rubric schema -o FILE writes it"
            continue
        if there != schema_text():
            yield number, f"{named[1]} is of another version of Stancebook; stance rubric schema -o FILE writes it anew"


def _known(rubric: Rubric, knowledge: RubricKnowledge) -> Iterator[tuple[str, Loc, str]]:
    """Find what does not go with the rubric's codings, or with what it was before."""
    yield from knowledge.moved()
    said = knowledge.said_to_mean_the_same
    if (rubric.status == FROZEN or said) and (why := knowledge.unseen):
        if rubric.status == FROZEN:
            message = f"version {rubric.version} is frozen, and what it was then is not known here: {why}"
            yield "unseen", ("status",), message
        for index, criterion in enumerate(rubric.criteria):
            if number := said[criterion.id]:
                codings = "a coding counts" if number == 1 else f"{number} codings count"
                message = (
                    f"{codings} as current by it, and what {criterion.id} asked when it was said is not known here"
                )
                yield "unseen", ("criteria", index, "same_meaning_as"), f"{message}: {why}"
    yield from ((one.kind, one.loc, one.message) for one in knowledge.unknown())
