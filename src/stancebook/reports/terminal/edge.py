"""The agreement figures at the edge of a matrix in a terminal: counts first, reasons where there is no figure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from stancebook.reports.figures import MEASURE_SIGN, Figures
from stancebook.reports.words import figure, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.comparison.scopes import Scope

_SUPERSCRIPT: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Edge:
    """Figures by criterion and part; it remembers for which of them there was none, and why.

    Args:
        matrix: The matrix.
    """

    def __init__(self, matrix: StanceMatrix) -> None:
        self._figures = Figures(matrix.agreement)
        self._reasons: dict[str, str] = {}
        self._counts = max((len(f"{row.same}/{row.comparable}") for row in matrix.agreement), default=3)

    def told(self, criterion: str, scope: Scope) -> str:
        """Return one figure: ``4/5  α  .46``."""
        same, of = self._figures.counts(criterion, scope)
        told = f"{f'{same}/{of}':>{self._counts}}"
        row = None if scope == "answers" else self._figures.coefficient(criterion, scope)
        return f"{told}  {self._coefficient(row)}" if row else told

    def undefined(self) -> Iterator[tuple[str, str]]:
        """Yield the sign and the reason of every figure that was told and is not defined."""
        for reason, sign in self._reasons.items():
            yield sign, reason

    def _coefficient(self, row: AgreementRow) -> str:
        sign = MEASURE_SIGN.get(row.measure, row.measure)
        if row.estimate is not None:
            return f"{sign} {figure(row.estimate):>4}"
        reason = one_line(row.undefined or "not computed")
        number = self._reasons.setdefault(reason, str(len(self._reasons) + 1).translate(_SUPERSCRIPT))
        return f"{sign} {'–' + number:>4}"
