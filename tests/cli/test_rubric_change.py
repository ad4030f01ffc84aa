"""`stance rubric diff` and `stance rubric migrate`, called as their users call them."""

from __future__ import annotations

import json
import shutil
import subprocess
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests import builders

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.conftest import Result

PROJECT = Path(__file__).parents[2]
NEW = PROJECT / "docs" / "worked-example" / "bukele-security-us-policy.yaml"
RUBRIC = "rubrics/bukele-security-us-policy.yaml"


def tree(study: Path) -> dict[str, bytes]:
    return {str(path.relative_to(study)): path.read_bytes() for path in study.rglob("*") if path.is_file()}


def coded(study: Path) -> dict[str, bytes]:
    return tree(study / "annotations")


def test_two_files_are_compared_and_the_codings_counted(study: Path, stance: Callable[..., Result]) -> None:
    before = tree(study)
    told = stance("rubric", "diff", RUBRIC, NEW)
    assert told.status == 0
    assert "Changed in meaning: Effectiveness, Rights, US and Approach" in told.out
    assert "'us_scrutiny' is called us_oversight since 0.3.0" in told.out
    assert "same_meaning_as: [32f5fbaa]" in told.out
    assert max(map(len, told.out.splitlines())) <= 80
    assert tree(study) == before


def test_the_difference_as_data(study: Path, stance: Callable[..., Result]) -> None:
    del study
    data = json.loads(stance("rubric", "diff", RUBRIC, NEW, "--format", "json").out)
    assert data["schema"] == "stancebook/rubric-diff/1"
    assert data["version"] == {"before": "0.2.0", "after": "0.3.0"}
    assert data["changed"] == ["effectiveness", "due_process", "us_engagement", "recommended_approach"]
    assert [one["operation"] for one in data["operations"]] == ["rename", "split"]
    assert len(data["codings"]) == 15
    assert {one["rewritten"] for one in data["codings"] if one["source"] == "wola-2025"} == {1}
    markdown = stance("rubric", "diff", RUBRIC, NEW, "--format", "md").out
    assert "**general rule G3 (all criteria)**" in markdown


def test_a_git_revision_and_the_rubric_as_it_is_now(study: Path, stance: Callable[..., Result]) -> None:
    for words in (["init", "-q"], ["add", "."], ["-c", "user.name=n", "-c", "user.email=e", "commit", "-qm", "one"]):
        subprocess.run(["git", *words], cwd=study, check=True)
    assert stance("rubric", "diff").out.splitlines()[1] == "Nothing changed."
    shutil.copy(NEW, study / RUBRIC)
    assert "0.2.0 → 0.3.0" in stance("rubric", "diff").out
    assert "0.2.0 → 0.3.0" in stance("rubric", "diff", "HEAD").out
    unknown = stance("rubric", "diff", "HEAD~9")
    assert unknown.status == 2
    assert "there is neither a file nor a git revision 'HEAD~9' here; name what to compare" in unknown.err
    assert stance("rubric", "diff", "--upload-pack=x").status == 2


@pytest.mark.usefixtures("study")
def test_without_git_it_is_said_what_to_compare(stance: Callable[..., Result]) -> None:
    told = stance("rubric", "diff")
    assert told.status == 2
    assert "no commit of git holds this rubric; name what to compare: stance rubric diff OLD.yaml NEW.yaml" in told.err


def test_a_value_in_use_cannot_vanish_silently(study: Path, stance: Callable[..., Result]) -> None:
    old = study / "old.yaml"
    shutil.copy(study / RUBRIC, old)
    text = (study / RUBRIC).read_text(encoding="utf-8").replace("us_scrutiny", "us_oversight")
    (study / RUBRIC).write_text(text, encoding="utf-8")
    told = stance("rubric", "diff", old)
    assert told.status == 1
    assert "the value 'us_scrutiny' of recommended_approach, which 3 codings hold" in told.out
    renamed = "{operation: rename, criterion: recommended_approach, value: us_scrutiny, to: us_oversight}"
    assert f"operations: [ {renamed}]" in " ".join(told.out.split())
    assert "'us_scrutiny' is no value of recommended_approach" in stance("check").out


def test_without_a_workspace_two_files_can_be_compared(empty: Path, stance: Callable[..., Result]) -> None:
    del empty
    told = stance("rubric", "diff", PROJECT / RUBRIC, NEW)
    assert told.status == 0
    assert stance("rubric", "diff", NEW, NEW).out.splitlines()[1] == "Nothing changed."


@pytest.fixture
def compared(empty: Path, stance: Callable[..., Result]) -> Callable[[str], Result]:
    """Compare a rubric with its next version, in which two values are called otherwise, and which has a changelog."""
    (empty / "old.yaml").write_text(builders.RUBRIC, encoding="utf-8")
    new = builders.RUBRIC.replace("{value: warm,", "{value: mild,").replace('version: "1"', 'version: "2"')
    new = new.replace("{value: calm,", "{value: cool,")

    def run(changelog: str) -> Result:
        (empty / "new.yaml").write_text(new.replace("unit:\n", f"{changelog}unit:\n", 1), encoding="utf-8")
        return stance("rubric", "diff", "old.yaml", "new.yaml")

    return run


@pytest.mark.parametrize(
    ("before", "indent", "after"),
    [
        ("", "", ""),
        ("changelog:\n", "  ", '  - {version: "1", date: d}\n'),
        ('changelog:\n  - version: "2"\n    date: d\n', "    ", ""),
        (
            'changelog:\n  - version: "2"\n    date: d\n    operations:\n      - {operation: retire, off_scale: x}\n',
            "      ",
            "",
        ),
    ],
)
def test_what_would_record_a_change_can_be_put_into_the_file_as_it_stands(
    compared: Callable[[str], Result], before: str, indent: str, after: str
) -> None:
    told = compared(f"{before}{after}")
    assert told.status == 1
    pasted = textwrap.dedent(told.out.partition("place of one:\n")[2].partition("\n\n")[0])
    again = compared(before + textwrap.indent(pasted, indent) + "\n" + after)
    assert again.status == 0, again


@pytest.mark.parametrize(
    ("entry", "place", "way"),
    [
        (
            '{version: "2", date: d}',
            "}",
            "under the entry of 2; where that stands in braces, before they close, after a comma.",
        ),
        (
            '{version: "2", date: d, operations: [{operation: retire, off_scale: x}]}',
            "]}",
            "to the operations of 2; where these stand in brackets, with a comma for each dash.",
        ),
    ],
)
def test_what_would_record_a_change_can_be_put_into_an_entry_in_braces(
    compared: Callable[[str], Result], entry: str, place: str, way: str
) -> None:
    log = f"changelog:\n  - {entry}\n"
    told = compared(log).out
    assert way in " ".join(told.split())
    pasted = told.partition("place of one:\n")[2].partition("\n\n")[0].replace("- {", ", {").strip()
    again = compared(log.replace(place, f"\n    , {pasted.removeprefix(', ')}{place}"))
    assert again.status == 0, again


def test_where_nothing_changed_nothing_is_touched(study: Path, stance: Callable[..., Result]) -> None:
    del study
    assert stance("rubric", "diff", RUBRIC, RUBRIC).out == "bukele-security-us-policy 0.2.0\nNothing changed.\n"


def test_a_wording_said_to_mean_the_same_is_no_change_of_meaning(empty: Path, stance: Callable[..., Result]) -> None:
    (empty / "old.yaml").write_text(builders.RUBRIC, encoding="utf-8")
    new = builders.RUBRIC.replace("it works?", "it does work?").replace('version: "1"', 'version: "2"')
    (empty / "new.yaml").write_text(new, encoding="utf-8")
    digest = json.loads(stance("rubric", "diff", "old.yaml", "new.yaml", "--format", "json").out)["same_meaning_as"]
    said = f"    same_meaning_as: {digest['works']}\n".replace("'", "")
    (empty / "new.yaml").write_text(new.replace("    short: Works\n", f"    short: Works\n{said}"), encoding="utf-8")
    told = stance("rubric", "diff", "old.yaml", "new.yaml").out
    assert "No question changed in meaning; 0 changes of meaning" in told
    assert "Said to mean the same as before: works." in told
    assert "Changed in meaning" not in told


def test_a_retired_answer_is_not_said_to_make_nothing_stale(empty: Path, stance: Callable[..., Result]) -> None:
    operation = "{operation: retire, criterion: tone, value: warm}"
    log = f'changelog: [{{version: "2", date: d, operations: [{operation}]}}]\n'
    new = builders.RUBRIC.replace("label: Warm}", "label: Warm, deprecated: true}").replace(
        "label: Calm", "label: Quiet"
    )
    new = new.replace('version: "1"\n', f'version: "2"\n{log}', 1)
    (empty / "old.yaml").write_text(builders.RUBRIC, encoding="utf-8")
    (empty / "new.yaml").write_text(new, encoding="utf-8")
    told = stance("rubric", "diff", "old.yaml", "new.yaml").out
    assert "'warm' was retired in 2; codings keep it, and are stale" in told
    asked, looks = told.split("Changed in what is asked for")[1].split("Changed, and nothing is stale by it")
    assert "deprecated of warm Warm" in asked
    assert "label of calm Quiet" in looks
    assert "deprecated" not in looks
    data = json.loads(stance("rubric", "diff", "old.yaml", "new.yaml", "--format", "json").out)
    assert {one["changes"] for one in data["cosmetic"]} == {"answers", "looks"}


def test_preview_apply_and_back(study: Path, stance: Callable[..., Result]) -> None:
    before = coded(study)
    shutil.copy(NEW, study / RUBRIC)
    preview = stance("rubric", "migrate")
    assert "To be rewritten: 3 annotations. Nothing is written yet" in preview.out
    assert "r1 · wola-2025 · Approach: us_scrutiny → us_oversight" in preview.out
    assert coded(study) == before
    done = json.loads(stance("rubric", "migrate", "--apply", "--format", "json").out)
    assert (done["applied"], done["files"], done["migration"]) == (True, 3, 1)
    becomes = [coding["becomes"] for one in done["annotations"] for coding in one["codings"] if not coding["actor"]]
    assert becomes == ["stale"] * 60
    assert "unmigrated" not in stance("check", "--format", "json", "--allow-stale").out
    assert stance("check", "--allow-stale").status == 0
    assert "Nothing to rewrite" in stance("rubric", "migrate").out
    assert "To be taken back: the migration to 0.3.0" in stance("rubric", "migrate", "--undo").out
    assert "Taken back: the migration to 0.3.0, in 3 files." in stance("rubric", "migrate", "--undo", "--apply").out
    assert coded(study) == before
    assert "nothing to take back" in stance("rubric", "migrate", "--undo").out
    assert json.loads(stance("rubric", "migrate", "--undo", "--format", "json").out)["files"] == 0


@pytest.mark.usefixtures("study")
def test_taking_back_shows_nobodys_answers_so_it_has_nobody_to_unblind(stance: Callable[..., Result]) -> None:
    refused = stance("rubric", "migrate", "--undo", "--unblind")
    assert refused.status == 2
    assert "leave --unblind out" in refused.err


def coded_under_two_ids(root: Path, stance: Callable[..., Result]) -> Path:
    """Code a question, rename its criterion, and code it again without migrating."""
    builders.workspace(root)
    stance("code", "one", "--set", "works=1", "--evidence", "works=It works", "--reviewer", "ana")
    log = 'changelog: [{version: "2", date: d, operations: [{operation: rename, criterion: works, to: effect}]}]\n'
    text = builders.RUBRIC.replace('version: "1"\n', f'version: "2"\n{log}').replace("id: works", "id: effect")
    text = text.replace("short: Works", "short: Results")  # else the old id would be found as a label
    (root / "rubrics" / "tiny.yaml").write_text(text, encoding="utf-8")
    stance("code", "one", "--set", "effect=-1", "--evidence", "effect=it fails", "--reviewer", "ana")
    return root / "annotations" / "tiny" / "ana" / "one.json"


def test_of_an_answer_under_two_ids_one_is_kept_and_nobody_is_told_to_migrate(
    empty: Path, stance: Callable[..., Result]
) -> None:
    path = coded_under_two_ids(empty, stance)
    both = path.read_bytes()
    told = stance("rubric", "migrate", "--apply", "--reviewer", "ana").out
    assert "Nothing to rewrite: every coding is in these terms but 1 that cannot follow." in told
    way_out = "stance code one --reviewer ana --keep works # or --keep effect"
    assert way_out in " ".join(told.split())
    assert path.read_bytes() == both
    stale = stance("status", "--stale", "--reviewer", "ana").out
    assert "works (+1): 'works' is called effect since 2; coded under both ids" in stale
    assert "--keep ID keeps the one under that id" in stale
    checked = stance("check").out
    assert "stance code SOURCE --keep effect (or --keep works)" in checked
    assert not [one for one in (told, stale, checked) if "lets it follow" in one or "lets those in older" in one]
    data = json.loads(stance("status", "--stale", "--format", "json").out)
    assert [(one["criterion"], one["why"]) for one in data["codings"]] == [("works", "doubled")]
    migration = json.loads(stance("rubric", "migrate", "--format", "json").out)["annotations"][0]["codings"]
    assert [(one["becomes"], one["why"]) for one in migration] == [("kept", None), ("blocked", "doubled")]


@pytest.mark.parametrize(
    ("keep", "value", "gone"), [("works", 1, "-1 Mostly fails"), ("effect", -1, "+1 Mostly works")]
)
def test_what_is_not_kept_is_named_and_comes_back(
    empty: Path, stance: Callable[..., Result], keep: str, value: int, gone: str
) -> None:
    path = coded_under_two_ids(empty, stance)
    both = path.read_bytes()
    kept = stance("code", "one", "--reviewer", "ana", "--keep", keep)
    assert kept.status == 0
    assert f"kept what stood under {keep}; {gone}, which stood under" in kept.err
    codings = json.loads(path.read_bytes())["codings"]
    assert "works" not in codings
    assert codings["effect"]["value"] == value
    assert stance("status", "--stale", "--reviewer", "ana").out.endswith("nothing is stale\n")
    assert "Nothing to rewrite: every coding is in these terms." in stance("rubric", "migrate").out
    assert stance("code", "one", "--reviewer", "ana", "--undo").status == 0
    assert path.read_bytes() == both
    wrong = stance("code", "one", "--reviewer", "ana", "--keep", keep, "--evidence", "effect=nothing like it")
    assert (wrong.status, "kept" in wrong.err, path.read_bytes()) == (2, False, both)


def test_whose_answer_stands_under_two_ids_is_told_to_others_without_it(
    empty: Path, stance: Callable[..., Result]
) -> None:
    coded_under_two_ids(empty, stance)
    of_others = stance("status", "--stale", "--reviewer", "ben").out
    told = stance("rubric", "migrate", "--reviewer", "ben").out
    assert "+1" not in of_others + told
    assert "Mostly" not in of_others + told


def test_what_waits_for_a_migration_fails_the_check(study: Path, stance: Callable[..., Result]) -> None:
    shutil.copy(NEW, study / RUBRIC)
    found = stance("check").out
    assert "'us_scrutiny' is called us_oversight since 0.3.0; stance rubric migrate lets it follow" in found
    assert "stale, 'none_offered' was split into no_proposal, no_position in 0.3.0; look at it again" in found


def test_others_answers_stay_hidden_from_a_reviewer(study: Path, stance: Callable[..., Result]) -> None:
    shutil.copy(NEW, study / RUBRIC)
    told = stance("rubric", "migrate", "--reviewer", "r1").out
    assert "r1 · wola-2025" in told
    assert "r2 · wola-2025" not in told
    stranger = stance("rubric", "migrate", "--reviewer", "r9").out
    assert "15 annotations of others left out" in " ".join(stranger.split())
    assert "us_scrutiny →" not in stranger
    data = json.loads(stance("rubric", "migrate", "--reviewer", "r9", "--format", "json").out)
    assert (data["annotations"], data["withheld"], data["files"]) == ([], 15, 3)
    assert not (study / "annotations" / "bukele-security-us-policy" / "r9").exists()
    stance("rubric", "migrate", "--reviewer", "r1", "--unblind")
    own = json.loads((study / "annotations/bukele-security-us-policy/r1/wola-2025.json").read_text(encoding="utf-8"))
    assert own["revealed_at"]


@pytest.mark.parametrize("form", ["terminal", "md", "json"])
def test_hostile_names_do_not_reach_the_terminal(study: Path, stance: Callable[..., Result], form: str) -> None:
    text = NEW.read_text(encoding="utf-8").replace("label: Oversee US support", 'label: "Oversee \\e[2J US | support"')
    (study / "new.yaml").write_text(text, encoding="utf-8")
    told = stance("rubric", "diff", RUBRIC, "new.yaml", "--format", form)
    assert "\x1b" not in told.out


def test_the_second_look_in_line_mode(study: Path, stance: Callable[..., Result]) -> None:
    shutil.copy(NEW, study / RUBRIC)
    stance("rubric", "migrate", "--apply")
    listed = stance("status", "--stale", "--reviewer", "r1").out
    assert "20 stale codings" in listed
    assert "Approach (none_offered): 'none_offered' was split into no_proposal, no_position in 0.3.0" in listed
    of_others = stance("status", "--stale").out
    assert "60 stale codings" in of_others
    assert "none_offered" not in of_others
    data = json.loads(stance("status", "--stale", "--format", "json").out)
    assert (data["schema"], len(data["codings"])) == ("stancebook/stale/1", 60)
    path = study / "annotations/bukele-security-us-policy/r1/midziak-znojek-2026.json"
    before = path.read_bytes()
    refused = stance("code", "midziak-znojek-2026", "--reviewer", "r1", "--keep", "recommended_approach")
    assert (refused.status, path.read_bytes()) == (2, before)
    assert "was split into no_proposal, no_position in 0.3.0; give another answer" in refused.err
    done = stance("code", "wola-2025", "--reviewer", "r1", "--keep", "effectiveness", "--format", "json")
    kept = json.loads(done.out)["annotation"]["codings"]["effectiveness"]
    assert (kept["value"], kept["version"], kept["independent"]) == (-1, "0.3.0", True)
    assert "19 stale codings" in stance("status", "--stale", "--reviewer", "r1").out
    again = stance("code", "wola-2025", "--reviewer", "r1", "--keep", "effectiveness")
    assert "Effectiveness is not stale" in again.err
    stance("code", "wola-2025", "--reviewer", "r1", "--undo")
    assert "20 stale codings" in stance("status", "--stale", "--reviewer", "r1").out


def test_stale_codings_are_marked_in_the_matrix(study: Path, stance: Callable[..., Result]) -> None:
    shutil.copy(NEW, study / RUBRIC)
    stance("rubric", "migrate", "--apply")
    marks = {
        "terminal": "-1*",
        "md": "−1 (stale)",
        "latex": r"\textminus{}1*",
        "html": "stale",
        "json": '"stale": true',
    }
    for form, mark in marks.items():
        assert mark in stance("matrix", "--format", form).out, form
    stance("matrix", "--format", "csv", "-o", f"{study}/tables/")
    assert "stale" in (study / "tables" / "codings.csv").read_text(encoding="utf-8")
