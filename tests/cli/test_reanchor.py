"""`stance reanchor`: quotes follow a corrected source, and no coding changes by it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ANNOTATIONS = "annotations/bukele-security-us-policy"
SOURCE = "seeds/wola-2025.md"


def correct(root: Path, *replacements: tuple[str, str]) -> None:
    path = root / SOURCE
    text = path.read_text(encoding="utf-8")
    start = text.index("\n---\n") + 5
    body = text[start:]
    for old, new in replacements:
        assert old in body
        body = body.replace(old, new, 1)
    front = text[:start].replace("end: 9083", "end: 9000").replace("start: 8953", "start: 8900")
    path.write_text(front + body, encoding="utf-8")


def codings(root: Path, reviewer: str) -> Any:
    return json.loads((root / ANNOTATIONS / reviewer / "wola-2025.json").read_text(encoding="utf-8"))


def judgements(root: Path, reviewer: str) -> dict[str, object]:
    """Return what a reviewer judged, without the places of the quotes."""
    kept = ("value", "off_scale", "note", "confidence", "rules", "at", "independent", "asked", "version")
    return {key: [coding[name] for name in kept] for key, coding in codings(root, reviewer)["codings"].items()}


def test_quotes_that_moved_follow_and_the_check_is_content_again(study: Path, stance: Callable[..., Any]) -> None:
    correct(study, ("mass trials of up to 900", "very large mass trials of up to 900"))
    assert stance("check").status == 1
    before = {each: judgements(study, each) for each in ("r1", "r2", "r3")}
    done = stance("reanchor", "--all", "--reviewer", "r1")
    assert done.status == 0
    assert "wola-2025 by r2:" in done.out
    assert stance("check").status == 0
    assert {each: judgements(study, each) for each in ("r1", "r2", "r3")} == before
    assert stance("reanchor", "--all").out == "every quote stands at its place\n"


def test_a_dry_run_changes_nothing(study: Path, stance: Callable[..., Any]) -> None:
    correct(study, ("mass trials", "very large mass trials"))
    before = {path: path.read_bytes() for path in study.rglob("*.json")}
    done = stance("reanchor", "--all", "--dry-run")
    assert "nothing was changed" in done.out
    assert {path: path.read_bytes() for path in study.rglob("*.json")} == before


def test_a_turned_sentence_waits_for_its_reviewer(study: Path, stance: Callable[..., Any]) -> None:
    correct(study, ("is not sustainable", "is sustainable"))
    done = stance("reanchor", "--reviewer", "r2")
    assert "a negation or a number differs" in done.out
    assert "this model is not sustainable" in (study / ANNOTATIONS / "r2/wola-2025.json").read_text(encoding="utf-8")
    assert "1 to confirm" in stance("status").out
    assert stance("check").status == 1
    done = stance("reanchor", "--reviewer", "r2", "--accept-doubtful")
    assert "now reads “this model is sustainable”" in done.out
    assert codings(study, "r2")["codings"]["effectiveness"]["evidence"][1]["quote"] == "this model is sustainable"


def test_it_can_be_undone(study: Path, stance: Callable[..., Any]) -> None:
    correct(study, ("mass trials", "very large mass trials"))
    before = codings(study, "r1")
    stance("reanchor", "--reviewer", "r1")
    assert codings(study, "r1") != before
    stance("code", "wola-2025", "--reviewer", "r1", "--undo")
    assert codings(study, "r1") == before


def test_others_quotes_are_not_shown_and_their_words_not_changed(study: Path, stance: Callable[..., Any]) -> None:
    correct(study, ("is not sustainable", "isn’t sustainable at all"))
    done = stance("reanchor", "--all", "--reviewer", "ana")
    assert "sustainable" not in done.out
    data = json.loads(stance("reanchor", "--all", "--reviewer", "ana", "--format", "json").out)
    assert all(one["quotes"] is None for one in data["annotations"])
    assert "this model is not sustainable" in (study / ANNOTATIONS / "r2/wola-2025.json").read_text(encoding="utf-8")


def test_a_lost_quote_is_kept_with_its_words(study: Path, stance: Callable[..., Any]) -> None:
    correct(study, ("These innocent people, however, have no way to defend themselves.\n", ""))
    done = stance("reanchor", "--reviewer", "r2")
    assert "lost: “These innocent people, however, have no way to defend themselves.”" in done.out
    assert "lost" in stance("status", "--reviewer", "r2").out
    kept = [one["quote"] for one in codings(study, "r2")["codings"]["due_process"]["evidence"]]
    assert "These innocent people, however, have no way to defend themselves." in kept


def test_the_next_edit_takes_moved_quotes_along_in_one_step(study: Path, stance: Callable[..., Any]) -> None:
    correct(study, ("mass trials", "very large mass trials"))
    before = codings(study, "r1")
    assert stance("code", "wola-2025", "--reviewer", "r1", "--note", "effectiveness=Looked again.").status == 0
    found = [one for one in json.loads(stance("check", "--format", "json").out)["findings"] if "/r1/" in one["where"]]
    assert found == []
    assert codings(study, "r1")["codings"]["effectiveness"]["note"] == "Looked again."
    stance("code", "wola-2025", "--reviewer", "r1", "--undo")
    assert codings(study, "r1") == before


@pytest.mark.usefixtures("study")
@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["reanchor"], "who is coding?"),
        (["reanchor", "wola-2024", "--reviewer", "r1"], "did you mean wola-2025?"),
        (["reanchor", "--all", "--accept-doubtful"], "name yourself with --reviewer"),
        (["reanchor", "--reviewer", "R 1"], "for instance r-1"),
    ],
)
def test_wrong_use_gets_one_line(stance: Callable[..., Any], command: list[str], said: str) -> None:
    done = stance(*command)
    assert (done.status, done.out) == (2, "")
    assert said in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.usefixtures("study")
def test_a_reviewer_without_annotations_is_told_so(stance: Callable[..., Any]) -> None:
    done = stance("reanchor", "--reviewer", "r11")
    assert "r11 has no annotations here" in done.err


def test_a_broken_file_stops_it_before_anything_changes(study: Path, stance: Callable[..., Any]) -> None:
    correct(study, ("mass trials", "very large mass trials"))
    (study / ANNOTATIONS / "r3/wola-2025.json").write_text("{", encoding="utf-8")
    before = {path: path.read_bytes() for path in study.rglob("*.json")}
    done = stance("reanchor", "--all")
    assert done.status == 2
    assert "broken JSON" in done.err
    assert {path: path.read_bytes() for path in study.rglob("*.json")} == before


def test_status_counts_quotes_as_reanchoring_does_and_moves_none_that_stand_at_their_place(
    study: Path, stance: Callable[..., Any]
) -> None:
    sentence = "A law passed in 2023 allows the use of mass trials of up to 900 people at the same time."
    correct(study, (sentence, ""), ("is not sustainable", "is sustainable"))
    found = json.loads(stance("reanchor", "--all", "--dry-run", "--reviewer", "r2", "--format", "json").out)
    counts = next(one["count"] for one in found["annotations"] if one["reviewer"] == "r2")
    assert counts["exact"]
    assert counts["moved"]
    assert counts["confirm"]
    status = json.loads(stance("status", "--format", "json").out)
    told = {one["id"]: one for one in status["reviewers"]}
    (of,) = (one for one in told["r2"]["sources"] if one["source"] == "wola-2025")
    named = {"moved": "moved", "edited": "edited", "confirm": "doubtful", "ambiguous": "ambiguous", "lost": "lost"}
    assert {kind: of[f"{name}_quotes"] for kind, name in named.items()} == {k: counts[k] for k in named}
    assert f"quotes: {counts['moved']} moved" in stance("status").out
