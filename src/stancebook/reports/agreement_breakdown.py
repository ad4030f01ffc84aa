"""Agreement broken down, in a terminal and as JSON: where is it lost?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from rich.cells import cell_len

from stancebook.model.visible import visible_line
from stancebook.reports.agreement_words import exact, measure_words
from stancebook.reports.json_form import agreement_json
from stancebook.reports.terminal.text import BOLD, DIM, Line, Piece, fit, joined, line, prose, right
from stancebook.reports.words import SCOPE_SHORT, percent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.breakdown import SourceRow
    from stancebook.comparison.breakdown_rules import RuleRow
    from stancebook.comparison.scopes import Scope

_TITLES: Final = {
    "value": "AGREEMENT BY VALUE: each answer against all others",
    "pair": "AGREEMENT BY PAIR: every two who rated a common unit",
    "reviewer": "AGREEMENT WITHOUT EACH ONE IN TURN: is it one who differs?",
    "source": "DISAGREEMENT BY SOURCE: which do we read differently?",
    "rule": "DISAGREEMENT BY RULE: which rule does it hang on?",
}
_MOST_SOURCES: Final = 20
_CELL: Final = 15


def title_of(by: str) -> str:
    """Return what a breakdown is called in a terminal."""
    return _TITLES[by]


def breakdown_json(by: str, rows: Sequence[AgreementRow]) -> dict[str, Any]:
    """Return a breakdown by value, pair or reviewer as JSON: rows as ever, with what each is a figure of."""
    plain = agreement_json(rows)["rows"]
    told = [
        {**one, "of": list(row.of), **({} if row.given is None else {"given": row.given})}
        for one, row in zip(plain, rows, strict=True)
    ]
    return {"by": by, "rows": told}


def names_of(by: str, of: tuple[str, ...]) -> str:
    """Return in words what a figure is of: a value, two reviewers, or all without one."""
    if by == "pair":
        return " & ".join(of)
    return f"without {of[0]}" if by == "reviewer" else of[0]


def render_parts(
    by: str,
    rows: Sequence[AgreementRow],
    *,
    labels: Mapping[str, str],
    name: Callable[[str, tuple[str, ...]], str],
    title: str = "",
    units: str = "sources",
    width: int = 80,
    colour: bool = False,
) -> str:
    """Return a breakdown by value, pair or reviewer as text for a terminal.

    Args:
        by: What it is broken down by.
        rows: The figures.
        labels: The name of each criterion.
        name: Names what a figure is of, from the criterion and the row's ``of``.
        title: What to call it, where not simply after what it is broken down by.
        units: What was rated, in the plural.
        width: Cells of the terminal.
        colour: Whether to use bold and dim type.
    """
    width = max(width, 60)
    scopes = list(dict.fromkeys(row.scope for row in rows))
    measure = next((row for row in rows if row.measure != "percent_agreement"), rows[0] if rows else None)
    found: list[Line] = [line(Piece(fit(title or _TITLES[by], width), BOLD))]
    several = len(scopes) > 1
    first = width - (_CELL * len(scopes) if several else 42)
    if several:
        found.append(line(Piece(" " * first + "".join(right(SCOPE_SHORT[scope], _CELL) for scope in scopes), DIM)))
    else:
        given = "given" if by == "value" else ""
        found.append(line(Piece(f"{'':<{first}}{given:>6}{'alike':>8}{'pairs':>7}  coefficient", DIM)))
    for criterion in dict.fromkeys(row.criterion for row in rows):
        if criterion:
            found += [(), line(Piece(fit(visible_line(labels.get(criterion, criterion)), width), BOLD))]
        of_criterion = [row for row in rows if row.criterion == criterion]
        for of in dict.fromkeys(row.of for row in of_criterion):
            these = [row for row in of_criterion if row.of == of]
            label = _padded(f"  {visible_line(name(criterion, of))}", first)
            cells = "".join(_cell(these, scope) for scope in scopes) if several else _figures(these)
            found.append(line(label + cells))
    told = f"k/n: {units} rated alike by all, of those that two or more rated. {_told(measure)}" if measure else ""
    found += [(), *prose(" ".join([told, *_reasons(rows)]), width, style=DIM)]
    return joined(found, colour=colour)


def _padded(text: str, width: int) -> str:
    shown = fit(text, width - 1)
    return shown + " " * (width - cell_len(shown))


def _told(row: AgreementRow) -> str:
    return f"Figure: {measure_words(row)}. Intervals and further coefficients are in JSON and CSV."


def _reasons(rows: Sequence[AgreementRow]) -> list[str]:
    reasons = dict.fromkeys(row.undefined for row in rows if row.undefined)
    return [f"– {reason}." for reason in reasons]


def _main(rows: Sequence[AgreementRow]) -> AgreementRow | None:
    return next((row for row in rows if row.measure != "percent_agreement"), rows[0] if rows else None)


def _cell(rows: Sequence[AgreementRow], scope: Scope) -> str:
    """How many units were rated alike, and the first coefficient."""
    row = _main([row for row in rows if row.scope == scope])
    if row is None or not row.comparable:
        return right("–", _CELL)
    return right(f"{row.same}/{row.comparable} {exact(row.estimate):>5}", _CELL)


def _figures(rows: Sequence[AgreementRow]) -> str:
    row = _main(rows)
    if row is None:
        return ""
    pairs = next((one.estimate for one in rows if one.measure == "percent_agreement"), None)
    limits = f" [{exact(row.low)}, {exact(row.high)}]" if row.low is not None else ""
    given = "" if row.given is None else str(row.given)
    return f"{given:>6}{f'{row.same}/{row.comparable}':>8}{percent(pairs, ''):>7}  {exact(row.estimate)}{limits}"


def render_sources(
    rows: Sequence[SourceRow],
    *,
    labels: Mapping[str, str],
    name: Callable[[SourceRow], tuple[str, str]],
    units: str = "source",
    width: int = 80,
    colour: bool = False,
) -> str:
    """Return as text for a terminal which sources are read differently, those that differ most first.

    Args:
        rows: How differently each was coded.
        labels: The name of each criterion.
        name: Returns a source's name and its answers.
        units: What was rated, in the singular.
        width: Cells of the terminal.
        colour: Whether to use bold and dim type.
    """
    width = max(width, 60)
    found: list[Line] = [line(Piece(fit(_TITLES["source"].replace("SOURCE", units.upper()), width), BOLD))]
    for criterion in dict.fromkeys(row.criterion for row in rows):
        if criterion:
            found += [(), line(Piece(fit(visible_line(labels.get(criterion, criterion)), width), BOLD))]
        of_criterion = [row for row in rows if row.criterion == criterion and row.scope == "answers"]
        differing = [row for row in of_criterion if row.distance]
        for row in differing[:_MOST_SOURCES]:
            source, answers = map(visible_line, name(row))
            left = f"  {100 * (row.share or 0):>4.0f}%  "
            found.append(
                line(left, _padded(source, min(30, width // 3)), fit(answers, width - 10 - min(30, width // 3)))
            )
        found.append(line(Piece(_rest(len(of_criterion), len(differing)), DIM)))
    told = f"%: share of the criterion's disagreement that the {units} makes up." if rows else "Nothing to compare."
    return joined([*found, (), *prose(told, width, style=DIM)], colour=colour)


def _rest(compared: int, differing: int) -> str:
    hidden = max(0, differing - _MOST_SOURCES)
    more = f"; {hidden} more differ" if hidden else ""
    return f"  {compared - differing} of {compared} rated alike by all{more}"


def render_rules(
    rows: Sequence[RuleRow],
    *,
    labels: Mapping[str, str],
    rules: Mapping[tuple[str, str], str],
    width: int = 80,
    colour: bool = False,
) -> str:
    """Return as text for a terminal which rules disagreements hang on.

    Args:
        rows: What became of the codings that cite each rule.
        labels: The name of each criterion.
        rules: The words of each rule, by criterion and rule.
        width: Cells of the terminal.
        colour: Whether to use bold and dim type.
    """
    width = max(width, 60)
    found: list[Line] = [line(Piece(fit(_TITLES["rule"], width), BOLD))]
    if not rows:
        found.append(line("No coding cites a rule."))
    else:
        found.append(line(Piece("        cited   pairs that differ   share  rule", DIM)))
    for criterion in dict.fromkeys(row.criterion for row in rows):
        found += [(), line(Piece(fit(visible_line(labels.get(criterion, criterion)), width), BOLD))]
        for row in (row for row in rows if row.criterion == criterion):
            differing = f"{row.differing} of {row.pairs}"
            start = f"  {visible_line(row.rule):<5}{row.codings:>4}×{differing:>15}{percent(row.share):>13}  "
            found.append(line(start, fit(visible_line(rules.get((criterion, row.rule), "")), width - len(start))))
    told = (
        "cited: codings that cite the rule. pairs: two codings of one source, one or both of which cite it. "
        "share: of all pairs that differ on the criterion, those in which it is cited; one may cite several."
    )
    return joined([*found, (), *prose(told, width, style=DIM)], colour=colour)


def plain_rows(rows: Sequence[SourceRow] | Sequence[RuleRow]) -> list[dict[str, Any]]:
    """Return rows of a breakdown by source or rule as JSON objects."""
    return [row._asdict() for row in rows]
