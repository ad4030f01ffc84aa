"""The files of a folder. One that cannot be looked into is told: as an empty one it would hide what stands in it."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.text_file import shown_path

if TYPE_CHECKING:
    from pathlib import Path


def files_in(folder: Path, ending: str, root: Path) -> list[Path]:
    """Return what in a folder has names that end so, sorted, but for hidden ones; nothing where there is no folder.

    Args:
        folder: The folder.
        ending: With its dot.
        root: The workspace's folder, for messages.

    Raises:
        StancebookError: Where the folder cannot be looked into.
    """
    try:
        paths = sorted(folder.iterdir(), key=attrgetter("name"))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        reason = error.strerror or str(error)
        raise StancebookError(Problem(shown_path(folder, root), f"cannot be looked into ({reason})")) from None
    return [path for path in paths if path.name.endswith(ending) and not path.name.startswith(".")]
