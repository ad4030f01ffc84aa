"""``stance agreement --round second-pass``: how far each reviewer agrees with themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from stancebook.cli.terminal import terminal_width, wants_colour

if TYPE_CHECKING:
    from stancebook.comparison.agreement import Plan
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.study import Study


def with_themselves(study: Study, matrix: StanceMatrix, form: str, plan: Plan, options: dict[str, Any]) -> str:
    """Return each reviewer's agreement with their own second pass.

    Args:
        study: The second-pass round of the study.
        matrix: The matrix of it.
        form: terminal, json, csv, md or latex.
        plan: Which figures.
        options: The command's options.
    """
    from stancebook.comparison.comparing import agreement_of_pairs
    from stancebook.comparison.rounds import passes
    from stancebook.reports.agreement_parts import StudyBreakdown
    from stancebook.reports.json_form import agreement_json, json_text

    if options["by"] or options["evidence"]:
        raise click.UsageError("--by and --evidence do not go with --round second-pass; try stance compare R1 R1.AGAIN")
    pairs = [pair for pair in passes(study) if set(pair) <= set(matrix.reviewers)]
    rows = tuple(agreement_of_pairs(matrix, pairs, plan))
    found = StudyBreakdown(matrix, "pair", parts=rows, title="INTRA-CODER AGREEMENT: first and second pass")
    if form == "json":
        return json_text({**agreement_json(rows), "breakdown": found.json()})
    if form != "terminal":
        return found.table(form)
    return found.terminal(width=terminal_width(), colour=wants_colour(to_file=options["output"] not in {None, "-"}))
