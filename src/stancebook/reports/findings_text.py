"""What a check found, for people: one line each, and a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.visible import visible_line
from stancebook.reports.words import count

if TYPE_CHECKING:
    from stancebook.workspace.findings import Finding, Findings


def verdict(found: Findings) -> str:
    """Return the last line: what was read, and how it went."""
    problems, allowed = len(found.of_kind("problem")), len(found.of_kind("allowed"))
    told = count(problems, "problem") if problems else "all in order"
    withheld = f"; {withheld_words(found)}" if found.withheld else ""
    return f"{read(found)}: {told}" + (f" ({allowed} allowed)" if allowed else "") + withheld


def withheld_words(found: Findings) -> str:
    """Return of how many sources it is left out whether decisions on them still hold."""
    until = f"until {visible_line(found.asking)} has completed {'it' if len(found.withheld) == 1 else 'them'}"
    return f"whether decisions on {count(len(found.withheld), 'source')} still hold is withheld {until}"


def read(found: Findings) -> str:
    """Return what was read: ``5 sources, 15 annotations, 151 quotes``."""
    return ", ".join(count(number, plural.removesuffix("s"), plural) for plural, number in found.counts().items())


def findings_text(found: Findings) -> str:
    """Return the problems and the verdict."""
    return "\n".join([*(visible_line(str(one.problem)) for one in found.of_kind("problem")), verdict(found)])


def findings_with_advice(found: Findings) -> str:
    """Return the problems, the advice below them and told apart, and the verdict."""
    problems, advice = found.of_kind("problem"), found.of_kind("advice")
    lines = [visible_line(str(one.problem)) for one in problems]
    if advice:
        lines += ["", "Advice, for you to judge:"] if problems else ["Advice, for you to judge:"]
        lines += [visible_line(f"{_place(one)}: advice: {one.problem.message} [{one.rule}]") for one in advice]
    told = count(len(problems), "problem") if problems else "nothing wrong"
    told += f", {count(len(advice), 'piece')} of advice" if advice else ""
    return "\n".join([*lines, *([""] if lines else []), f"{read(found)}: {told}"])


def _place(one: Finding) -> str:
    return str(one.problem._replace(message="")).removesuffix(": ")
