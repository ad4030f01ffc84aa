"""A value of another type than the scale's is named as what it is, beside what would be right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests import builders, rubrics

from stancebook.model.answer import Answer

if TYPE_CHECKING:
    from stancebook.model.answer import Value

SCALE = "works takes a number of its scale (-2, -1, 0, 1, 2), not"


@pytest.mark.parametrize(
    ("criterion", "value", "said"),
    [
        ("works", "-1", f"{SCALE} the text '-1'; write -1"),
        ("works", "Mostly works", f"{SCALE} the text 'Mostly works'; write 1"),
        ("works", 1.0, f"{SCALE} the number 1.0; write 1"),
        ("works", 0.5, f"{SCALE} the number 0.5"),
        ("works", True, f"{SCALE} true"),
        ("works", ("2",), f"{SCALE} a list; write 2"),
        ("works", ("1", "2"), f"{SCALE} a list"),
        ("works", "no", "'no' is no value of works; its scale is -2, -1, 0, 1, 2"),
        ("works", "unclear", "'unclear' is an off-scale answer of works, and no value: it belongs in off_scale"),
        ("tone", ("calm",), 'tone takes a single value, not a list; write "calm"'),
        ("tone", ("calm", "warm"), "tone takes a single value, not a list"),
        ("tone", 1, "tone takes the id of a value, not the number 1; there are calm, sharp, warm"),
        ("advice", "stop", "advice takes a list of values, not the text 'stop'; write [\"stop\"]"),
        ("advice", "talk, Stop", 'advice takes a list of values, not the text \'talk, Stop\'; write ["stop", "talk"]'),
        ("advice", "no", "advice takes a list of values, not the text 'no'"),
        ("advice", False, "advice takes a list of values, not false"),
    ],
)
def test_a_value_of_another_type_is_told_with_what_would_be_right(criterion: str, value: Value, said: str) -> None:
    assert builders.rubric().why_not_an_answer(criterion, Answer(value)) == said


@pytest.mark.parametrize(
    ("criterion", "value", "said"),
    [
        ("mentions", "yes", "mentions takes true or false, not the text 'yes'; write true"),
        ("mentions", 0, "mentions takes true or false, not the number 0; write false"),
        ("mentions", 2, "mentions takes true or false, not the number 2"),
        ("deaths", "12", "not the text '12'; write 12"),
        ("deaths", "many", "not the text 'many'"),
        ("deaths", True, "not true"),
        ("demand", 3, 'demand takes a text, not the number 3; write "3"'),
        ("demand", ("a",), "demand takes a text, not a list"),
    ],
)
def test_so_it_is_of_every_kind_of_scale(criterion: str, value: Value, said: str) -> None:
    reason = rubrics.everything().why_not_an_answer(criterion, Answer(value))
    assert reason is not None
    assert reason.endswith(said)


def test_an_off_scale_answer_beside_values_excludes_them() -> None:
    rubric = builders.rubric()
    said = "'not_addressed' is an off-scale answer of advice, and excludes every value: keep the values, or "
    assert rubric.why_not_an_answer("advice", Answer(("not_addressed", "stop"))) == f"{said}not_addressed alone"
    with pytest.raises(ValueError, match="excludes every value"):
        rubric.parse_answer("advice", "stop, not_addressed")
    alone = "'not_addressed' is an off-scale answer of advice, and no value: it belongs in off_scale"
    assert rubric.why_not_an_answer("advice", Answer(("not_addressed",))) == alone
    turned = "'stop' is a value of advice, and not off its scale: it belongs in value"
    assert rubric.why_not_an_answer("advice", Answer(off_scale="stop")) == turned


def test_a_long_number_is_not_repeated_whole_even_where_python_writes_none_so_long() -> None:
    rubric = rubrics.everything()
    for criterion in ("mentions", "deaths", "demand"):
        assert len(rubric.why_not_an_answer(criterion, Answer(-(10**5000))) or "") in range(1, 200)
    for criterion in ("works", "tone", "advice"):
        assert len(builders.rubric().why_not_an_answer(criterion, Answer(10**5000)) or "") in range(1, 200)


def test_a_long_text_is_not_repeated_whole() -> None:
    for criterion in ("works", "advice"):
        reason = builders.rubric().why_not_an_answer(criterion, Answer("x" * 5000))
        assert reason is not None
        assert len(reason) < 200
