"""A tiny study to code, and ways to look at the screen and at the files."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from stancebook.model.annotation import BLANK, Annotation, Evidence
from stancebook.tui.app import StancebookApp
from stancebook.tui.overview import Arrangement
from stancebook.tui.screens.annotate import AnnotateScreen
from stancebook.tui.screens.base import CommandScreen
from stancebook.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT = Path(__file__).parents[2]

RUBRIC = """\
rubric: tiny
version: "1"
title: A tiny rubric
off_scale:
  silent: {label: Silent, definition: Nothing is said.}
  unclear: {label: Unclear, definition: Nobody could say., requires_note: true}
unit:
  general_rules:
    - {id: G1, rule: "Code the text."}
criteria:
  - id: works
    label: Does it work
    short: Works
    question: Does the author hold that it works?
    type: ordinal
    definition: Results, not popularity.
    scale:
      - {value: 1, label: It works, definition: It does.}
      - {value: 0, label: Split, definition: It does and does not.}
      - {value: -1, label: It fails, definition: It does not.}
    off_scale: [silent, unclear]
    decision_rules: [{id: W1, rule: "Popularity is no result."}]
    examples: [{value: 1, text: "It worked wonders."}]
  - id: tone
    label: Tone
    question: In which tone?
    type: nominal
    values: [{value: calm, label: Calm}, {value: angry, label: Angry}]
    requires_evidence: false
  - id: advice
    label: Advice
    question: What is recommended?
    type: nominal
    multiple: true
    values: [{value: stop, label: Stop it}, {value: go, label: Go on}, {value: wait, label: Wait}]
    off_scale: [silent]
    requires_evidence: each
"""

TEXT = """\
The plan works well. Nobody denies it. Prices fell.

Critics say it fails. They should wait, and then stop. Then go on, [bold]slowly[/bold].
"""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Three sources, of which nothing is coded yet."""
    for folder in ("rubrics", "seeds", "annotations"):
        (tmp_path / folder).mkdir()
    (tmp_path / "rubrics" / "tiny.yaml").write_text(RUBRIC, encoding="utf-8")
    for name in ("alpha", "beta", "gamma"):
        (tmp_path / "seeds" / f"{name}.md").write_text(f"---\ntitle: About {name}\n---\n{TEXT}", encoding="utf-8")
    return Workspace.at(tmp_path)


@pytest.fixture
def reporting(workspace: Workspace) -> Workspace:
    """The tiny study with a rubric that codes what is reported of others."""
    path = workspace.root / "rubrics" / "tiny.yaml"
    layer = "attributed: {enabled: true, actor_type: [ngo, official]}\n"
    path.write_text(path.read_text(encoding="utf-8") + layer, encoding="utf-8")
    return Workspace.at(workspace.root)


@pytest.fixture
def study(tmp_path: Path) -> Workspace:
    """A copy of the study that is shipped, without its annotations."""
    root = tmp_path / "study"
    for folder in ("rubrics", "seeds"):
        shutil.copytree(PROJECT / folder, root / folder)
    (root / "annotations").mkdir()
    return Workspace.at(root)


@pytest.fixture
def shipped(tmp_path: Path) -> Workspace:
    """The study that is shipped, with what three reviewers coded in it."""
    root = tmp_path / "study"
    for folder in ("rubrics", "seeds", "annotations"):
        shutil.copytree(PROJECT / folder, root / folder)
    return Workspace.at(root)


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: datetime(2026, 11, 22, 10, 32, 7, tzinfo=UTC)


@pytest.fixture
def make_app(workspace: Workspace, clock: Callable[[], datetime]) -> Callable[..., StancebookApp]:
    """Make the application over the tiny study; ``source`` None begins with the list."""

    def make(
        source: str | None = "alpha",
        at: Workspace | None = None,
        reviewer: str = "ana",
        *,
        compare: bool = False,
        unblinded: bool = False,
    ) -> StancebookApp:
        at = at or workspace
        return StancebookApp(at, at.rubric(), reviewer, source, compare=compare, unblinded=unblinded, clock=clock)

    return make


@pytest.fixture
def matrix_app(shipped: Workspace, clock: Callable[[], Any]) -> Callable[..., StancebookApp]:
    """Make the application over the shipped study, beginning with the matrix."""

    def make(reviewer: str = "r1", **how: Any) -> StancebookApp:
        return StancebookApp(shipped, shipped.rubric(), reviewer, matrix=Arrangement(**how), clock=clock)

    return make


def annotate(app: StancebookApp) -> AnnotateScreen:
    """Return the annotate screen, which must be there."""
    screen = app.screen
    assert isinstance(screen, AnnotateScreen)
    return screen


def front(app: StancebookApp) -> CommandScreen:
    """Return the screen on top, which must be one with commands."""
    screen = app.screen
    assert isinstance(screen, CommandScreen)
    return screen


def shown(app: StancebookApp) -> str:
    """Return what the terminal shows, as text."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def settled(app: StancebookApp, pilot: Any) -> None:
    """Wait until everything is saved that can be."""
    await pilot.pause()
    await app.saver.flush()
    await pilot.pause()


def on_file(workspace: Workspace, source: str = "alpha", reviewer: str = "ana") -> Annotation:
    """Return what the file holds."""
    return workspace.annotation(workspace.rubric(), reviewer, workspace.source(source))


def coded(workspace: Workspace, source: str, reviewer: str, **answers: Any) -> None:
    """Write a complete annotation: each answer a value or off-scale answer, or (it, a quote, a note, rules)."""
    rubric, text = workspace.rubric(), workspace.source(source)
    made = Annotation.new(rubric.id, tuple(rubric.by_id), reviewer, source, text.sha256)
    for criterion, given in answers.items():
        value, quote, note, rules = (*given, "", "", ())[:4] if isinstance(given, list) else (given, "", "", ())
        off_scale = value if isinstance(value, str) and value in rubric.off_scale else None
        start = text.body.index(quote) if quote else 0
        coding = BLANK.model_copy(
            update={
                "value": None if off_scale else value,
                "off_scale": off_scale,
                "evidence": (Evidence.at(text.body, start, start + len(quote)),) if quote else (),
                "note": note,
                "rules": tuple(rules),
                "confidence": 4,
                "asked": rubric.asked[criterion],
                "version": rubric.version,
                "at": "2026-11-22T09:00:00Z",
            }
        ).sealed()
        made = made.model_copy(update={"codings": {**made.codings, criterion: coding}})
    path = workspace.annotation_path(rubric.id, reviewer, source)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(made.model_copy(update={"state": "complete"}).to_json(), encoding="utf-8")


@pytest.fixture
def disputed(workspace: Workspace) -> Workspace:
    """Three reviewers on alpha and beta; on gamma all but ana. They disagree in every way there is."""
    well, fails, wait = "The plan works well.", "Critics say it fails.", "They should wait"
    coded(workspace, "alpha", "ana", works=[1, well, "Plain words.", ("W1",)], tone="calm", advice=("stop",))
    coded(workspace, "alpha", "ben", works=[1, well], tone="calm", advice=("stop", "wait"))
    coded(workspace, "alpha", "cyd", works=["silent", fails, "[bold]Only[/bold] critics.", ("G1",)], tone="angry")
    coded(workspace, "beta", "ana", works=1, tone="calm", advice=[("stop",), wait])
    coded(workspace, "beta", "ben", works=[-1, fails], tone="calm", advice=("stop",))
    coded(workspace, "beta", "cyd", works=0, tone="calm", advice=("stop",))
    coded(workspace, "gamma", "ben", works=1, tone="calm", advice=("go",))
    coded(workspace, "gamma", "cyd", works=-1, tone="calm", advice=("go",))
    return workspace
