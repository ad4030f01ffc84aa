"""The forms in which commands tell what a check found."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.workspace.findings import Findings


def formatted(found: Findings, form: str, root: Path) -> str:
    """Return findings in a form for people, programs or code hosts.

    Args:
        found: The findings.
        form: ``terminal``, ``json``, ``sarif`` or ``github``.
        root: The folder that their places are relative to.
    """
    if form == "json":
        from stancebook.reports.findings_json import findings_json

        return findings_json(found)
    if form == "sarif":
        from stancebook import __version__
        from stancebook.reports.findings_sarif import findings_sarif

        return findings_sarif(found, __version__, _prefix(root))
    if form == "github":
        from stancebook.reports.findings_github import findings_github

        return findings_github(found, _prefix(root))
    from stancebook.reports.findings_text import findings_text

    return findings_text(found)


def _prefix(root: Path) -> str:
    """Return where the workspace lies in its git repository; code hosts name files from there."""
    from stancebook.workspace.git import repository

    below = root.relative_to(repository(root)).as_posix()
    return "" if below == "." else f"{below}/"
