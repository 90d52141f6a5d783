"""What single people are to be told, by direct message: planned with what it is about, and tried until it is told.

All moments are the bot's time.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import notices, workspaces
from bot.storage.workspaces import ACTIVE

PLANNED, SENT, REFUSED = "planned", "sent", "refused"


@dataclass(frozen=True, slots=True)
class Notice:
    """One message to one person. ``key`` is what it is about: the same is told once."""

    key: str
    workspace: str
    person_id: str
    title: str
    lines: tuple[str, ...]
    id: int = 0
    attempts: int = 0
    state: str = PLANNED
    why: str | None = None


async def add(db: AsyncConnection, some: Sequence[Notice], at: datetime) -> None:
    """Plan what is not planned yet, to be told at once."""
    if not some:
        return
    insert = sqlite.insert if db.dialect.name == "sqlite" else postgresql.insert
    rows = [
        {
            "key": one.key,
            "workspace": one.workspace,
            "person_id": one.person_id,
            "title": one.title,
            "lines": list(one.lines),
            "try_at": at,
            "created_at": at,
        }
        for one in some
    ]
    await db.execute(insert(notices).on_conflict_do_nothing(), rows)


async def any_due(db: AsyncConnection, at: datetime) -> bool:
    """Whether something is to be told by now."""
    row = notices.c
    return await db.scalar(select(row.id).where(row.state == PLANNED, row.try_at <= at).limit(1)) is not None


async def take(
    db: AsyncConnection, platforms: Collection[str], at: datetime, until: datetime, limit: int
) -> tuple[Notice, ...]:
    """Take what is to be told by now: nobody else takes it before ``until``. What waits for a workspace waits on."""
    row = notices.c
    served = or_(*(row.workspace.startswith(f"{name}:", autoescape=True) for name in sorted(platforms)))
    there = select(workspaces.c.key).where(workspaces.c.key == row.workspace, workspaces.c.state == ACTIVE).exists()
    due = select(row.id).where(row.state == PLANNED, row.try_at <= at, served, there)
    ids = (await db.scalars(due.order_by(row.try_at).limit(limit).with_for_update(skip_locked=True))).all()
    mine = update(notices).where(row.id.in_(ids), row.state == PLANNED).values(try_at=until, attempts=row.attempts + 1)
    return tuple(_notice(one) for one in await db.execute(mine.returning(*row)))


async def told(db: AsyncConnection, id_: int) -> None:
    """The person was told."""
    await db.execute(update(notices).where(notices.c.id == id_).values(state=SENT, why=None))


async def later(db: AsyncConnection, id_: int, at: datetime, why: str) -> None:
    """Try again."""
    await db.execute(update(notices).where(notices.c.id == id_).values(try_at=at, why=why))


async def given_up(db: AsyncConnection, id_: int, why: str) -> None:
    """The person cannot be told."""
    await db.execute(update(notices).where(notices.c.id == id_).values(state=REFUSED, why=why))


async def forget_before(db: AsyncConnection, at: datetime) -> None:
    """Forget what was told, or given up, before a moment."""
    await db.execute(delete(notices).where(notices.c.state != PLANNED, notices.c.created_at < at))


async def of_workspace(db: AsyncConnection, workspace: str) -> tuple[Notice, ...]:
    """All of a workspace, in the order they were planned."""
    found = select(notices).where(notices.c.workspace == workspace).order_by(notices.c.id)
    return tuple(_notice(row) for row in await db.execute(found))


def _notice(row: Row[tuple[object, ...]]) -> Notice:
    lines = tuple(str(line) for line in row.lines)
    return Notice(row.key, row.workspace, row.person_id, row.title, lines, row.id, row.attempts, row.state, row.why)
