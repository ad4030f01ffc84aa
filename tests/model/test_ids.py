from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.model.ids import check_id, make_id, why_not_an_id
from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import Problem, StancebookError


@pytest.mark.parametrize("good", ["a", "0", "r1", "zinsmeister-2024", "a.b_c-d", "x" * 64, "conx", "com", "nul-x"])
def test_an_id_is_a_file_name_on_every_system(good: str) -> None:
    assert why_not_an_id(good) is None
    assert check_id(good) == good


@pytest.mark.parametrize(
    "bad",
    [
        *("", ".", "..", "../../etc/passwd", "/etc/passwd", "a/b", "a\\b", "C:x", "a\0b", "a:b", "a*b", "~user", "-rf"),
        *("CON", "con", "nul.txt", "com1.json", "lpt9", "aux", "prn.x.y", "COM\u00b9"),
        *("a.", "a ", " a", "a\n", "a\t", "A", "Alice", ".git", ".GIT", "git~1", "_consensus", "x" * 65),
        *("\u00e9", "e\u0301", "\u212a", "\ufb01", "\u00df", "\u0130", "a\u200b", "a\u202e", "\ud800"),
    ],
)
def test_what_could_leave_the_folder_or_collide_is_no_id(bad: str) -> None:
    assert why_not_an_id(bad)
    with pytest.raises(StancebookError) as caught:
        check_id(bad, "source")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("A Title: it's here", "a-title-it-s-here"),
        ("Ångström", "angstrom"),
        ("con", ""),
        ("", ""),
        ("日本", ""),
        ("../x", "x"),
    ],
)
def test_an_id_is_made_of_a_title(title: str, made: str) -> None:
    assert make_id(title) == made


@given(st.text())
def test_what_is_made_is_an_id_or_nothing(text: str) -> None:
    made = make_id(text)
    assert made == "" or why_not_an_id(made) is None


def test_the_nearest_name_is_found_whatever_its_case() -> None:
    assert did_you_mean("WORKS", ["works", "tone"]) == "; did you mean works?"
    assert did_you_mean("anna", ["Anna"]) == "; did you mean Anna?"
    assert did_you_mean("zzz", ["one"]) == "; there is one"
    assert did_you_mean("zzz", []) == "; there are none"
    assert did_you_mean("zzz", map(str, range(100, 110))).endswith(" and 2 more")


def test_a_problem_is_one_line_that_commands_no_terminal() -> None:
    problem = Problem("a\nb.yaml", "bad \x1b]52;c;eA==\x07 text\r\n", 3, 4)
    assert "\x1b" not in str(problem)
    assert "\n" not in str(problem)
    assert ":3:4: bad " in str(problem)
    assert str(Problem("", "said")) == "said"
    assert str(StancebookError([Problem("a", "x"), Problem("b", "y", 2)])) == "a: x\nb:2: y"
