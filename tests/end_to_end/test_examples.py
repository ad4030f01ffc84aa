"""The rubrics that come as examples: each is begun with, coded in line mode and on the screen, and made a matrix."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.tui.conftest import annotate

from stancebook.cli.main import main
from stancebook.tui.app import StancebookApp
from stancebook.workspace.examples import example_names, example_text
from stancebook.workspace.rubric_file import parse_rubric
from stancebook.workspace.workspace import Workspace

PROJECT = Path(__file__).parents[2]
SOURCE = "wola-2025"
QUOTE = "On April 14"
FORMATS = ("terminal", "md", "csv", "json", "html", "latex", "xlsx")

# What one reviewer answers in line mode, and another with keys; what hangs on what is asked, and what is not.
LINE: dict[str, dict[str, str]] = {
    "stance-two-targets": {
        "emergency": "against",
        "emergency_about": "The target itself",
        "cooperation": "no_clue",
    },
    "expert-scale": {
        "compliance": "1",
        "ignored_share": "75 percent",
        "reasons": "packing,open_defiance",
        "basis": "It calls it the rule, not the exception.",
    },
    "risk-of-bias": {
        "q1_complete": "no_information",
        "q2_not_biased": "no",
        "q3_could_depend": "probably_no",
        "judgement": "0",
    },
    "topics": {"main_topic": "t301", "further_topics": "t203,t401", "abroad": "yes", "countries": "2"},
}
KEYS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "stance-two-targets": (
        ("3", "2", "1"),
        {"emergency": "neutral", "cooperation": "against", "cooperation_about": "target"},
    ),
    "expert-scale": (
        ("5", "9", "0", "enter", "1", "c", "d", *"All of it.", "enter"),
        {"compliance": 0, "ignored_share": 90, "reasons": ["packing"], "basis": "All of it."},
    ),
    "risk-of-bias": (("1", "1"), {"q1_complete": "yes", "judgement": 0}),
    "topics": (("8", "1", "c", "2"), {"main_topic": "t202", "further_topics": ["t100"], "abroad": False}),
}


def stance(*arguments: str) -> None:
    """Run a command that must succeed."""
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    assert ended.value.code in (0, None)


def test_the_examples_are_those_that_init_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(example_names()) == set(LINE) == set(KEYS)
    stance("init", "--help")
    told = " ".join(capsys.readouterr().out.split())
    assert all(name in told for name in example_names())


@pytest.mark.parametrize("name", sorted(LINE))
def test_an_example_can_be_begun_with_coded_and_compared(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "study"
    stance("init", str(root), "--example", name, "--rubric", "ours")
    assert [path.name for path in (root / "rubrics").iterdir()] == ["ours.yaml"]
    shutil.copy(PROJECT / "seeds" / f"{SOURCE}.md", root / "seeds")
    monkeypatch.chdir(root)
    book = Workspace.at(root).rubric()
    for reviewer in ("ana", "bob"):
        edits: list[str] = []
        for criterion, answer in LINE[name].items():
            edits += ["--set", f"{criterion}={answer}"]
            about = book.by_id[criterion]
            if about.requires_evidence and answer not in book.off_scale:
                values = answer.split(",") if about.requires_evidence == "each" else [""]
                for value in values:
                    edits += ["--evidence", f"{criterion}{f':{value}' if value else ''}={QUOTE}"]
        stance("code", SOURCE, "--reviewer", reviewer, *edits, "--complete")
    stance("check")
    capsys.readouterr()
    for form in FORMATS:
        stance("matrix", "--format", form, "-o", f"matrix.{form}")
        assert (root / f"matrix.{form}").stat().st_size > 200
    matrix = json.loads((root / "matrix.json").read_text(encoding="utf-8"))
    states = {cell["criterion"]: cell["state"] for cell in matrix["cells"]}
    assert {c: s for c, s in states.items() if c in LINE[name]} == dict.fromkeys(LINE[name], "agree")
    assert {s for c, s in states.items() if c not in LINE[name]} <= {"not_applicable"}
    stance("report", "-o", "report.html")
    stance("rubric", "show")
    stance("status")


@pytest.mark.parametrize("name", sorted(KEYS))
async def test_an_example_can_be_coded_on_the_screen(name: str, tmp_path: Path) -> None:
    for folder in ("rubrics", "seeds", "annotations"):
        (tmp_path / folder).mkdir()
    (tmp_path / "rubrics" / f"{name}.yaml").write_text(example_text(name), encoding="utf-8")
    shutil.copy(PROJECT / "seeds" / f"{SOURCE}.md", tmp_path / "seeds")
    study = Workspace.at(tmp_path)
    keys, wanted = KEYS[name]
    app = StancebookApp(study, study.rubric(), "ana", SOURCE)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*keys)
        screen = annotate(app)
        codings = screen.desk.annotation.codings
        given = {
            key: coding.off_scale or (list(coding.value) if isinstance(coding.value, tuple) else coding.value)
            for key, coding in codings.items()
            if coding.answer.given
        }
        assert given == wanted
        assert {one.need for one in screen.desk.missing} <= {"evidence", "note"}
        await app.saver.flush()


def test_an_example_keeps_its_name_unless_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stance("init", str(tmp_path), "--example", "topics")
    assert (tmp_path / "rubrics" / "topics.yaml").read_text(encoding="utf-8") == example_text("topics")
    stance("init", str(tmp_path), "--example", "risk-of-bias")
    assert {path.stem for path in (tmp_path / "rubrics").iterdir()} == {"topics", "risk-of-bias"}
    with pytest.raises(SystemExit) as ended:
        main(["init", str(tmp_path), "--example", "topic"])
    assert ended.value.code == 2
    assert "there is no example 'topic'; did you mean topics?" in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted(LINE))
def test_the_examples_use_no_one_elses_id(name: str) -> None:
    assert parse_rubric(example_text(name), f"{name}.yaml").id == name
