"""What there is to adjudicate: the disagreements one may see, filtered, and where one is among them. No Textual."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Self

from stancebook.comparison.blind import Blinded, blinded, without_others
from stancebook.comparison.decidable import to_decide, where_to_begin
from stancebook.comparison.rounds import in_round
from stancebook.model.digest import digest
from stancebook.tui.verdict import NOTHING, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from stancebook.comparison.disagreement import Disagreement
    from stancebook.comparison.rounds import Round
    from stancebook.model.decision import Adjudication
    from stancebook.model.study import Study

_MASKS: Final = "RXYZQKJW"
Key = tuple[str, str]
"""A disagreement's source and criterion."""


@dataclass(frozen=True)
class Filter:
    """Which disagreements are gone through; None stands for all.

    Attributes:
        criterion: Only of this criterion.
        source: Only in this source.
        reviewer: Only those on which nobody else answered as this reviewer did.
        kind: Only of this kind.
        rule: Only those for which a coding cites this rule.
        stage: ``waiting``: only those that wait for a decision; ``decided``: only the others; ``outdated``.
    """

    criterion: str | None = None
    source: str | None = None
    reviewer: str | None = None
    kind: str | None = None
    rule: str | None = None
    stage: str | None = None

    def takes(self, one: Disagreement) -> bool:
        """Return whether a disagreement passes."""
        return all(value in passes_by(name, one) for name, value in self.parts.items())

    def asking(self, name: str, value: str | None) -> Self:
        """Return the same filter that asks for something else by one name."""
        wanted: dict[str, Any] = {name: value}
        return replace(self, **wanted)

    @cached_property
    def parts(self) -> dict[str, str]:
        """What it asks for, by name."""
        asked = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in asked.items() if value is not None}


def passes_by(name: str, one: Disagreement) -> Sequence[str]:
    """Return what may be asked for by a name of the filter so that a disagreement passes."""
    match name:
        case "criterion":
            return (one.criterion.id,)
        case "source":
            return (one.source,)
        case "kind":
            return (one.kind,)
        case "rule":
            return one.rules
        case "reviewer":
            return _alone(one)
    return stages(one)


def _alone(one: Disagreement) -> tuple[str, ...]:
    """Return the reviewers whose answer is nobody else's."""
    answers = [one.codings[who].answer for who in one.counting]
    return tuple(who for who, answer in zip(one.counting, answers, strict=True) if answers.count(answer) == 1)


def stages(one: Disagreement) -> tuple[str, ...]:
    """Return how far a disagreement is."""
    if one.outdated:
        return ("waiting" if one.waits else "decided", "outdated")
    return ("waiting",) if one.waits else ("decided",)


@dataclass
class Docket:
    """One sitting of one person who adjudicates.

    Args:
        study: The whole study.
        by: Who decides.
        unblinded: Whether they asked for sources that they have not completed.
        which: The round whose disagreements are settled.
        masked: Whether reviewers are called R1, R2, ….
        filter: Which disagreements are gone through.
        verdicts: What is about to be decided.
        at: The disagreement that is looked at.
    """

    study: Study
    by: str
    unblinded: bool = False
    which: Round = "production"
    masked: bool = False
    filter: Filter = field(default_factory=Filter)
    verdicts: dict[Key, Verdict] = field(default_factory=dict)
    at: Key | None = None

    def __post_init__(self) -> None:
        """Work out what may be seen."""
        rounded = in_round(self.study, self.which, keep=(self.by,))
        self.anchors = rounded.anchors
        self.hidden: Blinded = blinded(rounded.study, self.by)
        self.shown = rounded.study if self.unblinded else self.hidden.study
        self.every = to_decide(self.shown)

    @property
    def withheld(self) -> tuple[str, ...]:
        """The sources of which others' codings are not shown."""
        return () if self.unblinded else self.hidden.sources

    @property
    def never_seen(self) -> tuple[str, ...]:
        """What is withheld in any round, and was never seen or is being coded: there it costs to be shown it."""
        hidden = () if self.unblinded else blinded(self.study, self.by).sources
        own = {source: self.study.annotations.get((self.by, source)) for source in hidden}
        return tuple(source for source, one in own.items() if one is None or one.begun or not one.revealed_at)

    @property
    def own(self) -> dict[str, Adjudication]:
        """What whoever decides decided themselves on sources of which nothing else is shown."""
        closed = () if self.unblinded else self.hidden.closed
        return {source: self.shown.adjudications[source] for source in closed if source in self.shown.adjudications}

    def decided(self, source: str, adjudication: Adjudication) -> None:
        """Take note of the decisions that there are on a source now."""
        self.study = _with_decisions(self.study, source, adjudication)
        if source not in self.shown.sources:
            return
        self.shown = _with_decisions(self.shown, source, adjudication)
        if source in self.hidden.closed and not self.unblinded:
            self.shown = without_others(self.shown, self.by, (source,))
            return
        number = list(self.shown.sources).index(source) + 1
        again = {key_of(one): replace(one, number=number) for one in to_decide(only_source(self.shown, source))}
        kept = [again.pop(key_of(one), None) if one.source == source else one for one in self.every]
        self.every = (*(one for one in kept if one is not None), *again.values())

    # Going through them

    @property
    def items(self) -> tuple[Disagreement, ...]:
        """The disagreements that pass the filter, the gravest first."""
        return tuple(one for one in self.every if self.filter.takes(one))

    def passing(self, name: str) -> Counter[str]:
        """Return how many would pass, by what the filter may ask for by a name, all else as it is."""
        others = self.filter.asking(name, None)
        return Counter(value for one in self.every if others.takes(one) for value in passes_by(name, one))

    @property
    def current(self) -> Disagreement | None:
        """The one that is looked at; kept, even where it passes the filter no more."""
        return next((one for one in self.every if key_of(one) == self.at), None)

    def go_to(self, one: Disagreement | None) -> None:
        """Look at a disagreement."""
        self.at = key_of(one) if one else None

    def begin(self, source: str | None = None, criterion: str | None = None) -> None:
        """Look at what was asked for, else at what was begun, else at the gravest that waits for a decision.

        Args:
            source: The source asked for; of another nothing is looked at, lest that is decided on in its place.
            criterion: The criterion asked for, where there is anything to look at.
        """
        if asked := next((one for one in self.every if key_of(one) == (source, criterion)), None):
            self.go_to(asked)
            return
        there = [one for one in self.items if source in (None, one.source)]
        begun = next((one for one in there if key_of(one) in self.verdicts), None)
        self.go_to(begun or where_to_begin(there))

    def step(self, delta: int) -> Disagreement | None:
        """Return the next or the previous one; None at the end."""
        items = self.items
        place, there = self.place(items)
        at = place + (delta if there or delta < 0 else 0)
        return items[at] if 0 <= at < len(items) else None

    def place(self, items: tuple[Disagreement, ...]) -> tuple[int, bool]:
        """Return where the one looked at stands, or would stand, among some; and whether it is among them."""
        order = {key_of(one): index for index, one in enumerate(self.every)}
        here = order.get(self.at, -1) if self.at else -1
        before = sum(order[key_of(one)] < here for one in items)
        return before, before < len(items) and key_of(items[before]) == self.at

    def next_waiting(self) -> Disagreement | None:
        """Return the next one, round in a circle, that waits for a decision."""
        items = self.items
        start = self.place(items)[0]
        round_about = (*items[start:], *items[:start])
        return next((one for one in round_about if one.waits and key_of(one) != self.at), None)

    @property
    def offered(self) -> Verdict:
        """What the form begins with here: what was decided, if anything was."""
        one = self.current
        return Verdict.of(one.decision) if one and one.decision else NOTHING

    @property
    def verdict(self) -> Verdict:
        """What is about to be decided here."""
        one = self.current
        return self.verdicts.get(key_of(one), self.offered) if one else NOTHING

    @property
    def stands(self) -> bool:
        """Whether the form says what is decided already, on the codings that there are."""
        one = self.current
        return one is not None and not one.waits and self.verdict == self.offered

    def keep(self, verdict: Verdict | None) -> None:
        """Keep what is about to be decided here; None forgets it."""
        if self.at is None:
            return
        if verdict is None or verdict == self.offered:
            self.verdicts.pop(self.at, None)
        else:
            self.verdicts[self.at] = verdict

    @property
    def unrecorded(self) -> dict[Key, Verdict]:
        """What was begun, in this sitting or one before it, and is not recorded; by disagreement."""
        return {key_of(one): self.verdicts[key_of(one)] for one in self.every if key_of(one) in self.verdicts}

    # Names

    def names(self, one: Disagreement) -> dict[str, str]:
        """Return what each reviewer of a source is called: by id, or by one mask all through it.

        The masks are R1, R2, … in an order that tells nothing, and another letter where ids look like that.
        """
        everybody = {who for who, source in self.shown.annotations if source == one.source} | {*one.codings}
        everybody |= {who for each in self.every if each.source == one.source for who in _based_on(each)}
        if not self.masked:
            return {reviewer: reviewer for reviewer in everybody}
        order = sorted(everybody, key=lambda who: digest([who, one.source], 16))
        return {reviewer: f"{self.mask}{number}" for number, reviewer in enumerate(order, 1)}

    @property
    def mask(self) -> str:
        """The letter that masks begin with: one that no reviewer's id could be mistaken for."""
        ids = [who.casefold() for who, _ in self.study.annotations]
        alike = {who[0] for who in ids if who[1:].isdecimal()}
        return next((letter for letter in _MASKS if letter.casefold() not in alike), "Reviewer ")

    def reviewers(self) -> list[str]:
        """Return the reviewers who take part in any disagreement."""
        return list(dict.fromkeys(who for one in self.every for who in one.counting))


def _based_on(one: Disagreement) -> Iterable[str]:
    return one.decision.basis if one.decision else ()


def key_of(one: Disagreement) -> Key:
    """Return what a disagreement is known by."""
    return (one.source, one.criterion.id)


def _with_decisions(study: Study, source: str, adjudication: Adjudication) -> Study:
    return replace(study, adjudications={**study.adjudications, source: adjudication})


def only_source(study: Study, source: str) -> Study:
    """Return one source of a study, with what was coded and decided on it."""
    annotations = {key: one for key, one in study.annotations.items() if key[1] == source}
    decisions = {source: study.adjudications[source]} if source in study.adjudications else {}
    return replace(study, sources={source: study.sources[source]}, annotations=annotations, adjudications=decisions)
