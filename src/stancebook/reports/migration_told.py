"""What migrating does to codings, or did, told, and as JSON."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from stancebook.model.annotation import Annotation
from stancebook.reports.rubric_diff_told import WITHHELD, by_annotation, operation_words
from stancebook.reports.told import Heading, Paste, Table, Text
from stancebook.reports.words import count, listed, minus

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stancebook.model.answer import Answer
    from stancebook.model.fates import Fate
    from stancebook.model.names_known import Unknown
    from stancebook.model.rubric import Rubric
    from stancebook.model.staleness import Staleness
    from stancebook.reports.told import Told
    from stancebook.workspace.migration import Migration

WHY: Final[Mapping[Staleness, str]] = {
    "meaning": "its question means something else now",
    "recode": "the changelog asks for it anew",
    "gone": "its answer is offered no more",
    "old_terms": "it is in the terms of an older version",
    "unknown": "the rubric does not have its answer, and says nowhere what became of it",
    "doubled": "its question is coded under another id too; one of the two is to be kept",
}


def migration_told(
    migration: Migration,
    fates: Sequence[Fate],
    rubric: Rubric,
    *,
    asking: str | None = None,
    withheld: int = 0,
    applied: bool = False,
    unknown: Sequence[Unknown] = (),
) -> list[Told]:
    """Return what becomes of annotations and decisions, or became of them.

    Args:
        migration: The files that change.
        fates: What becomes of the codings that may be counted.
        rubric: The rubric.
        asking: Whose answers may be shown; None for everybody's.
        withheld: How many annotations of others are left out.
        applied: Whether it was done.
        unknown: The names in operations that nothing ever had.
    """
    seen = [fate for fate in fates if asking in {None, fate.reviewer}]
    return [
        Heading(f"{rubric.id}: codings in the terms of {rubric.version}", 1),
        Text(_summary(migration, sum(fate.what == "blocked" for fate in fates), applied=applied)),
        *_operations(rubric, migration, unknown),
        *_per_reviewer(fates, withheld),
        *_answers(seen, rubric),
        *_keep_one(seen, rubric),
        *_look_again(fates),
    ]


def _summary(migration: Migration, blocked: int, *, applied: bool) -> str:
    annotations = sum(isinstance(one.before, Annotation) for one in migration.files)
    parts = [count(annotations, "annotation")]
    if decisions := len(migration.files) - annotations:
        parts.append(f"the decisions on {count(decisions, 'source')}")
    if not migration.files:
        cannot = f" but {blocked} that cannot follow" if blocked else ""
        return f"Nothing to rewrite: every coding is in these terms{cannot}."
    if applied:
        return f"Rewritten: {listed(parts)}. stance rubric migrate --undo --apply takes it back."
    return f"To be rewritten: {listed(parts)}. Nothing is written yet: --apply does it."


def _operations(rubric: Rubric, migration: Migration, unknown: Sequence[Unknown]) -> Iterator[Told]:
    every = rubric.terms.done
    if every and (migration.files or unknown):
        yield Heading("What the changelog says")
        yield from (Text(operation_words(done, rubric, unknown), item=True) for done in every)


def _per_reviewer(fates: Sequence[Fate], withheld: int) -> Iterator[Told]:
    own = [fate for fate in fates if fate.actor is None]
    if own:
        yield Heading("Codings")
        rows = []
        for reviewer in dict.fromkeys(fate.reviewer for fate in own):
            theirs = [fate for fate in own if fate.reviewer == reviewer]
            what = Counter(fate.what for fate in theirs)
            aside = what["retired"] + what["blocked"]
            moved = sum(fate.rewritten for fate in theirs)
            rows.append((reviewer, *map(str, (len(theirs), moved, what["stale"], aside))))
        yield Table(("reviewer", "codings", "called otherwise", "stale", "left as they are"), tuple(rows))
    if withheld:
        yield Text(f"{count(withheld, 'annotation')} {WITHHELD} They are migrated like the rest.")


def _answers(fates: Sequence[Fate], rubric: Rubric) -> Iterator[Told]:
    told = [fate for fate in fates if fate.rewritten or fate.what in {"retired", "blocked"} or fate.why == "gone"]
    if told:
        yield Heading("What becomes of answers")
    for fate in told:
        changed = f" → {_shown(fate.after)}" if fate.after != fate.before else ""
        where = f"{fate.reviewer} · {fate.source} · {_criterion(fate, rubric)}"
        yield Text(f"{where}: {_shown(fate.before)}{changed} ({_becomes(fate)})", item=True)


def _criterion(fate: Fate, rubric: Rubric) -> str:
    known = rubric.by_id.get(fate.now)
    name = known.heading if known else fate.now
    return f"{name} ({fate.actor})" if fate.actor else name


def _shown(answer: Answer) -> str:
    if answer.value is None:
        return answer.off_scale or ""
    match answer.value:
        case bool(said):
            return "yes" if said else "no"
        case tuple(chosen):
            return ", ".join(chosen)
        case value:
            return minus(str(value))


def _becomes(fate: Fate) -> str:
    match fate.what:
        case "retired":
            return f"kept as it is: {fate.became}"
        case "blocked":
            return f"kept as it is: {fate.became}; coded under both ids"
        case "stale":
            follows = "follows; " if fate.rewritten else ""
            return (
                f"{follows}stale: {fate.became if fate.why == 'gone' and fate.became else WHY[fate.why or 'meaning']}"
            )
        case _:
            return "follows"


def _keep_one(fates: Sequence[Fate], rubric: Rubric) -> Iterator[Told]:
    blocked = [fate for fate in fates if fate.what == "blocked"]
    if blocked:
        yield Heading("Coded under two ids")
        yield Text("Only who coded it can say which is meant. Until then the one under the newer id counts:")
        lines = []
        for fate in blocked:
            keep = f"stance code {fate.source} --reviewer {fate.reviewer} --keep"
            lines.append(f"{keep} {fate.criterion}   # or --keep {rubric.terms.now(fate.criterion).criterion}")
        yield Paste(tuple(lines), "sh")
        yield Text("What is not kept is taken away; stance code SOURCE --undo brings it back.")


def _look_again(fates: Sequence[Fate]) -> Iterator[Told]:
    stale = [fate for fate in fates if fate.what == "stale" and fate.actor is None]
    if stale:
        yield Heading("To be looked at again")
        reasons = Counter(fate.why for fate in stale)
        for why, number in reasons.most_common():
            yield Text(f"{count(number, 'coding')}: {WHY[why or 'meaning']}", item=True)
        yield Text("stance status --stale lists them; the annotate screen shows the old answer, kept with one key.")


def undo_told(undo: Migration, rubric: Rubric, *, applied: bool = False) -> list[Told]:
    """Return what taking the last migration back changes, or changed."""
    if not undo.files:
        return [Heading(f"{rubric.id}: nothing to take back", 1), Text("No migration stands in the journals.")]
    done = "Taken back" if applied else "To be taken back"
    files = f"the migration to {undo.version}, in {count(len(undo.files), 'file')}"
    told: list[Told] = [
        Heading(f"{rubric.id}: taking back migration {undo.number}", 1),
        Text(f"{done}: {files}." + ("" if applied else " Nothing is written yet: add --apply.")),
    ]
    kept = [
        (one.journal.reviewer, one.journal.source, listed(one.edited_since)) for one in undo.files if one.edited_since
    ]
    if kept:
        told += [
            Heading("Edited since, and left as they are now"),
            Table(("reviewer", "source", "what"), tuple(kept)),
            Text("What stood there before is in the journals, below _migrations."),
        ]
    if rubric.version == undo.version:
        told.append(Text(f"The rubric still says {rubric.version}; put the older version back in its place as well."))
    return told


def migration_json(
    migration: Migration,
    fates: Sequence[Fate],
    rubric: Rubric,
    *,
    withheld: int = 0,
    applied: bool = False,
    unknown: Sequence[Unknown] = (),
) -> dict[str, Any]:
    """Return it as the JSON object ``stancebook/rubric-migrate/1``; ``fates`` are those that may be shown."""
    return {
        "schema": "stancebook/rubric-migrate/1",
        "rubric": {"id": rubric.id, "version": rubric.version},
        "migration": migration.number,
        "applied": applied,
        "undo": False,
        "files": len(migration.files),
        "unknown_names": [one.message for one in unknown],
        "annotations": [
            {"reviewer": reviewer, "source": source, "codings": [_fate_json(fate) for fate in every]}
            for (reviewer, source), every in by_annotation(fates).items()
        ],
        "withheld": withheld,
    }


def undo_json(undo: Migration, rubric: Rubric, *, applied: bool = False) -> dict[str, Any]:
    """Return the taking back of a migration as the JSON object ``stancebook/rubric-migrate/1``."""
    return {
        "schema": "stancebook/rubric-migrate/1",
        "rubric": {"id": rubric.id, "version": rubric.version},
        "migration": undo.number,
        "version": undo.version,
        "applied": applied,
        "undo": True,
        "files": len(undo.files),
        "edited_since": [
            {"reviewer": one.journal.reviewer, "source": one.journal.source, "what": list(one.edited_since)}
            for one in undo.files
            if one.edited_since
        ],
    }


def _fate_json(fate: Fate) -> dict[str, Any]:
    return {
        "criterion": {"before": fate.criterion, "after": fate.now},
        "actor": fate.actor,
        "before": _answer_json(fate.before),
        "after": _answer_json(fate.after),
        "becomes": fate.what,
        "why": fate.why,
    }


def _answer_json(answer: Answer) -> dict[str, Any]:
    value = list(answer.value) if isinstance(answer.value, tuple) else answer.value
    return {"value": value, "off_scale": answer.off_scale}
