"""A first version of a rubric, written from a few answers, with comments that say how to go on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from stancebook.model.ids import check_id, make_id
from stancebook.model.problems import StancebookError
from stancebook.workspace.rubric_schema import MODELINE
from stancebook.workspace.yaml_write import plain, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["ordinal", "nominal", "several", "boolean", "numeric", "text"]

KINDS: Final[dict[Kind, str]] = {
    "ordinal": "a position on a scale from one end to the other",
    "nominal": "one of several answers",
    "several": "any number of several answers",
    "boolean": "yes or no",
    "numeric": "a number",
    "text": "a few words of the reviewer's own",
}
"""The kinds of criteria a draft may have, in the order in which people need them."""
STEPS: Final = (5, 3, 7, 4, 2)
"""How many values a drafted scale may have; the first is the usual one."""

_TYPE_SAYS: Final[dict[Kind, str]] = {
    "ordinal": "ordinal            # values in an order, with steps between them",
    "nominal": "nominal            # values without an order",
    "several": "nominal            # values without an order\n    multiple: true           # several may be chosen",
    "boolean": "boolean            # yes or no",
    "numeric": "numeric            # a number",
    "text": "text               # the reviewer's own words; no figure compares them",
}
_GENERAL: Final = "G"
"""How the ids of general rules begin."""
_MOST_LETTERS: Final = 3
_EVIDENCE: Final[dict[Kind, str]] = {
    "several": "each   # a verbatim quote for every value chosen",
    "boolean": "for_yes  # what is not there cannot be quoted; true asks for a quote for no as well",
}
_HEAD: Final = """\
{modeline}
# A rubric: the questions you put to every source, and how to answer them.
# Edit it until  stance rubric check {called}  has nothing left to advise, and read it as your
# reviewers will with  stance rubric show {called}
rubric: {name}
version: 0.1.0
status: draft                # draft | pilot | frozen | retired
title: {title}
# One or two sentences for whoever opens the study: what is coded, and why.
summary: ""

unit:
  holder: {holder}
  # Rules for every criterion. Reviewers cite a rule by its id.
  general_rules:
    - {{id: G1, rule: "Code what the text says, not what you know of its author."}}
    - {{id: G2, rule: "A quoted view counts as the author's only if the author adopts it."}}

# Real answers that are no positions. They are never the same as "not coded yet".
off_scale:
  not_addressed:
    label: Not addressed
    symbol: "–"
    definition: The text is silent on this.
"""
_NO_POSITION: Final = """\
  no_position:
    label: No position of its own
    symbol: "○"
    definition: The text takes it up, but only reports what others think.
    prefers_evidence: true
"""
_UNCLEAR: Final = """\
  unclear:
    label: Unclear
    symbol: "?"
    definition: Two readers could not say which. A note is required.
    requires_note: true

criteria:
"""
_WITH_POSITIONS: Final = frozenset({"ordinal", "nominal", "several"})


@dataclass(frozen=True)
class DraftCriterion:
    """One criterion of a draft.

    Attributes:
        id: Its id.
        question: What is asked.
        kind: How it is answered.
        label: Its label; made of the id where there is none.
        values: The labels of its values; for an ordinal one, of the two ends, the high one first.
        steps: How many values an ordinal one has.
        unit: What a number counts.
        least: The least number allowed, as it is written.
        most: The greatest number allowed, as it is written.
    """

    id: str
    question: str
    kind: Kind = "ordinal"
    label: str = ""
    values: tuple[str, ...] = ()
    steps: int = STEPS[0]
    unit: str = ""
    least: str = ""
    most: str = ""


@dataclass(frozen=True)
class Draft:
    """What a rubric is drafted from.

    Attributes:
        id: The rubric's id.
        title: What the study is about.
        criteria: Its criteria.
        holder: Whose stance is coded.
    """

    id: str
    title: str
    criteria: tuple[DraftCriterion, ...]
    holder: str = "author"


def draft_rubric(draft: Draft, called: str = "") -> str:
    """Return the YAML of a rubric, which can be used at once and says in comments how to make it better.

    Args:
        draft: What is known of it.
        called: How commands are to name it: by its file, where it is in no workspace; else its id.

    Raises:
        StancebookError: Where an id cannot be one or a text is no text.
    """
    check_id(draft.id, "rubric")
    positions = any(criterion.kind in _WITH_POSITIONS for criterion in draft.criteria)
    head = _HEAD.format(
        modeline=MODELINE,
        called=called or draft.id,
        name=plain(draft.id),
        title=_text(draft.title),
        holder=_text(draft.holder),
    )
    parts = [head, *([_NO_POSITION] if positions else []), _UNCLEAR]
    entries = zip(draft.criteria, _rule_letters(draft.criteria), strict=True)
    return "".join(parts) + "\n".join("\n".join(_criterion(one, letters)) + "\n" for one, letters in entries)


def _rule_letters(criteria: tuple[DraftCriterion, ...]) -> list[str]:
    """Return for each criterion how its rules begin: unlike the general ones and, if letters allow, unlike others'."""
    found: list[str] = []
    for one in criteria:
        name = re.sub("[^A-Z]", "", one.id.upper())
        free = (name[:size] for size in range(1, min(len(name), _MOST_LETTERS) + 1))
        found.append(next((letters for letters in free if letters not in {_GENERAL, *found}), "C"))
    return found


def _criterion(one: DraftCriterion, rule: str) -> Iterator[str]:
    label = one.label or one.id.replace("_", " ").replace("-", " ").capitalize()
    off_scale = ["not_addressed", *(["no_position"] if one.kind in _WITH_POSITIONS else []), "unclear"]
    yield f"  - id: {plain(check_id(one.id, 'criterion'))}"
    yield f"    label: {_text(label)}"
    yield f"    question: {_text(one.question)}"
    yield f"    type: {_TYPE_SAYS[one.kind]}"
    yield "    # What is judged, in a sentence or two; then what counts, and what does not."
    yield '    definition: ""'
    yield "    include: []"
    yield "    exclude: []"
    yield from _values(one)
    yield f"    off_scale: [{', '.join(off_scale)}]"
    yield f"    requires_evidence: {_EVIDENCE.get(one.kind, 'true   # a verbatim quote for every position; or false')}"
    if one.kind != "text":
        yield "    # What to answer where two answers seem possible. Add one whenever two of you disagree."
        yield "    # decision_rules:"
        yield f'    #   - {{id: {rule}1, rule: "If …, then …."}}'
    yield "    # Made-up passages, never from one of your sources, and what they get."
    yield "    # examples:"
    yield f'    #   - {{value: {_example(one)}, text: "…"}}'


def _values(one: DraftCriterion) -> Iterator[str]:
    match one.kind:
        case "ordinal":
            yield "    scale:"
            yield from _scale(one)
        case "nominal" | "several":
            yield "    # Say of each when it is the right answer."
            yield "    values:"
            for key, label in value_ids(one.values).items():
                note = ", requires_note: true" if key == "other" else ""
                yield f'      - {{value: {plain(key)}, label: {_text(label)}, definition: ""{note}}}'
        case "numeric":
            yield from (f"    {key}: {text}" for key, text in (("min", one.least), ("max", one.most)) if text)
            yield f"    unit: {_text(one.unit)}" if one.unit else '    unit: ""                 # what is counted'
        case _:
            return


def _scale(one: DraftCriterion) -> Iterator[str]:
    high, low = one.values or ("Yes", "No")
    most = one.steps // 2
    for value in range(most, -most - 1, -1):
        end = high if value > 0 else low
        match abs(value):
            case 0 if one.steps % 2 == 0:
                continue
            case 0:
                label, definition = "Weighs both sides", "Sets both sides against each other and does not come down."
            case size if size == most:
                label, definition = end, f"{end}, without conditions."
            case 1:
                label, definition = f"{end}, with reservations", f"{end} on the whole; names doubts or conditions."
            case _:
                label, definition = f"{end}, on the whole", f"{end}; doubts are named in passing only."
        yield f"      - {{value: {value}, label: {_text(label)}, definition: {_text(definition)}}}"


def value_ids(labels: tuple[str, ...]) -> dict[str, str]:
    """Return the labels of values by the ids made of them; no two are alike.

    Raises:
        StancebookError: Where a label gives no id, or two give the same.
    """
    found: dict[str, str] = {}
    for label in labels:
        key = make_id(label)
        if not key:
            raise StancebookError(f"'{label[:60]}' gives no id for a value; use letters of the alphabet a to z")
        if key in found or key in {"not_addressed", "no_position", "unclear"}:
            raise StancebookError(f"'{label[:60]}' gives the id '{key}', which there is already; say it differently")
        found[key] = label
    return found


def _example(one: DraftCriterion) -> str:
    match one.kind:
        case "ordinal":
            return "1"
        case "nominal":
            return plain(next(iter(value_ids(one.values))))
        case "several":
            return f"[{plain(next(iter(value_ids(one.values))))}]"
        case "boolean":
            return "true"
        case "numeric":
            return one.least or "1"
        case _:
            return '"…"'


def _text(text: str) -> str:
    try:
        return quoted(" ".join(text.split()))
    except UnicodeEncodeError:
        raise StancebookError("a text holds half a character; type it again") from None
