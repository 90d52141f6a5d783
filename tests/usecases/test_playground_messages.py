"""The playground's messages and channels, kept on both databases."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.storage.database import Database
from bot.usecases.playground_messages import (
    channels,
    find_message,
    forget_everything,
    make_channel,
    messages,
    post_message,
    rename_channel,
)
from bot.workspaces import Workspace

WORKSPACE = Workspace("playground", "local")
BEGIN = datetime(2014, 5, 12, 14, tzinfo=UTC)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    database = Database.open(database_url)
    yield database
    await database.close()


async def test_messages_come_back_as_they_were_posted(database: Database) -> None:
    card = {"title": "It’s live <b>", "blocks": [{"type": "quote", "text": "“é” 🔔"}]}
    posted = await post_message(
        database, channel_id="c1", at=BEGIN, author="bot", card=card, blocks={"blocks": []}, key="k", private=True
    )
    typed = await post_message(database, channel_id="c1", at=BEGIN, author="you", typed="/calls list")
    await post_message(database, channel_id="c2", at=BEGIN, author="you", typed="elsewhere")
    found, total = await messages(database, "c1")
    assert (list(found), total) == ([posted, typed], 2)
    assert (posted.card, posted.at, posted.private) == (card, BEGIN, True)
    assert (typed.typed, typed.card, typed.key) == ("/calls list", None, None)


async def test_the_newest_messages_are_shown_in_their_order(database: Database) -> None:
    for number in range(5):
        await post_message(database, channel_id="c1", at=BEGIN, author="you", typed=str(number))
    found, total = await messages(database, "c1", newest=3)
    assert ([message.typed for message in found], total) == (["2", "3", "4"], 5)


async def test_a_delivery_key_is_stored_once_even_where_two_post_it_at_once(database: Database) -> None:
    async def post(at: datetime) -> int:
        return (await post_message(database, channel_id="c1", at=at, author="bot", card={"title": "x"}, key="k")).id

    ids = await asyncio.gather(*(post(BEGIN + timedelta(seconds=number)) for number in range(6)))
    assert len(set(ids)) == 1
    there = await find_message(database, "k")
    assert there is not None
    assert there.id == ids[0]
    assert await find_message(database, "other") is None


async def test_channels_are_made_and_renamed_in_their_order(database: Database) -> None:
    first = await make_channel(database, WORKSPACE, "biotech", BEGIN)
    second = await make_channel(database, WORKSPACE, "earnings", BEGIN + timedelta(seconds=1))
    await rename_channel(database, WORKSPACE, first.id, "pharma")
    assert [(channel.id, channel.name) for channel in await channels(database, WORKSPACE)] == [
        (first.id, "pharma"),
        (second.id, "earnings"),
    ]


async def test_forgetting_everything_leaves_a_database_that_works(database: Database) -> None:
    old = await make_channel(database, WORKSPACE, "biotech", BEGIN)
    await post_message(database, channel_id=old.id, at=BEGIN, author="you", typed="/calls list")
    await forget_everything(database)
    assert await channels(database, WORKSPACE) == ()
    assert await messages(database, old.id) == ((), 0)
    new = await make_channel(database, WORKSPACE, "biotech", BEGIN)
    assert new.id != old.id
