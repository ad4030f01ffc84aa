"""The end of a sitting that did not end well: nothing that was coded is lost, and no traceback is left behind."""

from __future__ import annotations

import contextlib
import sys
import tempfile
import traceback
from typing import TYPE_CHECKING

from stancebook.model.problems import StancebookError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stancebook.tui.saving import Saveable


def keep_the_rest(desks: Iterable[Saveable]) -> None:
    """Save what is not saved yet; where that fails, put it into a folder for temporary files, and say where."""
    for desk in desks:
        with contextlib.suppress(StancebookError, OSError):
            if not desk.save().clashes and not desk.unsaved:
                continue
        kept = _keep(f"stancebook-{desk.source.id}-", ".json", desk.file_text)
        sys.stderr.write(f"{desk.path} could not be saved; your codings are in {kept}\n")


def crashed(error: BaseException) -> StancebookError:
    """Return what is told of a fault of the program; what a maintainer needs goes into a file."""
    report = "".join(traceback.format_exception(error))
    kept = _keep("stancebook-crash-", ".txt", report)
    return StancebookError(
        f"something went wrong inside Stancebook ({type(error).__name__}). What you coded is saved. "
        f"Please report it, with {kept} and what stance doctor says"
    )


def _keep(prefix: str, suffix: str, text: str) -> str:
    with tempfile.NamedTemporaryFile(
        "w", prefix=prefix, suffix=suffix, delete=False, encoding="utf-8", errors="backslashreplace"
    ) as kept:
        kept.write(text)
    return kept.name
