"""``stance rubric check``: everything that is wrong with a rubric at once, and advice."""

from __future__ import annotations

import os
from pathlib import Path

import click

from stancebook.cli.options import output_options, rubric_options
from stancebook.cli.progress import working
from stancebook.cli.session import Session, emit


@click.command("check")
@click.argument("rubrics", nargs=-1, metavar="[FILE|ID] …")
@click.option("--no-advice", is_flag=True, help="Only what keeps the rubric from being used.")
@output_options("terminal", "json", "sarif", "github")
@rubric_options
def command(
    rubrics: tuple[str, ...],
    *,
    no_advice: bool,
    form: str,
    output: str | None,
    workspace: str | None,
    rubric_id: str | None,
) -> int:
    """Check a rubric: a FILE, an ID of the workspace, or - for standard input; else every rubric here.

    Problems keep it from being used; advice tells what makes two careful reviewers answer differently.
    Exit status 1 where there are problems, 0 with advice only.
    """
    from stancebook.cli.findings import formatted
    from stancebook.cli.rubric_target import find_rubrics
    from stancebook.reports.findings_text import findings_with_advice
    from stancebook.workspace.git import repository
    from stancebook.workspace.rubric_check import RubricFindings, check_rubric

    if rubrics and rubric_id:
        raise click.UsageError("the rubric is named twice, by --rubric too; once is enough")
    found = RubricFindings()
    base = repository(Path.cwd())
    with working("checking"):
        for target in find_rubrics(Session.of(workspace=workspace, rubric=rubric_id), rubrics):
            where = target.where if form in {"terminal", "json"} or target.path is None else _below(base, target.path)
            check_rubric(target.text(), where, found, path=target.path, workspace=target.workspace)
    if no_advice:
        found.found = found.of_kind("problem")
    emit(findings_with_advice(found) if form == "terminal" else formatted(found, form, base), output)
    return 1 if found.of_kind("problem") else 0


def _below(base: Path, path: Path) -> str:
    """Return a file as code hosts name it: from the folder of its repository."""
    return Path(os.path.relpath(path.absolute(), base)).as_posix()
