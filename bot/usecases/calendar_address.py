"""The addresses of calendar feeds: give a channel and a person one each, and take them back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import UserError
from bot.storage import audit, calendars
from bot.storage.calendars import CHANNEL, PERSON
from bot.storage.database import retry_stale
from bot.usecases.desk import Desk
from bot.usecases.dial import CALENDAR_PATH
from bot.usecases.here import settle
from bot.workspaces import Channel, Person


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the pages of calendars are: of the channel (None in a direct conversation) and of whoever asked."""

    channel: str | None
    person: str


async def calendar_addresses(desk: Desk, channel: Channel, person: Person, now: datetime) -> Addresses:
    """The pages of this channel's calendar and of one's own. Raises UserError where there is no address for pages."""
    public_url = _public_url(desk)

    async def run() -> Addresses:
        async with desk.database.write() as db:
            await settle(db, channel, person, now)
            mine = await _page(db, public_url, channel, PERSON, person.id, now)
            ours = None if channel.direct else await _page(db, public_url, channel, CHANNEL, channel.id, now)
            return Addresses(ours, mine)

    return await retry_stale(run)


async def renew_calendar(desk: Desk, channel: Channel, person: Person, now: datetime, *, own: bool) -> str:
    """Take back the address of this channel's calendar, or of one's ``own``: the page that stands at the new one."""
    public_url = _public_url(desk)
    own = own or channel.direct
    kind, subject = (PERSON, person.id) if own else (CHANNEL, channel.id)

    async def run() -> str:
        async with desk.database.write() as db:
            await settle(db, channel, person, now)
            await calendars.take_back(db, channel.workspace.key, kind, subject)
            await audit.write(db, channel, person, now, "renew the calendar", f"{kind}:{subject}")
            return await _page(db, public_url, channel, kind, subject, now)

    return await retry_stale(run)


async def _page(db: AsyncConnection, public_url: str, channel: Channel, kind: str, subject: str, now: datetime) -> str:
    address = await calendars.of_subject(db, channel.workspace.key, kind, subject, now)
    return f"{public_url.rstrip('/')}{CALENDAR_PATH}{address.token}"


def _public_url(desk: Desk) -> str:
    if desk.public_url is None:
        raise UserError(
            "There are no calendars here: the bot has no public address.",
            "Whoever runs it can give it one: TICKERBELL_PUBLIC_URL.",
        )
    return desk.public_url
