"""Runs slow, pure work beside the event loop, so that nobody else waits for it, and stopping does not either."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from bot.errors import UserError

T = TypeVar("T")

MOST_SECONDS = 10.0
"""No release takes a second to read; what takes this long was made to."""


async def read_aside(work: Callable[[], T], within: float = MOST_SECONDS) -> T:
    """The result of ``work``, run in a thread of its own. Raises UserError where it takes too long.

    The thread is a daemon: the program may end while it runs, which the executors of asyncio would wait for.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def finish(result: T | None, error: BaseException | None) -> None:
        if done.cancelled():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]  # None only where T is

    def run() -> None:
        result, error = None, None
        try:
            result = work()
        except Exception as raised:
            error = raised
        # The loop is closed where the program stopped in the meantime.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(finish, result, error)

    threading.Thread(target=run, name="reading", daemon=True).start()
    try:
        async with asyncio.timeout(within):
            return await done
    except TimeoutError:
        raise UserError(
            "This text is too tangled for me to read.", "Paste only the part that announces the call."
        ) from None
