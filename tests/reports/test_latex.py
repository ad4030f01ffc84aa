"""The matrix as LaTeX: booktabs, nothing from a file is a command, and it compiles where there is a TeX."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.generator import Plan
from tests.reports.conftest import long_names

from stancebook.comparison.selection import Selection, arranged
from stancebook.reports.agreement_tables import agreement_latex
from stancebook.reports.latex.matrix import matrix_latex
from stancebook.reports.latex.table import Table, tables_latex
from stancebook.reports.latex.text import tex

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.comparison.matrix import StanceMatrix

TEX = shutil.which("pdflatex")
TOO_WIDE = 3  # points, about a millimetre


def _rows(text: str) -> list[str]:
    return [line for line in text.splitlines() if re.search(r"\\\\(\\addlinespace)?\[\dpt\]$", line)]


def test_the_table_has_a_row_for_each_source_and_figures_below(shipped: StanceMatrix) -> None:
    text = matrix_latex(shipped)
    assert len(_rows(text)) == 1 + len(shipped.sources) + 3
    assert r"\toprule" in text
    assert r"\textbf{\textminus{}1} (" in text


def test_turned_round_it_has_a_row_for_each_criterion_and_the_figures_follow(shipped: StanceMatrix) -> None:
    rows = _rows(matrix_latex(shipped, transpose=True))
    above, below = rows[: 1 + len(shipped.criteria) + 1], rows[1 + len(shipped.criteria) + 1 :]
    assert {line.count(" & ") for line in above} == {len(shipped.sources)}
    assert len(below) == 1 + len(shipped.criteria)
    assert {line.count(" & ") for line in below} == {3}


def test_the_notes_tell_every_sign_and_none_that_is_not_there(shipped: StanceMatrix) -> None:
    notes = matrix_latex(shipped).partition(r"\end{tabular}")[2]
    assert "Krippendorff's alpha" in notes
    assert "k/n: all agree on k of the n sources" in notes
    assert r"$\circ$ reported, no own position" in notes
    assert not [sign for sign in (r"\emptyset", "unclear", "not coded", r"\neq") if sign in notes]


def test_where_cells_only_count_values_the_notes_say_which_they_are(shipped: StanceMatrix) -> None:
    body = matrix_latex(_many(shipped, 2), transpose=True)
    assert r"\{4\}" in body
    told = next(line for line in body.splitlines() if line.startswith("Approach: "))
    assert "Migration and labour pathways in 1, 6;" in told
    assert told.endswith(r" in 5, 10.\par")
    assert "Approach: " not in matrix_latex(shipped), "there they stand in the cells"


def test_groups_have_a_row_of_their_own(shipped: StanceMatrix) -> None:
    assert matrix_latex(arranged(shipped, Selection(group_by="publisher"))).count(r"\multicolumn") >= 2


def test_nothing_from_a_file_is_a_command(hostile: StanceMatrix) -> None:
    said = "\n".join(
        line for line in matrix_latex(hostile).splitlines() if not line.startswith("% ") or "usepackage" not in line
    )
    said = re.sub(r"\\bottomrule.*?\\toprule", "", said, flags=re.DOTALL)  # from one table to the next
    bare = re.sub(r"\\[A-Za-z]+|\\[&%$#_{}\\]", "", said.partition(r"\midrule")[2])
    assert "&" not in bare.replace(" & ", "")
    assert not set("%#^\x1b\\") & set(bare)
    assert tex(r"\input{x} $1 & 50 %") == r"\textbackslash{}input\{x\} \$1 \& 50 \%"


def _many(matrix: StanceMatrix, copies: int) -> StanceMatrix:
    """The same study with every source several times."""
    sources = {f"{s}-{n}": about for n in range(copies) for s, about in matrix.sources.items()}
    cells = {(f"{s}-{n}", c): cell for n in range(copies) for (s, c), cell in matrix.cells.items()}
    cells = {key: replace(cell, source=key[0]) for key, cell in cells.items()}
    return replace(matrix, sources=sources, cells=cells)


def _compiled(body: str, folder: Path, size: str = "a4paper") -> str:
    """Compile with what the comments at the top ask for, and return the log."""
    if TEX is None:
        if "tex" in os.environ.get("STANCEBOOK_REQUIRE", "").split():
            pytest.fail("pdflatex is required and not here")
        pytest.skip("no pdflatex here")
    asked = "\n".join(re.findall(r"^% (\\usepackage.*)$", body, flags=re.MULTILINE))
    whole = f"\\documentclass[{size}]{{article}}\n{asked}\n\\begin{{document}}\n{body}\\end{{document}}\n"
    (folder / "x.tex").write_text(whole, encoding="utf-8")
    told = [TEX, "-halt-on-error", "-interaction=nonstopmode", "-no-shell-escape", "x.tex"]
    done = subprocess.run(told, cwd=folder, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    log = (folder / "x.log").read_text(encoding="latin-1")
    assert done.returncode == 0, [line for line in log.splitlines() if line.startswith("!")]
    return log


def _pages(log: str) -> int:
    found = re.search(r"Output written on x\.pdf \((\d+) page", log)
    assert found
    return int(found[1])


def _assert_within_the_line(log: str) -> None:
    wide = [float(points) for points in re.findall(r"Overfull \\hbox \(([\d.]+)pt too wide\)", log)]
    assert max(wide, default=0) < TOO_WIDE


@pytest.mark.parametrize("transpose", [False, True])
@pytest.mark.parametrize("group_by", [None, "publisher"])
def test_it_compiles_and_stays_within_the_line(
    shipped: StanceMatrix, tmp_path: Path, transpose: bool, group_by: str | None
) -> None:
    body = matrix_latex(arranged(shipped, Selection(group_by=group_by)), transpose=transpose)
    log = _compiled(body, tmp_path)
    _assert_within_the_line(log)
    assert _pages(log) == 1


@pytest.mark.parametrize("transpose", [False, True])
def test_hostile_text_compiles_and_does_nothing(hostile: StanceMatrix, tmp_path: Path, transpose: bool) -> None:
    _compiled(matrix_latex(hostile, transpose=transpose), tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"x.tex", "x.aux", "x.log", "x.pdf"}


@pytest.mark.parametrize("transpose", [False, True])
def test_two_hundred_sources_go_over_pages_with_nothing_lost(
    shipped: StanceMatrix, tmp_path: Path, transpose: bool
) -> None:
    body = matrix_latex(_many(shipped, 40), transpose=transpose)
    log = _compiled(body, tmp_path)
    _assert_within_the_line(log)
    assert _pages(log) > 3
    assert "Overfull \\vbox" not in log
    assert len(re.findall(r"2/4(?!,)", body)) == 40


def test_agreement_compiles_and_stays_within_the_line(shipped: StanceMatrix, tmp_path: Path) -> None:
    labels = {criterion.id: criterion.heading for criterion in shipped.criteria}
    log = _compiled(agreement_latex(shipped.agreement, labels, ["5 sources."]), tmp_path)
    _assert_within_the_line(log)


def test_what_stands_below_is_told_apart_from_no_consensus(every_state: StanceMatrix, tmp_path: Path) -> None:
    body = matrix_latex(every_state)
    assert "n.c." in body
    assert "n.c. no consensus" in body
    _compiled(body, tmp_path)


def test_names_of_sources_wrap_before_anything_is_left_out(tmp_path: Path) -> None:
    cell = r"(\textminus{}1*~\textminus{}2*~\textminus{}1*)~‡"
    table = Table(["Source", *["Criterion"] * 4, "Same"], [["5 Global Americans 2024", *[cell] * 4, "0/0"]])
    assert table.fits
    _assert_within_the_line(_compiled(tables_latex([table], []), tmp_path))
    assert not table._replace(heads=["Source", *["Criterion"] * 6, "Same"], rows=[["5", *[cell] * 6, "0/0"]]).fits


def test_a_table_too_broad_for_names_tells_what_stands_and_says_so() -> None:
    cells = [f"{n}~({' '.join('abcdefgh')})" for n in range(9)]
    assert not Table(["x"] * 9, [[cell.replace(" ", "~") for cell in cells]]).fits
    assert Table(["x"] * 3, [cells[:3]]).fits


def test_what_pdflatex_does_not_know_is_told_at_the_top() -> None:
    table = Table(["Source", "US"], [[tex("Правда"), "1"]])
    told = tables_latex([table], [])
    assert told.count("% Has characters that pdflatex does not know (U+041F U+0430 ") == 1
    assert "does not know" not in tables_latex([Table(["Źródło", "US"], [[tex("São Paulo – “x” …"), tex("−1")]])], [])


@pytest.mark.parametrize("criteria", [5, 8, 12, 20])
def test_criteria_with_long_names_keep_to_the_line(criteria: int, tmp_path: Path) -> None:
    matrix = long_names(tmp_path, Plan(sources=4, reviewers=3, ordinal=criteria - 2, others=False))
    body = matrix_latex(matrix)
    log = _compiled(body, tmp_path)
    assert "Overfull \\hbox" not in log
    heads = [line for line in body.splitlines() if line.startswith("Source & ")]
    assert sum(line.count("Internationalisation") for line in heads) == criteria - 2
    assert sum(line.count("Same") for line in heads) == 1
