"""Krippendorff's alpha for spans: is the same matter marked, and marked alike?

The 2016 family: u-alpha (all of the text, gaps included), |u-alpha (marked or not), cu-alpha (labels where
two coders both marked), (k)u-alpha (one label against the others where both marked).

Source: Krippendorff, Mathet, Bouvry and Widlöcher 2016, On the reliability of unitizing textual continua;
Krippendorff 2019, Content Analysis, section 12.6, equations 32-38.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stancebook.agreement.errors import AgreementError, check_name
from stancebook.agreement.estimate import Estimate
from stancebook.agreement.finish import DEFAULT_SEED, Wanted, finished
from stancebook.agreement.spans import check_spans, label_of
from stancebook.agreement.statistic import NO_VARIATION, Statistic, difference, divide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stancebook.agreement.arrays import FloatArray
    from stancebook.agreement.spans import MarkedText, Span
    from stancebook.agreement.statistic import Evaluate

NO_LABELS = "no two coders marked the same characters with labels that vary"
FAMILY = ("u_alpha", "binary_u_alpha", "cu_alpha", "ku_alpha")


def unitizing_alpha(
    texts: Sequence[MarkedText],
    coefficient: str = "u_alpha",
    *,
    label: object = None,
    interval: bool | str = True,
    seed: int = DEFAULT_SEED,
    resamples: int = 10_000,
    level: float = 0.95,
) -> Estimate:
    """An alpha of the 2016 family over several texts; coincidences never cross from one text to another.

    Args:
        texts: The texts; those with fewer than two coders are left out.
        coefficient: u_alpha, binary_u_alpha (|u), cu_alpha or ku_alpha ((k)u, needs `label`).
        label: The label that ku_alpha tells apart from the others.
        interval: Whether to give an interval; texts are what is resampled.
        seed: As for `measure`.
        resamples: As for `measure`.
        level: As for `measure`.

    Raises:
        AgreementError: Spans outside their text; overlapping spans of one coder with different labels
            (measure one label at a time then); unknown names.
    """
    check_name("coefficient", coefficient, FAMILY)
    read = [text for text in texts if len(text.spans) > 1]
    labels = list(dict.fromkeys(label_of(s) for t in read for spans in t.spans.values() for s in spans))
    if coefficient == "binary_u_alpha":
        labels = [None]
    if coefficient == "ku_alpha" and label not in labels:
        raise AgreementError(f"no span is labelled {label!r}")
    terms = [_terms(text, labels) for text in read]
    evaluate = _evaluate(len(labels), coefficient, labels.index(label) if coefficient == "ku_alpha" else -1)
    statistic = Statistic(
        contributions=np.array(terms).reshape(len(read), (len(labels) + 1) ** 2 + 2 * len(labels) + 1),
        multiplicity=np.ones(len(read), dtype=np.int64),
        evaluate=evaluate,
        comparable=np.ones(len(read)),
        keep=np.arange(len(read)),
        codings=sum(len(spans) for text in read for spans in text.spans.values()),
        undefined=_reason(read),
        without_value=NO_LABELS if coefficient in {"cu_alpha", "ku_alpha"} else NO_VARIATION,
    )
    coders = len({coder for text in read for coder in text.spans})
    bare = Estimate(
        coefficient=coefficient,
        metric="nominal",
        value=None,
        undefined=None,
        standard_error=None,
        low=None,
        high=None,
        level=level,
        interval=None,
        unstable=0.0,
        units=len(read),
        compared=len(read),
        coders=coders,
        codings=statistic.codings,
    )
    return finished(bare, statistic, statistic, Wanted(interval, seed, resamples, level), {})


def _reason(read: Sequence[MarkedText]) -> str:
    if not read:
        return "no text was read by two coders"
    return "" if any(spans for text in read for spans in text.spans.values()) else "nobody marked anything"


def _terms(text: MarkedText, labels: Sequence[object]) -> FloatArray:
    """Sums of one text: coincident lengths (gap first), own-segment terms for u-alpha, then for cu-alpha."""
    check_spans(text)
    segments = [_segments(text, coder, labels) for coder in text.spans]
    cuts = np.unique([0, text.length, *(x for coder in segments for s in coder for x in s[:2])])
    widths = np.diff(cuts).astype(np.float64)
    marked = np.zeros((len(segments), len(widths)), dtype=np.int64)
    for row, coder in enumerate(segments):
        for start, end, code in coder:
            marked[row, np.searchsorted(cuts, start) : np.searchsorted(cuts, end)] = code
    chosen = np.stack([(marked == code).sum(axis=0) for code in range(len(labels) + 1)]).astype(np.float64)
    coincident = ((chosen * widths) @ chosen.T - np.diag(chosen @ widths)) / (len(segments) - 1)
    own, own_matter = np.zeros(len(labels) + 1), np.zeros(len(labels))
    own[0] = chosen[0] @ widths
    crowd = (marked > 0).sum(axis=0) - (marked > 0)
    for row, coder in enumerate(segments):
        for start, end, code in coder:
            place = slice(np.searchsorted(cuts, start), np.searchsorted(cuts, end))
            own[code] += (end - start) ** 2
            own_matter[code - 1] += float(widths[place] @ (crowd[row, place] > 0)) ** 2
    return np.concatenate([coincident.ravel(), own, own_matter])


def _segments(text: MarkedText, coder: str, labels: Sequence[object]) -> list[tuple[int, int, int]]:
    """A coder's spans in order with codes for labels; overlapping ones of one label are joined."""
    binary = list(labels) == [None]
    codes = {label: i + 1 for i, label in enumerate(labels)}
    result: list[tuple[int, int, int]] = []
    for span in sorted(text.spans[coder], key=_place):
        start, end, code = span[0], span[1], 1 if binary else codes[label_of(span)]
        if result and start < result[-1][1]:
            if code != result[-1][2]:
                raise AgreementError(
                    f"coder {coder!r} marked {start}-{end} and {result[-1][0]}-{result[-1][1]} with different "
                    "labels; measure one label at a time"
                )
            result[-1] = (result[-1][0], max(end, result[-1][1]), code)
        else:
            result.append((start, end, code))
    return result


def _place(span: Span) -> tuple[int, int]:
    return span[0], span[1]


def _evaluate(labels: int, coefficient: str, wanted: int) -> Evaluate:
    size = labels + 1

    def evaluate(sums: FloatArray) -> FloatArray:
        coincident = sums[:, : size * size].reshape(-1, size, size)
        own = sums[:, size * size : size * size + size]
        if coefficient in {"cu_alpha", "ku_alpha"}:
            coincident, own = coincident[:, 1:, 1:], sums[:, size * size + size :]
        margins = coincident.sum(axis=2)
        whole = margins.sum(axis=1)
        observed = np.einsum("rcc->rc", coincident)
        scale = divide(whole, whole**2 - own.sum(axis=1))[:, None]
        expected = scale * (margins**2 - own)
        if coefficient != "ku_alpha":
            chance = expected.sum(axis=1)
            return divide(difference(observed.sum(axis=1), chance), whole - chance)
        column = scale[:, 0] * (margins[:, wanted] * whole - own[:, wanted])
        share = divide(margins[:, wanted] - observed[:, wanted], margins[:, wanted])
        apart = column - expected[:, wanted]
        return divide(difference(apart, share * column), apart)

    return evaluate
