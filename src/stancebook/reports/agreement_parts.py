"""The agreement of a study broken down, in every form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from stancebook.comparison.breakdown import study_parts, study_sources
from stancebook.comparison.breakdown_rules import study_rules
from stancebook.comparison.cell import compared_answers
from stancebook.reports.agreement_breakdown import (
    breakdown_json,
    names_of,
    plain_rows,
    render_parts,
    render_rules,
    render_sources,
    title_of,
)
from stancebook.reports.agreement_tables import (
    agreement_csv,
    agreement_latex,
    agreement_markdown,
    foot_notes,
    plain_csv,
)
from stancebook.reports.caveats import nothing_to_compare
from stancebook.reports.terminal.text import BOLD, DIM, Piece, fit, joined, line, prose
from stancebook.reports.words import left_out_sentences, one_line

if TYPE_CHECKING:
    from stancebook.comparison.agreement import AgreementRow, Plan
    from stancebook.comparison.breakdown import SourceRow
    from stancebook.comparison.breakdown_rules import RuleRow
    from stancebook.comparison.matrix import StanceMatrix

By = Literal["value", "pair", "reviewer", "source", "rule"]


@dataclass(frozen=True, eq=False)
class StudyBreakdown:
    """The agreement of a study broken down.

    Attributes:
        matrix: The study compared.
        by: What it is broken down by.
        parts: The figures, by value, pair or reviewer.
        sources: How differently each source was coded, by source.
        rules: What became of the codings that cite each rule, by rule.
        title: What to call it, where not simply after what it is broken down by.
    """

    matrix: StanceMatrix
    by: By
    parts: tuple[AgreementRow, ...] = ()
    sources: tuple[SourceRow, ...] = ()
    rules: tuple[RuleRow, ...] = ()
    title: str = ""

    @classmethod
    def of(cls, matrix: StanceMatrix, by: By, plan: Plan) -> StudyBreakdown:
        """Break the agreement of a study down.

        Args:
            matrix: The study compared.
            by: What to break it down by.
            plan: Which figures, where it is by value, pair or reviewer.
        """
        rubric, cells = matrix.rubric, matrix.cells
        if by == "source":
            return cls(matrix, by, sources=tuple(study_sources(rubric, cells)))
        if by == "rule":
            return cls(matrix, by, rules=tuple(study_rules(rubric, cells)))
        return cls(matrix, by, parts=tuple(study_parts(rubric, cells, plan, by)))

    def json(self) -> dict[str, Any]:
        """Return it as JSON."""
        if self.by in {"source", "rule"}:
            return {"by": self.by, "rows": plain_rows(self.sources or self.rules)}
        return breakdown_json(self.by, self.parts)

    def table(self, form: str) -> str:
        """Return it as csv, markdown or latex; by source or rule always as csv."""
        if self.by in {"source", "rule"}:
            return plain_csv(plain_rows(self.sources or self.rules))
        if form == "csv":
            return agreement_csv(self.parts)
        notes = foot_notes(self.parts, self._left_out()) if self._compared else self._left_out()
        if form == "latex":
            return agreement_latex(self.parts, self._labels(), notes)
        title = f"{self.title or f'Agreement by {self.by}'}: {self.matrix.rubric.title}"
        return agreement_markdown(title, self.parts, self._labels(), notes)

    def terminal(self, *, width: int, colour: bool) -> str:
        """Return it as text for a terminal, with what was left out."""
        told = [one for sentence in self._left_out() for one in prose(sentence, width, style=DIM)]
        below = joined([(), *told], colour=colour) if told else ""
        if self._compared:
            return self._figures(width, colour=colour) + below
        title = line(Piece(fit(self.title or title_of(self.by), width), BOLD))
        return joined([title], colour=colour) + below

    @cached_property
    def _compared(self) -> bool:
        """Whether two codings of anything can be compared."""
        cells = self.matrix.cells.values()
        return any(len(compared_answers(cell, self.matrix.rubric)) > 1 for cell in cells)

    def _left_out(self) -> list[str]:
        """Why there is nothing to compare, if there is nothing; and what was left out."""
        left_out = self.matrix.left_out
        nothing = [] if self._compared else [nothing_to_compare(self.matrix)]
        how = ["--unblind shows what is withheld, and that is recorded."] if nothing and left_out.blind else []
        return [*nothing, *left_out_sentences(left_out), *how]

    def _figures(self, width: int, *, colour: bool) -> str:
        labels = self._labels()
        if self.by == "source":
            return render_sources(self.sources, labels=labels, name=self._source, width=width, colour=colour)
        if self.by == "rule":
            return render_rules(self.rules, labels=labels, rules=self._rules(), width=width, colour=colour)
        return render_parts(
            self.by, self.parts, labels=labels, name=self._name, title=self.title, width=width, colour=colour
        )

    def _labels(self) -> dict[str, str]:
        return {criterion.id: one_line(criterion.heading) for criterion in self.matrix.criteria}

    def _name(self, criterion: str, of: tuple[str, ...]) -> str:
        if self.by != "value":
            return names_of(self.by, of)
        choices = {choice.key: choice for choice in self.matrix.rubric.choices(criterion)}
        if of[0] not in choices:
            return of[0]
        choice = choices[of[0]]
        return choice.label if choice.mark == choice.answer.value else f"{choice.mark:>2} {choice.label}"

    def _source(self, row: SourceRow) -> tuple[str, str]:
        codings = self.matrix.cells[row.source, row.criterion].codings
        marks = [
            f"{reviewer} {self.matrix.rubric.mark(row.criterion, view.answer)}"
            for reviewer, view in codings.items()
            if view.counts_as_independent
        ]
        return one_line(self.matrix.sources[row.source].short), one_line(" · ".join(marks))

    def _rules(self) -> dict[tuple[str, str], str]:
        rubric = self.matrix.rubric
        return {
            (criterion.id, rule.id): one_line(rule.rule)
            for criterion in rubric.criteria
            for rule in (*criterion.decision_rules, *rubric.unit.general_rules)
        }
