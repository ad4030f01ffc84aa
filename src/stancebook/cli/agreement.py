"""``stance agreement``: how far reviewers agree; with a table of ratings, a calculator for any data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from stancebook.agreement.names import COEFFICIENTS, SCALES, SET_DISTANCES, WEIGHTS
from stancebook.cli.compared import compared, counting
from stancebook.cli.options import ROUNDS, Several, output_options, workspace_options
from stancebook.cli.progress import working
from stancebook.cli.session import OPTIONS, Session, emit, say
from stancebook.cli.terminal import terminal_width, wants_colour
from stancebook.model.problems import StancebookError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.agreement import AgreementRow, Plan
    from stancebook.comparison.answer_table import Intervals
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.exchange.ratings_calculation import Asked, Calculation

SHORT = {
    "agreement": "percent_agreement",
    "percent": "percent_agreement",
    "alpha": "krippendorff_alpha",
    "kappa": "cohen_kappa",
    "cohen": "cohen_kappa",
    "pi": "scott_pi",
    "scott": "scott_pi",
    "fleiss": "fleiss_kappa",
    "conger": "conger_kappa",
    "ac": "gwet_ac",
    "gwet": "gwet_ac",
    "bp": "brennan_prediger",
}
OF_A_STUDY = ("which", "unblind", "drafts", "stale", "evidence", "rubric", "workspace")
BY = ("value", "pair", "reviewer", "source", "rule")
OF_A_TABLE = (
    "form_of_table", "header", "unit", "coder", "value", "criterion", "cluster", "scale", "categories", "distance",
    "missing", "set_separator", "duplicates", "seed", "resamples", "level",
)  # fmt: skip


class MeasureName(click.ParamType[str]):
    """The name of a coefficient, long or short, or ``all``."""

    name = "measure"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the long name."""
        from stancebook.model.nearest import did_you_mean

        plain = value.casefold().replace("-", "_").strip()
        if plain in {"all", *COEFFICIENTS}:
            return plain
        if plain not in SHORT:
            self.fail(f"there is no measure '{value[:40]}'{did_you_mean(plain, (*COEFFICIENTS, *SHORT))}", param, ctx)
        return SHORT[plain]


@click.command("agreement")
@click.argument("table", metavar="[TABLE.csv]", required=False)
@click.option(
    "--measure", "measures", multiple=True, type=MeasureName(), metavar="NAME",
    help=f"Which coefficient; may be repeated: {', '.join(COEFFICIENTS)}; short alpha, kappa, ac …; or all.",
)  # fmt: skip
@click.option(
    "--weights", type=click.Choice(WEIGHTS), help="For the kappas, AC and Brennan-Prediger, where values have an order."
)
@click.option(
    "--by",
    type=click.Choice(BY),
    help="Where agreement is lost: each value against the rest, each pair, without each reviewer, source by source, "
    "rule by rule.",
)
@click.option("--evidence", is_flag=True, help="Study: do reviewers who agree point to the same passages?")
@click.option("--unblind", is_flag=True, help="Study: others' codings of sources you have not completed too; recorded.")
@click.option("--drafts", is_flag=True, help="Study: annotations that are not complete too.")
@click.option("--stale", is_flag=True, help="Study: codings made before the rubric changed too.")
@click.option(
    "--round",
    "which",
    type=click.Choice(ROUNDS),
    help="Study: production (the default) leaves the rubric's anchors out; second-pass: each reviewer with themselves.",
)
@click.option(
    "--long/--wide", "form_of_table", default=None, help="Table: a row for each rating, or a column for each coder."
)
@click.option("--header/--no-header", default=None, help="Table: whether the first line names the columns.")
@click.option("--unit", metavar="COLUMN", help="Table: the column that names what was rated.")
@click.option(
    "--coder", multiple=True, metavar="COLUMN", help="Table: the column that says who rated; wide, one for each."
)
@click.option("--value", metavar="COLUMN", help="Table: the column of ratings.")
@click.option("--criterion", metavar="COLUMN", help="Table: the column that says which question was answered.")
@click.option("--cluster", metavar="COLUMN", help="Table: what units come from, if several come from one text.")
@click.option("--scale", type=click.Choice(SCALES), help="Table: what distances count; else guessed, and said.")
@click.option("--categories", type=Several(), help="Table: all answers there are, used or not, in their order.")
@click.option("--distance", type=click.Choice(SET_DISTANCES), help="Table: between sets (else jaccard).")
@click.option("--missing", multiple=True, metavar="TOKEN", help="Table: a cell that is no rating, beside empty ones.")
@click.option("--set-separator", metavar="TEXT", help="Table: what stands between the labels of a set.")
@click.option(
    "--duplicates",
    type=click.Choice(["error", "first", "last"]),
    help="Table: a second rating of a unit by one coder (else an error).",
)
@click.option("--seed", type=click.IntRange(min=0), help="Table: of the resamples; the same seed, the same intervals.")
@click.option("--resamples", type=click.IntRange(min=100, max=1_000_000), help="Table: how many (else 10,000).")
@click.option("--level", type=click.FloatRange(0.5, 1, max_open=True), help="Table: of the intervals (else 0.95).")
@output_options("terminal", "json", "csv", "md", "latex")
@workspace_options
def command(*, table: str | None, form: str, output: str | None, **options: Any) -> None:
    """Say how far reviewers agree, criterion by criterion.

    With TABLE.csv, a calculator for any table of ratings; it needs no workspace. Long tables have a row for
    each rating (unit, coder, value), wide ones a column for each coder; which it is and on what scale is
    guessed and said, or told by options. '-' reads standard input.

    \b
    stance agreement ratings.csv
    stance agreement ratings.csv --scale ordinal --categories low,middle,high
    stance agreement long.csv --unit sentence --coder who --value label --measure all
    """
    foreign, belongs = (OF_A_TABLE, "a table of ratings") if table is None else (OF_A_STUDY, "a study, not to a table")
    for name in foreign:
        if options.get(name) not in (None, False, ()):
            raise click.UsageError(f"{_option(name, options[name])} belongs to {belongs}{_hint(table)}")
    measures = tuple(dict.fromkeys(options["measures"]))
    options |= {"measures": COEFFICIENTS if "all" in measures else measures, "output": output}
    if table is None:
        _study(form, output, options)
    else:
        _table(table, form, output, options)


def _option(name: str, value: object) -> str:
    if name == "form_of_table":
        return "--long" if value else "--wide"
    if name == "workspace":
        return "-C"
    return f"--{name.replace('_', '-')}"


def _hint(table: str | None) -> str:
    return ": stance agreement TABLE.csv" if table is None else ""


def _study(form: str, output: str | None, options: dict[str, Any]) -> None:
    from stancebook.comparison.agreement import agreement_rows

    session = Session.of(**{name: options[name] for name in OPTIONS})
    _say_what_else(session)
    which = options["which"] or "production"
    intervals = _intervals(which, form, options)
    study, matrix = compared(session, intervals=intervals, **counting({**options, "which": which}))
    plan = _plan(options, matrix.rubric.reliability.measures, matrix.rubric.reliability.interval.level)
    if which == "second-pass":
        from stancebook.cli.agreement_passes import with_themselves

        emit(with_themselves(study, matrix, form, plan, options), output)
        return
    rows = matrix.agreement
    if options["measures"] or options["weights"]:
        rows = agreement_rows(matrix.rubric, matrix.cells, measures=options["measures"], weights=options["weights"])
    if options["by"] or options["evidence"]:
        emit(_deeper(matrix, rows, form, plan, options), output)
    elif form == "json":
        from stancebook.reports.json_form import agreement_json, json_text

        emit(json_text(agreement_json(rows)), output)
    else:
        from stancebook.reports.agreement_study import render_study, study_table

        if form == "terminal":
            emit(render_study(matrix, rows, width=terminal_width(), colour=_colour(output)), output)
        else:
            emit(study_table(matrix, rows, form), output)


def _intervals(which: str, form: str, options: dict[str, Any]) -> Intervals:
    """Return which intervals are told of the figures that every matrix has; a terminal tells none of percentages."""
    others_told = options["measures"] or options["weights"] or which == "second-pass"
    if others_told or (form != "json" and (options["by"] or options["evidence"])):
        return "none"
    return "coefficients" if form == "terminal" else "all"


def _deeper(matrix: StanceMatrix, rows: Sequence[AgreementRow], form: str, plan: Plan, options: dict[str, Any]) -> str:
    """The breakdown or the evidence, or both."""
    from stancebook.comparison.evidence import evidence_agreement
    from stancebook.reports.agreement_evidence import evidence_json, render_evidence
    from stancebook.reports.agreement_parts import StudyBreakdown
    from stancebook.reports.json_form import agreement_json, json_text

    by, evidence = options["by"], options["evidence"]
    if form not in {"terminal", "json"} and evidence:
        raise click.UsageError(f"--evidence comes as terminal or json, not as {form}")
    if form in {"md", "latex"} and by in {"source", "rule"}:
        raise click.UsageError(f"--by {by} comes as terminal, json or csv, not as {form}")
    broken = StudyBreakdown.of(matrix, by, plan) if by else None
    if form == "json":
        more = {"breakdown": broken.json()} if broken else {}
        if evidence:
            more["evidence"] = evidence_json(evidence_agreement(matrix))
        return json_text({**agreement_json(rows), **more})
    if form != "terminal":
        return broken.table(form) if broken else ""
    width, colour = terminal_width(), _colour(options["output"])
    texts = [broken.terminal(width=width, colour=colour)] if broken else []
    if evidence:
        texts.append(render_evidence(matrix, evidence_agreement(matrix), width=width, colour=colour))
    return "\n".join(texts)


def _say_what_else(session: Session) -> None:
    """Where there is no workspace, say that a table will do."""
    try:
        _ = session.workspace
    except StancebookError as error:
        if session.options.get("workspace"):
            raise
        raise StancebookError(f"{error}. For ratings in a table: stance agreement TABLE.csv") from None


def _table(table: str, form: str, output: str | None, options: dict[str, Any]) -> None:
    from stancebook.exchange.ratings_calculation import calculated
    from stancebook.exchange.ratings_table import read_ratings
    from stancebook.exchange.ratings_text import open_bytes
    from stancebook.workspace.given_file import shown_given

    if options["by"] == "rule":
        raise click.UsageError("--by rule belongs to a study, not to a table")
    if options["by"] == "source" and form in {"md", "latex"}:
        raise click.UsageError(f"--by source comes as terminal, json or csv, not as {form}")
    asked, where = _asked(options), shown_given(table)
    with working(f"reading {where}"):
        if table.endswith(".parquet"):
            from stancebook.exchange.ratings_parquet import read_parquet

            read = read_parquet(table, where, asked.columns, asked.missing)
        else:
            with open_bytes(table) as stream:
                read = read_ratings(stream, where, asked.columns, asked.missing)
    with working("computing"):
        found = calculated(read, asked)
    for sentence in found.said:
        say(sentence)
    emit(_render(found, form, colour=_colour(output)), output)


def _render(found: Calculation, form: str, *, colour: bool) -> str:
    from stancebook.reports.agreement_calculated import broken_down, calculated_in

    if form == "terminal":
        from stancebook.reports.agreement_calculator import render_calculated

        if found.by:
            return broken_down(found, width=terminal_width(), colour=colour)
        return render_calculated(found, width=terminal_width(), colour=colour)
    return calculated_in(found, form)


def _asked(options: dict[str, Any]) -> Asked:
    from stancebook.comparison.agreement import DEFAULT_MEASURES
    from stancebook.exchange.ratings_calculation import Asked
    from stancebook.exchange.ratings_columns import Wanted

    if (separator := options["set_separator"]) is not None and not separator.strip():
        raise StancebookError("--set-separator is empty; say what stands between the labels, as in ';'")
    long = options["form_of_table"]
    wanted = Wanted(
        form=None if long is None else "long" if long else "wide",
        header=options["header"],
        unit=options["unit"],
        coders=options["coder"],
        value=options["value"],
        criterion=options["criterion"],
        cluster=options["cluster"],
    )
    return Asked(
        columns=wanted,
        missing=options["missing"] or None,
        scale=options["scale"] or ("set" if separator else None),
        categories=options["categories"],
        separator=separator,
        duplicates=options["duplicates"] or "error",
        plan=_plan(options, DEFAULT_MEASURES, 0.95),
        chosen=bool(options["measures"]),
        by=options["by"],
    )


def _plan(options: dict[str, Any], measures: Sequence[str], level: float) -> Plan:
    from stancebook.comparison.agreement import Plan

    return Plan(
        measures=options["measures"] or tuple(measures),
        weights=options["weights"],
        distance=options["distance"],
        level=options["level"] or level,
        seed=options["seed"],
        resamples=options["resamples"] or 10_000,
    )


def _colour(output: str | None) -> bool:
    return wants_colour(to_file=output not in {None, "-"})
