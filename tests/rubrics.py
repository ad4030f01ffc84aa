"""Rubrics for tests: one that uses every part of the language, and a strategy that makes any rubric there can be.

``rubrics()`` draws plain data as a rubric file holds it, part by part in the order of the file: scales and off-scale
answers first, then criteria, each of which may hang on those before it. ``read(data)`` writes and reads it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from stancebook.workspace.rubric_file import parse_rubric
from stancebook.workspace.yaml_write import dump_yaml

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from stancebook.model.rubric import Rubric

EVERYTHING: Final = """\
rubric: everything
version: "1"
title: Every kind of criterion
anchors: [training]
off_scale:
  not_addressed: {label: Not addressed, symbol: "–", definition: The text is silent.}
  unclear: {label: Unclear, symbol: "?", requires_note: true}
scales:
  answers:
    - {value: "yes", label: "Yes"}
    - {value: probably, label: Probably yes}
    - {value: "no", label: "No"}
criteria:
  - id: mentions
    label: Whether it is mentioned
    short: Mentioned
    question: "Does the text mention it?"
    type: boolean
    off_scale: [unclear]
    requires_evidence: false
  - id: share
    label: Share of the text
    short: Share
    question: "How much of the text is about it?"
    type: numeric
    level: ratio
    min: 0
    max: 100
    unit: percent
    near: 5
    off_scale: [unclear]
    requires_evidence: false
    applies_if: {criterion: mentions, answers: [true]}
  - id: sure
    label: Whether it is right
    short: Right
    question: "Is it right?"
    type: nominal
    scale: answers
    off_scale: [not_addressed, unclear]
    requires_evidence: false
    applies_if:
      all:
        - {criterion: mentions, answers: [true]}
        - {criterion: share, at_least: 10}
  - id: lasting
    label: Whether it lasts
    short: Lasts
    question: "Does it last?"
    type: nominal
    scale: answers
    requires_evidence: false
  - id: topics
    label: Topics
    question: "What is it about?"
    type: nominal
    multiple: true
    max_values: 3
    agreement_levels: [1]
    off_scale: [not_addressed]
    requires_evidence: false
    values:
      - {value: economy, label: Economy}
      - {value: jobs, label: Jobs, parent: economy}
      - {value: prices, label: Prices, parent: economy}
      - {value: money, label: Money, parent: economy, deprecated: true, replaced_by: [prices]}
      - {value: security, label: Security}
      - {value: crime, label: Crime, parent: security, opposite: peace}
      - {value: peace, label: Peace, parent: security, opposite: crime}
      - {value: other, label: Other, catch_all: true, requires_note: true}
  - id: deaths
    label: Deaths counted
    short: Deaths
    question: "How many deaths does it count?"
    type: numeric
    min: 0
    integer: true
    requires_evidence: false
    off_scale: [not_addressed]
  - id: demand
    label: What it demands
    short: Demand
    question: "What does it demand, in one sentence?"
    type: text
    max_length: 200
    requires_evidence: false
    off_scale: [not_addressed]
  - id: stance
    label: Stance
    question: "For or against?"
    type: ordinal
    requires_evidence: false
    scale:
      - {value: 1, label: For}
      - {value: 0, label: Neither}
      - {value: -1, label: Against}
"""


def everything() -> Rubric:
    """Return a rubric that uses every part of the language."""
    return parse_rubric(EVERYTHING, "rubrics/everything.yaml")


def read(data: dict[str, Any]) -> Rubric:
    """Return the rubric that plain data describes, written as YAML and read."""
    return parse_rubric(dump_yaml(data), "rubrics/drawn.yaml")


# Texts that YAML readers get wrong: they must come back as they were.
_ODD: Final = (
    "yes",
    "no",
    "~",
    "1.0",
    "017",
    "- a",
    "a: b",
    "# x",
    "{a",
    "'",
    '"',
    "é ü",
    "ﬂ",
    "a\nb",
    " x ",
    "2026-01-01",
)
TEXTS: Final = st.one_of(
    st.sampled_from(_ODD), st.text("abc äß\n:#-?'\"[]{}&*!|>%@`,.", min_size=1, max_size=20)
).filter(lambda text: bool(text.strip()))
IDS: Final = st.text("abxyz019_-", max_size=6).map(lambda one: f"c{one}".replace("co", "c0"))
NUMBERS: Final = st.one_of(
    st.integers(-1000, 1000), st.floats(-1000, 1000, allow_nan=False).map(lambda number: round(number, 3))
)


def _optional(**keys: SearchStrategy[Any]) -> SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=keys)


def _about(more: SearchStrategy[dict[str, Any]] | None = None) -> SearchStrategy[dict[str, Any]]:
    """Draw what every value has."""
    common = st.fixed_dictionaries({"label": TEXTS}, optional={"definition": TEXTS, "requires_note": st.booleans()})
    return common if more is None else st.tuples(common, more).map(lambda both: {**both[0], **both[1]})


def _tossed(draw: DrawFn) -> bool:
    return draw(st.booleans())


@st.composite
def _ordinal_values(draw: DrawFn) -> list[dict[str, Any]]:
    values = draw(st.lists(st.integers(-9, 9), min_size=2, max_size=5, unique=True))
    return [{"value": value, **draw(_about())} for value in values]


@st.composite
def _nominal_values(draw: DrawFn) -> list[dict[str, Any]]:
    ids = draw(st.lists(IDS, min_size=3, max_size=7, unique=True))
    values: list[dict[str, Any]] = []
    branch: list[str] = []
    for one in ids:
        value: dict[str, Any] = {"value": one, **draw(_about(_optional(group=IDS)))}
        depth = draw(st.integers(0, len(branch))) if len(values) > 1 else 0
        branch = branch[:depth]
        if branch:
            value["parent"] = branch[-1]
        branch.append(one)
        values.append(value)
    if draw(st.booleans()):
        values[-1]["catch_all"] = True
        values[0]["opposite"] = ids[1]
    return values


@st.composite
def _clauses(draw: DrawFn, earlier: list[dict[str, Any]], scales: dict[str, Any], depth: int = 2) -> dict[str, Any]:
    if depth and draw(st.booleans()):
        parts = draw(st.lists(_clauses(earlier, scales, depth - 1), min_size=1, max_size=3))
        return {draw(st.sampled_from(["all", "any"])): parts}
    criterion = draw(st.sampled_from(earlier))
    kind, name = criterion["type"], criterion["id"]
    listed = criterion.get("values") or criterion.get("scale") or []
    listed = scales[listed] if isinstance(listed, str) else listed
    named = [one["value"] for one in listed] or ([True, False] if kind == "boolean" else [])
    if named and _tossed(draw):
        return {"criterion": name, "answers": draw(st.lists(st.sampled_from(named), min_size=1, max_size=2))}
    if kind in {"ordinal", "numeric"} and draw(st.booleans()):
        return {"criterion": name, draw(st.sampled_from(["at_least", "at_most"])): draw(NUMBERS)}
    return {"criterion": name, "position": draw(st.booleans())}


@st.composite
def _scaled(draw: DrawFn, kind: str, scales: dict[str, Any]) -> dict[str, Any]:
    """Draw what a criterion of one type has beside what all have."""
    match kind:
        case "ordinal":
            shared = [name for name, scale in scales.items() if isinstance(scale[0]["value"], int)]
            return {"scale": draw(st.sampled_from(shared)) if shared else draw(_ordinal_values())}
        case "nominal":
            shared = [name for name, scale in scales.items() if isinstance(scale[0]["value"], str)]
            if shared and _tossed(draw):
                return {"scale": shared[0]}
            several = draw(_optional(max_values=st.integers(1, 5))) if draw(st.booleans()) else None
            values = draw(_nominal_values())
            return {
                "values": values,
                **({"codable": "all"} if any("parent" in value for value in values) else {}),
                **({} if several is None else {"multiple": True, "distance": "masi", **several}),
            }
        case "boolean":
            both = draw(st.permutations([True, False]))
            return draw(st.sampled_from([{}, {"values": [{"value": one, **draw(_about())} for one in both]}]))
        case "numeric":
            low, high = sorted(draw(st.lists(st.integers(-1000, 1000), min_size=2, max_size=2, unique=True)))
            limits = draw(st.sampled_from([{}, {"min": low}, {"max": high}, {"min": low, "max": high}]))
            level = {"level": "ratio"} if limits.get("min", -1) >= 0 else {}
            return {**limits, **level, **draw(_optional(unit=TEXTS, integer=st.booleans(), near=st.integers(0, 9)))}
        case _:
            return draw(_optional(max_length=st.integers(1, 5000)))


@st.composite
def rubrics(draw: DrawFn) -> dict[str, Any]:
    """Draw a rubric as the plain data of its file."""
    off_scale: dict[str, Any] = draw(st.dictionaries(IDS.map(lambda one: f"off-{one}"), _about(), max_size=3))
    scales: dict[str, Any] = {}
    if draw(st.booleans()):
        scales["steps"] = draw(_ordinal_values())
    criteria: list[dict[str, Any]] = []
    for name in draw(st.lists(IDS, min_size=1, max_size=5, unique=True)):
        kind = draw(st.sampled_from(["ordinal", "nominal", "boolean", "numeric", "text"]))
        criterion: dict[str, Any] = {"id": name, "label": draw(TEXTS), "question": draw(TEXTS), "type": kind}
        criterion |= draw(_scaled(kind, scales))
        criterion |= draw(
            _optional(
                short=TEXTS,
                definition=TEXTS,
                include=st.lists(TEXTS, max_size=2),
                requires_evidence=st.booleans(),
                weight=st.integers(0, 3),
            )
        )
        if off_scale:
            criterion["off_scale"] = draw(st.lists(st.sampled_from(sorted(off_scale)), unique=True))
        if criteria and _tossed(draw):
            criterion["applies_if"] = draw(_clauses(criteria, scales))
        criteria.append(criterion)
    used = {criterion.get("scale") for criterion in criteria if isinstance(criterion.get("scale"), str)}
    return {
        "rubric": draw(IDS),
        "version": draw(TEXTS),
        "title": draw(TEXTS),
        **({"off_scale": off_scale} if off_scale else {}),
        **({"scales": scales} if used else {}),
        "criteria": criteria,
        **draw(_optional(language=TEXTS, summary=TEXTS, anchors=st.lists(IDS, max_size=2, unique=True))),
    }
