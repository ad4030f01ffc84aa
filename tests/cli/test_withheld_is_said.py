"""What is withheld is called so, in every form; it is never called "not coded", which is another kind of nothing."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RUBRIC = "bukele-security-us-policy"


@pytest.mark.parametrize("form", ["terminal", "md", "csv", "html", "latex"])
def test_a_reviewer_who_has_not_begun_is_told_what_is_withheld(
    study: Path, stance: Callable[..., Any], form: str
) -> None:
    done = stance("matrix", "--reviewer", "new", "--format", form)
    assert done.status == 0
    told = done.out.split("</style>")[-1].replace("apart from the scale and from what is not coded", "")
    assert "withheld" in told
    assert "not coded" not in told
    assert "nobody has coded" not in told
    assert "missing," not in told, "in the CSV, a state"
    assert "was coded by two" not in told
    assert "disagree on any cell." not in told
    assert "0 reviewers" not in told
    assert all(reviewer in told for reviewer in ("r1", "r2", "r3"))
    assert study.exists()


def test_programs_are_told_why_a_cell_is_empty(study: Path, stance: Callable[..., Any]) -> None:
    told = json.loads(stance("matrix", "--reviewer", "new", "--format", "json").out)
    assert [one["id"] for one in told["reviewers"]] == ["r1", "r2", "r3"]
    assert {cell["why_empty"] for cell in told["cells"]} == {"withheld"}
    assert {cell["state"] for cell in told["cells"]} == {"missing"}, "one of the states that there are"
    assert len(told["gaps"]) == 15
    stance("matrix", "--reviewer", "new", "--format", "xlsx", "-o", "m.xlsx")
    book = openpyxl.load_workbook(study / "m.xlsx")
    words = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "# withheld" in words
    assert not {"not coded", ". not coded"} & words


def test_who_has_coded_a_source_is_not_told_by_what_is_withheld(study: Path, stance: Callable[..., Any]) -> None:
    (study / f"annotations/{RUBRIC}/r3/wola-2025.json").unlink()
    told = json.loads(stance("matrix", "--reviewer", "new", "--format", "json").out)
    of_source = [one["reviewer"] for one in told["gaps"] if one["source"] == "wola-2025"]
    assert of_source == ["r1", "r2", "r3"]


def test_without_anything_to_withhold_it_is_not_coded(study: Path, stance: Callable[..., Any]) -> None:
    for file in (study / "annotations").rglob(f"{RUBRIC}/**/*.json"):
        file.unlink()
    told = stance("matrix", "--reviewer", "new").out
    assert "not coded" in told
    assert "#" not in told


def test_agreement_says_that_codings_are_withheld(study: Path, stance: Callable[..., Any]) -> None:
    told = " ".join(stance("agreement", "--reviewer", "new").out.split())
    assert "there is no completed coding" not in told
    assert "what others coded is withheld from you until you have completed the source" in told
    assert study.exists()


def test_beside_ones_own_draft_others_are_withheld_and_not_missing(study: Path, stance: Callable[..., Any]) -> None:
    begun = stance("code", "wola-2025", "--reviewer", "new", "--set", "effectiveness=not_addressed")
    assert (begun.status, study.exists()) == (0, True)
    for form in ("terminal", "md", "html", "latex"):
        told = stance("matrix", "--drafts", "--reviewer", "new", "--format", form).out.split("</style>")[-1]
        assert "only one independent coding" not in told, form
        assert "withheld" in told, form
    cells = json.loads(stance("matrix", "--drafts", "--reviewer", "new", "--format", "json").out)["cells"]
    own = next(cell for cell in cells if (cell["source"], cell["criterion"]) == ("wola-2025", "effectiveness"))
    assert (own["state"], "why_empty" in own) == ("single", False)


@pytest.mark.parametrize("by", ["value", "pair", "reviewer", "source", "rule"])
def test_a_breakdown_says_what_is_withheld_and_how_to_see_it(study: Path, stance: Callable[..., Any], by: str) -> None:
    told = " ".join(stance("agreement", "--by", by, "--reviewer", "new").out.split())
    assert "Nothing to compare that you may see yet" in told
    assert "--unblind shows what is withheld, and that is recorded." in told
    assert "0 reviewers" not in told
    assert "No coding cites a rule" not in told
    assert "coefficient" not in told
    file = study / f"annotations/{RUBRIC}/new/wola-2025.json"
    assert not file.exists()
    seen = " ".join(stance("agreement", "--by", by, "--reviewer", "r1").out.split())
    assert "Nothing to compare" not in seen


@pytest.mark.parametrize(("options", "who"), [((), ""), (("--reviewer", "new"), "new")])
def test_the_screen_asks_nobody_who_they_are_and_unblinds_when_told(
    study: Path,
    stance: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    who: str,
) -> None:
    opened: list[tuple[str, bool]] = []
    monkeypatch.setattr("stancebook.cli.matrix.has_terminal", lambda: True)
    monkeypatch.setattr(
        "stancebook.tui.running.run_matrix", lambda _, __, by, ___, *, unblinded: opened.append((by, unblinded))
    )
    for more in ((), ("--unblind",)):
        done = stance("matrix", "--screen", *options, *more)
        assert done.status == 0, done.err
    assert opened == [(who, False), (who, True)]
    assert not (study / ".stancebook" / "reviewer").exists()
    assert "id: new" not in (study / "annotations" / "reviewers.yaml").read_text(encoding="utf-8"), "who looks only"


def test_a_remembered_name_says_how_to_ask_as_another_or_as_nobody(study: Path, stance: Callable[..., Any]) -> None:
    memory = study / ".stancebook" / "reviewer"
    memory.parent.mkdir(exist_ok=True)
    memory.write_text("new\n", encoding="utf-8")
    assert ".stancebook/reviewer" in (said := stance("matrix").err)
    assert "--reviewer ID" in said
    assert "--unblind" in said
    assert ".stancebook/reviewer" not in stance("matrix", "--reviewer", "new").err
    memory.unlink()
    assert "left out" not in stance("matrix").err


def test_beside_ones_own_draft_that_does_not_count_others_are_withheld_too(
    study: Path, stance: Callable[..., Any]
) -> None:
    stance("matrix", "--reviewer", "new", "--unblind")
    begun = stance("code", "wola-2025", "--reviewer", "new", "--set", "effectiveness=not_addressed")
    assert (begun.status, study.exists()) == (0, True)
    shown = stance("matrix", "--drafts", "--reviewer", "new").out
    row = next(one for one in shown.splitlines() if "WOLA" in one)
    assert re.search(r"–,' #", row), "how they agree is withheld, not 'not coded'"
    assert ". not coded\n" not in shown


def test_ones_own_draft_is_no_consensus_to_be_held_against(study: Path, stance: Callable[..., Any]) -> None:
    begun = stance("code", "wola-2025", "--reviewer", "new", "--set", "effectiveness=not_addressed")
    assert (begun.status, study.exists()) == (0, True)
    told = " ".join(stance("compare", "new", "--consensus", "--drafts", "--reviewer", "new").out.split())
    assert "answers as the consensus does" not in told
    assert "Nothing to compare that you may see yet" in told


@pytest.mark.parametrize(("reviewer", "said"), [("new", "5 sources, all withheld"), ("r3", "5 sources, 1 withheld")])
def test_a_comparison_says_of_how_many_sources_it_may_tell(
    study: Path, stance: Callable[..., Any], reviewer: str, said: str
) -> None:
    (study / f"annotations/{RUBRIC}/r3/wola-2025.json").unlink()
    head = " ".join(stance("compare", "r1", "r2", "--reviewer", reviewer).out.split())
    assert f"0.2.0 (pilot), {said}" in head
    assert f"{said}." in stance("compare", "r1", "r2", "--reviewer", reviewer, "--format", "md").out
    assert said.replace(",", " ·") in stance("compare", "r1", "r2", "--reviewer", reviewer, "--format", "html").out
    told = json.loads(stance("compare", "r1", "r2", "--reviewer", reviewer, "--format", "json").out)
    assert len(told["sources"]) == 5
    assert len(told["withheld"]) == (5 if reviewer == "new" else 1)
    assert "withheld" not in stance("compare", "r1", "r2").out


@pytest.mark.parametrize("who", [("r2", "--gold"), ("r1", "r1.again")])
def test_what_is_withheld_of_gold_answers_and_second_passes_is_counted(
    study: Path, stance: Callable[..., Any], who: tuple[str, ...]
) -> None:
    register = study / "annotations" / "reviewers.yaml"
    more = "  - {id: answers, kind: gold}\n  - {id: r1.again, second_pass_of: r1}\n"
    register.write_text(register.read_text(encoding="utf-8").rstrip() + "\n" + more, encoding="utf-8")
    for again in ("answers", "r1.again"):
        for source in ("wola-2025", "zinsmeister-2024"):
            kept = json.loads((study / f"annotations/{RUBRIC}/r1/{source}.json").read_text(encoding="utf-8"))
            path = study / f"annotations/{RUBRIC}/{again}/{source}.json"
            path.parent.mkdir(exist_ok=True)
            path.write_text(json.dumps({**kept, "reviewer": again}), encoding="utf-8")
    told = " ".join(stance("compare", *who, "--reviewer", "new").out.split())
    assert "2 sources, all withheld" in told
    assert "0 sources" not in told
    if "r1.again" in who:
        shown = stance("matrix", "--round", "second-pass", "--reviewer", "new").out
        assert "There are no sources yet" not in shown
        assert "2 sources, 2 reviewers" in shown


@pytest.mark.parametrize("asked", ["--mine", "--rules"])
def test_that_others_decided_on_a_source_is_withheld_with_what_they_decided(
    study: Path, stance: Callable[..., Any], asked: str
) -> None:
    before = stance("compare", asked, "--reviewer", "new")
    decided = ("--by", "r2", "--set", "effectiveness=1", "--because", "Read again.", "--propose-rule", "A new rule.")
    assert stance("adjudicate", "white-house-visit-2025", *decided).status == 0
    after = stance("compare", asked, "--reviewer", "new")
    assert (after.out, after.err) == (before.out, before.err)
    assert "withheld until you have completed" in " ".join(after.out.split())
    assert not (study / f"annotations/{RUBRIC}/new").exists(), "nothing was seen"


DECIDED = ("--reviewer", "r1", "--open", "effectiveness", "--because", "Both.", "--cause", "slip")


def _decide(stance: Callable[..., Any]) -> None:
    decided = ("--reviewer", "r1", "--because", "The text.", "--cause", "slip")
    for source, what in (
        ("white-house-visit-2025", ("--set", "us_engagement=no_position")),
        ("white-house-visit-2025", ("--open", "effectiveness")),
        ("white-house-visit-2025", ("--set", "due_process=no_position")),
    ):
        assert stance("adjudicate", source, *decided, *what).status == 0


@pytest.mark.parametrize("settled", [True, False])
def test_status_calls_decisions_withheld_whether_there_are_any_or_not(
    study: Path, stance: Callable[..., Any], settled: bool
) -> None:
    if settled:
        _decide(stance)
    told = stance("status", "--reviewer", "anna").out
    assert "adjudication: withheld of 5 sources until you have completed them" in told
    assert "to decide" not in told
    assert "settled" not in told
    counted = json.loads(stance("status", "--reviewer", "anna", "--format", "json").out)["adjudication"]
    assert counted["sources_withheld"] == 5
    assert "sources_withheld" not in json.loads(stance("status", "--format", "json").out)["adjudication"]
    assert study.exists()


def test_status_tells_ones_own_decisions_beside_what_is_withheld(study: Path, stance: Callable[..., Any]) -> None:
    own = ("--reviewer", "anna", "--unblind", "--because", "The text.", "--set", "due_process=-2", "--cause", "slip")
    assert stance("adjudicate", "gang-crackdown-2022", *own).status == 0
    told = stance("status", "--reviewer", "anna").out
    assert "adjudication: 1 settled, 0 left open; withheld of 5 sources until you have completed them" in told
    assert study.exists()


@pytest.mark.parametrize("command", ["matrix", "status", "report -o -", "show gang-crackdown-2022", "check"])
def test_that_another_decided_after_oneself_is_withheld_with_what_they_decided(
    study: Path, stance: Callable[..., Any], command: str
) -> None:
    def told() -> tuple[int, str]:
        done = stance(*command.split(), "--reviewer", "anna")
        return done.status, done.out

    deciding = ("--unblind", "--because", "The text.", "--cause", "slip", "--set")
    stance("adjudicate", "gang-crackdown-2022", "--reviewer", "anna", *deciding, "due_process=-2")
    before = told()
    stance("adjudicate", "gang-crackdown-2022", "--reviewer", "bert", *deciding, "due_process=-1")
    assert told() == before
    assert (
        len(
            json.loads((study / f"annotations/{RUBRIC}/_consensus/gang-crackdown-2022.json").read_text())["decisions"][
                "due_process"
            ]
        )
        == 2
    )


def test_the_list_of_what_waits_says_what_is_withheld(study: Path, stance: Callable[..., Any]) -> None:
    own = study / f"annotations/{RUBRIC}/r3/gang-crackdown-2022.json"
    own.write_text(own.read_text(encoding="utf-8").replace('"state": "complete"', '"state": "draft"'), encoding="utf-8")
    told = " ".join(stance("adjudicate", "--by", "r3").out.split())
    assert "of other sources nothing is told: what others coded and decided on a source is withheld" in told
    assert json.loads(stance("adjudicate", "--by", "r3", "--format", "json").out)["withheld"] == 2


def test_a_source_says_which_codings_of_it_are_withheld(study: Path, stance: Callable[..., Any]) -> None:
    told = " ".join(stance("show", "wola-2025", "--no-text", "--reviewer", "new").out.split())
    assert "What others coded and decided on a source is withheld until you have completed it." in told
    assert "no codings" not in told
    assert json.loads(stance("show", "wola-2025", "--format", "json", "--reviewer", "new").out)["withheld"] == 3
    assert "withheld" not in stance("show", "wola-2025", "--no-text", "--reviewer", "r1").out
    assert study.exists()


def _words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.rpartition("</style>")[2]).split())


@pytest.mark.parametrize("form", ["html", "md"])
def test_the_report_counts_nothing_as_none_that_is_withheld(study: Path, stance: Callable[..., Any], form: str) -> None:
    _decide(stance)
    told = _words(stance("report", "--reviewer", "r4", "--format", form, "-o", "-").out)
    assert "Effectiveness of the security model: withheld of all 5 sources." in told.replace(" :", ":")
    assert "0 of 5 sources" not in told
    assert "adjudicated 0" not in told
    assert "cells to discuss 0" not in told
    for file in sorted((study / "annotations").rglob("r3/*.json"))[2:]:
        text = file.read_text(encoding="utf-8").replace('"state": "complete"', '"state": "draft"')
        file.write_text(text, encoding="utf-8")
    told = _words(stance("report", "--reviewer", "r3", "--format", form, "-o", "-").out)
    assert "of 2 sources that you may see" in told
    assert "Withheld: 3." in told
    assert "2 of 2 sources that you may see (100%; planned 100%) were coded by two or more reviewers" in told
    if form == "html":
        assert "adjudicated, of what you may see 0" in told
    assert "of what you may see" not in _words(stance("report", "--format", form, "-o", "-").out)


def test_whoever_asks_for_their_own_codings_alone_is_told_that_decisions_are_withheld(
    study: Path, stance: Callable[..., Any]
) -> None:
    _decide(stance)
    file = study / f"annotations/{RUBRIC}/r3/white-house-visit-2025.json"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace('"state": "complete"', '"state": "draft"'), encoding="utf-8")
    asked = ("report", "--reviewers", "r3", "--drafts", "--format", "md", "-o", "-")
    told = stance(*asked, "--reviewer", "r3").out
    assert "No disagreement that you may see has been adjudicated." in told
    assert "that you may see" not in stance(*asked).out, "where nobody asks, nothing is withheld"
    for other in (study / f"annotations/{RUBRIC}").glob("r[12]/*.json"):
        other.unlink()
    assert "that you may see" not in stance(*asked, "--reviewer", "r3").out, "nor where nobody else has coded anything"


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize("form", ["html", "md"])
def test_the_list_of_files_does_not_tell_that_others_decided(stance: Callable[..., Any], form: str) -> None:
    own = ("--reviewer", "anna", "--unblind", "--because", "The text.", "--set", "due_process=-2", "--cause", "slip")
    assert stance("adjudicate", "white-house-visit-2025", *own).status == 0
    asked = ("report", "--format", form, "-o", "-")
    before = stance(*asked, "--reviewer", "anna").out
    assert stance("adjudicate", "white-house-visit-2025", *DECIDED).status == 0
    after = stance(*asked, "--reviewer", "anna").out
    assert _digests(before) == _digests(after), "of the file with what one decided oneself, either"
    assert "Files of what is withheld are not among them, whether there are any or not." in _words(after)
    open_to_all = stance(*asked).out
    assert "_consensus/white-house-visit-2025.json" in open_to_all
    assert "Files of what is withheld" not in open_to_all


def _digests(page: str) -> list[str]:
    return re.findall(r"[0-9a-f]{64}  \S+", page)


@pytest.mark.parametrize("form", ["html", "md"])
def test_ones_own_decisions_are_not_told_as_all_there_are(study: Path, stance: Callable[..., Any], form: str) -> None:
    _decide(stance)
    own = ("--reviewer", "anna", "--unblind", "--because", "The text.", "--set", "due_process=-2", "--cause", "slip")
    assert stance("adjudicate", "gang-crackdown-2022", *own).status == 0
    told = _words(stance("report", "--reviewer", "anna", "--format", form, "-o", "-").out)
    assert "Adjudication settled 1 and left 0 open, of what you may see." in told
    assert "1 decision is recorded, of what you may see, by anna: 1 settled, 0 left open." in told
    if form == "html":
        assert "adjudicated, of what you may see 1" in told
        assert "Answer Sources withheld 5" in told, "and no answer is said to have been given by none"
    assert study.exists()
