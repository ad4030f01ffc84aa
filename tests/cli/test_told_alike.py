"""A disagreement has one number and one story in every form: of `stance compare`, of the matrix and of the report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Result

    Stance = Callable[..., Result]

MARKDOWN = re.compile(r"^### (\d+)\. .*\n\n`(\S+ \S+)`", re.MULTILINE)


def _markdown(stance: Stance, *words: str) -> list[tuple[str, str]]:
    return MARKDOWN.findall(stance(*words, "--format", "md", "-o", "-").out)


@pytest.mark.usefixtures("study")
def test_the_number_of_a_disagreement_is_the_same_in_every_form(stance: Stance) -> None:
    listed = re.findall(r"^(\d+)\. .*\n   (\S+ \S+)$", stance("compare", "--limit", "0").out, re.MULTILINE)
    assert [number for number, _ in listed] == [str(number) for number in range(1, len(listed) + 1)]
    assert _markdown(stance, "compare") == _markdown(stance, "report") == _markdown(stance, "matrix") == listed
    page = re.compile(r'<h3><span class="no">(\d+)</span> [^<]* <span class="state">')
    told = [page.findall(stance(one, "--format", "html", "-o", "-").out) for one in ("report", "compare")]
    assert told[0] == told[1] == [number for number, _ in listed]


@pytest.fixture
def decided(study: Path, stance: Stance) -> Path:
    done = stance(
        "adjudicate", "white-house-visit-2025", "--set", "us_engagement=1", "--because", "D2", "--cause",
        "unclear_rule", "--propose-rule", "Four words of ours", "--reviewer", "r1",
    )  # fmt: skip
    assert done.status == 0, done.err
    return study


FORMS = (
    ("compare",),
    ("compare", "--format", "md"),
    ("compare", "--format", "html"),
    ("report", "--format", "md"),
    ("report", "--format", "html"),
    ("matrix", "--format", "md"),
)


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize("words", FORMS)
def test_the_reason_of_a_decision_is_quoted_and_set_apart_from_who_decided(
    stance: Stance, words: tuple[str, ...]
) -> None:
    text = stance(*words, *(() if words == ("compare",) else ("-o", "-"))).out
    told = " ".join(re.sub("<[^>]*>", " ", text).split())
    assert re.search(
        r"because “D2” ?\(r1, 2\d{3}-\d\d-\d\d; the rule is unclear; proposes the rule “Four words of ours”\)", told
    )
