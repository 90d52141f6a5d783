"""What happens to channels and to Slack itself reaches the bot, once."""

import pytest

from bot.delivery.messenger import Post
from bot.delivery.outcome import Sent
from handlers.platform import Opened
from handlers.slack import PLATFORM
from handlers.slack.render import render
from tests.fakes.slack_messages import Breaks, Drops, Fails, Waits
from tests.fakes.slack_server import SlackServer
from tests.slack.cards import REMINDER
from tests.slack.conftest import HERE, Said, eventually, opened, settings_for


async def test_invited_it_greets_the_inviter_alone_and_takes_up_what_was_paused(
    slack: SlackServer, said: Said, app: Opened
) -> None:
    await slack.invite("C1", inviter="U1")
    await eventually(lambda: len(slack.whispers) == 1)
    assert slack.whispers[0].words == "Hello, I am Tickerbell.\nI tell of calls.\nType /calls help."
    assert said.events == [("hello", "dana")]
    assert slack.posts == []


@pytest.mark.parametrize("inviter", [None, "U-unknown"])
async def test_where_nobody_is_there_to_be_greeted_it_greets_the_channel(
    slack: SlackServer, said: Said, app: Opened, inviter: str | None
) -> None:
    await slack.invite("C1", inviter=inviter)
    await eventually(lambda: len(slack.posts) == 1)
    assert slack.posts[0].words.startswith("Hello")


async def test_a_fault_of_ours_in_an_event_is_logged_in_full_and_breaks_nothing(
    slack: SlackServer, said: Said, app: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    said.broken = True
    assert (await slack.invite("C1")).status_code == 200
    await eventually(lambda: bool(caplog.records))
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "a row that is not there" in caplog.text
    assert (await slack.command("/calls list")).words == "✅ You said: list"


async def test_somebody_else_who_joins_is_not_greeted(slack: SlackServer, said: Said, app: Opened) -> None:
    event = {"type": "member_joined_channel", "user": "U7", "channel": "C1", "inviter": "U1"}
    assert (await slack.event(event)).status_code == 200
    await slack.archive("C1")
    await eventually(lambda: len(said.events) == 1)
    assert said.events[0][0] == "gone"


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        ("channel_left", "I was removed from the channel."),
        ("group_left", "I was removed from the channel."),
        ("channel_archive", "The channel was archived."),
        ("group_archive", "The channel was archived."),
        ("channel_deleted", "The channel was deleted."),
        ("group_deleted", "The channel was deleted."),
    ],
)
async def test_a_channel_that_is_gone_is_told_once_with_the_reason(
    slack: SlackServer, said: Said, app: Opened, event: str, reason: str
) -> None:
    for _ in range(3):
        assert (await slack.event({"type": event, "channel": "C1"}, event_id="Ev1")).status_code == 200
    await eventually(lambda: bool(said.events))
    assert said.events == [("gone", f"C1: {reason}")]


async def test_a_channel_that_is_opened_again_is_back_if_the_bot_is_still_in_it(
    slack: SlackServer, said: Said, app: Opened
) -> None:
    slack.channel("C2", member=False)
    for channel in ("C2", "C1"):
        await slack.event({"type": "channel_unarchive", "channel": channel, "user": "U1"})
    await eventually(lambda: bool(said.events))
    assert said.events == [("back", "C1")]


async def test_events_of_another_workspace_are_not_heeded(slack: SlackServer, said: Said, app: Opened) -> None:
    slack.team = "T2"
    await slack.remove("C1")
    slack.team = "T1"
    await slack.archive("C1")
    await eventually(lambda: bool(said.events))
    assert said.events == [("gone", "C1: The channel was archived.")]


async def test_it_starts_while_slack_is_down_and_gets_to_know_itself_later(
    slack: SlackServer, said: Said, caplog: pytest.LogCaptureFixture
) -> None:
    slack.will("auth.test", Breaks(503), Drops())
    async with opened(slack, said) as app:
        assert "Slack cannot be reached" in caplog.text
        assert (await slack.command("/calls list")).words == "✅ You said: list"
        assert isinstance(await app.messenger.post(Post("k", HERE, render(REMINDER))), Sent)
        await slack.invite("C1", inviter="U1")
        await eventually(lambda: len(slack.whispers) == 1)


async def test_a_slow_slack_holds_up_the_start_for_three_seconds_at_most(slack: SlackServer, said: Said) -> None:
    slack.will("auth.test", Waits(4))
    async with opened(slack, said):
        assert (await slack.command("/calls list")).words == "✅ You said: list"


async def test_a_wrong_token_is_told_to_the_operator_in_a_sentence(
    slack: SlackServer, said: Said, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(slack, said, BOT_TOKEN="xoxb-another") as app:
        assert "Copy the Bot User OAuth Token" in caplog.text
        assert (await slack.command("/calls list")).status == 200
        assert "Gone" in repr(await app.messenger.post(Post("k", HERE, render(REMINDER))))
    assert "xoxb-another" not in caplog.text


async def test_what_is_under_way_is_finished_before_it_closes(slack: SlackServer, said: Said) -> None:
    said.slow = 2.6
    slack.will("response", Fails("expired_url", 404))
    async with opened(slack, said):
        await slack.command("/calls list", wait=0)
    assert slack.whispers[0].words == "✅ You said: list"


def test_the_platform_is_wanted_where_a_workspace_is_connected(slack: SlackServer) -> None:
    assert PLATFORM.name == "slack"
    assert PLATFORM.wanted(settings_for(slack))


async def test_what_changes_about_a_channel_is_passed_on_once(slack: SlackServer, said: Said, app: Opened) -> None:
    await slack.rename("C1", "biotech-desk")
    for _ in range(2):
        event = {"type": "group_rename", "channel": {"id": "G1", "name": "inner"}}
        await slack.event(event, event_id="Ev-renamed")
    await slack.change_id("C1", "C9")
    await eventually(lambda: len(said.events) == 3)
    assert said.events == [("renamed", "C1: biotech-desk"), ("renamed", "G1: inner"), ("moved", "C1: C9")]


async def test_a_channel_shared_with_others_is_told_apart_from_one_shared_in_the_house(
    slack: SlackServer, said: Said, app: Opened
) -> None:
    for number, within in enumerate((True, False, True), 1):
        if number == 3:
            slack.will("conversations.info", Fails("fatal_error"))
        await slack.share("C1", within=within)
        await eventually(lambda: len(said.events) >= number)  # noqa: B023 - awaited within the same turn
    await slack.unshare("C1")
    await eventually(lambda: len(said.events) == 4)
    assert [told for _, told in said.events] == ["C1: False", "C1: True", "C1: True", "C1: False"]


async def test_a_mention_without_anybody_who_said_it_is_left_alone(
    slack: SlackServer, said: Said, app: Opened, caplog: pytest.LogCaptureFixture
) -> None:
    await slack.event({"type": "app_mention", "channel": "C1", "bot_id": "B7", "text": "<@UBOT> next"})
    await slack.mention("list")
    await eventually(lambda: len(said.requests) == 1)
    assert caplog.records == []
