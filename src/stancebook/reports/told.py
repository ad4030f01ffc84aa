"""Something told in order, once, and shown on a terminal or as Markdown: headings, sentences, tables, changes."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from stancebook.reports.markdown_text import table as markdown_table
from stancebook.reports.markdown_text import text as markdown_text
from stancebook.reports.terminal.text import BOLD, DIM, Line, Piece, fit, flow, joined, line, prose
from stancebook.reports.words import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

_GONE = "31;9"
_NEW = "32;1"
_PLAIN = ""
_MOST_COMPARED = 4_000_000
"""Texts so long that comparing them word by word would take seconds are shown without marks."""
_ALIKE = 0.5
"""Texts that share fewer words are two texts: marks would only make them hard to read."""


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the title."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Text:
    """A sentence or several; ``item``: one of a list."""

    text: str
    item: bool = False


@dataclass(frozen=True)
class Changed:
    """A text before and after; None where there was or is none."""

    what: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Table:
    """Rows under heads."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Paste:
    """Lines to be put into a file, or typed, as they are."""

    lines: tuple[str, ...]
    language: str = "yaml"


Told = Heading | Text | Changed | Table | Paste


def to_terminal(told: Sequence[Told], *, width: int = 80, colour: bool = False) -> str:
    """Return it as lines no wider than ``width``; lines to be pasted stay whole."""
    lines: list[Line] = []
    for one in told:
        match one:
            case Heading(text, level):
                lines += [] if level == 1 else [()]
                lines += prose(one_line(text), width, style=BOLD)
            case Text(text, item):
                first, indent = ("  • ", "    ") if item else ("", "")
                lines += prose(one_line(text), width, first=first.rstrip(" ") + " " if first else "", indent=indent)
            case Changed():
                lines += _changed(one, width)
            case Table():
                lines += _table(one, width)
            case Paste(pasted):
                lines += [line(f"    {_indent(text)}{one_line(text) if text.strip() else ''}") for text in pasted]
    return joined(lines, colour=colour)


def _indent(text: str) -> str:
    return " " * (len(text) - len(text.lstrip(" ")))


def to_markdown(told: Sequence[Told]) -> str:
    """Return it as Markdown."""
    parts: list[str] = []
    for one in told:
        match one:
            case Heading(text, level):
                parts.append(f"{'#' * level} {markdown_text(text)}")
            case Text(text, item):
                parts.append(f"{'- ' if item else ''}{markdown_text(text)}")
            case Changed():
                parts.append(_changed_markdown(one))
            case Table(heads, rows):
                parts.append(markdown_table([markdown_text(head) for head in heads], _escaped(rows)))
            case Paste(pasted, language):
                parts.append("\n".join([f"```{language}", *pasted, "```"]))
    return re.sub(r"(?m)(^- .*)\n\n(?=- )", r"\1\n", "\n\n".join(parts)) + "\n"


def _table(one: Table, width: int) -> list[Line]:
    """Return columns as wide as their widest cell; the last one wraps."""
    rows = [tuple(one_line(cell) for cell in row) for row in (one.heads, *one.rows)]
    columns = range(len(one.heads) - 1)
    widths = [min(max(cell_len(row[column]) for row in rows), max(8, width // 3)) for column in columns]
    lines: list[Line] = []
    for number, row in enumerate(rows):
        style = DIM if number == 0 else _PLAIN
        cells = [fit(row[column], widths[column]) for column in columns]
        padded = [f"  {cell}{' ' * (widths[at] - cell_len(cell))}" for at, cell in enumerate(cells)]
        indent = " " * sum(map(cell_len, padded))
        first = line(*(Piece(cell, style) for cell in padded))
        words = (Piece(word, style) for word in row[-1].split())
        lines += flow(words, width, first=(*first, Piece("  ")), indent=f"{indent}  ") or [first]
    return lines


def _changed(one: Changed, width: int) -> list[Line]:
    before, after = _words(one)
    lines = prose(one_line(one.what), width, first="  ", indent="  ")
    for sign, words, changed in (("−", before, _GONE), ("+", after, _NEW)):
        if words is not None:
            pieces = (Piece(one_line(word), changed if is_new else _PLAIN) for word, is_new in words)
            lines += flow(pieces, width, first=(Piece("    "), Piece(sign, changed.partition(";")[0]), Piece(" ")),
                          indent="      ")  # fmt: skip
    return lines


def _changed_markdown(one: Changed) -> str:
    before, after = _words(one)
    lines = [f"**{markdown_text(one.what)}**", ""]
    for name, words, sign in (("before", before, "~~"), ("after", after, "**")):
        if words is not None:
            lines.append(f"- {name}: {_marked(words, sign)}")
    return "\n".join(lines)


def _marked(words: list[tuple[str, bool]], sign: str) -> str:
    parts: list[str] = []
    for is_new, run in _runs(words):
        shown = markdown_text(" ".join(run))
        parts.append(f"{sign}{shown}{sign}" if is_new else shown)
    return " ".join(parts)


def _runs(words: list[tuple[str, bool]]) -> list[tuple[bool, list[str]]]:
    runs: list[tuple[bool, list[str]]] = []
    for word, is_new in words:
        if not runs or runs[-1][0] != is_new:
            runs.append((is_new, []))
        runs[-1][1].append(word)
    return runs


def _words(one: Changed) -> tuple[list[tuple[str, bool]] | None, list[tuple[str, bool]] | None]:
    """Return the words before and after, each with whether only this side has it."""
    before = None if one.before is None else one.before.split()
    after = None if one.after is None else one.after.split()
    if before is None or after is None:
        return (
            None if before is None else [(word, False) for word in before],
            None if after is None else [(word, False) for word in after],
        )
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    if len(before) * len(after) > _MOST_COMPARED or matcher.ratio() < _ALIKE:
        return [(word, False) for word in before], [(word, False) for word in after]
    same = matcher.get_matching_blocks()
    kept = [{block.a + i for block in same for i in range(block.size)}]
    kept.append({block.b + i for block in same for i in range(block.size)})
    return (
        [(word, index not in kept[0]) for index, word in enumerate(before)],
        [(word, index not in kept[1]) for index, word in enumerate(after)],
    )


def _escaped(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[markdown_text(cell) for cell in row] for row in rows]
