"""``stance rubric schema``: the JSON Schema of a rubric."""

from __future__ import annotations

import click

from stancebook.cli.session import emit


@click.command("schema")
@click.option("-o", "--output", metavar="FILE", help="Write to a file ('-' for standard output).")
def command(output: str | None) -> None:
    """Print the JSON Schema of a rubric, by which an editor completes and checks while you write.

    A rubric names it on its first line: # yaml-language-server: $schema=rubric.schema.json
    """
    from stancebook.workspace.rubric_schema import schema_text

    emit(schema_text(), output)
