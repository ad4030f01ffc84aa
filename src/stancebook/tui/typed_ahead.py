"""Input that comes faster than the screen follows: each event waits until the one before has done what it does.

Textual hands a key to what has the focus when it arrives, and the key takes effect when it has come back from there.
The keys right behind one that opens a dialog would so still go to what had the focus before, and mean something else
there. This happens over slow lines, to fast fingers, and to whoever lets a program type. What is pasted, and what the
mouse does, keeps its place among the keys: a click that overtakes digits would move them to another criterion.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from weakref import WeakSet

from textual import events
from textual.errors import NoWidget
from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App
    from textual.screen import Screen
    from textual.widget import Widget

Typed: TypeAlias = events.Key | events.Paste | events.MouseEvent

_LAPS: Final = 3
"""A key is back after one lap; what it told its screen, after another; a focus that this gave away, after the last."""
_LONGEST: Final = 0.1
"""Seconds after which the next event goes on, where what the last one closed does not answer any more."""
_POINTING: Final = (
    events.MouseMove,
    events.MouseScrollDown,
    events.MouseScrollUp,
    events.MouseScrollLeft,
    events.MouseScrollRight,
)


class Lap(Message):
    """Follows an event from where it went to the application, behind everything else that comes that way.

    Args:
        event: Which event it follows, counted from 1.
        target: What the event went to.
        number: Which lap it is, from 1.
    """

    def __init__(self, event: int, target: Widget, number: int = 1) -> None:
        super().__init__()
        self.event, self.target, self.number = event, target, number


class TypedAhead:
    """Lets keys, pastes and what the mouse does pass one at a time, in their order.

    Args:
        app: The application.
        go_on: What the application does with such an event.
    """

    def __init__(self, app: App[Any], go_on: Callable[[Typed], Awaitable[None]]) -> None:
        self._app, self._go_on = app, go_on
        self._waiting: deque[Typed] = deque()
        self._on_its_way, self._count = False, 0
        self._run: object = None  # what the event that went last is part of
        self._watching = False
        self._settled: WeakSet[Screen[Any]] = WeakSet()  # screens that were shown, and so gave somebody the focus

    async def take(self, event: Typed) -> None:
        """Take an event that just arrived."""
        self._waiting.append(event)
        await self._next()

    async def lap(self, lap: Lap) -> None:
        """Go on with the next event, once the one before is done."""
        if lap.event != self._count:
            return
        if self._waiting and lap.number < _LAPS and lap.target.is_attached:
            lap.target.post_message(Lap(lap.event, lap.target, lap.number + 1))
            return
        self._on_its_way = False
        await self._next()

    async def _next(self) -> None:
        """Let go on what waits, as far as it may."""
        app = self._app
        while self._waiting and app.screen_stack:
            if app.screen not in self._settled:
                app.screen.call_after_refresh(self._settle, app.screen)
                self._look_again_later()
                return
            event = self._waiting[0]
            target = self._target(event)
            run = _run(event, target)
            if self._on_its_way and (run is None or run != self._run):
                self._look_again_later()
                return
            self._waiting.popleft()
            self._count, self._on_its_way, self._run = self._count + 1, True, run
            await self._go_on(event)
            if not target.post_message(Lap(self._count, target)):
                self._on_its_way = False

    def _target(self, event: Typed) -> Widget:
        """Return where an event will go."""
        app = self._app
        if not isinstance(event, events.MouseEvent):
            return app.focused or app.screen
        if app.mouse_captured:
            return app.mouse_captured
        try:
            return app.get_widget_at(event.x, event.y)[0]
        except NoWidget:
            return app.screen

    def _settle(self, screen: Screen[Any]) -> None:
        self._settled.add(screen)
        self._app.call_later(self._next)

    def _look_again_later(self) -> None:
        """Go on in any case, should what is waited for be gone."""
        if self._watching:
            return
        self._watching, count = True, self._count

        async def look() -> None:
            self._watching = False
            if count == self._count:
                self._on_its_way = False
            await self._next()

        self._app.set_timer(_LONGEST, look)


def _run(event: Typed, target: Widget) -> object:
    """Return what an event is part of whose events need not wait for one another; None where it stands alone.

    Text that is written in a line changes nothing about where the next letter goes, nor does the wheel about the next
    turn of it.
    """
    if isinstance(event, _POINTING):
        return _POINTING
    if isinstance(event, events.Key):
        return target if target.check_consume_key(event.key, event.character) else None
    writes = isinstance(event, events.Paste) and target.check_consume_key("x", "x")
    return target if writes else None
