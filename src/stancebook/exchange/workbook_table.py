"""The rows of a sheet of a workbook as text, read with care: a workbook is a packed file from somewhere else."""

from __future__ import annotations

import warnings
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from stancebook.model.problems import Problem, StancebookError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_LARGEST: Final = 50_000_000
_UNPACKED: Final = 200_000_000
_MEMBERS: Final = 5_000
_RATIO: Final = 1_000
_ROWS: Final = 100_000
_COLUMNS: Final = 200
_HEAD: Final = 4_096
_NO_WORKBOOK: Final = "is no workbook (.xlsx) that can be read; save it anew as .xlsx, or save the sheet as CSV"


def read_sheet(path: str, preferred: str, needed: Collection[str], advice: str) -> list[list[str]]:
    """Return the rows of a sheet as text; what a formula shows is what it is.

    Args:
        path: The workbook.
        preferred: The name of the sheet, where there is one of that name.
        needed: Headings, in lower case; else the first sheet whose first row has them all.
        advice: How to come by such a workbook.

    Raises:
        StancebookError: Where it is no workbook, too large, or has no such sheet.
    """
    _inspect(path)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on what it does not keep, such as lists of choices; we only read
            book = load_workbook(path, read_only=True, data_only=True)
            try:
                names = sorted(book.sheetnames, key=lambda name: name != preferred)
                for name in names:
                    rows = list(_rows(book[name]))
                    if rows and {cell.strip().casefold() for cell in rows[0]} >= set(needed):
                        return rows
            finally:
                book.close()
    except StancebookError:
        raise
    except Exception as error:  # noqa: BLE001 - a broken file breaks the library in many ways
        raise StancebookError(Problem(path, f"{_NO_WORKBOOK} ({type(error).__name__})")) from None
    message = f"has no sheet with a column {', '.join(sorted(needed))} in its first row; {advice}"
    raise StancebookError(Problem(path, message))


def _inspect(path: str) -> None:
    """Refuse what is no workbook, or unpacks to more than anybody would have written."""
    try:
        if Path(path).stat().st_size > _LARGEST:
            raise StancebookError(Problem(path, f"is larger than {_LARGEST // 1_000_000} MB"))
        with zipfile.ZipFile(path) as packed:
            members = packed.infolist()
            size = sum(member.file_size for member in members)
            held = sum(member.compress_size for member in members)
            if len(members) > _MEMBERS or size > _UNPACKED or size > _RATIO * max(held, 1):
                raise StancebookError(Problem(path, "unpacks to far more than a table of decisions would hold"))
            for member in members:
                with packed.open(member) as part:
                    if b"<!DOCTYPE" in part.read(_HEAD):
                        raise StancebookError(Problem(path, _NO_WORKBOOK))
    except OSError as error:
        raise StancebookError(Problem(path, f"cannot be read ({error.strerror or error})")) from None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError):
        raise StancebookError(Problem(path, _NO_WORKBOOK)) from None


def _rows(sheet: Any) -> Iterator[list[str]]:
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()  # what a file says of its size need not be so
    for number, row in enumerate(sheet.iter_rows(max_col=_COLUMNS, values_only=True), 1):
        if number > _ROWS:
            return
        yield [_text(cell) for cell in row]


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
