"""What a comparison says in words, the same in every form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from stancebook.comparison.agreement import NO_DISTANCE
from stancebook.comparison.confusion import Confusion
from stancebook.comparison.scopes import SCOPES
from stancebook.model.criterion import NumericCriterion
from stancebook.model.ids import CONSENSUS
from stancebook.reports.caveats import no_two_coders, nothing_to_compare, uncompared
from stancebook.reports.cell_words import NOT_IN_RUBRIC
from stancebook.reports.disagreements import kind_words
from stancebook.reports.figures import MEASURE_WORDS, Figures
from stancebook.reports.words import SCOPE_SHORT, count, few_sources, figure, listed, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.comparison.agreement import AgreementRow
    from stancebook.comparison.cell import CodingView
    from stancebook.comparison.comparing import Comparison
    from stancebook.comparison.confusion import AnyConfusion, LabelConfusion, LabelCount, Pair
    from stancebook.comparison.direction import Direction
    from stancebook.comparison.disagreement import Disagreement, Stand
    from stancebook.model.rubric import AnyCriterion

ORDER: Final = "position or not first, then how far apart, then how sure both are"
SUMMED: Final = "every two reviewers, summed: the answer that comes first in the row"


def named(reviewer: str) -> str:
    """Return what to call a reviewer: the id, and ``consensus`` for the consensus."""
    return "consensus" if reviewer == CONSENSUS else reviewer


def names(reviewers: Sequence[str]) -> str:
    """Return what to call several reviewers in a sentence."""
    return listed(["the consensus" if reviewer == CONSENSUS else reviewer for reviewer in reviewers])


def title(found: Comparison) -> str:
    """Return who is compared with whom."""
    every = found.reviewers
    match found.how:
        case "consensus":
            return f"{every[1]} and the consensus"
        case "gold":
            known = list(dict.fromkeys(first for first, _ in found.pairs))
            rest = [reviewer for reviewer in every if reviewer not in known]
            return listed([*rest, f"the gold answers ({names(known)})"])
        case "passes":
            return "; ".join(f"{first} and the second pass {again}" for first, again in found.pairs)
        case _:
            return names(found.answering or every) or "nobody yet"


def standing(found: Comparison) -> list[str]:
    """Return the sentences that must stand beside the figures."""
    if not found.compared:
        return [nothing_to_compare(found.matrix)]
    told = [_in_short(found)]
    match found.how:
        case "consensus":
            told.append(
                "The consensus is decided where there is a decision, else what the reviewers' codings give, those of "
                f"{found.reviewers[1]} among them. So there are counts and no coefficient: reliability is never "
                "computed from adjudicated values."
            )
        case "gold":
            told.append("Gold answers are known answers: what is measured is accuracy, not agreement among equals.")
        case "passes":
            told.append("Intra-coder agreement: one reviewer, twice; it says nothing on what others would answer.")
            told += _of_training(found)
        case _:
            told += no_two_coders(found.matrix)
    cells = sum(one.in_no_figure for one in found.disagreements)
    told += uncompared(found.matrix.rubric, found.uncompared, cells)
    if found.how != "consensus" and (few := few_sources(found.matrix)):
        told.append(few)
    return told


def basis_words(found: Comparison) -> list[str]:
    """Return what is compared: the rubric, the round unless it is the usual, how many sources, how many withheld."""
    rubric, many = found.matrix.rubric, len(found.matrix.sources)
    rounds = {"training": "training round", "second-pass": "second pass", "all": "all rounds"}
    usual = found.which == "all" and (found.how == "gold" or not rubric.anchors)
    which = "" if usual else rounds.get(found.which, "")
    version = f"{one_line(rubric.id)} {one_line(rubric.version)} ({rubric.status})"
    withheld = len(found.withheld)
    kept = "all withheld" if withheld == many > 1 else f"{withheld} withheld" if many > 1 else "withheld"
    return [one for one in (version, which, count(many, "source"), kept if withheld else "") if one]


def _in_short(found: Comparison) -> str:
    """How often all compared gave the same answer; beside gold answers or oneself, two by two."""
    if found.how == "reviewers":
        return f"Same answer in {found.same} of {count(found.compared, 'cell')} that two or more coded."
    if found.how == "consensus":
        same, of = found.alike(*found.reviewers)
        return f"{found.reviewers[1]} answers as the consensus does in {same} of {count(of, 'cell')} that have both."
    several = len({first for first, _ in found.pairs}) > 1
    told = []
    for first, second in found.pairs:
        same, of = found.alike(first, second)
        who = first if found.how == "passes" else f"{second} (beside {first})" if several else second
        told.append(f"{who} in {same} of {of}")
    what = "Answered the same both times" if found.how == "passes" else "Answered as the gold answer says"
    return f"{what}: {', '.join(told)} cells."


def _of_training(found: Comparison) -> list[str]:
    """Say so where sources of the training round stand among others."""
    many = sum(source in found.matrix.rubric.anchors for source in found.matrix.sources)
    if not 0 < many < len(found.matrix.sources):
        return []
    verb, them = ("is", "it") if many == 1 else ("are", "them")
    return [f"{count(many, 'source')} among them {verb} of the training round: --round production leaves {them} out."]


def nothing_words(found: Comparison, criterion: AnyCriterion) -> str:
    """Return that there is nothing to compare on a criterion, and why, where that is known."""
    if criterion.level == "text" and any(len(found.answers(cell)) > 1 for cell in found.of_criterion(criterion.id)):
        return NO_DISTANCE
    rows = (row for row in found.matrix.agreement if row.criterion == criterion.id and row.metric != "none")
    why = next((row.undefined for row in rows if row.undefined and not row.comparable), None)
    return f"nothing to compare: {why}" if why else "nothing to compare"


def pairs_of(found: Comparison) -> tuple[Pair | None, ...]:
    """Return the pairs that tables are made for; None stands for all pairs, summed."""
    return found.pairs or (None,)


def pair_words(pair: Pair | None) -> str:
    """Return two reviewers, or that all are meant."""
    return "all" if pair is None else f"{named(pair[0])} & {named(pair[1])}"


class Counted(NamedTuple):
    """How far a part of a criterion is agreed on: all the same, of how many, and the coefficient where there is one."""

    same: int
    of: int
    row: AgreementRow | None = None

    @property
    def words(self) -> str:
        """It in one cell: ``3/5 .68``; a dash where nothing can be compared."""
        return f"{self.same}/{self.of}" + (f" {figure(self.row.estimate)}" if self.row else "") if self.of else "–"


def overview(found: Comparison, criterion: AnyCriterion, pair: Pair | None) -> list[str]:
    """Return the figures of a criterion as cells: same answer, position, how far apart, quotes in common."""
    counted, f1 = overview_figures(found, criterion, pair)
    return [*(one.words for one in counted), figure(f1)]


def overview_figures(
    found: Comparison, criterion: AnyCriterion, pair: Pair | None
) -> tuple[list[Counted], float | None]:
    """Return the same figures as numbers: of each part, and how far quotes are in common."""
    rows = [row for row in found.by_pair if set(row.of) == set(pair or ())] if found.by_pair else found.matrix.agreement
    figures = Figures(rows)
    if found.how == "consensus" or not rows:
        told = _counted(found, criterion)
    else:
        told = [
            Counted(*figures.counts(criterion.id, scope), figures.coefficient(criterion.id, scope)) for scope in SCOPES
        ]
    f1 = next(
        (one.f1 for one in found.evidence if one.criterion == criterion.id and _is(one.pair, pair)),
        None,
    )
    return told, f1


def _is(one: Pair | None, other: Pair | None) -> bool:
    return one == other if one is None or other is None else set(one) == set(other)


def _counted(found: Comparison, criterion: AnyCriterion) -> list[Counted]:
    """The same as counts alone, where there is no coefficient."""
    several = [
        answers for cell in found.of_criterion(criterion.id) if len(answers := [*found.answers(cell).values()]) > 1
    ]
    positions = [[answer for answer in answers if answer.is_position] for answers in several]
    both = [answers for answers in positions if len(answers) > 1]
    same = sum(len(set(answers)) == 1 for answers in several)
    alike = sum(len({answer.is_position for answer in answers}) == 1 for answers in several)
    apart = Counted(sum(len(set(answers)) == 1 for answers in both), len(both))
    return [Counted(same, len(several)), Counted(alike, len(several)), apart]


def coefficient(found: Comparison) -> AgreementRow | None:
    """Return a row of the coefficient that is printed, to name it by."""
    rows: Sequence[AgreementRow] = found.by_pair or found.matrix.agreement
    return next((row for row in rows if row.measure != "percent_agreement"), None)


def heads() -> list[str]:
    """Return short heads of the overview."""
    return [*(SCOPE_SHORT[scope] for scope in SCOPES), "quotes F1"]


def explained(found: Comparison, *, in_columns: bool = False) -> str:
    """Return what the figures of the overview are.

    Args:
        found: The comparison.
        in_columns: Whether each figure has a column of its own.
    """
    row = coefficient(found)
    told = "the same, and of how many: all" if in_columns else "k/n: all"
    told += f" compared gave the same, of the {'' if in_columns else 'n '}sources that two or more coded."
    where, undefined = ("Coefficient:", "blank") if in_columns else ("Beside it", "–")
    told += f" {where} {MEASURE_WORDS.get(row.measure, row.measure)}, {undefined} where it is undefined." if row else ""
    if f1 := f1_words(found):
        told += f" Quotes F1: {f1}"
    return told


def f1_words(found: Comparison) -> str:
    """Return what the figure on quotes is; empty where there is none."""
    if not found.evidence:
        return ""
    summed = ", all pairs of reviewers added up" if len(found.reviewers) > 2 and found.evidence[0].pair is None else ""  # noqa: PLR2004
    return f"the share of quoted characters that both quote{summed}; not corrected for chance."


def confusion_title(table: AnyConfusion) -> str:
    """Return whose answers stand in rows and columns, or that pairs are summed."""
    if table.pair is None:
        return SUMMED if isinstance(table, Confusion) else "every two reviewers, summed"
    first, second = map(named, table.pair)
    return f"rows {first}, columns {second}" if isinstance(table, Confusion) else f"{first} and {second}"


def label_heads(table: LabelConfusion) -> list[str]:
    """Return what is counted of each label: that both chose it, only one of them, neither."""
    only = (f"only {named(who)}" for who in table.pair) if table.pair else ("only one",)
    return ["both", *only, "neither"]


def label_counts(table: LabelConfusion, row: LabelCount) -> list[int]:
    """Return the counts of one label under those heads."""
    return [row.both, row.first, *([row.second] if table.pair else []), row.neither]


def direction_heads(directions: Sequence[Direction]) -> list[str]:
    """Return what is told of who codes higher; the first three only on a scale with an order."""
    ordered = any(one.higher is not None for one in directions)
    return [*(("higher", "lower", "mean") if ordered else ()), "sees one", "sees none", "of"]


def direction_figures(one: Direction, heads: Sequence[str]) -> list[str]:
    """Return the figures of one reviewer under those heads."""
    steps = [str(one.higher), str(one.lower), signed(one.mean)] if "mean" in heads else []
    return [*steps, str(one.only_here), str(one.only_there), str(one.compared)]


def said_of(view: CodingView, highest: int) -> str:
    """Return what is said of a coding beside its answer, and its note; empty for nothing."""
    about, note = ", ".join(coding_words(view, highest)), one_line(view.coding.note)
    return about + (". " if about and note else "") + (f"Note: {note}" if note else "")


def direction_sentences(criterion: AnyCriterion, one: Direction) -> list[str]:
    """Return who codes higher, by how much and how often, and who sees a position where the other sees none."""
    who, against = named(one.reviewer), names(one.against) if len(one.against) == 1 else "the others"
    told = []
    if one.higher is not None and one.lower is not None and one.both:
        told.append(_higher(criterion, one, who, against))
    other = against if len(one.against) == 1 else "another"
    if one.only_here and one.only_there:
        told.append(
            f"{who} sees a position in {one.only_here} where {other} sees none, and none in {one.only_there} where "
            f"{other} sees one."
        )
    elif one.only_here:
        told.append(f"{who} sees a position in {one.only_here} where {other} sees none; never the other way round.")
    elif one.only_there:
        told.append(f"{who} sees none in {one.only_there} where {other} sees a position; never the other way round.")
    return told


def direction_name(one: Direction) -> str:
    """Return whose direction it is, and against whom where that is one."""
    return named(one.reviewer) if len(one.against) > 1 else f"{named(one.reviewer)} beside {named(one.against[0])}"


def signed(mean: float | None) -> str:
    """Return a mean difference with its sign: ``+0.4``, ``-1.0``, ``0.0``; a dash where there is none."""
    return "–" if mean is None else f"{mean:+.1f}" if round(mean, 1) else "0.0"


def stands(found: Comparison, one: Disagreement) -> list[Stand]:
    """Return the sides of a disagreement in the order in which the reviewers are compared."""
    order = {reviewer: index for index, reviewer in enumerate(found.reviewers)}
    return sorted(one.stands, key=lambda stand: min(order[reviewer] for reviewer in stand.side.reviewers))


def _higher(criterion: AnyCriterion, one: Direction, who: str, against: str) -> str:
    if not one.higher and not one.lower:
        both = "the one" if one.both == 1 else f"all {one.both}"
        return f"{who} codes as high as {against} in {both} with two positions."
    mean = one.mean or 0.0
    unit = (criterion.unit or "") if isinstance(criterion, NumericCriterion) else "step" if abs(mean) == 1 else "steps"
    size = f"{abs(mean):.1f}".removesuffix(".0") if abs(mean) >= 0.1 or not mean else "under 0.1"  # noqa: PLR2004
    side = "higher" if mean > 0 else "lower"
    average = f"on average {size} {one_line(unit)} {side}".replace("  ", " ") if mean else "on average level"
    return f"{who} codes higher than {against} in {one.higher}, lower in {one.lower} of {one.both}; {average}."


def coding_words(view: CodingView, highest: int) -> list[str]:
    """Return what is to be said of a coding beside its answer: confidence, rules, and what keeps it from counting."""
    coding = view.coding
    told = [f"confidence {coding.confidence} of {highest}"] if coding.confidence is not None else []
    if coding.rules:
        told.append(f"{'rule' if len(coding.rules) == 1 else 'rules'} {', '.join(coding.rules)}")
    signs = (
        (view.stale, NOT_IN_RUBRIC if view.unoffered else "stale"),
        (view.draft, "draft"),
        (not coding.independent, "after seeing another's"),
    )
    return [*told, *(word for holds, word in signs if holds)]


def heading(found: Comparison, one: Disagreement) -> str:
    """Return the source and the criterion of a disagreement, and how far apart the answers are."""
    about = found.matrix.sources[one.source]
    return f"{one_line(about.short)} · {one_line(one.criterion.heading)} ({kind_words(one)})"
