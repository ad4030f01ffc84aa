"""A program that saves when it is told to, so that a test can break the system under one save.

It reads lines: a note to write. For each it forks a child that waits for a byte on its standard input pipe, so that a
tracer can be put on it first, and saves the note. Its exit status says how that went.
"""

from __future__ import annotations

import ctypes
import os
import sys
import traceback
from pathlib import Path

from stancebook.model.problems import StancebookError
from stancebook.workspace.desk import Desk
from stancebook.workspace.safe_write import DurabilityError
from stancebook.workspace.workspace import Workspace

ACKNOWLEDGED, REFUSED, UNSURE, BROKEN = 0, 3, 4, 5
_PR_SET_PTRACER = 0x59616D61
_ANYBODY = ctypes.c_ulong(-1)


def save(desk: Desk, note: str) -> int:
    """Save a note, and return how it went."""
    desk.set_note("tone", note)
    try:
        desk.save()
    except DurabilityError:
        return UNSURE
    except StancebookError:
        return REFUSED
    except BaseException:  # noqa: BLE001 - whatever else comes out is what the test looks for
        traceback.print_exc()
        return BROKEN
    return ACKNOWLEDGED


def main() -> None:
    """Serve."""
    study = Workspace.at(Path(sys.argv[1]))
    rubric, source = study.rubric(), study.source("one")
    while line := sys.stdin.readline():
        go_out, go_in = os.pipe()
        desk = Desk(study, rubric, source, "ana")
        child = os.fork()
        if not child:
            ctypes.CDLL(None).prctl(_PR_SET_PTRACER, _ANYBODY, 0, 0, 0)
            os.read(go_out, 1)
            os._exit(save(desk, line.strip()))
        print(child, flush=True)  # noqa: T201 - the test reads it
        sys.stdin.readline()
        os.write(go_in, b"g")
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201
        os.close(go_out)
        os.close(go_in)


if __name__ == "__main__":
    main()
