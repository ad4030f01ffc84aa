"""Files of decisions in ``stance resolve``: all decisions of both sides stay, and nothing is to be chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from stancebook.cli.session import say

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.cli.session import Session


def resolve_decisions(session: Session, wanted: Path | None, *, dry_run: bool) -> int:
    """Join the files of decisions in which two edits met, or the one wanted; return how many there were."""
    from stancebook.model.visible import visible_line
    from stancebook.workspace.resolve_decisions import join_decisions
    from stancebook.workspace.resolve_sides import decision_conflicts
    from stancebook.workspace.resolve_store import store_joined
    from stancebook.workspace.text_file import shown_path

    root = session.workspace.root
    found = [one for one in decision_conflicts(session.workspace) if wanted in {None, one.path, one.copy}]
    for one in found:
        made = join_decisions(one, root)
        where = shown_path(one.path, root)
        number = sum(map(len, made.adjudication.decisions.values()))
        click.echo(visible_line(where))
        click.echo(visible_line(f"  all decisions of both sides: {number}"))
        for criterion in made.contested:
            last = made.adjudication.current(criterion)
            who = f"{last.by} of {last.at[:10]}" if last else ""
            click.echo(visible_line(f"  {criterion}: decided on both sides; the later counts, by {who}"))
        if dry_run:
            continue
        kept = store_joined(session.workspace, one, made.texts, made.adjudication.to_json())
        say(f"both versions are kept in {shown_path(kept, root)}/")
        if "conflicted" in made.texts:
            say(f"in a git merge, go on with: git add {where}")
    return len(found)
