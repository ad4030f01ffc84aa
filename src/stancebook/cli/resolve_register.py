"""The register of reviewers in ``stance resolve``: everybody of both sides, and a choice where both differ."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from stancebook.cli.resolve_asking import SIDES, ask_side, must_be_in_question
from stancebook.cli.session import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from stancebook.cli.session import Session
    from stancebook.workspace.resolve_merge import Side
    from stancebook.workspace.resolve_register import Registers


def resolve_register(
    session: Session, wanted: Path | None, said: Mapping[str, Side], take: Side | None, *, dry_run: bool
) -> int:
    """Join the register, if two edits met in it; return how many files there were.

    Args:
        session: The session.
        wanted: The one file to look at; None for all.
        said: Which side's entry stands, by reviewer.
        take: Which side's stands where nothing else is said.
        dry_run: Whether only to tell.

    Raises:
        StancebookError: Where nobody can be asked what is not decided, or an option names nobody in question.
    """
    from stancebook.workspace.resolve_register import join_registers, register_conflict, registers
    from stancebook.workspace.resolve_store import store_joined
    from stancebook.workspace.text_file import shown_path

    workspace = session.workspace
    concerned = wanted is None or wanted.parent == workspace.register.parent  # else an unusable one is no hindrance
    conflict = register_conflict(workspace) if concerned else None
    if conflict is None or wanted not in {None, conflict.path, conflict.copy}:
        must_be_in_question("--registered", said, ())
        return 0
    where = shown_path(conflict.path, workspace.root)
    found = registers(conflict, workspace.root)
    must_be_in_question("--registered", said, found.questions)
    sides = {who: side for who in found.questions if (side := said.get(who, take))}
    _tell(found, sides, where)
    if dry_run:
        return 1
    for who in found.questions:
        if who not in sides:
            sides[who] = _ask(who, where)
    kept = store_joined(workspace, conflict, found.texts, join_registers(found, sides, where))
    say(f"both versions are kept in {shown_path(kept, workspace.root)}/")
    if "conflicted" in found.texts:
        say(f"in a git merge, go on with: git add {where}")
    return 1


def _tell(found: Registers, sides: Mapping[str, Side], where: str) -> None:
    from stancebook.model.visible import visible_line

    lines = [where]
    for who, side in found.taken.items():
        if found.of("ours", who) != found.of("theirs", who):
            has = f"only {side} registered or changed them" if found.of(side, who) else f"only {side} took them out"
            lines.append(f"  {who}: {has}")
    for who in found.questions:
        lines.append(f"  {who}: both have them, each otherwise; {_stands(sides.get(who))}")
        lines += [f"    {side + ':':7} {_entry(found, side, who)}" for side in SIDES]
    if len(lines) == 1:
        lines.append("  both sides say the same")
    for line in lines:
        click.echo(visible_line(line))


def _stands(side: Side | None) -> str:
    return f"{side} stands" if side else "not decided"


def _entry(found: Registers, side: Side, who: str) -> str:
    reviewer = found.of(side, who)
    if reviewer is None:
        return "not registered"
    told = {
        "name": reviewer.name,
        "kind": reviewer.kind,
        "how": reviewer.how,
        "second pass of": reviewer.second_pass_of,
    }
    return "; ".join(f"{name}: {value or '–'}" for name, value in told.items() if value is not None)


def _ask(who: str, where: str) -> Side:
    from stancebook.model.problems import Problem, StancebookError

    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        message = f"both sides have {who}: say whose entry stands, as in --registered {who}=ours (or --take)"
        raise StancebookError(Problem(where, message))
    return ask_side(f"Whose entry of {who} stands?")
