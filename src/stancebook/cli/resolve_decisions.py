"""Files of decisions in ``stance resolve``: all of both sides stay, and where they contradict each other one counts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from stancebook.cli.resolve_asking import SIDES, ask_side
from stancebook.cli.resolve_blind import why_withheld
from stancebook.cli.session import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from stancebook.cli.session import Session
    from stancebook.model.decision import Decision
    from stancebook.model.rubric import Rubric
    from stancebook.workspace.resolve_decisions import JoinedDecisions
    from stancebook.workspace.resolve_merge import Side


def resolve_decisions(session: Session, wanted: Path | None, take: Side | None, *, dry_run: bool, unblind: bool) -> int:
    """Join the files of decisions in which two edits met, or the one wanted; return how many there were.

    Args:
        session: The session.
        wanted: The one file to look at; None for all.
        take: Whose decision counts where both sides decided; None: whose is chosen at the prompt, else the later.
        dry_run: Whether only to tell.
        unblind: Whether to tell what others decided on sources that the one who asks has not completed, too.
    """
    from stancebook.model.visible import visible_line
    from stancebook.workspace.resolve_decisions import join_decisions
    from stancebook.workspace.resolve_sides import decision_conflicts
    from stancebook.workspace.resolve_store import store_joined
    from stancebook.workspace.text_file import shown_path

    root = session.workspace.root
    asks = take is None and not dry_run and sys.stdin.isatty() and sys.stderr.isatty()
    found = [one for one in decision_conflicts(session.workspace) if wanted in {None, one.path, one.copy}]
    for one in found:
        made = join_decisions(one, root)
        where = shown_path(one.path, root)
        rubric = session.rubric_if_usable(made.adjudication.rubric)
        hidden = _hidden(session, made, unblind=unblind)
        sides = dict.fromkeys(made.contested, take) if take else {}
        if asks and not hidden:
            sides = _chosen(made, rubric, where)
        click.echo(visible_line(where))
        click.echo(f"  all decisions of both sides: {sum(map(len, made.adjudication.decisions.values()))}")
        told = _told_blind(made, sides, rubric, session.asking) if hidden else _told(made, sides, rubric, dry_run)
        for line in told:
            click.echo(visible_line(line))
        if dry_run:
            continue
        kept = store_joined(session.workspace, one, made.texts, made.settled(sides).to_json())
        say(f"both versions are kept in {shown_path(kept, root)}/")
        if "conflicted" in made.texts:
            say(f"in a git merge, go on with: git add {where}")
    return len(found)


def _hidden(session: Session, made: JoinedDecisions, *, unblind: bool) -> bool:
    """Return whether what others decided is withheld from the one who asks, and say why."""
    by = {decision.by for decisions in made.contested.values() for decision in decisions.values()}
    if by <= {session.asking}:
        return False
    held = made.adjudication
    if why := why_withheld(session, held.rubric, held.source, unblind=unblind):
        say(why)
    return bool(why)


def _chosen(made: JoinedDecisions, rubric: Rubric | None, where: str) -> dict[str, Side]:
    """Ask whose decision counts where the two say different things."""
    chosen: dict[str, Side] = {}
    for criterion, decisions in made.contested.items():
        if _says_the_same(decisions):
            continue
        say("")
        say(f"{where}: both sides decided on {criterion}")
        for side in SIDES:
            say(_line(side, decisions[side], rubric, criterion))
        chosen[criterion] = ask_side("Which counts?")
    return chosen


def _told_blind(
    made: JoinedDecisions, chosen: Mapping[str, Side], rubric: Rubric | None, asking: str | None
) -> Iterator[str]:
    """Yield on what both sides decided, and which counts; of what they decided only what ``asking`` did."""
    for criterion, decisions in made.contested.items():
        counting = decisions[chosen.get(criterion) or made.counting(criterion)]
        counts = _counts(made, chosen, criterion)
        yield f"  {criterion}: decided on both sides; {counts}, by {counting.by} of {counting.at[:10]}"
        yield from (
            _line(each, decisions[each], rubric, criterion, "    ") for each in SIDES if decisions[each].by == asking
        )


def _told(made: JoinedDecisions, chosen: Mapping[str, Side], rubric: Rubric | None, dry_run: bool) -> Iterator[str]:
    for criterion, decisions in made.contested.items():
        side = chosen.get(criterion)
        counts = _counts(made, chosen, criterion)
        if _says_the_same(decisions):
            alike = "alike "
        else:
            alike = ""
            counts += ", unless you say otherwise" if dry_run and not side else ""
        yield f"  {criterion}: decided {alike}on both sides; {counts}"
        yield from (_line(each, decisions[each], rubric, criterion, "    ") for each in SIDES)


def _counts(made: JoinedDecisions, chosen: Mapping[str, Side], criterion: str) -> str:
    side = chosen.get(criterion)
    return f"{side} counts" if side else f"the later counts, {made.counting(criterion)}"


def _says_the_same(decisions: Mapping[Side, Decision]) -> bool:
    one, other = decisions["ours"], decisions["theirs"]
    return (one.outcome, one.answer) == (other.outcome, other.answer)


def _line(side: Side, decision: Decision, rubric: Rubric | None, criterion: str, indent: str = "  ") -> str:
    from stancebook.model.answer import show_value
    from stancebook.reports.decision_words import decision_about, decision_answer
    from stancebook.reports.words import one_line

    if rubric:
        answer = decision_answer(rubric, criterion, decision)
    elif decision.value is not None:
        answer = show_value(decision.value)
    else:
        answer = decision.off_scale or "left open"
    return f"{indent}{side + ':':7} {answer} ({decision_about(decision)}): {one_line(decision.rationale)}"
