"""A workspace: the folder of a study, found, read and written."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

from stancebook.model.annotation import Annotation
from stancebook.model.decision import Adjudication
from stancebook.model.ids import CONSENSUS, check_id, make_id, why_not_an_id
from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import NotFoundError, Problem, StancebookError
from stancebook.model.study import Reviewer, Study
from stancebook.workspace.annotation_file import read_adjudication, read_annotation, with_all_criteria
from stancebook.workspace.collecting import collecting
from stancebook.workspace.listing import files_in
from stancebook.workspace.local_folder import LOCAL
from stancebook.workspace.lock import locked
from stancebook.workspace.reviewers_file import append_reviewers, read_reviewers
from stancebook.workspace.rubric_file import read_rubric
from stancebook.workspace.safe_write import sweep
from stancebook.workspace.settings import Settings, read_settings, settings_file
from stancebook.workspace.source_file import is_text, read_source
from stancebook.workspace.text_file import Reader, must_lie_in, shown_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from stancebook.model.rubric import Rubric
    from stancebook.model.source import Source


_NO_WORKSPACE = "(a folder with rubrics/ and seeds/); name one with -C, or start one with stance init"


@dataclass(frozen=True)
class Workspace:
    """A folder with sources, rubrics and annotations.

    Attributes:
        root: The folder.
        settings: What its settings file says.
    """

    root: Path
    settings: Settings

    @classmethod
    def at(cls, root: Path) -> Self:
        """Return the workspace in exactly this folder.

        Raises:
            NotFoundError: Where there is none.
            StancebookError: Where its settings are unusable.
        """
        workspace = cls(root, read_settings(root))
        if not workspace.is_one:
            raise NotFoundError(workspace.lacks or f"no workspace at {root} {_NO_WORKSPACE}")
        return workspace

    @classmethod
    def find(cls, start: Path) -> Self:
        """Return the workspace that ``start`` lies in, looking upwards.

        Raises:
            NotFoundError: Where there is none.
            StancebookError: Where its settings are unusable.
        """
        lacks = ""
        for folder in (start.absolute(), *start.absolute().parents):
            has_folders = (folder / "rubrics").is_dir()
            if has_folders or (folder / "stancebook.toml").is_file() or (folder / "pyproject.toml").is_file():
                workspace = cls(folder, read_settings(folder))
                if workspace.is_one:
                    return workspace
                lacks = lacks or workspace.lacks
        raise NotFoundError(lacks or f"no workspace at {start} or above it {_NO_WORKSPACE}")

    @property
    def is_one(self) -> bool:
        """Whether both a folder of sources and one of rubrics are there."""
        return self.sources.is_dir() and self.rubrics.is_dir()

    @property
    def lacks(self) -> str:
        """Which folder that its settings name is not there, for complaints; nothing where they name none."""
        for key, folder in (("sources", self.sources), ("rubrics", self.rubrics)):
            if key in self.settings.model_fields_set and not folder.is_dir():
                name = getattr(self.settings, key)
                return f"{settings_file(self.root)}: setting '{key}': there is no folder '{name}' in {self.root}"
        return ""

    @property
    def sources(self) -> Path:
        """The folder of sources."""
        return self.root / self.settings.sources

    @property
    def rubrics(self) -> Path:
        """The folder of rubrics."""
        return self.root / self.settings.rubrics

    @property
    def annotations(self) -> Path:
        """The folder of annotations."""
        return self.root / self.settings.annotations

    @property
    def local(self) -> Path:
        """The folder of local state, which git ignores."""
        return self.root / LOCAL

    @property
    def register(self) -> Path:
        """The file that registers reviewers."""
        return self.annotations / "reviewers.yaml"

    def rubric_ids(self) -> list[str]:
        """Return the ids of the rubrics, sorted.

        Raises:
            StancebookError: Where their folder cannot be looked into.
        """
        return sorted(path.stem for path in files_in(self.rubrics, ".yaml", self.root) if path.is_file())

    @property
    def no_rubric(self) -> str:
        """What to say where there is no rubric."""
        folder = self.settings.rubrics
        if others := files_in(self.rubrics, ".yml", self.root):
            return f"no rubric in {folder}/ yet: rename {others[0].name} to {others[0].stem}.yaml, which is read"
        return f"no rubric in {folder}/ yet: try stance init or stance rubric new"

    def rubric(self, rubric_id: str | None = None) -> Rubric:
        """Read a rubric: the one named, else the one in the settings, else the only one there is.

        Raises:
            NotFoundError: Where there is none, or several and none is named.
            StancebookError: Where it is unusable.
        """
        known = self.rubric_ids()
        wanted = rubric_id or self.settings.rubric
        if wanted is None:
            if not known:
                raise NotFoundError(self.no_rubric)
            if len(known) > 1:
                there = f"{len(known)} rubrics in {self.settings.rubrics}/ ({', '.join(known)})"
                settled = f'rubric = "{known[0]}"'
                raise NotFoundError(f"{there}: name one with --rubric, or for good in stancebook.toml: {settled}")
            wanted = known[0]
        if wanted not in known:
            raise NotFoundError(f"there is no rubric '{wanted[:80]}'{did_you_mean(wanted, known)}")
        return read_rubric(self.rubrics / f"{wanted}.yaml", self.root)

    @property
    def source_paths(self) -> dict[str, Path]:
        """The source files by id, sorted.

        Raises:
            StancebookError: Where a name cannot be an id, or two files have one id.
        """
        paths, problems = self.source_files
        if problems:
            raise StancebookError(problems)
        return paths

    @cached_property
    def source_files(self) -> tuple[dict[str, Path], list[Problem]]:
        """The source files by id, sorted, and what keeps others from being sources."""
        paths: dict[str, Path] = {}
        problems = []
        for path in sorted(self.sources.iterdir()):
            if not is_text(path) or path.name.startswith(".") or path.stem.casefold() == "readme":
                continue
            if reason := why_not_an_id(path.stem):
                better = make_id(path.stem)
                hint = f" (for instance {better}{path.suffix.lower()})" if better and better not in paths else ""
                message = f"the file's name cannot be a source id: {reason}{hint}"
            elif path.stem in paths:
                message = f"{paths[path.stem].name} has the same id; rename one"
            else:
                paths[path.stem] = path
                continue
            problems.append(Problem(shown_path(path, self.root), message))
        return paths, problems

    def source(self, source_id: str) -> Source:
        """Read a source.

        Raises:
            NotFoundError: Naming the nearest ids.
            StancebookError: Where the file is unusable.
        """
        if source_id not in self.source_paths:
            raise NotFoundError(f"there is no source '{source_id[:80]}'{did_you_mean(source_id, self.source_paths)}")
        return read_source(self.source_paths[source_id], self.root)

    def annotation_path(self, rubric: str, reviewer: str, source: str) -> Path:
        """Return where an annotation stands."""
        return self.annotations / rubric / reviewer / f"{source}.json"

    def annotation_paths(self, rubric: str) -> Iterator[Path]:
        """Yield the annotation files of a rubric, by reviewer and source; decisions are not among them.

        Raises:
            StancebookError: Where a reviewer's folder cannot be looked into, or that of annotations is none.
        """
        if os.path.lexists(self.annotations) and not self.annotations.is_dir():
            raise StancebookError(Problem(shown_path(self.annotations, self.root), "is not a folder"))
        folder = self.annotations / rubric
        for reviewer in sorted(folder.iterdir()) if folder.is_dir() else ():
            if reviewer.is_dir() and reviewer.name != CONSENSUS and not reviewer.name.startswith("."):
                yield from files_in(reviewer, ".json", self.root)

    def has_coded(self, rubric: str, reviewer: str) -> bool:
        """Return whether a reviewer has begun an annotation, and not only looked at others'."""
        for path in files_in(self.annotations / rubric / reviewer, ".json", self.root):
            with suppress(StancebookError):  # what is unusable is for the check to tell
                if read_annotation(path, self.root).begun:
                    return True
        return False

    def annotation(self, rubric: Rubric, reviewer: str, source: Source) -> Annotation:
        """Read a reviewer's annotation of a source; a new one where there is none yet.

        Raises:
            StancebookError: Where the file is unusable.
        """
        path = self.annotation_path(rubric.id, check_id(reviewer, "reviewer"), source.id)
        if path.exists():
            return with_all_criteria(read_annotation(path, self.root, to_edit=True), rubric)
        return Annotation.new(rubric.id, tuple(rubric.by_id), reviewer, source.id, source.sha256)

    def adjudication_paths(self, rubric: str) -> list[Path]:
        """Return the files of decisions of a rubric, by source.

        Raises:
            StancebookError: Where their folder cannot be looked into.
        """
        return files_in(self.annotations / rubric / CONSENSUS, ".json", self.root)

    def adjudication_path(self, rubric: str, source: str) -> Path:
        """Return where the decisions on a source stand."""
        return self.annotations / rubric / CONSENSUS / f"{source}.json"

    def adjudication(self, rubric: str, source: str) -> Adjudication:
        """Read the decisions on a source; none where nothing was decided yet.

        Raises:
            StancebookError: Where the file is unusable.
        """
        path = self.adjudication_path(rubric, source)
        if path.exists():
            return read_adjudication(path, self.root, to_edit=True)
        return Adjudication.new(rubric, source)

    def reviewers(self) -> dict[str, Reviewer]:
        """Read the register of reviewers.

        Raises:
            StancebookError: Where the file is unusable.
        """
        return read_reviewers(self.register, self.root)

    def enrol(self, reviewer: str) -> bool:
        """Register a reviewer who is not registered yet; return whether that was so.

        Raises:
            StancebookError: Where the id cannot be one or the register cannot be written.
        """
        check_id(reviewer, "reviewer")
        if reviewer in self.reviewers():
            return False
        with locked(self.local):
            if reviewer in self.reviewers():
                return False
            append_reviewers(self.register, [Reviewer(id=reviewer, name=reviewer)], self.root)
        return True

    def sweep(self) -> int:
        """Remove what saves that were interrupted long ago left behind; return how many files."""
        swept = 0
        for folder in (self.annotations, self.sources, self.local):
            with suppress(StancebookError):
                must_lie_in(self.root, folder)
                swept += sweep(folder)
        return swept

    def load(self, rubric_id: str | None = None, *, over: Callable[[Sequence[Path]], Iterable[Path]] = iter) -> Study:
        """Read the whole study.

        Args:
            rubric_id: Which rubric; the only one, or that of the settings, where None.
            over: What is called with the paths of the annotations and yields them, to watch how far it has come.

        Raises:
            NotFoundError: Where the rubric is not there.
            StancebookError: With every file that is unusable.
        """
        rubric, read = self.rubric(rubric_id), Reader()
        problems: list[Problem] = []
        sources: dict[str, Source] = {}
        annotations: dict[tuple[str, str], Annotation] = {}
        for source_id, path in self.source_paths.items():
            with collecting(problems):
                sources[source_id] = read_source(path, self.root, read=read)
        for path in over(list(self.annotation_paths(rubric.id))):
            with collecting(problems):
                annotation = with_all_criteria(read_annotation(path, self.root, read=read), rubric)
                annotations[annotation.reviewer, annotation.source] = annotation
        adjudications = {}
        for path in self.adjudication_paths(rubric.id):
            with collecting(problems):
                adjudications[path.stem] = read_adjudication(path, self.root, read=read)
        registered: dict[str, Reviewer] = {}
        with collecting(problems):
            registered = self.reviewers()
        if problems:
            raise StancebookError(problems, told_by="stance check")
        coding = dict.fromkeys(reviewer for reviewer, _ in annotations)
        reviewers = {**registered, **{r: Reviewer(id=r, name=r) for r in coding if r not in registered}}
        begun = {reviewer for (reviewer, _), annotation in annotations.items() if annotation.begun}
        deciding = {one.by for decided in adjudications.values() for many in decided.decisions.values() for one in many}
        onlookers = frozenset(r for r in reviewers if r not in begun and (r not in registered or r in deciding))
        return Study(rubric, sources, annotations, reviewers, adjudications, onlookers=onlookers)
