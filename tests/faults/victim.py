"""A process that delivers what is due until it is killed: ``python -m tests.faults.victim DATABASE CHAT HISTORY``."""

import asyncio
import signal
import sys
from datetime import timedelta

import aiohttp

from bot.storage.database import Database
from bot.usecases.clock import BotClock
from bot.usecases.deliver import Engine
from handlers.ticks import Ticks
from tests.delivery.world import HOUR, START
from tests.faults.chat import NAME, ChatMessenger

LEASE = timedelta(seconds=6)
SLOTS = 20


async def main(database_url: str, chat_url: str, history: str) -> None:
    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    clock = BotClock()
    clock.set(START - HOUR)
    database = Database.open(database_url)
    async with aiohttp.ClientSession() as session:
        messenger = ChatMessenger(chat_url, session, history=history == "history")
        engine = Engine(database, {NAME: messenger}, clock, slots=SLOTS, lease=LEASE)
        ticks = Ticks(engine, clock)
        ticks.start()
        await stopping.wait()
        ticks.close()
        await engine.stop()
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
