"""The comparison that ``stance compare`` was asked for, of what the one who asks may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from stancebook.cli.garbage import without_collecting
from stancebook.cli.progress import working
from stancebook.cli.shown import shown_study
from stancebook.comparison.comparing import comparison, with_consensus
from stancebook.comparison.matrix import stance_matrix
from stancebook.comparison.rounds import noted, selected_in_round
from stancebook.comparison.wanted import wanted
from stancebook.model.nearest import did_you_mean
from stancebook.model.problems import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.cli.session import Session
    from stancebook.comparison.answer_table import Measures
    from stancebook.comparison.comparing import Comparison
    from stancebook.comparison.disagreement import Disagreement
    from stancebook.comparison.rounds import Round
    from stancebook.comparison.selection import Selection
    from stancebook.comparison.wanted import How, Wanted
    from stancebook.model.study import Study


class Found(NamedTuple):
    """A comparison, and which of its disagreements are listed.

    Attributes:
        comparison: The comparison.
        listed: The disagreements that pass the filters, the gravest first.
        listing: The filters in words; empty where there are none.
    """

    comparison: Comparison
    listed: tuple[Disagreement, ...]
    listing: str


class Asked(NamedTuple):
    """Whom to compare.

    Attributes:
        named: Reviewers by id; nobody for all.
        how: ``consensus`` or ``gold`` where that was asked for.
        which: The round; None for the usual one.
        pairs: Whether each two are compared by themselves.
    """

    named: tuple[str, ...] = ()
    how: How | None = None
    which: Round | None = None
    pairs: bool = False

    def wanted(self, study: Study, asking: str | None) -> Wanted:
        """Return whom the comparison is of; with the consensus whoever asks, where nobody is named."""
        named = (asking,) if self.how == "consensus" and not self.named and asking else self.named
        return wanted(study, named, self.how, which=self.which, pairs=self.pairs)


def compared_as_asked(
    session: Session,
    asked: Asked,
    selection: Selection,
    *,
    rules: Sequence[str] = (),
    measures: Measures = "all",
    drafts: bool,
    stale: bool,
    unblind: bool,
) -> tuple[Study, Comparison]:
    """Return the study as the one who asks may see it, and the comparison; record what they see for the first time.

    Args:
        session: The session.
        asked: Whom to compare.
        selection: Which sources and criteria.
        rules: The rules of which disagreements will be listed.
        measures: Which measures of agreement will be told; beside the consensus there are none.
        drafts: Whether annotations that are not complete count too.
        stale: Whether stale codings count too.
        unblind: Whether to show what is withheld from a reviewer who has not finished.

    Raises:
        NotFoundError: Where there is no such rule; it names the nearest, and nothing counts as seen.
    """
    with without_collecting():
        whole = session.study()
        _require_rules(whole, rules)
        who = asked.wanted(whole, session.asking)

        rounded = selected_in_round(whole, who.which, selection, keep=who.reviewers)
        part = who.part_of(rounded.study)
        shown = shown_study(session, whole, unblind=unblind, drafts=drafts, only=lambda _: who.shown_of(part))
        study = shown.part(part)
        options: dict[str, Any] = {"drafts": drafts, "stale": stale, "withheld": shown.withheld, "intervals": "none"}
        with working("comparing"):
            if who.how == "consensus":
                matrix = stance_matrix(study, **options, measures="none")
                matrix = with_consensus(matrix, who.reviewers[0])
            else:
                matrix = stance_matrix(study, who.reviewers, **options, measures=measures)
            matrix = noted(matrix, rounded)
            return study, comparison(matrix, who.how, who.pairs, measures, which=who.which)


def listed(found: Comparison, kinds: Sequence[str], rules: Sequence[str]) -> Found:
    """Return a comparison with the disagreements of these kinds, in which a coding cites one of these rules."""
    kept = tuple(
        one
        for one in found.disagreements
        if (not kinds or one.kind in kinds) and (not rules or not set(rules).isdisjoint(one.rules))
    )
    said = ([f"of kind {', '.join(kinds)}"] if kinds else []) + ([f"citing {', '.join(rules)}"] if rules else [])
    return Found(found, kept, " ".join(said))


def _require_rules(study: Study, rules: Sequence[str]) -> None:
    """A rule is one of the rubric, or of an earlier version that a coding still cites."""
    known = {rule for ids in study.rubric.rule_ids.values() for rule in ids}
    if set(rules) <= known:
        return
    known |= {rule for one in study.annotations.values() for coding in one.codings.values() for rule in coding.rules}
    for rule in rules:
        if rule not in known:
            raise NotFoundError(f"there is no rule '{rule[:80]}'{did_you_mean(rule, sorted(known))}")
