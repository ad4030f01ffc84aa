"""A real study: 4,967 judgements of sentences from a debate on coal subsidies (Benoit et al. 2016)."""

import csv
from pathlib import Path

import pytest

from stancebook.agreement import AgreementError, Ratings, measure

STUDY = Path(__file__).parents[3] / "shared" / "data" / "coal-debate" / "judgements_en.csv"
pytestmark = pytest.mark.skipif(not STUDY.exists(), reason="the study's data are not here")


def judgements() -> list[tuple[str, str, int]]:
    with STUDY.open(encoding="utf-8", newline="") as file:
        return [
            (row["sentence_id"], row["coder_id"], int(row["subsidy_scale"]))
            for row in csv.DictReader(file)
            if row["is_gold"] == "0"
        ]


def test_the_known_alphas_come_out() -> None:
    first = {(unit, coder): value for unit, coder, value in reversed(judgements())}
    triples = [(unit, coder, value) for (unit, coder), value in first.items()]
    ratings = Ratings.from_long(triples, "ordinal", [-1, 0, 1])
    for metric, known in (("nominal", 0.3117), ("ordinal", 0.3375), ("interval", 0.3395)):
        found = measure(ratings, "krippendorff_alpha", metric=metric, resamples=1000)
        assert found.value == pytest.approx(known, abs=5e-5)
        assert found.low is not None
        assert found.high is not None
        assert found.low < known < found.high


def test_judgements_given_twice_are_refused() -> None:
    with pytest.raises(AgreementError, match="more than once"):
        Ratings.from_long(judgements(), "ordinal", [-1, 0, 1])
