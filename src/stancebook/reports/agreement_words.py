"""Agreement figures in words: what a row is called, how its interval was made, what it reaches."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from stancebook.reports.figures import MEASURE_WORDS
from stancebook.reports.words import one_line, percent

if TYPE_CHECKING:
    from stancebook.comparison.agreement import AgreementRow

TENTATIVE: Final = 0.667
RELIABLE: Final = 0.8
FEWEST: Final = 10
FEW: Final = 20
_MUCH: Final = 0.8
_LITTLE: Final = 0.5
_METRIC: Final = {
    "nominal": "equal or not",
    "ordinal": "by rank",
    "interval": "by difference",
    "ratio": "by ratio",
    "jaccard": "sets by Jaccard distance",
    "masi": "sets by MASI distance",
    "identity": "unweighted",
    "linear": "linear weights",
    "quadratic": "quadratic weights",
}
_UNITS: Final = re.compile(r"\bunit(s?)\b")
_COUNTED: Final = re.compile(r"not one of \d+ units")
_TOO_FEW: Final = re.compile(r"n = \d+: an interval from so few")
THRESHOLDS: Final = (
    "Krippendorff: .667 for tentative conclusions, .80 to rely on the data. "
    "Both are judged on the lower limit of the interval."
)


def exact(value: float | None, dash: str = "–") -> str:
    """Return a figure with three digits: ``.338``, ``-.120``, ``1.000``; a dash where there is none."""
    if value is None:
        return dash
    text = f"{value:.3f}"
    if float(text) == 0:
        return ".000"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def measure_words(row: AgreementRow) -> str:
    """Return what a coefficient is called."""
    if row.measure == "gwet_ac":
        return "Gwet's AC1" if row.metric == "identity" else "Gwet's AC2"
    return MEASURE_WORDS.get(row.measure, row.measure)


def metric_words(row: AgreementRow) -> str:
    """Return how values are compared; nothing where there is only one way."""
    if row.measure == "percent_agreement" and row.metric == "identity":
        return ""
    return _METRIC.get(row.metric, row.metric)


def interval_words(row: AgreementRow) -> str:
    """Return how the interval was made, or why there is none, or why there is not even a figure."""
    if row.undefined:
        return f"not defined: {row.undefined}"
    if row.low is not None:
        return f"{100 * row.level:g}% interval, {row.interval}"
    return f"no interval: {row.interval}" if row.interval else "no interval asked for"


def too_few(row: AgreementRow) -> bool:
    """Return whether there is no interval since it would rest on too few units."""
    return bool(_TOO_FEW.match(row.interval or ""))


def short_reason(reason: str) -> str:
    """Return why there is no interval, shortly, without figures of one row, and in the words of a study."""
    return _in_sources(one_line(reason).partition(": ")[0].rstrip("."))


def why_not(row: AgreementRow) -> str:
    """Return why there is no figure, or no interval, in words that rows share; empty where there are both."""
    if row.undefined:
        return _in_sources(one_line(row.undefined).rstrip("."))
    if row.low is not None or not row.interval:
        return ""
    return "an interval from so few sources could not be trusted" if too_few(row) else short_reason(row.interval)


def _in_sources(reason: str) -> str:
    return _UNITS.sub(lambda found: "source" + found[1], _COUNTED.sub("none", reason))


def verdict(row: AgreementRow) -> str:
    """Return which thresholds alpha reaches, judged on its lower limit; nothing for other coefficients."""
    if row.measure != "krippendorff_alpha" or row.estimate is None:
        return ""
    if row.comparable < FEWEST:
        return f"{row.comparable} units are too few to say whether .667 or .80 is reached"
    if row.low is None:
        return "without an interval nothing can be said about .667 and .80"
    if row.low >= RELIABLE:
        return f"the lower limit {exact(row.low)} reaches .80"
    below = "" if row.below_800 is None else f" ({_share(row.below_800)} of the resamples lie below .80)"
    if row.low >= TENTATIVE:
        return f"the lower limit {exact(row.low)} reaches .667, not .80{below}"
    below = "" if row.below_667 is None else f" ({_share(row.below_667)} of the resamples lie below it)"
    return f"the lower limit {exact(row.low)} is below .667{below}"


def _share(share: float) -> str:
    if 0 < share < 0.01:  # noqa: PLR2004
        return "under 1%"
    if 0.99 < share < 1:  # noqa: PLR2004
        return "over 99%"
    return percent(share)


def misleading(pairs: AgreementRow | None, alpha: AgreementRow | None) -> str:
    """Return the sentence on high agreement with a low coefficient, where that is so and no note says it."""
    if pairs is None or alpha is None or pairs.estimate is None or alpha.estimate is None or alpha.notes:
        return ""
    if pairs.estimate < _MUCH or alpha.estimate >= _LITTLE:
        return ""
    return (
        f"{percent(pairs.estimate)} of pairs agree and alpha is {exact(alpha.estimate)}: few answers differ from "
        "the commonest, so chance alone would give much agreement"
    )
