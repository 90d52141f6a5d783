"""Keep the playground's channels and messages."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.storage import channels as places
from bot.storage import playground
from bot.storage.database import Database, retry_stale
from bot.storage.playground import Message as Message
from bot.workspaces import Channel, Workspace

NEWEST = 300
"""How many messages of a channel are shown; what is older stays stored."""


async def post_message(
    database: Database,
    *,
    channel_id: str,
    at: datetime,
    author: str,
    typed: str | None = None,
    card: object | None = None,
    blocks: object | None = None,
    key: str | None = None,
    private: bool = False,
    thread: int | None = None,
    broadcast: bool = False,
) -> Message:
    """Store a message. One whose delivery key is stored already is found again instead of stored twice."""
    values: Mapping[str, object] = {
        "channel_id": channel_id,
        "at": at,
        "author": author,
        "typed": typed,
        "card": card,
        "blocks": blocks,
        "key": key,
        "private": private,
        "thread": thread,
        "broadcast": broadcast,
    }

    async def run() -> Message:
        async with database.write() as db:
            there = await playground.find(db, key) if key is not None else None
            return there or await playground.add(db, values)

    return await retry_stale(run)


async def redraw_message(
    database: Database, message_id: int, *, at: datetime, card: object, blocks: object
) -> Message | None:
    """Draw a message anew at a moment of the bot's time; None where it is not there any more."""

    async def run() -> Message | None:
        async with database.write() as db:
            return await playground.redraw(db, message_id, {"card": card, "blocks": blocks, "edited_at": at})

    return await retry_stale(run)


async def message_with_id(database: Database, message_id: int) -> Message | None:
    """One message."""
    async with database.read() as db:
        return await playground.with_id(db, message_id)


async def find_message(database: Database, key: str) -> Message | None:
    """The message that carries a delivery key."""
    async with database.read() as db:
        return await playground.find(db, key)


async def messages(database: Database, channel_id: str, newest: int = NEWEST) -> tuple[Sequence[Message], int]:
    """The newest messages of a channel, oldest first, and how many it has in all."""
    async with database.read() as db:
        return await playground.of_channel(db, channel_id, newest)


async def channels(database: Database, workspace: Workspace) -> tuple[Channel, ...]:
    """The channels of the page, in the order they were made."""
    async with database.read() as db:
        found = await places.of_workspace(db, workspace.key)
    return tuple(Channel(workspace, place.id, place.name) for place in found)


async def make_channel(database: Database, workspace: Workspace, name: str, now: datetime) -> Channel:
    """Make a channel. Its id is new even where the story began again, so that nothing old is taken for its own."""
    channel = Channel(workspace, f"p{secrets.token_hex(4)}", name)
    async with database.write() as db:
        await places.ensure(db, channel, now)
    return channel


async def rename_channel(database: Database, workspace: Workspace, channel_id: str, name: str) -> None:
    """Give a channel another name."""
    async with database.write() as db:
        await places.rename(db, workspace.key, channel_id, name)


async def forget_everything(database: Database) -> None:
    """Empty the database: the playground's story begins again. Never called for any other platform."""
    async with database.write() as db:
        await playground.forget_everything(db)
