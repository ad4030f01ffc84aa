"""The rubric may ask for just the coefficients there are; the two packages do not know each other."""

from __future__ import annotations

from typing import get_args

from stancebook.agreement import COEFFICIENTS
from stancebook.model.rubric import Measure


def test_a_rubric_may_ask_for_every_coefficient_and_no_other() -> None:
    assert set(get_args(Measure)) == set(COEFFICIENTS)
