"""A chat platform behind real HTTP on a free local port, and the messenger that posts to it from another process."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

import aiohttp
from aiohttp import web

from bot.cards.card import Card
from bot.delivery.messenger import NOBODY_TO_ASK, NobodyToAsk, Pace, Post, Rendered
from bot.delivery.outcome import Outcome, Sent, Unknown
from bot.workspaces import Channel, Workspace

NAME = "chat"


@dataclass
class ChatServer:
    """Takes every post after ``latency`` seconds, and can be asked which it took."""

    latency: float
    taken: list[str] = field(default_factory=list)
    url: str = ""
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def doubled(self) -> int:
        """How many posts there were too many."""
        return sum(count - 1 for count in Counter(self.taken).values())

    async def has(self, count: int) -> None:
        """Wait until so many posts were taken."""
        while len(self.taken) < count:
            self._arrived.clear()
            await self._arrived.wait()

    async def _post(self, request: web.Request) -> web.Response:
        key = await request.text()
        # It is taken at a moment of its own, whether or not anybody is left to hear the answer.
        self.taken.append(key)
        self._arrived.set()
        await asyncio.sleep(self.latency)
        return web.Response(text=str(len(self.taken)))

    async def _find(self, request: web.Request) -> web.Response:
        key = request.query["key"]
        return web.Response(text=str(self.taken.index(key)) if key in self.taken else "")


@asynccontextmanager
async def serving(latency: float) -> AsyncIterator[ChatServer]:
    server = ChatServer(latency)
    application = web.Application()
    application.router.add_post("/post", server._post)
    application.router.add_get("/find", server._find)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield server
    finally:
        await runner.cleanup()


class ChatMessenger:
    """Posts to a ``ChatServer``. ``history`` says whether it may ask."""

    platform = NAME
    pace = Pace(0, 0)

    def __init__(self, url: str, session: aiohttp.ClientSession, *, history: bool) -> None:
        self._url = url
        self._session = session
        self._history = history

    def render(self, card: Card) -> Rendered:
        return {"title": card.title}

    async def post(self, post: Post) -> Outcome:
        try:
            async with self._session.post(f"{self._url}/post", data=post.key) as answer:
                return Sent(await answer.text())
        except (aiohttp.ClientError, TimeoutError) as error:
            return Unknown(type(error).__name__)

    async def update(self, channel: Channel, ref: str, rendered: Rendered) -> Outcome:
        return Sent(ref)

    async def find(
        self, post_key: str, channel: Channel, since: datetime, thread: str | None = None
    ) -> str | NobodyToAsk | None:
        if not self._history:
            return NOBODY_TO_ASK
        async with self._session.get(f"{self._url}/find", params={"key": post_key}) as answer:
            return await answer.text() or None

    async def may_post(self, channel: Channel) -> str | None:
        return None

    async def tell(self, channel: Channel, person_id: str, card: Card) -> Outcome:
        return Sent("whisper")

    async def forget(self, workspace: Workspace) -> None:
        """Nothing is cached."""
