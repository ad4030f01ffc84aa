"""What the keys of the annotate screen do to a desk, with the words that say so. No Textual."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model import change, editing
from stancebook.model.annotation import Evidence
from stancebook.model.answer import NOT_CODED
from stancebook.model.doubled import doubled
from stancebook.model.requirements import missing_for
from stancebook.model.staleness import why_stale
from stancebook.reports.words import count
from stancebook.tui.wording import UNCHOSEN, answer_words, change_words, heading, name_of, quoted, shorten
from stancebook.tui.wording import mark as answer_mark

if TYPE_CHECKING:
    from stancebook.model.annotation import Annotation
    from stancebook.model.answer import Answer, Value
    from stancebook.model.requirements import Missing
    from stancebook.model.rubric import Choice
    from stancebook.workspace.desk import Desk


Passage = tuple[int, int]


class RefusedError(Exception):
    """A command that cannot do anything now; the message says why, and what would help."""


def choice_numbered(desk: Desk, criterion: str, number: int) -> Choice:
    """Return the answer of a criterion that has this number.

    Raises:
        RefusedError: Where there are fewer.
    """
    choices = desk.rubric.choices(criterion)
    if number > len(choices):
        name = heading(desk.rubric, criterion)
        if not desk.rubric.by_id[criterion].offered:
            offered = f"; {count(len(choices), 'other answer')} by digit" if choices else ""
            raise RefusedError(f"{name} is answered in words: <code.choose> writes them{offered}")
        raise RefusedError(f"{name} has {count(len(choices), 'answer')}; {number} is none of them")
    return choices[number - 1]


def is_chosen(desk: Desk, criterion: str, choice: Choice) -> bool:
    """Return whether an answer is given, alone or among several."""
    given = desk.annotation.coding(criterion).answer
    if isinstance(given.value, tuple):
        return choice.is_position and choice.answer.value in given.value
    return choice.answer == given


def give(desk: Desk, criterion: str, choice: Choice, passage: Passage | None = None) -> bool:
    """Give an answer; where several are allowed, add it or take it away. Return whether to move on.

    Args:
        desk: Where it is given.
        criterion: What it answers.
        choice: The answer.
        passage: What becomes its quote in the same step, if it needs one.

    Raises:
        RefusedError: Where the criterion is not asked, given the other answers.
    """
    require_asked(desk, criterion)
    known, held = desk.rubric.criterion(criterion), is_chosen(desk, criterion, choice)
    if not (known.multiple and choice.is_position):
        set_answer(desk, criterion, NOT_CODED if known.multiple and held else choice.answer, passage)
        return not known.multiple
    for_value = choice.key if known.requires_evidence == "each" else None
    before = desk.annotation if held else _with_quote(desk, criterion, passage, (choice.key,), for_value)
    desk.replace(editing.toggle_value(before, desk.rubric, criterion, choice.key, desk.now()))
    return False


def require_asked(desk: Desk, criterion: str) -> None:
    """Refuse to answer what is not asked, given the other answers.

    Raises:
        RefusedError: With the reason.
    """
    if reason := desk.why_not_asked(criterion):
        raise RefusedError(f"{heading(desk.rubric, criterion)} is not asked, {reason}")


def set_answer(desk: Desk, criterion: str, answer: Answer, passage: Passage | None = None) -> None:
    """Answer a criterion, in one step with the quote that it needs, where a passage is there for it.

    Raises:
        RefusedError: Where it is answered and not asked, given the other answers.
    """
    if answer.given:
        require_asked(desk, criterion)
    wants_one = answer.is_position and not isinstance(answer.value, tuple)
    before = _with_quote(desk, criterion, passage, answer.value) if wants_one else desk.annotation
    desk.replace(editing.set_answer(before, desk.rubric, criterion, answer, desk.now()))


def _with_quote(
    desk: Desk, criterion: str, passage: Passage | None, value: Value | None, for_value: str | None = None
) -> Annotation:
    """Return the annotation with a passage as the quote of a value, where that has to have one and has none yet."""
    coding = desk.annotation.coding(criterion)
    has_one = any(for_value in (None, one.for_value) for one in coding.evidence)
    if passage is None or has_one or not desk.rubric.criterion(criterion).wants_quote(value):
        return desk.annotation
    quote = Evidence.at(desk.source.body, *trimmed(desk.source.body, *passage), for_value)
    return editing.add_evidence(desk.annotation, desk.rubric, criterion, quote, desk.now())


def next_open(desk: Desk, after: str, *, answers_only: bool = False) -> str | None:
    """Return the next criterion, round in a circle, without an answer (or lacking anything); None if none is."""
    ids = list(desk.rubric.by_id)
    start = ids.index(after) + 1
    for criterion in (*ids[start:], *ids[:start]):
        lacking = lacks(desk, criterion)
        if lacking and (not answers_only or lacking[0].need == "answer"):
            return criterion
    return None


def next_asked(desk: Desk, after: str, delta: int) -> str:
    """Return the next or previous criterion, round in a circle, that is asked; the same where no other is."""
    ids = list(desk.rubric.by_id)
    start = ids.index(after)
    turned = (ids[(start + delta * step) % len(ids)] for step in range(1, len(ids) + 1))
    return next(criterion for criterion in turned if criterion == after or not desk.why_not_asked(criterion))


def next_stale(desk: Desk, after: str) -> str | None:
    """Return the next criterion, round in a circle, with an answer from before the rubric changed; None if none has."""
    ids = list(desk.rubric.by_id)
    start = ids.index(after) + 1
    twice = set(doubled(desk.annotation, desk.rubric).values())
    round_ = (*ids[start:], *ids[:start])
    stale = (k for k in round_ if k in twice or why_stale(desk.rubric, k, desk.annotation.coding(k)))
    return next((key for key in stale if not desk.why_not_asked(key)), None)


def first_to_do(desk: Desk) -> str:
    """Return the criterion to begin with: the first that lacks anything, else the first stale one, else the first."""
    known = list(desk.rubric.by_id)
    return next_open(desk, known[-1]) or next_stale(desk, known[-1]) or known[0]


def lacks(desk: Desk, criterion: str) -> list[Missing]:
    """Return what the coding of a criterion still needs."""
    return missing_for(desk.annotation, desk.rubric, criterion)


def quote_targets(desk: Desk, criterion: str) -> list[str | None]:
    """Return what a new quote can be bound to: one entry where that is clear, several where one must choose.

    Raises:
        RefusedError: Where each value wants a quote of its own and none is chosen yet.
    """
    coding = desk.annotation.coding(criterion)
    if desk.rubric.by_id[criterion].requires_evidence != "each" or coding.answer.off_scale is not None:
        return [None]
    if not isinstance(coding.value, tuple):
        name = heading(desk.rubric, criterion)
        raise RefusedError(f"choose a value of {name} first: each takes quotes of its own")
    quoted_values = {one.for_value for one in coding.evidence}
    bare = [value for value in coding.value if value not in quoted_values]
    in_order = [choice.key for choice in desk.rubric.choices(criterion) if choice.key in coding.value]
    return [bare[0]] if len(bare) == 1 else list(in_order)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a passage without the white space at its ends.

    Raises:
        RefusedError: Where nothing is left of it.
    """
    passage = text[start:end]
    start += len(passage) - len(passage.lstrip())
    end -= len(passage) - len(passage.rstrip())
    if start >= end:
        raise RefusedError("there are no words here to quote: select some, or go to a sentence")
    return start, end


def mark(desk: Desk, criterion: str, start: int, end: int, for_value: str | None) -> None:
    """Mark a passage as evidence.

    Raises:
        RefusedError: Where it is evidence already, or has no words.
    """
    start, end = trimmed(desk.source.body, start, end)
    before = desk.annotation
    desk.add_passage(criterion, start, end, for_value)
    if desk.annotation is before:
        raise RefusedError(f"this passage is evidence for {heading(desk.rubric, criterion)} already")


def evidence_at(desk: Desk, start: int, end: int, active: str) -> list[tuple[str, Evidence]]:
    """Return the evidence that touches a passage: the active criterion's first, then the shortest."""
    found = [
        (criterion, one)
        for criterion, coding in desk.annotation.codings.items()
        for one in coding.evidence
        if one.start < max(end, start + 1) and one.end > start
    ]
    return sorted(found, key=lambda pair: (pair[0] != active, pair[1].end - pair[1].start, pair[1].start))


def reshape(desk: Desk, criterion: str, evidence: Evidence, start: int, end: int) -> None:
    """Let a piece of evidence reach from ``start`` to ``end`` instead, in one step that undo takes back.

    Raises:
        RefusedError: Where that passage has no words, or is what it reaches over already.
    """
    start, end = trimmed(desk.source.body, start, end)
    if (start, end) == (evidence.start, evidence.end):
        raise RefusedError("the evidence reaches just that far already: select more or less of it")
    desk.move_evidence(criterion, evidence, start, end)


def step_confidence(desk: Desk, criterion: str, delta: int) -> None:
    """Raise or lower how sure an answer is; from nothing said, to the middle of the scale; below it, to nothing.

    Raises:
        RefusedError: Where there is no answer to be sure of, or the scale ends.
    """
    coding = desk.annotation.coding(criterion)
    name = heading(desk.rubric, criterion)
    if not coding.given:
        raise RefusedError(f"answer {name} first: there is nothing to be sure of yet")
    scale = sorted(desk.rubric.confidence.scale)
    if coding.confidence not in scale:
        desk.set_confidence(criterion, scale[len(scale) // 2])
        return
    at = scale.index(coding.confidence) + delta
    if at >= len(scale):
        raise RefusedError(f"{name}: {scale[-1]} is as sure as the scale goes")
    desk.set_confidence(criterion, scale[at] if at >= 0 else None)


def confidence_words(desk: Desk, criterion: str) -> str:
    """Return how sure an answer is, with the scale's own words for it."""
    rubric, confidence = desk.rubric, desk.annotation.coding(criterion).confidence
    if confidence is None:
        return f"{heading(rubric, criterion)}: not said how sure"
    anchor = rubric.confidence.anchors.get(confidence, "")
    words = f"{heading(rubric, criterion)}: sure {confidence} of {max(rubric.confidence.scale)}"
    return f"{words}, {anchor}" if anchor else words


def step_back(desk: Desk, *, redo: bool = False) -> tuple[str, str | None]:
    """Undo, or make again; return the words for it and the criterion to look at.

    Raises:
        RefusedError: Where there is nothing to undo.
    """
    before = desk.annotation
    done = desk.redo() if redo else desk.undo()
    if not done:
        if beyond := getattr(done, "beyond", ()):
            names = ", ".join(name_of(desk.rubric, part) for part in beyond)
            raise RefusedError(f"{names} was changed elsewhere since, and stays; press it again for the change before")
        raise RefusedError("there is nothing to make again" if redo else "there is nothing to take back")
    step = change.between(before, desk.annotation)
    words = change_words(desk.rubric, step)
    return f"{'made again' if redo else 'taken back'}: {words}", next(iter(step.codings), None)


def answered_words(desk: Desk, criterion: str, *, brief: bool = False, also: str = "") -> str:
    """Return a criterion's answer in words, with what it still needs; if brief, that comes before the label.

    Args:
        desk: Where it is given.
        criterion: What it answers.
        brief: Whether there is little room.
        also: What is to be said of it before that, ``" · …"``: a narrow line is cut at its end.
    """
    rubric, answer = desk.rubric, desk.annotation.coding(criterion).answer
    needs = [one.need for one in lacks(desk, criterion)]
    told = answer_mark(rubric, criterion, answer) if brief and needs else answer_words(rubric, criterion, answer)
    words = f"{heading(rubric, criterion)}: {told}{also}"
    if "evidence" in needs:
        words += " · needs a quote"
    if "note" in needs:
        words += " · needs a note"
    return words + unchosen_words(desk, criterion)


def unchosen_words(desk: Desk, criterion: str) -> str:
    """Return, after what was done, that quotes are kept for values that are not chosen; empty where none are."""
    values = dict.fromkeys(str(one.for_value) for one in desk.annotation.coding(criterion).unchosen)
    labels = ", ".join(value_label(desk, criterion, one) for one in values)
    return f" · quotes for {labels} kept{UNCHOSEN}" if values else ""


def evidence_words(desk: Desk, criterion: str, evidence: Evidence, length: int = 60) -> str:
    """Return a piece of evidence in words."""
    words = heading(desk.rubric, criterion)
    if evidence.for_value:
        words += f" ({value_label(desk, criterion, evidence.for_value)})"
    return f"{words} {quoted(evidence, length)}"


def value_label(desk: Desk, criterion: str, value: str) -> str:
    """Return the label of a value; the value itself where the rubric no longer knows it."""
    known = (
        {choice.key: choice.label for choice in desk.rubric.choices(criterion)}
        if criterion in desk.rubric.by_id
        else {}
    )
    return known.get(value, value)


def quoted_at(desk: Desk, start: int, end: int) -> str:
    """Return a passage of the text in quotation marks, shortened."""
    return f"“{shorten(desk.source.body[start:end], 60)}”"
