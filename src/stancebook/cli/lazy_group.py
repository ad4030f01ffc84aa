"""Groups of commands that load a command only when it is called, so that the rest is quick."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Mapping


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called.

    Args:
        modules: For each name, the module below ``stancebook.cli`` that holds it as ``command``, and one line of
            help, which stands here so that ``--help`` loads nothing.
    """

    def __init__(self, *args: Any, modules: Mapping[str, tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order in which people need them."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return a command."""
        if cmd_name not in self.modules:
            return None
        module = importlib.import_module(f"stancebook.cli.{self.modules[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in self.modules.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; an unknown one gets the nearest names."""
        if args and args[0] not in self.modules and not ctx.resilient_parsing:  # which is completing what is typed
            from stancebook.model.nearest import did_you_mean

            ctx.fail(f"there is no command '{args[0][:80]}'{did_you_mean(args[0], self.modules)}")
        return super().resolve_command(ctx, args)
