"""The backroom over the bot's own database: the page's channels and messages are kept by use cases."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime

from bot.cards.card import Card
from bot.commands.command import Command
from bot.times import Clock
from bot.usecases import playground_messages as kept
from bot.usecases.coming_up import coming_up
from bot.usecases.desk import Desk
from bot.workspaces import Channel
from handlers.playground.backroom import WORKSPACE, Backroom, Coming, Draft, Message


def backroom_over(
    desk: Desk,
    *,
    clock: Clock,
    turn: Callable[[datetime], Awaitable[None]],
    next_delivery: Callable[[], Awaitable[datetime | None]],
    restart: Callable[[datetime], Awaitable[None]],
    block_kit: Callable[[Card], Mapping[str, object]],
    commands: Sequence[Command],
    stopping: asyncio.Event,
) -> Backroom:
    """The backroom whose messages and channels live in the desk's database; the rest is the composition root's."""
    database = desk.database

    async def messages(channel_id: str) -> tuple[Sequence[Message], int]:
        return await kept.messages(database, channel_id)

    async def add_message(draft: Draft) -> Message:
        return await kept.post_message(
            database,
            channel_id=draft.channel_id,
            at=draft.at,
            author=draft.author,
            typed=draft.typed,
            card=draft.card,
            blocks=draft.blocks,
            key=draft.key,
            private=draft.private,
        )

    async def find_message(key: str) -> Message | None:
        return await kept.find_message(database, key)

    async def channels() -> Sequence[Channel]:
        return await kept.channels(database, WORKSPACE)

    async def make_channel(name: str) -> Channel:
        return await kept.make_channel(database, WORKSPACE, name, clock())

    async def rename_channel(channel_id: str, name: str) -> None:
        await kept.rename_channel(database, WORKSPACE, channel_id, name)

    async def coming(channel_id: str) -> Sequence[Coming]:
        planned = await coming_up(database, Channel(WORKSPACE, channel_id))
        return tuple(Coming(row.at, row.kind, row.lead, row.title) for row in planned)

    return Backroom(
        messages=messages,
        add_message=add_message,
        find_message=find_message,
        channels=channels,
        make_channel=make_channel,
        rename_channel=rename_channel,
        turn=turn,
        next_delivery=next_delivery,
        restart=restart,
        coming=coming,
        block_kit=block_kit,
        commands=commands,
        stopping=stopping,
    )
