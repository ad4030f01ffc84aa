"""Dates: what EDTF takes, what it does not, and what was meant."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - Hypothesis reads the annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.model.edtf import why_no_date

# The examples of the specification, levels 0 and 1, and what our own sources hold.
GOOD = [
    "1985-04-12",
    "1985-04",
    "1985",
    "1985-04-12T23:20:30",
    "1985-04-12T23:20:30Z",
    "1985-04-12T23:20:30-04",
    "1985-04-12T23:20:30+04:30",
    "1964/2008",
    "2004-06/2006-08",
    "2004-02-01/2005-02-08",
    "2004-02-01/2005-02",
    "2004-02-01/2005",
    "2005/2006-02",
    "Y170000002",
    "Y-170000002",
    "2001-21",
    "1984?",
    "2004-06~",
    "2004-06-11%",
    "201X",
    "20XX",
    "2004-XX",
    "1985-04-XX",
    "1985-XX-XX",
    "1985-04-12/..",
    "1985/..",
    "../1985-04",
    "../1985",
    "1985-04-12/",
    "1985/",
    "/1985-04",
    "1984~/2004-06",
    "-1985",
    "0000",
    "2024-02-29",
    "1998~",
    "2023-12/2024-02",
    "2001-21/2001-22",
]
BAD = [
    "2025-13",
    "2025-00",
    "2025-04-31",
    "2025-02-29",
    "2025-4-14",
    "25-04-14",
    "2025-04-14T25:00:00",
    "2025-XX-04",
    "2001-25",
    "2001-21-04",
    "/",
    "../..",
    "2024/2023",
    "2024-05/2024-04-30",
    "2024-04-14/2024-04-13",
    "X025",
    "2X25",
    "Y2025",
    "2025-04-14??",
    "1985-04-XXT10:00:00Z",
    "2025/04/14/1",
    "2025-04-14Z",
    "soon",
    "201X-XX-04",
]


@pytest.mark.parametrize("text", GOOD)
def test_a_date_of_the_format_is_one(text: str) -> None:
    assert why_no_date(text) is None


@pytest.mark.parametrize("text", [*BAD, "", " ", "2025-04-14 ", "٢٠٢٥"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert why_no_date(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("14.4.2025", "2025-04-14"),
        ("14. 4. 2025", "2025-04-14"),
        ("2025/4/14", "2025-04-14"),
        ("2025.04.14", "2025-04-14"),
        ("April 14, 2025", "2025-04-14"),
        ("14 April 2025", "2025-04-14"),
        ("Sept. 3rd, 2024", "2024-09-03"),
    ],
)
def test_another_way_of_writing_is_answered_with_what_it_means(text: str, meant: str) -> None:
    assert why_no_date(text) == f"'{text}' is no date that programs understand; did you mean {meant}?"


@pytest.mark.parametrize("text", ["4/5/2025", "31.2.2025", "Smarch 13, 2025", "spring 2025"])
def test_what_may_mean_two_dates_or_none_is_answered_with_how_to_write_one(text: str) -> None:
    assert "; write 2025-04-14, 2025-04, 2025, or" in (why_no_date(text) or "")


@given(st.dates(), st.dates())
def test_every_day_is_a_date_and_every_span_that_runs_forward(one: dt.date, other: dt.date) -> None:
    assert why_no_date(one.isoformat()) is None
    backward = why_no_date(f"{one.isoformat()}/{other.isoformat()}")
    assert (backward is None) == (one <= other)


@given(st.text(max_size=40) | st.text("0123456789-/XYT:.~?% ", max_size=30))
def test_any_text_is_a_date_or_told_why_not(text: str) -> None:
    why_no_date(text)
