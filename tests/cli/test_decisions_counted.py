"""What is decided is counted alike wherever it is told: current, outdated, left open, on stale codings, in vain."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from html import unescape
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from tests.builders import BODY, RUBRIC, adjudication, annotation, coding, decision, rubric, workspace

from stancebook.comparison.cell import Cell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    from stancebook.model.annotation import Coding
    from stancebook.model.decision import Decision

    Stance = Callable[..., Result]
    Codings = dict[str, Coding]

ASKED = """
  - id: cost
    label: Cost
    question: "What does it cost?"
    type: numeric
    requires_evidence: false
    min: 0
    max: 10
    applies_if: {criterion: works, position: true}
    off_scale: [not_addressed]
adjudication: {mode: discussion_then_third}
"""
OF = rubric(RUBRIC + ASKED)
OLD = "00000000"
"""What a stale coding answers."""
ON_STALE = "decided, on codings that are stale by now"


def _works(*values: int | None, stale: bool = False) -> Codings:
    asked = OLD if stale else OF.asked["works"]
    return {
        f"r{n}": coding(OF, "works", value, confidence=3, asked=asked)
        for n, value in enumerate(values, 1)
        if value is not None
    }


def _decided(
    codings: dict[str, Coding], value: int | None = None, off_scale: str | None = None, **more: Any
) -> Decision:
    return decision(value, off_scale, basis=codings, **more)


@pytest.fixture
def decided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ten sources, in each of which the decision on `works` stands otherwise."""
    current, old, opposed = _works(1, -1), _works(2, -1), _works(2, -2, 1, -1)
    stale = _works(2, -2, stale=True)
    asked = {who: coding(OF, "cost", cost) for who, cost in (("r1", 1), ("r2", 9))}
    rows: dict[str, tuple[Codings, Decision | None]] = {
        "current": (current, _decided(current, 1, by="r1", cause="slip")),
        "outdated": (current, _decided(old, 2)),
        "open": (current, _decided(current, by="ana", cause="slip")),
        "open-outdated": (current, _decided(old)),
        "on-stale": (stale, _decided(stale, 2)),
        "open-on-stale": (stale, _decided(stale)),
        "stale": (stale, None),
        "opposed": (opposed, None),
        "one": (_works(1), None),
        "vain": (current, _decided(current, off_scale="not_addressed")),
        "nobody": ({}, None),
    }
    root = tmp_path / "study"
    workspace(root, dict.fromkeys(rows, BODY), RUBRIC + ASKED)
    base = root / "annotations" / "tiny"
    for source, (codings, made) in rows.items():
        every: dict[str, Codings] = {who: {"works": one} for who, one in codings.items()}
        if source in {"current", "vain"}:
            every = {who: {**held, "cost": asked[who]} for who, held in every.items()}
        if source == "on-stale":
            labels = {"r1": ("stop", "talk"), "r2": ("stop", "talk")}
            every = {w: {**h, "advice": coding(OF, "advice", labels[w], asked=OLD)} for w, h in every.items()}
        if source == "current":
            every |= {who: {"works": coding(OF, "works", 1)} for who in ("key", "r1.again")}
        for who, held in every.items():
            file = base / who / f"{source}.json"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(annotation(OF, who, source, held).to_json(), encoding="utf-8")
        if made:
            file = base / "_consensus" / f"{source}.json"
            file.parent.mkdir(parents=True, exist_ok=True)
            more = {"cost": (_decided(asked, 5),)} if source == "vain" else {}
            file.write_text(adjudication(source, works=(made,), **more).to_json(), encoding="utf-8")
    people = "".join(f"  - {{id: r{n}, name: R{n}, kind: person}}\n" for n in range(1, 5))
    (root / "annotations" / "reviewers.yaml").write_text(
        f"reviewers:\n{people}  - {{id: key, kind: gold}}\n  - {{id: r1.again, second_pass_of: r1}}\n", encoding="utf-8"
    )
    monkeypatch.chdir(root)
    monkeypatch.delenv("STANCEBOOK_REVIEWER", raising=False)
    return root


def _status(stance: Stance) -> dict[str, int]:
    found: dict[str, int] = json.loads(stance("status", "--format", "json").out)["adjudication"]
    return found


@pytest.mark.usefixtures("decided")
def test_status_report_and_matrix_count_decisions_alike(stance: Stance) -> None:
    counted = {"settled": 4, "open": 3, "outdated": 2, "on_stale": 2, "without_effect": 1}
    assert _status(stance) == {**counted, "waiting": 4}
    in_words = "4 settled, 3 left open, of these 2 outdated and 2 on stale codings; 1 decision without effect"
    assert f"adjudication: {in_words}; 4 to decide" in stance("status").out
    cells = [one for one in json.loads(stance("matrix", "--format", "json").out)["cells"] if one["decision"]]
    held = [one for one in cells if "not_asked_because" not in one]
    assert {
        "settled": sum(one["adjudication"] == "settled" for one in held),
        "open": sum(one["adjudication"] == "open" for one in held),
        "outdated": sum(one["decision"]["outdated"] for one in held),
        "on_stale": sum(one["decision"]["on_stale"] for one in held),
        "without_effect": len(cells) - len(held),
    } == counted
    page = stance("report", "--format", "md", "-o", "-").out
    assert "Adjudication settled 4 and left 3 open; of these 2 outdated and 2 on stale codings." in page
    shown = " ".join(re.sub("<[^>]+>", " ", unescape(stance("report", "-o", "-").out)).split())
    assert "8 adjudicated, of them 2 outdated, 2 on stale codings, 1 without effect" in shown
    assert "4 disagreements to decide; 5 decided" in stance("adjudicate", "--by", "r1", "--unblind").out
    overruled = json.loads(stance("compare", "--mine", "--reviewer", "r1", "--unblind", "--format", "json").out)
    assert (overruled["settled"], overruled["left_open"]) == (4, 3)


@pytest.mark.usefixtures("decided")
def test_what_the_rubric_asks_for_is_not_told_as_what_was_done(stance: Stance) -> None:
    page = stance("report", "--format", "md", "-o", "-").out
    assert (
        "Where reviewers disagree, the rubric asks for discussion among them, then a third person's decision. "
        "8 decisions are recorded, by ana (7) and r1 (1) (1 of them by a reviewer whose own coding was decided on): "
        "4 settled, 3 left open (of these 2 outdated and 2 on stale codings), 1 without effect, on what is not asked. "
        "Whether they came about as it asks is not recorded. "
        "Why reviewers had differed: a slip (2); no cause named (6)."
    ) in page


def test_a_rubric_that_asks_for_nothing_is_not_said_to_and_nothing_decided_is_not_made_up(
    decided: Path, stance: Stance
) -> None:
    for file in (decided / "annotations/tiny/_consensus").iterdir():
        file.unlink()
    asked = "the rubric asks for discussion among them, then a third person's decision. No disagreement has been adj"
    assert asked in stance("report", "--format", "md", "-o", "-").out
    path = decided / "rubrics" / "tiny.yaml"
    path.write_text(RUBRIC, encoding="utf-8")
    page = stance("report", "--format", "md", "-o", "-").out
    assert "No disagreement has been adjudicated." in page
    assert "the rubric asks for" not in page


@pytest.mark.usefixtures("decided")
def test_no_count_of_codings_has_gold_answers_or_second_passes_in_it(stance: Stance) -> None:
    def told(*chosen: str) -> str:
        return stance("report", "--format", "md", "-o", "-", *chosen).out

    first = "27 of 27 codings were made before their reviewer had seen another's"
    assert first in told()
    everything = told("--round", "all")
    assert first in everything
    assert "4 reviewers (4 persons) coded. Not among them are 1 set of gold answers and 1 second pass" in everything
    of_r1 = "13 of 13 codings were made"
    assert of_r1 in told("--reviewers", "r1")
    for beside in ("key", "r1.again"):
        assert of_r1 in told("--reviewers", f"r1,{beside}")
        assert "1 reviewer (1 person) coded. Not among them is 1 se" in told("--reviewers", f"r1,{beside}")


@pytest.mark.parametrize("form", ["terminal", "md", "html", "latex"])
@pytest.mark.usefixtures("decided")
def test_a_decision_on_stale_codings_has_a_mark_of_its_own_and_a_word(stance: Stance, form: str) -> None:
    told = stance("matrix", "--format", form).out
    words = " ".join(unescape(told).split())
    match form:
        case "terminal":
            assert "[+2]⊛" in told
            assert "[  ]⊛" in told
            assert f"⊛ {ON_STALE}" in words
        case "md":
            assert words.count("by adjudication, on codings that are stale by now)") == 2
        case "html":
            assert words.count("⊛</b> settled by adjudication, on codings that are stale by now") == 1
            assert words.count("⊛</b> left open by adjudication, on codings that are stale by now") == 1
            assert "Resting on stale codings: those of r1 and r2." in words
        case _:
            assert told.count(r"\textcircled{$\ast$}") == 3, "two cells and what the sign means"
            assert ON_STALE in words


def test_programs_and_workbooks_tell_it_too(decided: Path, stance: Stance) -> None:
    rows = list(csv.DictReader(io.StringIO(stance("matrix", "--format", "csv").out)))
    assert [row["source"] for row in rows if row["on_stale"] == "works"] == ["on-stale", "open-on-stale"]
    assert stance("matrix", "-o", decided / "m.xlsx").status == 0
    sheet = openpyxl.load_workbook(decided / "m.xlsx")["Matrix"]
    words = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert sum("by adjudication, on codings that are stale by now" in one for one in words) == 2


def _by_hand(study: Path, source: str, who: str, **changes: Any) -> None:
    """Change an annotation, or its coding of `works`, in an editor, so that no `rev` follows."""
    file = study / "annotations" / "tiny" / who / f"{source}.json"
    held = json.loads(file.read_text(encoding="utf-8"))
    (held if "state" in changes else held["codings"]["works"]).update(changes)
    file.write_text(json.dumps(held), encoding="utf-8")


@pytest.mark.parametrize("state", ["complete", "draft"])
def test_an_answer_that_the_rubric_never_had_makes_no_decision_one_on_stale_codings(
    decided: Path, stance: Stance, state: str
) -> None:
    _by_hand(decided, "current", "r1", value=7)
    _by_hand(decided, "current", "r1", state=state)
    assert _status(stance)["on_stale"] == 2
    shown = next(one for one in stance("matrix").out.splitlines() if "current" in one)
    assert "✓" in shown
    assert "⊛" not in shown
    rows = list(csv.DictReader(io.StringIO(stance("matrix", "--format", "csv").out)))
    assert [row["source"] for row in rows if row["on_stale"]] == ["on-stale", "open-on-stale"]
    assert "(of these 2 outdated and 2 on stale codings)" in stance("report", "--format", "md", "-o", "-").out


def test_stale_codings_of_a_draft_are_stale_too(decided: Path, stance: Stance) -> None:
    for who in ("r1", "r2"):
        _by_hand(decided, "on-stale", who, state="draft")
    assert _status(stance)["on_stale"] == 2


@pytest.mark.parametrize("asked", [("status",), ("adjudicate", "--by", "r1", "--unblind")])
@pytest.mark.usefixtures("decided")
def test_what_is_decided_and_what_waits_is_told_from_cells_worked_out_once(
    stance: Stance, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, ...]
) -> None:
    made: Counter[tuple[str, str]] = Counter()

    def counting(source: str, criterion: str, *rest: Any, **more: Any) -> Cell:
        made[source, criterion] += 1
        return Cell(source, criterion, *rest, **more)

    monkeypatch.setattr("stancebook.comparison.cells.Cell", counting)
    assert "4 disagreements to decide" in (told := stance(*asked).out) or "4 to decide" in told
    assert len(made) == 11 * len(OF.criteria)
    assert max(made.values()) == 1


def test_of_one_decision_the_methods_speak_as_of_one(decided: Path, stance: Stance) -> None:
    (decided / "kept").mkdir()
    for file in (decided / "annotations/tiny/_consensus").iterdir():
        file.rename(decided / "kept" / file.name)
    for source, told in (
        ("outdated", "1 decision is recorded, by ana: 1 settled, 0 left open (of these 1 outdated)."),
        ("current", "1 decision is recorded, by r1 (a reviewer whose own coding was decided on): 1 settled,"),
    ):
        file = (decided / "kept" / f"{source}.json").rename(decided / f"annotations/tiny/_consensus/{source}.json")
        page = stance("report", "--format", "md", "-o", "-").out
        assert told in page
        assert ("Why reviewers had differed is not named." in page) == (source == "outdated")
        file.unlink()


def test_how_many_decided_on_their_own_coding_is_not_counted_where_some_of_it_is_withheld(
    decided: Path, stance: Stance
) -> None:
    again = ("--set", "works=1", "--because", "Read again.")
    assert stance("adjudicate", "opposed", "--by", "r1", "--unblind", *again).status == 0
    _by_hand(decided, "opposed", "r1", state="draft")
    seen = stance("report", "--format", "md", "-o", "-").out
    assert "r1 (2) (2 of them by a reviewer whose own coding was decided on)" in seen
    told = stance("report", "--reviewer", "r1", "--format", "md", "-o", "-").out
    assert re.search(r"decisions are recorded, of what you may see, by ana \(\d\) and r1 \(2\):", told)
    assert "whose own coding was decided on" not in told


def test_where_nobody_gave_an_answer_of_the_rubric_the_refusal_says_until_when_what_was_decided_stands(
    decided: Path, stance: Stance
) -> None:
    for who in ("r1", "r2"):
        _by_hand(decided, "current", who, value=7)
    done = stance("adjudicate", "current", "--by", "r1", "--unblind", "--set", "works=1", "--because", "Read again.")
    assert done.status == 2
    assert (
        "what r1, r2 answered is no answer of the rubric (stance check): nothing to decide before it is coded again "
        "(stance code current); what was decided stands until then"
    ) in " ".join(done.err.split())


@pytest.mark.usefixtures("decided")
def test_where_all_of_a_cell_are_stale_the_page_says_all_stale(stance: Stance) -> None:
    told = unescape(stance("matrix", "--format", "html", "--reviewers", "r1,r2").out)
    assert re.search(r"Stop <b>all \(stale\)</b>", told)
    assert "<b>all</b>" not in told


@pytest.mark.parametrize("source", ["on-stale", "open-on-stale", "stale"])
def test_nothing_is_decided_on_stale_codings_alone_whether_something_was_decided_before_or_not(
    decided: Path, stance: Stance, source: str
) -> None:
    kept = {file: file.read_bytes() for file in decided.rglob("_consensus/*")}
    done = stance("adjudicate", source, "--by", "r1", "--unblind", "--set", "works=1", "--because", "Read again.")
    assert done.status == 2
    assert "works: coded only before the rubric changed (r1, r2): nothing to decide before it is coded" in done.err
    assert ("what was decided stands until then" in done.err) == (source != "stale")
    assert {file: file.read_bytes() for file in decided.rglob("_consensus/*")} == kept


def test_a_decision_of_which_all_codings_are_gone_stands_and_does_not_wait(decided: Path, stance: Stance) -> None:
    for who in ("r1", "r2"):
        (decided / "annotations" / "tiny" / who / "outdated.json").unlink()
    assert _status(stance)["outdated"] == 2
    assert _status(stance)["waiting"] == 3
    assert "outdated works" not in stance("adjudicate", "--by", "r1", "--unblind").out
    done = stance("adjudicate", "outdated", "--by", "r1", "--unblind", "--set", "works=1", "--because", "Why not.")
    assert "nobody has completed it yet" in done.err


def test_to_take_back_and_to_make_again_exclude_each_other(decided: Path, stance: Stance) -> None:
    said = ("adjudicate", "opposed", "--by", "r1", "--unblind")
    assert stance(*said, "--open", "works", "--because", "No telling.").status == 0
    (file,) = decided.rglob("_consensus/opposed.json")
    kept = file.read_bytes()
    done = stance(*said, "--undo", "--redo")
    assert done.status == 2
    assert "--undo and --redo exclude each other" in done.err
    assert file.read_bytes() == kept
