"""What each key of a rubric is for, in a sentence. Editors show it beside the key; the JSON Schema carries it."""

from __future__ import annotations

from typing import Final

_CRITERION: Final = {
    "id": "The criterion's id, as annotations and tables name it: 1 to 64 of a-z, 0-9, '.', '_', '-'.",
    "label": "Its name in full, as reports show it.",
    "short": "Its name in one or two words, for narrow columns.",
    "question": "The one question that every source is asked. Put it in quotes: it ends in a question mark.",
    "definition": "What is judged, in a sentence or two.",
    "include": "What counts for this criterion.",
    "exclude": "What does not count, and where it belongs instead.",
    "off_scale": "The off-scale answers it offers, by their ids.",
    "decision_rules": "What to answer where two answers seem possible. Reviewers cite these rules by id.",
    "boundary_examples": "Passages that tempt to an answer they should not get.",
    "requires_evidence": "Whether a position needs a verbatim quote; 'each': one for every value chosen.",
    "same_meaning_as": "Digests of earlier wordings that asked the same, so that a mended typo makes no coding stale.",
    "weight": "For reports that say so; never for agreement.",
}

FIELDS: Final[dict[str, dict[str, str]]] = {
    "Rubric": {
        "rubric": "The rubric's id, which is also the name of its file without .yaml.",
        "version": "The version, which every coding records. In quotes where it is a plain number.",
        "status": "How far the rubric is. frozen: nothing may change any more.",
        "language": "The language it is written in, as in en or es-MX.",
        "title": "What the study is about, for the heads of reports.",
        "summary": "One or two sentences for whoever opens the study.",
        "changelog": "What changed, newest version first.",
        "unit": "What is coded, and whose stance it is.",
        "off_scale": "Real answers that are not positions, by id. A blank cell is none of them.",
        "confidence": "The scale on which reviewers say how sure they are.",
        "groups": "Criteria that stand under one heading.",
        "criteria": "The questions put to every source, in the order in which reviewers answer them.",
        "attributed": "The layer for stances that a source reports of others.",
        "adjudication": "How disagreements are settled.",
        "reliability": "Which agreement figures the study reports.",
    },
    "Change": {
        "version": "The version that this entry tells of.",
        "date": "When it was made: 2026-11-22.",
        "note": "What changed, and why.",
        "recode": "The ids of the criteria that must be coded again.",
    },
    "Unit": {
        "kind": "What one annotation is about.",
        "holder": "Whose stance a value records, as in author.",
        "exclude_regions": "The kinds of regions that are not to be coded, such as author_bio.",
        "general_rules": "Rules for every criterion.",
    },
    "Rule": {
        "id": "How the rule is cited, as in E2: a letter, then up to 15 letters, digits, '.', '_' or '-'.",
        "rule": "When, then what: one sentence that two people apply alike.",
    },
    "OffScale": {
        "label": "Its name.",
        "symbol": "One to four characters for narrow places.",
        "definition": "When it is the right answer.",
        "agreement": "category: a category beside the values. missing: left out of agreement.",
        "requires_note": "Whether it needs a note.",
        "prefers_evidence": "Whether the screen asks for a quote, without insisting.",
    },
    "Confidence": {
        "scale": "The steps, lowest first.",
        "anchors": "What a step means, in words.",
        "use": "What the figures are used for.",
    },
    "Group": {
        "id": "The group's id.",
        "label": "Its heading.",
        "criteria": "The ids of its criteria, in order.",
    },
    "OrdinalCriterion": {
        **_CRITERION,
        "type": "ordinal: values in an order, with steps between them.",
        "scale": "The values with their labels and definitions, as reviewers see them.",
        "examples": "Made-up passages and the value each would get.",
    },
    "NominalCriterion": {
        **_CRITERION,
        "type": "nominal: values without an order.",
        "values": "The values with their labels and definitions, as reviewers see them.",
        "multiple": "Whether several values may be chosen.",
        "min_values": "At least so many values, where several may be chosen.",
        "max_values": "At most so many values, where several may be chosen.",
        "exclusive": "Values that exclude every other.",
        "ordered_by_prominence": "Reserved: the order of several values carries no meaning.",
        "distance": "How far two sets are apart, for agreement.",
        "examples": "Made-up passages and the value or values each would get.",
    },
    "OrdinalValue": {
        "value": "A whole number. Neighbours in the order are one step apart.",
        "label": "Its name.",
        "definition": "When it is the right answer.",
    },
    "NominalValue": {
        "value": "The value's id. In quotes where it looks like a number.",
        "label": "Its name.",
        "definition": "When it is the right answer.",
        "group": "Values of one group stand together.",
        "requires_note": "Whether it needs a note, as 'other' does.",
    },
    "OrdinalExample": {
        "value": "The value that the passage gets.",
        "text": "A passage; made up, so that no source is coded by its example.",
    },
    "NominalExample": {
        "value": "The value or values that the passage gets.",
        "text": "A passage; made up, so that no source is coded by its example.",
    },
    "BoundaryExample": {
        "text": "A passage; made up, so that no source is coded by its example.",
        "not": "The answer that it tempts to.",
        "because": "Why it does not get it, and what it gets instead.",
    },
    "AttributedLayer": {
        "enabled": "Whether stances that a source reports of others are recorded.",
        "fields": "What is recorded of each.",
        "actor_type": "The kinds of actors to choose from.",
        "rule": "When to record one.",
    },
    "AdjudicationPlan": {
        "mode": "How disagreements are settled.",
        "keep_originals": "Reviewers' own codings always stay.",
        "requires_rationale": "Whether a decision needs a reason.",
        "cite_rule": "Whether the reason should name a decision rule.",
    },
    "ReliabilityPlan": {
        "computed_on": "Agreement is computed on independent codings only.",
        "double_coded_share": "The share of the sources that two or more reviewers code.",
        "measures": "The coefficients that are reported.",
        "interval": "The intervals that are printed.",
        "floor": "The thresholds that coefficients are held against.",
        "small_n_notice": "Below so many sources, reports lead with counts.",
    },
    "IntervalPlan": {"level": "The confidence level, as in 0.95."},
    "Floor": {
        "tentative": "From here on conclusions are tentative.",
        "reliable": "From here on data count as reliable.",
    },
}
"""By the name of the model and of the key."""
