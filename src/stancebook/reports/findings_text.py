"""What a check found, for people: one line each, and a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.visible import visible_line

if TYPE_CHECKING:
    from stancebook.workspace.check import Findings


def verdict(found: Findings) -> str:
    """Return the last line: what was read, and how it went."""
    problems, allowed = len(found.of_kind("problem")), len(found.of_kind("allowed"))
    read = ((found.sources, "source"), (found.annotations, "annotation"), (found.quotes, "quote"))
    told = _several(problems, "problem") if problems else "all in order"
    return f"{', '.join(_several(*one) for one in read)}: {told}" + (f" ({allowed} allowed)" if allowed else "")


def _several(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def findings_text(found: Findings) -> str:
    """Return the problems and the verdict."""
    return "\n".join([*(visible_line(str(one.problem)) for one in found.of_kind("problem")), verdict(found)])
