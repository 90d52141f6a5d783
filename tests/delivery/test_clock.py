"""The bot's clock: turned, it walks from one due moment to the next."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.storage.deliveries import State
from bot.times import real_now
from bot.usecases.clock import BotClock, set_to, turn
from tests.delivery.world import DAY, HOUR, START, World, reminder, world
from tests.fakes.platform import breaks_off

SECOND = timedelta(seconds=1)


@pytest.fixture
async def bot(database_url: str) -> AsyncIterator[World]:
    async with world(database_url) as made:
        await made.knows("CLR-1")
        yield made


async def test_turning_the_clock_delivers_at_each_moment_what_was_due_then(bot: World) -> None:
    day = reminder(lead="1d", due=START - DAY)
    hour = reminder(lead="1h")
    live = reminder(kind="live", lead="", due=START, expires=START + HOUR)
    await bot.plans(day, hour, live)
    await turn(bot.database, bot.engine, bot.clock, START + DAY)
    assert bot.platform.keys == [day.key, hour.key, live.key]
    assert [row.sent_at for row in await bot.rows()] == [START - DAY, START - HOUR, START]
    assert "in 1 hour" in bot.platform.stands[1].title
    assert START + DAY <= bot.clock() < START + DAY + 5 * SECOND


async def test_turning_the_clock_stops_short_of_what_is_due_later(bot: World) -> None:
    await bot.plans(reminder())
    await turn(bot.database, bot.engine, bot.clock, START - HOUR - SECOND)
    assert bot.platform.stands == []
    await turn(bot.database, bot.engine, bot.clock, START - HOUR)
    assert len(bot.platform.stands) == 1


async def test_what_was_not_posted_at_a_stop_is_tried_again_at_the_next(bot: World) -> None:
    await bot.plans(reminder())
    bot.platform.will("C1", breaks_off(after_taking=False))
    await turn(bot.database, bot.engine, bot.clock, START)
    assert len(bot.platform.stands) == 1
    [row] = await bot.rows()
    assert (row.state, row.sent_at) == (State.SENT, START - HOUR + SECOND)


async def test_a_clock_that_jumps_misses_what_lay_between(bot: World) -> None:
    await bot.plans(reminder())
    await set_to(bot.database, bot.clock, START)
    await bot.engine.deliver_due()
    assert await bot.states() == [State.MISSED]


async def test_the_clock_is_found_again_as_it_was_left(bot: World) -> None:
    await turn(bot.database, bot.engine, bot.clock, START)
    again = await BotClock.load(bot.database)
    assert abs(again() - bot.clock()) < SECOND
    assert abs(again.offset - (START - real_now())) < 10 * SECOND


async def test_a_clock_that_nobody_turned_shows_real_time(bot: World) -> None:
    clock = await BotClock.load(bot.database)
    assert abs(clock() - real_now()) < SECOND


async def test_the_clock_is_never_turned_back_by_a_walk(bot: World) -> None:
    before = bot.clock()
    await turn(bot.database, bot.engine, bot.clock, before - DAY)
    assert bot.clock() >= before
