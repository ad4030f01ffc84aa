"""The command palette: every command of the screen, by its words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider

from stancebook.tui.commands import NUMBERED
from stancebook.tui.screens.base import CommandScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stancebook.tui.commands import Command

_NOT_BY_NAME = {*NUMBERED, "app.palette"}


class CommandProvider(Provider):
    """Offers the commands of the table that can be run by name."""

    def _commands(self) -> Iterator[tuple[Command, CommandScreen]]:
        screen = self.screen
        if isinstance(screen, CommandScreen):
            for one in screen.commands:
                if one.id not in _NOT_BY_NAME:
                    yield one, screen

    async def discover(self) -> Hits:
        """Offer everything while nothing is typed."""
        for one, screen in self._commands():
            yield DiscoveryHit(_display(one), partial(screen.run_command, one.id), help=_help(one, screen))

    async def search(self, query: str) -> Hits:
        """Offer what matches."""
        matcher = self.matcher(query)
        for one, screen in self._commands():
            text = _display(one)
            score = max(matcher.match(text), matcher.match(one.id))
            if score > 0:
                run = partial(screen.run_command, one.id)
                yield Hit(score, matcher.highlight(text), run, text=text, help=_help(one, screen))


def _display(one: Command) -> str:
    return one.help[0].upper() + one.help[1:]


def _help(one: Command, screen: CommandScreen) -> str:
    reason = screen.told(screen.why_not(one.id) or "")
    return f"{one.all_keys}  {one.id}" + (f" · not now: {reason}" if reason else "")
