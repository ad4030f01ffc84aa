"""Agreement coefficients beside what people would use instead: krippendorff, irrCAC, statsmodels, nltk.

Run: python benchmarks/agreement.py   (peers that are not installed are left out: pip install 'stancebook[bench]')

Every figure is the best of several runs in this one process; ratios, not seconds, are what to compare.
Peers know no interval (irrCAC: an analytic one), so their bootstrap of 10,000 resamples is extrapolated from a
few: each resample draws units with replacement and calls the peer again, as their users do.
"""

from __future__ import annotations

import importlib
import time
import warnings
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from stancebook.agreement import Ratings, measure

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

RESAMPLES = 10_000
CATEGORIES = [0, 1, 2, 3, 4]
SHAPES = ((100, 3), (10_000, 5), (1_000_000, 5))
PATIENCE = 2.0  # seconds a peer may take for one figure before a larger table is left out
COUNTING = ("percent_agreement", "fleiss_kappa", "gwet_ac", "brennan_prediger", "conger_kappa")
WEIGHTED = ("identity", "linear", "quadratic", "ordinal")

Table = NDArray[np.int64]


def table(units: int, coders: int) -> Table:
    """Five categories, coders who see the true one four times in five."""
    rng = np.random.default_rng(1)
    true = rng.integers(0, 5, units)
    guess = rng.integers(0, 5, (units, coders))
    return np.where(rng.random((units, coders)) < 0.8, true[:, None], guess)


def seconds(call: Callable[[], object], budget: float = 1.5) -> float:
    """The best time of a call, repeated while the budget lasts."""
    best, spent = np.inf, 0.0
    while spent < budget:
        start = time.perf_counter()
        call()
        took = time.perf_counter() - start
        best, spent = min(best, took), spent + took
    return best


def loaded(name: str) -> ModuleType | None:
    """A peer, if it is installed and works."""
    try:
        return importlib.import_module(name)
    except Exception:  # noqa: BLE001
        return None


def peers() -> dict[str, tuple[str, Callable[[Table], object]]]:
    """What each installed peer is called for, and the coefficient of ours that it is compared with."""
    found: dict[str, tuple[str, Callable[[Table], object]]] = {}
    if krippendorff := loaded("krippendorff"):
        for level in ("nominal", "ordinal"):
            call = partial(_krippendorff, krippendorff, level)
            found[f"krippendorff alpha {level}"] = (f"alpha {level}", call)
    if irrcac := loaded("irrCAC.raw"):
        found["irrCAC AC1"] = ("gwet_ac", partial(_irrcac, irrcac, "gwet"))
        found["irrCAC Fleiss"] = ("fleiss_kappa", partial(_irrcac, irrcac, "fleiss"))
    if statsmodels := loaded("statsmodels.stats.inter_rater"):
        found["statsmodels Fleiss"] = ("fleiss_kappa", partial(_statsmodels, statsmodels))
    if nltk := loaded("nltk.metrics.agreement"):
        found["nltk alpha nominal"] = ("alpha nominal", partial(_nltk, nltk))
    return found


def _krippendorff(module: Any, level: str, data: Table) -> float:
    return float(module.alpha(reliability_data=data.T, level_of_measurement=level))


def _irrcac(module: Any, name: str, data: Table) -> Any:
    import pandas as pd  # type: ignore[import-untyped]

    return getattr(module.CAC(pd.DataFrame(data), categories=CATEGORIES), name)()["est"]["coefficient_value"]


def _statsmodels(module: Any, data: Table) -> float:
    counts, _ = module.aggregate_raters(data)
    return float(module.fleiss_kappa(counts))


def _nltk(module: Any, data: Table) -> float:
    triples = [(coder, unit, value) for unit, row in enumerate(data.tolist()) for coder, value in enumerate(row)]
    return float(module.AnnotationTask(data=triples).alpha())


def ours(name: str, data: Table, *, interval: bool) -> float | None:
    """Our figure from the raw table: reading it in is part of the time."""
    ratings = Ratings.from_rows(data, "ordinal", CATEGORIES)
    if name.startswith("alpha "):
        return measure(ratings, "krippendorff_alpha", metric=name.split()[1], interval=interval).value
    return measure(ratings, name, interval=interval).value


def everything(data: Table, *, wide: bool) -> int:
    """All coefficients of one table with intervals; how many. `wide` adds every weight."""
    ratings = Ratings.from_rows(data, "ordinal", CATEGORIES)
    done = 0
    for metric in ("nominal", "ordinal", "interval", "ratio"):
        measure(ratings, "krippendorff_alpha", metric=metric)
        done += 1
    for name in COUNTING:
        for weights in WEIGHTED if wide else ("identity",):
            measure(ratings, name, weights=weights)
            done += 1
    return done


def compare(data: Table) -> None:
    """One block of the printout: every peer at one size."""
    rng = np.random.default_rng(2)
    units = len(data)
    for label, (name, call) in peers().items():
        if units * 3e-6 * (30 if "nltk" in label else 1) > PATIENCE * 2:
            continue
        value = call(data)
        point = seconds(partial(call, data))
        again = data[rng.integers(0, units, units)]
        boot = RESAMPLES * seconds(lambda c=call, a=again: c(a), 0.5)  # type: ignore[misc]
        mine = seconds(partial(ours, name, data, interval=False))
        with_interval = seconds(partial(ours, name, data, interval=True))
        same = "same value" if abs(float(value) - (ours(name, data, interval=False) or 9)) < 1e-4 else "DIFFERS"  # type: ignore[arg-type]
        print(
            f"  {label:26s} point {point:9.2e} s, ours {mine:9.2e} s ({point / mine:7.1f} x);  "
            f"10,000 resamples {boot:9.2e} s, ours {with_interval:9.2e} s ({boot / with_interval:9,.0f} x)  {same}",
            flush=True,
        )


def main() -> None:
    """Print the comparison at three sizes, then the time for everything at once."""
    warnings.simplefilter("ignore")
    ours("gwet_ac", table(40, 3), interval=True)  # load scipy.special before the clock runs
    for units, coders in SHAPES:
        data = table(units, coders)
        print(f"{units:,} units x {coders} coders")
        compare(data)
        reading = seconds(lambda d=data: Ratings.from_rows(d, "ordinal", CATEGORIES))  # type: ignore[misc]
        print(f"  ours: reading the table {reading:.2e} s")
        for wide in (False, True):
            took = seconds(partial(everything, data, wide=wide))
            print(f"  ours: {everything(data, wide=wide)} coefficients with intervals {took:.2e} s", flush=True)


if __name__ == "__main__":
    main()
