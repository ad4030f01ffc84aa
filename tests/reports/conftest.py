"""The shipped study compared, golden files, and hostile text.

Golden files are written anew by ``UPDATE_GOLDEN=1 pytest tests/reports``; read the difference before committing it.
"""

from __future__ import annotations

import html
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from tests import builders
from tests.generator import Plan, generated
from tests.reports.browser import Browser, chromium

from stancebook.comparison.blind import blinded
from stancebook.comparison.gaps import Withheld
from stancebook.comparison.matrix import StanceMatrix, stance_matrix
from stancebook.model.annotation import Attributed, Evidence
from stancebook.model.source import FrontMatter, Source
from stancebook.model.study import Reviewer, Study
from stancebook.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROJECT: Final = Path(__file__).parents[2]
GOLDEN: Final = Path(__file__).parent / "golden"

HOSTILE: Final = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "<svg/onload=alert(1)>",
    "<!-- ]]>",
    "{{7*7}} {% raw %}",
    '<style>@import "http://evil/x.css"</style>',
    '<iframe srcdoc="<script>parent.x=1</script>">',
    "[x](javascript:alert(1)) ![i](http://evil.example/track.png)",
    "before \x1b]52;c;ZWNobyBwd25lZA==\x07 after",
    "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "a\x1b]0;owned\x07\x1b[2J\x1b[H\x1b[31mred\x1b[?1049h\x9b31mC1",
    "[bold red]x[/] [@click=app.quit]z[/]",
    "over\rwritten | piped",
    "\u202egnp.exe\u2066 \u200bzero",
    "=HYPERLINK(1)",
)


def words_of(page: str) -> str:
    """Return the text of an HTML page as one line, without its style sheet."""
    body = re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = chromium()
    if found is None:
        if "browser" in os.environ.get("STANCEBOOK_REQUIRE", ""):
            pytest.fail("a browser is required here, and there is no Chromium")
        pytest.skip("no Chromium here")
    with Browser(found) as one:
        yield one


@pytest.fixture(scope="session")
def shipped() -> StanceMatrix:
    return stance_matrix(Workspace.at(PROJECT).load())


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare text with a golden file, or write it where UPDATE_GOLDEN is set."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("UPDATE_GOLDEN"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        assert text == path.read_bytes().decode("utf-8")

    return compare


@pytest.fixture(scope="session")
def hostile() -> StanceMatrix:
    """A study in which everything that may hold free text holds hostile text."""
    everything = " ".join(HOSTILE)
    base = builders.rubric()
    rubric = base.model_copy(
        update={
            "title": everything,
            "summary": everything,
            "criteria": tuple(
                c.model_copy(update={"label": everything, "short": f"{HOSTILE[0]} {c.id}", "question": everything})
                for c in base.criteria
            ),
        }
    )
    quote = Evidence(start=0, end=9, quote=everything, prefix="", suffix="", for_value=None)
    codings = {
        "works": builders.coding(rubric, "works", 1, quotes=(quote,), note=everything),
        "advice": builders.coding(rubric, "advice", ("talk",), quotes=(quote,), note="=1+1"),
    }
    other = {
        "works": builders.coding(rubric, "works", off_scale="unclear", note=everything, version=HOSTILE[11]),
        "advice": builders.coding(rubric, "advice", ("\x1b[2Jgone",)),
    }
    said = Attributed(
        actor=everything, actor_type=HOSTILE[0], criterion="works", value=-2, off_scale=None, evidence=(quote,),
        note=everything, at=None, rev="",
    ).sealed()  # fmt: skip
    study = Study(
        rubric,
        {"one": Source("one", FrontMatter(title=everything, short=everything, url="javascript:alert(1)"), "x", "p")},
        {
            ("a", "one"): builders.annotation(rubric, "a", "one", codings, attributed=(said,)),
            ("b", "one"): builders.annotation(rubric, "b", "one", other),
        },
        {"a": Reviewer(id="a", name=everything, how=everything), "b": Reviewer(id="b", how=HOSTILE[12])},
    )
    return stance_matrix(study)


@pytest.fixture(scope="session")
def every_state() -> StanceMatrix:
    """A study with every state of agreement, a tie, a stale, a seen and a missing coding."""
    rubric = builders.rubric()
    rows: dict[str, dict[str, dict[str, object]]] = {
        "agrees": {"r1": {"works": 1, "advice": ("talk",)}, "r2": {"works": 1, "advice": ("talk",)}},
        "near": {"r1": {"works": 0, "advice": ("talk",)}, "r2": {"works": 1, "advice": ("stop", "talk")}},
        "far": {"r1": {"works": -2, "advice": ("stop",)}, "r2": {"works": 2, "advice": ("talk",)}},
        "kind": {"r1": {"works": 1}, "r2": {"works": "not_addressed"}},
        "reasons": {"r1": {"works": "unclear"}, "r2": {"works": "not_addressed"}},
        "alone": {"r1": {"works": -1}},
    }
    study = builders.study(rubric, rows)  # type: ignore[arg-type]
    empty = replace(study, sources={**study.sources, "empty": builders.source("empty")})
    old = builders.coding(rubric, "works", 2, asked="00000000")
    seen = builders.coding(rubric, "works", 2, independent=False)
    more = {
        ("r3", "agrees"): builders.annotation(rubric, "r3", "agrees", {"works": old}),
        ("r3", "near"): builders.annotation(rubric, "r3", "near", {"works": seen}),
    }
    return stance_matrix(
        replace(
            empty,
            annotations={**empty.annotations, **more},
            reviewers={r: Reviewer(id=r, how=f"as {r} does") for r in ("r1", "r2", "r3")},
        )
    )


@pytest.fixture(scope="session")
def worn() -> StanceMatrix:
    """A study that has been worked on: a text changed under its quotes, a draft, something withheld, decisions.

    ``lost`` has a quote whose words are gone and one that moved, ``draft`` an annotation that is not complete,
    ``closed`` is withheld from r1, ``settled``, ``left`` and ``outdated`` were decided on, the last recoded since.
    """
    rubric = builders.rubric()
    texts = {"lost": builders.BODY, "draft": "", "closed": "", "settled": "", "left": "", "outdated": ""}
    gone = Evidence(start=0, end=11, quote="It did work", prefix="", suffix="", for_value=None)
    moved = Evidence(start=0, end=10, quote="Talk first", prefix="", suffix="", for_value=None)
    two = {
        source: {r: builders.coding(rubric, "works", value) for r, value in (("r1", 1), ("r2", -1))} for source in texts
    }
    two["lost"]["r1"] = builders.coding(rubric, "works", 1, quotes=(gone, moved))
    annotations = {
        (r, source): builders.annotation(rubric, r, source, {"works": coding})
        for source, codings in two.items()
        for r, coding in codings.items()
        if (r, source) != ("r1", "closed")
    }
    before = builders.source(body="It did work.").sha256
    annotations["r1", "lost"] = annotations["r1", "lost"].model_copy(update={"source_sha256": before})
    draft = annotations["r2", "draft"]
    annotations["r2", "draft"] = draft.model_copy(update={"state": "draft"})
    older = {"r1": builders.coding(rubric, "works", 0), "r2": two["outdated"]["r2"]}
    study = Study(
        rubric,
        {source: builders.source(source, body or builders.BODY) for source, body in texts.items()},
        annotations,
        {r: Reviewer(id=r) for r in ("r1", "r2")},
        {
            "settled": builders.adjudication("settled", works=(builders.decision(1, basis=two["settled"]),)),
            "left": builders.adjudication("left", works=(builders.decision(basis=two["left"]),)),
            "outdated": builders.adjudication("outdated", works=(builders.decision(-1, basis=older, cause="slip"),)),
        },
    )
    hidden = blinded(study, "r1")
    return stance_matrix(hidden.study, withheld=Withheld("r1", hidden.withheld, hidden.closed, of_any=True))


def long_names(folder: Path, plan: Plan) -> StanceMatrix:
    """A study whose criteria, ends of scales and labels have long names."""
    study = generated(folder, plan)
    rubric = folder / "rubrics" / "large.yaml"
    text = rubric.read_text(encoding="utf-8")
    for name, longer in (
        ("Degree", "Internationalisation of prosecution and due process in year"),
        ("Fully for", "Defends the record or calls it the price of safety"),
        ("Fully against", "Condemns the record of the state of emergency"),
        ("Talks", "No recommendation of independent experts"),
    ):
        text = text.replace(f"label: {name}", f"label: {longer}")
    rubric.write_text(text, encoding="utf-8")
    return stance_matrix(study.load(), intervals="none")
