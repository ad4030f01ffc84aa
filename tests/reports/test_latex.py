"""The matrix as LaTeX: booktabs, nothing from a file is a command, and it compiles where there is a TeX."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from stancebook.comparison.selection import Selection, arranged
from stancebook.reports.latex import matrix_latex
from stancebook.reports.tex import tex

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.comparison.matrix import StanceMatrix

TEX = next((path for name in ("tectonic", "xelatex", "lualatex", "pdflatex") if (path := shutil.which(name))), None)


def test_the_table_has_a_row_for_each_source_and_figures_below(shipped: StanceMatrix) -> None:
    text = matrix_latex(shipped)
    assert text.count(r" \\") == 1 + len(shipped.sources) + 3
    assert r"\toprule" in text
    assert r"\textbf{$-$1}" in text


def test_turned_round_it_has_a_row_for_each_criterion(shipped: StanceMatrix) -> None:
    lines = [line for line in matrix_latex(shipped, transpose=True).splitlines() if line.endswith(r"\\")]
    assert len(lines) == 1 + len(shipped.criteria) + 1
    assert {line.count(" & ") for line in lines} == {len(shipped.sources)}


def test_groups_have_a_row_of_their_own(shipped: StanceMatrix) -> None:
    assert matrix_latex(arranged(shipped, Selection(group_by="publisher"))).count(r"\multicolumn") >= 2


def test_nothing_from_a_file_is_a_command(hostile: StanceMatrix) -> None:
    bare = re.sub(r"\\[A-Za-z]+|\\[&%$#_{}\\]", "", matrix_latex(hostile).partition("\n")[2])
    assert "&" not in bare.replace(" & ", "")
    assert not set("%#^~\x1b\\") & set(bare)
    assert tex(r"\input{x} $1 & 50 %") == r"\textbackslash{}input\{x\} \$1 \& 50 \%"


@pytest.mark.skipif(TEX is None, reason="no TeX here")
def test_it_compiles(shipped: StanceMatrix, tmp_path: Path) -> None:
    source = tmp_path / "x.tex"
    body = matrix_latex(shipped)
    head = "\\documentclass{article}\\usepackage[T1]{fontenc}\\usepackage{booktabs,longtable}\\begin{document}\n"
    source.write_text(f"{head}{body}\\end{{document}}\n", encoding="utf-8")
    assert TEX
    done = subprocess.run([TEX, str(source)], cwd=tmp_path, capture_output=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0
