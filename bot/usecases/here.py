"""The channel somebody types in: whether the bot can post there, and its row and its person's."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import UserError
from bot.storage import channels, deliveries, people, workspaces
from bot.storage.channels import Place
from bot.usecases.desk import Desk
from bot.usecases.sharing import must_be_ours
from bot.workspaces import Channel, Person


async def must_be_heard(desk: Desk, channel: Channel, now: datetime) -> None:
    """Refuses, with what to do about it, where the bot cannot post, or where people of another organisation read along
    and nobody has let it: nothing may be promised to such a channel.
    """
    messenger = desk.messengers.get(channel.workspace.platform)
    why = await messenger.may_post(channel) if messenger else "I am not connected to this place, so I cannot post here."
    if why is not None:
        raise UserError(why, "Nothing was stored.")
    await must_be_ours(desk, channel, now)


async def settle(db: AsyncConnection, channel: Channel, person: Person, now: datetime) -> Place:
    """The channel's row, made where it lacks. Its zone starts as that of whoever sets something up here first."""
    place = await channels.ensure(db, channel, now, person.zone, person.id)
    await people.remember(db, person)
    return place


async def heard_again(db: AsyncConnection, channel: Channel) -> None:
    """Take up what was paused in a channel that turned out to hear us after all, and with it all of its workspace."""
    workspace = channel.workspace.key
    if await workspaces.reopen(db, workspace):
        await deliveries.resume(db, workspace, None)
    if await channels.resume(db, workspace, channel.id):
        await deliveries.resume(db, workspace, channel.id)
