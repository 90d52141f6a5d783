"""Whom a change to a call reaches beyond the channel it is made in, and whether all of them let that person make it."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calls.call import Call
from bot.storage import channels
from bot.usecases import follows
from bot.usecases.permissions import MayChange, NotAllowed, who_may, why_not
from bot.workspaces import Channel, Person


@dataclass(frozen=True, slots=True)
class Reach:
    """Who hears of a call: other channels, other people by direct message, and whether the channel here does.

    Those that have muted it hear nothing, and are not counted.
    """

    here: bool = False
    channels: int = 0
    people: int = 0

    @property
    def others(self) -> int:
        return self.channels + self.people


class AskFirst(Exception):
    """A change would reach others, and nobody has said that it should: nothing was changed. ``after`` is what the call
    would be."""

    def __init__(self, before: Call, after: Call, reach: Reach) -> None:
        super().__init__(f"{before.id} reaches {reach.others} others")
        self.before, self.after, self.reach = before, after, reach


async def reach_of(db: AsyncConnection, call: Call, channel: Channel, person: Person) -> Reach:
    """Whom a person reaches who changes a call in a channel.

    Raises NotAllowed where another channel that follows the call does not let that person change it: calls are the
    whole workspace's, so they cannot be changed from a channel that is less strict. One that has muted the call
    still has its say: once it lets it be heard again, it finds it changed.
    """
    workspace = channel.workspace.key
    following = await follows.of_call(db, workspace, call)
    hearing = {how.channel_id for how in following if not how.muted}
    places = await channels.many(db, [(workspace, how.channel_id) for how in following if how.channel_id != channel.id])
    for (_, id_), place in places.items():
        rule = who_may(place)
        if await why_not(db, workspace, id_, rule, person) is not None:
            raise NotAllowed(_refusal(rule), f"To hear nothing of it here: mute {call.id}")
    people = sum(place.person_id is not None for (_, id_), place in places.items() if id_ in hearing)
    return Reach(channel.id in hearing, len(hearing - {channel.id}) - people, people)


def _refusal(rule: MayChange) -> str:
    # Which channel it is may be none of that person's business.
    whom = "workspace admins" if rule is MayChange.ADMINS else "those who subscribed there"
    return f"Another channel follows this call too, and lets only {whom} change it."
