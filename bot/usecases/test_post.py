"""Post a sample reminder in a channel, through the same hand that posts the real ones."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import assert_never

from bot.calls.announcement import DialIn, EventKind, Live, Ticker
from bot.calls.call import Call, Company
from bot.cards.call_card import NO_PAGES, CallPages
from bot.cards.card import Actions, Card
from bot.delivery.messenger import Post
from bot.delivery.outcome import Gone, Refused, Sent, TryAgain, Unknown
from bot.errors import UserError
from bot.reminders.kind import Telling
from bot.reminders.kinds import kind_named
from bot.storage import channels
from bot.times import instant, wall_time
from bot.usecases.choosing import PATIENCE
from bot.usecases.desk import Desk
from bot.usecases.dial import call_pages
from bot.usecases.here import must_be_heard
from bot.usecases.look_up import upcoming
from bot.workspaces import Channel, Person

_ZONE = "America/New_York"
_SAMPLE = "c-sample"


async def test_post(desk: Desk, channel: Channel, person: Person, now: datetime) -> Call | None:
    """Post what a reminder will look like here; the call that it showed, None where it was an invented one.

    Raises UserError that says why it did not come through.
    """
    await must_be_heard(desk, channel, now)
    async with desk.database.read() as db:
        place = await channels.get(db, channel.workspace.key, channel.id)
    ahead = (await upcoming(desk, channel, now)).calls
    call = next((one for one in ahead if isinstance(one.starts_at, datetime)), None)
    messenger = desk.messengers[channel.workspace.platform]
    pages = await call_pages(desk, channel.workspace.key, call, now) if call else NO_PAGES
    card = _card(call or _sample(now), now, place.zone if place else None, pages)
    key = f"{channel.workspace.key}/{channel.id}/test/{now.isoformat()}"
    wait = desk.turn(channel)
    if wait > PATIENCE:
        raise UserError("I have a lot to post just now, and real messages go first.", _later(wait))
    await asyncio.sleep(wait)
    match await messenger.post(Post(key, channel, messenger.render(card))):
        case Sent():
            return call
        case TryAgain(after):
            raise UserError("The platform asks me to slow down.", _later(after.total_seconds()))
        case Unknown(why):
            raise UserError(f"I cannot tell whether it was posted: {why}", "Look for it here, or try again.")
        case Gone(why) | Refused(why):
            raise UserError(f"I could not post here: {why}")
        case _ as never:
            assert_never(never)


def _later(seconds: float) -> str:
    return f"Try again in {max(1, round(seconds))} seconds."


def _card(call: Call, now: datetime, zone: str | None, pages: CallPages) -> Card:
    card = kind_named("starts").card(Telling(call, now, lead="1h", due_at=now, zone=zone, pages=pages))
    # Nobody else knows the invented call, so its buttons would lead nowhere.
    blocks = tuple(block for block in card.blocks if call.id != _SAMPLE or not isinstance(block, Actions))
    return replace(card, title=f"Test, nothing to attend: {card.title}", blocks=blocks)


def _sample(now: datetime) -> Call:
    """A call of an invented company, an hour ahead; its numbers are of the range that is kept for examples."""
    start = wall_time(now + timedelta(hours=1), _ZONE).replace(tzinfo=None, second=0, microsecond=0)
    company = Company("sample", "sample", "Example Robotics", (Ticker("NYSE", "EXMPL"),))
    return Call(
        id=_SAMPLE,
        owner="sample",
        company=company,
        event=EventKind.RESULTS,
        revision=1,
        starts_at=instant(start, _ZONE, first=True),
        zone=_ZONE,
        zone_word="ET",
        live=Live(dial_ins=(DialIn("+12025550123", "domestic"),), passcode="12345"),
    )
