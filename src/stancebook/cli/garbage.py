"""When to look for garbage: not while a study is read and compared."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def without_collecting() -> Iterator[None]:
    """Put garbage collection off: a large study is a million objects, none rubbish, looked through again and again.

    Best around a whole command, as its decorator: whatever is made after it is looked through with all the rest.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            # What is alive becomes old without being looked through: else the next object made would set that off.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
