"""``stance check``: the gate for a study's CI."""

from __future__ import annotations

import json

import click

from stancebook.cli.options import output_options, workspace_options
from stancebook.cli.session import Session, emit, say, working


@click.command("check")
@click.option("--allow-stale", is_flag=True, help="Stale codings are no problem.")
@output_options("terminal", "json")
@workspace_options
def command(
    *,
    allow_stale: bool,
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
    with working("checking"):
        found = check_workspace(session.workspace, session.rubric_id)
    problems = found.problems + ([] if allow_stale else found.stale)
    if form == "json":
        entries = [("problem", one) for one in problems] + [("advice", one) for one in found.advice]
        data = {
            "schema": "stancebook/check/1",
            "sources": found.sources,
            "annotations": found.annotations,
            "quotes": found.quotes,
            "findings": [
                {"kind": kind, "where": one.where, "line": one.line, "column": one.column, "message": one.message}
                for kind, one in entries
            ],
        }
        emit(json.dumps(data, indent=2, ensure_ascii=False), output)
    else:
        counted = f"{found.sources} sources, {found.annotations} annotations, {found.quotes} quotes"
        verdict = f"{len(problems)} problems" if len(problems) != 1 else "1 problem"
        lines = [*map(str, problems), f"{counted}: {verdict if problems else 'all in order'}"]
        emit("\n".join(lines), output)
        for one in found.advice:
            say(f"note: {one}")
    return 1 if problems else 0
