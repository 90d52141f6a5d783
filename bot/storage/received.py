"""Events that came in, by the platform's own id: platforms send the same event again."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import received


async def seen(db: AsyncConnection, platform: str, event_id: str, at: datetime) -> bool:
    """Whether an event was received before; from now on it was. ``at`` is real time."""
    insert = sqlite.insert if db.dialect.name == "sqlite" else postgresql.insert
    row = insert(received).values(platform=platform, event_id=event_id, at=at).on_conflict_do_nothing()
    return not (await db.execute(row.returning(received.c.event_id))).all()


async def forget_before(db: AsyncConnection, at: datetime) -> int:
    """Forget events received before a moment of real time, and tell how many there were."""
    return (await db.execute(delete(received).where(received.c.at < at))).rowcount
