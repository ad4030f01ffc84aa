"""How a reviewer did beside gold answers, in words, in a terminal and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stancebook.comparison.quoted import apart
from stancebook.reports.terminal.text import BOLD, DIM, Line, Piece, flow, joined, line, prose
from stancebook.reports.words import STATE_GLYPH, STATE_WORDS, count, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.gold import Checked, Feedback
    from stancebook.model.answer import Answer
    from stancebook.model.study import Study

NARROWEST = 60


def feedback_title(found: Feedback) -> str:
    """Return how many answers are right: ``3 of 4 as the gold answers``."""
    return f"{found.right} of {len(found.checked)} as the gold answers"


def so_far(every: Sequence[Feedback]) -> str:
    """Return how a reviewer did on all sources with gold answers until now; empty for a single one."""
    if len(every) <= 1:  # one is told already
        return ""
    right, of = sum(one.right for one in every), sum(len(one.checked) for one in every)
    return f"So far {right} of {of} answers on {count(len(every), 'source')} with gold answers."


def checked_words(one: Checked) -> str:
    """Return how an answer lies to the gold answer: ``1 step too low``, ``position or not?``."""
    if one.right:
        return "right"
    if one.own is None:
        return "not answered"
    if one.steps:
        return f"{count(abs(one.steps), 'step')} too {'high' if one.steps > 0 else 'low'}"
    return "in your own words" if one.kind == "not_compared" else STATE_WORDS[one.kind]


def checked_lines(study: Study, one: Checked) -> list[tuple[str, str]]:
    """Return what there is to learn of an answer that is not right: name and text of each line."""
    rubric, criterion = study.rubric, one.criterion.id
    told = [("you", one_line(rubric.words(criterion, one.own.answer)) if one.own else "no answer")]
    told.append((one.known, one_line(rubric.words(criterion, one.gold.answer))))
    told += [("", f"“{one_line(quote.quote)}”") for quote in apart(one.gold.coding.supporting)]
    if one.gold.coding.rules:
        told.append(("", f"rules {', '.join(one.gold.coding.rules)}"))
    if one.gold.coding.note:
        told.append(("", one_line(one.gold.coding.note)))
    return told


def render_feedback(
    study: Study, found: Feedback, every: Sequence[Feedback], *, width: int = 80, colour: bool = False
) -> str:
    """Return how a reviewer did on one source, as text for a terminal.

    Args:
        study: The study.
        found: How they did on the source.
        every: How they did on all sources with gold answers.
        width: Cells of the terminal; no line is wider (nor than 60 where it is narrower than that).
        colour: Whether to use bold and dim type.
    """
    width = max(width, NARROWEST)
    about = f"{found.reviewer} on {one_line(study.sources[found.source].short)}: {feedback_title(found)}"
    lines: list[Line] = flow((Piece(word, BOLD) for word in about.split()), width)
    for one in found.checked:
        lines += [(), *_checked(study, one, width)]
    if told := so_far(every):
        lines += [(), *prose(told, width)]
    return joined(lines, colour=colour)


def _checked(study: Study, one: Checked, width: int) -> list[Line]:
    glyph = STATE_GLYPH[one.kind]
    words = [Piece(one_line(one.criterion.heading), BOLD), Piece("·", DIM), Piece(checked_words(one))]
    if one.right:
        words.append(Piece(f"({one_line(study.rubric.words(one.criterion.id, one.gold.answer))})", DIM))
    lines = flow(words, width, first=line(f"{glyph} "), indent="  ")
    if one.right:
        return lines
    told = checked_lines(study, one)
    indent = max(len(name) for name, _ in told) + 6
    for name, text in told:
        first = f"    {name}:" if name else ""
        lines += flow(map(Piece, text.split()), width, first=line(f"{first:<{indent}}"), indent=" " * indent)
    return lines


def feedback_json(found: Feedback) -> dict[str, Any]:
    """Return how a reviewer did on one source as JSON."""
    return {
        "source": found.source,
        "reviewer": found.reviewer,
        "right": found.right,
        "of": len(found.checked),
        "answers": [
            {
                "criterion": one.criterion.id,
                "right": one.right,
                "kind": one.kind,
                "steps": one.steps,
                "own": _answer(one.own.answer) if one.own else None,
                "gold": _answer(one.gold.answer),
                "known": one.known,
            }
            for one in found.checked
        ],
    }


def _answer(answer: Answer) -> dict[str, Any]:
    value = list(answer.value) if isinstance(answer.value, tuple) else answer.value
    return {"value": value, "off_scale": answer.off_scale}
