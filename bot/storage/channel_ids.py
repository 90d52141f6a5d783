"""A channel has another id now: every row that names it follows, and keeps what it says."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, Table, UniqueConstraint, and_, delete, exists, func, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import METADATA, calendars, channels, deliveries

_OWNER = ("workspace", "owner")
_NAMES = ("channel_id", "private_channel")


async def follow(db: AsyncConnection, workspace: str, old: str, new: str) -> bool:
    """Give all rows of a channel its new id; whether there was anything known of it.

    Where both are known already they become one: what the new one has stays, and the rest joins it.
    """
    known = await db.scalar(
        select(channels.c.id).where(channels.c.workspace == workspace, channels.c.id == old).limit(1)
    )
    await _rename(db, channels, "workspace", "id", workspace, old, new)
    await _rename_keys(db, workspace, old, new)
    for table, owner, name in _named():
        await _rename(db, table, owner, name, workspace, old, new)
    about = and_(calendars.c.workspace == workspace, calendars.c.kind == "channel")
    await _rename(db, calendars, "workspace", "subject", workspace, old, new, about)
    return known is not None


def _named() -> Iterator[tuple[Table, str, str]]:
    """Every column that names a channel, with the one that says whose row it is."""
    for table in METADATA.sorted_tables:
        owner = next((name for name in _OWNER if name in table.c), None)
        for name in _NAMES:
            if owner is not None and name in table.c:
                yield table, owner, name


async def _rename(
    db: AsyncConnection,
    table: Table,
    owner: str,
    name: str,
    workspace: str,
    old: str,
    new: str,
    where: ColumnElement[bool] | None = None,
) -> None:
    mine = and_(table.c[owner] == workspace, table.c[name] == old)
    if where is not None:
        mine = and_(mine, where)
    for columns in _unique(table, name):
        taken = table.alias()
        same = (taken.c[column] == table.c[column] for column in columns if column != name)
        double = exists(select(literal(1)).select_from(taken).where(taken.c[name] == new, *same))
        await db.execute(delete(table).where(mine, double))
    await db.execute(update(table).where(mine).values({name: new}))


def _unique(table: Table, name: str) -> Iterator[tuple[str, ...]]:
    """The sets of columns, this one among them, of which there is one row each."""
    sets = [tuple(column.name for column in table.primary_key.columns)]
    sets += [
        tuple(column.name for column in one.columns) for one in table.constraints if isinstance(one, UniqueConstraint)
    ]
    return (one for one in sets if name in one)


async def _rename_keys(db: AsyncConnection, workspace: str, old: str, new: str) -> None:
    """A delivery's identity begins with its channel: what was sent there must not be sent again."""
    before, after = f"{workspace}/{old}/", f"{workspace}/{new}/"
    row, other = deliveries.c, deliveries.alias()
    mine = and_(row.workspace == workspace, row.channel_id == old, row.key.startswith(before, autoescape=True))
    moved = literal(after) + func.substr(row.key, len(before) + 1)
    await db.execute(delete(deliveries).where(mine, exists(select(literal(1)).where(other.c.key == moved))))
    together = literal(after) + func.substr(row.told_with, len(before) + 1)
    told = row.told_with.startswith(before, autoescape=True)
    await db.execute(update(deliveries).where(row.workspace == workspace, told).values(told_with=together))
    await db.execute(update(deliveries).where(mine).values(key=moved))
