"""Addresses of dial pages: an opaque token for each workspace and call, which can be taken back."""

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import and_, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import links, workspaces
from bot.storage.workspaces import ACTIVE

Held: TypeAlias = tuple[str, str]
"""Whose link it is, and to which call: a workspace's key and a public id."""

_BYTES = 24
"""Of randomness in a token: nobody finds one by trying."""


async def of_calls(db: AsyncConnection, wanted: Collection[Held]) -> dict[Held, str]:
    """The tokens that there are, of those wanted."""
    if not wanted:
        return {}
    ids, keys = sorted({call_id for _, call_id in wanted}), sorted({key for key, _ in wanted})
    where = and_(links.c.call_id.in_(ids), links.c.workspace.in_(keys))
    rows = await db.execute(select(links.c.workspace, links.c.call_id, links.c.token).where(where))
    return {(row.workspace, row.call_id): row.token for row in rows if (row.workspace, row.call_id) in wanted}


async def make(db: AsyncConnection, wanted: Collection[Held], now: datetime) -> None:
    """Give a token to each that has none yet. A workspace that is not known gets none."""
    known = await db.scalars(select(workspaces.c.key).where(workspaces.c.key.in_(sorted({key for key, _ in wanted}))))
    there = frozenset(known)
    rows = [
        {"token": secrets.token_urlsafe(_BYTES), "workspace": key, "call_id": call_id, "created_at": now}
        for key, call_id in sorted(wanted)
        if key in there
    ]
    if rows:
        insert = sqlite.insert if db.dialect.name == "sqlite" else postgresql.insert
        await db.execute(insert(links).on_conflict_do_nothing(), rows)


async def held_by(db: AsyncConnection, token: str) -> Held | None:
    """What a token stands for; None where nobody gave it out, it was taken back, or its workspace is gone."""
    where = and_(links.c.token == token, workspaces.c.state == ACTIVE)
    found = select(links.c.workspace, links.c.call_id).join(workspaces, workspaces.c.key == links.c.workspace)
    row = (await db.execute(found.where(where))).one_or_none()
    return (row.workspace, row.call_id) if row else None


async def take_back(db: AsyncConnection, workspace: str, call_id: str) -> None:
    """The token of a call, where there is one, opens nothing any more."""
    await db.execute(delete(links).where(links.c.workspace == workspace, links.c.call_id == call_id))
