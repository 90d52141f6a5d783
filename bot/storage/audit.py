"""The audit trail: who changed what, from what, to what. Written beside each change, in the same transaction."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import audit
from bot.workspaces import Channel, Person


@dataclass(frozen=True, slots=True)
class Trace:
    """One change. ``action`` is the verb ("subscribe"), ``target`` what it was done to, as people name it or by id."""

    workspace: str
    at: datetime
    action: str
    target: str
    channel_id: str | None = None
    person_id: str | None = None
    person: str | None = None
    before: object = None
    after: object = None


async def write(
    db: AsyncConnection,
    channel: Channel,
    person: Person,
    now: datetime,
    action: str,
    target: str,
    *,
    before: object = None,
    after: object = None,
) -> None:
    """Record what a person did in a channel. ``before`` and ``after`` are in JSON form."""
    trace = Trace(
        channel.workspace.key, now, action, target, channel.id, person.id, person.name, before=before, after=after
    )
    await write_trace(db, trace)


async def write_trace(db: AsyncConnection, trace: Trace) -> None:
    """Record a change by whomever, the operator and documents included."""
    await db.execute(
        audit.insert().values(
            workspace=trace.workspace,
            channel_id=trace.channel_id,
            at=trace.at,
            person_id=trace.person_id,
            person=trace.person,
            action=trace.action,
            target=trace.target,
            before=trace.before,
            after=trace.after,
        )
    )


async def of_workspace(db: AsyncConnection, workspace: str, limit: int = 100) -> tuple[Trace, ...]:
    """The newest changes of a workspace, newest first."""
    rows = await db.execute(
        select(audit).where(audit.c.workspace == workspace).order_by(audit.c.at.desc(), audit.c.id.desc()).limit(limit)
    )
    return tuple(_trace(row) for row in rows)


async def of_channel(
    db: AsyncConnection,
    workspace: str,
    channel_id: str,
    call_ids: Collection[str],
    only: Collection[str] | None,
    limit: int,
) -> tuple[Trace, ...]:
    """The newest changes that were made in a channel, or to these calls, newest first.

    ``only`` are the ids of calls and companies to which it is narrowed down.
    """
    row = audit.c
    where = [row.workspace == workspace, or_(row.channel_id == channel_id, row.target.in_(sorted(call_ids)))]
    if only is not None:
        where.append(row.target.in_(sorted({name for id_ in only for name in (id_, f"call:{id_}", f"company:{id_}")})))
    found = select(audit).where(*where).order_by(row.at.desc(), row.id.desc()).limit(limit)
    return tuple(_trace(one) for one in await db.execute(found))


def _trace(row: Row[tuple[Any, ...]]) -> Trace:
    return Trace(
        workspace=row.workspace,
        at=row.at,
        action=row.action,
        target=row.target,
        channel_id=row.channel_id,
        person_id=row.person_id,
        person=row.person,
        before=row.before,
        after=row.after,
    )
