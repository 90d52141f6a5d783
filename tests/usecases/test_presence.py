"""Coming and going: the greeting, channels that cannot be posted to, and events that come twice."""

from datetime import timedelta

import pytest

from bot.cards.plain import plain
from bot.commands.greeting import hello
from bot.delivery.outcome import Gone, Scope
from bot.usecases.presence import back, gone, seen
from bot.usecases.tenancy import returned
from bot.workspaces import Person
from tests.commands.releases import HALDEN
from tests.commands.test_following import ALL_AHEAD
from tests.commands.town import BIOTECH, LOBBY, NOW, ONE, Town
from tests.fakes.platform import answers


async def test_the_greeting_is_three_lines_that_say_what_to_type(town: Town) -> None:
    answer = await hello(town.desk, BIOTECH, Person(ONE, "U1", "dana"), NOW)
    assert answer.public
    lines = plain(answer.card).splitlines()
    assert len(lines) == 5  # a title, three lines, a button
    assert "/calls subscribe TICKER" in lines[2]


async def test_a_channel_that_is_gone_is_paused_and_comes_back(town: Town) -> None:
    await town.say(f"add {HALDEN}", LOBBY)
    await town.say("subscribe HLDN")
    await gone(town.desk, BIOTECH, "The channel is archived.", town.now)
    assert await town.planned() == []
    assert "Paused: The channel is archived." in await town.say("list")
    town.rings.clear()
    await back(town.desk, BIOTECH, town.now)
    assert await town.planned() == ALL_AHEAD
    assert town.rings
    assert "Paused" not in await town.say("list")


async def test_what_was_missed_while_away_is_not_posted_late(town: Town) -> None:
    await town.say(f"add {HALDEN}", LOBBY)
    await town.say("subscribe HLDN")
    await gone(town.desk, BIOTECH, "The channel is archived.", town.now)
    town.now += timedelta(days=2, hours=6, minutes=30)  # half an hour before the call
    await back(town.desk, BIOTECH, town.now)
    due = [row for row in await town.rows() if row.state == "planned" and row.due_at <= town.now < row.expires_at]
    assert [(row.kind, row.lead) for row in due] == [("starts", "1h")]


async def test_an_event_is_seen_once(town: Town) -> None:
    assert not await seen(town.desk, "slack", "Ev1", NOW)
    assert await seen(town.desk, "slack", "Ev1", NOW)
    assert not await seen(town.desk, "teams", "Ev1", NOW)


@pytest.mark.parametrize("words", ["subscribe HLDN", f"add {HALDEN}"])
async def test_a_lost_workspace_is_served_again_once_somebody_is_answered_there(town: Town, words: str) -> None:
    await _lose(town)
    await town.say(words, LOBBY)
    assert await town.planned() == ALL_AHEAD
    town.now += timedelta(days=1, hours=7, minutes=30)
    assert "tomorrow" in plain((await town.deliver())["C1"])


async def test_a_lost_workspace_is_served_again_once_the_app_is_known_to_be_there(town: Town) -> None:
    await _lose(town)
    await returned(town.desk, ONE, "One", town.now)
    assert await town.planned() == ALL_AHEAD
    assert town.rings
    town.now += timedelta(days=1, hours=7, minutes=30)
    assert "tomorrow" in plain((await town.deliver())["C1"])


async def _lose(town: Town) -> None:
    """The platform takes nothing for the workspace any more, as with a token that was revoked."""
    await town.say(f"add {HALDEN}", LOBBY)
    await town.say("subscribe HLDN")
    town.platform.will(LOBBY.id, answers(Gone("token_revoked", Scope.WORKSPACE)))
    await town.deliver()
    assert await town.planned() == []
    town.rings.clear()
