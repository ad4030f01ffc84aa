"""The lines of a table, whatever file, pipe or encoding they come in."""

from __future__ import annotations

import codecs
import io
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from stancebook.model.problems import Problem, StancebookError
from stancebook.workspace.given_file import STANDARD_INPUT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BLOCK: Final = 1 << 16
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NUL: Final = "has NUL bytes: no text, or UTF-16 without a byte order mark; save it as UTF-8"
_OTHER_FILES: Final = (
    (b"PK\x03\x04", "is a spreadsheet or another packed file; save the sheet as CSV"),
    (b"\xd0\xcf\x11\xe0", "is an old Excel file; save the sheet as CSV"),
    (b"\x1f\x8b", "is compressed; unpack it first"),
    (b"%PDF", "is a PDF, not a table"),
    (b"PAR1", "is a Parquet file; give it a name that ends in .parquet"),
)


def open_bytes(table: str) -> IO[bytes]:
    """Open a file, or standard input for ``-``.

    Raises:
        StancebookError: Where it cannot be opened.
    """
    if table == STANDARD_INPUT:
        return sys.stdin.buffer
    try:
        if Path(table).is_dir():
            raise StancebookError(Problem(table, "is a folder, not a table"))
        return Path(table).open("rb")
    except OSError as error:
        raise StancebookError(Problem(table, f"cannot be read ({error.strerror or error})")) from None
    except ValueError as error:
        raise StancebookError(Problem("", f"no file can have this name ({error})")) from None


class TableText:
    """The text of a table, line by line, with the ends of lines, as the csv module wants it.

    Args:
        stream: The bytes: UTF-8, or UTF-16 and UTF-32 with a byte order mark.
        where: The file's name for messages.

    Raises:
        StancebookError: Where it is another kind of file.
    """

    def __init__(self, stream: IO[bytes], where: str) -> None:
        raw = _Raw(stream)
        peeking = io.BufferedReader(raw, _BLOCK)
        start = peeking.peek(4)
        for signature, message in _OTHER_FILES:
            if start.startswith(signature):
                raise StancebookError(Problem(where, message))
        self.where = where
        self.encoding = next((name for mark, name in _MARKS if start.startswith(mark)), "utf-8")
        raw.refuses_nul = self.encoding.startswith("utf-8")
        if raw.refuses_nul and b"\x00" in peeking.peek():
            raise StancebookError(Problem(where, _NUL))
        # Not wrapped in a generator: the csv module takes lines faster from here.
        self.lines = io.TextIOWrapper(peeking, encoding=self.encoding, newline="")

    @contextmanager
    def explained(self, lines_read: Callable[[], int]) -> Iterator[None]:
        """Turn errors of reading and decoding into complaints with the line.

        Args:
            lines_read: Returns how many lines have been handed out.
        """
        try:
            yield
        except UnicodeDecodeError as error:
            # All whole lines before the block that failed have been handed out by then.
            line = lines_read() + error.object[: error.start].count(b"\n") + 1
            raise StancebookError(Problem(self.where, self._not_decodable(error), line)) from None
        except UnicodeError:
            message = f"is broken {self.encoding.upper()}; save it as UTF-8"
            raise StancebookError(Problem(self.where, message, lines_read() + 1)) from None
        except _NulError:
            raise StancebookError(Problem(self.where, _NUL)) from None
        except OSError as error:
            raise StancebookError(Problem(self.where, f"cannot be read ({error.strerror or error})")) from None

    def _not_decodable(self, error: UnicodeDecodeError) -> str:
        if not self.encoding.startswith("utf-8"):
            return f"is broken {self.encoding.upper()}; save it as UTF-8"
        byte = error.object[error.start]
        return (
            f"not UTF-8 (byte 0x{byte:02x}), probably Latin-1 or Windows-1252; save it as UTF-8, or convert it: "
            "iconv -f WINDOWS-1252 -t UTF-8"
        )


class _NulError(ValueError):
    """NUL bytes in the middle of what should be UTF-8."""


class _Raw(io.RawIOBase):
    """A stream that only reads, so that any source of bytes can be peeked into."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__()
        self._stream = stream
        self.refuses_nul = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        if self.refuses_nul and b"\x00" in data:
            raise _NulError
        buffer[: len(data)] = data
        return len(data)
