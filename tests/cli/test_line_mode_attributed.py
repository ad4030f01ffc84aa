"""What a source reports others to hold, in line mode."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILE = "annotations/bukele-security-us-policy/ana/wola-2025.json"
WORDS = "Due process has been completely dismantled in El Salvador"
MORE = "this model is not sustainable"
CODE = ("code", "wola-2025", "--reviewer", "ana")


def annotation(study: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((study / FILE).read_text(encoding="utf-8"))
    return data


def test_a_reported_position_is_recorded_apart_joined_and_taken_away(study: Path, stance: Callable[..., Any]) -> None:
    done = stance(*CODE, "--attributed", f"Cristosal|ngo|due_process=-2|{WORDS}")
    assert done.status == 0, done.err
    assert "» Cristosal (ngo) on Rights: -2" in done.out
    (one,) = annotation(study)["attributed"]
    assert (one["actor"], one["actor_type"], one["criterion"], one["value"]) == ("Cristosal", "ngo", "due_process", -2)
    assert one["evidence"][0]["quote"] == WORDS
    assert one["at"]
    assert annotation(study)["codings"]["due_process"]["value"] is None

    assert stance(*CODE, "--attributed", f"cristosal||Rights=-1|{MORE}").status == 0
    (one,) = annotation(study)["attributed"]
    assert (one["actor"], one["actor_type"], one["value"], len(one["evidence"])) == ("Cristosal", "ngo", -1, 2)
    assert stance("check").status == 0

    assert stance(*CODE, "--remove-attributed", "CRISTOSAL|Rights").status == 0
    assert annotation(study)["attributed"] == []
    assert stance(*CODE, "--undo").status == 0
    assert len(annotation(study)["attributed"]) == 1


def test_what_cannot_be_recorded_is_said_in_one_line(study: Path, stance: Callable[..., Any]) -> None:
    for described, words in (
        ("Cristosal due_process=-2", "should be ACTOR|ACTOR_TYPE|CRITERION=VALUE|QUOTE"),
        (f"Cristosal|ngoo|due_process=-2|{WORDS}", "there is no actor type 'ngoo'; did you mean ngo"),
        (f"Cristosal|ngo|due_process=9|{WORDS}", "due_process"),
        (f"Cristosal|ngo|nothing=1|{WORDS}", "nothing"),
        (f"Cristosal|ngo|due_process=not_addressed|{WORDS}", "a value of the scale"),
        ("Cristosal|ngo|due_process=-2|words that nobody wrote", "words that nobody wrote"),
        ("Cristosal|ngo|due_process=-2|", "rests on a quote"),
        (f"|ngo|due_process=-2|{WORDS}", "say who"),
    ):
        done = stance(*CODE, "--attributed", described)
        assert done.status == 2
        assert words in done.err
        assert "Traceback" not in done.err
    assert stance(*CODE, "--remove-attributed", "Nobody|due_process").status == 2
    assert not (study / FILE).exists()
