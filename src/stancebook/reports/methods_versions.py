"""Methods: under which versions of the codebook codings were made, and what became of the codebook since."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from stancebook.model.operation import home
from stancebook.reports.words import count, listed, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.rubric import Change

Carried = tuple[str, str, str]
"""Source, criterion and reviewer of a coding."""
_MOST: Final = 200
"""So many characters of a changelog's note are told."""


def version_sentences(matrix: StanceMatrix, carried: Mapping[Carried, str]) -> Iterator[str]:
    """Yield what codings of earlier versions owe to a referee; nothing where all are of the version there is.

    Args:
        matrix: The matrix.
        carried: Under which version codings were made that a migration brought into the terms of a later one.
    """
    rubric = matrix.rubric
    made: defaultdict[str, Counter[str]] = defaultdict(Counter)
    reworded: Counter[str] = Counter()
    alike = Counter(
        (at, carried.get((source, at, reviewer), view.coding.version), view.coding.asked)
        for (source, at), cell in matrix.cells.items()
        for reviewer, view in cell.codings.items()
        if matrix.reviewers[reviewer].counts
    )
    for (at, version, asked), many in alike.items():
        if version is not None:
            made[at][version] += many
        if asked in rubric.criterion(at).same_meaning_as:
            reworded[at] += many
    total = sum(made.values(), Counter[str]())
    if not total or set(total) == {rubric.version}:
        return
    counting = [who for who, reviewer in matrix.reviewers.items() if reviewer.counts]
    coded = {(*place, who) for place, cell in matrix.cells.items() for who in counting if who in cell.codings}
    known = {change.version: number for number, change in enumerate(rubric.changelog)}
    versions = sorted(total, key=lambda one: known.get(one, -1 if one == rubric.version else len(known)), reverse=True)
    told = [f"{total[one]:,} under {one_line(one)}" for one in versions]
    unknown = len(coded) - sum(total.values())
    told += [f"{unknown:,} under one that is not recorded"] if unknown else []
    here = sum(one in coded for one in carried)
    moved = f"; a migration carried {here:,} over into the terms of a later version" if here else ""
    yield f"Codings by the version of the codebook: {listed(told)}{moved}."
    newer = rubric.changelog[: known.get(versions[0], len(known))]
    yield from _changes(matrix, newer)
    for criterion in matrix.criteria:
        name = one_line(criterion.heading)
        if reworded[criterion.id]:
            number = count(reworded[criterion.id], "coding")
            yield f"{name}: {number} of an earlier wording, which the codebook says to mean the same."
        oldest = next((one for one in versions if one in made.get(criterion.id, ())), versions[0])
        if oldest != versions[0]:
            yield f"{name}: all codings are of {one_line(oldest)} or later, when it was added, or coded anew."


def _changes(matrix: StanceMatrix, newer: tuple[Change, ...]) -> Iterator[str]:
    """Yield what the changelog says of versions that some codings are older than, oldest first."""
    by_id, terms = matrix.rubric.by_id, matrix.rubric.terms
    since = {change.version for change in newer}
    done = []
    for one in terms.done:
        at = terms.now(where).criterion if (where := home(one.operation)) else ""
        name = f"{one_line(by_id[at].heading)}: " if at in by_id else ""
        done += [f"{name}{one_line(one.words)}"] if one.version in since else []
    if done:
        yield f"What was answered follows the codebook: {'; '.join(done)}."
    for change in reversed(newer):
        if change.recode:
            names = (terms.now(key, after=change.version).criterion for key in change.recode)
            asked = listed(one_line(by_id[key].heading) if key in by_id else key for key in names)
            yield f"Version {one_line(change.version)} asked for {asked} to be coded anew."
        if note := one_line(change.note):
            cut = note if len(note) <= _MOST else f"{note[:_MOST].rstrip()} …"
            yield f"Of {one_line(change.version)} the changelog says: “{cut}”"
