"""Tell what is planned for one channel."""

from dataclasses import dataclass
from datetime import datetime

from bot.cards.phrases import headline
from bot.storage import calls, deliveries
from bot.storage.database import Database
from bot.workspaces import Channel


@dataclass(frozen=True, slots=True)
class ComingUp:
    """One planned delivery: when it goes out by the bot's clock, its kind and lead, and what its call is called."""

    at: datetime
    kind: str
    lead: str
    title: str


async def coming_up(database: Database, channel: Channel, limit: int = 50) -> tuple[ComingUp, ...]:
    """What is planned for a channel, soonest first."""
    workspace = channel.workspace.key
    async with database.read() as db:
        planned = await deliveries.coming(db, workspace, channel.id, limit)
        known = await calls.views(db, workspace, {row.call_id for row in planned})
    titles = {call_id: headline(call) for call_id, call in known.items()}
    return tuple(ComingUp(row.try_at, row.kind, row.lead, titles.get(row.call_id, row.call_id)) for row in planned)
