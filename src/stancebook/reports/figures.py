"""The agreement figures of a matrix, found by criterion and part, with notes on what would mislead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.comparison.scopes import SCOPES
from stancebook.model.answer import value_key
from stancebook.reports.words import SCOPE_WORDS, count, figure, listed, minus, one_line, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.comparison.scopes import Scope
    from stancebook.model.answer import Value

ALPHA: Final = "krippendorff_alpha"
PERCENT: Final = "percent_agreement"
MEASURE_WORDS: Final = {
    PERCENT: "pairs that agree",
    ALPHA: "Krippendorff's alpha",
    "cohen_kappa": "Cohen's kappa",
    "scott_pi": "Scott's pi",
    "fleiss_kappa": "Fleiss' kappa",
    "conger_kappa": "Conger's kappa",
    "gwet_ac": "Gwet's AC",
    "brennan_prediger": "Brennan-Prediger",
}
MEASURE_SIGN: Final = {
    PERCENT: "%",
    ALPHA: "α",
    "cohen_kappa": "κ",
    "scott_pi": "π",
    "fleiss_kappa": "κF",
    "conger_kappa": "κC",
    "gwet_ac": "AC",
    "brennan_prediger": "BP",
}
_KINDS: Final[tuple[tuple[Scope, str], ...]] = (
    ("answers", "the answer"),
    ("position", "whether there is a position"),
)
_WHEN_ALL_AGREE: Final[tuple[tuple[Scope, str], ...]] = (
    ("position", "whether there is a position"),
    ("positions", "on the position"),
)
_MUCH = 0.8
_LITTLE = 0.5


class Figures:
    """Agreement rows by criterion, part and measure.

    Args:
        rows: The rows, in any order.
    """

    def __init__(self, rows: Sequence[AgreementRow]) -> None:
        self._rows: dict[tuple[str, str], list[AgreementRow]] = {}
        for row in rows:
            self._rows.setdefault((row.criterion, row.scope), []).append(row)

    def of(self, criterion: str, scope: Scope) -> list[AgreementRow]:
        """Return every figure of one part of a criterion."""
        return self._rows.get((criterion, scope), [])

    def counts(self, criterion: str, scope: Scope) -> tuple[int, int]:
        """Return on how many sources all gave the same answer, out of how many that two or more coded."""
        rows = self.of(criterion, scope)
        return (rows[0].same, rows[0].comparable) if rows else (0, 0)

    def pairs(self, criterion: str, scope: Scope) -> AgreementRow | None:
        """Return the share of agreeing pairs."""
        return next((row for row in self.of(criterion, scope) if row.measure == PERCENT), None)

    def coefficient(self, criterion: str, scope: Scope) -> AgreementRow | None:
        """Return the first coefficient corrected for chance: alpha, where the rubric asks for it."""
        corrected = [row for row in self.of(criterion, scope) if row.measure != PERCENT]
        return next((row for row in corrected if row.measure == ALPHA), corrected[0] if corrected else None)

    def edge(self, criterion: str, scope: Scope) -> str:
        """Return a part of a criterion as it stands at the edge of a matrix: ``4/5, α .46``."""
        told = "{}/{}".format(*self.counts(criterion, scope))
        row = None if scope == "answers" else self.coefficient(criterion, scope)
        return f"{told}, {MEASURE_SIGN.get(row.measure, row.measure)} {minus(figure(row.estimate))}" if row else told

    def cautions(self, criterion: str) -> list[str]:
        """Return plain sentences on where a figure of this criterion misleads."""
        found = [
            f"{MEASURE_SIGN.get(low.measure, low.measure)} is low ({minus(figure(low.estimate))}) though "
            f"{percent(pairs.estimate)} of pairs agree on {what}: almost everything is one answer, so chance alone "
            "gives much agreement."
            for scope, what in _KINDS
            if (low := self.coefficient(criterion, scope))
            and (pairs := self.pairs(criterion, scope))
            and _flat(low, pairs)
        ]
        found += [
            f"{row.skew.codings} of {count(row.skew.of, 'coding')} {_says(scope, row.skew.answer)}: for "
            f"'{SCOPE_WORDS[scope].removeprefix('agree: ')}' read AC1 ({minus(figure(row.skew.ac1))}) beside "
            f"{MEASURE_SIGN[ALPHA]}."
            for scope in SCOPES
            if (row := self.coefficient(criterion, scope)) and row.skew and None not in {row.estimate, row.skew.ac1}
        ]
        found += [
            f"{_every(row.comparable)} {what}; of sources like these, up to "
            f"{percent(row.disagreeing_at_most)} could still disagree ({percent(row.level)} bound)."
            for scope, what in _WHEN_ALL_AGREE
            if (row := self.coefficient(criterion, scope)) and None not in {row.estimate, row.disagreeing_at_most}
        ]
        _, every = self.counts(criterion, "answers")
        _, compared = self.counts(criterion, "positions")
        far = self.coefficient(criterion, "positions")
        if far and far.estimate is not None and compared < every:
            found.append(
                f"'which position' rests on the {compared} of {count(every, 'source')} with two or more positions."
            )
        return found


def _every(sources: int) -> str:
    return f"all {sources:,} sources agree" if sources > 1 else "on the only source all agree"


def edges(matrix: StanceMatrix) -> list[tuple[str, list[str]]]:
    """Return the rows of figures that stand at the edge of a matrix: counts first, then the coefficient.

    Args:
        matrix: The matrix.

    Returns:
        For each part of the answers its name, and for each criterion the figure; nothing where nothing is compared.
    """
    if not any(row.comparable for row in matrix.agreement):
        return []
    figures = Figures(matrix.agreement)
    return [
        (SCOPE_WORDS[scope], [figures.edge(criterion.id, scope) for criterion in matrix.criteria]) for scope in SCOPES
    ]


def explained(matrix: StanceMatrix) -> str:
    """Say what the coefficient is, in which metric distances count, and what the counts are."""
    figures = Figures(matrix.agreement)
    measured = [figures.coefficient(criterion.id, "positions") for criterion in matrix.criteria]
    metrics: dict[str, list[str]] = {}
    for criterion, row in zip(matrix.criteria, measured, strict=True):
        if row and row.measure == ALPHA:
            metrics.setdefault(row.metric, []).append(one_line(criterion.heading))
    signs = {row.measure for row in measured if row}
    told = "; ".join(f"{MEASURE_SIGN.get(sign, sign)}: {MEASURE_WORDS.get(sign, sign)}" for sign in sorted(signs))
    if not told:
        return ""
    if len(metrics) == 1:
        told += f", distances {next(iter(metrics))}"
    elif metrics:
        usual = max(metrics, key=lambda metric: len(metrics[metric]))
        rest = [f"{metric} for {listed(who)}" for metric, who in metrics.items() if metric != usual]
        told += f", distances {usual} ({', '.join(rest)})"
    return f"{told}. k/n: all agree on k of the n sources that two or more coded."


def _says(scope: Scope, answer: Value) -> str:
    if scope == "position":
        return "see a position" if answer else "see no position"
    return f"give one {'answer' if scope == 'answers' else 'position'}, {value_key(answer)}"


def _flat(coefficient: AgreementRow, pairs: AgreementRow) -> bool:
    """Whether a coefficient is low although most pairs agree (Feinstein and Cicchetti's paradox)."""
    return (
        coefficient.estimate is not None
        and pairs.estimate is not None
        and coefficient.estimate < _LITTLE
        and pairs.estimate >= _MUCH
    )
