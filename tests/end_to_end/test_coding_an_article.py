"""A person codes an article from start to finish, and finds it in the file and in the matrix."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.pty

FILE = "annotations/bukele-security-us-policy/ana/wola-2025.json"


def annotation(study: Path) -> dict[str, Any]:
    path = study / FILE
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return data


def matrix(study: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "stancebook", "matrix", "--format", "json"]
    done = subprocess.run(command, cwd=study, capture_output=True, check=True, text=True)
    data: dict[str, Any] = json.loads(done.stdout)
    return data


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (200, 50)])
def test_an_article_is_coded_from_start_to_finish_by_keys(
    study: Path, stance: Callable[..., Any], columns: int, rows: int
) -> None:
    screen = stance("annotate", "wola-2025", "--reviewer", "ana", columns=columns, rows=rows)
    screen.wait("On April 14, El Salvador", "Effectiveness", "ana")
    screen.press("s", "e", "4")
    screen.wait("saved")
    screen.press("s", "e", "5", "7")
    screen.wait("4 of 4")
    # The last criterion takes several values, each with a quote of its own; digits toggle there.
    screen.press("8", "s", "e")
    screen.wait_until(lambda _: bool(annotation(study)), "nothing was saved")
    screen.press("\r")
    screen.wait("complete")
    screen.wait_until(lambda _: annotation(study).get("state") == "complete", "it was not saved as complete")
    screen.press("\x11")
    assert screen.ended() == 0

    codings = annotation(study)["codings"]
    assert [codings[c]["value"] for c in ("effectiveness", "due_process", "recommended_approach")] == [
        -1,
        -2,
        ["us_scrutiny"],
    ]
    assert codings["us_engagement"]["off_scale"] == "no_position"
    assert codings["recommended_approach"]["evidence"][0]["for"] == "us_scrutiny"
    quote = codings["effectiveness"]["evidence"][0]["quote"]
    assert quote.startswith("President Trump shared the invitation letter")
    cells = {(cell["source"], cell["criterion"]): cell for cell in matrix(study)["cells"]}
    assert cells["wola-2025", "effectiveness"]["codings"]["ana"]["quotes"] == [quote]


def test_the_terminal_is_left_as_it_was(stance: Callable[..., Any]) -> None:
    screen = stance("annotate", "wola-2025", "--reviewer", "ana")
    screen.wait("On April 14")
    screen.press("\x11")
    assert screen.ended() == 0
    for restored in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l"):
        assert restored in screen.written[-2000:]


def test_stance_alone_asks_for_a_name_once_and_opens_the_home_screen(study: Path, stance: Callable[..., Any]) -> None:
    screen = stance()
    screen.wait("Your reviewer id")
    screen.press("ana\r")
    screen.wait("wola-2025", "ana")
    screen.press("\x11")
    assert screen.ended() == 0
    again = stance()
    again.wait("wola-2025", "ana")
    again.press("\x11")
    assert again.ended() == 0
    # Who only looked codes nothing, and is not registered.
    assert "id: ana" not in (study / "annotations/reviewers.yaml").read_text(encoding="utf-8")


def test_who_codes_from_the_home_screen_is_registered(study: Path, stance: Callable[..., Any]) -> None:
    screen = stance("--reviewer", "ana")
    screen.wait("Next: begin with")
    screen.press("\r")
    screen.wait("1-8 answer")
    screen.press("f")
    screen.press("look\r")
    screen.wait_until(lambda _: any((study / "annotations").glob("*/ana/*.json")), "nothing was saved")
    screen.press("\x11")
    assert screen.ended() == 0
    assert "id: ana" in (study / "annotations/reviewers.yaml").read_text(encoding="utf-8")


def test_an_answer_and_a_quote_by_the_mouse_alone(study: Path, stance: Callable[..., Any]) -> None:
    screen = stance("annotate", "wola-2025", "--reviewer", "ana", columns=120, rows=40)
    screen.wait("Just one month prior", "Mostly does not work")
    screen.settle()
    y = next(row for row, line in enumerate(screen.screen.display) if "Just one month prior" in line)
    x = screen.screen.display[y].index("Just one month")
    screen.mouse("down", x, y)
    screen.mouse("drag", x + 20, y)
    screen.mouse("up", x + 20, y)
    screen.click("e quote")
    screen.click("Mostly does not work")
    screen.wait_until(
        lambda _: bool(annotation(study)) and annotation(study)["codings"]["effectiveness"]["value"] == -1,
        "the answer was not saved",
    )
    (quote,) = annotation(study)["codings"]["effectiveness"]["evidence"]
    assert quote["quote"] == "Just one month prior"


def test_escape_sequences_in_a_source_never_reach_the_terminal(study: Path, stance: Callable[..., Any]) -> None:
    hostile = "Before \x1b]52;c;aGFja2Vk\x07 between \x9b31m after. \x1b]0;title\x07 \x1b[2J [@click=app.quit]x[/] End."
    (study / "seeds/hostile.txt").write_text(hostile, encoding="utf-8")
    screen = stance("annotate", "hostile", "--reviewer", "ana", columns=120)
    screen.wait("Before", "End.", "[@click=app.quit]x[/]")
    screen.press("v", "e", "4")
    screen.wait("saved")
    screen.press("\x11")
    assert screen.ended() == 0
    for sequence in (b"\x1b]52;c", b"\x9b31m", b"\xc2\x9b", b"\x1b]0;title", b"\x1b[2J [@click"):
        assert sequence not in screen.written


def test_the_tour_touches_nothing_of_ones_own(study: Path, stance: Callable[..., Any], tmp_path: Path) -> None:
    before = sorted(study.rglob("*"))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    screen = stance("tour", TMPDIR=str(temporary), XDG_CONFIG_HOME=str(tmp_path / "config"))
    screen.wait("Step 1 of 9", "A letter to the editor")
    screen.press("s", "s", "e", "1")
    screen.wait("Step 4 of 9", "saved")
    screen.press("q")
    assert screen.ended() == 0
    assert sorted(study.rglob("*")) == before
    assert not list(temporary.iterdir())


def test_the_terminals_own_cursor_is_where_ours_is(stance: Callable[..., Any]) -> None:
    screen = stance("annotate", "wola-2025", "--reviewer", "ana")
    screen.wait("On April 14", "1-8 answer")

    def at_cursor(words: str) -> Callable[[str], bool]:
        return lambda _: screen.screen.display[screen.screen.cursor.y][screen.screen.cursor.x :].startswith(words)

    for keys, words in (
        (("s",), "President Trump shared"),
        (("w", "w"), "shared the"),
        (("\x1b[17~",), "▶1 Effectiveness"),  # F6: the list of answers
        (("j", "j"), "  2 ○ Works, with"),
    ):
        screen.press(*keys)
        screen.wait_until(at_cursor(words), f"the cursor is not at '{words}'")
    screen.press("\x1b")
    screen.pump(0.3)
    screen.press("q")
    screen.wait("Next: begin with")
    screen.wait_until(at_cursor("○ wola"), "the cursor is not at the source that was left")
    screen.press("k")
    screen.wait_until(at_cursor("○ white-house"), "the cursor is not at the source before")
