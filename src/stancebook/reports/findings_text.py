"""What a check found, for people: one line each, and a verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.visible import visible_line

if TYPE_CHECKING:
    from stancebook.workspace.check import Findings


def verdict(found: Findings) -> str:
    """Return the last line: what was read, and how it went."""
    problems, allowed = len(found.of_kind("problem")), len(found.of_kind("allowed"))
    counted = f"{found.sources} sources, {found.annotations} annotations, {found.quotes} quotes"
    told = "all in order" if not problems else "1 problem" if problems == 1 else f"{problems} problems"
    return f"{counted}: {told}" + (f" ({allowed} allowed)" if allowed else "")


def findings_text(found: Findings) -> str:
    """Return the problems and the verdict."""
    return "\n".join([*(visible_line(str(one.problem)) for one in found.of_kind("problem")), verdict(found)])
