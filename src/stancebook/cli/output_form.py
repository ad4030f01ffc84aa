"""In which format a command writes: the one asked for, else the one that the file's name ends in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

_ENDINGS: Final = {
    "terminal": ("txt",),
    "md": ("md", "markdown"),
    "csv": ("csv",),
    "json": ("json",),
    "html": ("html", "htm"),
    "xlsx": ("xlsx",),
    "latex": ("tex",),
    "sarif": ("sarif",),
}
_FORMS: Final = {ending: form for form, endings in _ENDINGS.items() for ending in endings}
_NO_TEXT: Final = {"xlsx", "xls", "ods", "docx", "doc", "odt", "pdf", "png", "svg", "jpg", "jpeg"}
"""What no other program would open with anything else in it."""


def form_of(output: str | None, form: str | None, formats: Sequence[str]) -> str:
    """Return the format to write in.

    Args:
        output: The file, if one is named.
        form: The format asked for, if one is.
        formats: What there is; the first where nothing says which.

    Raises:
        click.UsageError: Where the file's name says another format than was asked for, or one that there is not.
        StancebookError: Where there is such a file, and it is not written over.
    """
    suffix = "" if output is None or output.endswith("/") else Path(output).suffix.lstrip(".").casefold()
    meant = _FORMS.get(suffix)
    if form is None:
        if suffix in _NO_TEXT | _FORMS.keys() and meant not in formats:
            endings = ", ".join(f".{_ENDINGS[one][0]}" for one in formats if one in _ENDINGS)
            raise _refused(output, f"'{output}': there is no .{suffix} of this; end the name in {endings}")
        return meant or formats[0]
    if meant != form and (suffix in _NO_TEXT or (form in _NO_TEXT and suffix in _FORMS)):
        right = f"end the name in .{_ENDINGS[form][0]}" if form in _ENDINGS else "name another file"
        leave = "leave --format out, or " if meant in formats else ""
        raise _refused(output, f"'{output}' would hold --format {form}: {leave}{right}")
    return form


def _refused(output: str | None, why: str) -> click.UsageError:
    """Return the complaint about a file's name; that it is not written over at all is told first."""
    from stancebook.cli.output_path import output_path

    if output is not None:
        output_path(output, tells=False)
    return click.UsageError(why)
