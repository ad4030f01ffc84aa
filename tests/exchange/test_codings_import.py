"""Codings from a table: what is taken, what is refused, and what is left as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from stancebook.comparison.matrix import stance_matrix
from stancebook.exchange.codings_import import Imported, import_codings
from stancebook.exchange.codings_table import parse_codings, parse_quotes
from stancebook.model import editing
from stancebook.model.answer import Answer
from stancebook.model.problems import StancebookError
from stancebook.reports.tables import csv_tables
from stancebook.workspace.workspace import Workspace

if TYPE_CHECKING:
    from stancebook.model.study import Study

PROJECT = Path(__file__).parents[2]
QUOTE = "this model is not sustainable"
OTHER = "Due process has been completely dismantled in El Salvador"


@pytest.fixture(scope="module")
def study() -> Study:
    """The shipped study."""
    return Workspace.at(PROJECT).load()


def take(study: Study, table: str, **options: object) -> Imported:
    return import_codings(study, parse_codings(table, "codings.csv"), "codings.csv", **options)  # type: ignore[arg-type]


def refused(study: Study, table: str, **options: object) -> str:
    with pytest.raises(StancebookError) as error:
        take(study, table, **options)
    return str(error.value)


def test_rows_of_one_coding_bring_its_quotes_together(study: Study) -> None:
    table = (
        "source,reviewer,criterion,value,quote,note,confidence,rules\n"
        f"wola-2025,ana,effectiveness,-1,{QUOTE},Concedes a drop.,4,E3\n"
        "wola-2025,ana,effectiveness,-1,can bring dramatic short-term reductions in criminal violence,,,\n"
    )
    coding = take(study, table).annotations["ana", "wola-2025"].coding("effectiveness")
    assert (coding.value, coding.note, coding.confidence, coding.rules) == (-1, "Concedes a drop.", 4, ("E3",))
    assert [evidence.start for evidence in coding.evidence] == [3803, 6048]


def test_what_a_table_does_not_know_is_not_invented(study: Study) -> None:
    coding = take(study, "source,reviewer,criterion,value\nwola-2025,ana,effectiveness,-1\n")
    made = coding.annotations["ana", "wola-2025"].coding("effectiveness")
    assert (made.at, made.asked, made.version, made.confidence) == (None, None, None, None)
    known = take(study, "source,reviewer,criterion,value,version\nwola-2025,ana,effectiveness,-1,0.2.0\n")
    made = known.annotations["ana", "wola-2025"].coding("effectiveness")
    assert (made.asked, made.version) == (study.rubric.asked["effectiveness"], "0.2.0")


def test_a_coding_of_an_older_version_is_stale_where_the_changelog_asks_for_it_anew(study: Study) -> None:
    table = "source,reviewer,criterion,value,version\nwola-2025,ana,{},-1,0.1.0\n"
    for criterion, stale in (("effectiveness", True), ("due_process", False)):
        coding = take(study, table.format(criterion)).annotations["ana", "wola-2025"].coding(criterion)
        assert coding.asked is None
        assert study.is_stale(criterion, coding) is stale


def test_a_row_for_each_of_several_values_makes_one_set_with_a_quote_for_each(study: Study) -> None:
    table = (
        "source,reviewer,criterion,value,quote\n"
        f"wola-2025,ana,recommended_approach,us_scrutiny,{QUOTE}\n"
        f"wola-2025,ana,recommended_approach,institutions,{OTHER}\n"
    )
    coding = take(study, table).annotations["ana", "wola-2025"].coding("recommended_approach")
    assert coding.value == ("institutions", "us_scrutiny")
    assert {evidence.for_value for evidence in coding.evidence} == {"institutions", "us_scrutiny"}


def test_a_complete_set_of_codings_makes_a_complete_annotation_unless_drafts_are_wanted(study: Study) -> None:
    table = (
        "source,reviewer,criterion,value,off_scale,quote\n"
        f"wola-2025,ana,effectiveness,-1,,{QUOTE}\n"
        f"wola-2025,ana,due_process,-2,,{OTHER}\n"
        "wola-2025,ana,us_engagement,,no_position,\n"
        "wola-2025,ana,recommended_approach,none_offered,,\n"
    )
    assert take(study, table).annotations["ana", "wola-2025"].state == "complete"
    assert take(study, table, draft=True).annotations["ana", "wola-2025"].state == "draft"


def test_a_row_without_an_answer_codes_nothing(study: Study) -> None:
    imported = take(study, "source,reviewer,criterion,value\nwola-2025,ana,effectiveness,\n")
    assert (imported.annotations, imported.blank) == ({}, 1)


def test_a_second_different_judgement_is_refused_or_left_out_as_told(study: Study) -> None:
    table = (
        "source,reviewer,criterion,value\nwola-2025,ana,effectiveness,-1\nwola-2025,ana,effectiveness,-1\n"
        "wola-2025,ana,effectiveness,2\n"
    )
    assert refused(study, table).startswith("codings.csv:4: ana judges effectiveness of wola-2025 again")
    for which, value in (("first", -1), ("last", 2)):
        imported = take(study, table, duplicates=which)
        assert imported.annotations["ana", "wola-2025"].coding("effectiveness").value == value
        assert imported.dropped == 1


def test_a_coding_that_stands_there_is_not_overwritten_unasked(study: Study) -> None:
    table = "source,reviewer,criterion,value\nwola-2025,r1,effectiveness,2\n"
    assert "r1 has coded effectiveness of wola-2025 differently already" in refused(study, table)
    before = study.annotations["r1", "wola-2025"].coding("effectiveness")
    after = take(study, table, replace=True).annotations["r1", "wola-2025"].coding("effectiveness")
    assert (after.value, after.asked, after.version) == (2, None, None)
    # The table has no quotes and no note: those that stand there stay.
    assert (after.evidence, after.note) == (before.evidence, before.note)


def test_the_same_coding_once_more_changes_nothing(study: Study) -> None:
    imported = take(study, "source,reviewer,criterion,value\nwola-2025,r1,effectiveness,-1\n")
    assert (imported.annotations, imported.unchanged) == ({}, 1)


def test_a_coding_replaced_after_seeing_others_is_not_independent(study: Study) -> None:
    seen = editing.reveal(study.annotations["r1", "wola-2025"], "2026-01-01T00:00:00Z")
    looked = study.only(lambda _: True)
    looked = type(study)(
        study.rubric, study.sources, {**looked.annotations, ("r1", "wola-2025"): seen}, study.reviewers
    )
    table = "source,reviewer,criterion,value\nwola-2025,r1,due_process,-1\n"
    after = take(looked, table, replace=True).annotations["r1", "wola-2025"]
    assert after.coding("due_process").independent is False
    assert after.coding("effectiveness").independent is True


def test_a_table_does_not_declare_for_a_reviewer(study: Study) -> None:
    draft = editing.reopen(study.annotations["r1", "wola-2025"])
    reopened = type(study)(
        study.rubric, study.sources, {**study.annotations, ("r1", "wola-2025"): draft}, study.reviewers
    )
    table = "source,reviewer,criterion,value\nwola-2025,r1,effectiveness,-2\n"
    assert take(reopened, table, replace=True).annotations["r1", "wola-2025"].state == "draft"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("wola,ana,effectiveness,1,,,", "there is no source 'wola'; did you mean wola-2025?"),
        ("wola-2025,Ana,effectiveness,1,,,", "reviewer 'Ana'"),
        ("wola-2025,ana,effectivness,1,,,", "did you mean effectiveness?"),
        ("wola-2025,ana,effectiveness,7,,,", "its scale is -2, -1, 0, 1, 2"),
        ("wola-2025,ana,effectiveness,,none_offered,,", "'none_offered' is no off-scale answer of effectiveness"),
        ("wola-2025,ana,effectiveness,1,unclear,,", "both a value ('1') and an off-scale answer"),
        ("wola-2025,ana,effectiveness,1,,not in the text at all,", "this quote is not in wola-2025"),
        ("wola-2025,ana,effectiveness,,,a quote,", "a quote without an answer"),
        ("wola-2025,ana,effectiveness,1,,,9", "confidence '9' is not on the scale 1 to 5"),
        ("wola-2025,ana,effectiveness,1", "has 4 cells, the heading 7"),
    ],
)
def test_a_bad_row_is_named_by_its_line(study: Study, row: str, said: str) -> None:
    table = f"source,reviewer,criterion,value,off_scale,quote,confidence\nwola-2025,ana,due_process,-1,,,\n{row}\n"
    message = refused(study, table)
    assert message.startswith("codings.csv:3: ")
    assert said in message


def test_every_bad_heading_is_said_at_once(study: Study) -> None:
    message = refused(study, "sorce,reviewer,value,mood\nx,y,1,z\n")
    assert "unknown column 'sorce'; did you mean source?" in message
    assert "unknown column 'mood'" in message
    assert "the column 'source' is missing" in message


def test_headings_may_be_read_by_other_names(study: Study) -> None:
    rows = parse_codings(
        "article;who;stance;extra\nwola-2025;ana;not_addressed;9\n",
        "c.csv",
        rename={"source": "article", "reviewer": "who", "value": "stance"},
        ignore=["extra"],
    )
    assert rows[0]["value"] == "not_addressed"
    assert rows[0]["criterion"] == ""
    assert study.rubric.parse_answer("effectiveness", rows[0]["value"]) == Answer(off_scale="not_addressed")


ROW = "wola-2025,ana,effectiveness,-1"
UNTOLD = f"source,reviewer,criterion,value\n{ROW}\n"


def with_annotations(study: Study, imported: Imported) -> Study:
    return replace(study, annotations={**study.annotations, **imported.annotations})


def test_it_is_told_of_how_many_codings_nobody_knows_what_was_asked_and_whether_they_are_blind(study: Study) -> None:
    untold = take(study, UNTOLD)
    assert (untold.stateless, untold.timeless) == (1, 1)
    heads = "source,reviewer,criterion,value,version,coded_at,independent"
    told = take(study, f"{heads}\n{ROW},0.2.0,2026-01-01T00:00:00Z,true\n")
    assert (told.stateless, told.timeless) == (0, 0)


def test_a_version_that_the_rubric_never_had_is_refused_once(study: Study) -> None:
    said = "the rubric never had a version '9.9'; it and its changelog name 0.2.0, 0.1.0"
    assert refused(study, f"source,reviewer,criterion,value,version\n{ROW},9.9\n") == f"codings.csv:2: {said}"
    assert refused(study, UNTOLD + "wola-2025,ana,due_process,-1\n", version="9.9") == said


def test_the_version_of_what_was_imported_without_can_be_noted_later(study: Study) -> None:
    before = take(study, UNTOLD)
    after = take(with_annotations(study, before), UNTOLD, version="0.2.0")
    coding = after.annotations["ana", "wola-2025"].coding("effectiveness")
    assert (after.noted, coding.version, coding.asked) == (1, "0.2.0", study.rubric.asked["effectiveness"])
    assert coding.value == -1
    once_more = take(with_annotations(study, after), UNTOLD, version="0.2.0")
    assert (once_more.noted, once_more.unchanged) == (0, 1)


def test_what_a_question_meant_in_an_older_version_is_as_codings_made_then_record_it(study: Study) -> None:
    r1 = study.annotations["r1", "wola-2025"]
    old = r1.coding("effectiveness").model_copy(update={"version": "0.1.0", "asked": "00000001"}).sealed()
    older = r1.model_copy(update={"codings": {**r1.codings, "effectiveness": old}})
    recorded = replace(study, annotations={("r1", "wola-2025"): older})
    coding = take(recorded, UNTOLD, version="0.1.0").annotations["ana", "wola-2025"].coding("effectiveness")
    assert coding.asked == "00000001"


@pytest.mark.parametrize(
    ("heads", "cells", "said"),
    [
        (
            "quote,start",
            f"{QUOTE},3800",
            "the quote does not stand at 3800 of wola-2025 (9,083 characters) but at 6048",
        ),
        ("quote,start", f"{QUOTE},99999", "(9,083 characters) but at 6048: correct start"),
        ("quote,start,end", f"{QUOTE},0,29", "the quote does not stand at 0"),
        ("coded_at", "2026-01-01T00:00:00Z", "say too whether that was before its reviewer had seen another's"),
        ("coded_at,independent", "yesterday,true", "should be a time like"),
        ("independent", "perhaps", "should be true or false"),
    ],
)
def test_what_a_row_says_of_its_quote_and_its_time_is_checked(study: Study, heads: str, cells: str, said: str) -> None:
    assert said in refused(study, f"source,reviewer,criterion,value,{heads}\n{ROW},{cells}\n")


def test_a_place_may_be_that_of_the_blanks_before_a_quote(study: Study) -> None:
    text = f"source,reviewer,criterion,value,quote,start\n{ROW},{{quote}},6047\n"
    made = take(study, text.format(quote=f'" {QUOTE}"')).annotations["ana", "wola-2025"]
    (quote,) = made.coding("effectiveness").evidence
    assert (quote.start, quote.quote) == (6048, QUOTE)
    assert "does not stand at 6047" in refused(study, text.format(quote=QUOTE))


def test_why_an_annotation_is_a_draft_is_told(study: Study) -> None:
    lacking = take(study, UNTOLD).lacking["ana", "wola-2025"]
    assert lacking[0].sentence == "Effectiveness needs a quote"
    assert take(study, UNTOLD, draft=True).lacking == {}


@pytest.mark.parametrize("raw", [True, False])
def test_the_tables_of_a_matrix_make_the_same_codings_again(study: Study, raw: bool) -> None:
    stamped = {
        key: annotation.model_copy(
            update={
                "codings": {
                    name: coding.model_copy(
                        update={
                            "note": "=1+1; “so”",
                            "at": "2026-01-01T00:00:00Z",
                            "independent": name != "due_process",
                        }
                    ).sealed()
                    for name, coding in annotation.codings.items()
                }
            }
        )
        for key, annotation in study.annotations.items()
    }
    tables = csv_tables(stance_matrix(replace(study, annotations=stamped)), raw=raw)
    made = import_codings(
        replace(study, annotations={}),
        parse_codings(tables["codings.csv"], "codings.csv"),
        "codings.csv",
        quotes=parse_quotes(tables["evidence.csv"], "evidence.csv"),
    )
    assert {key: one.codings for key, one in made.annotations.items()} == {k: one.codings for k, one in stamped.items()}
    assert all(one.complete for one in made.annotations.values())
    assert made.attributed > 0


def test_what_was_a_draft_comes_back_as_one(study: Study) -> None:
    begun = study.annotations["r1", "wola-2025"].model_copy(update={"state": "draft"})
    drafted = replace(study, annotations={**study.annotations, ("r1", "wola-2025"): begun})
    tables = csv_tables(stance_matrix(drafted, drafts=True))
    made = import_codings(
        replace(study, annotations={}),
        parse_codings(tables["codings.csv"], "codings.csv"),
        "codings.csv",
        quotes=parse_quotes(tables["evidence.csv"], "evidence.csv"),
    )
    assert [key for key, one in made.annotations.items() if not one.complete] == [("r1", "wola-2025")]


def test_a_quote_in_a_table_of_its_own_needs_its_coding(study: Study) -> None:
    quotes = f"source,reviewer,criterion,quote\nwola-2025,ben,effectiveness,{QUOTE}\n"
    rows = parse_codings(UNTOLD, "codings.csv")
    with pytest.raises(StancebookError) as error:
        import_codings(study, rows, "codings.csv", quotes=parse_quotes(quotes, "q.csv"), quotes_where="q.csv")
    assert str(error.value) == "q.csv:2: codings.csv has no coding of 'effectiveness' in 'wola-2025' by 'ben'"


STALE = (
    "source,criterion,reviewer,status,value,value_kind,rubric_version,asked\nwola-2025,effectiveness,ana,stale,-1,value"
)


@pytest.mark.parametrize("version", ["", "0.2.0"])
def test_what_was_stale_does_not_come_back_as_an_answer_of_today(study: Study, version: str) -> None:
    quotes = f"source,reviewer,criterion,quote\nwola-2025,ana,effectiveness,{QUOTE}\n"
    with pytest.raises(StancebookError) as error:
        import_codings(
            study,
            parse_codings(f"{STALE},{version},\n", "codings.csv"),
            "codings.csv",
            quotes=parse_quotes(quotes, "q.csv"),
            quotes_where="q.csv",
        )
    said = str(error.value)
    assert said.startswith("codings.csv:2: coded under an older rubric (status stale), and what was asked then is not")
    assert "q.csv" not in said
    told = import_codings(study, parse_codings(f"{STALE},0.1.0,00000001\n", "codings.csv"), "codings.csv")
    assert told.annotations["ana", "wola-2025"].coding("effectiveness").asked == "00000001"
