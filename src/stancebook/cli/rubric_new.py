"""``stance rubric new``: begin a rubric, from a few questions or from a commented template."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stancebook.cli.options import Named, workspace_option
from stancebook.cli.session import Session, emit, say

if TYPE_CHECKING:
    from stancebook.workspace.rubric_draft import Draft
    from stancebook.workspace.workspace import Workspace

_USUAL = "my-rubric"


@click.command("new")
@click.argument("rubric_id", required=False, metavar="[ID]")
@click.option("--title", help="What the study is about.")
@click.option("--holder", metavar="WHO", help="Whose stance is coded, as in author, speaker, party.")
@click.option(
    "--criterion",
    "criteria",
    multiple=True,
    metavar="ID:TYPE=QUESTION",
    help="A criterion; may be repeated. TYPE is ordinal(HIGH,LOW), nominal(A,B,C), several(A,B,C), boolean, "
    "numeric(MIN,MAX,UNIT) or text; without it, ordinal.",
)
@click.option("--template", is_flag=True, help="The commented template, and no questions.")
@click.option("--ask", is_flag=True, help="Ask, even where the answers come from a pipe.")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=Named(),
    help="Write here (else rubrics/ID.yaml of the workspace, or ID.yaml).",
)
@workspace_option
def command(
    *,
    rubric_id: str | None,
    title: str | None,
    holder: str | None,
    criteria: tuple[str, ...],
    template: bool,
    ask: bool,
    output: str | None,
    workspace: str | None,
) -> None:
    """Begin a rubric, called ID. On a terminal a few questions are asked first.

    What is written can be used at once, and says in comments how to make it better. No file is ever overwritten.
    """
    from stancebook.model.problems import Problem, StancebookError

    drafted = bool(title or holder or criteria)
    if template and (drafted or ask):
        raise click.UsageError("--template asks nothing and takes nothing; leave the rest out")
    place = _workspace(Session.of(workspace=workspace))
    draft: Draft | None = None
    if drafted and not ask:
        draft = _from_options(rubric_id, title, holder, criteria)
    elif ask or (not template and sys.stdin.isatty() and sys.stderr.isatty()):
        draft = _from_questions(rubric_id, title, holder, place)
    made = draft.id if draft else rubric_id or _USUAL
    path = _path(None if output == "-" else output, made, place)
    called = _called(path, place)
    text = _text(draft, made, called)
    if output == "-":
        emit(text, output)
        return
    if path.exists() or path.is_symlink():
        raise StancebookError(Problem(_shown(path), "is there already, and is left as it is; choose another ID"))
    _write(path, text, place)
    say(f"next: edit it, then  stance rubric check {called}  and  stance rubric show {called}")
    if place is None:
        say("it is in no workspace yet; put it into rubrics/, and stance init makes one around it")


def _workspace(session: Session) -> Workspace | None:
    from stancebook.model.problems import NotFoundError

    if "workspace" in session.options:
        return session.workspace
    try:
        return session.workspace
    except NotFoundError:
        return None


def _from_options(rubric_id: str | None, title: str | None, holder: str | None, criteria: tuple[str, ...]) -> Draft:
    from stancebook.cli.rubric_criterion import criterion_of
    from stancebook.model.ids import make_id
    from stancebook.workspace.rubric_draft import Draft

    if not criteria:
        raise click.UsageError("name at least one --criterion 'ID=QUESTION'")
    made = rubric_id or make_id(title or "") or _USUAL
    found = tuple(criterion_of(one) for one in criteria)
    return Draft(made, title or made.replace("-", " ").capitalize(), found, holder or "author")


def _from_questions(
    rubric_id: str | None, title: str | None, holder: str | None, place: Workspace | None
) -> Draft | None:
    from stancebook.cli.rubric_dialogue import ask_for_draft

    taken = set(place.rubric_ids()) if place else {path.stem for path in Path().glob("*.yaml")}
    return ask_for_draft(rubric_id, title, holder, taken)


def _text(draft: Draft | None, rubric_id: str, called: str) -> str:
    """Return the text, which must be a rubric: ids given twice, for instance, are found here."""
    from stancebook.model.problems import Problem, StancebookError
    from stancebook.workspace.rubric_draft import draft_rubric
    from stancebook.workspace.rubric_file import parse_rubric
    from stancebook.workspace.template import rubric_template

    if draft is None:
        return rubric_template(rubric_id, called)
    text = draft_rubric(draft, called)
    try:
        parse_rubric(text, "")
    except StancebookError as error:
        raise StancebookError([Problem("", one.message) for one in error.problems]) from None
    return text


def _path(output: str | None, rubric_id: str, place: Workspace | None) -> Path:
    if output is None:
        return (place.rubrics if place else Path().absolute()) / f"{rubric_id}.yaml"
    path = Path(output).absolute()
    if path.stem != rubric_id or path.suffix != ".yaml":
        raise click.UsageError(f"the file must be called as the rubric is: {rubric_id}.yaml")
    return path


def _write(path: Path, text: str, place: Workspace | None) -> None:
    from stancebook.workspace.rubric_schema import SCHEMA_FILE, schema_text
    from stancebook.workspace.safe_write import write_text
    from stancebook.workspace.text_file import must_lie_in

    schema = path.with_name(SCHEMA_FILE)
    new = [path, *([] if schema.exists() or schema.is_symlink() else [schema])]
    if place is not None and path.parent == place.rubrics:
        must_lie_in(place.root, *new)
    for one in new:
        write_text(one, text if one == path else schema_text())
        say(f"wrote {_shown(one)}" + ("" if one == path else ", by which an editor completes and checks it"))


def _called(path: Path, place: Workspace | None) -> str:
    """Return how commands are to name the rubric: by its id in a workspace, by its file elsewhere."""
    return path.stem if place is not None and path.parent == place.rubrics else _shown(path)


def _shown(path: Path) -> str:
    here = Path().absolute()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else str(path)
