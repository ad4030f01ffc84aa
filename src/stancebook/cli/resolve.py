"""``stance resolve``: two edits of one annotation met; coding by coding, which stands?"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stancebook.cli.resolve_decisions import resolve_decisions
from stancebook.cli.session import Session, say, session_options

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stancebook.model.annotation import Annotation, Attributed, Coding
    from stancebook.model.rubric import Rubric
    from stancebook.workspace.resolve_merge import Merge, Question, Side
    from stancebook.workspace.resolve_sides import Conflict

SIDES = click.Choice(["ours", "theirs"])
FIELD_NAMES = {"flag": "the flag", "note": "the note on the source", "attributed": "positions of others"}


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


@click.command("resolve")
@click.argument("file", metavar="[FILE]", required=False, type=click.Path())
@click.option("--ours", metavar="FILE", type=click.Path(), help="One version, where the file cannot tell them apart.")
@click.option("--theirs", metavar="FILE", type=click.Path(), help="The other version.")
@click.option("--take", type=SIDES, help="The side that stands wherever both changed the same.")
@click.option(
    "--coding", "codings", multiple=True, metavar="CRITERION=SIDE", help="The side that stands for one coding."
)
@click.option(
    "--field", "fields", multiple=True, metavar="NAME=SIDE", help="For flag, note, attributed, source_sha256."
)
@click.option("--dry-run", is_flag=True, help="Say what would be joined and what is in question.")
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
    dry_run: bool,
) -> None:
    """Join two versions of an annotation: a git conflict, or a sync program's conflicted copy.

    What only one side changed is taken. Where both changed the same coding, you say which stands: at the
    prompt, or by option. Both versions are kept in .stancebook/resolved/. Without FILE: all there are.
    """
    wanted = _path(session, file) if file else None
    joined = 0
    if not ours and not theirs:
        joined = resolve_decisions(session, wanted, dry_run=dry_run)
        if joined and wanted:
            return
    merges = list(_merges(session, file, ours, theirs))
    said = Decisions(take, _assignments("--coding", codings), _assignments("--field", fields))
    _must_be_in_question(said, [merge for _, merge in merges])
    if not merges and not joined:
        say("nothing to resolve: no annotation holds conflict markers or has a conflicted copy beside it")
    if dry_run:
        for conflict, merge in merges:
            click.echo("\n".join(_told(session, conflict, merge, said)))
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        _must_be_decided(session, merges, said)
    for conflict, merge in merges:
        _resolve(session, conflict, merge, said)


def _merges(
    session: Session, file: str | None, ours: str | None, theirs: str | None
) -> Iterator[tuple[Conflict, Merge]]:
    from stancebook.model.problems import Problem, StancebookError
    from stancebook.workspace.resolve_merge import compare
    from stancebook.workspace.resolve_sides import Conflict, conflicts, given_sides, sides_of

    root = session.workspace.root
    if (ours is None) != (theirs is None) or (ours and file is None):
        raise StancebookError("--ours and --theirs belong together, with the FILE they are versions of")
    wanted = _path(session, file) if file else None
    if wanted and ours and theirs:
        yield Conflict(wanted), compare(given_sides(wanted, root, Path(ours), Path(theirs)))
        return
    found = [one for one in conflicts(session.workspace) if wanted in {None, one.path, one.copy}]
    if wanted and not found:
        message = "holds no conflict markers and has no conflicted copy beside it"
        raise StancebookError(Problem(str(file), message))
    for one in found:
        yield one, compare(sides_of(one, root))


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


def _must_be_in_question(said: Decisions, merges: list[Merge]) -> None:
    from stancebook.model.nearest import did_you_mean
    from stancebook.model.problems import Problem, StancebookError

    for option, given, is_field in (("--coding", said.codings, False), ("--field", said.fields, True)):
        open_ones = [one.name for merge in merges for one in merge.questions if one.is_field == is_field]
        for name in given:
            if name not in open_ones:
                message = f"'{name[:80]}' is not in question{did_you_mean(name, open_ones)}"
                raise StancebookError(Problem(option, message))


def _must_be_decided(session: Session, merges: list[tuple[Conflict, Merge]], said: Decisions) -> None:
    from stancebook.model.problems import Problem, StancebookError
    from stancebook.workspace.text_file import shown_path

    problems = []
    for conflict, merge in merges:
        if open_ones := [one for one in merge.questions if said.of(one) is None]:
            names = ", ".join(one.name for one in open_ones)
            option = "--field" if open_ones[0].is_field else "--coding"
            message = (
                f"both sides changed {names}: say which stands, as in {option} {open_ones[0].name}=ours (or --take)"
            )
            problems.append(Problem(shown_path(conflict.path, session.workspace.root), message))
    if problems:
        raise StancebookError(problems)


def _resolve(session: Session, conflict: Conflict, merge: Merge, said: Decisions) -> None:
    from stancebook.workspace.resolve_merge import decided
    from stancebook.workspace.resolve_store import store_resolved
    from stancebook.workspace.text_file import shown_path

    rubric = _rubric(session, merge.sides.ours)
    where = shown_path(conflict.path, session.workspace.root)
    codings: dict[str, Side] = {}
    fields: dict[str, Side] = {}
    for question in merge.questions:
        (fields if question.is_field else codings)[question.name] = said.of(question) or _ask(question, rubric, where)
    joined = decided(merge, codings, fields, rubric)
    kept = store_resolved(session.workspace, conflict, merge.sides, joined)
    click.echo("\n".join(_told(session, conflict, merge, Decisions(None, codings, fields))))
    if joined.state != merge.sides.ours.state or joined.state != merge.sides.theirs.state:
        say(f"{where} is {'complete' if joined.complete else 'a draft again: look it through and complete it'}")
    say(f"both versions are kept in {shown_path(kept, session.workspace.root)}/")
    if "conflicted" in merge.sides.texts:
        say(f"in a git merge, go on with: git add {where}")


def _rubric(session: Session, annotation: Annotation) -> Rubric | None:
    from stancebook.model.problems import StancebookError

    try:
        return session.workspace.rubric(annotation.rubric)
    except StancebookError:
        return None


def _told(session: Session, conflict: Conflict, merge: Merge, said: Decisions) -> list[str]:
    from stancebook.model.visible import visible_line
    from stancebook.workspace.text_file import shown_path

    lines = [shown_path(conflict.path, session.workspace.root)]
    taken = [*merge.codings.items(), *merge.fields.items()]
    lines += [f"  {name}: only {side} changed it" for name, side in taken]
    for one in merge.questions:
        side = said.of(one)
        lines.append(f"  {one.name}: both changed it; {f'{side} stands' if side else 'not decided'}")
    if len(lines) == 1:
        lines.append("  both sides say the same")
    return [visible_line(line) for line in lines]


def _ask(question: Question, rubric: Rubric | None, where: str) -> Side:
    say("")
    say(f"{where}: both sides changed {FIELD_NAMES.get(question.name, question.name)}")
    for side, version in (("ours", question.ours), ("theirs", question.theirs)):
        say(f"  {side}:")
        for line in _version(question, version, rubric):
            say(f"    {line}")
    answer = click.prompt("Which stands?", type=SIDES, err=True)
    return "ours" if answer == "ours" else "theirs"


def _version(question: Question, version: object, rubric: Rubric | None) -> Iterator[str]:
    if not question.is_field:
        yield from _coding(question.name, version, rubric)  # type: ignore[arg-type]
    elif question.name == "attributed":
        positions: tuple[Attributed, ...] = version  # type: ignore[assignment]
        for one in positions:
            answer = one.off_scale if one.value is None else one.value
            yield f"{one.actor}, {one.criterion}: {answer}"
    else:
        yield str(version) or "(empty)"


def _coding(criterion: str, coding: Coding, rubric: Rubric | None) -> Iterator[str]:
    if rubric and criterion in rubric.by_id:
        answer = rubric.label(criterion, coding.answer)
    else:
        answer = str(coding.off_scale if coding.value is None else coding.value)
    sure = f", confidence {coding.confidence}" if coding.confidence is not None else ""
    yield f"{answer}{sure} ({coding.at or 'time unknown'})"
    if coding.note:
        yield f"note: {coding.note}"
    for quote in coding.evidence:
        yield f"“{quote.quote}”"
