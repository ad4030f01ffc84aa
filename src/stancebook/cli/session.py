"""What a command starts from: the workspace, the rubric, who is asking."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from stancebook.cli.garbage import without_collecting
from stancebook.cli.lacks import lacks
from stancebook.cli.options import workspace_options
from stancebook.cli.output_path import output_path
from stancebook.cli.progress import working
from stancebook.model.ids import check_id
from stancebook.model.problems import NotFoundError, Problem, StancebookError
from stancebook.model.source_named import source_named
from stancebook.model.visible import visible, visible_line
from stancebook.workspace.local_folder import make_local
from stancebook.workspace.safe_write import write_parts, write_text
from stancebook.workspace.text_file import must_lie_in, read_text
from stancebook.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from stancebook.model.rubric import Rubric
    from stancebook.model.study import Study

F = TypeVar("F", bound="Callable[..., Any]")

REVIEWER_VARIABLE = "STANCEBOOK_REVIEWER"
OPTIONS = ("workspace", "rubric", "reviewer")
_LONGEST = 200
_COLOURS = re.compile(r"(\x1b\[[0-9;]*m)")


@dataclass
class Session:
    """One call of a command.

    Attributes:
        options: Those of ``OPTIONS`` that were given.
    """

    options: dict[str, str]
    _told: bool = field(default=False, repr=False, compare=False)  # of what a study lacks

    @classmethod
    def of(cls, **given: Any) -> Session:
        """Return the session of a command's own options, over those given before the command's name."""
        before = click.get_current_context().find_root().obj or {}
        return cls({**before, **{name: value for name, value in given.items() if value is not None}})

    def asked_by(self, reviewer: str | None) -> Session:
        """Return the same session with somebody else asking, where somebody is named."""
        return Session({**self.options, "reviewer": reviewer}) if reviewer else self

    @cached_property
    def workspace(self) -> Workspace:
        """The workspace: the one named, else the one this folder lies in.

        Raises:
            StancebookError: Where there is none, or its settings are unusable.
        """
        named = self.options.get("workspace")
        if named is None:
            return Workspace.find(Path.cwd())
        if not Path(named).is_dir():
            raise StancebookError(Problem("-C", f"there is no folder '{named}'"))
        return Workspace.at(Path(named).absolute())

    @property
    def rubric_id(self) -> str | None:
        """The rubric asked for, if one is named."""
        return self.options.get("rubric")

    def rubric_if_usable(self, rubric_id: str) -> Rubric | None:
        """Return a rubric that only helps to tell what is in a file; None where it cannot be had."""
        try:
            return self.workspace.rubric(rubric_id)
        except StancebookError:
            return None

    @property
    def asking(self) -> str | None:
        """Who is asking, where it is known: by option, environment, or as remembered here.

        Raises:
            StancebookError: Where that is no id.
        """
        known = self.options.get("reviewer") or os.environ.get(REVIEWER_VARIABLE) or self._remembered()
        return check_id(known, "reviewer") if known else None

    @property
    def is_remembered(self) -> bool:
        """Whether it is known who asks only because it is remembered here."""
        return not (self.options.get("reviewer") or os.environ.get(REVIEWER_VARIABLE)) and self.asking is not None

    def source_id(self, name: str, *, writes: bool = False) -> str:
        """Return the id of the source that a command was asked for.

        Args:
            name: Its id, the beginning of it, or its number in the stance matrix without options.
            writes: Whether something is written about it unseen: then a number, which may be another's tomorrow, will
                not do.

        Raises:
            NotFoundError: Where it means none, or several, which are named.
        """
        known = self.workspace.source_paths
        numbered: list[str] = []
        if name not in known and name.isdigit():
            anchors = self.workspace.rubric(self.rubric_id).anchors  # the matrix leaves them out
            numbered = [source for source in known if source not in anchors]
        meant = source_named(name, known, numbered=numbered)
        if writes and numbered and not meant.startswith(name):
            raise NotFoundError(f"a number may be another source's tomorrow: to write, name source {name}: {meant}")
        return meant

    def reviewer(self, *, decides: bool = False) -> str:
        """Return who is coding; ask once where it is not known, and remember it.

        Args:
            decides: Whether they are asked for to decide, and need not code.

        Raises:
            StancebookError: Where nobody can be asked.
        """
        if known := self.asking:
            return known
        _ = self.workspace  # without one, that is what to say first
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            who = "who decides?" if decides else "who is coding?"
            raise StancebookError(f"{who} Name yourself with --reviewer ID or ${REVIEWER_VARIABLE}")
        what = "Your id, which decisions carry" if decides else "Your reviewer id"
        chosen: str = click.prompt(f"{what} (remembered in this workspace)", err=True, value_proc=_reviewer_id)
        must_lie_in(self.workspace.root, self._memory)
        with suppress(OSError):  # where the folder cannot be made, the next line says so
            make_local(self.workspace.local)
        write_text(self._memory, f"{chosen}\n")
        return chosen

    @property
    def _memory(self) -> Path:
        return self.workspace.local / "reviewer"

    def _remembered(self) -> str | None:
        try:
            return read_text(self._memory, self.workspace.root).strip()[:_LONGEST] or None
        except StancebookError:
            return None

    def enrol(self, reviewer: str) -> str:
        """Register a reviewer who is new here; return what to say of it, nothing where they were known."""
        if not self.workspace.enrol(reviewer):
            return ""
        return f"{reviewer} is new here and was registered in {self.workspace.settings.annotations}/reviewers.yaml"

    def enrol_if_coding(self, rubric: str, reviewer: str) -> str:
        """Register somebody who is new here and has coded something; as ``enrol``. Who only looks is no reviewer."""
        return self.enrol(reviewer) if self.workspace.has_coded(rubric, reviewer) else ""

    def study(self) -> Study:
        """Read the whole study; say what of it is left out."""
        with without_collecting(), working("reading the study") as progress:
            study = self.workspace.load(self.rubric_id, over=progress.over)
        if not self._told:
            self._told = True
            for sentence in lacks(study):
                say(sentence)
        return study


def session_options(function: F) -> F:
    """Add ``-C``, ``--rubric`` and ``--reviewer``; the command is given the ``session`` that they make."""

    @workspace_options
    @wraps(function)
    def with_session(*arguments: Any, **options: Any) -> Any:
        session = Session.of(**{name: options.pop(name) for name in OPTIONS})
        return function(*arguments, session=session, **options)

    return cast("F", with_session)


def _reviewer_id(typed: str) -> str:
    """Return an id; anything else is asked for again."""
    try:
        return check_id(typed.strip(), "reviewer")
    except StancebookError as error:
        raise click.UsageError(str(error)) from None


def say(message: str) -> None:
    """Say something beside the output, on standard error."""
    click.echo(visible_line(message), err=True)


def emit(text: str | Iterable[str], output: str | None) -> None:
    """Write a command's output to a file, safely, or to standard output.

    A terminal acts on what it is shown, so there every form goes through the filter; files and pipes get the text
    as it is. A long text may come in parts, of which the last ends the line.
    """
    parts = (text if text.endswith("\n") else f"{text}\n",) if isinstance(text, str) else text
    if output is None or output == "-":
        whole = "".join(parts)
        click.echo(safe_for_terminal(whole) if sys.stdout.isatty() else whole, nl=False)
        return
    path = output_path(output)
    if path.exists() and not path.is_file():
        _send(path, parts)
    else:
        write_parts(path, parts)
    say(f"wrote {output}")


def _send(path: Path, parts: Iterable[str]) -> None:
    """Write to a pipe or a device, which must not be replaced by a file."""
    try:
        with path.open("w", encoding="utf-8", newline="") as target:
            target.writelines(parts)
    except OSError as error:
        raise StancebookError(Problem(str(path), f"could not be written ({error.strerror})")) from None


def safe_for_terminal(text: str) -> str:
    """Return text with everything but our own colours made visible."""
    parts = _COLOURS.split(text)
    return "".join(part if number % 2 else visible(part) for number, part in enumerate(parts))
