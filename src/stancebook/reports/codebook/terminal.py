"""A codebook on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.cells import cell_len

from stancebook.reports.terminal.text import BOLD, DIM, Line, Piece, flow, joined, line, prose
from stancebook.reports.words import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stancebook.model.criterion import Rule
    from stancebook.reports.codebook.entries import AnswerEntry, Codebook, CriterionEntry

_WIDEST: Final = 96
_LONGEST_NAME: Final = 8
_LONGEST_SIGN: Final = 4
_HEADING: Final = "1;4"


def codebook_terminal(book: Codebook, width: int, *, colour: bool = False) -> str:
    """Return a codebook as text of at most ``width`` cells.

    Args:
        book: The codebook.
        width: The width of the terminal; very wide ones are not filled, for lines to stay readable.
        colour: Whether styles are wanted.
    """
    return joined(_lines(book, min(width, _WIDEST)), colour=colour)


def _lines(book: Codebook, width: int) -> Iterator[Line]:
    rubric = book.rubric
    yield from prose(one_line(rubric.title), width, style=BOLD)
    yield from prose(one_line(f"{rubric.id} {rubric.version} ({rubric.status})"), width, style=DIM)
    for text in filter(str.strip, (rubric.summary, " ".join(book.coded))):
        yield ()
        yield from prose(one_line(text), width)
    yield from _part("Rules for every criterion", _entries(_rules(rubric.unit.general_rules), width))
    yield from _part("Answers that are no position", _answers(book.off_scale, width))
    for section in book.sections:
        yield from _heading(one_line(section.heading)) if section.heading else ()
        for criterion in section.criteria:
            yield from _criterion(criterion, width)
    yield from _part("How sure", _entries(book.confidence, width))
    yield from _part("Procedure", (one for text in book.procedure for one in prose(one_line(text), width)))
    changes = ((one.version, f"{one.date}. {one.note}") for one in rubric.changelog)
    yield from _part("Changes", _entries(changes, width))


def _part(title: str, lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines below a heading; nothing where there are none."""
    if found := list(lines):
        yield from _heading(title)
        yield from found


def _rules(rules: Iterable[Rule]) -> Iterator[tuple[str, str]]:
    return ((rule.id, rule.rule) for rule in rules)


def _heading(text: str) -> Iterator[Line]:
    yield ()
    yield line(Piece(text, _HEADING))


def _criterion(criterion: CriterionEntry, width: int) -> Iterator[Line]:
    yield ()
    number = f"{criterion.number}  "
    indent = " " * len(number)
    yield from flow(
        [*(Piece(word, BOLD) for word in one_line(criterion.label).split()), Piece(f"({criterion.id})", DIM)],
        width,
        first=line(Piece(number, BOLD)),
        indent=indent,
    )
    yield from prose(one_line(criterion.question), width, first=indent, indent=indent, style=BOLD)
    if criterion.definition:
        yield from prose(one_line(criterion.definition), width, first=indent, indent=indent)
    yield from prose(one_line(" ".join(criterion.facts)), width, first=indent, indent=indent, style=DIM)
    for title, entries in (("Counts", criterion.include), ("Does not count", criterion.exclude)):
        yield from _list(title, entries, width, indent)
    for group in criterion.groups:
        yield from _named(one_line(group.heading) or "Answers", indent)
        yield from _answers(group.answers, width, indent)
    if criterion.off_scale:
        offered = "; ".join(f"{one.mark} {one.label}" for one in criterion.off_scale)
        yield from prose(one_line(f"Or no position: {offered}"), width, first=indent, indent=f"{indent}  ")
    if criterion.rules:
        yield from _named("Rules", indent)
        yield from _entries(_rules(criterion.rules), width, indent)
    for title, tempting in (("Examples", False), ("Looks like, but is not", True)):
        examples = [f"“{one_line(one.text)}” → {one.verdict}" for one in criterion.examples if one.tempting == tempting]
        yield from _list(title, examples, width, indent)


def _list(title: str, entries: Sequence[str], width: int, indent: str) -> Iterator[Line]:
    if entries:
        yield from _named(title, indent)
    for one in entries:
        yield from prose(one_line(one), width, first=f"{indent}· ", indent=f"{indent}  ")


def _named(text: str, indent: str) -> Iterator[Line]:
    yield line(indent, Piece(text, "4"))


def _answers(answers: Iterable[AnswerEntry], width: int, indent: str = "") -> Iterator[Line]:
    """Yield answers with their marks before them; where those are words, after their labels."""
    entries = list(answers)
    room = max((cell_len(one_line(one.mark)) for one in entries), default=0)
    words = room > _LONGEST_SIGN
    for one in entries:
        mark = one_line(one.mark)
        sign = "" if one.heading else "·" if words else " " * (room - cell_len(mark)) + mark
        lead = f"{indent}{'   ' * one.depth}{sign}{' ' if words else '  '}" if sign else f"{indent}{'   ' * one.depth}"
        rest = " " * cell_len(lead)
        told = [Piece(word, BOLD) for word in one_line(one.label).split()]
        told += [Piece(f"({mark})", DIM)] if words else []
        told += [Piece(f"({one.remark})", DIM)] if one.remark else []
        yield from flow(told, width, first=line(Piece(lead, BOLD)), indent=rest)
        if one.definition:
            yield from prose(one_line(one.definition), width, first=rest, indent=rest)


def _entries(entries: Iterable[tuple[str, str]], width: int, indent: str = "") -> Iterator[Line]:
    pairs = [(one_line(name), one_line(text)) for name, text in entries]
    room = _room(name for name, _ in pairs)
    for name, text in pairs:
        rest = " " * (len(indent) + room + 2)
        if cell_len(name) > room:
            yield line(indent, Piece(name, BOLD))
            yield from prose(text, width, first=rest, indent=rest)
        else:
            lead = line(indent, Piece(name + " " * (room - cell_len(name) + 2), BOLD))
            yield from flow((Piece(word) for word in text.split()), width, first=lead, indent=rest)


def _room(marks: Iterable[str]) -> int:
    """Return how wide a column of marks is; a longer one stands on a line of its own."""
    return max((cell for mark in marks if (cell := cell_len(mark)) <= _LONGEST_NAME), default=2)
