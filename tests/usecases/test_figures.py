"""The numbers of the whole house: what is due, what only seems so, and how sources do."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.storage import feeds, tables, workspaces
from bot.storage.database import Database
from bot.storage.feeds import Feed
from bot.usecases.figures import figures
from bot.workspaces import HOUSE

NOW = datetime(2026, 5, 14, 20, 0, tzinfo=UTC)
REAL = NOW + timedelta(days=3)  # the bot's clock was turned
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database.open(database_url)
    yield database
    await database.close()


def _delivery(key: str, state: str, due_at: datetime, put_off: timedelta = timedelta()) -> dict[str, object]:
    values: dict[str, object] = {"key": key, "state": state, "due_at": due_at, "try_at": due_at + put_off}
    values |= {"workspace": f"slack:{key}", "channel_id": "C1", "call_id": "1", "kind": "starts", "anchor": ""}
    return values | {"urgency": 1, "expires_at": NOW + timedelta(days=1), "planned_at": NOW - timedelta(days=1)}


async def test_what_is_due_counts_until_it_is_sent(database: Database) -> None:
    rows = [
        _delivery("T1", "planned", NOW - MINUTE),
        _delivery("T2", "planned", NOW - 2 * MINUTE, put_off=5 * MINUTE),
        _delivery("T3", "claimed", NOW - 3 * MINUTE),
        _delivery("T4", "planned", NOW + MINUTE),
        _delivery("T5", "sent", NOW - 9 * MINUTE),
        _delivery("T6", "paused", NOW - 9 * MINUTE),
    ]
    async with database.write() as db:
        await db.execute(tables.deliveries.insert(), rows)

    found = await figures(database, NOW, REAL)

    assert (found.planned, found.due, found.oldest) == (3, 3, 180.0)
    assert (found.sources["well"], found.last_look, found.overdue) == (0, None, 0.0)


def _feed(owner: str, number: int, looked: timedelta | None, ahead: timedelta) -> Feed:
    """A source that was looked at so long ago, and is to be looked at again in so long."""
    url, at = f"https://feeds.example/{owner}/{number}", None if looked is None else REAL - looked
    return Feed(url, owner, number, url, REAL, REAL + ahead, looked_at=at)


async def test_sources_are_counted_by_how_they_do(database: Database) -> None:
    sources = (
        _feed(HOUSE, 1, 4 * MINUTE, MINUTE),
        replace(_feed(HOUSE, 2, 6 * MINUTE, -2 * MINUTE), failures=3),
        _feed("slack:T1", 1, None, MINUTE),
        replace(_feed("slack:T1", 2, 90 * MINUTE, -80 * MINUTE), failures=1, stopped_at=REAL),
        _feed("slack:T2", 1, MINUTE, -60 * MINUTE),
    )
    async with database.write() as db:
        await workspaces.ensure(db, "slack:T2", NOW)
        await workspaces.close(db, "slack:T2", "the app was removed")
        for source in sources:
            await feeds.add(db, source)

    found = await figures(database, NOW, REAL)

    assert found.sources == {"well": 1, "failing": 1, "stopped": 1, "new": 1}
    assert (found.last_look, found.overdue) == (240.0, 120.0)
