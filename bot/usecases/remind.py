"""Choose when a channel is reminded: of everything it follows, or of one company."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calls.call import Company
from bot.cards.phrases import company_words
from bot.cards.voice import follows_not
from bot.errors import UserError
from bot.storage import audit, calls, channels, companies, locks, subscriptions
from bot.storage.subscriptions import Subscription
from bot.usecases.desk import Desk
from bot.usecases.here import settle
from bot.usecases.plan import replan_channel
from bot.usecases.which import the_company
from bot.workspaces import Channel, Person

REMIND = "remind"
"""The setting that holds a channel's leads for reminders of the start."""


async def remind(
    desk: Desk, channel: Channel, person: Person, word: str | None, leads: tuple[str, ...] | None, now: datetime
) -> Company | None:
    """Set the leads of a channel, or of one company that it follows (then the company is given back).

    No leads at all is an empty tuple; None is the default again (a company's default is the channel's choice). Raises
    UserError where the channel does not follow the company.
    """
    workspace = channel.workspace.key
    async with desk.database.write() as db:
        await locks.planning(db, workspace)
        place = await settle(db, channel, person, now)
        company = None
        if word is None:
            await channels.change_settings(
                db, workspace, channel.id, {REMIND: list(leads) if leads is not None else None}
            )
            before: object = place.settings.get(REMIND)
        else:
            company = await the_company(db, workspace, word)
            found = await _followed(db, workspace, channel.id, company)
            if not found:
                name = company_words(company)
                raise UserError(f"{follows_not(channel)} {name}.", f"First: {desk.command} subscribe {word}")
            before = (found[0].leads or {}).get(REMIND)
            for one in found:
                kept = {name: given for name, given in (one.leads or {}).items() if name != REMIND}
                await subscriptions.set_leads(db, one, kept if leads is None else {**kept, REMIND: leads})
        target = company.id if company else channel.id
        await audit.write(db, channel, person, now, REMIND, target, before=before, after=leads)
        due = await replan_channel(db, workspace, channel.id, now)
    if due is not None:
        desk.ring(due)
    return company


async def _followed(db: AsyncConnection, workspace: str, channel_id: str, company: Company) -> Sequence[Subscription]:
    """How a channel follows a company; where it follows only calls of it, each of these."""
    ids = await companies.same(db, workspace, company.id)
    ours = await subscriptions.of_channel(db, workspace, channel_id)
    whole = [one for one in ours if one.company_id in ids]
    if whole:
        return whole
    ids_here = [one.call_id for one in ours if one.call_id]
    seen = await calls.views(db, workspace, ids_here, seen_from=channel_id)
    return [one for one in ours if one.call_id in seen and seen[one.call_id].company.id in ids]
