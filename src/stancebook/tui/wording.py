"""Codings in words and marks, short enough for a status line. No Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.model.visible import visible_line

if TYPE_CHECKING:
    from stancebook.model.annotation import Annotation, Attributed, Coding, Evidence
    from stancebook.model.answer import Answer
    from stancebook.model.change import Change
    from stancebook.model.rubric import Rubric

UNCHOSEN: Final = ", not chosen"
"""After the value that a quote is for, where the answer does not hold it."""
_FIELDS: Final = {"state": "state", "flag": "flag", "note": "note on the source", "attributed": "attributed positions"}


def shorten(text: str, length: int) -> str:
    """Return a text as one visible line of at most so many characters."""
    # A quote may be megabytes long; only what is shown is looked at.
    line = visible_line(text.strip()[: length + 1].replace("\n", " "))
    return line if len(line) <= length else line[: max(1, length - 1)].rstrip() + "…"


def quoted(evidence: Evidence, length: int) -> str:
    """Return a quote in quotation marks, shortened."""
    return f"“{shorten(evidence.quote, max(4, length - 2))}”"


def heading(rubric: Rubric, criterion: str) -> str:
    """Return a criterion's short label; its id where the rubric no longer knows it."""
    known = rubric.by_id.get(criterion)
    return visible_line(known.heading) if known else criterion


def mark(rubric: Rubric, criterion: str, answer: Answer) -> str:
    """Return an answer in the shortest form, the number of values where there are several."""
    if isinstance(answer.value, tuple):
        return f"{len(answer.value)} values" if len(answer.value) != 1 else "1 value"
    return visible_line(rubric.mark(criterion, answer).replace("-", "−")) if answer.given else "·"


def answer_words(rubric: Rubric, criterion: str, answer: Answer) -> str:
    """Return an answer as mark and label: ``+1 Works, with reservations``."""
    words = visible_line(rubric.words(criterion, answer))
    return f"−{words[1:]}" if words.startswith("-") else words


def attributed_words(rubric: Rubric, one: Attributed) -> str:
    """Return somebody else's position in words: ``Amnesty International on Rights: −2 Dismantled``."""
    words = answer_words(rubric, one.criterion, one.answer)
    return f"{shorten(one.actor, 40)} on {heading(rubric, one.criterion)}: {words}"


def change_words(rubric: Rubric, step: Change) -> str:
    """Return what led from one annotation to another, in a few words."""
    parts = [
        f"{heading(rubric, key)}: {_coding_words(rubric, key, *pair)}"
        for key, pair in step.codings.items()
        if pair[1] is not None
    ]
    for name, (_, after) in step.fields.items():
        if name == "state":
            parts.append("complete" if after == "complete" else "a draft again")
        elif name == "flag":
            parts.append(f"flagged: {visible_line(after)}" if after else "flag taken away")
        elif name == "attributed":
            parts += _attributed_change(rubric, *step.fields[name])
        elif name in _FIELDS:
            parts.append(f"{_FIELDS[name]} changed")
    return "; ".join(parts) or "nothing changed"


def _attributed_change(rubric: Rubric, before: tuple[Attributed, ...], after: tuple[Attributed, ...]) -> list[str]:
    gained = [f"reported: {attributed_words(rubric, one)}" for one in after if one not in before]
    kept = {(one.actor, one.criterion) for one in after}
    lost = [one for one in before if one not in after and (one.actor, one.criterion) not in kept]
    return [*gained, *(f"no longer reported: {attributed_words(rubric, one)}" for one in lost)]


def _coding_words(rubric: Rubric, criterion: str, before: Coding | None, after: Coding | None) -> str:
    if before is None or after is None:
        return "changed"
    parts = []
    if before.answer != after.answer:
        parts.append(answer_words(rubric, criterion, after.answer))
    gained = [one for one in after.evidence if one not in before.evidence]
    lost = [one for one in before.evidence if one not in after.evidence]
    parts += [f"quote {quoted(one, 40)}" for one in gained]
    parts += [f"without quote {quoted(one, 40)}" for one in lost]
    if before.note != after.note:
        parts.append("note changed" if after.note else "note taken away")
    if before.confidence != after.confidence:
        parts.append(f"sure {after.confidence}" if after.confidence is not None else "not said how sure")
    if before.rules != after.rules:
        parts.append("rules " + (" ".join(after.rules) or "none"))
    return ", ".join(parts) or "changed"


def name_of(rubric: Rubric, part: str) -> str:
    """Return what a save calls a part of an annotation: a criterion's label, or a field in words."""
    return heading(rubric, part) if part in rubric.by_id else _FIELDS.get(part, part)


def side_words(rubric: Rubric, annotation: Annotation, part: str) -> list[str]:
    """Return one part of an annotation, line by line, to be set beside somebody else's version of it."""
    if part not in annotation.codings:
        if part == "attributed":
            return [attributed_words(rubric, one) for one in annotation.attributed] or ["(nobody's)"]
        value = getattr(annotation, part, "")
        return [visible_line(str(value)) if value else "(empty)"]
    coding = annotation.codings[part]
    lines = [answer_words(rubric, part, coding.answer)]
    lines += [quoted(one, 160) for one in coding.evidence]
    if coding.confidence is not None:
        lines.append(f"sure {coding.confidence}")
    if coding.rules:
        lines.append("rules " + " ".join(coding.rules))
    if coding.note:
        lines.append("note: " + shorten(coding.note, 200))
    if coding.at:
        lines.append(f"({coding.at.replace('T', ' ').replace('Z', ' UTC')})")
    return lines
