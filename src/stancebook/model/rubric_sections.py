"""What a rubric says beside its criteria: whose stance, which answers off the scale, what is planned, what changed."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from stancebook.model.base import Model
from stancebook.model.criterion import Rule, Text
from stancebook.model.ids import Id
from stancebook.model.operation import Operation

Measure = Literal[
    "percent_agreement",
    "krippendorff_alpha",
    "cohen_kappa",
    "scott_pi",
    "fleiss_kappa",
    "conger_kappa",
    "gwet_ac",
    "brennan_prediger",
]


class Change(Model):
    """One entry of the changelog: a version, what it did to ids, and what it asks to be coded again."""

    version: Text
    date: Text
    note: str = ""
    recode: tuple[Id, ...] = ()
    operations: tuple[Operation, ...] = ()


class Unit(Model):
    """What is coded, and whose stance it is."""

    kind: Literal["document", "section", "paragraph", "span", "actor"] = "document"
    holder: Text = "author"
    exclude_regions: tuple[str, ...] = ()
    general_rules: tuple[Rule, ...] = ()


class OffScale(Model):
    """An off-scale answer: a real answer that is not a position.

    ``agreement`` says how agreement treats it: ``category`` makes it a category beside the values,
    ``missing`` leaves it out.
    """

    label: Text
    definition: str = ""
    symbol: Annotated[str, Field(max_length=4)] = ""
    agreement: Literal["category", "missing"] = "category"
    requires_note: bool = False
    prefers_evidence: bool = False


class Confidence(Model):
    """The scale on which reviewers say how sure they are."""

    scale: Annotated[tuple[int, ...], Field(min_length=2)] = (1, 2, 3, 4, 5)
    anchors: dict[int, str] = Field(default_factory=dict)
    use: str = ""


class Group(Model):
    """Criteria that belong together, under one heading."""

    id: Id
    label: Text
    criteria: tuple[Id, ...]


class AttributedLayer(Model):
    """Whether and how the stances that a source reports of others are coded."""

    enabled: bool = False
    fields: tuple[str, ...] = ("actor", "actor_type", "criterion", "value", "evidence")
    actor_type: tuple[Id, ...] = ()
    rule: str = ""


class AdjudicationPlan(Model):
    """How disagreements are settled in this study."""

    mode: Literal["discussion", "third", "discussion_then_third", "majority", "median", "keep_both"] = "discussion"
    keep_originals: Literal[True] = True
    requires_rationale: bool = True
    cite_rule: bool = False


class IntervalPlan(Model):
    """The confidence level of printed intervals."""

    level: Annotated[float, Field(gt=0, lt=1)] = 0.95


class Floor(Model):
    """The thresholds that the study holds its coefficients against."""

    tentative: float = 0.667
    reliable: float = 0.8


class ReliabilityPlan(Model):
    """Which agreement figures the study reports, and from which codings."""

    computed_on: Literal["independent"] = "independent"
    double_coded_share: Annotated[float, Field(ge=0, le=1)] = 1.0
    measures: tuple[Measure, ...] = ("percent_agreement", "krippendorff_alpha")
    interval: IntervalPlan = IntervalPlan.model_construct()
    floor: Floor = Floor.model_construct()
    small_n_notice: int = 20
