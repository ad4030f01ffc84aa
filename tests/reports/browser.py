"""A headless Chromium driven over a pipe, with nothing but the standard library."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import tempfile
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage",
    "--no-first-run", "--remote-debugging-pipe", "about:blank",
)  # fmt: skip
_TIMEOUT = 60
PARTED = r"""(() => {
  const parted = [];
  for (const part of document.querySelectorAll(".matrix :is(.words, .state, .chip, li, thead .name, tbody th)")) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      for (const word of walker.currentNode.data.matchAll(/[^\s-]+-?/g)) {
        const range = document.createRange();
        range.setStart(walker.currentNode, word.index);
        range.setEnd(walker.currentNode, word.index + word[0].length);
        if (range.getClientRects().length > 1) parted.push(word[0]);
      }
    }
  }
  return parted.join(" ");
})()"""
"""Words that stand in two lines, not parted after a hyphen of their own."""


def chromium() -> str | None:
    """Return the path of a Chromium, if there is one."""
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


class Browser:
    """One page in a headless browser.

    Attributes:
        requested: The addresses that pages asked for.
        dialogs: The dialogs that scripts opened.
    """

    def __init__(self, executable: str) -> None:
        self.requested: list[str] = []
        self.dialogs: list[str] = []
        self._profile = tempfile.mkdtemp(prefix="chromium-")
        theirs_in, self._out = _high_pipe()
        self._in, theirs_out = _high_pipe()
        silent = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_RDWR, 0) for fd in (1, 2)]
        ends = [(os.POSIX_SPAWN_DUP2, theirs_in, 3), (os.POSIX_SPAWN_DUP2, theirs_out, 4)]
        argv = [executable, f"--user-data-dir={self._profile}", *_FLAGS]
        self._pid = os.posix_spawn(executable, argv, os.environ, file_actions=[*silent, *ends])
        os.close(theirs_in)
        os.close(theirs_out)
        self._buffer = b""
        self._number = 0
        self._session = ""

    def __enter__(self) -> Self:
        signal.signal(signal.SIGALRM, _too_slow)
        signal.alarm(_TIMEOUT)
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network"):
            self.call(f"{domain}.enable")
        return self

    def __exit__(self, *_: object) -> None:
        signal.alarm(0)
        os.kill(self._pid, signal.SIGTERM)
        os.waitpid(self._pid, 0)
        os.close(self._in)
        os.close(self._out)
        shutil.rmtree(self._profile, ignore_errors=True)

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Send a command of the DevTools protocol and return its result."""
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            self._heard(answer)
        assert "error" not in answer, answer
        found: dict[str, Any] = answer["result"]
        return found

    def open(self, page: Path) -> None:
        """Open a file and wait until it is loaded."""
        signal.alarm(_TIMEOUT)
        self.call("Page.navigate", url=page.as_uri())
        while (heard := self._next()).get("method") != "Page.loadEventFired":
            self._heard(heard)

    def ask(self, expression: str) -> Any:
        """Return the value of a JavaScript expression in the page."""
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def press(self, key: str, code: int, text: str = "") -> None:
        """Press a key."""
        more = {"key": key, "windowsVirtualKeyCode": code}
        self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **more)
        self.call("Input.dispatchKeyEvent", type="keyUp", **more)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            read = os.read(self._in, 1 << 20)
            assert read, "the browser is gone"
            self._buffer += read
        message, _, self._buffer = self._buffer.partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found

    def _heard(self, event: dict[str, Any]) -> None:
        match event.get("method"):
            case "Network.requestWillBeSent":
                self.requested.append(event["params"]["request"]["url"])
            case "Page.javascriptDialogOpening":
                self.dialogs.append(event["params"]["message"])


def _high_pipe() -> tuple[int, int]:
    """A pipe whose ends do not collide with the descriptors that the browser wants."""
    low = os.pipe()
    high = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 20) for end in low)
    for end in low:
        os.close(end)
    return high[0], high[1]


def _too_slow(*_: object) -> None:
    raise TimeoutError(f"the browser took more than {_TIMEOUT} seconds")
