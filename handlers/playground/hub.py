"""Tells every open page what happened, as server-sent events that survive a lost connection.

Each event has a number under this process's own mark. A page that comes back says which one it saw last and gets what
it missed; one that was away too long, or outlived the process, is told to load everything anew.
"""

import asyncio
import json
import secrets
from collections import deque
from collections.abc import AsyncIterator, Mapping

KEPT = 500
HEARTBEAT = 15.0
"""Seconds of silence after which a comment is sent, so that both sides notice a dead connection."""

RETRY = 1000
"""Milliseconds after which a browser that lost the stream comes back."""


class Hub:
    """Keeps the last events, and hands them to whoever listens."""

    def __init__(self, *, kept: int = KEPT, heartbeat: float = HEARTBEAT) -> None:
        self._mark = secrets.token_hex(4)
        self._heartbeat = heartbeat
        self._count = 0
        self._events: deque[tuple[int, str]] = deque(maxlen=kept)
        self._bell = asyncio.Event()
        self._closed = False

    @property
    def cursor(self) -> str:
        """Where the stream stands: a page that loads the state now listens on from here."""
        return f"{self._mark}-{self._count}"

    def publish(self, name: str, data: Mapping[str, object]) -> None:
        """Tell everyone. ``data`` is JSON."""
        self._count += 1
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        self._events.append((self._count, f"id: {self.cursor}\nevent: {name}\ndata: {text}\n\n"))
        self._ring()

    def close(self) -> None:
        """End every open stream; browsers come back by themselves when there is a server again."""
        self._closed = True
        self._ring()

    async def listen(self, after: str | None) -> AsyncIterator[str]:
        """The stream from the event named ``after`` on, or from now."""
        seen = self._number(after)
        yield f"retry: {RETRY}\n\n"
        while not self._closed:
            if not self._holds_all_since(seen):
                seen = self._count
                yield f"id: {self.cursor}\nevent: reset\ndata: {{}}\n\n"
            for number, frame in [event for event in self._events if event[0] > seen]:
                seen = number
                yield frame
            if not await self._rung(seen):
                yield ": still here\n\n"

    def _ring(self) -> None:
        self._bell.set()
        self._bell = asyncio.Event()

    def _number(self, after: str | None) -> int:
        """The number of a named event; -1 for one of another process."""
        if after is None:
            return self._count
        mark, _, number = after.partition("-")
        return int(number) if mark == self._mark and number.isascii() and number.isdigit() else -1

    def _holds_all_since(self, seen: int) -> bool:
        oldest = self._events[0][0] if self._events else self._count + 1
        return oldest - 1 <= seen <= self._count

    async def _rung(self, seen: int) -> bool:
        """Wait for something new; False when nothing came for a while."""
        bell = self._bell
        if self._closed or self._count > seen:
            return True
        try:
            async with asyncio.timeout(self._heartbeat):
                await bell.wait()
        except TimeoutError:
            return False
        return True
