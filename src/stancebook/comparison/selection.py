"""Which part of a matrix is shown, and in which order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from stancebook.comparison.disagreement import disagreements_in, seriousness
from stancebook.model.criterion import NumericCriterion, OrdinalCriterion
from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import NotFoundError
from stancebook.model.source import FrontMatter
from stancebook.model.source_named import source_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from stancebook.comparison.cell import Cell
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.model.annotation import Annotation
    from stancebook.model.rubric import AnyCriterion
    from stancebook.model.source import Source
    from stancebook.model.study import Study

SORTS: Final = ("title", "date", "publisher", "disagreement")
NO_GROUP: Final = "not given"
_NO_GROUPING: Final = frozenset({"regions"})


class Selection(NamedTuple):
    """What was asked for.

    Attributes:
        sources: Ids of sources, or numbers, titles or beginnings of ids that mean one; none for all.
        criteria: Ids of criteria, or labels or beginnings that mean one; none for all.
        reviewers: Ids of reviewers; none for all.
        sort: title, date, publisher, disagreement or a criterion; a ``-`` in front turns it round.
        group_by: A field of the front matter; dates by year.
        only_disagreements: Whether to leave out sources on which no two independent codings disagree.
    """

    sources: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    sort: str | None = None
    group_by: str | None = None
    only_disagreements: bool = False


def chosen_study(study: Study, selection: Selection) -> Study:
    """Return the study with the chosen sources, criteria and reviewers only; figures of a matrix of it are theirs.

    Raises:
        NotFoundError: Naming the nearest, where a name means nothing or several things.
    """
    sources, rubric = study.sources, study.rubric
    if selection.sources:
        titles = {source: (about.title, about.short) for source, about in sources.items()}
        numbered = list(sources)
        chosen = {source_named(name, sources, numbered=numbered, titles=titles) for name in selection.sources}
        sources = {source: about for source, about in sources.items() if source in chosen}
    shown = study.shown
    if selection.criteria:
        wanted = {rubric.find_criterion(name).id for name in selection.criteria}
        needed = wanted | rubric.behind(wanted)
        rubric = rubric.with_criteria(needed)
        shown = None if needed == wanted else tuple(criterion for criterion in rubric.by_id if criterion in wanted)
    reviewers = {_find_reviewer(study, name) for name in selection.reviewers} or set(study.reviewers)
    if sources is study.sources and rubric is study.rubric and not selection.reviewers:
        return study
    annotations = {
        key: _without(annotation, set(study.rubric.by_id) - set(rubric.by_id))
        for key, annotation in study.annotations.items()
        if key[1] in sources and key[0] in reviewers
    }
    return replace(
        study,
        rubric=rubric,
        sources=sources,
        annotations=annotations,
        shown=shown,
        cut_from=study.every_annotation,
    )


def _without(annotation: Annotation, criteria: set[str]) -> Annotation:
    kept = {key: coding for key, coding in annotation.codings.items() if key not in criteria}
    return annotation.model_copy(update={"codings": kept}) if criteria else annotation


def arranged(matrix: StanceMatrix, selection: Selection) -> StanceMatrix:
    """Return the matrix with its sources filtered, sorted and grouped; the figures stay those of all sources.

    Raises:
        NotFoundError: Where there is nothing to sort or group by under that name.
    """
    order = list(matrix.sources)
    if selection.only_disagreements:
        disputed = _gravest(matrix)
        order = [source for source in order if source in disputed]
    if selection.sort:
        order = _sorted(matrix, order, selection.sort)
    groups: dict[str, str] = {}
    if selection.group_by:
        groups = _groups(matrix, order, selection.group_by)
        order.sort(key=lambda source: (groups[source] == NO_GROUP, groups[source].casefold(), groups[source]))
    sources = {source: matrix.sources[source] for source in order}
    cells = {(s, c.id): matrix.cells[s, c.id] for s in order for c in matrix.criteria}
    left_out = matrix.left_out._replace(agreeing=len(matrix.sources) - len(order))
    kept = {key: many for key, many in matrix.attributed.items() if key[0] in sources}
    return replace(matrix, sources=sources, cells=cells, groups=groups, left_out=left_out, attributed=kept)


def _gravest(matrix: StanceMatrix) -> dict[str, list[tuple[int, bool, float, int]]]:
    """Return how serious each disagreement on a source is, the gravest first; a source without any is not there."""
    found: dict[str, list[tuple[int, bool, float, int]]] = {}
    for one in disagreements_in(matrix):
        found.setdefault(one.source, []).append(seriousness(one))
    return found


def _find_reviewer(study: Study, name: str) -> str:
    if name not in study.reviewers:
        raise NotFoundError(f"nobody called '{name[:80]}' codes here{did_you_mean(name, study.coders)}")
    return name


def _sorted(matrix: StanceMatrix, order: list[str], by: str) -> list[str]:
    """Sort; whichever way round, what lies off the scale comes after it and what has no value last."""
    backwards, name = by.startswith("-"), by.removeprefix("-")
    key = _key(matrix, name)
    keys = {source: key(source) for source in order}
    known = {source: one for source, one in keys.items() if one is not None}
    along = sorted(known, key=lambda source: known[source][1], reverse=backwards)
    along.sort(key=lambda source: known[source][0])
    return along + [source for source in order if source not in known]


_Place = tuple[int, Any]
"""Where a source stands: on the scale (0) or off it (1), and where there."""


def _key(matrix: StanceMatrix, name: str) -> Callable[[str], _Place | None]:
    match name:
        case "title":
            return lambda source: (0, matrix.sources[source].title.casefold())
        case "date":
            return lambda source: _given(matrix.sources[source].front.date)
        case "publisher":
            return lambda source: _given((matrix.sources[source].front.publisher or "").casefold())
        case "disagreement":
            # The most disputed first: a minus turns it round.
            grave = _gravest(matrix)
            return lambda source: (0, (-len(grave.get(source, ())), grave.get(source, ())))
    try:
        criterion = matrix.rubric.find_criterion(name)
    except NotFoundError:
        offered = (*SORTS, *matrix.rubric.by_id)
        hint = did_you_mean(name, offered)
        raise NotFoundError(f"cannot sort by '{name[:80]}'{hint or ': ' + ', '.join(offered)}") from None
    return lambda source: _place(criterion, matrix.cells[source, criterion.id])


def _given(text: str | None) -> _Place | None:
    return (0, text) if text else None


def _place(criterion: AnyCriterion, cell: Cell) -> _Place | None:
    """Where a cell stands among others: along the scale, then off it; none without a consensus."""
    stands = cell.consensus
    if not stands.given:
        return None
    if stands.off_scale is not None:
        off = list(criterion.off_scale)
        return 1, [off.index(stands.off_scale) if stands.off_scale in off else len(off)]
    if isinstance(criterion, OrdinalCriterion | NumericCriterion) and isinstance(stands.value, int | float):
        return 0, [stands.value]
    labels = stands.value if isinstance(stands.value, tuple) else (stands.value,)
    order: Mapping[Any, int] = {value: index for index, value in enumerate(criterion.values)}
    return 0, sorted(order.get(label, len(order)) for label in labels)


def _groups(matrix: StanceMatrix, order: Iterable[str], by: str) -> dict[str, str]:
    known = [name for name in FrontMatter.model_fields if name not in _NO_GROUPING]
    known += sorted({name for source in matrix.sources.values() for name in source.front.model_extra or {}})
    if by not in known:
        hint = did_you_mean(by, known)
        raise NotFoundError(f"no source has a field '{by[:80]}' to group by{hint or ': ' + ', '.join(known)}")
    return {source: _group(matrix.sources[source], by) for source in order}


def _group(source: Source, by: str) -> str:
    value = getattr(source.front, by, None)
    if value is None or value in ("", (), []):
        return NO_GROUP
    if by == "date":
        return str(value)[:4]
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
