"""How publishers are treated: few requests to one host at a time, and the SEC's own rules for EDGAR."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

AT_ONCE = 2
"""So many requests to one host are under way at a time."""

SEC_SECONDS = 0.5
"""Between two requests to the SEC. It allows ten a second to all processes of an operator together
(https://www.sec.gov/os/accessing-edgar-data), so there is room for five processes."""

CONTACT_NEEDED = (
    "The SEC lets only those read EDGAR who say how they can be reached: "
    "set TICKERBELL_CONTACT to an e-mail address of yours."
)


def is_sec(host: str) -> bool:
    """Whether a host is the SEC's, whose rules hold there."""
    return host == "sec.gov" or host.endswith(".sec.gov")


def user_agent(version: str, contact: str | None) -> str:
    """How the program names itself in a publisher's log."""
    return f"Tickerbell/{version} ({contact})" if contact else f"Tickerbell/{version}"


@dataclass(slots=True)
class _Host:
    room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0
    free_at: float = 0.0


class Manners:
    """Whose turn it is at each host. Hosts that nobody asks anything are forgotten."""

    def __init__(self) -> None:
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until a host may be asked, and have a place there until the block ends."""
        shared = "sec.gov" if is_sec(host) else host
        here = self._hosts.setdefault(shared, _Host())
        here.users += 1
        try:
            async with here.room:
                await _gap(here, SEC_SECONDS if is_sec(host) else 0.0)
                yield
        finally:
            here.users -= 1
            if not here.users and here.free_at <= asyncio.get_running_loop().time():
                self._hosts.pop(shared, None)


async def _gap(here: _Host, seconds: float) -> None:
    if not seconds:
        return
    async with here.turn:
        loop = asyncio.get_running_loop()
        await asyncio.sleep(max(0.0, here.free_at - loop.time()))
        here.free_at = loop.time() + seconds
