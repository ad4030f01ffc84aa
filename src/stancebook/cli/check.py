"""``stance check``: the gate for a study's CI."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from stancebook.cli.options import output_options, workspace_options
from stancebook.cli.session import Session, emit, say, working

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.workspace.check import Findings


@click.command("check")
@click.option("--allow-stale", is_flag=True, help="Stale codings are no problem.")
@click.option("--allow-lost", is_flag=True, help="Quotes of which nothing is left in the source are no problem.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@output_options("terminal", "json", "sarif", "github")
@workspace_options
def command(
    *,
    allow_stale: bool,
    allow_lost: bool,
    as_json: bool,
    form: str,
    output: str | None,
    workspace: str | None,
    rubric: str | None,
    reviewer: str | None,
) -> int:
    """Check that every file is valid, every quote verbatim and every rule of the rubric obeyed.

    Exit status 1 where something is wrong.
    """
    from stancebook.workspace.check import check_workspace

    session = Session.of(workspace=workspace, rubric=rubric, reviewer=reviewer)
    if as_json and form not in {"terminal", "json"}:
        raise click.UsageError(f"--json and --format {form} say two things; give one")
    allowed = frozenset(rule for rule, given in (("stale", allow_stale), ("quote-lost", allow_lost)) if given)
    with working("checking"):
        found = check_workspace(session.workspace, session.rubric_id, allowed=allowed)
    emit(_formatted(found, "json" if as_json else form, session.workspace.root), output)
    if form == "terminal" and not as_json:
        for one in found.of_kind("advice"):
            say(f"note: {one.problem}")
    return 1 if found.of_kind("problem") else 0


def _formatted(found: Findings, form: str, root: Path) -> str:
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
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            below = root.relative_to(folder).as_posix()
            return "" if below == "." else f"{below}/"
    return ""
