"""Take back that a company was not the one that a waiting word meant: the word is filled in with it again."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calls.call import Company
from bot.cards.voice import it_follows
from bot.errors import UserError
from bot.storage import audit, calls, channels, companies, deliveries, locks, subscriptions
from bot.storage.subscriptions import Subscription
from bot.usecases import waiting
from bot.usecases.desk import Desk
from bot.usecases.here import settle
from bot.workspaces import Channel, Person


async def this_one_after_all(desk: Desk, channel: Channel, person: Person, call_id: str, now: datetime) -> Company:
    """Let the word that was taken to mean the company of a call mean it again, and plan its calls.

    Raises UserError where nobody said here that it did not, or where the word waits no longer.
    """
    workspace = channel.workspace.key
    async with desk.database.write() as db:
        await locks.planning(db, workspace)
        place = await settle(db, channel, person, now)
        call = await calls.view(db, workspace, call_id.casefold(), seen_from=channel.id)
        ids = await companies.same(db, workspace, call.company.id) if call else ()
        refused: dict[str, list[str]] = dict(place.settings.get(waiting.NOT_THESE) or {})
        words = [word for word, not_these in refused.items() if set(not_these) & set(ids)]
        one = await _waiting_for(db, channel, words)
        if call is None or one is None or one.word is None:
            raise UserError("There is nothing to take back.", f"To see what {it_follows(channel)}: list")
        refused[one.word] = [id_ for id_ in refused[one.word] if id_ not in ids]
        await channels.change_settings(db, workspace, channel.id, {waiting.NOT_THESE: refused})
        await waiting.fill_with(db, one, call.company, now)
        await audit.write(db, channel, person, now, "this one", one.target, after=call.company.name)
        due = await deliveries.next_due(db, workspace, channel.id)
    if due is not None:
        desk.ring(due)
    return call.company


async def _waiting_for(db: AsyncConnection, channel: Channel, words: list[str]) -> Subscription | None:
    ours = await subscriptions.of_channel(db, channel.workspace.key, channel.id)
    return next((one for one in ours if one.word in words and one.company_id is None), None)
