"""How well the ladder finds quotes again, in synthetic edits of real articles and in realistic revisions.

Run: python benchmarks/anchoring.py            all of it (about a minute)
     python benchmarks/anchoring.py --quick    fewer passages
     python benchmarks/anchoring.py --git REPOSITORY   also the real revisions of the .md files of a git repository
Columns: of the quotes still there, the share found without a question, the share put to the reviewer with the right
place and with another, and the share given up; of all found without a question, how many have an end at another word,
and how many are another passage. The last table says what other thresholds would mean.
A place is right where both of its ends lie within two characters of the true ones.
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.revisions import CORRECTIONS, SCENARIOS, CutError, Revision, Span, corrected, real_revisions, words

from stancebook.model.annotation import Evidence
from stancebook.model.reanchor import reanchor
from stancebook.workspace.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

PROJECT = Path(__file__).parents[1]


@dataclass
class Tally:
    """What became of the quotes of one scenario."""

    count: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    scores: list[tuple[float, str]] = field(default_factory=list)


def passages(text: str, chance: random.Random, number: int, least: int = 40, most: int = 300) -> Iterator[Evidence]:
    """Yield passages from word to word."""
    spans = words(text)
    while number:
        start = chance.choice(spans)[0]
        wanted = start + chance.randrange(least, most)
        ends = [b for _, b in spans if start + least <= b <= wanted]
        if ends:
            number -= 1
            yield Evidence.at(text, start, ends[-1])


def measure(tally: Tally, revision: Revision, quotes: list[Evidence]) -> None:
    """Put the quotes of the old text through the ladder."""
    for quote in quotes:
        try:
            true = revision.where((quote.start, quote.end))
        except CutError:
            continue
        begun = time.perf_counter()
        found = reanchor(quote, revision.new)
        tally.seconds.append(time.perf_counter() - begun)
        tally.count["there" if true else "gone"] += 1
        place = (found.evidence.start, found.evidence.end) if found.evidence else None
        right = (
            true is not None and place is not None and all(abs(a - b) <= 2 for a, b in zip(true, place, strict=True))
        )
        if found.method == "similarity" or found.kind == "lost":
            tally.scores.append((found.score, "gone" if true is None else "right" if right else "other"))
        if place is None:
            tally.count[f"{'there' if true else 'gone'} {found.kind}"] += 1
        elif found.certain:
            overlap = min(true[1], place[1]) - max(true[0], place[0]) if true else 0
            near = true is not None and 2 * overlap > max(true[1] - true[0], place[1] - place[0])
            tally.count["certain right" if right else "certain near" if near else "certain wrong"] += 1
            if not right:
                now = revision.new[slice(*true)] if true else "(gone)"
                tally.wrong.append(
                    f"{quote.quote!r}\n     got {found.evidence and found.evidence.quote!r}\n    true {now!r}"
                )
        else:
            tally.count["asked right" if right else "asked wrong" if true else "asked gone"] += 1


def row(name: str, tally: Tally) -> str:
    """Return a row of the table."""
    count = tally.count
    there = count["there"] or 1
    given_up = count["there lost"] + count["there ambiguous"]
    certain = count["certain right"] + count["certain near"] + count["certain wrong"]
    return (
        f"| {name} | {sum(count[k] for k in ('there', 'gone')):,} | {count['gone']:,} "
        f"| {count['certain right'] / there:.3f} | {count['asked right'] / there:.3f} "
        f"| {count['asked wrong'] / there:.3f} | {given_up / there:.3f} "
        f"| {count['certain near']} | {count['certain wrong']} of {certain:,} "
        f"| {1000 * statistics.median(tally.seconds):.2f} |"
    )


HEAD = (
    "| edit | quotes | of them gone | found silently | asked, right place | asked, other place | given up "
    "| silently, ends off by a word | silently another passage | ms |\n|---|---|---|---|---|---|---|---|---|---|"
)


def synthetic(bodies: dict[str, str], per_source: int, rounds: int, *, show: bool, lengths: Span) -> list[Tally]:
    """Measure every scenario on every article."""
    tallies = []
    print(f"\n{HEAD}")
    for name, make in SCENARIOS.items():
        tally, chance = Tally(), random.Random(7)  # noqa: S311 - repeatable, no secret
        for _ in range(rounds):
            for body in bodies.values():
                revision = make(body, chance)
                measure(tally, revision, list(passages(body, chance, per_source, *lengths)))
        print(row(name, tally), flush=True)
        tallies.append(tally)
        if show:
            print(*tally.wrong[:8], sep="\n")
    tally, chance = Tally(), random.Random(7)  # noqa: S311 - likewise
    for one, body in bodies.items():
        for other, text in bodies.items():
            if one != other:
                revision = Revision(body, text, lambda _: None)
                measure(tally, revision, list(passages(body, chance, per_source, *lengths)))
    print(row("another article on the same subject", tally))
    if show:
        print(*tally.wrong[:8], sep="\n")
    return [*tallies, tally]


def measure_corrections(workspace: Workspace, *, show: bool) -> None:
    """Measure on the corrected article: with the quotes that reviewers chose in it, and with passages."""
    source = workspace.source("wola-2025")
    revision, study = corrected(source.body), workspace.load()
    chosen = [quote for (_, name), one in study.annotations.items() if name == source.id for quote in one.quotes]
    chance = random.Random(7)  # noqa: S311 - repeatable, no secret
    print(f"\nOne article with {len(CORRECTIONS)} corrections\n\n{HEAD}")
    for name, quotes in (
        ("the reviewers' quotes", chosen),
        ("40 to 300 characters", list(passages(source.body, chance, 400))),
        ("8 to 40 characters", list(passages(source.body, chance, 400, 8, 40))),
    ):
        tally = Tally()
        measure(tally, revision, quotes)
        print(row(name, tally))
        if show:
            print(*tally.wrong[:8], sep="\n")


def measure_real(repository: Path, most: int, *, show: bool) -> None:
    """Measure on the revisions of a repository, with passages within 400 characters of a change."""
    print(f"\nReal revisions in {repository.parent.name}, passages near a change\n\n{HEAD}")
    tallies = {lengths: Tally() for lengths in ((40, 300), (12, 40))}
    chance, texts = random.Random(7), 0  # noqa: S311 - repeatable, no secret
    for revision in real_revisions(repository, most):
        texts += 1
        first = next((i for i, (a, b) in enumerate(zip(revision.old, revision.new, strict=False)) if a != b), 0)
        for lengths, tally in tallies.items():
            quotes = list(passages(revision.old, chance, 60, *lengths))
            near = sorted(quotes, key=lambda quote: abs(quote.start - first))[:10]
            measure(tally, revision, near + quotes[:5])
    for lengths, tally in tallies.items():
        print(row(f"{texts} revisions, {lengths[0]} to {lengths[1]} characters", tally))
        if show:
            print(*tally.wrong[:15], sep="\n")


def thresholds(tallies: list[Tally]) -> None:
    """Print what other thresholds would mean for passages found by similarity."""
    scores = [one for tally in tallies for one in tally.scores]
    print("\n| score | passages | right to the letter | ends off or another passage | gone |\n|---|---|---|---|---|")
    steps = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)
    for low, high in itertools.pairwise(steps):
        count = Counter(kind for score, kind in scores if low <= score < high)
        total = sum(count.values()) or 1
        print(
            f"| {low:.2f} to {min(high, 1):.2f} | {sum(count.values()):,} "
            + " ".join(f"| {count[kind]:,} ({count[kind] / total:.1%})" for kind in ("right", "other", "gone"))
            + " |"
        )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer passages")
    parser.add_argument("--show-wrong", action="store_true", help="print what was silently wrong")
    parser.add_argument("--git", type=Path, action="append", default=[], metavar="REPOSITORY")
    options = parser.parse_args()
    for repository in options.git:
        measure_real(repository, 100 if options.quick else 600, show=options.show_wrong)
    workspace = Workspace.at(PROJECT)
    measure_corrections(workspace, show=options.show_wrong)
    bodies = {name: workspace.source(name).body for name in workspace.source_paths}
    per_source, rounds = (20, 1) if options.quick else (40, 5)
    print("Passages of 40 to 300 characters")
    tallies = synthetic(bodies, per_source, rounds, show=options.show_wrong, lengths=(40, 300))
    print("\nShort passages of 8 to 40 characters")
    tallies += synthetic(bodies, per_source, rounds, show=options.show_wrong, lengths=(8, 40))
    thresholds(tallies)


if __name__ == "__main__":
    main()
