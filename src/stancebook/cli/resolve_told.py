"""What ``stance resolve`` tells of two versions of an annotation: what is taken, what is in question, both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.cli.resolve_asking import SIDES
from stancebook.model.visible import visible_line
from stancebook.reports.words import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stancebook.model.annotation import Attributed, Coding
    from stancebook.model.rubric import Rubric
    from stancebook.workspace.resolve_merge import Merge, Question, Side

FIELD_NAMES: Final = {"flag": "the flag", "note": "the note on the source", "attributed": "positions of others"}


def told(
    where: str, merge: Merge, rubric: Rubric | None, decided: Callable[[Question], Side | None], *, hidden: bool = False
) -> list[str]:
    """Return what becomes of each coding and field; of those that are not decided, both versions.

    Args:
        where: The file.
        merge: The versions, compared.
        rubric: The rubric, where it is to be had.
        decided: Which side stands in a question, where that is decided.
        hidden: Whether the versions are withheld from the one who asks.
    """
    lines = [where]
    taken = [*merge.codings.items(), *merge.fields.items()]
    lines += [f"  {name}: only {side} changed it" for name, side in taken]
    for one in merge.questions:
        side = decided(one)
        lines.append(f"  {one.name}: both changed it; {f'{side} stands' if side else 'not decided'}")
        if side is None and not hidden:
            lines += [f"    {side}:{' ' * (7 - len(side))}{'; '.join(_short(one, side, rubric))}" for side in SIDES]
    if len(lines) == 1:
        lines.append("  both sides say the same")
    return [visible_line(line) for line in lines]


def in_full(question: Question, side: Side, rubric: Rubric | None) -> Iterator[str]:
    """Yield what a side says, line by line, with every quote."""
    yield from _beginning(question, side, rubric)
    if not question.is_field:
        coding: Coding = question.of(side)
        if coding.note:
            yield f"note: {coding.note}"
        for quote in coding.evidence:
            yield f"“{quote.quote}”"


def _short(question: Question, side: Side, rubric: Rubric | None) -> Iterator[str]:
    yield from _beginning(question, side, rubric)
    if not question.is_field:
        coding: Coding = question.of(side)
        yield count(len(coding.evidence), "quote")
        yield f"note: {coding.note}" if coding.note else "no note"


def _beginning(question: Question, side: Side, rubric: Rubric | None) -> Iterator[str]:
    """Yield the answer of a coding, and a field whole."""
    version = question.of(side)
    if not question.is_field:
        yield _answer(question.name, version, rubric)
    elif question.name == "attributed":
        positions: tuple[Attributed, ...] = version
        for one in positions:
            answer = one.off_scale if one.value is None else one.value
            yield f"{one.actor}, {one.criterion}: {answer}"
    else:
        yield str(version) or "(empty)"


def _answer(criterion: str, coding: Coding, rubric: Rubric | None) -> str:
    if not coding.given:
        answer = "not coded"
    elif rubric and criterion in rubric.by_id:
        answer = rubric.told(criterion, coding.answer)
    else:
        answer = str(coding.off_scale if coding.value is None else coding.value)
    sure = f", confidence {coding.confidence}" if coding.confidence is not None else ""
    return f"{answer}{sure} ({coding.at or 'time unknown'})"
