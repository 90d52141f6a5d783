"""A real process that delivers over real HTTP, killed at random moments and started again."""

import asyncio
import random
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.storage import deliveries
from bot.storage.deliveries import State
from tests.delivery.world import World, reminder, world
from tests.faults.chat import NAME, ChatServer, serving

ROOT = Path(__file__).parents[2]
MESSAGES = 300
KILLS = 3


@asynccontextmanager
async def _victim(url: str, chat: ChatServer, history: str) -> AsyncIterator[asyncio.subprocess.Process]:
    command = (sys.executable, "-m", "tests.faults.victim", url, chat.url, history)
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def _prepare(bot: World) -> None:
    await bot.knows("CLR-1")
    await bot.plans(*(reminder(f"C{n}", workspace=f"{NAME}:T{n % 30}") for n in range(MESSAGES)))


async def _sent(bot: World) -> list[str]:
    async with bot.database.read() as db:
        rows = await deliveries.log(db, None, limit=MESSAGES, states=[State.SENT])
    return [row.key for row in rows]


async def _all_sent(bot: World) -> None:
    async with asyncio.timeout(60):
        while len(await _sent(bot)) < MESSAGES:  # noqa: ASYNC110 - another process does it
            await asyncio.sleep(0.1)


@pytest.mark.parametrize("history", ["history", "no-history"])
async def test_killed_again_and_again_nothing_is_lost_and_only_the_unrecorded_may_come_twice(
    database_url: str, history: str
) -> None:
    async with world(database_url) as bot, serving(latency=0.03) as chat:
        await _prepare(bot)
        unrecorded = 0
        for round_ in range(KILLS):
            async with _victim(database_url, chat, history) as process:
                await chat.has(MESSAGES * round_ // (KILLS + 1) + random.randint(5, MESSAGES // (KILLS + 1)))
                process.send_signal(signal.SIGKILL)
                await process.wait()
            recorded = Counter(await _sent(bot))
            unrecorded += len(set(chat.taken) - set(recorded))
            assert set(recorded) <= set(chat.taken)
        async with _victim(database_url, chat, history):
            await _all_sent(bot)
        assert len(set(chat.taken)) == MESSAGES
        assert chat.doubled <= (0 if history == "history" else unrecorded)


async def test_told_to_stop_it_finishes_what_is_on_its_way_within_ten_seconds(database_url: str) -> None:
    async with world(database_url) as bot, serving(latency=0.2) as chat:
        await _prepare(bot)
        async with _victim(database_url, chat, "no-history") as process:
            await chat.has(30)
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(10):
                assert await process.wait() == 0
        assert sorted(await _sent(bot)) == sorted(chat.taken)
        states = Counter(row.state for row in await bot.rows())
        assert states[State.CLAIMED] == 0
        assert states[State.PLANNED] == MESSAGES - len(chat.taken)
