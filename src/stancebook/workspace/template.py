"""A new workspace."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from stancebook.model.ids import check_id
from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.examples import example_text
from stancebook.workspace.local_folder import LOCAL
from stancebook.workspace.rubric_schema import MODELINE, SCHEMA_FILE, schema_text
from stancebook.workspace.text_file import must_lie_in
from stancebook.workspace.write_all import Rewrite, write_all
from stancebook.workspace.yaml_write import plain

if TYPE_CHECKING:
    from pathlib import Path

_IGNORE = f"# Stancebook: who I am, lock, undo; and what an interrupted save leaves\n{LOCAL}/\n.*.tmp\n"
_ATTRIBUTES = """\
seeds/** text eol=lf
rubrics/** text eol=lf
annotations/** text eol=lf
"""
_REVIEWERS = """\
# Who codes. kind: person, model or gold. how: how they went about it; reports show it.
# Whoever codes for the first time is added at the end.
reviewers:
"""


def rubric_template(rubric_id: str, called: str = "") -> str:
    """Return the commented rubric that people begin with.

    Args:
        rubric_id: What to call the rubric.
        called: How commands are to name it: by its file, where it is in no workspace; else its id.

    Raises:
        StancebookError: Where the name is no id.
    """
    text = files("stancebook.workspace").joinpath("templates/rubric.yaml").read_text(encoding="utf-8")
    name = plain(check_id(rubric_id, "rubric"))
    return text.format(called=called or rubric_id, name=name, modeline=MODELINE)


def new_workspace(root: Path, rubric_id: str, example: str | None = None) -> list[Path]:
    """Make what a workspace needs and lacks at ``root``, all of it or nothing; return the files made.

    Args:
        root: The folder.
        rubric_id: What to call the rubric.
        example: The example that the rubric begins as; else it is the commented template, unless there is a rubric.

    Raises:
        StancebookError: Where the rubric's name is no id, there is no such example, or something cannot be written.
    """
    check_id(rubric_id, "rubric")
    if root.exists() and not root.is_dir():
        raise StancebookError(Problem(str(root), "is a file; name a folder"))
    rubrics = root / "rubrics"
    has_rubric = rubrics.is_dir() and any(rubrics.glob("*.yaml"))
    wanted = {
        root / "seeds" / ".gitkeep": "",
        root / "annotations" / "reviewers.yaml": _REVIEWERS,
        root / ".gitignore": _IGNORE,
        root / ".gitattributes": _ATTRIBUTES,
    }
    if example is not None:
        wanted[rubrics / f"{rubric_id}.yaml"] = example_text(example, rubric_id)
    elif not has_rubric:
        wanted[rubrics / SCHEMA_FILE] = schema_text()
        wanted[rubrics / f"{rubric_id}.yaml"] = rubric_template(rubric_id)
    made = [path for path in wanted if not path.exists()]
    must_lie_in(root, *made)
    write_all([Rewrite(path, None, wanted[path]) for path in made])
    return made
