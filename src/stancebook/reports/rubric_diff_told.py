"""What changed between two versions of a rubric, told, and as JSON."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from stancebook.model.operation import home, kind_of
from stancebook.reports.rubric_places import place, shown
from stancebook.reports.told import Changed, Heading, Paste, Table, Text
from stancebook.reports.unknown_words import NOTE_IT, state_words
from stancebook.reports.words import count, listed
from stancebook.workspace.yaml_write import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stancebook.model.fates import Fate
    from stancebook.model.names_known import Unknown
    from stancebook.model.rubric import Rubric
    from stancebook.model.rubric_diff import Difference, RubricDiff
    from stancebook.model.terms import Done
    from stancebook.reports.told import Told

WITHHELD: Final = (
    "of others left out: of sources that you have not completed (--unblind shows them, and that is recorded)."
)

_ANSWERS: Final = (
    "By this no coding is stale but answers that may not be given any more. New questions are open, and so is a quote "
    "or a note that is required now."
)
_FIGURES: Final = "By this no coding is stale. Figures and decisions of before may come out otherwise now."


def diff_told(diff: RubricDiff, fates: Sequence[Fate], withheld: int = 0, today: str = "…") -> list[Told]:
    """Return what changed, what the changelog says of it, and which codings it touches.

    Args:
        diff: The difference.
        fates: What becomes of the codings that may be shown.
        withheld: How many annotations of others are left out.
        today: The date for a new entry of the changelog.
    """
    changed = bool(diff.differences or diff.operations)
    return [
        Heading(f"{diff.new.id} {_versions(diff)}", 1),
        Text(_summary(diff)),
        *_unaccounted(diff, fates, today),
        *_operations(diff),
        *_differences(diff, diff.in_meaning, "Changed in meaning"),
        *_same_meaning(diff),
        *_differences(diff, diff.that_change("answers"), "Changed in what is asked for", _ANSWERS),
        *_differences(diff, diff.that_change("figures"), "Changed in what figures are made of", _FIGURES),
        *_differences(diff, diff.that_change("looks"), "Changed, and nothing is stale by it"),
        *(_touched(fates, withheld, diff.new) if changed else ()),
        *_unknown(diff, fates),
    ]


def _versions(diff: RubricDiff) -> str:
    old, new = diff.old.version, diff.new.version
    edited = ", edited" if diff.differences or diff.operations else ""
    return f"{old} → {new}" if old != new else f"{new}{edited}"


def _summary(diff: RubricDiff) -> str:
    if not (diff.differences or diff.operations):
        return "Nothing changed."
    if not diff.changed:
        said = "No question changed in meaning"
    else:
        names = listed(diff.new.criterion(key).heading for key in diff.new.by_id if key in diff.changed)
        said = f"Changed in meaning: {names}"
    answers, figures = len(diff.that_change("answers")), len(diff.that_change("figures"))
    told = [
        f"{count(len(diff.in_meaning), 'change')} of meaning",
        *([f"{answers} of what is asked for"] if answers else []),
        *([f"{figures} of what figures are made of"] if figures else []),
        f"{len(diff.that_change('looks'))} of looks",
    ]
    parts = [said, ", ".join(told)]
    if diff.operations:
        parts.append(f"{count(len(diff.operations), 'operation')} recorded")
    return "; ".join(parts) + "."


def _unaccounted(diff: RubricDiff, fates: Sequence[Fate], today: str) -> Iterator[Told]:
    if diff.vanished:
        yield Heading("Gone without a word")
        yield Text("Codings may hold these. Say in the changelog, under operations, what became of them.")
        used = Counter((f.criterion, str(part)) for f in fates for part in _named(f))
        for one in diff.vanished:
            kind = "off-scale answer" if one.kind == "off_scale" else one.kind
            of = "" if one.kind == "criterion" else f" of {one.criterion}"
            uses = (
                sum(f.criterion == one.criterion for f in fates)
                if one.kind == "criterion"
                else used[one.criterion, one.name]
            )
            held = f", which {count(uses, 'coding')} {'holds' if uses == 1 else 'hold'}" if uses else ""
            was, now = one.retyped or ("", "")
            retyped = f", was {was} and is {now}: give what is asked now an id of its own" if one.retyped else ""
            yield Text(f"the {kind} '{one.name}'{of}{held}{retyped}", item=True)
        lines, where = _entry(diff, today)
        if where:
            yield Text(where)
        yield Text("It may read so; write rename, merge or split where something else stands in the place of one:")
        yield Paste(lines)
    for done in diff.merged:
        yield Text(f"{done.words}, but that was there before: write operation: merge, so that people see it is one.")


def _entry(diff: RubricDiff, today: str) -> tuple[tuple[str, ...], str]:
    """Return what is to be added to the new rubric, operations and around them what is not there yet.

    With it comes where it goes, where there is an entry of this version already.
    """
    entries = [one.entry for one in diff.vanished]
    operations = [f"- {entry}" for entry in entries]
    version = diff.new.version
    listed_already = [change for change in diff.new.changelog if change.version == version]
    if any(change.operations for change in listed_already):
        where = f"Add to the operations of {version}; where these stand in brackets, with a comma for each dash."
        return tuple(operations), where
    if listed_already:
        # In brackets it can be put under a block as well as into braces.
        flow = ["operations: [", *(f"  {entry}," for entry in entries[:-1]), f"  {entries[-1]}]"]
        where = f"Add under the entry of {version}; where that stands in braces, before they close, after a comma."
        return tuple(flow), where
    under = ["operations:", *(f"  {line}" for line in operations)]
    entry = [f"  - version: {plain(diff.new.version)}", f"    date: {today}", *(f"    {line}" for line in under)]
    return tuple(entry if diff.new.changelog else ["changelog:", *entry]), ""


def _named(fate: Fate) -> tuple[object, ...]:
    value = fate.before.value
    return value if isinstance(value, tuple) else (fate.before.off_scale if value is None else value,)


def _operations(diff: RubricDiff) -> Iterator[Told]:
    if diff.operations:
        yield Heading("Recorded in the changelog")
        yield from (Text(operation_words(done, diff.new, diff.unknown), item=True) for done in diff.operations)


def operation_words(done: Done, rubric: Rubric, unknown: Sequence[Unknown] = ()) -> str:
    """Return what an operation did, and what that means for codings; or which name in it nothing ever had.

    Args:
        done: The operation.
        rubric: The rubric whose changelog holds it.
        unknown: The names that nothing ever had.
    """
    at = home(done.operation)
    now = rubric.by_id.get(rubric.terms.now(at).criterion) if at else None
    where = f"{now.heading if now else at}: " if at else ""
    if wrong := [one.message for one in unknown if one.operation is done.operation]:
        return f"{where}{done.operation.operation} of {'; '.join(wrong)}"
    asked_no_more = kind_of(done.operation) == "criterion"
    after = {
        "rename": "codings follow",
        "merge": "codings follow; which of them it was is kept in the journal only",
        "split": "only the reviewer can say which: to be looked at again",
        "retire": "codings are kept, and asked for no more" if asked_no_more else "codings keep it, and are stale",
    }[done.operation.operation]
    return f"{where}{done.words}; {after}"


def _differences(diff: RubricDiff, differences: Sequence[Difference], heading: str, about: str = "") -> Iterator[Told]:
    if not differences:
        return
    yield Heading(heading)
    if about:
        yield Text(about)
    by_home: dict[str, list[Difference]] = {}
    for one in differences:
        by_home.setdefault(one.path[1] if one.path[0] == "criteria" else "", []).append(one)
    for criterion in ("", *diff.new.by_id, *sorted(set(by_home) - {"", *diff.new.by_id})):
        if criterion in by_home:
            known = diff.new.by_id.get(criterion)
            name = f"{known.heading} ({criterion})" if known else criterion or "For several criteria"
            if criterion or by_home[""][0].touches:
                yield Heading(name, 3)
            for one in by_home[criterion]:
                yield Changed(_what(one, diff), shown(one.before), shown(one.after))
    if any(one.path[0] == "attributed" for one in differences):
        yield Text("Attributed positions record no version: where their rule changed, look at them again.")


def _what(one: Difference, diff: RubricDiff) -> str:
    rubric = diff.new if one.after is not None else diff.old
    touched = [diff.new.criterion(key).heading for key in one.touches if key in diff.new.by_id]
    everywhere = len(touched) == len(diff.new.by_id) > 1
    scope = (
        "" if one.path[0] == "criteria" or not touched else f" ({'all criteria' if everywhere else listed(touched)})"
    )
    state = " (new)" if one.before is None else " (gone)" if one.after is None else ""
    return f"{place(one.path, rubric)}{state}{scope}"


def _same_meaning(diff: RubricDiff) -> Iterator[Told]:
    for key, digests in diff.outlived.items():
        yield Text(
            f"{key} still says same_meaning_as of {listed(digests)}, which asked what it asked before this change: "
            "take that out, or such codings go on as current."
        )
    if diff.same_meaning:
        yield Heading("If only wording was mended")
        yield Text("Then say so, under the criterion, and no coding of it is stale whose answer is still one:")
        lines: list[str] = []
        for key, digests in diff.same_meaning.items():
            lines += [f"# {key}", f"same_meaning_as: [{', '.join(digests)}]"]
        yield Paste(tuple(lines))
    if diff.declared:
        yield Text(f"Said to mean the same as before: {listed(diff.declared)}.")


def _touched(fates: Sequence[Fate], withheld: int, rubric: Rubric) -> Iterator[Told]:
    if not fates and not withheld:
        return
    yield Heading("Codings it touches")
    sources = list(dict.fromkeys(fate.source for fate in fates))
    alike: dict[tuple[str, tuple[str, ...], int, int], list[str]] = {}
    for (reviewer, source), every in by_annotation(fates).items():
        own = [one for one in every if one.actor is None]
        stale = tuple(key for key in rubric.by_id if key in {one.now for one in own if one.what == "stale"})
        moved, kept = sum(one.rewritten for one in every), sum(one.what == "kept" for one in own)
        alike.setdefault((reviewer, stale, kept, moved), []).append(source)
    rows = [
        (
            reviewer,
            str(kept),
            str(moved),
            "all" if len(stale) == len(rubric.by_id) else listed(rubric.criterion(key).heading for key in stale) or "–",
            f"all {len(named)}" if len(named) == len(sources) > 1 else listed(named),
        )
        for (reviewer, stale, kept, moved), named in alike.items()
    ]
    if rows:
        yield Table(("reviewer", "current", "rewritten", "stale", "in each of these sources"), tuple(rows))
    if withheld:
        yield Text(f"{count(withheld, 'annotation')} {WITHHELD}")


def _unknown(diff: RubricDiff, fates: Sequence[Fate]) -> Iterator[Told]:
    """Tell of codings that a change of meaning ought perhaps to have made stale, and did not."""
    of = Counter(one.reviewer for one in fates if one.state_unknown and one.now in diff.changed)
    if of:
        yield Text(f"{state_words(of)} {NOTE_IT}")


def by_annotation(fates: Sequence[Fate]) -> dict[tuple[str, str], list[Fate]]:
    """Return what becomes of codings by reviewer and source."""
    found: dict[tuple[str, str], list[Fate]] = {}
    for fate in fates:
        found.setdefault((fate.reviewer, fate.source), []).append(fate)
    return found


def diff_json(diff: RubricDiff, fates: Sequence[Fate], withheld: int = 0) -> dict[str, Any]:
    """Return it as the JSON object ``stancebook/rubric-diff/1``."""
    return {
        "schema": "stancebook/rubric-diff/1",
        "rubric": diff.new.id,
        "version": {"before": diff.old.version, "after": diff.new.version},
        "meaning": [_difference_json(one) for one in diff.in_meaning],
        "cosmetic": [_difference_json(one) for one in diff.cosmetic],
        "operations": [
            {"version": done.version, **done.operation.model_dump(mode="json", exclude_none=True)}
            for done in diff.operations
        ],
        "unknown_names": [one.message for one in diff.unknown],
        "vanished": [
            {"criterion": one.criterion, "kind": one.kind, "id": one.name, "operation": one.entry}
            for one in diff.vanished
        ],
        "changed": [key for key in diff.new.by_id if key in diff.changed],
        "same_meaning_as": diff.same_meaning,
        "codings": [
            {
                "reviewer": reviewer,
                "source": source,
                "stale": [one.now for one in every if one.what == "stale" and one.actor is None],
                "rewritten": sum(one.rewritten for one in every),
                "kept": sum(one.what == "kept" for one in every if one.actor is None),
                "state_unknown": [one.now for one in every if one.state_unknown],
            }
            for (reviewer, source), every in by_annotation(fates).items()
        ],
        "withheld": withheld,
    }


def _difference_json(one: Difference) -> dict[str, Any]:
    return {
        "path": list(one.path),
        "before": one.before,
        "after": one.after,
        "criteria": list(one.touches),
        "changes": one.what,
    }
