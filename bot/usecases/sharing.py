"""Channels that are shared with another organisation get nothing before somebody of ours has let them."""

from dataclasses import replace
from datetime import datetime
from enum import Enum

from bot.delivery.messenger import SharesChannels
from bot.errors import UserError
from bot.storage import audit, channels, deliveries, locks
from bot.storage.channels import Place
from bot.usecases import notices
from bot.usecases.desk import Desk
from bot.usecases.plan import replan_channel
from bot.workspaces import Channel, Person

WHY = "This channel is shared with another organisation, and nobody has said yet that I may post here."
"""Why such a channel is silent."""

_THEN = "If they may read it, type in that channel: {command} shared yes"


class Sharing(Enum):
    """Who reads along in a channel: nobody else, somebody who may, or somebody of whom nobody has said so yet."""

    NONE = "none"
    LET = "let"
    ASKED = "asked"


class SharedChannel(UserError):
    """People of another organisation read along: somebody has to say that they may."""


async def must_be_ours(desk: Desk, channel: Channel, now: datetime) -> None:
    """Raises SharedChannel where people of another organisation read along and nobody has let the bot post."""
    place = await _looked_at(desk, channel, now)
    if place is not None and place.shared_since is not None and place.shared_by is None:
        hint = "They would read the calls, the dial-in numbers and the passcodes that I post. Nothing was stored."
        then = _THEN.format(command=desk.command)
        raise SharedChannel("This channel is shared with another organisation.", f"{hint} {then}")


async def shared(desk: Desk, channel: Channel, others: bool, now: datetime) -> None:
    """People of another organisation read along in a channel from now on, or do no longer."""
    if others:
        await _share(desk, channel, now)
    else:
        await _unshare(desk, channel, now)


async def let(desk: Desk, channel: Channel, person: Person, yes: bool, now: datetime) -> Place:
    """Somebody lets a channel be posted to though others read along, or takes that back; the channel as it is now.

    Raises UserError where nobody else reads along.
    """
    place = await _looked_at(desk, channel, now)
    if place is None or place.shared_since is None:
        raise UserError("This channel is not shared with another organisation.", "I need no leave to post here.")
    workspace, by = channel.workspace.key, (person.name or person.id) if yes else None
    due, before, after = None, "yes" if place.shared_by else "no", "yes" if yes else "no"
    async with desk.database.write() as db:
        await locks.planning(db, workspace)
        await channels.let_share(db, workspace, channel.id, by)
        await audit.write(db, channel, person, now, "shared", channel.id, before=before, after=after)
        if not yes:
            await channels.pause(db, workspace, channel.id, WHY, now)
            await deliveries.pause(db, workspace, channel.id, WHY)
        elif place.paused_because == WHY and await channels.resume(db, workspace, channel.id):
            await deliveries.resume(db, workspace, channel.id)
            await replan_channel(db, workspace, channel.id, now)
            due = await deliveries.next_due(db, workspace, channel.id)
    if due is not None:
        desk.ring(due)
    return replace(place, shared_by=by)


async def sharing_of(desk: Desk, channel: Channel) -> Sharing:
    """Whether people of another organisation are known to read along in a channel, and whether they may."""
    async with desk.database.read() as db:
        place = await channels.get(db, channel.workspace.key, channel.id)
    if place is None or place.shared_since is None:
        return Sharing.NONE
    return Sharing.LET if place.shared_by is not None else Sharing.ASKED


async def _looked_at(desk: Desk, channel: Channel, now: datetime) -> Place | None:
    """A channel's row, after asking the platform whether others read along; what it does not say stays as it was."""
    messenger = desk.messengers.get(channel.workspace.platform)
    asked = await messenger.is_shared(channel) if isinstance(messenger, SharesChannels) else None
    async with desk.database.read() as db:
        place = await channels.get(db, channel.workspace.key, channel.id)
    known = place is not None and place.shared_since is not None
    if asked is None or asked is known:
        return place
    await shared(desk, channel, asked, now)
    async with desk.database.read() as db:
        return await channels.get(db, channel.workspace.key, channel.id)


async def _share(desk: Desk, channel: Channel, now: datetime) -> None:
    workspace = channel.workspace.key
    async with desk.database.write() as db:
        await locks.planning(db, workspace)
        await channels.ensure(db, channel, now)
        if not await channels.share(db, workspace, channel.id, now):
            return
        if await channels.pause(db, workspace, channel.id, WHY, now):
            await notices.of_pause(db, workspace, channel.id, WHY, now, _THEN.format(command=desk.command))
        await deliveries.pause(db, workspace, channel.id, WHY)


async def _unshare(desk: Desk, channel: Channel, now: datetime) -> None:
    workspace, due = channel.workspace.key, None
    async with desk.database.write() as db:
        await locks.planning(db, workspace)
        place = await channels.get(db, workspace, channel.id)
        if not await channels.unshare(db, workspace, channel.id):
            return
        if place is not None and place.paused_because == WHY and await channels.resume(db, workspace, channel.id):
            await deliveries.resume(db, workspace, channel.id)
            await replan_channel(db, workspace, channel.id, now)
            due = await deliveries.next_due(db, workspace, channel.id)
    if due is not None:
        desk.ring(due)
