"""The main job as a story over Slack's protocol: from a press release to the last day of its replay."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.stories.house import Heard, Story, story

BEGINS = datetime(2014, 5, 12, 14, 0, tzinfo=UTC)
OVER = datetime(2014, 5, 25, 12, 0, tzinfo=UTC)
OURS = Path(__file__).parent / "samples" / "orvelle-2014-results-call.txt"
CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "raw" / "cellectar-2014-earnings.txt"


@pytest.fixture(params=["our own release", "the release of the corpus"])
def release(request: pytest.FixtureRequest) -> tuple[str, str]:
    """A symbol, and the text of a release that names it."""
    if request.param == "our own release":
        return "ORVL", OURS.read_text(encoding="utf-8")
    if not CORPUS.exists():
        pytest.skip("The corpus of real announcements is not beside this checkout.")
    return "CLR", CORPUS.read_text(encoding="utf-8")


def utc(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of May 2014."""
    return datetime(2014, 5, day, hour, minute, tzinfo=UTC)


def timetable(heard: Sequence[Heard]) -> list[tuple[datetime, str]]:
    """When each message came, and what its headline says after the company's name."""
    return [(one.at.replace(second=0, microsecond=0), _gist(one.title)) for one in heard]


def _gist(title: str) -> str:
    for gist in (
        "announced its",
        "close tomorrow",
        "close in 2 hours",
        "starts tomorrow",
        "in 1 hour",
        "in 10 minutes",
        "is starting now",
        "the replay of",
        "last day for the replay",
        "moved",
    ):
        if gist in title and not (gist == "the replay of" and "last day" in title):
            return gist
    return title


async def test_a_release_becomes_reminders_each_at_its_moment_and_at_no_other(
    database_url: str, release: tuple[str, str]
) -> None:
    symbol, text = release
    async with story(database_url, BEGINS) as told:
        await told.type(f"/calls subscribe {symbol}")
        await told.type(f"/calls add {text}")

        heard = await told.until(OVER)

        assert timetable(heard) == [
            (utc(12, 14), "announced its"),
            (utc(13, 16), "close tomorrow"),
            (utc(13, 21), "starts tomorrow"),
            (utc(14, 14), "close in 2 hours"),
            (utc(14, 20), "in 1 hour"),
            (utc(14, 20, 50), "in 10 minutes"),
            (utc(14, 21), "is starting now"),
            (utc(14, 22), "the replay of"),
            (utc(21, 13), "last day for the replay"),
        ]
        assert {one.post.channel for one in heard} == {"C1"}
        _shows_how_to_get_in(heard)


def _shows_how_to_get_in(heard: Sequence[Heard]) -> None:
    by_gist = {_gist(one.title): one.post for one in heard}
    for gist in ("in 1 hour", "in 10 minutes", "is starting now"):
        assert "(888)" in by_gist[gist].words
        assert "5:00 PM ET" in by_gist[gist].words
        assert "Join webcast" in by_gist[gist].buttons
    replay = by_gist["the replay of"].words
    assert "(855)" in replay
    assert "passcode" in replay
    assert "(888)" not in replay
    assert "an hour after the start" in replay
    assert "ir@" in by_gist["close in 2 hours"].words
    assert "check the address" in by_gist["close in 2 hours"].words


async def test_a_moved_call_is_announced_with_both_times_and_its_reminders_follow(
    database_url: str, release: tuple[str, str]
) -> None:
    symbol, text = release
    async with story(database_url, BEGINS) as told:
        await told.type(f"/calls subscribe {symbol}")
        await told.type(f"/calls add {text}")
        await told.until(utc(13, 22))

        answer = await told.type(f"/calls move {symbol} May 15")
        assert "May 15, 2014, 5:00 PM ET" in answer.words

        heard = await told.until(OVER)
        assert timetable(heard) == [
            (utc(13, 22), "moved"),
            (utc(14, 14), "close in 2 hours"),
            (utc(14, 21), "starts tomorrow"),
            (utc(15, 20), "in 1 hour"),
            (utc(15, 20, 50), "in 10 minutes"),
            (utc(15, 21), "is starting now"),
            (utc(15, 22), "the replay of"),
            (utc(21, 13), "last day for the replay"),
        ]
        assert "May 14" in heard[0].post.words
        assert "May 15" in heard[0].post.words


async def test_a_call_added_an_hour_before_it_starts_gets_what_is_still_true_once(
    database_url: str, release: tuple[str, str]
) -> None:
    symbol, text = release
    async with story(database_url, utc(14, 20)) as told:
        await told.type(f"/calls subscribe {symbol}")
        await told.type(f"/calls add {text}")

        heard = await told.until(utc(14, 21))
        assert timetable(heard) == [
            (utc(14, 20), "announced its"),
            (utc(14, 20, 50), "in 10 minutes"),
            (utc(14, 21), "is starting now"),
        ]


async def test_each_channel_hears_only_what_it_follows(database_url: str) -> None:
    async with story(database_url, BEGINS) as told:
        told.slack.channel("C2", name="energy")
        await told.type("/calls subscribe XYZQ", channel="C2")
        await told.type("/calls subscribe ORVL")
        await told.type(f"/calls add {OURS.read_text(encoding='utf-8')}")

        heard = await told.until(OVER)
        assert {one.post.channel for one in heard} == {"C1"}


async def test_a_press_on_a_button_types_its_command(database_url: str) -> None:
    async with story(database_url, BEGINS) as told:
        await told.type("/calls subscribe ORVL")
        await told.type(f"/calls add {OURS.read_text(encoding='utf-8')}")
        (announced,) = await told.settle() or [await _last(told)]

        answer = await told.slack.press(announced.post, "Dial in", user="U1")
        assert "(888) 555-0142" in answer.words
        await told.slack.press(announced.post, "Mute this call", user="U1")
        assert await told.until(OVER) == []


async def _last(told: Story) -> Heard:
    return Heard(told.now, told.slack.posts[-1])


async def test_what_one_card_has_said_does_not_come_back_when_the_plan_is_made_anew(database_url: str) -> None:
    async with story(database_url, utc(14, 15)) as told:
        await told.type("/calls subscribe ORVL")
        await told.type(f"/calls add {OURS.read_text(encoding='utf-8')}")
        await told.until(utc(14, 16, 30))

        # The cutoff is over by now, and the reminder of the day before would still be open.
        await told.type("/calls mute ORVL")
        await told.type("/calls unmute ORVL")

        assert timetable(await told.until(utc(14, 20))) == [(utc(14, 20), "in 1 hour")]
