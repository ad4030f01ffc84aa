"""A drafted rubric can be used at once, whatever was typed, and says what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.model.problems import StancebookError
from stancebook.workspace.rubric_check import RubricFindings, check_rubric
from stancebook.workspace.rubric_draft import KINDS, STEPS, Draft, DraftCriterion, draft_rubric
from stancebook.workspace.rubric_file import parse_rubric
from stancebook.workspace.template import rubric_template
from stancebook.workspace.yaml_write import plain

TYPED = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(str.strip)


@given(title=TYPED, holder=TYPED, question=TYPED, label=TYPED, high=TYPED, low=TYPED, steps=st.sampled_from(STEPS))
def test_whatever_is_typed_stands_in_the_rubric(
    title: str, holder: str, question: str, label: str, high: str, low: str, steps: int
) -> None:
    one = DraftCriterion("c", question, "ordinal", label, (high, low), steps)
    rubric = parse_rubric(draft_rubric(Draft("demo", title, (one,), holder)), "demo.yaml")
    assert rubric.title == " ".join(title.split())
    assert rubric.unit.holder == " ".join(holder.split())
    (criterion,) = rubric.criteria
    assert (criterion.question, criterion.label) == (" ".join(question.split()), " ".join(label.split()))
    choices = [choice for choice in rubric.choices("c") if choice.is_position]
    assert (choices[0].label, choices[-1].label) == (" ".join(high.split()), " ".join(low.split()))
    assert len(choices) == steps
    assert [choice.answer.value for choice in choices] == sorted(criterion.values, reverse=True)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_criterion_can_be_used_at_once_and_is_advised_on_only_for_what_is_left_to_write(
    kind: str,
) -> None:
    values = ("Keep it", "Change it", "Other") if kind in {"nominal", "several"} else ()
    one = DraftCriterion(
        "first", "What is it?", next(one for one in KINDS if one == kind), values=values, unit="people"
    )
    found = RubricFindings()
    check_rubric(draft_rubric(Draft("demo", "A demo", (one,))), "demo.yaml", found)
    left = {"no-definition", "no-rules", "no-examples", "undefined-values", "unbounded"}
    assert {one.rule for one in found.found} - left == set()


def test_no_rule_is_suggested_that_has_the_id_of_a_general_one_or_of_another_criterions() -> None:
    names = ("gain", "growth", "share", "sharing", "g", "1")
    text = draft_rubric(Draft("demo", "A demo", tuple(DraftCriterion(name, "What is it?") for name in names)))
    suggested = [
        line.split("id: ")[1].split(",")[0] for line in text.splitlines() if line.startswith("    #   - {id: ")
    ]
    assert suggested == ["GA1", "GR1", "S1", "SH1", "C1", "C1"]
    ruled = text.replace("    # decision_rules:", "    decision_rules:").replace("    #   - {id: ", "      - {id: ")
    rubric = parse_rubric(ruled, "demo.yaml")
    assert rubric.rule_ids["gain"] == ("GA1", "G1", "G2")


def test_nobody_has_to_quote_what_is_not_there() -> None:
    drafted = draft_rubric(Draft("demo", "A demo", (DraftCriterion("named", "Is it named?", "boolean"),)))
    assert not parse_rubric(drafted, "demo.yaml").criterion("named").wants_quote(False)


def test_the_template_needs_no_advice() -> None:
    found = RubricFindings()
    check_rubric(rubric_template("demo"), "demo.yaml", found)
    assert found.found == []


def test_what_the_template_holds_in_reserve_can_be_used() -> None:
    before, mark, reserve = rubric_template("demo").partition("# Other kinds of criteria")
    assert mark
    lines = [line.removeprefix("#") for line in reserve.splitlines()[1:]]
    rubric = parse_rubric(before + "\n".join(lines), "demo.yaml")
    assert [criterion.type for criterion in rubric.criteria] == ["ordinal", "nominal", "boolean", "numeric", "text"]


@pytest.mark.parametrize("name", ["no", "yes", "on", "y", "1e3", "007", "12", "null", "true"])
def test_ids_that_other_readers_take_for_something_else_are_quoted(name: str) -> None:
    assert plain(name) == f"'{name}'" or plain(name) == f'"{name}"'
    one = DraftCriterion(name, "What is it?", "several", values=(name, "Other"))
    text = draft_rubric(Draft(name, "A demo", (one,)))
    assert parse_rubric(text, "demo.yaml").criteria[0].id == name
    found = RubricFindings()
    check_rubric(text, "demo.yaml", found)
    assert "reads-differently" not in {one.rule for one in found.found}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (("Keep it", "keep it!"), "gives the id 'keep-it', which there is already"),
        (("Unclear", "Keep"), "gives the id 'unclear'"),
        (("Да", "Нет"), "gives no id for a value"),
    ],
)
def test_values_that_give_no_ids_are_refused(values: tuple[str, ...], said: str) -> None:
    with pytest.raises(StancebookError, match=said):
        draft_rubric(Draft("demo", "A demo", (DraftCriterion("c", "What?", "nominal", values=values),)))


def test_half_a_character_is_refused() -> None:
    with pytest.raises(StancebookError, match="half a character"):
        draft_rubric(Draft("demo", "A \ud800 demo", (DraftCriterion("c", "What?"),)))
