"""Options that many commands share."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

F = TypeVar("F", bound="Callable[..., Any]")

ROUNDS = ("production", "training", "second-pass", "all")
ONLY_SOURCE = "Only this one, by id, title or number; may be repeated."
LONG_NAMES = {"markdown": "md", "text": "terminal", "tex": "latex"}


class Format(click.Choice[str]):
    """A format by its short name or, where it has one, its long one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the short name."""
        return super().convert(LONG_NAMES.get(str(value).casefold(), value), param, ctx)


class Named(click.ParamType[str]):
    """A name. An empty one is what a script passes whose variable is not set: not the same as no option."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name."""
        if not str(value).strip():
            self.fail("it is empty; give a name, or leave the option out", param, ctx)
        return str(value)


class Several(click.ParamType[tuple[str, ...]]):
    """Names separated by commas; one that holds a comma stands in quotation marks."""

    name = "a,b,c"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Return the names."""
        import csv

        if isinstance(value, tuple):
            return value
        try:
            names = next(csv.reader([value], skipinitialspace=True, strict=True))
        except (csv.Error, StopIteration):
            names = []
        if not names:
            self.fail(f"'{value[:40]}' is not a list like a,b,c", param, ctx)
        return tuple(name.strip() for name in names)


workspace_option = click.option(
    "-C", "--workspace", metavar="DIR", type=Named(), help="The workspace (else found upwards from here)."
)


def workspace_options(function: F) -> F:
    """Add ``-C``, ``--rubric`` and ``--reviewer``."""
    for option in (
        click.option(
            "--reviewer", metavar="ID", type=Named(), help="Who is asking or coding (else $STANCEBOOK_REVIEWER)."
        ),
        click.option("--rubric", metavar="ID", type=Named(), help="Which rubric, where there are several."),
        workspace_option,
    ):
        function = option(function)
    return function


def rubric_options(function: F) -> F:
    """Add ``-C`` and ``--rubric``, for commands that are about a rubric alone."""
    named = click.option(
        "--rubric", "rubric_id", metavar="ID", type=Named(), help="Which rubric, where there are several."
    )
    return named(workspace_option(function))


def round_option(function: F) -> F:
    """Add ``--round``."""
    return click.option(
        "--round",
        "which",
        type=click.Choice(ROUNDS),
        default=ROUNDS[0],
        show_default=True,
        help="Training is on the rubric's anchors; production leaves them out.",
    )(function)


def output_options(*formats: str) -> Callable[[F], F]:
    """Add ``--format`` with the formats named, and ``-o``; the first is the default where a file's name says none."""

    def add(function: F) -> F:
        @wraps(function)
        def with_form(*arguments: Any, form: str | None, output: str | None, **options: Any) -> Any:
            from stancebook.cli.output_form import form_of

            return function(*arguments, form=form_of(output, form, formats), output=output, **options)

        return with_format(formats)(with_output(cast("F", with_form)))

    return add


def with_format(formats: Sequence[str]) -> Callable[[F], F]:
    """Add ``--format``, which is None where it is not given."""
    shown = f"by FILE's ending, else {formats[0]}"
    return click.option("--format", "form", type=Format(formats), show_default=shown)


def with_output(function: F) -> F:
    """Add ``-o``."""
    return click.option(
        "-o", "--output", metavar="FILE", type=Named(), help="Write to a file ('-' for standard output)."
    )(function)
