"""What a person prefers: keys, from the workspace's settings; the theme, remembered wherever they work. No Textual."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from stancebook.tui.keymap import Keymap
from stancebook.workspace.settings import setting_place

if TYPE_CHECKING:
    from pathlib import Path

    from stancebook.workspace.workspace import Workspace

_LONGEST = 100


def keymap_of(workspace: Workspace) -> Keymap:
    """Return the keys that a workspace's settings ask for.

    Raises:
        StancebookError: Where they name what is not there, or give one key to two commands.
    """
    keys = workspace.settings.keys
    return Keymap.of_settings(keys, partial(setting_place, workspace.root, "keys")) if keys else Keymap()


class RememberedTheme(NamedTuple):
    """The name of the theme that a person chose last, in a file of their own.

    Attributes:
        path: The file.
    """

    path: Path

    @classmethod
    def of_user(cls) -> RememberedTheme:
        """Return the one of whoever runs the program: in their folder for settings, for every workspace."""
        from platformdirs import user_config_path

        return cls(user_config_path("stancebook") / "theme")

    def read(self) -> str:
        """Return its name; empty where none was chosen."""
        try:
            return self.path.read_text("utf-8")[:_LONGEST].strip()
        except (OSError, ValueError):
            return ""

    def write(self, name: str) -> None:
        """Remember another; where that cannot be done, it holds for this sitting."""
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text(f"{name}\n", encoding="utf-8")
