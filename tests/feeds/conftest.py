"""A watched town on SQLite; stories that can differ on PostgreSQL ask for ``anywhere``."""

from collections.abc import AsyncIterator

import pytest

from tests.feeds.desk import Watch, watch_at


@pytest.fixture
async def watch(sqlite_url: str) -> AsyncIterator[Watch]:
    async with watch_at(sqlite_url) as watch:
        yield watch


@pytest.fixture
async def anywhere(database_url: str) -> AsyncIterator[Watch]:
    async with watch_at(database_url) as watch:
        yield watch
