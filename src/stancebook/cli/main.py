"""The command ``stance``. Commands load only when they are called, so that the rest is quick."""

from __future__ import annotations

import atexit
import contextlib
import gc
import io
import os
import sys
from typing import TYPE_CHECKING, Any

import click

from stancebook import __version__
from stancebook.cli.lazy_group import LazyGroup
from stancebook.cli.options import workspace_options

if TYPE_CHECKING:
    from collections.abc import Sequence

# Looking through every installed package for pydantic plug-ins costs a tenth of the start; we use none.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# Starting threads for algebra takes a third of loading numpy, and none of our tables is large enough to want them.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Nor does it pay to look through all that was loaded for garbage, while it loads and once more at the end.
gc.set_threshold(100_000)
atexit.register(gc.freeze)

# Name: (module below stancebook.cli, one line of help). The help stands here so that --help loads nothing.
COMMANDS = {
    "annotate": ("annotate", "Code sources in the terminal."),
    "matrix": ("matrix", "The stance matrix: sources by criteria, with every reviewer's mark."),
    "agreement": ("agreement", "How far reviewers agree, criterion by criterion."),
    "adjudicate": ("adjudicate", "Settle what reviewers disagree on."),
    "compare": ("compare", "Reviewers side by side: confusion, direction, disagreements."),
    "report": ("report", "One HTML file: matrix, agreement, disagreements, evidence."),
    "figure": ("figure", "Figures for papers: positions, forest, alignment, confusion."),
    "status": ("status", "Who has coded what; what is stale, lost or missing."),
    "show": ("show", "A source with its codings, in plain text."),
    "code": ("code", "Code a source in line mode."),
    "check": ("check", "Every file valid, every quote verbatim, every rule obeyed."),
    "reanchor": ("reanchor", "Let quotes follow a source that was corrected."),
    "resolve": ("resolve", "Join two versions of a file that met."),
    "rubric": ("rubric", "Write, check and show a rubric."),
    "add": ("add", "Add texts as sources."),
    "import": ("import_codings", "Add codings from a table."),
    "init": ("init", "Start a new workspace."),
    "tour": ("tour", "A guided first coding, in one minute."),
    "keys": ("keys", "Every key of the screens, as it is set here."),
    "doctor": ("doctor", "What a maintainer needs to answer a report, without the texts."),
}


@click.group(
    cls=LazyGroup,
    modules=COMMANDS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="stance")
@workspace_options
@click.pass_context
def stance(ctx: click.Context, /, **options: Any) -> None:
    """Compare what texts say about a policy.

    Reviewers code sources on a rubric, every judgement with its verbatim quotes; Stancebook makes the
    stance matrix of it and says how far they agree. In a terminal, stance alone opens the home screen.
    """
    ctx.obj = {name: value for name, value in options.items() if value is not None}
    if ctx.invoked_subcommand is None:
        from stancebook.cli.annotate import home

        home(ctx)


def main(args: Sequence[str] | None = None) -> None:
    """Run ``stance``. Exit status: 0 done, 1 the check found problems, 2 wrong usage or unusable input."""
    _prepare_streams()
    try:
        status = stance.main(args=args, prog_name="stance", standalone_mode=False)
        sys.stdout.flush()
    except click.Abort:
        _fail("stopped", 130)
    except click.ClickException as error:
        _fail(_usage(error), 2)
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        _drop_output()
        sys.exit(0)
    except OSError as error:
        if error.filename is not None:
            _fail(f"{error.filename}: cannot be used ({error.strerror})", 2)
        if isinstance(error, FileNotFoundError):  # what os.getcwd() says
            _fail("the folder that this was called in is not there any more; go to another", 2)
        # Of a stream no name is told: that is where output goes.
        _drop_output()
        _fail(f"the output could not be written ({error.strerror})", 2)
    except Exception as error:
        from stancebook.model.problems import StancebookError

        if not isinstance(error, StancebookError):
            raise
        _fail(error.first_lines, 2)
    sys.exit(status if isinstance(status, int) else 0)


def _prepare_streams() -> None:
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # closed by whoever called: the exit status tells all the same
            setattr(sys, name, io.TextIOWrapper(io.FileIO(os.devnull, mode)))
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character shows a mark instead of ending the program.
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")
    if isinstance(sys.stdout, io.TextIOWrapper) and not sys.stdout.isatty():
        # A pipe or file gets the same bytes everywhere, not those of this system's code page: tables are read again.
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")


def _drop_output() -> None:
    """Let what is still to be written go nowhere, so that ending does not fail by it once more."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _usage(error: click.ClickException) -> str:
    message = " ".join(error.format_message().split())
    context = getattr(error, "ctx", None)
    help_at = f" (see {context.command_path} --help)" if context else ""
    return f"{message.rstrip('.')}{help_at}"


def _fail(message: str, status: int) -> None:
    from stancebook.model.visible import visible_line

    for line in message.split("\n"):
        click.echo(f"stance: {visible_line(line)}", err=True)
    sys.exit(status)
