"""Work that outlives the request it came with, on any platform."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

log = logging.getLogger(__name__)

_CLOSING_SECONDS = 1.0


class Background:
    """Keeps what was begun until it is done: asyncio alone would let it be collected."""

    def __init__(self) -> None:
        self._busy: set[asyncio.Task[Any]] = set()

    def start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Begin something that somebody awaits, and hears of what fails."""
        task = asyncio.create_task(work)
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)
        return task

    def leave(self, work: Coroutine[Any, Any, object]) -> None:
        """Begin something that nobody awaits: what fails is logged."""
        self.start(work).add_done_callback(_log_failure)

    async def close(self) -> None:
        """Give what is under way a second, then stop it."""
        if self._busy:
            _, late = await asyncio.wait(self._busy, timeout=_CLOSING_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)


def _log_failure(task: asyncio.Task[Any]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("What a request asked for failed.", exc_info=error)
