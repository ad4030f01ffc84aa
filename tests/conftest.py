"""What holds for every test: a plain environment, and Hypothesis settings that do not depend on the machine."""

from __future__ import annotations

import importlib
import os
import sys

from hypothesis import HealthCheck, settings

# Textual reads these once, when it is imported, and the snapshot plug-in imports it before this file.
_SET_FOR_TESTS = ("STANCEBOOK_REQUIRE", "TEXTUAL_SNAPSHOT_")  # the latter by the plug-in, for its worker processes
for _name in [name for name in os.environ if name.startswith(("TEXTUAL_", "STANCEBOOK_")) or name == "NO_COLOR"]:
    if _name.startswith(_SET_FOR_TESTS):
        continue
    del os.environ[_name]
os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["COLORTERM"] = "truecolor"
if "textual.constants" in sys.modules:
    importlib.reload(sys.modules["textual.constants"])

_QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
settings.register_profile("here", deadline=None, max_examples=50, suppress_health_check=_QUIET)
settings.register_profile("ci", parent=settings.get_profile("here"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
