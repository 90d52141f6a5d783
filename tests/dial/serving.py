"""Dial pages of a call, as they are served, and what a reader gets."""

from datetime import datetime

import httpx
from starlette.applications import Starlette

from bot.calls.call import Call
from bot.times import Moment
from bot.usecases.dial import Dialling
from handlers.dial.app import Pages, dial_routes
from tests.calls.builders import ny

TOKEN = "kWm3T0pQv7JxYb2nRc8dLs5fHg1aZe4u"
SOON = ny(5, 14, 16)
"""An hour before the call of the builders."""


def app_of(call: Call, now: datetime = SOON, moved_from: Moment | None = None, public_url: str = "") -> Starlette:
    """An application that knows one call, by one token."""

    async def known(token: str) -> Dialling | None:
        return Dialling(call, moved_from) if token == TOKEN else None

    address = public_url or "https://calls.example.com"
    return Starlette(routes=list(dial_routes(Pages(known, lambda: now, address, "/calls"))))


async def get(app: Starlette, path: str = f"/dial/{TOKEN}", language: str = "") -> httpx.Response:
    """What a browser gets. ``language`` is its Accept-Language."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://app", trust_env=False) as client:
        return await client.get(path, headers={"Accept-Language": language})


async def page(call: Call, now: datetime = SOON, moved_from: Moment | None = None, language: str = "") -> str:
    """The text of a call's page."""
    answer = await get(app_of(call, now, moved_from), language=language)
    assert answer.status_code == 200
    return answer.text
