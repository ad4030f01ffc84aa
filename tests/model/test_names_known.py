"""Whether operations name what there was: in the files, in earlier versions, or by an operation before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests import builders

from stancebook.model.names_known import names_of, unknown_names

if TYPE_CHECKING:
    from stancebook.model.names_known import Name

LOG = """\
changelog:
  - {version: "3", date: d, operations: [{operation: rename, criterion: advice, value: speak, to: dialogue}]}
  - {version: "2", date: d, operations: [{operation: rename, criterion: advice, value: talk, to: speak}]}
"""
TEXT = builders.RUBRIC.replace("value: talk,", "value: dialogue,")
RENAMED_TWICE = builders.rubric(TEXT.replace('version: "1"\n', f'version: "3"\n{LOG}', 1))


@pytest.mark.parametrize(
    ("held", "unknown"),
    [
        (set(names_of(builders.rubric())), []),
        ({("value", "advice", "speak")}, ["talk"]),
        ({("value", "tone", "talk")}, ["talk"]),
        (set(), ["talk"]),
    ],
)
def test_what_an_earlier_operation_made_is_known_though_no_file_holds_it(held: set[Name], unknown: list[str]) -> None:
    found = list(unknown_names(RENAMED_TWICE, held, ()))
    assert [one.message.split("'")[1] for one in found] == unknown
    assert [one.loc for one in found] == [("changelog", 1, "operations", 0, "value")] * len(unknown)
    assert not any(one.certain for one in found)
