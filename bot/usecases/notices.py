"""What single people are told by direct message: that a channel which they had subscribed is silent now, and why.

It is planned in the transaction that pauses the channel, and tried until it is told.
"""

import asyncio
import logging
from collections import defaultdict
from datetime import datetime, timedelta
from typing import assert_never

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.card import Card, Paragraph, Text, Tone
from bot.delivery.messenger import Messenger
from bot.delivery.outcome import Gone, Outcome, Refused, Sent, TryAgain, Unknown
from bot.storage import channels, notices, subscriptions
from bot.storage.notices import Notice
from bot.storage.subscriptions import Subscription
from bot.usecases.desk import Desk
from bot.usecases.unsubscribe import name_of
from bot.workspaces import Channel, Workspace

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=5)
"""How often it is looked whether somebody is to be told something."""

_TAKEN_FOR = timedelta(minutes=1)
_AT_ONCE = 50
_MOST_ATTEMPTS = 8
_MOST_NAMES = 3
_SECONDS = 20.0
_GOES_ON = "As soon as I can post there again, I go on with what is still true then. You need do nothing more here."


async def of_pause(
    db: AsyncConnection, workspace: str, channel_id: str, why: str, now: datetime, then: str = _GOES_ON
) -> None:
    """A channel has just been paused: whoever subscribed there hears of it, once. ``then`` says what comes of it."""
    place = await channels.get(db, workspace, channel_id)
    if place is not None and place.person_id is not None:
        return  # their own conversation with the bot, where nothing can be said any more
    theirs: dict[str, list[Subscription]] = defaultdict(list)
    for one in await subscriptions.of_channel(db, workspace, channel_id):
        if one.person_id is not None:
            theirs[one.person_id].append(one)
    name = f"#{place.name}" if place is not None and place.name else "a channel"
    planned = []
    for person_id, followed in theirs.items():
        names = [await name_of(db, one) for one in followed[:_MOST_NAMES]]
        lines = (why, f"You had me follow {_listed(names, len(followed))} there.", then)
        key = f"{workspace}/{channel_id}/{person_id}/paused/{now.isoformat()}"
        planned.append(Notice(key, workspace, person_id, f"I have stopped posting in {name}", lines))
    await notices.add(db, planned, now)


async def tell_people(desk: Desk, now: datetime) -> None:
    """Tell who is to be told something by now, some at a time."""
    while desk.messengers:
        async with desk.database.read() as db:
            if not await notices.any_due(db, now):
                return
        async with desk.database.write() as db:
            some = await notices.take(db, desk.messengers, now, now + _TAKEN_FOR, _AT_ONCE)
        if not some:
            return
        outcomes = await asyncio.gather(*(_tell(desk, one) for one in some))
        async with desk.database.write() as db:
            for one, outcome in zip(some, outcomes, strict=True):
                await _record(db, one, outcome, now)


async def _tell(desk: Desk, one: Notice) -> Outcome:
    workspace = Workspace.from_key(one.workspace)
    messenger: Messenger = desk.messengers[workspace.platform]
    card = Card(one.title, Tone.PROBLEM, tuple(Paragraph((Text(line),)) for line in one.lines))
    try:
        async with asyncio.timeout(_SECONDS):
            return await messenger.tell(Channel(workspace, one.person_id, direct=True), one.person_id, card)
    except TimeoutError:
        return Unknown("no answer came")
    except Exception as error:
        log.exception("A person could not be told something.", extra={"notice": one.key})
        return Unknown(type(error).__name__)


async def _record(db: AsyncConnection, one: Notice, outcome: Outcome, now: datetime) -> None:
    match outcome:
        case Sent():
            await notices.told(db, one.id)
            log.info("A person was told.", extra={"notice": one.key})
        case TryAgain(after, why):
            await notices.later(db, one.id, now + after, why)
        case Unknown(why) if one.attempts < _MOST_ATTEMPTS:
            # Perhaps it was said: to hear it twice is better than never.
            await notices.later(db, one.id, now + timedelta(seconds=10 * 2**one.attempts), why)
        case Unknown(why) | Gone(why) | Refused(why):
            await notices.given_up(db, one.id, why)
            log.warning("A person cannot be told: %s", why, extra={"notice": one.key})
        case _:
            assert_never(outcome)


def _listed(names: list[str], count: int) -> str:
    more = count - len(names)
    if more:
        return f"{', '.join(names)} and {more} more"
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
