"""What a changelog cannot say: operations that do not lead to the rubric are refused where they stand."""

from __future__ import annotations

import pytest
from tests import builders
from tests.model.test_migrating import OLD, newer, one

from stancebook.model.consistency_changelog import vanished_names
from stancebook.model.problems import StancebookError
from stancebook.model.staleness import why_stale


@pytest.mark.parametrize(
    ("operation", "edits", "said"),
    [
        ("retire, criterion: tone, value: warm", (), "deprecated: true"),
        ("retire, criterion: tone", (), "'tone' was retired in 2 and is offered today"),
        ("rename, criterion: works, value: 1, to: 2", (), "'1' of works was renamed in 2 and is offered today"),
        ("rename, criterion: works, value: 1, to: 2", (), "(where a scale is turned or shifted"),
        ("rename, criterion: tone, value: warm, to: calm", (), "offered today; take it out or call it calm: an id"),
        ("merge, criterion: advice, value: talk, to: stop", (), "should be a list"),
        ("rename, value: talk, to: stop", (), "'criterion' is missing"),
        ("rename, criterion: tone, value: warm, to: warm", (), "'warm' is what it was called before"),
        ("rename, to: stop", (), "says of nothing what becomes of it"),
        ("remove, criterion: tone", (), "the operation 'remove' is not known"),
        ("rename, criterion: tone, value: warm, off_scale: unclear, to: x", (), "write two operations"),
        ("rename, criterion: tone, values: warm, to: x", (), "unknown key 'values'; did you mean value?"),
        ("rename, criterion: tone, value: 2019, to: warm", (), 'the values of tone are ids; put it in quotes: "2019"'),
        ("rename, criterion: tone, value: mild, to: 2019", (), 'the values of tone are ids; put it in quotes: "2019"'),
        ("retire, criterion: advice, value: 2019", (), 'put it in quotes: "2019"'),
        ("merge, criterion: tone, value: [mild, 7], to: warm", (), 'put it in quotes: "7"'),
        ('rename, criterion: works, value: "3", to: 2', (), "are whole numbers; write it without quotes: 3"),
        ("rename, criterion: works, value: best, to: 2", (), "'best' is text, and the values of works are whole"),
        ("rename, criterion: tones, to: 7", (), "'to' should be an id: put it in quotes, '7'"),
        ("split, criterion: tone, value: mild, to: [calm, calm]", (), "'calm' is named twice; once is enough"),
        ("merge, criterion: tone, value: [mild, mild], to: calm", (), "'mild' is named twice; once is enough"),
        ("merge, criterion: [tones, tones], to: tone", (), "'tones' is named twice"),
        ("merge, criterion: tone, value: [calm], to: calm", (), "merges 'calm' with itself"),
        ("merge, off_scale: [unclear], to: unclear", (), "merges 'unclear' with itself"),
        ("merge, criterion: [], to: tone", (), "should be a list of the criteria that become one"),
    ],
)
def test_operations_that_do_not_lead_to_the_rubric_are_refused_at_their_place(
    operation: str, edits: tuple[tuple[str, str], ...], said: str
) -> None:
    with pytest.raises(StancebookError) as refused:
        newer(operation, edits=edits)
    found = [one for one in refused.value.problems if said in one.message]
    assert found
    assert found[0].line in range(8, 10), str(found[0])


@pytest.mark.parametrize(
    ("operation", "said"),
    [
        ("rename, criterion: advice, value: speak, to: dialog", "there is no value 'dialog'"),
        ("rename, criterion: advise, value: talk, to: stop", "there is no criterion 'advise'; did you mean advice?"),
        ("rename, off_scale: dark, to: doubtful", "there is no off-scale answer 'doubtful'"),
        ("split, criterion: tone, value: cool, to: [calm, icy]", "there is no value 'icy'"),
    ],
)
def test_operations_that_lead_to_nothing_are_told_and_refuse_no_rubric(operation: str, said: str) -> None:
    (found,) = vanished_names(newer(operation))
    assert found.message.startswith(said)
    assert found.loc == ("changelog", 0, "operations", 0)


def test_a_criterion_to_be_asked_anew_that_is_not_there_is_told_and_refuses_no_rubric() -> None:
    (found,) = vanished_names(newer(recode="works, tune"))
    assert found.message.startswith("there is no criterion 'tune'; did you mean tone?")
    assert found.loc == ("changelog", 0, "recode", 1)


def test_a_coding_whose_new_name_is_not_there_is_stale_and_no_coding_to_migrate() -> None:
    rubric = newer("rename, criterion: advice, value: talk, to: dialog", edits=(("value: talk,", "value: dialogue,"),))
    coding = one(advice=builders.coding(OLD, "advice", ("stop", "talk"))).coding("advice")
    assert why_stale(rubric, "advice", coding) == "unknown"


def test_values_of_a_criterion_that_lists_none_have_no_operations() -> None:
    numeric = builders.RUBRIC + "  - {id: share, label: S, question: 'How much?', type: numeric}\n"
    log = 'changelog: [{version: "1", date: d, operations: [{operation: retire, criterion: share, value: 3}]}]\n'
    with pytest.raises(StancebookError, match=r"tiny\.yaml:4:.*share is numeric: it has no values that"):
        builders.rubric(numeric.replace("unit:\n", f"{log}unit:\n", 1))


def test_a_version_has_one_entry_in_the_changelog() -> None:
    log = 'changelog:\n  - {version: "1", date: d}\n  - {version: "1", date: e}\n'
    with pytest.raises(StancebookError, match=r"tiny\.yaml:6:15: the version '1' is given twice in the changelog"):
        builders.rubric(builders.RUBRIC.replace("unit:\n", f"{log}unit:\n", 1))


def test_an_id_that_is_gone_is_given_to_nothing_else() -> None:
    text = builders.RUBRIC.replace('version: "1"', 'version: "3"')
    log = """changelog:
  - {version: "3", date: d, note: talk is back}
  - {version: "2", date: d, operations: [{operation: rename, criterion: advice, value: talk, to: go-on}]}
"""
    with pytest.raises(StancebookError, match="an id that is gone is not given to anything else"):
        builders.rubric(text.replace("unit:\n", f"{log}unit:\n", 1))


def test_a_changelog_without_end_is_refused_at_once() -> None:
    entry = '  - {version: "%d", date: d, operations: [{operation: rename, criterion: advice, value: v%d, to: v%d}]}\n'
    log = "changelog:\n" + "".join(entry % (number, number - 1, number) for number in range(1000, 0, -1))
    text = builders.RUBRIC.replace("value: talk,", "value: v1000,").replace('version: "1"\n', f'version: "1000"\n{log}')
    with pytest.raises(StancebookError, match="more than 200 versions have operations"):
        builders.rubric(text)
