"""``stance check``: the gate for a study's CI."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from stancebook.cli.findings import formatted
from stancebook.cli.greeting import greet
from stancebook.cli.options import with_format, with_output
from stancebook.cli.output_form import form_of
from stancebook.cli.progress import working
from stancebook.cli.session import Session, emit, say, session_options
from stancebook.model.problems import Problem, StancebookError

if TYPE_CHECKING:
    from stancebook.workspace.workspace import Workspace

_FORMATS: Final = ("terminal", "json", "sarif", "github")


@click.command("check")
@click.option("--allow-stale", is_flag=True, help="Stale codings are no problem.")
@click.option("--allow-lost", is_flag=True, help="Quotes of which nothing is left in the source are no problem.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@with_format(_FORMATS)
@with_output
@session_options
def command(
    *,
    session: Session,
    allow_stale: bool,
    allow_lost: bool,
    as_json: bool,
    form: str | None,
    output: str | None,
) -> int:
    """Check that every file is valid, every quote verbatim and every rule of the rubric obeyed.

    Exit status 1 where something is wrong.
    """
    from stancebook.workspace.check import check_workspace
    from stancebook.workspace.check_blind import hide_words

    if as_json and form not in {None, "json"}:
        raise click.UsageError(f"--json and --format {form} say two things; give one")
    form = form_of(output, "json" if as_json else form, _FORMATS)
    allowed = frozenset(rule for rule, given in (("stale", allow_stale), ("quote-lost", allow_lost)) if given)
    with working("checking"):
        found = check_workspace(session.workspace, session.rubric_id, allowed=allowed)
    found.add("setting", _keys(session.workspace))
    if session.asking and found.registered is not None:
        known = found.registered | {who for _, who in found.begun}
        greet(session.asking, sorted(known), known)
    rubrics = [session.rubric_id] if session.rubric_id else session.workspace.rubric_ids()
    if (asking := session.asking) and (hidden := hide_words(found, session.workspace, asking, rubrics)):
        findings = "1 finding" if hidden == 1 else f"{hidden} findings"
        where = f"others' codings of and decisions on sources that {asking} has not completed"
        say(f"{findings} in {where}: told without the words")
    emit(formatted(found, form, session.workspace.root), output)
    if form == "terminal":
        for one in found.of_kind("advice"):
            say(f"note: {one.problem}")
    return 1 if found.of_kind("problem") else 0


def _keys(workspace: Workspace) -> tuple[Problem, ...]:
    """Return what keeps the screens from opening: keys in the settings that cannot be given."""
    if workspace.settings.keys:
        from stancebook.tui.preferences import keymap_of

        try:
            keymap_of(workspace)
        except StancebookError as error:
            return error.problems
    return ()
