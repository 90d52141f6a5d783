"""Keep a company or a call quiet in a channel, or let it be heard again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.phrases import company_words, headline
from bot.storage import audit, calls, companies, deliveries, subscriptions
from bot.storage.subscriptions import to_call, to_company
from bot.usecases.desk import Desk
from bot.usecases.here import settle
from bot.usecases.plan import replan_channel
from bot.usecases.which import the_company
from bot.workspaces import Channel, Person


@dataclass(frozen=True, slots=True)
class Muted:
    """What was muted or is heard again, in words, the word that undoes it, and whether that changed anything."""

    name: str
    word: str
    changed: bool


@dataclass(frozen=True, slots=True)
class _Target:
    name: str
    word: str
    targets: tuple[str, ...]


async def mute(desk: Desk, channel: Channel, person: Person, word: str, now: datetime) -> Muted:
    """Say nothing of a company, or of one call, in a channel until it is heard again."""
    workspace = channel.workspace.key
    async with desk.database.write() as db:
        await settle(db, channel, person, now)
        what = await _target(db, workspace, word)
        changed = await subscriptions.mute(db, workspace, channel.id, what.targets[0], person.name, now)
        await audit.write(db, channel, person, now, "mute", what.targets[0])
        await replan_channel(db, workspace, channel.id, now)
        await _hold_back_news(db, workspace, channel.id, what)
    return Muted(what.name, what.word, changed)


async def unmute(desk: Desk, channel: Channel, person: Person, word: str, now: datetime) -> Muted:
    """Let a company or a call be heard again in a channel, and plan what is still to come."""
    workspace = channel.workspace.key
    async with desk.database.write() as db:
        await settle(db, channel, person, now)
        what = await _target(db, workspace, word)
        changed = await subscriptions.unmute(db, workspace, channel.id, what.targets)
        await audit.write(db, channel, person, now, "unmute", what.targets[0])
        due = await replan_channel(db, workspace, channel.id, now)
    if due is not None:
        desk.ring(due)
    return Muted(what.name, what.word, bool(changed))


async def _target(db: AsyncConnection, workspace: str, word: str) -> _Target:
    call = await calls.view(db, workspace, word.casefold())
    if call is not None:
        return _Target(headline(call), call.id, (to_call(call.id),))
    company = await the_company(db, workspace, word)
    ids = await companies.same(db, workspace, company.id)
    return _Target(company_words(company), word, tuple(to_company(id_) for id_ in ids))


async def _hold_back_news(db: AsyncConnection, workspace: str, channel_id: str, what: _Target) -> None:
    """Planning again takes back reminders; what was to be told of news is taken back here."""
    ids = [target.removeprefix("company:") for target in what.targets if target.startswith("company:")]
    public_ids = [target.removeprefix("call:") for target in what.targets if target.startswith("call:")]
    public_ids += [call.id for call in await calls.of_companies(db, workspace, ids)] if ids else []
    for public_id in public_ids:
        await deliveries.supersede(
            db, public_id, deliveries.NEWS, workspace=workspace, channel_id=channel_id, why="it is muted here"
        )
