"""Small files in the folder for local state, which git ignores: a convenience, and never a coding.

One that is broken counts as none, and one that cannot be written is given up without a word.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from stancebook.model.problems import StancebookError
from stancebook.workspace.local_folder import LOCAL, make_local
from stancebook.workspace.text_file import must_lie_in, read_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_local(path: Path, root: Path) -> dict[str, Any]:
    """Return what such a file holds; nothing where it cannot be read."""
    try:
        data: Any = json.loads(read_text(path, root))
    except (StancebookError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def write_local(path: Path, root: Path, data: Mapping[str, Any]) -> None:
    """Write such a file, in one step but not forced to disk: a power cut may cost it."""
    temporary = path.with_name(f".{path.name}.{os.urandom(4).hex()}.tmp")
    with suppress(StancebookError, OSError):
        must_lie_in(root, path)
        make_local(root / LOCAL)
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.write_text(json.dumps(data, indent=2, sort_keys=True) + "\n", encoding="utf-8")
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
