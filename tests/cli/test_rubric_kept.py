"""A changed meaning must not pass under an old version: what codings, and git where it is there, know of the rubric."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHIPPED = "rubrics/bukele-security-us-policy.yaml"


def git(study: Path, *words: str, given: str = "") -> str:
    return subprocess.run(["git", *words], cwd=study, check=True, input=given, stdout=subprocess.PIPE, text=True).stdout


def commit(study: Path) -> None:
    for words in (["init", "-q"], ["add", "."], ["-c", "user.name=n", "-c", "user.email=e", "commit", "-qm", "one"]):
        git(study, *words)


def change(study: Path, *swaps: tuple[str, str]) -> None:
    path = study / SHIPPED
    text = path.read_text(encoding="utf-8")
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def mended(study: Path, stance: Callable[..., Any]) -> str:
    """Mend a typo in a new version, as `rubric diff` advises; return the digest of the old wording."""
    commit(study)
    change(
        study,
        ("version: 0.2.0\n", "version: 0.3.0\n"),
        ("changelog:\n", "changelog:\n  - {version: 0.3.0, date: 2026-11-29, note: A typo.}\n"),
        ("The author's judgement of results", "The author's judgment of results"),
    )
    said = stance("rubric", "diff").out
    digest: str = said.partition("same_meaning_as: [")[2][:8]
    change(study, ("  - id: effectiveness\n", f"  - id: effectiveness\n    same_meaning_as: [{digest}]\n"))
    commit(study)
    assert stance("check").status == stance("rubric", "check").status == 0
    return digest


def report(stance: Callable[..., Any]) -> str:
    text: str = stance("report", "--format", "md", "-o", "-").out.partition("## Methods")[2].replace("\\", "")
    return text


def test_a_digest_that_outlived_its_meaning_fails_both_checks(study: Path, stance: Callable[..., Any]) -> None:
    digest = mended(study, stance)
    change(study, ("The author's judgment of results", "The author's hopes"))
    commit(study)  # as CI sees it: the change is committed
    line = next(n for n, text in enumerate((study / SHIPPED).read_text("utf-8").splitlines(), 1) if digest in text)
    checked = stance("rubric", "check")
    assert checked.status == 1
    assert f"{SHIPPED}:{line}:23: effectiveness has changed in meaning since commit " in checked.out
    assert f"15 codings count as current by it; take {digest} out" in checked.out
    assert "where 15 codings were current, and the version is still 0.3.0; raise the version" in checked.out
    gate = stance("check")
    assert gate.status == 1
    assert f"{SHIPPED}:{line}:23: effectiveness has changed in meaning since commit " in gate.out


def test_without_git_it_is_said_that_nobody_knows(study: Path, stance: Callable[..., Any]) -> None:
    mended(study, stance)
    assert "[unseen]" not in stance("rubric", "check").out
    shutil.rmtree(study / ".git")
    told = stance("rubric", "check")
    assert told.status == 0
    assert "advice: 15 codings count as current by it, and what effectiveness asked when it was said" in told.out
    assert "is not known here: no commit of git holds it [unseen]" in told.out


def test_a_second_typo_that_lists_both_wordings_passes(study: Path, stance: Callable[..., Any]) -> None:
    digest = mended(study, stance)
    change(study, ("The author's judgment of results", "The author's judgement of the results"))
    listed = stance("rubric", "diff").out.partition("same_meaning_as: [")[2].partition("]")[0]
    assert listed.startswith(f"{digest}, ")
    change(study, (f"same_meaning_as: [{digest}]", f"same_meaning_as: [{listed}]"))
    assert stance("check").status == stance("rubric", "check").status == 0
    said = report(stance)
    assert "Codings by the version of the codebook: 60 under 0.2.0. Of 0.3.0 the changelog says: “A typo.”" in said
    assert "Effectiveness: 15 codings of an earlier wording, which the codebook says to mean the same." in said


def test_a_frozen_version_changes_no_more(study: Path, stance: Callable[..., Any]) -> None:
    change(study, ("status: pilot", "status: frozen"))
    told = stance("rubric", "check")
    assert told.status == 0
    assert "advice: version 0.2.0 is frozen, and what it was then is not known here: no commit of git" in told.out
    commit(study)
    assert "is frozen" not in stance("rubric", "check").out
    change(study, ("requires_evidence: true", "requires_evidence: false"))
    told = stance("rubric", "check", "--no-advice")
    assert told.status == stance("check").status == 1
    assert "version 0.2.0 was frozen in commit " in told.out
    assert "and effectiveness changed since; take that back, or raise the version" in told.out
    change(study, ("status: frozen", "status: draft"))  # that it is frozen no more changes nothing
    assert stance("rubric", "check", "--no-advice").status == 1
    gate = stance("check")
    assert gate.status == 1
    assert "version 0.2.0 was frozen in commit " in gate.out
    change(study, ("requires_evidence: false", "requires_evidence: true"))
    assert stance("check").status == 0  # it may be thawed, as long as it stays what it was


def test_a_frozen_version_is_known_also_where_git_is_set_to_show_signatures(
    study: Path, stance: Callable[..., Any]
) -> None:
    """Then `git log` prints words among its commits; so it does of a signature that nobody can verify."""
    change(study, ("status: pilot", "status: frozen"))
    commit(study)
    head, blank, message = git(study, "cat-file", "commit", "HEAD").partition("\n\n")
    signed = f"{head}\ngpgsig -----BEGIN SSH SIGNATURE-----\n U1NI\n -----END SSH SIGNATURE-----{blank}{message}"
    git(study, "update-ref", "HEAD", git(study, "hash-object", "-t", "commit", "-w", "--stdin", given=signed).strip())
    git(study, "config", "log.showSignature", "true")
    change(study, ("requires_evidence: true", "requires_evidence: false"))
    assert stance("rubric", "check", "--no-advice").status == stance("check").status == 1


def test_a_frozen_version_is_reworded_in_no_way_that_is_said_to_mean_the_same(
    study: Path, stance: Callable[..., Any]
) -> None:
    change(study, ("status: pilot", "status: frozen"))
    commit(study)
    change(study, ("The author's judgement of results", "The author's judgment of results"))
    digest = stance("rubric", "diff").out.partition("same_meaning_as: [")[2][:8]
    change(study, ("  - id: effectiveness\n", f"  - id: effectiveness\n    same_meaning_as: [{digest}]\n"))
    told = stance("rubric", "check", "--no-advice")
    assert told.status == stance("check").status == 1
    assert "and effectiveness changed since" in told.out


def test_what_figures_are_made_of_is_frozen_too_and_no_matter_of_looks(study: Path, stance: Callable[..., Any]) -> None:
    change(study, ("status: pilot", "status: frozen"))
    commit(study)
    change(study, *FIGURES)
    told = stance("rubric", "check", "--no-advice")
    assert told.status == stance("check").status == 1
    for name in (
        "off_scale.not_applicable.agreement",
        "anchors",
        "recommended_approach.distance",
        "reliability.measures",
    ):
        assert name in " ".join(told.out.split())
    differs = stance("rubric", "diff").out
    assert "4 of what figures are made of, 0 of looks" in " ".join(differs.split())
    assert "Changed in what figures are made of" in differs
    assert "  measures of reliability\n" in differs
    assert "nothing is stale by it" not in differs


def test_a_label_of_a_frozen_version_may_change(study: Path, stance: Callable[..., Any]) -> None:
    change(study, ("status: pilot", "status: frozen"))
    commit(study)
    change(study, ("short: Rights", "short: Due process"))
    assert stance("rubric", "check").status == stance("check").status == 0


def test_a_version_without_an_entry_is_advice_and_hinders_nothing(study: Path, stance: Callable[..., Any]) -> None:
    change(study, ("version: 0.2.0\n", "version: 0.4.0\n"), ("changelog:\n", "changelog:\n" + RENAMED))
    told = stance("rubric", "check")
    assert told.status == 0
    assert "advice: 0.4.0 has no entry in the changelog; add one above 0.3.0, and say what changed" in told.out
    assert stance("matrix").status == 0


FIGURES = (
    ("agreement: missing ", "agreement: category "),
    ("    distance: jaccard ", "    distance: masi "),
    ("measures: [percent_agreement, krippendorff_alpha]", "measures: [percent_agreement]"),
    ("\nreliability:\n", "\nanchors: [wola-2025]\nreliability:\n"),
)
RENAMED = (
    "  - {version: 0.3.0, date: 2026-11-29, operations: [\n"
    "      {operation: rename, criterion: recommended_approach, value: us_scrutny, to: us_scrutiny}]}\n"
)


@pytest.mark.parametrize("known", [True, False])
def test_a_mistyped_operation_is_told_with_its_place(study: Path, stance: Callable[..., Any], *, known: bool) -> None:
    old = study / "old.yaml"
    old.write_text((study / SHIPPED).read_text("utf-8"), encoding="utf-8")
    if known:
        commit(study)
    change(
        study,
        ("version: 0.2.0\n", "version: 0.3.0\n"),
        ("changelog:\n", "changelog:\n" + RENAMED.replace("to: us_scrutiny", "to: us_oversight")),
        ("{value: us_scrutiny, ", "{value: us_oversight, "),
        ("{value: [us_scrutiny]", "{value: [us_oversight]"),
    )
    checked = stance("rubric", "check")
    assert checked.status == int(known)
    nobody = "0.2.0 (commit " if known else "no coding, decision or commit here knows such a value"
    assert f"'us_scrutny': {nobody}" in checked.out
    assert "did you mean us_scrutiny" in checked.out
    line = next(line for line in checked.out.splitlines() if "us_scrutny" in line)
    assert f"{SHIPPED}:39:67: " in line
    found = json.loads(stance("check", "--json").out)["findings"]
    [slip] = [one for one in found if "us_scrutny" in one["message"]]
    assert (slip["kind"], slip["rule"]) == (
        ("problem", "mistyped-operation") if known else ("advice", "unknown-operation")
    )
    assert f"{slip['where']}:{slip['line']}:{slip['column']}: " in line
    assert slip["message"] in line
    assert "rename of 'us_scrutny': " in stance("rubric", "migrate").out
    difference = stance("rubric", "diff", old)
    assert difference.status == 1
    assert "rename of 'us_scrutny': 0.2.0 has no such value of" in difference.out
    assert "is called us_oversight" not in difference.out


def test_a_name_that_only_a_journal_knows_is_known(study: Path, stance: Callable[..., Any]) -> None:
    change(
        study,
        ("version: 0.2.0\n", "version: 0.3.0\n"),
        (
            "changelog:\n",
            "changelog:\n" + RENAMED.replace("us_scrutny, to: us_scrutiny", "us_scrutiny, to: us_oversight"),
        ),
        ("{value: us_scrutiny, ", "{value: us_oversight, "),
        ("{value: [us_scrutiny]", "{value: [us_oversight]"),
    )
    assert stance("rubric", "migrate", "--apply").status == 0
    assert "us_scrutiny" not in "".join(p.read_text("utf-8") for p in study.glob("annotations/bukele*/r?/*.json"))
    assert "[unknown-operation]" not in stance("rubric", "check").out
    said = report(stance)
    assert "version of the codebook: 60 under 0.2.0; a migration carried 15 over into the terms of" in said
    assert "Approach: 'us_scrutiny' is called us_oversight since 0.3.0." in said
