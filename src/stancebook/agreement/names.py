"""The names a caller may use: scales, coefficients, metrics, weights."""

SCALES = ("nominal", "ordinal", "interval", "ratio", "set")
COEFFICIENTS = (
    "percent_agreement",
    "krippendorff_alpha",
    "cohen_kappa",
    "scott_pi",
    "fleiss_kappa",
    "conger_kappa",
    "gwet_ac",
    "brennan_prediger",
)
WEIGHTS = ("identity", "linear", "quadratic", "ordinal")
METRICS = ("nominal", "ordinal", "interval", "ratio")
SET_DISTANCES = ("jaccard", "masi")
