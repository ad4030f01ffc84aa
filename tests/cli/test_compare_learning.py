"""Reviewers see where they were overruled; proposed rules are collected for the next version."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from stancebook.workspace.yaml_strict import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    Stance = Callable[..., Result]

PROPOSED = 'Code -2 where "any" embrace is refused: always.'


@pytest.fixture
def decided(study: Path, stance: Stance) -> Path:
    """The shipped study with three decisions."""
    for source, criterion, answer, cause, *rule in (
        ("wola-2025", "us_engagement", "-2", "unclear_rule", "--propose-rule", PROPOSED),
        ("zinsmeister-2024", "us_engagement", "0", "slip", "--rule", "U3"),
        ("gang-crackdown-2022", "due_process", "-1", "slip"),
    ):
        because = ("--because", f"Read again: {answer}.", "--cause", cause, "--by", "r1")
        assert stance("adjudicate", source, "--set", f"{criterion}={answer}", *because, *rule).status == 0
    return study


@pytest.mark.usefixtures("decided")
def test_mine_says_what_was_decided_otherwise_and_why(stance: Stance) -> None:
    shown = stance("compare", "--mine", "--reviewer", "r3")
    assert shown.status == 0
    told = "3 of 3 settled decisions on your codings went against them (mostly: a slip)."
    assert told in " ".join(shown.out.split())
    assert "you:     +1 Cooperate\n   decided: 0 Conditional or redirected\n   because: Read again: 0." in shown.out
    assert "U3:      If the author asks both" in shown.out
    assert "WHY a slip: 2 of 3 decisions against your codings; the rule is unclear: 1" in " ".join(shown.out.split())
    data = json.loads(stance("compare", "--mine", "--reviewer", "r1", "--format", "json").out)
    assert [(one["source"], one["decided"]["value"]) for one in data["overruled"]] == [("wola-2025", -2)]
    assert (data["settled"], data["followed"]) == (3, 2)
    assert "- **decided:** −2 Oppose" in stance("compare", "--mine", "--reviewer", "r1", "--format", "md").out


@pytest.mark.usefixtures("study")
def test_where_nothing_is_decided_mine_says_so(stance: Stance) -> None:
    assert "Nothing is decided on your codings yet" in stance("compare", "--mine", "--reviewer", "r1").out


@pytest.mark.usefixtures("decided")
def test_mine_shows_nothing_of_a_source_that_is_not_finished(stance: Stance) -> None:
    stance("code", "wola-2025", "--reviewer", "r1", "--reopen")
    data = json.loads(stance("compare", "--mine", "--reviewer", "r1", "--format", "json").out)
    assert data["overruled"] == []
    assert data["settled"] == 2


@pytest.mark.usefixtures("decided")
def test_whoever_has_completed_nothing_is_told_that_it_is_withheld(stance: Stance) -> None:
    for asked in (("compare",), ("compare", "--rules"), ("compare", "--mine"), ("adjudicate",)):
        told = " ".join(stance(*asked, "--reviewer", "new").out.split())
        assert "withheld until you have completed" in told, asked
        assert "completed nothing here" not in told


@pytest.mark.usefixtures("decided")
def test_an_outdated_decision_stays_listed_whatever_the_one_who_recoded_has_seen(stance: Stance) -> None:
    assert stance("compare", "--reviewer", "r2").status == 0
    recoded = ("--confidence", "due_process=1", "--complete", "--reviewer", "r2")
    assert stance("code", "gang-crackdown-2022", *recoded).status == 0
    one = next(
        one
        for one in json.loads(stance("compare", "--format", "json").out)["disagreements"]
        if (one["source"], one["criterion"]) == ("gang-crackdown-2022", "due_process")
    )
    assert (one["codings"]["r2"]["independent"], one["decision"]["value"]) == (False, -1)
    assert one["outdated"]
    assert "↻ outdated" in stance("compare").out


@pytest.mark.usefixtures("decided")
def test_proposed_rules_come_as_yaml_for_the_next_version(stance: Stance) -> None:
    made = stance("compare", "--rules").out
    data = read_yaml(made, "proposed.yaml").data
    assert data == {"criteria": [{"id": "us_engagement", "decision_rules": [{"id": "U5", "rule": PROPOSED}]}]}
    assert "# wola-2025 (r1, " in made
    (rule,) = json.loads(stance("compare", "--rules", "--format", "json").out)["rules"]
    assert (rule["id"], rule["cases"][0]["cause"]) == ("U5", "unclear_rule")


@pytest.mark.usefixtures("decided")
def test_what_disagreements_hang_on_is_counted_beside_them(stance: Stance) -> None:
    out = " ".join(stance("compare").out.split())
    assert "WHY a slip: 2 of 3 decisions; the rule is unclear: 1" in out
    assert "RULES D2: cited or decided on in 3 of 10 disagreements" in out
    assert "U3: 1 (decided on in 1)" in out


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--mine",), "who is coding?"),
        (("--mine", "r1"), "--mine and --rules stand alone"),
        (("--mine", "--rules"), "one at a time"),
        (("--mine", "--reviewer", "r1", "--format", "csv"), "--mine comes as terminal, md or json"),
        (("--rules", "--format", "md"), "--rules comes as YAML"),
    ],
)
def test_what_does_not_go_together_is_refused(stance: Stance, args: tuple[str, ...], message: str) -> None:
    found = stance("compare", *args)
    assert (found.status, found.out) == (2, "")
    assert message in found.err
