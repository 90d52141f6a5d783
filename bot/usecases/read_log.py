"""What was posted in a channel and when, and what was not."""

from dataclasses import dataclass
from datetime import datetime

from bot.calls.call import Call
from bot.storage import calls, channels, companies, deliveries
from bot.storage.deliveries import Delivery, State
from bot.usecases.desk import Desk
from bot.usecases.which import the_company
from bot.workspaces import Channel

TOLD = (State.SENT, State.MISSED, State.PERHAPS, State.REFUSED, State.COVERED, State.PAUSED)
"""What a log for people shows: what became of messages. What was taken back was never theirs to miss."""


@dataclass(frozen=True, slots=True)
class Logged:
    """One message and its call, as the workspace knows it now."""

    delivery: Delivery
    call: Call | None


@dataclass(frozen=True, slots=True)
class Log:
    """The messages, latest first, what comes next, and the channel's zone."""

    lines: tuple[Logged, ...]
    next_due: datetime | None
    zone: str | None


async def read_log(desk: Desk, channel: Channel, word: str | None, limit: int = 20) -> Log:
    """What became of a channel's messages, of all or of one company or call."""
    workspace = channel.workspace.key
    async with desk.database.read() as db:
        found = await deliveries.log(db, workspace, channel.id, limit=500 if word else limit, states=TOLD)
        if word is not None:
            call = await calls.view(db, workspace, word.casefold())
            wanted = {call.id} if call else set[str]()
            if call is None:
                company = await the_company(db, workspace, word)
                ids = await companies.same(db, workspace, company.id)
                wanted = {one.id for one in await calls.of_companies(db, workspace, ids)}
            found = tuple(one for one in found if one.call_id in wanted)[:limit]
        seen = await calls.views(db, workspace, {one.call_id for one in found})
        place = await channels.get(db, workspace, channel.id)
        due = await deliveries.next_due(db, workspace, channel.id)
    return Log(tuple(Logged(one, seen.get(one.call_id)) for one in found), due, place.zone if place else None)
