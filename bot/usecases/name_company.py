"""Give a company another name that this workspace may call it by."""

from datetime import datetime

from bot.calls.call import Company
from bot.calls.identity import fold
from bot.errors import UserError
from bot.storage import audit, companies
from bot.usecases import waiting
from bot.usecases.desk import Desk
from bot.usecases.here import settle
from bot.usecases.which import the_company
from bot.workspaces import Channel, Person


async def name_company(desk: Desk, channel: Channel, person: Person, word: str, alias: str, now: datetime) -> Company:
    """Let the company that ``word`` names also be called ``alias`` in this workspace. Raises UserError where another
    company is called so."""
    workspace, key = channel.workspace.key, fold(alias)
    if not key:
        raise UserError("A name needs letters.", "Such as: alias CLR Cellectar")
    async with desk.database.write() as db:
        await settle(db, channel, person, now)
        company = await the_company(db, workspace, word)
        ids = await companies.same(db, workspace, company.id)
        bearers = [one for one in await companies.by_name_key(db, workspace, key) if one.id not in ids]
        if bearers:
            raise UserError(f"“{alias}” is what {bearers[0].name} is called here.", "Choose another name.")
        await companies.add_alias(db, workspace, company.id, alias, key)
        await audit.write(db, channel, person, now, "alias", company.id, after=alias)
        await waiting.fill(db, workspace, company, now)
        return company
