"""Which disagreements are gone through, what reviewers are called, and what is shown at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.comparison.cell import DISAGREEING
from stancebook.reports.disagreements import kind_words
from stancebook.reports.words import STATE_GLYPH, STATE_WORDS, count
from stancebook.tui.coding import RefusedError
from stancebook.tui.docket import Filter, key_of
from stancebook.tui.screens.chooser import Option
from stancebook.tui.verbs.choosing import choose_one
from stancebook.tui.widgets.docket_list import stage_glyph, stage_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from stancebook.tui.docket import Docket
    from stancebook.tui.screens.compare import CompareScreen

_NAMES = {
    "stage": "How far it is",
    "criterion": "Criterion",
    "source": "Source",
    "reviewer": "Reviewer",
    "kind": "Kind",
    "rule": "Rule",
}
_KEYS = {"stage": "d", "criterion": "c", "source": "s", "reviewer": "r", "kind": "k", "rule": "u"}
_STAGES = {"waiting": "to decide", "decided": "decided", "outdated": "outdated: coded anew since it was decided"}


class FilterVerbs:
    """What is shown, and by what names.

    Args:
        screen: The screen they act on.
    """

    def __init__(self, screen: CompareScreen) -> None:
        self.screen = screen

    def table(self) -> dict[str, Callable[[], object]]:
        """Return the verbs by command."""
        return {
            "compare.list": self.choose,
            "compare.filter": self.filter,
            "compare.mask": self.mask,
            "compare.unblind": self.unblind,
        }

    @property
    def docket(self) -> Docket:
        """The disagreements."""
        docket = self.screen.docket
        if docket is None:
            raise RefusedError("what was coded is still being read")
        return docket

    def why_not(self, command_id: str) -> str | None:
        """Return why a command cannot do anything now, or None."""
        if command_id == "compare.unblind" and not self.docket.withheld:
            return "nothing is withheld: you see all that reviewers completed"
        if command_id == "compare.filter" and not self.docket.every:
            return "there is no disagreement to filter"
        if command_id == "compare.list" and not self.docket.items:
            return "there is no disagreement here"
        return None

    def choose(self) -> None:
        """Choose from the list of disagreements that pass the filter."""
        docket = self.docket
        items = docket.items
        options = [
            Option(
                str(number),
                f"{stage_glyph(one)[0]} {one.source} · {one.criterion.heading} {STATE_GLYPH[one.kind]}",
                f"{stage_words(one)}; {kind_words(one)}",
            )
            for number, one in enumerate(items)
        ]
        now = next((str(number) for number, one in enumerate(items) if key_of(one) == docket.at), None)
        choose_one(
            self.screen,
            "Disagreements, the gravest first",
            options,
            lambda number: self.screen.verbs.go_to(items[int(number)]),
            now=now,
        )

    def filter(self) -> None:
        """Choose by what to filter, then what may pass."""
        docket = self.docket
        options = [
            Option(name, f"{label}: {self._shown(name)}" if self._shown(name) else label, key=_KEYS[name])
            for name, label in _NAMES.items()
            if not (name == "reviewer" and docket.masked)
        ]
        if docket.filter.parts:
            options.append(Option("all", "Show all again", key="a"))

        def chosen(name: str) -> None:
            if name == "all":
                self._use(Filter())
            else:
                self._filter_by(name)

        choose_one(self.screen, f"Show only some of {count(len(docket.every), 'disagreement')}", options, chosen)

    def _shown(self, name: str) -> str:
        value = self.docket.filter.parts.get(name, "")
        return dict(self._values(name)).get(value, value)

    def _values(self, name: str) -> list[tuple[str, str]]:
        """Return what may be asked for, with what it is called."""
        docket = self.docket
        rubric = docket.study.rubric
        match name:
            case "criterion":
                return [(key, criterion.label) for key, criterion in rubric.by_id.items()]
            case "source":
                return [(key, key) for key in docket.shown.sources]
            case "reviewer":
                return [(who, f"{who} answered as nobody else did") for who in docket.reviewers()]
            case "kind":
                return [(kind, STATE_WORDS[kind]) for kind in DISAGREEING]
            case "rule":
                texts = {rule.id: rule.rule for one in rubric.criteria for rule in one.decision_rules}
                texts |= {rule.id: rule.rule for rule in rubric.unit.general_rules}
                cited = sorted({rule for one in docket.every for rule in one.rules})
                return [(rule, f"{rule}  {texts.get(rule, '')}") for rule in cited]
        return list(_STAGES.items())

    def _filter_by(self, name: str) -> None:
        docket = self.docket
        passing = docket.passing(name)
        options = [
            Option(value, label, count(passing[value], "disagreement"))
            for value, label in self._values(name)
            if passing[value]
        ]
        options.append(Option("*", "any", key="*"))

        def chosen(value: str) -> None:
            self._use(docket.filter.asking(name, None if value == "*" else value))

        now = docket.filter.parts.get(name, "*")
        choose_one(self.screen, f"{_NAMES[name]}: which?", options, chosen, now=now)

    def _use(self, wanted: Filter) -> None:
        docket = self.docket
        docket.filter = wanted
        current = docket.current
        if current is None or not wanted.takes(current):
            docket.begin()
        if docket.current:
            self.screen.verbs.go_to(docket.current)
        self.screen.refresh_all()
        self.screen.say(f"{len(docket.items):,} of {count(len(docket.every), 'disagreement')} shown")

    def mask(self) -> None:
        """Call reviewers R1, R2, …, or by their names again."""
        docket = self.docket
        docket.masked = not docket.masked
        if docket.masked and docket.filter.reviewer:
            docket.filter = docket.filter.asking("reviewer", None)
        self.screen.refresh_all()
        told = f"{docket.mask}1, {docket.mask}2, … all through a source" if docket.masked else "by their names again"
        self.screen.say(f"reviewers are called {told}")

    def unblind(self) -> None:
        """Show what is withheld, after saying what follows from it; nothing does that is not on record already."""
        withheld = self.docket.never_seen
        if not withheld:
            self._show_withheld()
            return
        names = ", ".join(withheld[:3]) + (f" and {len(withheld) - 3} more" if len(withheld) > 3 else "")  # noqa: PLR2004
        options = [
            Option("no", "No: I complete them first", key="n"),
            Option(
                "yes",
                f"Yes: show {names}",
                "It is recorded in your annotations. What you code in these sources afterwards counts in the matrix, "
                "but not in reliability.",
                key="y",
            ),
        ]

        def chosen(value: str) -> None:
            if value == "yes":
                self._show_withheld()

        choose_one(self.screen, "Show others' codings of sources that you have not completed?", options, chosen)

    def _show_withheld(self) -> None:
        self.screen.say("reading …")
        self.screen.sitting.unblind()
