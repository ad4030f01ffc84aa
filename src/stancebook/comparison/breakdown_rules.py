"""Which decision rules disagreements hang on."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stancebook.comparison.cell import Cell
    from stancebook.model.rubric import Rubric


class RuleRow(NamedTuple):
    """What became of the codings of a criterion that cite a rule.

    Attributes:
        criterion: The criterion's id.
        rule: The rule's id.
        codings: Independent codings that cite it.
        sources: Sources on which somebody cites it.
        pairs: Pairs of codings of one source of which one or both cite it.
        differing: How many of these pairs give different answers.
        both: Pairs of which both cite it.
        both_differing: How many of those give different answers.
        share: Share of the criterion's differing pairs in which it is cited; None where no pair differs.
    """

    criterion: str
    rule: str
    codings: int
    sources: int
    pairs: int
    differing: int
    both: int
    both_differing: int
    share: float | None


def study_rules(rubric: Rubric, cells: Mapping[tuple[str, str], Cell]) -> list[RuleRow]:
    """Return for every criterion the rules its codings cite, those most disagreements hang on first.

    Rules that nobody cites are left out, and so are codings made after seeing another's.

    Args:
        rubric: The rubric.
        cells: The matrix's cells.
    """
    found: list[RuleRow] = []
    for criterion in rubric.criteria:
        codings = [
            [
                view
                for view in cell.codings.values()
                if view.counts_as_independent and view.answer.off_scale not in rubric.left_out_of_agreement
            ]
            for (_, criterion_id), cell in cells.items()
            if criterion_id == criterion.id
        ]
        pairs = [pair for of_source in codings for pair in combinations(of_source, 2)]
        differing = [pair for pair in pairs if pair[0].answer != pair[1].answer]
        cited = {rule for of_source in codings for view in of_source for rule in view.coding.rules}
        known = rubric.rule_ids[criterion.id]
        rows = []
        for rule in sorted(cited, key=lambda rule: (known.index(rule) if rule in known else len(known), rule)):
            citing = [sum(rule in view.coding.rules for view in pair) for pair in pairs]
            apart = [sum(rule in view.coding.rules for view in pair) for pair in differing]
            per_source = [sum(rule in view.coding.rules for view in of_source) for of_source in codings]
            rows.append(
                RuleRow(
                    criterion=criterion.id,
                    rule=rule,
                    codings=sum(per_source),
                    sources=sum(number > 0 for number in per_source),
                    pairs=sum(number > 0 for number in citing),
                    differing=sum(number > 0 for number in apart),
                    both=citing.count(2),
                    both_differing=apart.count(2),
                    share=sum(number > 0 for number in apart) / len(differing) if differing else None,
                )
            )
        found += sorted(rows, key=lambda row: -row.differing)
    return found
