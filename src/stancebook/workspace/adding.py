"""Texts in, as sources. All or nothing: one that cannot be used, and none is added."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from stancebook.model.edtf import why_no_date
from stancebook.model.ids import check_id, make_id
from stancebook.model.newlines import normalise_newlines
from stancebook.model.problems import Problem, StancebookError
from stancebook.model.source import FrontMatter, Source, mistyped_keys
from stancebook.workspace.given_file import STANDARD_INPUT, read_given, shown_given
from stancebook.workspace.source_file import format_source, is_text, parse_source, read_source
from stancebook.workspace.text_file import must_lie_in, read_bytes
from stancebook.workspace.write_all import Rewrite, write_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stancebook.workspace.workspace import Workspace

_ABOUT: Final = "readme"
"""What a file among the sources is called that is none."""


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


@dataclass(frozen=True)
class _Text:
    """A text to be added: its name for messages, the ending of its file, and what is written there."""

    where: str
    ending: str
    text: str


def add_sources(
    workspace: Workspace, files: Sequence[str], *, source_id: str | None = None, known: Mapping[str, Any] | None = None
) -> Added:
    """Add texts to a workspace.

    Args:
        workspace: The workspace.
        files: Text or Markdown files in UTF-8; ``-`` for a plain text from standard input.
        source_id: The id, for a single text; else each is named after its file.
        known: What is known of them, as front matter; it goes over what a file says itself.

    Raises:
        StancebookError: With every text that cannot be used.
    """
    added = Added()
    texts: dict[str, _Text] = {}
    problems: list[Problem] = []
    for name in files:
        try:
            new_id, ending = _named(name, source_id)
            text = _Text(shown_given(name), ending, _text(name, new_id, known or {}, added))
        except StancebookError as error:
            problems += error.problems
            continue
        if new_id in texts:
            problems.append(Problem(text.where, f"would be the source '{new_id}', as {texts[new_id].where} is"))
        texts[new_id] = text
    new: dict[Path, str] = {}
    for new_id, text in texts.items():
        try:
            if _is_new(workspace, new_id, text):
                new[workspace.sources / f"{new_id}{text.ending}"] = text.text
            else:
                added.unchanged.append(new_id)
        except StancebookError as error:
            problems += error.problems
    if problems:
        every = f"all {len(files)} texts go in, or none" if len(files) > 2 else "both texts go in, or neither"  # noqa: PLR2004
        several = [Problem("nothing was added", every)]
        raise StancebookError([*problems, *(several if len(files) > 1 else ())])
    added.warnings += _same_texts(workspace, texts)
    must_lie_in(workspace.root, *new)
    write_all([Rewrite(target, None, written) for target, written in new.items()])
    added.new += new
    return added


def _named(name: str, source_id: str | None) -> tuple[str, str]:
    """Return the id of a text, and the ending of the file that holds it."""
    path = Path(name)
    if name == STANDARD_INPUT:
        ending = ".txt"
    elif not path.exists():
        raise StancebookError(Problem(name, "there is no such file"))
    elif path.is_dir():
        texts = f"{path}/*.txt" if any(path.glob("*.txt")) or not any(path.glob("*.md")) else f"{path}/*.md"
        raise StancebookError(Problem(name, f"is a folder; name the texts in it: stance add {texts}"))
    elif not is_text(path):
        raise StancebookError(Problem(name, "only .txt and .md can be added; save it as plain text first"))
    else:
        ending = path.suffix.lower()
    if source_id == _ABOUT:
        told = f"a source cannot be called '{_ABOUT}', which tells of the folder; name it otherwise"
        raise StancebookError(Problem(shown_given(name), told))
    if source_id:
        return check_id(source_id, "source"), ending
    made = make_id(path.stem)
    if not made or made == _ABOUT:
        whose = "has no name to make a source id of" if name == STANDARD_INPUT else "its name gives no source id"
        raise StancebookError(Problem(shown_given(name), f"{whose}; add it by itself with --id"))
    return made, ending


def _text(name: str, new_id: str, known: Mapping[str, Any], added: Added) -> str:
    text, where = normalise_newlines(read_given(name)), shown_given(name)
    source = parse_source(new_id, text, where)
    if source.faults:
        raise StancebookError(source.faults)
    if not source.body.strip():
        raise StancebookError(Problem(where, "holds no text"))
    added.warnings += _warnings(where, source)
    if "date" in known and (reason := why_no_date(known["date"])):
        raise StancebookError(Problem("--date", reason))
    if not known:
        return text
    front = FrontMatter.model_validate({**source.front.model_dump(exclude_defaults=True), **known})
    return format_source(front, source.body)


def _is_new(workspace: Workspace, new_id: str, text: _Text) -> bool:
    there = workspace.source_paths.get(new_id)
    if there is None:
        return True
    if read_bytes(there, workspace.root).decode("utf-8", "replace") == text.text:
        return False
    message = f"there is a source '{new_id}' already, and it differs; name this one with --id"
    raise StancebookError(Problem(text.where, message))


def _same_texts(workspace: Workspace, texts: Mapping[str, _Text]) -> Iterator[Problem]:
    """Yield texts that are there under another id, word for word: perhaps they are one source."""
    known: dict[str, str] = {}
    for source_id, there in workspace.source_paths.items():
        with suppress(StancebookError):  # what is unusable is for the check to tell
            known.setdefault(read_source(there, workspace.root).sha256, source_id)
    for new_id, text in texts.items():
        first = known.setdefault(parse_source(new_id, text.text, text.where).sha256, new_id)
        if first != new_id:
            yield Problem(
                text.where, f"has the same text as the source '{first}'; it was added all the same, as '{new_id}'"
            )


def _warnings(where: str, source: Source) -> list[Problem]:
    found = [
        Problem(where, f"'{key}' is kept as a key of your own; did you mean {known}?")
        for key, known in mistyped_keys(source.front).items()
    ]
    if source.front.date and (reason := why_no_date(source.front.date)):
        found.append(Problem(where, f"date: {reason}"))
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
    return [*found, Problem(where, message)]
