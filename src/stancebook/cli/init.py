"""``stance init``: a new workspace with a commented rubric."""

from __future__ import annotations

from pathlib import Path

import click

from stancebook.cli.session import say


@click.command("init")
@click.argument("folder", default=".", metavar="[DIR]")
@click.option("--rubric", "rubric_id", metavar="ID", help="What to call the rubric  [default: my-rubric].")
@click.option(
    "--example",
    metavar="NAME",
    is_flag=False,
    flag_value="",
    help="Begin with an example: stance-two-targets, expert-scale, risk-of-bias, topics.",
)
def command(folder: str, rubric_id: str | None, example: str | None) -> None:
    """Start a new workspace in DIR (else here): folders, a commented rubric, settings for git.

    What stands there already stays as it is.
    """
    from stancebook.workspace.examples import example_names
    from stancebook.workspace.template import new_workspace

    if example == "":
        raise click.UsageError(f"--example needs a name: {', '.join(example_names())}")
    root = Path(folder).absolute()
    rubric_id = rubric_id or example or "my-rubric"
    made = new_workspace(root, rubric_id, example)
    for path in made:
        say(f"made {path.relative_to(root)}")
    if not made:
        say("everything is there already; nothing was changed")
        return
    if root != Path().absolute():
        say(f"go there: cd {folder}")
    drafted = [path for path in made if path.name == f"{rubric_id}.yaml"]
    say(f"then edit rubrics/{rubric_id}.yaml, and next:" if drafted else "the rubric is there already; next:")
    say("  stance rubric check    what is still to be written")
    say("  stance add FILE …      the texts")
    say("  stance annotate        code them")
