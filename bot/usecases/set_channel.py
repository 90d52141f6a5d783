"""A channel's own time zone and quiet hours."""

from datetime import datetime

from bot.storage import audit, channels, locks
from bot.storage.channels import Place
from bot.usecases.desk import Desk
from bot.usecases.here import settle
from bot.usecases.plan import replan_channel
from bot.workspaces import Channel, Person

QUIET = "quiet"
"""The setting that holds a channel's quiet hours: the local wall times they begin and end at."""

QUESTIONS = "questions"
"""The setting that holds a channel's leads for warnings that questions close."""


async def set_zone(desk: Desk, channel: Channel, person: Person, zone: str, now: datetime) -> Place:
    """Give a channel its IANA zone, and plan anew what depends on it. Gives the channel as it was."""
    workspace = channel.workspace.key
    async with desk.database.write() as db:
        await locks.planning(db, workspace)
        before = await settle(db, channel, person, now)
        await channels.set_zone(db, workspace, channel.id, zone)
        await audit.write(db, channel, person, now, "timezone", channel.id, before=before.zone, after=zone)
        due = await replan_channel(db, workspace, channel.id, now)
    if due is not None:
        desk.ring(due)
    return before


async def set_quiet(
    desk: Desk, channel: Channel, person: Person, hours: tuple[str, str] | None, now: datetime
) -> Place:
    """Give a channel quiet hours in its own zone ("22:00", "07:00"), or none. Gives the channel as it is now."""
    workspace = channel.workspace.key
    async with desk.database.write() as db:
        await locks.planning(db, workspace)
        place = await settle(db, channel, person, now)
        before = place.settings.get(QUIET)
        after = list(hours) if hours else None
        await channels.change_settings(db, workspace, channel.id, {QUIET: after})
        await audit.write(db, channel, person, now, QUIET, channel.id, before=before, after=after)
        due = await replan_channel(db, workspace, channel.id, now)
    if due is not None:
        desk.ring(due)
    return place


async def set_question_leads(
    desk: Desk, channel: Channel, person: Person, leads: tuple[str, ...] | None, now: datetime
) -> None:
    """Choose when a channel is warned that questions close: no leads at all for never, None for the default again."""
    workspace = channel.workspace.key
    async with desk.database.write() as db:
        await locks.planning(db, workspace)
        place = await settle(db, channel, person, now)
        after = list(leads) if leads is not None else None
        before = place.settings.get(QUESTIONS)
        await channels.change_settings(db, workspace, channel.id, {QUESTIONS: after})
        await audit.write(db, channel, person, now, "settings questions", channel.id, before=before, after=after)
        due = await replan_channel(db, workspace, channel.id, now)
    if due is not None:
        desk.ring(due)


async def read_channel(desk: Desk, channel: Channel) -> Place:
    """A channel as it is stored; one that is not known yet has no zone and no settings."""
    async with desk.database.read() as db:
        place = await channels.get(db, channel.workspace.key, channel.id)
    return place or Place(channel.workspace.key, channel.id, channel.name)
