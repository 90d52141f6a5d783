"""A call's record card over Slack's protocol: changes are told below it, and it shows the last state."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.fakes.slack_messages import Fails, Posted, RateLimited
from tests.stories.house import Story, story

BEGINS = datetime(2014, 5, 12, 14, 0, tzinfo=UTC)
RELEASE = (Path(__file__).parent / "samples" / "orvelle-2014-results-call.txt").read_text(encoding="utf-8")
DAY_BEFORE = datetime(2014, 5, 13, 22, 0, tzinfo=UTC)


async def follow(told: Story, to: datetime = BEGINS + timedelta(minutes=1)) -> list[Posted]:
    """#biotech follows ORVL, the release comes in, and time passes; what was posted until then."""
    await told.type("/calls subscribe ORVL")
    await told.type(f"/calls add {RELEASE}")
    await told.until(to)
    return list(told.slack.posts)


async def test_a_move_updates_the_record_and_the_newest_card_and_is_told_below_the_record(database_url: str) -> None:
    async with story(database_url, BEGINS) as told:
        record, *between, newest = await follow(told, DAY_BEFORE)
        assert between
        await told.type("/calls move ORVL May 15")
        (moved,) = await told.settle()

        assert (moved.post.thread, moved.post.broadcast) == (record.ts, True)
        assert "May 15" in moved.title
        for card in (record, newest):
            assert len(card.updates) == 1
            assert "Start Wed, May 14, 2014, 5:00 PM ET → Thu, May 15, 2014, 5:00 PM ET" in card.words
            assert "by @dana" in card.words
        assert record.words.startswith("📣 Orvelle Therapeutics (OTCQX: ORVL) announced its")
        assert "When" in record.words
        assert all(card.updates == [] for card in between)


async def test_a_second_move_says_both_steps_on_the_card(database_url: str) -> None:
    async with story(database_url, BEGINS) as told:
        (record,) = await follow(told)
        await told.type("/calls move ORVL May 15")
        await told.settle()
        await told.type("/calls move ORVL May 16")
        await told.settle()

        assert [post.thread for post in told.slack.posts] == [None, record.ts, record.ts]
        assert "Wed, May 14, 2014, 5:00 PM ET → Thu, May 15, 2014, 5:00 PM ET" in record.words
        assert "Thu, May 15, 2014, 5:00 PM ET → Fri, May 16, 2014, 5:00 PM ET" in record.words


async def test_a_cancellation_turns_the_record_into_one_and_is_broadcast(database_url: str) -> None:
    async with story(database_url, BEGINS) as told:
        (record,) = await follow(told)
        await told.type("/calls cancel ORVL the board resigned")
        (reply,) = await told.settle()

        assert (reply.post.thread, reply.post.broadcast) == (record.ts, True)
        assert "is cancelled" in record.words.splitlines()[0]
        assert "scheduled → cancelled" in record.words
        assert "Dial in" not in record.buttons


async def test_a_channel_that_subscribed_after_the_announcement_gets_the_change_as_a_message(database_url: str) -> None:
    async with story(database_url, BEGINS) as told:
        await follow(told)
        told.slack.channel("C2", name="energy")
        await told.type("/calls subscribe ORVL", channel="C2")
        await told.type("/calls move ORVL everywhere May 15")
        await told.settle()

        (moved,) = told.slack.posts_in("C2")
        assert moved.thread is None
        await told.type("/calls move ORVL everywhere May 16")
        await told.settle()
        assert [post.thread for post in told.slack.posts_in("C2")] == [None, moved.ts]
        assert "May 16" in moved.words


async def test_where_somebody_deleted_the_record_the_change_is_posted_and_becomes_the_record(database_url: str) -> None:
    async with story(database_url, BEGINS) as told:
        (record,) = await follow(told)
        told.slack.channels["C1"].messages.remove(record)
        await told.type("/calls move ORVL May 15")
        await told.settle()
        await told.type("/calls move ORVL May 16")
        await told.settle()

        _, first, second = told.slack.posts
        assert (first.thread, second.thread) == (None, first.ts)
        assert len(first.updates) == 1


async def test_a_thread_that_slack_refuses_is_no_reason_to_stay_silent(database_url: str) -> None:
    async with story(database_url, BEGINS) as told:
        await follow(told)
        told.slack.will("chat.postMessage", Fails("thread_not_found"))
        await told.type("/calls move ORVL May 15")
        (moved,) = await told.settle()
        assert moved.post.thread is None


async def test_an_update_that_slack_slows_down_is_made_when_it_may_be_and_holds_no_reminder_up(
    database_url: str,
) -> None:
    async with story(database_url, BEGINS) as told:
        (record,) = await follow(told)
        told.slack.will("chat.update", RateLimited(1))
        await told.type("/calls move ORVL May 14 11:30 AM")
        await told.settle()
        assert record.updates == []
        await asyncio.sleep(1)  # how long Slack asks to be left alone is by the real clock
        await told.until(told.now + timedelta(minutes=2))
        assert len(record.updates) == 1
        assert [post.thread for post in told.slack.posts] == [None, record.ts]
