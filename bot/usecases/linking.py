"""Where the house comes to know what a workspace knew already, the two become one to that workspace."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calls.announcement import Announcement
from bot.calls.call import Company
from bot.calls.companies import One, matches_announcement
from bot.calls.identity import fold
from bot.calls.reconcile import Update, reconcile
from bot.storage import calls, companies
from bot.usecases.keep import By, Written, relay


async def link_companies(db: AsyncConnection, house: Company) -> None:
    """Lay the companies of workspaces that are this one over the house's."""
    as_announced = Announcement(event=None, company=house.name, tickers=house.tickers)
    for own in await companies.of_workspaces_like(db, house.tickers, fold(house.name)):
        if matches_announcement(as_announced, [own]) == One(own):
            await companies.link(db, own.id, house.id)


async def link_calls(
    db: AsyncConnection, found: Announcement, house: Company, house_row_id: str, by: By
) -> tuple[Written, ...]:
    """Lay the calls of workspaces that the house's document speaks of over the house's call."""
    below = await calls.get_row(db, house_row_id)
    if below is None:
        return ()
    ids = [house.id, *(id_ for _, id_ in await companies.rows_of_workspaces(db, house.id))]
    written: list[Written] = []
    for own in await calls.unlinked(db, ids):
        company = await companies.get(db, own.owner, own.company_id)
        if company is None:
            continue
        seen = calls.seen_as(own, None, company)
        if isinstance(reconcile(found, [seen], by.at), Update):
            written.append(Written(seen, own.id, due=await relay(db, own, None, below, by)))
    return tuple(written)
