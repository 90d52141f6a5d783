"""A calendar file as a call: its entries are known again by UID, and their revisions followed by SEQUENCE."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.storage import calls
from tests.commands.town import BIOTECH, ELSEWHERE, LOBBY, ONE, Town, town_at

ENTRY = """\
BEGIN:VEVENT
UID:q1-2014@halden.example
SUMMARY:Halden Biosciences (OTCQX: HLDN) Q1 2014 Earnings Conference Call
DTSTART:{start}
DTEND:{end}
SEQUENCE:{sequence}
STATUS:{status}
LOCATION:https://www.halden.example/events
DESCRIPTION:Dial (888) 555-0143 and give passcode 4471920.
END:VEVENT
"""


def file_of(start: str = "20140514T210000Z", sequence: int = 0, status: str = "CONFIRMED", more: str = "") -> str:
    entry = ENTRY.format(start=start, end=start.replace("0000Z", "4500Z"), sequence=sequence, status=status)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Halden//IR//EN\n{entry}{more}END:VCALENDAR\n"


@pytest.fixture
async def town(sqlite_url: str) -> AsyncIterator[Town]:
    async with town_at(sqlite_url) as town:
        yield town


async def states(town: Town) -> list[tuple[str, str]]:
    """When each call starts, and how it stands."""
    async with town.desk.database.read() as db:
        known = await calls.active(db, ONE.key, town.now, seen_from=calls.EVERYWHERE)
    return [(f"{call.starts_at:%m-%d %H:%M}", call.status.value) for call in known]


async def test_a_calendar_file_becomes_a_call_with_its_ways_in(town: Town) -> None:
    said = await town.say(f"add {file_of()}")
    assert "Added: Halden Biosciences (OTCQX: HLDN): Q1 2014 results call" in said
    assert "4471920" in said
    assert await states(town) == [("05-14 21:00", "scheduled")]


async def test_a_later_revision_moves_the_call_and_one_that_cancels_calls_it_off(town: Town) -> None:
    await town.say(f"add {file_of()}")
    town.now += timedelta(hours=1)
    # Nothing but its UID says that an entry a month later is the same call.
    assert "Updated" in await town.say(f"add {file_of('20140618T200000Z', 1)}")
    assert await states(town) == [("06-18 20:00", "scheduled")]
    town.now += timedelta(hours=1)
    await town.say(f"add {file_of('20140618T200000Z', 2, 'CANCELLED')}")
    assert await states(town) == [("06-18 20:00", "cancelled")]


async def test_an_older_revision_that_comes_late_changes_nothing(town: Town) -> None:
    await town.say(f"add {file_of('20140515T210000Z', 3)}")
    said = await town.say(f"add {file_of('20140514T210000Z', 2)}")
    assert "newer revision" in said
    assert await states(town) == [("05-15 21:00", "scheduled")]


async def test_the_same_file_twice_is_known_already(town: Town) -> None:
    await town.say(f"add {file_of()}")
    assert "Known already" in await town.say(f"add {file_of()}", LOBBY)
    assert len(await states(town)) == 1


async def test_each_workspace_follows_the_entries_that_it_was_given(town: Town) -> None:
    for channel in (BIOTECH, ELSEWHERE):
        await town.say(f"add {file_of()}", channel)
    town.now += timedelta(hours=1)
    await town.say(f"add {file_of('20140515T210000Z', 1)}", ELSEWHERE)
    assert await states(town) == [("05-14 21:00", "scheduled")]
    assert "Updated" in await town.say(f"add {file_of('20140516T210000Z', 1)}", BIOTECH)


async def test_what_was_given_in_private_is_not_told_elsewhere(town: Town) -> None:
    await town.say(f"add private {file_of()}")
    said = await town.say(f"add {file_of('20140515T210000Z', 1)}", LOBBY)
    assert "Added" in said
    assert await states(town) == [("05-14 21:00", "scheduled"), ("05-15 21:00", "scheduled")]


async def test_what_nobody_can_attend_is_left_out(town: Town) -> None:
    dividend = "BEGIN:VEVENT\nUID:d@x\nSUMMARY:Ex-dividend date\nDTSTART;VALUE=DATE:20140601\nEND:VEVENT\n"
    await town.say(f"add {file_of(more=dividend)}")
    assert len(await states(town)) == 1
    assert "no call in this calendar" in await town.say(f"add BEGIN:VCALENDAR\n{dividend}END:VCALENDAR")


async def test_a_calendar_of_many_is_to_be_watched_instead(town: Town) -> None:
    many = "".join(
        ENTRY.format(start="20140514T210000Z", end="20140514T214500Z", sequence=0, status="CONFIRMED").replace(
            "q1-", f"q{n}-"
        )
        for n in range(25)
    )
    assert "feed add URL" in await town.say(f"add {file_of(more=many)}")
    assert await states(town) == []


async def test_a_broken_calendar_is_said_to_be_broken(town: Town) -> None:
    assert "broken" in await town.say("add BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART")
