"""The rubrics that come with Stancebook to learn from and to begin with."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from stancebook.model.ids import check_id
from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import NotFoundError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_SUFFIX = ".yaml"


def example_names() -> list[str]:
    """Return the names of the examples, sorted."""
    folder = _folder()
    return sorted(one.name.removesuffix(_SUFFIX) for one in folder.iterdir() if one.name.endswith(_SUFFIX))


def example_text(name: str, rubric_id: str | None = None) -> str:
    """Return the YAML of an example.

    Args:
        name: Its name.
        rubric_id: What to call the rubric instead.

    Raises:
        NotFoundError: Naming the examples there are.
        StancebookError: Where the new name is no id.
    """
    known = example_names()
    if name not in known:
        raise NotFoundError(f"there is no example '{name[:60]}'{did_you_mean(name, known)}")
    text = _folder().joinpath(name + _SUFFIX).read_text(encoding="utf-8")
    if rubric_id is None:
        return text
    return re.sub(r"(?m)^rubric: .*$", f"rubric: {check_id(rubric_id, 'rubric')}", text, count=1)


def _folder() -> Traversable:
    """Return where they are: in the package once it is built, beside it in the source tree."""
    packed = files("stancebook.workspace").joinpath("templates/examples")
    return packed if packed.is_dir() else Path(__file__).parents[3] / "rubrics" / "examples"
