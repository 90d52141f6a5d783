"""move and cancel ask first where they reach others, and keep to what those others allow."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.cards.card import Tone
from bot.workspaces import Channel, Role
from tests.commands.releases import HALDEN, HALDEN_MOVED
from tests.commands.town import BIOTECH, ELSEWHERE, LOBBY, ONE, Town, buttons, town_at

MINE = Channel(ONE, "D1", direct=True)


@pytest.fixture
async def several(sqlite_url: str) -> AsyncIterator[Town]:
    """Two channels, a person by direct message and another workspace follow Halden, whose call was announced."""
    async with town_at(sqlite_url) as town:
        for channel in (BIOTECH, LOBBY, MINE, ELSEWHERE):
            await town.say("subscribe HLDN", channel)
        await town.say(f"add {HALDEN}")
        await town.deliver()
        town.now += timedelta(hours=1)
        yield town


async def test_a_move_that_reaches_others_is_asked_about_and_changes_nothing_until_it_is_meant(several: Town) -> None:
    before = await several.planned(LOBBY)
    card = (await several.answer("move HLDN May 15")).card
    assert card.tone is Tone.REVIEW
    said = await several.say("move HLDN May 15")
    assert "for 1 other channel and 1 person by direct message, too?" in card.title
    assert "Now           Wed, May 14, 2014, 5:00 PM ET" in said
    assert "New           Thu, May 15, 2014, 5:00 PM ET" in said
    assert await several.planned(LOBBY) == before
    assert await several.planned() == before

    everyone, only_here = buttons(card)
    assert (everyone.label, only_here.label) == ("Move for all 2 channels and 1 person", "Only mute here")
    assert "Moved" in await several.say(everyone.words)
    for channel in (BIOTECH, LOBBY, MINE):
        assert "05-15 20:00 starts 1h" in await several.planned(channel)


async def test_it_can_be_muted_here_instead(several: Town) -> None:
    _, only_here = buttons((await several.answer("cancel HLDN everyone resigned")).card)
    before = await several.planned(LOBBY)
    assert "Muted" in await several.say(only_here.words)
    assert await several.planned() == []
    assert await several.planned(LOBBY) == before


async def test_a_cancellation_is_asked_about_with_its_reason_kept(several: Town) -> None:
    everyone, _ = buttons((await several.answer("cancel HLDN the board resigned")).card)
    assert everyone.label == "Cancel for all 2 channels and 1 person"
    assert "> the board resigned" in await several.say(everyone.words)
    assert await several.planned(LOBBY) == ["05-12 15:00 cancelled"]


@pytest.mark.parametrize(
    "words", ["move HLDN everywhere May 15", "move HLDN May 15 everywhere", "cancel HLDN Everywhere"]
)
async def test_whoever_says_everywhere_is_not_asked(several: Town, words: str) -> None:
    assert (await several.answer(words)).card.tone in (Tone.CHANGED, Tone.CANCELLED)


async def test_where_nobody_else_follows_it_or_all_have_muted_it_nothing_is_asked(several: Town) -> None:
    await several.say("unsubscribe HLDN", MINE)
    await several.say("mute HLDN", LOBBY)
    assert "Moved" in await several.say("move HLDN May 15")
    assert "Moved" in await several.say("move HLDN May 16")


async def test_a_moment_that_cannot_be_is_refused_before_anything_is_asked(several: Town) -> None:
    assert "no “February 31”" in await several.say("move HLDN February 31")
    assert "at that time already" in await several.say("move HLDN May 14 5pm ET")


async def test_from_a_channel_that_does_not_follow_it_there_is_nothing_to_mute(several: Town) -> None:
    card = (await several.answer("move HLDN May 15", Channel(ONE, "C9", "outside"))).card
    assert [run.label for run in buttons(card)] == ["Move for all 2 channels and 1 person"]


async def test_another_workspace_is_neither_counted_nor_reached(several: Town) -> None:
    await several.say(f"add {HALDEN}", ELSEWHERE)
    assert "Moved" in await several.say("move HLDN May 16", ELSEWHERE)
    await several.say("cancel HLDN everywhere")
    assert "05-16 20:00 starts 1h" in await several.planned(ELSEWHERE)


@pytest.mark.parametrize(
    "words", ["move HLDN everywhere May 15", "cancel HLDN", "dismiss HLDN everywhere", f"add {HALDEN_MOVED}"]
)
async def test_a_stricter_channel_is_not_got_round_by_way_of_another(several: Town, words: str) -> None:
    await several.say("settings who admins", LOBBY, "ada", Role.ADMIN)
    before = await several.planned(LOBBY)
    for channel in (BIOTECH, MINE):
        said = await several.say(words, channel)
        assert "Another channel follows this call too, and lets only workspace admins change it." in said
        assert "lobby" not in said
    assert await several.planned(LOBBY) == before
    assert "Known already" in await several.say(f"add {HALDEN}", MINE)
    assert "Cancelled" in await several.say("cancel HLDN everywhere", name="ada", role=Role.ADMIN)


async def test_a_stricter_channel_that_has_muted_a_call_is_asked_for_leave_but_not_counted(several: Town) -> None:
    await several.say("mute HLDN", LOBBY)
    card = (await several.answer("move HLDN May 15")).card
    assert "for 1 person by direct message, too?" in card.title
    await several.say("settings who admins", LOBBY, "ada", Role.ADMIN)
    assert "lets only workspace admins change it" in await several.say("move HLDN everywhere May 15")


async def test_a_move_to_before_the_question_cutoff_is_warned_of(several: Town) -> None:
    warning = "⚠ The cutoff for questions lies after the start of the call: check it."
    for words in ("move HLDN May 14 10am ET", "move HLDN everywhere May 14 10am ET"):
        assert warning in await several.say(words)
    assert warning not in await several.say("move HLDN everywhere May 14 2pm ET")
