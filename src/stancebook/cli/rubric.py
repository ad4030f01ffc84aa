"""``stance rubric``: work on rubrics."""

from __future__ import annotations

import click

from stancebook.cli.lazy_group import LazyGroup

COMMANDS = {
    "new": ("rubric_new", "Begin a rubric: from a few questions, or from a commented template."),
    "check": ("rubric_check", "Everything that is wrong with a rubric, and advice."),
    "show": ("rubric_show", "The codebook: to read, or for the appendix of a paper."),
    "diff": ("rubric_diff", "What changed in meaning between two versions, and which codings that touches."),
    "migrate": ("rubric_migrate", "Bring codings into the terms of the rubric as it is now; preview first."),
    "schema": ("rubric_schema", "The JSON Schema by which an editor completes and checks a rubric."),
}


@click.group("rubric", cls=LazyGroup, modules=COMMANDS, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context, /) -> None:
    """Write, check and show a rubric: the questions put to every source, and how to answer them."""
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())
