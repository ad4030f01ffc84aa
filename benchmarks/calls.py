"""What one call of a program takes."""

from __future__ import annotations

import os
import sys
import time


def called(command: list[str]) -> tuple[float, float, float]:
    """Run a command to its end; return seconds by the clock, seconds of processor, and megabytes at the peak."""
    begun = time.perf_counter()
    silent = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (0, 1, 2)]
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=silent)
    _, status, used = os.wait4(pid, 0)
    if status:
        sys.exit(f"{' '.join(command)}: status {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
