"""The methods paragraph: what a referee asks, said from the data; what the data do not say is named too."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from stancebook.comparison.decided import decided
from stancebook.model.decision import CAUSE_WORDS
from stancebook.reports.cell_words import sentences_beside
from stancebook.reports.decision_words import doubts
from stancebook.reports.figures import MEASURE_SIGN, MEASURE_WORDS, Figures
from stancebook.reports.manifest import Manifest
from stancebook.reports.methods_versions import version_sentences
from stancebook.reports.words import (
    count,
    few_sources,
    figure,
    listed,
    minus,
    one_line,
    percent,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.matrix import StanceMatrix
    from stancebook.comparison.scopes import Scope
    from stancebook.model.decision import Decision
    from stancebook.model.study import Reviewer
    from stancebook.reports.methods_versions import Carried

_CONSENSUS: Final = (
    "Where nothing is adjudicated, the consensus is what the codings give: a strict majority on whether there is a "
    "position; then the median, a strict majority, or the labels that more than half chose; a tie stays a tie."
)
_KINDS: Final = {
    "person": ("person", "persons"),
    "model": ("model", "models"),
}
_APART: Final = {
    "gold": ("set of gold answers", "sets of gold answers"),
    "second": ("second pass", "second passes"),
}
_MODES: Final = {
    "discussion": "discussion among them",
    "third": "a third person's decision",
    "discussion_then_third": "discussion among them, then a third person's decision",
    "majority": "the majority's answer",
    "median": "the median",
    "keep_both": "both answers to be kept",
}
_MOST_TOLD: Final = 6
_YEARS: Final = re.compile(r"(?:^|/)(\d{4})")
"""Those of a date, or of both ends of a span."""
_PARTS: Final[Mapping[Scope, str]] = {"position": "whether there is a position", "positions": "how far apart"}


def methods(
    matrix: StanceMatrix,
    *,
    software: str,
    revision: str = "",
    files: Manifest | None = None,
    carried: Mapping[Carried, str] | None = None,
    codebook: str = "below",
) -> list[str]:
    """Return the sentences of the methods paragraph.

    Args:
        matrix: The matrix.
        software: Name and version of the program.
        revision: The git revision of the workspace, if it is known.
        files: The files that the matrix rests on, with their digests.
        carried: Under which version codings were made that a migration brought into the terms of a later one.
        codebook: Where the codebook stands in what the paragraph stands in.
    """
    known = files or Manifest()
    return [
        *_material(matrix, known, codebook),
        *version_sentences(matrix, carried or {}),
        *_reviewers(matrix),
        *_double_coding(matrix),
        *_answers(matrix),
        *_reliability(matrix),
        *_adjudication(matrix),
        *sentences_beside(matrix),
        *_made(software, revision, known, withheld=bool(matrix.closed)),
    ]


def _material(matrix: StanceMatrix, files: Manifest, codebook: str) -> list[str]:
    rubric = matrix.rubric
    criteria = count(len(matrix.criteria), "criterion", "criteria")
    at = f" (file {stands})" if (stands := files.ending(f"/{rubric.id}.yaml")) else ""
    return [
        f"The unit of coding is the {rubric.unit.kind}; whose stance it is: the {one_line(rubric.unit.holder)}'s.",
        f"{count(len(matrix.sources), 'source')} entered{_dates(matrix)}; how they were selected is not recorded here.",
        (
            f"The codebook is {one_line(rubric.id)}, version {one_line(rubric.version)} ({rubric.status}){at}, with "
            f"{criteria}; it is printed in full {codebook}."
        ),
    ]


def _dates(matrix: StanceMatrix) -> str:
    """From which year to which year the sources are, where all have a date that begins with a year."""
    spans = [_YEARS.findall(source.front.date or "") for source in matrix.sources.values()]
    if not spans or not all(spans):
        return ""
    years = [year for span in spans for year in span]
    return f", of {min(years)}" if min(years) == max(years) else f", of {min(years)} to {max(years)}"


def _reviewers(matrix: StanceMatrix) -> list[str]:
    coding = {reviewer for cell in matrix.cells.values() for reviewer in cell.codings}
    reviewers = [one for who, one in matrix.reviewers.items() if who in coding or not matrix.left_out.blind]
    if not reviewers:
        return []
    said = _kinds(reviewers)
    silent = [reviewer for reviewer in reviewers if not reviewer.how]
    if len(reviewers) <= _MOST_TOLD:
        said += [
            f"{one_line(reviewer.display)}: {one_line(reviewer.how).rstrip('.')}."
            for reviewer in reviewers
            if reviewer.how
        ]
    if len(silent) == len(reviewers):
        said.append("How they coded, and how they were trained, is not registered.")
    elif silent:
        said.append(f"How {len(silent)} of them coded is not registered.")
    return said


def _kinds(reviewers: list[Reviewer]) -> list[str]:
    """How many reviewers there are of each kind, and apart from them gold answers and second passes."""
    kinds = Counter(reviewer.kind for reviewer in reviewers if reviewer.counts)
    who = listed(count(number, *_KINDS[kind]) for kind, number in kinds.items())
    said = [f"{count(kinds.total(), 'reviewer')} ({who}) coded."] if kinds else []
    apart = Counter("second" if one.second_pass_of else "gold" for one in reviewers if not one.counts)
    if apart:
        told = listed(count(number, *_APART[which]) for which, number in apart.items())
        said.append(f"Not among them {'is' if apart.total() == 1 else 'are'} {told}, in no count of codings here.")
    return said


def _double_coding(matrix: StanceMatrix) -> list[str]:
    """How much was coded twice, how independently, and as planned or not: whether it counts today or not."""
    each = [
        (cell.source, [view for reviewer, view in cell.codings.items() if matrix.reviewers[reviewer].counts])
        for cell in matrix.cells.values()
    ]
    views = [view for _, held in each for view in held]
    if not views:
        return []
    several = {source for source, held in each if sum(view.coding.independent for view in held) > 1}
    told = [source for source in matrix.sources if source not in matrix.closed]
    independent = sum(
        view.plain or (view.coding.independent and not view.coding.independence_unknown) for view in views
    )
    unknown = any(not view.plain and view.coding.independence_unknown for view in views)
    known = "known to have been made" if unknown else "made"
    coded = "coded" if unknown else "coded independently"
    planned = matrix.rubric.reliability.double_coded_share
    drawn = "" if len(several) == len(told) else "; how these were drawn is not recorded"
    seen = " that you may see" if len(told) < len(matrix.sources) else ""
    share = f"{percent(len(several) / len(told))}; planned {percent(planned)}" if told else ""
    doubly = (
        f"{len(several)} of {count(len(told), 'source')}{seen} ({share}) were {coded} by two or more reviewers{drawn}."
    )
    return [
        *([doubly] if told else []),
        (
            f"{independent:,} of {count(len(views), 'coding')} were {known} before their reviewer had seen another's "
            "of the same source."
        ),
    ]


def _answers(matrix: StanceMatrix) -> list[str]:
    offered = {key for criterion in matrix.criteria for key in criterion.off_scale}
    known = {key: off for key, off in matrix.rubric.off_scale.items() if key in offered}
    said = []
    if known:
        said.append(
            f"Answers that are no position ({listed(one_line(off.label).lower() for off in known.values())}) are kept "
            "apart from the scale and from what is not coded. In agreement they count as categories of their own and "
            "as 'no position'; distances are computed among positions only."
        )
    if left := [one_line(off.label).lower() for off in known.values() if off.agreement == "missing"]:
        said.append(f"{listed(left).capitalize()} {'is' if len(left) == 1 else 'are'} left out of agreement.")
    if matrix.attributed:
        said.append("Stances that a source reports others to hold were coded apart and enter no figure of its own.")
    return said


def _reliability(matrix: StanceMatrix) -> list[str]:
    plan = matrix.rubric.reliability
    names = listed(MEASURE_WORDS.get(measure, measure) for measure in plan.measures)
    computed = (
        f"Agreement ({names}) is computed per criterion on the independent codings, before any discussion, "
        "and never on adjudicated values; the metric follows the scale."
    )
    said = [computed]
    if told := list(_coefficients(matrix)):
        said.append(f"{'; '.join(told)}.")
    printed = any(row.low is not None for row in matrix.agreement)
    said.append(f"Intervals are at {100 * plan.interval.level:g}%." if printed else "No intervals are printed.")
    return [*said, *_thresholds(matrix)]


def _coefficients(matrix: StanceMatrix) -> Iterator[str]:
    """Every coefficient with its interval and number of sources, criterion by criterion."""
    figures = Figures(matrix.agreement)
    for criterion in matrix.criteria:
        rows = [(scope, row) for scope in _PARTS if (row := figures.coefficient(criterion.id, scope))]
        if any(row.estimate is not None for _, row in rows):
            yield f"{one_line(criterion.heading)}: {', '.join(_coefficient(scope, row) for scope, row in rows)}"


def _coefficient(scope: Scope, row: AgreementRow) -> str:
    limits = "" if row.low is None or row.high is None else f" [{minus(figure(row.low))}, {minus(figure(row.high))}]"
    sign = MEASURE_SIGN.get(row.measure, row.measure)
    return f"{_PARTS[scope]} {sign} {minus(figure(row.estimate))}{limits} (n = {row.comparable})"


def _thresholds(matrix: StanceMatrix) -> list[str]:
    """The thresholds of the study, and which coefficients reach them; no verdict where sources are few."""
    floor = matrix.rubric.reliability.floor
    held = f"The study holds coefficients against {floor.tentative:g} (tentative) and {floor.reliable:g} (reliable)"
    if few_sources(matrix):
        return [f"{held}; so few sources allow no verdict."]
    figures = Figures(matrix.agreement)
    reached: dict[str, list[str]] = {"reliable": [], "tentative": [], "below": []}
    for criterion in matrix.criteria:
        rows = [row for scope in _PARTS if (row := figures.coefficient(criterion.id, scope))]
        lowest = [row.low if row.low is not None else row.estimate for row in rows]
        least = min((value for value in lowest if value is not None), default=None)
        if least is not None:
            kind = "reliable" if least >= floor.reliable else "tentative" if least >= floor.tentative else "below"
            reached[kind].append(one_line(criterion.heading))
    words = (("reliable", "reach the upper one"), ("tentative", "the lower one"), ("below", "neither"))
    told = [f"{listed(reached[kind])} {verb}" for kind, verb in words if reached[kind]]
    if not told:
        return [f"{held}."]
    done = " What was done about those below is not recorded here." if reached["below"] else ""
    return [f"{held}, in both parts and by the lower limit where there is one: {'; '.join(told)}.{done}"]


def _adjudication(matrix: StanceMatrix) -> list[str]:
    """What the rubric asks for where reviewers disagree, and apart from it what decisions there are."""
    asked = ""
    if "mode" in matrix.rubric.adjudication.model_fields_set:
        asked = f"Where reviewers disagree, the rubric asks for {_MODES[matrix.rubric.adjudication.mode]}. "
    made = [cell.decision for cell in matrix.cells.values() if cell.decision]
    if not made:
        seen = " that you may see" if matrix.closed or matrix.left_out.blind else ""
        return [f"{asked}No disagreement{seen} has been adjudicated.", _CONSENSUS]
    seen = ", of what you may see" if matrix.closed else ""
    which = f"{count(len(made), 'decision')} {'is' if len(made) == 1 else 'are'} recorded{seen}, {_by(made)}"
    whether = " Whether they came about as it asks is not recorded." if asked else ""
    return [
        f"{asked}{which}: {_outcomes(matrix)}.{whether} {_causes(made)} The reviewers' codings stay as they were.",
        _CONSENSUS,
    ]


def _by(made: list[Decision]) -> str:
    """By whom decisions are, and how many of them are by somebody whose own coding was decided on.

    Where it is not told on which codings one of them rests, as where these are withheld, their number is not known.
    """
    by = Counter(decision.by for decision in made)
    names = (f"{one_line(who)} ({number})" if len(by) > 1 else one_line(who) for who, number in by.most_common())
    told = listed(names) if len(by) <= _MOST_TOLD else f"{len(by)} who decided"
    own = sum(decision.by in decision.basis for decision in made)
    if not own or not all(decision.basis for decision in made):
        return f"by {told}"
    which = "" if len(made) == 1 else f"{own} of them by "
    return f"by {told} ({which}a reviewer whose own coding was decided on)"


def _outcomes(matrix: StanceMatrix) -> str:
    found = decided(matrix.cells.values())
    doubted = doubts(found.outdated, found.on_stale)
    of_these = f" (of these {' and '.join(doubted)})" if doubted else ""
    vain = f", {found.in_vain} without effect, on what is not asked" if found.in_vain else ""
    return f"{found.settled} settled, {found.open} left open{of_these}{vain}"


def _causes(made: list[Decision]) -> str:
    """Why reviewers had differed, of every decision; those that name no cause are told last."""
    causes = Counter(decision.cause for decision in made)
    none = causes.pop(None, 0)
    if not causes:
        return f"Why reviewers had differed is {'not named' if len(made) == 1 else 'named in none of them'}."
    told = [f"{CAUSE_WORDS[cause]} ({number})" for cause, number in causes.most_common() if cause]
    told += [f"no cause named ({none})"] if none else []
    return f"Why reviewers had differed: {'; '.join(told)}."


def _made(software: str, revision: str, files: Manifest, *, withheld: bool) -> list[str]:
    made = f"Made with {one_line(software)}" + (f" from revision {one_line(revision)}." if revision else ".")
    if not files.names:
        return [made]
    rests = (
        f"It rests on {count(len(files.names), 'file')}; the SHA-256 of the list of their digests is {files.digest}."
    )
    missing = ["Files of what is withheld are not among them, whether there are any or not."] if withheld else []
    return [made, rests, *missing]
