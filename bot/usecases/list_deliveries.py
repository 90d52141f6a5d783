"""The operator's look at what was planned and what became of it."""

from bot.storage import deliveries
from bot.storage.deliveries import Delivery
from bot.usecases.desk import Desk


async def list_deliveries(
    desk: Desk,
    *,
    workspace: str | None = None,
    channel_id: str | None = None,
    call_id: str | None = None,
    limit: int = 50,
) -> tuple[Delivery, ...]:
    """Deliveries of every workspace or of one, by channel and call, latest first."""
    async with desk.database.read() as db:
        return await deliveries.log(db, workspace, channel_id, call_id, limit)
