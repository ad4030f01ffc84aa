"""What a check found: problems, what is allowed this time, and advice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancebook.model.problems import Problem

FindingKind = Literal["problem", "allowed", "advice"]


class Rule(NamedTuple):
    """Something that a check looks for.

    Attributes:
        title: What is wrong, in a few words.
        help: What to do about it.
        advice: Whether it is only worth a look.
    """

    title: str
    help: str
    advice: bool = False


class Finding(NamedTuple):
    """One thing that was found.

    Attributes:
        rule: The id of a rule.
        problem: Where, and what.
    """

    rule: str
    problem: Problem


@dataclass
class Findings:
    """What a check found. Each check has a class of its own, which says what it looks for and what it has read.

    Attributes:
        found: Everything, in the order of the files.
        allowed: The rules whose findings are no problem this time.
        withheld: The sources of which it is left out whether decisions still hold, to keep the one who asks blind.
        asking: Who asks, where something is withheld from them.
    """

    TOOL: ClassVar[str]
    """The command, as files for code hosts name it."""
    SCHEMA: ClassVar[str]
    """What its JSON form says in ``schema``."""
    RULES: ClassVar[Mapping[str, Rule]]
    """What it looks for, by id."""

    found: list[Finding] = field(default_factory=list)
    allowed: frozenset[str] = frozenset()
    withheld: tuple[str, ...] = ()
    asking: str = ""

    def counts(self) -> dict[str, int]:
        """Return how much of what was read, by its plural."""
        raise NotImplementedError

    def kind(self, finding: Finding) -> FindingKind:
        """Return what a finding amounts to."""
        if self.RULES[finding.rule].advice:
            return "advice"
        return "allowed" if finding.rule in self.allowed else "problem"

    def of_kind(self, kind: FindingKind) -> list[Finding]:
        """Return the findings that amount to this."""
        return [one for one in self.found if self.kind(one) == kind]
