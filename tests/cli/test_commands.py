"""The other commands, as people call them: in the right folder, in the wrong one, with broken files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

RUBRIC = "rubrics/bukele-security-us-policy.yaml"
CODING = "annotations/bukele-security-us-policy/r1/wola-2025.json"


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.usefixtures("study")
def test_the_shipped_study_is_in_order(stance: Callable[..., Any]) -> None:
    done = stance("check")
    assert done.status == 0
    assert done.out == "5 sources, 15 annotations, 151 quotes: all in order\n"


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("command", [["matrix"], ["check"], ["status"], ["code", "x"], ["show", "x"], ["add", "x.txt"]])
def test_without_a_workspace_one_line_says_what_to_do(stance: Callable[..., Any], command: list[str]) -> None:
    done = stance(*command)
    assert done.status == 2
    assert "no workspace" in done.err
    assert "stance init" in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["matrx"], "did you mean matrix?"),
        (["show", "wola-2024"], "did you mean wola-2025?"),
        (["matrix", "--rubric", "bukele"], "there is no rubric 'bukele'"),
        (["matrix", "--format", "pdf"], "'pdf' is not one of"),
        (["matrix", "--drafs"], "--drafts"),
        (["-C", "nowhere", "matrix"], "there is no folder 'nowhere'"),
        (["matrix", "--reviewer", "Ana B"], "for instance ana-b"),
        (["import", "nothing.csv"], "nothing.csv: cannot be read"),
        (["annotate"], "needs a terminal; stance code does the same in line mode"),
    ],
)
def test_wrong_use_gets_one_line_and_status_2(stance: Callable[..., Any], command: list[str], said: str) -> None:
    done = stance(*command)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            RUBRIC,
            "type: nominal",
            "type: nominl",
            f"{RUBRIC}:200:5: the type 'nominl' is not known; did you mean nominal",
        ),
        (CODING, '  "flag": "",', '<<<<<<< HEAD\n  "flag": "",', f"{CODING}:210:1: git conflict markers"),
        (CODING, '"flag": "",', '"flag": ', f"{CODING}:211:9: broken JSON"),
        (CODING, "annotation/1", "annotation/2", "was written by a newer Stancebook (stancebook/annotation/2"),
        ("seeds/wola-2025.md", "short: ", "short: {", "seeds/wola-2025.md:"),
    ],
)
def test_an_unusable_file_is_named_with_its_place(
    study: Path, stance: Callable[..., Any], file: str, old: str, new: str, said: str
) -> None:
    spoil(study / file, old, new)
    done = stance("matrix")
    assert (done.status, done.out) == (2, "")
    assert f"stance: {file}" in done.err
    assert said in done.err
    assert stance("check").status == 1


def test_a_source_that_is_not_utf8_is_named_with_the_byte(study: Path, stance: Callable[..., Any]) -> None:
    path = study / "seeds/wola-2025.md"
    path.write_bytes(path.read_bytes() + b"\n\nna\xefve")
    done = stance("matrix")
    assert done.status == 2
    assert "not UTF-8 (byte 0xef)" in done.err


def test_check_finds_what_is_wrong_in_a_valid_file(study: Path, stance: Callable[..., Any]) -> None:
    spoil(study / CODING, '"quote": "Because behind the handshake', '"quote": "Because behind a handshake')
    done = stance("check")
    assert done.status == 1
    assert "'rev' does not fit" in done.out
    assert "the quote at 1286 is not in wola-2025 at that place" in done.out
    assert json.loads(stance("check", "--format", "json").out)["findings"][0]["where"] == CODING


def test_a_changed_criterion_makes_codings_stale_and_they_leave_the_figures(
    study: Path, stance: Callable[..., Any]
) -> None:
    spoil(study / RUBRIC, "Does the author hold that", "Does the text claim that")
    assert "effectiveness: stale" in stance("check").out
    assert stance("check", "--allow-stale").status == 0
    assert "stale codings" in stance("status").out
    cells = json.loads(stance("matrix", "--format", "json").out)["cells"]
    cell = next(c for c in cells if (c["source"], c["criterion"]) == ("wola-2025", "effectiveness"))
    assert (cell["state"], cell["consensus"]) == ("missing", None)
    assert cell["codings"]["r1"]["stale"] is True
    cells = json.loads(stance("matrix", "--format", "json", "--stale").out)["cells"]
    cell = next(c for c in cells if (c["source"], c["criterion"]) == ("wola-2025", "effectiveness"))
    assert cell["state"] == "agree"


def test_others_codings_stay_hidden_until_the_source_is_complete(study: Path, stance: Callable[..., Any]) -> None:
    before = {path: path.read_bytes() for path in study.rglob("*.json")}
    done = stance("matrix", "--reviewer", "ana", "--format", "json")
    assert "15 annotations by others are left out" in done.err
    data = json.loads(done.out)
    assert all(cell["codings"] == {} for cell in data["cells"])
    assert all(row["codings"] == 0 for row in data["agreement"])
    told = stance("show", "wola-2025", "--reviewer", "ana", "--no-text").out
    assert "What others coded and decided on a source is withheld" in told
    assert "no codings" not in told
    assert {path: path.read_bytes() for path in study.rglob("*.json")} == before


def test_looking_all_the_same_is_recorded(study: Path, stance: Callable[..., Any]) -> None:
    done = stance("matrix", "--reviewer", "ana", "--unblind", "--format", "json")
    assert any(cell["codings"] for cell in json.loads(done.out)["cells"])
    own = study / "annotations/bukele-security-us-policy/ana/wola-2025.json"
    assert json.loads(own.read_text(encoding="utf-8"))["revealed_at"] is not None
    stance("code", "wola-2025", "--reviewer", "ana", "--set", "effectiveness=-1")
    coding = json.loads(own.read_text(encoding="utf-8"))["codings"]["effectiveness"]
    assert coding["independent"] is False


def test_init_makes_a_workspace_that_passes_its_own_check_and_touches_nothing_twice(
    empty: Path, stance: Callable[..., Any]
) -> None:
    assert stance("init").status == 0
    assert stance("check").status == 0
    rubric = empty / "rubrics/my-rubric.yaml"
    rubric.write_text(rubric.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    done = stance("init")
    assert "made" not in done.err
    assert rubric.read_text(encoding="utf-8").endswith("# mine\n")


def test_a_workspace_is_made_around_a_rubric_that_was_written_before(empty: Path, stance: Callable[..., Any]) -> None:
    assert stance("rubric", "new", "coal", "-o", "rubrics/coal.yaml").status == 0
    done = stance("init")
    assert "the rubric is there already; next:" in done.err
    assert sorted(path.name for path in (empty / "rubrics").iterdir()) == ["coal.yaml", "rubric.schema.json"]
    assert stance("status").out.startswith("coal 0.1.0: 0 sources")


@pytest.mark.usefixtures("empty")
def test_an_example_without_a_name_is_told_the_names_there_are(stance: Callable[..., Any]) -> None:
    for asked in (("init", "--example"), ("init", "there", "--example")):
        done = stance(*asked)
        assert (done.status, done.out) == (2, "")
        assert "--example needs a name: expert-scale, risk-of-bias, stance-two-targets, topics" in done.err


def test_a_text_is_added_to_the_last_character(empty: Path, stance: Callable[..., Any]) -> None:
    stance("init")
    (empty / "My Text (1).txt").write_bytes("Ein Satz.\r\n\r\n  Nöch einer ".encode())
    assert stance("add", "My Text (1).txt", "--title", "Mine", "--author", "A. B.").status == 0
    data = json.loads(stance("show", "my-text-1", "--format", "json").out)
    assert data["source"]["body"] == "Ein Satz.\n\n  Nöch einer "
    assert (data["source"]["title"], data["source"]["authors"]) == ("Mine", ["A. B."])
    (empty / "my-text-1.txt").write_text("something else")
    again = stance("add", "my-text-1.txt")
    assert again.status == 2
    assert "there is a source 'my-text-1' already, and it differs" in again.err


def test_one_bad_text_and_none_is_added(empty: Path, stance: Callable[..., Any]) -> None:
    stance("init")
    (empty / "good.txt").write_text("Good.")
    (empty / "bad.txt").write_bytes(b"\xff\xfe")
    done = stance("add", "good.txt", "bad.txt", "page.pdf")
    assert done.status == 2
    assert [line.split(": ")[1] for line in done.err.splitlines()] == ["bad.txt:1:1", "page.pdf", "nothing was added"]
    assert not (empty / "seeds/good.txt").exists()


@pytest.mark.usefixtures("study")
def test_output_goes_to_a_file_whole(stance: Callable[..., Any]) -> None:
    printed = stance("matrix", "--format", "json").out
    done = stance("matrix", "--format", "json", "-o", "out/matrix.json")
    assert (done.status, done.out) == (0, "")
    assert Path("out/matrix.json").read_text(encoding="utf-8") == printed


@pytest.mark.usefixtures("study")
def test_a_file_that_cannot_be_written_is_named(stance: Callable[..., Any]) -> None:
    Path("file").write_text("x")
    done = stance("matrix", "-o", "file/matrix.txt")
    assert done.status == 2
    assert "could not be written" in done.err


@pytest.mark.usefixtures("study")
def test_markdown_may_be_called_by_either_name(stance: Callable[..., Any]) -> None:
    for command in ("matrix", "agreement"):
        assert stance(command, "--format", "markdown").out == stance(command, "--format", "md").out


def test_only_the_sources_that_were_shown_are_recorded_as_seen(study: Path, stance: Callable[..., Any]) -> None:
    assert stance("matrix", "--reviewer", "r1", "--source", "wola-2025").status == 0
    own = study / "annotations/bukele-security-us-policy/r1"
    seen = {path.stem for path in own.glob("*.json") if json.loads(path.read_text("utf-8"))["revealed_at"]}
    assert seen == {"wola-2025"}


def test_status_says_how_long_each_source_took(study: Path, stance: Callable[..., Any]) -> None:
    folder = study / ".stancebook/visits/bukele-security-us-policy/r1"
    folder.mkdir(parents=True)
    (folder / "wola-2025.json").write_text('{"seconds": 754.5}', encoding="utf-8")
    told = stance("status", "--time").out
    assert "13 min here" in told
    assert next(line for line in told.splitlines() if "wola-2025" in line).endswith("; 13 min")
    rows = json.loads(stance("status", "--time", "--format", "json").out)["reviewers"]
    (seconds,) = [one["seconds"] for row in rows if row["id"] == "r1" for one in row["sources"] if one["seconds"]]
    assert seconds == 754.5
    assert "754" not in stance("status", "--format", "json").out


def test_who_looks_at_their_own_codings_alone_has_seen_nobodys(study: Path, stance: Callable[..., Any]) -> None:
    own = study / "annotations/bukele-security-us-policy/r1"
    assert "2 reviewers" not in stance("matrix", "--reviewer", "r1", "--reviewers", "r1").out
    assert not any(json.loads(path.read_text("utf-8"))["revealed_at"] for path in own.glob("*.json"))
    assert "2 reviewers" in stance("matrix", "--reviewer", "r1", "--reviewers", "r1,r3").out
    assert all(json.loads(path.read_text("utf-8"))["revealed_at"] for path in own.glob("*.json"))


def test_status_does_not_tell_by_what_was_asked_how_another_answered(
    study: Path, stance: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging = "{criterion: us_engagement, position: POSITION}"
    added = f"  - {{id: how, label: How, question: How?, type: boolean, applies_if: {hanging}}}\n"
    rubric = study / "rubrics" / "bukele-security-us-policy.yaml"
    before, marker, after = rubric.read_text(encoding="utf-8").partition("\ncriteria:\n")
    first, second = after.split("\n  - id: recommended_approach", 1)
    shown = {}
    for position in ("true", "false"):
        told = added.replace("POSITION", position)
        text = f"{before}{marker}{first}\n{told}  - id: recommended_approach{second}"
        rubric.write_text(text, encoding="utf-8")
        for who in ("r2", "r9"):
            monkeypatch.setenv("STANCEBOOK_REVIEWER", who)
            out = stance("status").out + stance("status", "--format", "json").out
            shown[who, position] = out + stance("status", "--stale").out
    assert "how" in shown["r2", "true"]
    assert shown["r2", "true"] != shown["r2", "false"]
    assert shown["r9", "true"] == shown["r9", "false"]


@pytest.mark.parametrize("asked", ['"00000000"', "null"], ids=["stale", "of unknown state"])
def test_status_does_not_tell_by_what_is_stale_how_another_answered(
    study: Path, stance: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    """What hangs on an answer is coded by those only who gave it."""
    spoil(
        study / "rubrics" / "bukele-security-us-policy.yaml",
        "  - id: recommended_approach\n",
        "  - id: recommended_approach\n    applies_if: {criterion: us_engagement, position: true}\n",
    )
    for path in (study / "annotations").glob("*/r1/*.json"):
        data = json.loads(path.read_text(encoding="utf-8"))
        data["codings"]["recommended_approach"]["asked"] = json.loads(asked)
        path.write_text(json.dumps(data), encoding="utf-8")
    told = {}
    for who in ("r2", "r9"):
        monkeypatch.setenv("STANCEBOOK_REVIEWER", who)
        told[who] = json.loads(stance("status", "--stale", "--format", "json").out)
    stale, unknown = ([len(told[who]["codings"]) for who in told], [len(told[who]["state_unknown"]) for who in told])
    assert [one[0] > 0 for one in (stale, unknown)] == [asked != "null", asked == "null"]
    assert (stale[1], unknown[1]) == (0, 0)


def test_status_withholds_why_others_flagged_what_one_has_not_completed(
    study: Path, stance: Callable[..., Any]
) -> None:
    spoil(study / CODING, '"flag": ""', '"flag": "clearly a -2"')
    assert "clearly a -2" in stance("status").out
    for who, told in (("r2", True), ("r9", False)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("STANCEBOOK_REVIEWER", who)
            out, data = stance("status").out, stance("status", "--format", "json").out
        assert "1 flagged" in out
        assert "; flagged" in out
        assert ("clearly a -2" in out, "clearly a -2" in data) == (told, told)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("call", [["check"], ["--help"]])
def test_output_that_cannot_be_written_is_one_line_and_no_success(study: Path, call: list[str]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        command = [sys.executable, "-m", "stancebook", *call]
        done = subprocess.run(command, cwd=study, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    said = "stance: the output could not be written (No space left on device)\n"
    assert (done.returncode, done.stderr) == (2, said)


@pytest.mark.skipif(os.name == "nt", reason="needs a shell that closes streams")
def test_with_the_output_closed_the_exit_status_tells_all_the_same(study: Path) -> None:
    command = ["sh", "-c", f"{sys.executable} -m stancebook check >&- 2>&-"]
    assert subprocess.run(command, cwd=study, check=False).returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="needs a shell that closes streams")
@pytest.mark.usefixtures("study")
@pytest.mark.parametrize("command", ["adjudicate", "import -", "doctor"])
def test_where_standard_input_is_closed_nobody_is_asked(command: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m stancebook {command} <&-"], capture_output=True, text=True, check=False
    )
    assert done.returncode == (2 if "import" in command else 0)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("group", ["", "figure", "rubric"])
def test_completing_behind_a_name_that_is_none_is_quiet(
    group: str, stance: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = ["stance", *group.split(), "bogus", ""]
    asking = {"COMP_WORDS": " ".join(typed), "COMP_CWORD": str(len(typed) - 1), "_STANCE_COMPLETE": "bash_complete"}
    for name, value in asking.items():
        monkeypatch.setenv(name, value)
    done = stance()
    assert (done.status, done.err) == (0, "")


@pytest.mark.parametrize("command", [["matrix"], ["status"], ["rubric", "show"], ["show", "wola"], ["agreement"]])
def test_of_many_faults_of_a_rubric_the_first_are_told_and_what_tells_the_rest(
    study: Path, stance: Callable[..., Any], command: list[str]
) -> None:
    bomb = "".join(f"a{number}: &a{number} [x]\n" for number in range(12))
    (study / "rubrics/h.yaml").write_text(bomb, encoding="utf-8")
    result = stance("--rubric", "h", *command)
    *first, last = result.err.splitlines()
    assert (result.status, len(first)) == (2, 5)
    assert all(line.startswith("stance: rubrics/h.yaml:") for line in first)
    more = stance("rubric", "check", "h").out.count("rubrics/h.yaml:") - 5
    assert more > 5
    assert last == f"stance: and {more} more: stance rubric check h tells all"


def test_one_fault_of_a_rubric_is_one_line(study: Path, stance: Callable[..., Any]) -> None:
    (study / "rubrics/h.yaml").write_text("rubric: [x\n", encoding="utf-8")
    result = stance("--rubric", "h", "matrix")
    assert (result.status, len(result.err.splitlines())) == (2, 1)


def test_of_many_unusable_annotations_the_first_are_told(study: Path, stance: Callable[..., Any]) -> None:
    for path in (study / "annotations/bukele-security-us-policy").rglob("r[12]/*.json"):
        path.write_text("{", encoding="utf-8")
    lines = stance("matrix").err.splitlines()
    assert len(lines) == 6
    assert lines[-1] == "stance: and 5 more: stance check tells all"
