"""Texts in, as sources. All or nothing: one that cannot be used, and none is added."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from stancebook.model.edtf import why_no_date
from stancebook.model.ids import check_id, make_id
from stancebook.model.newlines import normalise_newlines
from stancebook.model.problems import Problem, StancebookError
from stancebook.model.source import FrontMatter, Source, mistyped_keys
from stancebook.workspace.safe_write import write_text
from stancebook.workspace.source_file import format_source, is_text, parse_source, read_source
from stancebook.workspace.text_file import must_lie_in, read_bytes, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from stancebook.workspace.workspace import Workspace


@dataclass
class Added:
    """What was added.

    Attributes:
        new: Files made.
        unchanged: Ids of texts that were there already, word for word.
        warnings: What a reader of a text might not see in it.
    """

    new: list[Path] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def add_sources(
    workspace: Workspace, paths: Sequence[Path], *, source_id: str | None = None, known: Mapping[str, Any] | None = None
) -> Added:
    """Add texts to a workspace.

    Args:
        workspace: The workspace.
        paths: Text or Markdown files in UTF-8.
        source_id: The id, for a single text; else each is named after its file.
        known: What is known of them, as front matter; it goes over what a file says itself.

    Raises:
        StancebookError: With every text that cannot be used.
    """
    added = Added()
    texts: dict[str, tuple[Path, str]] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            new_id = _id_for(path, source_id)
            text = _text(path, new_id, known or {}, added)
        except StancebookError as error:
            problems += error.problems
            continue
        if new_id in texts:
            problems.append(Problem(str(path), f"would be the source '{new_id}', as {texts[new_id][0]} is"))
        texts[new_id] = (path, text)
    new: dict[Path, str] = {}
    for new_id, (path, text) in texts.items():
        try:
            if _is_new(workspace, new_id, path, text):
                new[workspace.sources / f"{new_id}{path.suffix.lower()}"] = text
            else:
                added.unchanged.append(new_id)
        except StancebookError as error:
            problems += error.problems
    if problems:
        raise StancebookError(problems)
    added.warnings += _same_texts(workspace, texts)
    must_lie_in(workspace.root, *new)
    for target, text in new.items():
        write_text(target, text)
        added.new.append(target)
    return added


def _id_for(path: Path, source_id: str | None) -> str:
    if not path.exists():
        raise StancebookError(Problem(str(path), "there is no such file"))
    if path.is_dir():
        texts = f"{path}/*.txt" if any(path.glob("*.txt")) or not any(path.glob("*.md")) else f"{path}/*.md"
        raise StancebookError(Problem(str(path), f"is a folder; name the texts in it: stance add {texts}"))
    if not is_text(path):
        raise StancebookError(Problem(str(path), "only .txt and .md can be added; save it as plain text first"))
    if source_id:
        return check_id(source_id, "source")
    made = make_id(path.stem)
    if not made or made == "readme":
        raise StancebookError(Problem(str(path), "its name gives no source id; add it by itself with --id"))
    return made


def _text(path: Path, new_id: str, known: Mapping[str, Any], added: Added) -> str:
    text = normalise_newlines(read_text(path))
    source = parse_source(new_id, text, str(path))
    if not source.body.strip():
        raise StancebookError(Problem(str(path), "holds no text"))
    added.warnings += _warnings(path, source)
    if "date" in known and (reason := why_no_date(known["date"])):
        raise StancebookError(Problem("--date", reason))
    if not known:
        return text
    front = FrontMatter.model_validate({**source.front.model_dump(exclude_defaults=True), **known})
    return format_source(front, source.body)


def _is_new(workspace: Workspace, new_id: str, path: Path, text: str) -> bool:
    there = workspace.source_paths.get(new_id)
    if there is None:
        return True
    if read_bytes(there, workspace.root).decode("utf-8", "replace") == text:
        return False
    message = f"there is a source '{new_id}' already, and it differs; name this one with --id"
    raise StancebookError(Problem(str(path), message))


def _same_texts(workspace: Workspace, texts: Mapping[str, tuple[Path, str]]) -> Iterator[Problem]:
    """Yield texts that are there under another id, word for word: perhaps they are one source."""
    known: dict[str, str] = {}
    for source_id, there in workspace.source_paths.items():
        with suppress(StancebookError):  # what is unusable is for the check to tell
            known.setdefault(read_source(there, workspace.root).sha256, source_id)
    for new_id, (path, text) in texts.items():
        first = known.setdefault(parse_source(new_id, text, str(path)).sha256, new_id)
        if first != new_id:
            yield Problem(
                str(path), f"has the same text as the source '{first}'; it was added all the same, as '{new_id}'"
            )


def _warnings(path: Path, source: Source) -> list[Problem]:
    found = [
        Problem(str(path), f"'{key}' is kept as a key of your own; did you mean {known}?")
        for key, known in mistyped_keys(source.front).items()
    ]
    if source.front.date and (reason := why_no_date(source.front.date)):
        found.append(Problem(str(path), f"date: {reason}"))
    hidden = [
        index
        for index, character in enumerate(source.body)
        if unicodedata.category(character) in ("Cc", "Cf", "Co", "Cn") and character not in "\n\t\u00ad\u200c\u200d"
    ]
    if not hidden:
        return found
    at = hidden[0]
    first = f"U+{ord(source.body[at]):04X} at {at}"
    message = (
        f"holds {len(hidden)} invisible or control characters (the first is {first}); they are kept, and shown as marks"
    )
    return [*found, Problem(str(path), message)]
