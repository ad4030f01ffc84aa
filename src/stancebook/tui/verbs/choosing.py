"""Choosing one thing from a list, and what is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.tui.screens.chooser import Chooser, Option

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stancebook.tui.screens.base import CommandScreen

    Place = tuple[Option, Callable[[], object]]


def choose_one(
    screen: CommandScreen,
    title: str,
    options: Sequence[Option],
    then: Callable[[str], object],
    *,
    now: str | None = None,
) -> None:
    """Let one choose from a list over a screen; where what follows is refused, the screen says why.

    Args:
        screen: The screen.
        title: What is asked.
        options: What there is to choose from.
        then: What is done with the value of the option that was chosen; nothing where none was.
        now: The value that holds, if one does.
    """

    def chosen(values: frozenset[str] | None) -> None:
        if values:
            (value,) = values
            screen.attempt(lambda: then(value))

    screen.app.push_screen(Chooser(title, options, frozenset() if now is None else frozenset({now})), chosen)


def choose_where(screen: CommandScreen, places: Sequence[Place]) -> None:
    """Let one choose where to go, and go there."""
    going = {option.value: go for option, go in places}
    choose_one(screen, "Go to", [option for option, _ in places], lambda value: going[value]())
