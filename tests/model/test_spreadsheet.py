"""What is guarded from spreadsheets comes back as it was."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from stancebook.model.spreadsheet import guarded, unguarded


@given(st.text() | st.text("'=+-@ \t\na", max_size=6))
@example("'-2' would do")
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).lstrip().startswith(("=", "+", "-", "@"))
