"""One owner's row of a call, and what it shows with another's row beneath it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import ColumnElement, RowMapping, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.calls.announcement import EventKind, Warning
from bot.calls.call import Call, Company, Entry, end_of, start_instant
from bot.calls.record import Record, call_of, from_json, overlay, to_json
from bot.storage.tables import calls


@dataclass(frozen=True, slots=True)
class Kept:
    """One owner's row of a call: its own entries alone. ``key`` is unique for an owner (``identity_key``)."""

    id: str
    owner: str
    public_id: str
    company_id: str
    event: EventKind
    key: str
    revision: int
    entries: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))
    warnings: tuple[Warning, ...] = ()
    also_spelled: tuple[str, ...] = ()
    house_id: str | None = None
    private_channel: str | None = None
    dismissed_at: datetime | None = None


def seen_as(mine: Kept, house: Kept | None, company: Company) -> Call:
    """The call that a row shows, with the house's row beneath it where there is one."""
    below = house or mine
    return call_of(
        Record(
            id=mine.public_id,
            owner=mine.owner,
            company=company,
            event=mine.event,
            revision=mine.revision,
            entries=overlay(house.entries, mine.entries) if house else mine.entries,
            warnings=tuple(dict.fromkeys((*below.warnings, *mine.warnings))),
            also_spelled=tuple(dict.fromkeys((*below.also_spelled, *mine.also_spelled))),
            private_channel=mine.private_channel,
        )
    )


async def select_rows(db: AsyncConnection, *where: ColumnElement[bool]) -> list[Kept]:
    """The rows that meet all of these, in the order they came to be."""
    rows = await db.execute(select(calls).where(*where).order_by(calls.c.created_at, calls.c.id))
    return [kept_of(row._mapping) for row in rows]


def kept_of(row: RowMapping) -> Kept:
    """A row as it is stored."""
    return Kept(
        id=row["id"],
        owner=row["owner"],
        public_id=row["public_id"],
        company_id=row["company_id"],
        event=EventKind(row["event"]),
        key=row["key"],
        revision=row["revision"],
        entries=MappingProxyType(from_json(row["entries"])),
        warnings=tuple(Warning(one["code"], one["message"]) for one in row["warnings"]),
        also_spelled=tuple(row["also_spelled"]),
        house_id=row["house_id"],
        private_channel=row["private_channel"],
        dismissed_at=row["dismissed_at"],
    )


def values_of(row: Kept, seen: Call) -> dict[str, object]:
    """What is stored of a row. ``seen`` is the call as its owner sees it: lists are made by its times and status."""
    end = end_of(seen)
    return {
        "owner": row.owner,
        "house_id": row.house_id,
        "public_id": row.public_id,
        "company_id": row.company_id,
        "event": row.event.value,
        "key": row.key,
        "status": seen.status.value,
        "confirmed": seen.confirmed,
        "revision": row.revision,
        "starts_at": start_instant(seen),
        "ends_at": end.at if end else None,
        "entries": to_json(row.entries),
        "warnings": [{"code": one.code, "message": one.message} for one in row.warnings],
        "also_spelled": list(row.also_spelled),
        "private_channel": row.private_channel,
        "dismissed_at": row.dismissed_at,
    }
