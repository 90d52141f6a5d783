"""Whether the bot can post in a channel, as the platform tells us: pause what is planned, and take it up again."""

from datetime import datetime

from bot.storage import channels, deliveries, locks, received
from bot.usecases.desk import Desk
from bot.usecases.plan import replan_channel
from bot.workspaces import Channel, Person


async def gone(desk: Desk, channel: Channel, why: str, now: datetime) -> None:
    """Nothing can be posted in a channel any more; ``why`` is a sentence for its people."""
    workspace = channel.workspace.key
    async with desk.database.write() as db:
        await locks.planning(db, workspace)
        await channels.ensure(db, channel, now)
        await channels.pause(db, workspace, channel.id, why, now)
        await deliveries.pause(db, workspace, channel.id, why)


async def back(desk: Desk, channel: Channel, now: datetime, person: Person | None = None) -> None:
    """A channel can be posted to again: what is still true goes out after all.

    ``person`` is who let the bot in, or whose direct conversation it is, in whose zone it begins.
    """
    workspace = channel.workspace.key
    async with desk.database.write() as db:
        await locks.planning(db, workspace)
        zone, id_ = (person.zone, person.id) if person is not None and channel.direct else (None, None)
        await channels.ensure(db, channel, now, zone, id_)
        if not await channels.resume(db, workspace, channel.id):
            return
        due = await deliveries.resume(db, workspace, channel.id)
        again = await replan_channel(db, workspace, channel.id, now)
    earliest = [one for one in (due, again) if one is not None]
    if earliest:
        desk.ring(min(earliest))


async def seen(desk: Desk, platform: str, event_id: str, real_now: datetime) -> bool:
    """Whether a platform's event was received before; it is remembered. ``real_now`` is real time."""
    async with desk.database.write() as db:
        return await received.seen(db, platform, event_id, real_now)


async def is_known(desk: Desk, channel: Channel) -> bool:
    """Whether anything was ever said or set up in a channel."""
    async with desk.database.read() as db:
        return await channels.get(db, channel.workspace.key, channel.id) is not None
