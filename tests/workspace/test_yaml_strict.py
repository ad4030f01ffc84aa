from __future__ import annotations

import json
import time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace import yaml_builder, yaml_strict
from stancebook.workspace.yaml_builder import MAX_PROBLEMS
from stancebook.workspace.yaml_strict import read_yaml

LOADERS = ["SafeLoader", *(["CSafeLoader"] if yaml.__with_libyaml__ else [])]
SECONDS = 8.0  # far above what any of it takes, far below what a reader without bounds would


@pytest.fixture(params=LOADERS, autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run every test with and without PyYAML's C library: both must read the same."""
    monkeypatch.setattr(yaml_strict, "_Loader", getattr(yaml, request.param))
    name: str = request.param
    return name


def data(text: str) -> Any:
    return read_yaml(text, "x.yaml").data


def complaint(text: str, first_line: int = 1) -> str:
    started = time.monotonic()
    with pytest.raises(StancebookError) as caught:
        read_yaml(text, "x.yaml", first_line)
    assert time.monotonic() - started < SECONDS
    assert len(caught.value.problems) <= MAX_PROBLEMS
    return str(caught.value)


def test_norway_stays_a_country() -> None:
    assert data("[no, yes, on, off, NO, y, n, Yes, OFF]") == ["no", "yes", "on", "off", "NO", "y", "n", "Yes", "OFF"]


def test_only_true_and_false_are_truth_values() -> None:
    assert data("[true, True, TRUE, false, False, FALSE]") == [True] * 3 + [False] * 3
    assert data("[tRUE, 'true', \"false\"]") == ["tRUE", "true", "false"]


def test_only_the_words_of_yaml_1_2_are_empty() -> None:
    assert data("{a: , b: ~, c: null, d: Null, e: NULL, f: nULL, g: ''}") == {
        **dict.fromkeys("abcde"),
        "f": "nULL",
        "g": "",
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12:30", "12:30"),  # 750 in YAML 1.1
        ("1_000", "1_000"),
        ("0o17", "0o17"),
        ("0x1F", "0x1F"),
        ("017", 17),  # 15 in YAML 1.1
        ("2020-01-01", "2020-01-01"),  # a date in YAML 1.1
        ("1e3", 1000.0),  # text in YAML 1.1
        ("=", "="),  # a crash in PyYAML
        ("0.2.0", "0.2.0"),
        ("-1", -1),
        ("+1", 1),
        ("\N{MINUS SIGN}1", -1),
        ("\N{MINUS SIGN}0.5", -0.5),
        ("1.5", 1.5),
        (".5", 0.5),
        ("-", "-"),
        ("3f9c21aa", "3f9c21aa"),
        ("--", "--"),
    ],
)
def test_scalars_mean_what_yaml_1_2_says(text: str, value: object) -> None:
    # A lone hyphen is the start of a list; as the item of one it would be another.
    found = data(f"a: {text}") if text != "-" else data("a: '-'")
    assert found == {"a": value}
    assert type(found["a"]) is type(value)


def test_quoted_scalars_are_text() -> None:
    assert data("""['1', "2", 'no', "~", 'true', ""]""") == ["1", "2", "no", "~", "true", ""]


def test_keys_are_always_text() -> None:
    assert data("{1: a, no: b, -1: c, ~: d, 2.0: e}") == {"1": "a", "no": "b", "-1": "c", "~": "d", "2.0": "e"}


@pytest.mark.parametrize("number", ["9" * 6000, "-" + "9" * 6000, ".inf", "-.inf", "+.INF", ".nan", ".NaN", "1e999"])
def test_numbers_no_file_needs_are_refused(number: str) -> None:
    assert complaint(f"n: {number}").startswith("x.yaml:1:4: a number too large")


def test_the_shipped_norway_list_is_refused_for_its_infinity_only() -> None:
    assert complaint("levels: [no, yes, on, off, NO, 1:30, 0o17, 017, 1_000, 2020-01-01, .inf, ~]") == (
        "x.yaml:1:68: a number too large or not finite; if it is a name, put it in quotes"
    )


def test_a_key_given_twice_is_refused_with_both_places() -> None:
    assert complaint("a: 1\nb: 2\na: 3\n") == "x.yaml:3:1: 'a' is given twice (first on line 1); keep one"
    assert complaint("x:\n  - {k: 1, k: 2}\n").startswith("x.yaml:2:12: 'k' is given twice (first on line 2)")


def test_a_quoted_and_a_plain_key_are_the_same_key() -> None:
    assert complaint("a: 1\n'a': 2\n").startswith("x.yaml:2:1: 'a' is given twice")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("a: &x 1", "x.yaml:1:4: an anchor (&name)"),
        ("a: *x", "x.yaml:1:4: an alias (*name)"),
        ("*x : 1", "x.yaml:1:1: an alias (*name)"),
        ("a: !!int 1", "x.yaml:1:4: a tag"),
        ("a: ! 1", "x.yaml:1:4: a tag"),
        ("a: !local 1", "x.yaml:1:4: a tag"),
        ("x: !!python/object/apply:os.system ['echo pwned']", "x.yaml:1:4: a tag"),
        ("a: {b: 1}\nc:\n  <<: {d: 1}", "x.yaml:3:3: a merge key (<<)"),
        ("a: 1\n---\nb: 2", "x.yaml:2:1: a second document"),
        ("? [a, b]\n: 1", "x.yaml:1:3: a list or mapping used as a key"),
        ("%YAML 3.0\n---\na: 1", "x.yaml:1:1: not readable as YAML"),
    ],
)
def test_what_can_surprise_is_refused_at_its_place(text: str, start: str) -> None:
    assert complaint(text).startswith(start)


def test_a_list_that_holds_itself_is_refused() -> None:
    assert complaint("a: &a [*a]").splitlines() == [
        "x.yaml:1:4: an anchor (&name); write the text out, or quote it if it starts with '&'",
        "x.yaml:1:8: an alias (*name); write the text out, or quote it if it starts with '*'",
    ]


def _alias_bomb() -> str:
    lines = ["a0: &a0 [lol,lol,lol,lol,lol,lol,lol,lol,lol]"]
    lines += [f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 10)]
    return "\n".join(lines)


def _merge_bomb() -> str:
    keys = ",".join(f"k{i}: 1" for i in range(200))
    return f"a: &a {{{keys}}}\n" + "".join(f"b{i}: {{<<: *a}}\n" for i in range(100))


@pytest.mark.parametrize(
    "text",
    [
        _alias_bomb(),
        _merge_bomb(),
        "[" * 60_000,
        "{a: " * 60_000,
        "- " * 60_000,
        "? " * 60_000,
        "".join(" " * depth + "a:\n" for depth in range(400)),
        "[" + "*a," * 300_000 + "]",
        "[" + "!t a," * 150_000 + "]",
        "a: 1\n" * 150_000,
        "a" * 1_000_001,
        '"' * 50_001,
        "'" * 50_001,
    ],
    ids=[
        "alias bomb",
        "merge bomb",
        "deep list",
        "deep mapping",
        "deep block list",
        "deep key",
        "deep block mapping",
        "many aliases",
        "many tags",
        "many equal keys",
        "too large",
        "double quotes",
        "single quotes",
    ],
)
def test_a_bomb_is_refused_soon_and_in_few_words(text: str) -> None:
    assert complaint(text).startswith("x.yaml")


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_builder, "MAX_NODES", 500)
    assert data("[" + "a," * 499 + "]") == ["a"] * 499
    assert complaint("[" + "a," * 500 + "]") == "x.yaml:1:1000: more than 500 values"


def test_depth_and_size_below_the_bounds_are_read() -> None:
    assert data("[" * 40 + "]" * 40) is not None
    assert complaint("[" * 41 + "]" * 41) == "x.yaml:1:41: nested more than 40 deep"


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff", "\ufffe"])
def test_an_invisible_character_is_named_at_its_place(character: str) -> None:
    message = f"x.yaml:2:9: an invisible or broken character (U+{ord(character):04X})"
    assert complaint(f"a: b\nc: 'é😀 x{character}y'\n").startswith(message)


def test_a_lone_surrogate_is_refused_written_or_as_an_escape() -> None:
    assert complaint("a: \ud800").startswith("x.yaml:1:4: ")
    assert complaint('a: "\\ud800"').startswith("x.yaml:1:")
    assert complaint('a: "\\U00110000"').startswith("x.yaml:1:")


def test_invisible_characters_may_be_written_as_escapes() -> None:
    assert data(r'a: "x\u2028y\u200bz\x07"') == {"a": "x\u2028y\u200bz\x07"}


def test_a_question_in_braces_is_read_or_the_way_out_is_named(loader: str) -> None:
    text = "- {question: Does it work?, b: c}"
    if loader == "CSafeLoader":
        assert data(text) == [{"question": "Does it work?", "b": "c"}]
    else:
        assert "x.yaml:1:" in complaint(text)
        assert "question mark inside { } needs quotes" in complaint(text)


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("a: b: c", "1:5", "a text that holds ': ' needs quotes"),
        ("a:\n\tb: 1", "2:1", "indent with spaces"),
        ("a: @x", "1:4", "starts with @"),
        ('a: "abc\nb: 1\n', "3:1", "opened and not closed"),
        ("a:\n  b: 1\n c: 2\n", "3:2", "indentation"),
        ("a: '😀' x", "1:8", ""),
    ],
)
def test_a_slip_is_found_at_its_line_and_column(text: str, place: str, hint: str) -> None:
    said = complaint(text)
    assert said.startswith(f"x.yaml:{place}: not readable as YAML (")
    assert hint in said


def test_front_matter_counts_lines_from_where_it_stands() -> None:
    assert complaint("a: 1\na: 2\n", first_line=2).startswith("x.yaml:3:1: 'a' is given twice (first on line 2)")


def test_an_empty_document_is_nothing() -> None:
    assert data("") is None
    assert data("# only a comment\n") is None
    assert read_yaml("", "x.yaml", 7).place(("a",)) == (7, 1)


def test_every_value_has_its_place() -> None:
    tree = read_yaml("a:\n  - b: [1, 2]\n    c: x\n", "x.yaml")
    assert tree.place(("a", 0, "b", 1)) == (2, 12)
    assert tree.place(("a", 0, "c"), key=True) == (3, 5)
    assert tree.place(("a", 0, "ordinal", "c")) == (3, 8)
    assert tree.place(("a", 0, "nowhere")) == (2, 5)


plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abcno~1é ", min_size=1), inner, max_size=3),
    max_leaves=8,
)


@given(plain)
def test_json_is_read_as_json(value: Any) -> None:
    assert data(json.dumps(value, ensure_ascii=False)) == value


@given(st.text(max_size=60) | st.text("[]{},:&*!|>'\"%@`#- \n\tab?~<", max_size=40))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    problems: tuple[Problem, ...] = ()
    try:
        read_yaml(text, "x.yaml")
    except StancebookError as error:
        problems = error.problems
    assert all(problem.line and problem.column for problem in problems)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_conflict_markers_of_git_are_named_where_they_stand(end: str) -> None:
    lines = ["# one", "a: 1", "<<<<<<< HEAD", "b: 2", "=======", "b: 3", ">>>>>>> other", "c: 'x", ""]
    said = (
        "x.yaml:3:1: git conflict markers; two edits met here: take what holds from both, and the lines of the markers"
    )
    assert complaint(end.join(lines)).startswith(said)
    assert "conflict" not in complaint("a: 'x\n")


def test_a_line_of_seven_signs_alone_hides_no_syntax_error() -> None:
    assert "not readable as YAML" in complaint("x: [\n=======\n")
    assert complaint("x: [\n=======\nb: 3\n>>>>>>> other\n").startswith("x.yaml:4:1: git conflict markers")
