"""A town on each database."""

from collections.abc import AsyncIterator

import pytest

from tests.commands.town import Town, town_at


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    async with town_at(database_url) as town:
        yield town
