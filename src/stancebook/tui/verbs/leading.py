"""What leads from one thing to another on every screen: the next pane, the help, other screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stancebook.model.ids import NOBODY
from stancebook.tui.coding import RefusedError
from stancebook.tui.screens.chooser import Option
from stancebook.tui.verbs.choosing import choose_where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.widget import Widget

    from stancebook.tui.screens.base import CommandScreen
    from stancebook.tui.verbs.choosing import Place


def focus_pane(screen: CommandScreen, panes: Sequence[Widget], delta: int) -> None:
    """Go to the next or previous of the panes that are shown."""
    shown = [pane for pane in panes if pane.display]
    at = shown.index(screen.focused) if screen.focused in shown else 0
    shown[(at + delta) % len(shown)].focus()


def show_help(screen: CommandScreen, page: str, criterion: str | None) -> None:
    """Show the keys of a screen, or what the codebook says of a criterion."""
    from stancebook.tui.screens.codebook import CodebookScreen
    from stancebook.tui.screens.help import HelpScreen

    rubric = screen.stance.session.rubric
    if page == "criterion" and criterion in rubric.by_id:
        screen.app.push_screen(CodebookScreen(screen.SCOPE, rubric, criterion))
    else:
        screen.app.push_screen(HelpScreen(screen.SCOPE, rubric, rubric.by_id.get(criterion or ""), screen.pane_help))


def go_elsewhere(screen: CommandScreen, source: str | None) -> None:
    """Let one choose another screen than the matrix, at a source where one is looked at."""
    stance = screen.stance
    if stance.session.reviewer == NOBODY:
        raise RefusedError("it is not known who you are: stance --reviewer ID codes and decides")
    places: list[Place] = [(Option("home", "Your sources", key="s"), stance.open_home)]
    if source is not None:
        settle = Option("compare", f"Compare and settle {source}", key="c")
        code = Option("code", f"Code {source}", "your own coding of this source", key="e")
        places = [(settle, lambda: stance.open_compare(source)), (code, lambda: stance.open_source(source)), *places]
    choose_where(screen, places)
