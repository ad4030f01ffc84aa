"""``stance resolve``: two edits of one file met; coding by coding, which stands?"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stancebook.cli.resolve_asking import SIDES, ask_side, must_be_in_question
from stancebook.cli.resolve_blind import why_withheld
from stancebook.cli.resolve_decisions import resolve_decisions
from stancebook.cli.resolve_register import resolve_register
from stancebook.cli.resolve_told import FIELD_NAMES, in_full, told
from stancebook.cli.session import Session, say, session_options

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stancebook.model.annotation import Annotation
    from stancebook.model.rubric import Rubric
    from stancebook.workspace.resolve_merge import Merge, Question, Side
    from stancebook.workspace.resolve_sides import Conflict, Sides


@dataclass(frozen=True)
class Decisions:
    """What was decided on the command line.

    Attributes:
        take: Which side stands wherever nothing else is said.
        codings: Which side stands, by criterion.
        fields: Which side stands, by field.
    """

    take: Side | None
    codings: Mapping[str, Side]
    fields: Mapping[str, Side]

    def of(self, question: Question) -> Side | None:
        """Return which side stands in a question, where it was said."""
        return (self.fields if question.is_field else self.codings).get(question.name, self.take)


@dataclass(frozen=True)
class Met:
    """A file in which two edits met.

    Attributes:
        conflict: The file.
        merge: The versions, compared.
        rubric: The rubric; None where it is not to be had.
        where: The file's name for messages.
        is_others: Whether the one who asks is known, and it is another's file.
        hidden: Whether what it says is withheld from them.
    """

    conflict: Conflict
    merge: Merge
    rubric: Rubric | None
    where: str
    is_others: bool
    hidden: bool = False


@click.command("resolve")
@click.argument("file", metavar="[FILE]", required=False, type=click.Path())
@click.option("--ours", metavar="FILE", type=click.Path(), help="One version, where the file cannot tell them apart.")
@click.option("--theirs", metavar="FILE", type=click.Path(), help="The other version.")
@click.option("--take", type=click.Choice(SIDES), help="The side that stands wherever both changed the same.")
@click.option(
    "--coding", "codings", multiple=True, metavar="CRITERION=SIDE", help="The side that stands for one coding."
)
@click.option(
    "--field", "fields", multiple=True, metavar="NAME=SIDE", help="For flag, note, attributed, source_sha256."
)
@click.option(
    "--registered", multiple=True, metavar="REVIEWER=SIDE", help="The side whose entry stands in reviewers.yaml."
)
@click.option("--dry-run", is_flag=True, help="Say what would be joined and what is in question.")
@click.option("--unblind", is_flag=True, help="What others said of sources you have not completed, too; recorded.")
@session_options
def command(
    *,
    session: Session,
    file: str | None,
    ours: str | None,
    theirs: str | None,
    take: Side | None,
    codings: tuple[str, ...],
    fields: tuple[str, ...],
    registered: tuple[str, ...],
    dry_run: bool,
    unblind: bool,
) -> None:
    """Join two versions of a file: a git conflict, or a sync program's conflicted copy.

    Annotations are joined coding by coding, decisions and the register of reviewers entry by entry. What only
    one side changed is taken. Where both changed the same, you say which stands: at the prompt, or by option.
    Decisions of both sides stay; without a prompt or --take the later counts. What others said of sources you have
    not completed is neither shown nor asked about. Both versions are kept in .stancebook/resolved/. Without FILE: all
    there are.

    \b
    stance resolve --dry-run
    stance resolve --take ours
    """
    wanted = _path(session, file) if file else None
    asks = not dry_run and sys.stdin.isatty() and sys.stderr.isatty()
    last = asks and wanted is None  # own annotations tell what of others' decisions may be shown and asked about
    joined = 0
    if wanted == session.workspace.register and (ours or theirs):
        raise click.UsageError("--ours and --theirs name versions of an annotation; the register needs none")
    if not ours and not theirs:
        of_register = _assignments("--registered", registered)
        joined = resolve_register(session, wanted, of_register, take, dry_run=dry_run)
        if not last:
            joined += resolve_decisions(session, wanted, take, dry_run=dry_run, unblind=unblind)
        if joined and wanted:
            return
    met = list(_met(session, wanted, file, ours, theirs))
    said = Decisions(take, _assignments("--coding", codings), _assignments("--field", fields))
    _must_be_in_question(said, met)
    _go_through(session, met, said, asks=asks, dry_run=dry_run, unblind=unblind)
    if last:
        joined += resolve_decisions(session, None, take, dry_run=False, unblind=unblind)
    if not met and not joined:
        say("nothing to resolve: no file of annotations/ holds conflict markers or has a conflicted copy beside it")


def _go_through(session: Session, met: list[Met], said: Decisions, *, asks: bool, dry_run: bool, unblind: bool) -> None:
    """Tell what is in question, or join it; where it is asked about, what is one's own comes first."""
    if asks:
        for one in met:
            if not one.is_others:
                _resolve(session, one, said)
    rest = [_veiled(session, one, said, unblind=unblind) for one in met if one.is_others or not asks]
    if dry_run:
        for one in rest:
            click.echo("\n".join(told(one.where, one.merge, one.rubric, said.of, hidden=one.hidden)))
        return
    _must_be_decided([one for one in rest if one.hidden or not asks], said)
    for one in rest:
        _resolve(session, one, said)


def _met(
    session: Session, wanted: Path | None, file: str | None, ours: str | None, theirs: str | None
) -> Iterator[Met]:
    from stancebook.model.problems import Problem, StancebookError
    from stancebook.workspace.resolve_sides import Conflict, conflicts, given_sides, sides_of

    root = session.workspace.root
    if (ours is None) != (theirs is None) or (ours and wanted is None):
        raise StancebookError("--ours and --theirs belong together, with the FILE they are versions of")
    if wanted and ours and theirs:
        yield _compared(session, Conflict(wanted), given_sides(wanted, root, Path(ours), Path(theirs)))
        return
    found = [one for one in conflicts(session.workspace) if wanted in {None, one.path, one.copy}]
    if wanted and not found:
        message = "holds no conflict markers and has no conflicted copy beside it"
        raise StancebookError(Problem(str(file), message))
    for one in found:
        yield _compared(session, one, sides_of(one, root))


def _compared(session: Session, conflict: Conflict, sides: Sides) -> Met:
    from stancebook.workspace.resolve_merge import compare, in_the_same_terms
    from stancebook.workspace.text_file import shown_path

    rubric = session.rubric_if_usable(sides.ours.rubric)
    merge = compare(in_the_same_terms(sides, rubric) if rubric else sides)
    is_others = session.asking not in {None, sides.ours.reviewer}
    return Met(conflict, merge, rubric, shown_path(conflict.path, session.workspace.root), is_others)


def _veiled(session: Session, met: Met, said: Decisions, *, unblind: bool) -> Met:
    """Return the same, hidden where the one who asks must not see what is in question; say why."""
    about = met.merge.sides.ours
    if not met.is_others or all(said.of(one) for one in met.merge.questions):
        return met
    if why := why_withheld(session, about.rubric, about.source, unblind=unblind):
        say(why)
    return replace(met, hidden=bool(why))


def _path(session: Session, file: str) -> Path:
    from stancebook.model.problems import Problem, StancebookError

    workspace = session.workspace
    candidates = [Path(file).absolute(), (workspace.root / file).absolute()]
    path = next((one for one in candidates if one.is_file()), None)
    if path is None:
        raise StancebookError(Problem(file, "there is no such file"))
    if not path.is_relative_to(workspace.annotations):
        raise StancebookError(Problem(file, f"lies outside {workspace.settings.annotations}/ of this workspace"))
    return path


def _assignments(option: str, given: tuple[str, ...]) -> dict[str, Side]:
    from stancebook.model.problems import Problem, StancebookError

    made: dict[str, Side] = {}
    for one in given:
        name, _, side = one.partition("=")
        if not name or side not in {"ours", "theirs"}:
            raise StancebookError(Problem(option, f"'{one[:80]}' should be NAME=ours or NAME=theirs"))
        made[name] = "ours" if side == "ours" else "theirs"
    return made


def _must_be_in_question(said: Decisions, met: list[Met]) -> None:
    for option, given, is_field in (("--coding", said.codings, False), ("--field", said.fields, True)):
        open_ones = [one.name for each in met for one in each.merge.questions if one.is_field == is_field]
        must_be_in_question(option, given, open_ones)


def _must_be_decided(met: list[Met], said: Decisions) -> None:
    """Refuse to go on where something is not decided, and show both sides of it.

    Raises:
        StancebookError: Naming what it is, file by file, and how to say which stands.
    """
    from stancebook.model.problems import Problem, StancebookError

    problems = []
    for each in met:
        if open_ones := [one for one in each.merge.questions if said.of(one) is None]:
            click.echo("\n".join(told(each.where, each.merge, each.rubric, said.of, hidden=each.hidden)))
            names = ", ".join(one.name for one in open_ones)
            option = "--field" if open_ones[0].is_field else "--coding"
            message = (
                f"both sides changed {names}: say which stands, as in {option} {open_ones[0].name}=ours (or --take)"
            )
            problems.append(Problem(each.where, message))
    if problems:
        raise StancebookError(problems)


def _resolve(session: Session, met: Met, said: Decisions) -> None:
    from stancebook.workspace.resolve_merge import decided
    from stancebook.workspace.resolve_store import store_resolved
    from stancebook.workspace.text_file import shown_path

    codings: dict[str, Side] = {}
    fields: dict[str, Side] = {}
    for one in met.merge.questions:
        side = said.of(one) or _ask(one, met.rubric, met.where)
        (fields if one.is_field else codings)[one.name] = side
    joined = decided(met.merge, codings, fields, met.rubric)
    sides = met.merge.sides
    kept = store_resolved(session.workspace, met.conflict, sides, joined)
    click.echo("\n".join(told(met.where, met.merge, met.rubric, Decisions(None, codings, fields).of)))
    if joined.state != sides.ours.state or joined.state != sides.theirs.state:
        say(f"{met.where} is {'complete' if joined.complete else _why_a_draft(joined, met)}")
    say(f"both versions are kept in {shown_path(kept, session.workspace.root)}/")
    if "conflicted" in sides.texts:
        say(f"in a git merge, go on with: git add {met.where}")


def _why_a_draft(joined: Annotation, met: Met) -> str:
    from stancebook.model.requirements import missing

    # What a coding lacks tells of its answer.
    lacks = [one.sentence for one in missing(joined, met.rubric)] if met.rubric and not met.is_others else []
    why = f" ({'; '.join(lacks)})" if lacks else ""
    return f"a draft{why}: look it through and complete it"


def _ask(question: Question, rubric: Rubric | None, where: str) -> Side:
    say("")
    say(f"{where}: both sides changed {FIELD_NAMES.get(question.name, question.name)}")
    for side in SIDES:
        say(f"  {side}:")
        for line in in_full(question, side, rubric):
            say(f"    {line}")
    return ask_side("Which stands?")
