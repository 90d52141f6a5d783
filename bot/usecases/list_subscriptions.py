"""What a channel follows, and where it differs from the defaults."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.storage import calls, channels, companies, subscriptions
from bot.usecases.desk import Desk
from bot.usecases.unsubscribe import name_of
from bot.usecases.which import sole_word
from bot.workspaces import Channel


@dataclass(frozen=True, slots=True)
class Followed:
    """One thing a channel follows: its name, the word that ends it, and what differs for it."""

    name: str
    word: str
    waits: bool = False
    muted: bool = False
    kinds: tuple[str, ...] | None = None
    leads: Mapping[str, tuple[str, ...]] | None = None
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """All that a channel follows, its zone, its settings as stored, and why it is paused, if it is."""

    followed: tuple[Followed, ...]
    zone: str | None = None
    settings: Mapping[str, Any] | None = None
    paused_because: str | None = None


async def list_subscriptions(desk: Desk, channel: Channel) -> Listed:
    """What a channel follows, in the order it began to."""
    workspace = channel.workspace.key
    async with desk.database.read() as db:
        place = await channels.get(db, workspace, channel.id)
        muted = await subscriptions.muted(db, workspace, channel.id)
        found = []
        for one in await subscriptions.of_channel(db, workspace, channel.id):
            word = one.call_id or one.said or one.word or ""
            if one.company_id and (company := await companies.get(db, workspace, one.company_id)):
                word = sole_word(company)
            if one.call_id and await calls.view(db, workspace, one.call_id) is None:
                continue
            found.append(
                Followed(
                    name=await name_of(db, one),
                    word=word,
                    waits=one.company_id is None and one.call_id is None,
                    muted=one.target in muted,
                    kinds=one.kinds,
                    leads=one.leads,
                    person=one.person,
                )
            )
    if place is None:
        return Listed(tuple(found))
    return Listed(tuple(found), place.zone, place.settings, place.paused_because)
