"""Keys that come faster than the screen follows: each waits until the one before has done what it does.

Textual hands a key to what has the focus when it arrives, and the key takes effect when it has come back from there.
The keys right behind one that opens a dialog would so still go to what had the focus before, and mean something else
there. This happens over slow lines, to fast fingers, and to whoever lets a program type.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakSet

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App
    from textual.events import Key
    from textual.screen import Screen
    from textual.widget import Widget

_LAPS: Final = 3
"""A key is back after one lap; what it told its screen, after another; a focus that this gave away, after the last."""
_LONGEST: Final = 0.1
"""Seconds after which the next key goes on, where what the last one closed does not answer any more."""


class Lap(Message):
    """Follows a key from what has the focus to the application, behind everything else that comes that way.

    Args:
        key: Which key it follows, counted from 1.
        target: What had the focus.
        number: Which lap it is, from 1.
    """

    def __init__(self, key: int, target: Widget, number: int = 1) -> None:
        super().__init__()
        self.key, self.target, self.number = key, target, number


class TypedAhead:
    """Lets keys pass one at a time, in their order.

    Args:
        app: The application.
        go_on: What the application does with a key.
    """

    def __init__(self, app: App[Any], go_on: Callable[[Key], Awaitable[None]]) -> None:
        self._app, self._go_on = app, go_on
        self._waiting: deque[Key] = deque()
        self._on_its_way, self._count = False, 0
        self._settled: WeakSet[Screen[Any]] = WeakSet()  # screens that were shown, and so gave somebody the focus

    async def take(self, key: Key) -> None:
        """Take a key that just arrived."""
        self._waiting.append(key)
        await self._next()

    async def lap(self, lap: Lap) -> None:
        """Go on with the next key, once the one before is done."""
        if lap.key != self._count:
            return
        if self._waiting and lap.number < _LAPS and lap.target.is_attached:
            lap.target.post_message(Lap(lap.key, lap.target, lap.number + 1))
            return
        self._on_its_way = False
        await self._next()

    async def _next(self) -> None:
        app = self._app
        if not self._waiting or not app.screen_stack:
            return
        if self._on_its_way:
            self._look_again_later()
        elif app.screen not in self._settled:
            app.screen.call_after_refresh(self._settle, app.screen)
            self._look_again_later()
        else:
            self._count, self._on_its_way = self._count + 1, True
            target = app.focused or app.screen
            await self._go_on(self._waiting.popleft())
            if not target.post_message(Lap(self._count, target)):
                self._on_its_way = False

    def _settle(self, screen: Screen[Any]) -> None:
        self._settled.add(screen)
        self._app.call_later(self._next)

    def _look_again_later(self) -> None:
        """Go on in any case, should what is waited for be gone."""
        count = self._count

        async def look() -> None:
            if count == self._count:
                self._on_its_way = False
                await self._next()

        self._app.set_timer(_LONGEST, look)
