"""Whatever the rubric and the renames: codings follow, nothing becomes stale by it, and back is where it began."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests import builders
from tests.rubrics import read, rubrics

from stancebook.model.answer import Answer
from stancebook.model.consistency_operations import operation_findings
from stancebook.model.fates import fates
from stancebook.model.journal import Journal, noted, taken_back
from stancebook.model.migrating import migrated
from stancebook.model.renaming import renamed
from stancebook.model.rubric import Change, Rubric, listed_values
from stancebook.model.rubric_diff import rubric_diff
from stancebook.model.staleness import why_stale

if TYPE_CHECKING:
    from hypothesis.strategies import DataObject

    from stancebook.model.annotation import Annotation

_MAYBE = st.booleans()


def drawn_change(data: DataObject, rubric: Rubric) -> Change:
    """Draw a version that gives some ids to others; where a criterion gets another id, its scale may turn."""
    operations: list[dict[str, Any]] = []
    for criterion in rubric.criteria:
        moved = data.draw(st.booleans())
        if moved:
            operations.append({"operation": "rename", "criterion": criterion.id, "to": f"new-{criterion.id}"})
        listed = [one.value for one in listed_values(criterion) if not isinstance(one.value, bool)]
        others = data.draw(st.permutations(listed)) if moved else listed
        for old, new in zip(listed, others, strict=True):
            fresh = f"new-{old}" if isinstance(old, str) else int(old) + 100
            to = new if moved and new != old else fresh if data.draw(st.booleans()) and not moved else None
            if to is not None:
                operations.append({"operation": "rename", "criterion": criterion.id, "value": old, "to": to})
    renames = [{"operation": "rename", "off_scale": name, "to": f"new-{name}"} for name in rubric.off_scale]
    operations += data.draw(st.lists(st.sampled_from(renames), unique_by=str)) if renames else []
    return Change.model_validate_json(json.dumps({"version": "next", "date": "d", "operations": operations}))


def moved_on(old: Rubric, change: Change) -> Rubric:
    """Return the rubric after a version that renames, and does nothing else."""
    data = renamed(old, change).model_dump(mode="json", by_alias=True)
    log = [json.loads(change.model_dump_json(exclude_unset=True))]
    return Rubric.model_validate_json(json.dumps({**data, "version": change.version, "changelog": log}))


def drawn_annotation(data: DataObject, rubric: Rubric) -> Annotation:
    codings = {}
    for criterion in rubric.criteria:
        answers = [Answer(one.value) for one in criterion.offered] + [Answer(off_scale=o) for o in criterion.off_scale]
        if criterion.multiple:
            answers = [Answer((one.value,)) if isinstance(one.value, str) else one for one in answers]
        answers += {"numeric": [Answer(5)], "text": [Answer("free text")]}.get(criterion.type, [])
        coded = data.draw(st.booleans())
        if answers and coded:
            answer = data.draw(st.sampled_from(answers))
            codings[criterion.id] = builders.coding(rubric, criterion.id, answer.value, answer.off_scale)
    return builders.annotation(rubric, "r1", "one", codings)


@settings(max_examples=25)
@given(st.data())
def test_codings_follow_and_come_back(data: DataObject) -> None:
    old = read(data.draw(rubrics()))
    change = drawn_change(data, old)
    new = moved_on(old, change)
    assert list(operation_findings(new)) == []
    assert renamed(new, change, back=True).asked == old.asked
    before = drawn_annotation(data, old)
    fresh = [key for key, coding in before.codings.items() if why_stale(old, key, coding) is None]
    after = migrated(before, new)
    assert migrated(after, new) is after
    assert [fate.what for fate in fates(before, new) if fate.what not in {"kept", "follows"}] == [
        fate.what for fate in fates(before, old) if fate.what not in {"kept", "follows"}
    ]
    for key in fresh:
        assert why_stale(new, new.terms.now(key).criterion, after.coding(new.terms.now(key).criterion)) is None
    journal = noted(Journal.of(before), before, after, number=1, version="next")
    again = Journal.model_validate_json(journal.to_json())
    assert again == journal
    empty, restored, _ = taken_back(again, after, 1)
    assert (empty.steps, restored.to_json()) == ((), before.to_json())


@settings(max_examples=15)
@given(st.data())
def test_a_rename_changes_no_meaning_and_is_no_difference(data: DataObject) -> None:
    old = read(data.draw(rubrics()))
    diff = rubric_diff(old, moved_on(old, drawn_change(data, old)))
    assert (diff.differences, diff.vanished, dict(diff.changed)) == ((), (), {})


@settings(max_examples=15)
@given(rubrics(), rubrics())
def test_any_two_rubrics_can_be_compared(one: dict[str, Any], other: dict[str, Any]) -> None:
    old, new = read(one), read({**other, "rubric": one["rubric"]})
    diff = rubric_diff(old, new)
    touched = {key for difference in diff.differences for key in difference.touches}
    assert set(diff.changed) <= touched
    assert rubric_diff(old, old).differences == ()
