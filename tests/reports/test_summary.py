"""The few plain sentences at the top of the report."""

from __future__ import annotations

from dataclasses import replace

from tests import builders
from tests.rubrics import everything

from stancebook.comparison.matrix import stance_matrix
from stancebook.model.source import FrontMatter
from stancebook.reports.plots.tallies import rows_of
from stancebook.reports.summary import summary


def test_a_source_on_which_both_see_a_position_takes_one_whatever_its_value() -> None:
    table = {
        source: {reviewer: {"works": value} for reviewer, value in zip(("ana", "ben"), values, strict=True)}
        for source, values in {"one": (-1, 0), "two": (1, 1)}.items()
    }
    study = builders.study(builders.rubric(), table)
    said = summary(stance_matrix(study))[0]
    assert "2 of 2 sources take a position (1 at +1" in said
    assert "With a position, but no common value: 1" in said
    assert "No consensus" not in said


def test_of_many_sources_none_is_named() -> None:
    table = {f"s{number}": {"ana": {"works": 1}} for number in range(7)}
    said = " ".join(summary(stance_matrix(builders.study(builders.rubric(), table))))
    assert "7 of 7 sources take a position (7 at +1" in said
    assert "s3" not in said


def test_long_titles_are_told_by_their_beginning_and_the_number_of_their_row() -> None:
    study = builders.study(builders.rubric(), {s: {"ana": {"works": 1}} for s in ("one", "two", "three")})
    title = "The model: how a crackdown on gangs became a template for the security policy of a continent"
    named = {key: replace(source, front=FrontMatter(title=title)) for key, source in study.sources.items()}
    named["two"] = replace(named["two"], front=FrontMatter(title=title, short="Crackdown 2022"))
    said = summary(stance_matrix(replace(study, sources=named)))[0]
    assert "The model: how a crackdown on gangs… (no. 1), Crackdown 2022, The model" in said
    assert "(no. 3)" in said
    assert "continent" not in said


def test_what_is_not_asked_by_what_stands_for_the_row_is_no_answer() -> None:
    def answers(mentioned: bool) -> dict[str, bool | float]:
        return {"mentions": mentioned, "share": 10.5} if mentioned else {"mentions": mentioned}

    table = {"one": {"a": answers(True), "b": answers(False), "c": answers(False)}, "two": {"a": answers(True)}}
    matrix = stance_matrix(builders.study(everything(), table), intervals=False)
    assert matrix.cells["one", "share"].codings.keys() == {"a"}
    said = summary(matrix)[1]
    assert said == (
        "Share of the text: 1 of 2 sources has an answer (10.5 percent). Not asked, given the other answers: 1."
    )
    drawn = [(row.label, row.stands) for row in rows_of(matrix, matrix.rubric.by_id["share"]) if not row.kind]
    assert drawn == [("not asked", 1)]
    lasting = rows_of(matrix, matrix.rubric.by_id["lasting"])
    assert [(row.label, row.stands) for row in lasting if not row.kind] == [("not coded", 2)]
