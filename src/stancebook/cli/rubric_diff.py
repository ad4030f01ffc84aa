"""``stance rubric diff``: what changed between two versions of a rubric."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from stancebook.cli.options import output_options
from stancebook.cli.progress import working
from stancebook.cli.session import Session, emit, session_options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.model.fates import Fate
    from stancebook.model.rubric import Rubric
    from stancebook.model.rubric_diff import RubricDiff

_LAST_COMMIT: Final = "HEAD"


@click.command("diff")
@click.argument("old", metavar="[OLD]", required=False)
@click.argument("new", metavar="[NEW]", required=False)
@click.option("--unblind", is_flag=True, help="Others' codings of sources you have not completed, too; recorded.")
@output_options("terminal", "md", "json")
@session_options
def command(
    *,
    session: Session,
    old: str | None,
    new: str | None,
    unblind: bool,
    form: str,
    output: str | None,
) -> int:
    """Say what changed from OLD to NEW: in meaning, or in looks only, and which codings that touches.

    Each is a rubric's file or a git revision (HEAD~3). OLD is the last commit by default, NEW the workspace's
    rubric as it is now. Exit status 1 where an answer or criterion is gone and the changelog does not say what
    became of it, or says it of what was not there; 0 else.

    \b
    stance rubric diff                     # what I have changed since the last commit
    stance rubric diff HEAD~3
    stance rubric diff old.yaml new.yaml --format md
    """
    from stancebook.cli.fates import shown_fates
    from stancebook.model.problems import StancebookError
    from stancebook.model.rubric_diff import rubric_diff

    with working("comparing"):
        before, after = _rubric(session, old or _LAST_COMMIT), _rubric(session, new)
        if before.id != after.id:
            raise StancebookError(f"{before.id} and {after.id} are two rubrics, not two versions of one")
        diff = rubric_diff(before, after)
        fates, withheld = shown_fates(session, after, unblind=unblind)
    emit(_formatted(diff, fates, withheld, form, to_file=output not in {None, "-"}), output)
    return 1 if diff.vanished or diff.merged or diff.unknown else 0


def _rubric(session: Session, name: str | None) -> Rubric:
    from stancebook.cli.revision import rubric_text_at
    from stancebook.cli.rubric_target import find_rubric
    from stancebook.model.problems import NotFoundError
    from stancebook.workspace.given_file import STANDARD_INPUT
    from stancebook.workspace.rubric_file import parse_rubric

    if name is None or name == STANDARD_INPUT or Path(name).is_file():
        target = find_rubric(session, name)
        return parse_rubric(target.text(), target.where, target.named)
    current = find_rubric(session, None)
    workspace = session.workspace
    rubric_id = (current.path or Path(current.where)).stem
    text = rubric_text_at(workspace, rubric_id, name)
    if text is None:
        two = "name what to compare: stance rubric diff OLD.yaml NEW.yaml"
        if name == _LAST_COMMIT:
            raise NotFoundError(f"no commit of git holds this rubric; {two}")
        raise NotFoundError(f"there is neither a file nor a git revision '{name[:80]}' here; {two}")
    return parse_rubric(text, f"{name[:80]}:{current.where}")


def _formatted(diff: RubricDiff, fates: Sequence[Fate], withheld: int, form: str, *, to_file: bool) -> str:
    from stancebook.cli.terminal import terminal_width, wants_colour
    from stancebook.reports.json_form import json_text
    from stancebook.reports.rubric_diff_told import diff_json, diff_told
    from stancebook.reports.told import to_markdown, to_terminal

    if form == "json":
        return json_text(diff_json(diff, fates, withheld))
    told = diff_told(diff, fates, withheld, datetime.now().astimezone().date().isoformat())
    if form == "md":
        return to_markdown(told)
    return to_terminal(told, width=terminal_width(), colour=wants_colour(to_file=to_file))
