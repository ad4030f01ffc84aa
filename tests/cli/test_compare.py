"""`stance compare`: reviewers' codings side by side."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from rich.cells import cell_len
from tests.generator import Plan, generated

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    Stance = Callable[..., Result]


pytestmark = pytest.mark.usefixtures("study")


def _json(stance: Stance, *args: str) -> dict[str, Any]:
    found = stance("compare", *args, "--format", "json")
    assert found.status == 0, found.err
    data: dict[str, Any] = json.loads(found.out)
    return data


def _annotations(root: Path, reviewer: str) -> list[Path]:
    return sorted((root / "annotations" / "bukele-security-us-policy" / reviewer).glob("*.json"))


def _edit(path: Path, **changes: Any) -> None:
    made = {**json.loads(path.read_text(encoding="utf-8")), **changes}
    path.write_text(json.dumps(made, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def _copy(root: Path, reviewer: str, to: str, most: int = 99) -> None:
    """Give somebody else the same annotations."""
    for path in _annotations(root, reviewer)[:most]:
        made = path.parents[1] / to / path.name
        made.parent.mkdir(exist_ok=True)
        made.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
        _edit(made, reviewer=to)


def _register(root: Path, entries: str) -> None:
    path = root / "annotations" / "reviewers.yaml"
    path.write_text(path.read_text(encoding="utf-8").rstrip() + "\n" + entries, encoding="utf-8")


def test_two_reviewers_stand_side_by_side_with_the_words_of_both(stance: Stance) -> None:
    shown = stance("compare", "r1", "r2")
    assert shown.status == 0
    assert "COMPARE  r1 and r2" in shown.out
    assert "Same answer in 10 of 20 cells" in shown.out
    assert "rows r1, columns r2" in shown.out
    assert "r2 sees a position in 2 where r1 sees none; never the other way round." in shown.out
    assert "1. White House visit 2025 · US (position or not?)" in shown.out
    assert "confidence 4 of 5, rule U2. Note: Benefits to the US" in shown.out
    assert max(map(cell_len, shown.out.splitlines())) <= 80


def test_the_first_named_stands_in_the_rows(stance: Stance) -> None:
    forth, back = (
        {one["criterion"]: one["counts"] for one in _json(stance, *who)["confusion"] if "counts" in one}
        for who in (("r1", "r2"), ("r2", "r1"))
    )
    assert forth["due_process"] == [list(row) for row in zip(*back["due_process"], strict=True)]
    assert forth["due_process"] != back["due_process"]


def test_the_order_of_disagreements_is_their_seriousness(stance: Stance) -> None:
    found = _json(stance, "r1", "r2")["disagreements"]
    order = {"position": 0, "far": 1, "off_scale": 2, "near": 3}
    ranks = [(order[one["kind"]], -(one["distance"] or 0), -(one["sureness"] or -1)) for one in found]
    assert ranks == sorted(ranks)
    assert len(found) == 10


def test_counts_of_all_forms_are_those_of_the_agreement_command(stance: Stance) -> None:
    agreement = json.loads(stance("agreement", "--format", "json").out)["rows"]
    assert _json(stance)["agreement"] == [
        {**row, "low": None, "high": None, "interval": None, "no_interval": None} for row in agreement
    ]


def test_filters_choose_what_is_listed_and_what_is_compared(stance: Stance) -> None:
    every = _json(stance, "r1", "r2")
    near = _json(stance, "r1", "r2", "--kind", "near", "--rule", "D3")
    assert near["confusion"] == every["confusion"]
    assert near["disagreements_in_all"] == 10
    assert [(one["source"], one["criterion"]) for one in near["disagreements"]] == [
        ("midziak-znojek-2026", "due_process")
    ]
    rights = _json(stance, "r1", "r2", "--criterion", "due_process", "--source", "wola-2025")
    assert {one["criterion"] for one in rights["confusion"]} == {"due_process"}
    assert rights["compared"] == 1
    limited = stance("compare", "r1", "r2", "--limit", "2").out
    assert "and 8 more: --limit 0 tells all" in limited
    assert "\n3. " not in limited.partition("TO DISCUSS")[2]


def test_a_disagreement_has_one_number_and_one_name_in_every_form_whichever_are_listed(
    study: Path, stance: Stance
) -> None:
    every, near = (_json(stance, "r1", "r2", *more)["disagreements"] for more in ((), ("--kind", "near")))
    known = {(one["source"], one["criterion"]): one["number"] for one in every}
    assert list(known.values()) == [*range(1, 11)]
    one = near[0]
    source, criterion, number = one["source"], one["criterion"], one["number"]
    assert number == known[source, criterion] > 1
    asked = ("compare", "r1", "r2", "--kind", "near", "--limit", "1")
    heading = re.escape(f"{number}. ") + ".*"
    assert re.search(rf"^{heading}\n   {source} {criterion}$", stance(*asked).out, re.MULTILINE)
    assert re.search(rf"^### {heading}\n\n`{source} {criterion}`$", stance(*asked, "--format", "md").out, re.MULTILINE)
    page = stance(*asked, "--format", "html").out
    assert f'id="{source}.{criterion}"' in page
    assert f'<span class="no">{number}</span>' in page
    rows = list(csv.DictReader(io.StringIO(stance(*asked, "--format", "csv").out)))
    assert [(row["No."], row["source_id"]) for row in rows] == [(str(number), source)]
    assert stance(*asked, "--format", "xlsx", "-o", study / "c.xlsx").status == 0
    sheet = openpyxl.load_workbook(study / "c.xlsx")["Disagreements"]
    assert sheet["A2"].value == number


def test_answers_that_the_rubric_leaves_out_of_agreement_are_not_compared(study: Path, stance: Stance) -> None:
    rubric = study / "rubrics" / "bukele-security-us-policy.yaml"
    head, unclear, rest = rubric.read_text(encoding="utf-8").partition("\n  unclear:\n")
    rubric.write_text(head + unclear + rest.replace("agreement: category", "agreement: missing", 1), encoding="utf-8")
    before = _json(stance, "r1", "r2")
    effectiveness = next(one for one in before["confusion"] if one["criterion"] == "effectiveness")
    set_aside = ("--set", "effectiveness=unclear", "--note", "effectiveness=Irony?", "--reviewer", "r2", "--complete")
    assert stance("code", "zinsmeister-2024", *set_aside).status == 0
    after = _json(stance, "r1", "r2")
    assert (after["compared"], after["same"]) == (before["compared"] - 1, before["same"] - 1)
    table = next(one for one in after["confusion"] if one["criterion"] == "effectiveness")
    assert table["compared"] == effectiveness["compared"] - 1
    agreement = json.loads(stance("agreement", "--format", "json").out)["rows"]
    counted = {one["criterion"]: one["comparable"] for one in agreement if one["scope"] == "answers"}
    assert counted["effectiveness"] == 5
    assert "1 answer is not compared, as the rubric wants it: 1 × Unclear." in stance("compare", "r1", "r2").out
    assert "zinsmeister-2024 effectiveness" in stance("compare", "r1", "r2").out, "it is to be discussed all the same"


def test_markdown_reads_well_raw(stance: Stance) -> None:
    made = stance("compare", "r1", "r2", "--format", "md").out
    assert made.count("- [ ] decided:") == 10
    assert "<" not in made
    tables = re.findall(r"(?:^\|.*\|$\n?)+", made, re.MULTILINE)
    for table in tables:
        assert len({cell_len(row) for row in table.splitlines()}) == 1


def test_a_page_and_a_workbook_are_written_where_they_are_wanted(study: Path, stance: Stance) -> None:
    assert stance("compare", "r1", "r2", "--format", "html", "-o", study / "c.html").status == 0
    assert "<title>Compared: r1 and r2</title>" in (study / "c.html").read_text(encoding="utf-8")
    wanting = stance("compare", "--format", "xlsx")
    assert (wanting.status, "needs a file: -o compare.xlsx" in wanting.err) == (2, True)


def test_one_against_the_consensus_has_counts_and_no_coefficient(stance: Stance) -> None:
    data = _json(stance, "r1", "--consensus")
    assert (data["how"], data["agreement"], data["evidence"]) == ("consensus", [], [])
    assert (data["same"], data["compared"]) == (18, 20)
    assert {one["criterion"] for one in data["disagreements"]} == {"due_process", "us_engagement"}
    assert "reliability is never" in " ".join(stance("compare", "r1", "--consensus").out.split())
    assert _json(stance, "--consensus", "--reviewer", "r1")["disagreements"] == data["disagreements"]
    assert "_consensus" not in stance("compare", "r1", "--consensus", "--format", "csv").out


def test_beside_the_consensus_the_head_counts_what_the_tables_count(study: Path, stance: Stance) -> None:
    blind = _json(stance, "r1", "--consensus")
    path = _annotations(study, "r1")[0]
    codings = json.loads(path.read_text(encoding="utf-8"))["codings"]
    _edit(path, codings={key: {**coding, "independent": False} for key, coding in codings.items()})
    seen = _json(stance, "r1", "--consensus")
    assert seen["disagreements"] != blind["disagreements"]  # they say of each coding whether it is independent
    for counted in ("same", "compared", "confusion", "direction"):
        assert seen[counted] == blind[counted]


def test_the_consensus_says_what_was_decided(stance: Stance) -> None:
    decided = ("--set", "due_process=-1", "--because", "The headline is the editor's.", "--rule", "D2", "--by", "r3")
    assert stance("adjudicate", "gang-crackdown-2022", *decided).status == 0
    ones = _json(stance, "r2", "--consensus", "--source", "gang-crackdown-2022")["disagreements"]
    one = next(one for one in ones if one["criterion"] == "due_process")
    assert one["codings"]["_consensus"]["note"] == "The headline is the editor's."
    assert one["decision"]["outcome"] == "settled"
    assert "✓ settled: -1 Criticises the record, because “The headline is the editor's.”" in " ".join(
        stance("compare", "r1", "r2").out.split()
    )
    assert "outdated" not in stance("compare", "r1", "r2").out
    for form in ("md", "html"):
        printed = stance("compare", "r1", "r2", "--format", form).out
        assert "settled: −1 Criticises the record" in printed, "with the sign that the answers above have"


def test_gold_answers_are_compared_with_and_never_counted(study: Path, stance: Stance) -> None:
    before = stance("agreement", "--format", "json").out
    _register(study, "  - {id: answers, name: Known, kind: gold}\n")
    _copy(study, "r2", "answers", 2)
    assert stance("agreement", "--format", "json").out == before
    assert "2 annotations with gold answers left out: stance compare --gold." in stance("matrix").out
    data = _json(stance, "r1", "--gold")
    assert (data["how"], len(data["sources"]), data["pairs"]) == ("gold", 2, [["answers", "r1"]])
    three = _json(stance, "--gold")
    assert three["pairs"] == [["answers", "r1"], ["answers", "r2"], ["answers", "r3"]]
    perfect = [one for one in three["confusion"] if one["pair"] == ["answers", "r2"]]
    assert all(one["same"] == one["compared"] for one in perfect)


def test_a_trainee_is_told_how_they_did_on_a_source(study: Path, stance: Stance) -> None:
    _register(study, "  - {id: answers, kind: gold}\n")
    rubric = study / "rubrics" / "bukele-security-us-policy.yaml"
    rubric.write_text(
        rubric.read_text(encoding="utf-8") + "\nanchors: [wola-2025, zinsmeister-2024]\n", encoding="utf-8"
    )
    _copy(study, "r2", "answers")
    ask = ("compare", "r1", "--gold", "--source", "wola-2025", "--reviewer", "r1")
    told = stance(*ask).out
    assert told.startswith("r1 on WOLA text 2025: 2 of 4 as the gold answers")
    assert "≠" not in told.split("US")[0]
    assert "US · 1 step too high" in told
    assert "So far" not in told  # nothing was shown of the other sources yet
    stance("compare", "r1", "--gold", "--reviewer", "r1")
    assert "So far 10 of 20 answers on 5 sources with gold answers." in stance(*ask).out
    assert "So far" not in stance(*ask[:-1], "r2").out
    assert json.loads(stance(*ask, "--format", "json").out)["feedback"][0]["right"] == 2
    again = stance("code", "wola-2025", "--reviewer", "r1", "--note", "us_engagement=Hm.", "--complete")
    assert "how you did: stance compare r1 --gold --source wola-2025" in again.err
    stance("code", "wola-2025", "--reviewer", "r1", "--reopen")
    withheld = stance(*ask)
    assert "Nothing to compare" in withheld.out
    assert "gold" in withheld.out
    assert "1 annotation by others is left out" in withheld.err


def test_a_second_pass_is_compared_with_the_first_and_counted_nowhere_else(study: Path, stance: Stance) -> None:
    before = stance("matrix", "--format", "json").out
    _register(study, "  - {id: r1.again, second_pass_of: r1}\n")
    _copy(study, "r2", "r1.again", 3)
    assert stance("matrix", "--format", "json").out == before
    data = _json(stance, "r1.again", "r1")
    assert (data["how"], data["pairs"]) == ("passes", [["r1", "r1.again"]])
    assert "Intra-coder agreement" in stance("compare", "r1", "r1.again").out
    intra = json.loads(stance("agreement", "--round", "second-pass", "--format", "json").out)
    assert {tuple(row["of"]) for row in intra["breakdown"]["rows"]} == {("r1", "r1.again")}
    assert "INTRA-CODER AGREEMENT" in stance("agreement", "--round", "second-pass").out
    assert _json(stance, "--round", "second-pass")["how"] == "passes"


def test_both_passes_of_one_person_are_no_two_coders_among_others(study: Path, stance: Stance) -> None:
    _register(study, "  - {id: r1.again, second_pass_of: r1}\n")
    _copy(study, "r2", "r1.again", 3)
    assert _json(stance, "r1.again", "r2")["agreement"]
    assert _json(stance, "r1", "r1.again", "r2")["agreement"] == []
    told = " ".join(stance("compare", "r1", "r1.again", "r2").out.split())
    assert "Both passes of one reviewer are among those compared" in told
    assert "Both passes" not in stance("compare", "r1", "r2", "r3").out


def test_blind_until_complete_and_unblinding_is_recorded(study: Path, stance: Stance) -> None:
    path = _annotations(study, "r1")[0]
    _edit(path, state="draft")
    seen = stance("compare", "r2", "r3", "--reviewer", "r1", "--format", "json")
    assert f"r1 has not completed {path.stem}: 2 annotations by others are left out" in seen.err
    data = json.loads(seen.out)
    assert data["left_out"]["blind"] == 2
    assert all(one["source"] != path.stem for one in data["disagreements"])
    assert data["compared"] == 16
    assert json.loads(path.read_text(encoding="utf-8"))["revealed_at"] is None
    other = json.loads(_annotations(study, "r1")[1].read_text(encoding="utf-8"))
    assert other["revealed_at"] is not None
    assert (
        json.loads(stance("compare", "r2", "r3", "--reviewer", "r1", "--unblind", "--format", "json").out)["compared"]
        == 20
    )
    assert json.loads(path.read_text(encoding="utf-8"))["revealed_at"] is not None


def test_only_the_sources_compared_count_as_seen(study: Path, stance: Stance) -> None:
    stance("compare", "r2", "r3", "--reviewer", "r1", "--source", "wola-2025")
    revealed = {
        path.stem for path in _annotations(study, "r1") if json.loads(path.read_text(encoding="utf-8"))["revealed_at"]
    }
    assert revealed == {"wola-2025"}


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("r1",), "name somebody to compare r1 with"),
        (("r1", "r9"), "nobody called 'r9' codes here"),
        (("r1", "r2", "--consensus"), "name one reviewer to hold against the consensus"),
        (("--consensus",), "name one reviewer to hold against the consensus"),
        (("r1", "--gold"), "there are no gold answers"),
        (("r1", "--gold", "--consensus"), "one at a time"),
        (("--round", "training"), "has no training round"),
        (("--rule", "Z9"), "there is no rule 'Z9'"),
        (("--criterion", "nope"), "no criterion 'nope'"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_line(stance: Stance, args: tuple[str, ...], message: str) -> None:
    found = stance("compare", *args)
    assert (found.status, found.out) == (2, "")
    assert message in found.err
    assert len(found.err.splitlines()) == 1


def test_one_reviewer_or_none_has_nothing_to_compare(study: Path, stance: Stance) -> None:
    for reviewer in ("r2", "r3"):
        for path in _annotations(study, reviewer):
            _edit(path, state="draft")
    assert "Nothing to compare" in stance("compare").out
    assert "2 of 2" not in stance("compare", "r1", "r2").out
    assert "Nothing to compare: r2 has completed nothing here." in stance("compare", "r1", "r2").out
    assert _json(stance, "r1", "r2")["compared"] == 0
    assert "Same answer in 10 of 20" in stance("compare", "r1", "r2", "--drafts").out
    for path in (path for reviewer in ("r1", "r2", "r3") for path in _annotations(study, reviewer)):
        path.unlink()
    assert "COMPARE  nobody yet" in stance("compare").out


def test_stale_codings_and_a_removed_criterion_are_left_out_and_said(empty: Path, stance: Stance) -> None:
    generated(empty, Plan(sources=4, reviewers=2))
    path = empty / "rubrics" / "large.yaml"
    text = path.read_text(encoding="utf-8")
    changed = text[: text.index("  - id: cost")].replace("How far does the author go on 1?", "How far, on 1?")
    path.write_text(changed, encoding="utf-8")
    data = _json(stance)
    assert (data["left_out"]["stale"], data["left_out"]["gone"]) == (8, 8)
    assert data["compared"] == 4 * 6
    assert "8 codings made before the rubric changed (stale)" in stance("compare").out
    assert "stale: cost (not in the rubric), degree-1" in stance("status").out
    assert _json(stance, "--stale")["compared"] == 4 * 7


@pytest.mark.parametrize(("alike", "same"), [(1.0, 48), (0.0, 0)])
def test_no_disagreement_at_all_and_nothing_else(empty: Path, stance: Stance, alike: float, same: int) -> None:
    generated(empty, Plan(sources=6, reviewers=2, alike=alike))
    data = _json(stance)
    if alike:
        assert (data["same"], data["compared"], data["disagreements"]) == (same, 48, [])
        assert "No disagreement." in stance("compare").out
        assert "No disagreement." in stance("compare", "--format", "md").out
    else:
        assert len(data["disagreements"]) + data["same"] == 48
        assert data["same"] < 24


def test_pairs_come_one_by_one_where_that_is_asked_for(stance: Stance) -> None:
    data = _json(stance, "--pairs")
    assert data["pairs"] == [["r1", "r2"], ["r1", "r3"], ["r2", "r3"]]
    assert {tuple(row["of"]) for row in data["agreement"]} == {("r1", "r2"), ("r1", "r3"), ("r2", "r3")}
    assert "r2 beside r1" in stance("compare", "--pairs").out
    summed = {one["criterion"]: one for one in _json(stance)["confusion"]}
    for criterion, one in summed.items():
        parts = [part for part in data["confusion"] if part["criterion"] == criterion]
        assert (sum(p["compared"] for p in parts), sum(p["same"] for p in parts)) == (one["compared"], one["same"])


@pytest.mark.parametrize("form", ["terminal", "md"])
def test_a_criterion_on_which_nothing_is_compared_says_why(study: Path, stance: Stance, form: str) -> None:
    (rubric,) = (study / "rubrics").glob("*.yaml")
    text = rubric.read_text(encoding="utf-8")
    asked = "How closely does the author want the US government to work"
    assert asked in text
    rubric.write_text(text.replace(asked, f"{asked} today"), encoding="utf-8")
    told = " ".join(stance("compare", "--format", form).out.split())
    assert "othing to compare: all codings of it were made before the rubric changed (stale)" in told
