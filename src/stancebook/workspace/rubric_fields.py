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
    "applies_if": "The earlier answers under which it is asked; otherwise it is not applicable, and not missing.",
    "requires_evidence": "Whether an answer on the scale, a number and a text too, needs a verbatim quote. 'each': one "
    "for every value chosen. 'for_yes': yes needs one, and no, for which there may be nothing to quote, does not. "
    "Left out: true, and for_yes where the type is boolean.",
    "same_meaning_as": "Digests of earlier wordings that asked the same, so that a mended typo makes no coding stale. "
    "To be taken out when the meaning changes.",
    "weight": "For reports that say so; never for agreement.",
}

_VALUE: Final = {
    "label": "Its name.",
    "definition": "When it is the right answer.",
    "requires_note": "Whether it needs a note, as 'other' does.",
    "deprecated": "Whether it is retired: known, but no longer an answer. Codings that hold it are stale.",
    "replaced_by": "The values that stand in its place, where it is retired.",
}
_EXAMPLE: Final = {
    "value": "The value that the passage gets.",
    "text": "A passage; made up, so that no source is coded by its example.",
}
SHARED: Final = "The name of a scale that stands under scales."
_OPERATION: Final = {
    "criterion": "A criterion, as it was called before this version; with value or off_scale, the one whose it is.",
    "value": "A value of the criterion, as it was called before.",
    "off_scale": "An off-scale answer, as it was called before.",
}

FIELDS: Final[dict[str, dict[str, str]]] = {
    "Rubric": {
        "rubric": "The rubric's id, which is also the name of its file without .yaml.",
        "version": "The version, which every coding records. In quotes where it is a plain number.",
        "status": "How far the rubric is. frozen: nothing that is asked, and nothing that figures are made of, may "
        "change without a new version; stance check and stance rubric check hold it against the commits of git.",
        "language": "The language it is written in, as in en or es-MX.",
        "title": "What the study is about, for the heads of reports.",
        "summary": "One or two sentences for whoever opens the study.",
        "changelog": "What changed, newest version first.",
        "unit": "What is coded, and whose stance it is.",
        "off_scale": "Real answers that are not positions, by id. A blank cell is none of them.",
        "confidence": "The scale on which reviewers say how sure they are.",
        "groups": "Criteria that stand under one heading.",
        "scales": "Scales that several criteria share, by name; a criterion names one with scale.",
        "anchors": "The ids of sources for training, coded by everybody and kept out of results.",
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
        "operations": "What it did to ids: rename, merge, split, retire. stance rubric migrate applies them.",
    },
    "Rename": {**_OPERATION, "operation": "rename: the same under another id.", "to": "The new id."},
    "Merge": {
        **_OPERATION,
        "operation": "merge: several become one, and can no longer be told apart.",
        "criterion": "The criterion whose values are merged; where criteria are merged, the list of them.",
        "value": "The values that become one.",
        "off_scale": "The off-scale answers that become one.",
        "to": "The id of the one they become.",
    },
    "Split": {
        **_OPERATION,
        "operation": "split: one becomes several; its reviewer says which holds.",
        "to": "The ids it becomes.",
    },
    "Retire": {**_OPERATION, "operation": "retire: it is asked or offered no more; its codings stay as they are."},
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
        "codable": "Where values have parents: whether only the leaves can be chosen, or all of them.",
        "agreement_levels": "Levels of the tree at which agreement is measured too; 1 is the top.",
        "examples": "Made-up passages and the value or values each would get.",
    },
    "BooleanCriterion": {
        **_CRITERION,
        "type": "boolean: yes or no.",
        "values": "Labels and definitions of true and false, where Yes and No do not say enough.",
        "examples": "Made-up passages and the answer each would get.",
    },
    "NumericCriterion": {
        **_CRITERION,
        "type": "numeric: a number.",
        "min": "The least number allowed.",
        "max": "The greatest number allowed.",
        "unit": "What is counted or measured: percent, people, US dollars.",
        "integer": "Whether only whole numbers are answers.",
        "level": "interval: differences mean something. ratio: zero means none, and proportions mean something too.",
        "near": "Answers at most so far apart count as close; 1 for whole numbers, else 0.",
        "examples": "Made-up passages and the number each would get.",
    },
    "TextCriterion": {
        **_CRITERION,
        "type": "text: an answer in the reviewer's own words; no figure compares them.",
        "max_length": "How many characters an answer may have.",
        "examples": "Made-up passages and what might be written of each.",
    },
    "Condition": {
        "criterion": "The id of an earlier criterion.",
        "answers": "Values or off-scale answers, one of which it must hold. A parent stands for all below it.",
        "at_least": "The least position that will do.",
        "at_most": "The greatest position that will do.",
        "position": "true: it must hold a position, whichever. false: an off-scale answer.",
    },
    "AllOf": {"all": "Conditions every one of which must hold."},
    "AnyOf": {"any": "Conditions of which one must hold."},
    "OrdinalValue": {**_VALUE, "value": "A whole number. Neighbours in the order are one step apart."},
    "NominalValue": {
        **_VALUE,
        "value": "The value's id. In quotes where it looks like a number.",
        "group": "Values of one group stand together.",
        "parent": "The value above it, in a tree of values; it stands right above.",
        "opposite": "The value that says the contrary.",
        "local": "Whether this study added it to a published codebook, below one of its values.",
        "catch_all": "Whether it takes what fits nowhere else.",
    },
    "BooleanValue": {**_VALUE, "value": "true or false."},
    "OrdinalExample": _EXAMPLE,
    "NominalExample": {**_EXAMPLE, "value": "The value or values that the passage gets."},
    "BooleanExample": _EXAMPLE,
    "NumericExample": _EXAMPLE,
    "TextExample": {**_EXAMPLE, "value": "What might be written of the passage."},
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
