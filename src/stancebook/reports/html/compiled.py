"""Templates compiled once, kept where Python keeps compiled modules."""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import BytecodeCache
from jinja2.bccache import bc_magic

if TYPE_CHECKING:
    from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """Keeps compiled templates in ``__pycache__``; does without where Python may not write there either.

    What is kept holds for one text of a template, one version of Jinja and Python, and one set of options.

    Args:
        folder: The folder of the templates.
        options: The options that they are compiled with.
    """

    def __init__(self, folder: Path, options: object) -> None:
        self._folder = folder
        self._options = repr(options)

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's signature
        """Return what a template is kept under: its name."""
        return name

    def get_source_checksum(self, source: str) -> str:
        """Return what tells whether a kept template is still the one asked for."""
        return super().get_source_checksum(f"{self._options}\n{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Read a template, if it is kept; a file that is broken or old counts as none."""
        head = _head(bucket)
        with suppress(OSError, NotImplementedError, EOFError, ValueError, TypeError):
            kept = self._kept(bucket).read_bytes()
            if kept.startswith(head):
                bucket.code = marshal.loads(kept[len(head) :])  # noqa: S302 - as Python trusts what stands there

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, where that can be done."""
        if sys.dont_write_bytecode:
            return
        with suppress(OSError, NotImplementedError):
            path = self._kept(bucket)
            path.parent.mkdir(parents=True, exist_ok=True)
            new = path.with_name(f"{path.name}.{os.getpid()}")
            new.write_bytes(_head(bucket) + marshal.dumps(bucket.code))
            new.replace(path)

    def _kept(self, bucket: Bucket) -> Path:
        return Path(cache_from_source(str(self._folder / bucket.key)))


def _head(bucket: Bucket) -> bytes:
    return bc_magic + bucket.checksum.encode()
