"""How often do the printed 95% intervals hold the true value? A simulation over several populations.

Run: python benchmarks/coverage.py [samples per cell, default 1000 [method, or rule [words of a title]]].
Prints the table of docs/agreement.md.
Each cell counts only samples for which an interval is printed; the second figure is their share.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import Pool
from typing import TYPE_CHECKING

import numpy as np

from stancebook.agreement import Ratings, measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNITS = (10, 12, 15, 20, 25, 30, 40, 80)
RESAMPLES = 1_000
TRUTH_UNITS = 1_000_000


@dataclass(frozen=True)
class Population:
    """Where samples come from: a true class per unit, and coders who see it through noise.

    Attributes:
        title: For the table.
        shares: Of the true classes.
        coders: How many.
        sees: The probability that a coder sees the class; else they answer at random, as often as the shares.
        noise: Where given, coders answer the class plus normal noise, rounded, instead.
        missing: Share of missing ratings.
        coefficient: Measured.
        options: Of the measurement.
    """

    title: str
    shares: tuple[float, ...]
    coders: int
    sees: float = 0.0
    noise: float | None = None
    missing: float = 0.0
    coefficient: str = "krippendorff_alpha"
    options: dict[str, str] = field(default_factory=lambda: {"metric": "nominal"})

    def ratings(self, units: int, rng: np.random.Generator) -> Ratings:
        """A sample of units."""
        classes = len(self.shares)
        true = rng.choice(classes, p=self.shares, size=units)
        shape = (units, self.coders)
        if self.noise is not None:
            answers = np.clip(np.rint(true[:, None] + rng.normal(0, self.noise, shape)), 0, classes - 1)
        else:
            guess = rng.choice(classes, p=self.shares, size=shape)
            answers = np.where(rng.random(shape) < self.sees, true[:, None], guess)
        table: NDArray[np.float64] = answers.astype(np.float64)
        table[rng.random(shape) < self.missing] = np.nan
        return Ratings.from_rows(table, scale="ordinal", categories=list(range(classes)))


EVEN3, ORDERED, SKEWED = (0.4, 0.35, 0.25), (0.15, 0.25, 0.2, 0.25, 0.15), (0.7, 0.15, 0.08, 0.04, 0.03)
ORDINAL, INTERVAL, AC = {"metric": "ordinal"}, {"metric": "interval"}, "gwet_ac"
PERCENT, QUADRATIC = "percent_agreement", {"weights": "quadratic"}
FOUR = (0.25, 0.25, 0.25, 0.25)
POPULATIONS = (
    Population("alpha nominal, 3 classes, 3 coders", EVEN3, 3, 0.8),
    Population("alpha nominal, 3 classes, 2 coders", EVEN3, 2, 0.8),
    Population("alpha nominal, 3 classes, 2 coders, poor", EVEN3, 2, 0.5),
    Population("alpha nominal, 4 classes, 3 coders, bad", FOUR, 3, 0.4),
    Population("alpha nominal, 4 classes, 3 coders, good", FOUR, 3, 0.95),
    Population("alpha nominal, 4 classes, 5 coders", FOUR, 5, 0.9),
    Population("alpha binary, prevalence .50, 2 coders", (0.5, 0.5), 2, 0.8),
    Population("alpha binary, prevalence .80, 3 coders", (0.8, 0.2), 3, 0.8),
    Population("alpha binary, prevalence .93, 2 coders", (0.93, 0.07), 2, 0.81),
    Population("alpha binary, prevalence .93, 3 coders", (0.93, 0.07), 3, 0.81),
    Population("alpha ordinal, 5 steps, 3 coders", ORDERED, 3, noise=0.7, options=ORDINAL),
    Population("alpha ordinal, 5 steps, 3 coders, good", ORDERED, 3, noise=0.45, options=ORDINAL),
    Population("alpha ordinal, 5 steps, 5 coders, 30% missing", ORDERED, 5, 0, 0.8, 0.3, options=ORDINAL),
    Population("alpha ordinal, 5 steps, skewed, 2 coders", SKEWED, 2, noise=0.5, options=ORDINAL),
    Population("alpha interval, 7 steps, 2 coders", (1 / 7,) * 7, 2, noise=1.2, options=INTERVAL),
    Population("Cohen's kappa, 3 classes", EVEN3, 2, 0.8, coefficient="cohen_kappa", options={}),
    Population(
        "Conger's kappa quadratic, 3 coders",
        ORDERED,
        3,
        noise=0.7,
        coefficient="conger_kappa",
        options={"weights": "quadratic"},
    ),
    Population("AC1, 3 classes, 2 coders", EVEN3, 2, 0.8, coefficient=AC, options={}),
    Population("AC1, prevalence .80, 3 coders", (0.8, 0.2), 3, 0.8, coefficient=AC, options={}),
    Population("AC1, prevalence .93, 2 coders", (0.93, 0.07), 2, 0.81, coefficient=AC, options={}),
    Population("agreement, 3 classes, 3 coders", EVEN3, 3, 0.8, coefficient=PERCENT, options={}),
    Population("agreement .90, 2 coders", EVEN3, 2, 0.9205, coefficient=PERCENT, options={}),
    Population("agreement .95, 2 coders", EVEN3, 2, 0.9611, coefficient=PERCENT, options={}),
    Population("agreement .97, 2 coders", EVEN3, 2, 0.9768, coefficient=PERCENT, options={}),
    Population("agreement .98, 2 coders", EVEN3, 2, 0.9846, coefficient=PERCENT, options={}),
    Population("agreement .95, 3 coders", EVEN3, 3, 0.9611, coefficient=PERCENT, options={}),
    Population("agreement .98, 3 coders", EVEN3, 3, 0.9846, coefficient=PERCENT, options={}),
    Population("agreement .97, 3 coders, 30% missing", EVEN3, 3, 0.9768, missing=0.3, coefficient=PERCENT, options={}),
    Population("agreement quadratic, 2 coders", ORDERED, 2, noise=0.7, coefficient=PERCENT, options=QUADRATIC),
    Population("agreement quadratic, 2 coders, good", ORDERED, 2, noise=0.45, coefficient=PERCENT, options=QUADRATIC),
)


def truth(population: Population) -> float:
    """The coefficient in a sample so large that its error does not matter."""
    ratings = population.ratings(TRUTH_UNITS, np.random.default_rng(7))
    value = measure(ratings, population.coefficient, interval=False, **population.options).value  # type: ignore[arg-type]
    if value is None:
        raise SystemExit(f"{population.title}: no value")
    return value


def sample(population: Population, units: int, method: bool | str, seed: int) -> tuple[float, float] | None:
    """The printed limits of one sample, None where none are printed."""
    ratings = population.ratings(units, np.random.default_rng([seed, units]))
    found = measure(
        ratings,
        population.coefficient,
        interval=method,
        resamples=RESAMPLES,
        seed=seed,
        **population.options,  # type: ignore[arg-type]
    )
    return None if found.low is None or found.high is None else (found.low, found.high)


def cell(true: float, limits: list[tuple[float, float] | None]) -> str:
    """Coverage of the printed intervals and their share, for the table."""
    printed = [pair for pair in limits if pair is not None]
    share = len(printed) / len(limits)
    if len(printed) < 50:
        return f"- ({share:.2f})"
    covered = sum(low <= true <= high for low, high in printed) / len(printed)
    return f"{covered:.3f} ({share:.2f})".replace("0.", ".")


def main() -> None:
    """Print one table for the rule, or for a method forced on every sample (second argument)."""
    samples = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    method: bool | str = sys.argv[2] if len(sys.argv) > 2 and sys.argv[2] != "rule" else True
    only = sys.argv[3] if len(sys.argv) > 3 else ""
    print(f"{samples} samples per cell, {RESAMPLES} resamples, method: {'by rule' if method is True else method}")
    print("| population | true | " + " | ".join(f"n = {n}" for n in UNITS) + " |")
    print("|---" * (2 + len(UNITS)) + "|")
    with Pool(int(os.environ.get("WORKERS", "2"))) as pool:
        for population in (one for one in POPULATIONS if only in one.title):
            true = truth(population)
            row = []
            for units in UNITS:
                task = partial(sample, population, units, method)
                row.append(cell(true, pool.map(task, range(samples), chunksize=20)))
            print(f"| {population.title} | {true:.2f} | " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main()
