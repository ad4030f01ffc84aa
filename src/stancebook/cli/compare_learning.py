"""``stance compare --mine`` and ``--rules``: what decisions teach a reviewer, and the next version of the rubric."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from stancebook.cli.session import emit
from stancebook.cli.shown import shown_study
from stancebook.cli.terminal import terminal_width, wants_colour

if TYPE_CHECKING:
    from stancebook.cli.session import Session
    from stancebook.cli.shown import Chosen
    from stancebook.comparison.learning import ProposedRule
    from stancebook.model.study import Study


def tell_mine(session: Session, form: str, output: str | None, *, unblind: bool) -> None:
    """Tell whoever asks where they were overruled, and why."""
    from stancebook.comparison.learning import learning
    from stancebook.reports.json_form import json_text
    from stancebook.reports.learning import learning_json, learning_markdown, render_learning

    if form not in {"terminal", "md", "json"}:
        raise click.UsageError(f"--mine comes as terminal, md or json, not as {form}")
    who = session.reviewer()
    shown = shown_study(session, unblind=unblind, only=_part(session, unblind=unblind))
    study = shown.study
    found = learning(study, who)._replace(withheld=shown.withheld.annotations if shown.withheld else 0)
    match form:
        case "terminal":
            colour = wants_colour(to_file=output not in {None, "-"})
            emit(render_learning(study, found, width=terminal_width(), colour=colour), output)
        case "md":
            emit(learning_markdown(study, found), output)
        case _:
            emit(json_text(learning_json(found)), output)


def tell_rules(session: Session, form: str, output: str | None, *, unblind: bool) -> None:
    """Print the rules that decisions propose, as YAML to be put into the next version of the rubric."""
    from stancebook.comparison.learning import proposed_rules
    from stancebook.reports.json_form import json_text

    if form not in {"terminal", "json"}:
        raise click.UsageError(f"--rules comes as YAML (terminal) or json, not as {form}")
    shown = shown_study(session, unblind=unblind, only=_part(session, unblind=unblind))
    study = shown.study
    found = proposed_rules(study)
    withheld = bool(shown.withheld and shown.withheld.annotations)
    emit(json_text(_json(found)) if form == "json" else _yaml(study, found, withheld=withheld), output)


def _part(session: Session, *, unblind: bool) -> Chosen:
    from stancebook.comparison.learning import part_decided

    return lambda study: part_decided(study, None if unblind else session.asking)


def _json(found: tuple[ProposedRule, ...]) -> dict[str, Any]:
    return {
        "schema": "stancebook/proposed-rules/1",
        "rules": [
            {
                "criterion": one.criterion,
                "id": one.id,
                "rule": one.rule,
                "cases": [
                    {"source": source, **case.model_dump(mode="json", include={"rationale", "cause", "by", "at"})}
                    for source, case in one.cases
                ],
            }
            for one in found
        ],
    }


def _yaml(study: Study, found: tuple[ProposedRule, ...], *, withheld: bool) -> str:
    """Every proposed rule below its criterion, with the cases it comes from as comments."""
    from stancebook.reports.words import WITHHELD_UNTIL, count, one_line
    from stancebook.workspace.yaml_write import quoted

    rubric = study.rubric
    if not found and withheld:
        return f"# no decision that you may see proposes a rule: {WITHHELD_UNTIL}"
    if not found:
        return f"# no decision on {rubric.id} {one_line(rubric.version)} proposes a rule"
    cases = count(sum(len(one.cases) for one in found), "decision")
    lines = [
        f"# {count(len(found), 'rule')} proposed in {cases} on {rubric.id} {one_line(rubric.version)}.",
        "# Put what you take over below the decision_rules of its criterion, and raise the version.",
        "criteria:",
    ]
    for criterion in dict.fromkeys(one.criterion for one in found):
        lines += [f"  - id: {criterion}", "    decision_rules:"]
        for one in (one for one in found if one.criterion == criterion):
            lines += [f"      - id: {one.id}", f"        rule: {quoted(' '.join(one.rule.split()))}"]
            lines += [
                f"        # {source} ({one_line(case.by)}, {case.at[:10]}): {one_line(case.rationale)}"
                for source, case in one.cases
            ]
    return "\n".join(lines)
