"""What decisions teach, in a terminal, as Markdown and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from stancebook.model.decision import CAUSE_WORDS
from stancebook.reports.decision_words import decision_about, since_words
from stancebook.reports.markdown_text import text
from stancebook.reports.terminal.text import BOLD, Line, Piece, flow, joined, line, prose
from stancebook.reports.words import WITHHELD_UNTIL, count, minus, one_line

if TYPE_CHECKING:
    from stancebook.comparison.learning import Counts, Learning, Overruled
    from stancebook.model.answer import Answer
    from stancebook.model.study import Study

SCHEMA: Final = "stancebook/overruled/1"
_MOST_RULES: Final = 8
NARROWEST: Final = 60
_AGAINST: Final = "against your codings"


def in_short(found: Learning) -> str:
    """Return in a sentence how often a reviewer was overruled, and mostly why; empty where nothing is decided."""
    if not found.settled:
        return ""
    only = found.settled == 1
    if not found.overruled:
        return f"{count(found.settled, 'settled decision')} on your codings, {'' if only else 'all '}as you coded."
    cause, many = found.causes[0]
    mostly = "" if len(found.overruled) == 1 else "mostly: "
    why = f" ({mostly}{CAUSE_WORDS[cause]})" if cause and 2 * many > len(found.overruled) else ""
    which = "The only settled decision" if only else f"{len(found.overruled)} of {found.settled} settled decisions"
    return f"{which} on your codings went against them{why}."


def causes_words(found: tuple[tuple[Any, int], ...], of: int, which: str = "") -> str:
    """Return why reviewers differed, counted: ``a slip: 2 of 3 decisions; the text is unclear: 1``.

    Args:
        found: Each cause, with how often it was named.
        of: Of how many decisions.
        which: Which decisions these are, where they are not all.
    """
    every = f" of {count(of, 'decision')}{which and f' {which}'}"
    told = [(CAUSE_WORDS[cause] if cause else "no cause named", many) for cause, many in found]
    return "; ".join(f"{cause}: {many}{'' if at else every}" for at, (cause, many) in enumerate(told))


def rules_words(counts: Counts) -> str:
    """Return which rules disagreements hang on: ``U3: cited or decided on in 4 of 11 disagreements; E1: 2``."""
    told: list[str] = []
    for rule in counts.rules[:_MOST_RULES]:
        first = f"cited or decided on in {rule.involved} of {count(counts.disagreements, 'disagreement')}"
        decided = f" (decided on in {rule.decided})" if rule.decided else ""
        told.append(f"{rule.rule}: {rule.involved if told else first}{decided}")
    more = len(counts.rules) - _MOST_RULES
    return "; ".join(told) + (f"; and {count(more, 'rule')} less often" if more > 0 else "")


def render_learning(study: Study, found: Learning, *, width: int = 80, colour: bool = False) -> str:
    """Return where a reviewer was overruled and why, as text for a terminal.

    Args:
        study: The study.
        found: What decisions say.
        width: Cells of the terminal; no line is wider (nor than 60 where it is narrower than that).
        colour: Whether to use bold type.
    """
    width = max(width, NARROWEST)
    rubric = study.rubric
    title = f"DECIDED OTHERWISE  {found.reviewer}, {one_line(rubric.id)} {one_line(rubric.version)}"
    lines: list[Line] = [line(Piece(title, BOLD))]
    lines += prose(summary(found), width)
    for number, one in enumerate(found.overruled, 1):
        lines += [(), *_case(study, number, one, width)]
    for name, told in counted(found):
        lines += [(), *titled(name.upper(), told, width)]
    return joined(lines, colour=colour)


def _nothing(found: Learning) -> str:
    if found.withheld:
        return f"Nothing is settled on your codings that you may see yet: {WITHHELD_UNTIL}."
    if found.left_open:
        return f"Nothing is settled on your codings yet; {count(found.left_open, 'disagreement')} left open."
    return "Nothing is decided on your codings yet: stance adjudicate lists what waits."


def summary(found: Learning) -> str:
    """Return how often the reviewer was overruled, and how many of their disagreements were left open."""
    left_open = f" {count(found.left_open, 'disagreement')} of yours left open." if found.left_open else ""
    return in_short(found) + left_open if found.settled else _nothing(found)


def _rules(found: Learning) -> str:
    """Which rules the reviewer's disagreements hang on, and which disagreements these are."""
    told = rules_words(found.counts)
    return f"{told}. Counted are disagreements of yours, decided or not, in sources on which something is decided."


def counted(found: Learning) -> list[tuple[str, str]]:
    """Return what is counted, each with its name: why reviewers differed, which rules it hangs on."""
    why = causes_words(found.causes, len(found.overruled), _AGAINST) if found.overruled else ""
    told = (("Why", why), ("Rules", _rules(found) if found.counts.rules else ""))
    return [(name, words) for name, words in told if words]


def titled(title: str, told: str, width: int) -> list[Line]:
    """Return a short title with what it says beside it, as lines of a terminal."""
    return flow(map(Piece, told.split()), width, first=line(Piece(f"{title:<6}", BOLD), " "), indent=" " * 7)


def _case(study: Study, number: int, one: Overruled, width: int) -> list[Line]:
    heading = case_heading(study, one)
    lines = flow((Piece(word, BOLD) for word in heading.split()), width, first=line(Piece(f"{number}. ", BOLD)))
    for name, told in case_told(study, one, typed=True):
        lines += flow(map(Piece, told.split()), width, first=line(f"   {name:<9}"), indent=" " * 12)
    return lines


def case_heading(study: Study, one: Overruled) -> str:
    """Return what was decided on: the source and the criterion."""
    return f"{one_line(study.sources[one.source].short)} · {one_line(one.criterion.heading)}"


def case_told(study: Study, one: Overruled, *, typed: bool = False) -> list[tuple[str, str]]:
    """Return what was coded, what was decided, why, by whom and on which rule; each with its name.

    Args:
        study: The study.
        one: The coding and the decision.
        typed: Whether numbers have their signs as one types them, as in a terminal.
    """
    criterion = one.criterion
    rules = {rule.id: rule.rule for rule in (*criterion.decision_rules, *study.rubric.unit.general_rules)}
    cited = one.decision.cited_rule
    coded, decided = _words(study, one, one.coding.answer), _words(study, one, one.decision.answer)
    told = [
        ("you:", coded if typed else minus(coded)),
        ("decided:", decided if typed else minus(decided)),
        ("because:", one_line(one.decision.rationale)),
        ("", one_line(decision_about(one.decision))),
    ]
    if cited in rules:
        told.append((f"{cited}:", one_line(rules[cited])))
    if one.since:
        told.append(("outdated:", since_words(one.since)))
    return told


def _words(study: Study, one: Overruled, answer: Answer) -> str:
    return one_line(study.rubric.words(one.criterion.id, answer))


def learning_markdown(study: Study, found: Learning) -> str:
    """Return the same as Markdown."""
    parts = [f"# Decided otherwise: {text(found.reviewer)}", text(summary(found))]
    for number, one in enumerate(found.overruled, 1):
        heading = f"{text(study.sources[one.source].short)} · {text(one.criterion.heading)}"
        points = [f"- {f'**{name}** ' if name else ''}{text(told)}" for name, told in case_told(study, one)]
        parts.append("\n".join([f"## {number}. {heading}", "", *points]))
    parts += [f"{name}: {text(told).rstrip('.')}." for name, told in counted(found)]
    return "\n\n".join(parts) + "\n"


def learning_json(found: Learning) -> dict[str, Any]:
    """Return where a reviewer was overruled and why as the JSON object ``stancebook/overruled/1``."""
    return {
        "schema": SCHEMA,
        "reviewer": found.reviewer,
        "settled": found.settled,
        "followed": found.followed,
        "left_open": found.left_open,
        "overruled": [
            {
                "source": one.source,
                "criterion": one.criterion.id,
                "coded": _answer_json(one.coding.answer),
                "decided": _answer_json(one.decision.answer),
                **one.decision.model_dump(mode="json", include={"cause", "rationale", "rule", "by", "at"}),
                "outdated": one.since is not None,
            }
            for one in found.overruled
        ],
        "causes": [{"cause": cause, "times": many} for cause, many in found.causes],
        "disagreements": found.counts.disagreements,
        "rules": [rule._asdict() for rule in found.counts.rules],
    }


def _answer_json(answer: Answer) -> dict[str, Any]:
    value = list(answer.value) if isinstance(answer.value, tuple) else answer.value
    return {"value": value, "off_scale": answer.off_scale}
