"""Releases whose form is still open: kept for the person who looks them through, and for a while only."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import ColumnElement, delete, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.tables import drafts

_BYTES = 9


@dataclass(frozen=True, slots=True)
class Draft:
    """A text, whose it is, and what its person has said of it so far.

    ``parts`` are the events of the text that are wanted, by their place in it; ``typed`` is what was typed over what
    was read, by part and path, in stored form. ``channel_id`` is where it is to be added, empty where nobody said.
    """

    id: str
    workspace: str
    person_id: str
    text: str
    expires_at: datetime
    channel_id: str = ""
    published: date | None = None
    url: str | None = None
    parts: tuple[int, ...] = ()
    typed: Mapping[int, Mapping[str, object]] = field(default_factory=lambda: MappingProxyType({}))


def new_id() -> str:
    """An id that nobody guesses."""
    return secrets.token_urlsafe(_BYTES)


async def add(db: AsyncConnection, draft: Draft) -> None:
    """Keep a draft. Its workspace must exist."""
    await db.execute(drafts.insert().values(id=draft.id, workspace=draft.workspace, **_values(draft)))


async def save(db: AsyncConnection, draft: Draft) -> None:
    """Keep what a draft has become."""
    await db.execute(update(drafts).where(_is(draft)).values(**_values(draft)))


async def get(db: AsyncConnection, workspace: str, person_id: str, id_: str, now: datetime) -> Draft | None:
    """A person's own draft; None where there is none of that id, or no more."""
    whose = (drafts.c.workspace == workspace, drafts.c.person_id == person_id, drafts.c.expires_at > now)
    row = (await db.execute(drafts.select().where(drafts.c.id == id_, *whose))).one_or_none()
    if row is None:
        return None
    typed = MappingProxyType({int(part): given for part, given in row.typed.items()})
    return Draft(
        row.id,
        row.workspace,
        row.person_id,
        row.text,
        row.expires_at,
        row.channel_id,
        row.published,
        row.url,
        tuple(row.parts),
        typed,
    )


async def drop(db: AsyncConnection, draft: Draft) -> None:
    """Forget a draft."""
    await db.execute(delete(drafts).where(_is(draft)))


async def forget_expired(db: AsyncConnection, now: datetime) -> int:
    """Forget the drafts that nobody came back to, and tell how many there were."""
    return (await db.execute(delete(drafts).where(drafts.c.expires_at <= now))).rowcount


def _is(draft: Draft) -> ColumnElement[bool]:
    return (drafts.c.id == draft.id) & (drafts.c.workspace == draft.workspace)


def _values(draft: Draft) -> dict[str, object]:
    return {
        "person_id": draft.person_id,
        "channel_id": draft.channel_id,
        "text": draft.text,
        "published": draft.published,
        "url": draft.url,
        "parts": list(draft.parts),
        "typed": {str(part): dict(given) for part, given in draft.typed.items()},
        "expires_at": draft.expires_at,
    }
