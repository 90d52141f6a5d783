"""People of other organisations, in a channel that is shared with them: they read, and everything else is refused."""

import pytest

from bot.cards.card import Actions, Card, Open, Run
from bot.commands.command import Answer
from bot.delivery.messenger import Post
from handlers.platform import Opened
from handlers.slack.render import render
from tests.fakes.slack_forms import message_shortcut
from tests.fakes.slack_messages import Breaks
from tests.fakes.slack_server import SlackServer
from tests.slack.conftest import HERE, Said, eventually

BUTTONS = Card("A call", blocks=(Actions((Run("Mute", "mute c1"), Open("Webcast", "https://example.com/"))),))


@pytest.fixture
async def posted(slack: SlackServer, app: Opened) -> None:
    slack.user("U9", name="eve")
    slack.users["U9"]["team_id"] = "T9"
    await app.messenger.post(Post("k", HERE, render(BUTTONS)))


async def test_their_buttons_do_nothing_but_say_so(slack: SlackServer, said: Said, app: Opened, posted: None) -> None:
    answer = await slack.press(slack.posts[0], "Mute", user="U9", home="T9")
    assert "only people of the organisation" in answer.words
    assert not answer.public
    assert said.requests == []
    assert (await slack.press(slack.posts[0], "Mute", user="U1")).words == "✅ You said: mute c1"


async def test_they_may_open_links(slack: SlackServer, said: Said, app: Opened, posted: None) -> None:
    opened = await slack.press(slack.posts[0], "Webcast", user="U9", home="T9")
    assert (opened.status, opened.message) == (200, {})
    assert slack.whispers == []


async def test_their_mentions_are_refused_for_their_eyes_alone(
    slack: SlackServer, said: Said, app: Opened, posted: None
) -> None:
    await slack.mention("log", user="U9", home="T9")
    await eventually(lambda: len(slack.whispers) == 1)
    assert slack.whispers[0].user == "U9"
    assert said.requests == []


async def test_colleagues_of_another_workspace_of_the_organisation_are_ours(
    slack: SlackServer, said: Said, app: Opened, posted: None
) -> None:
    slack.enterprise = "E1"
    slack.users["U9"]["enterprise_user"] = {"enterprise_id": "E1"}
    for _ in range(2):
        assert (await slack.press(slack.posts[0], "Mute", user="U9", home="T9")).words == "✅ You said: mute c1"
    slack.user("U8", name="mallory")
    slack.users["U8"] |= {"team_id": "T8", "enterprise_user": {"enterprise_id": "E8"}}
    assert "only people" in (await slack.press(slack.posts[0], "Mute", user="U8", home="T8")).words


async def test_of_whom_nothing_can_be_found_out_is_not_ours(
    slack: SlackServer, said: Said, app: Opened, posted: None
) -> None:
    slack.enterprise = "E1"
    slack.will("users.info", Breaks(503))
    assert "only people" in (await slack.press(slack.posts[0], "Mute", user="U9", home="T9")).words
    assert said.requests == []


async def test_a_request_that_says_a_channel_is_shared_is_heeded(slack: SlackServer, said: Said, app: Opened) -> None:
    said.say = lambda request: Answer(Card("Here"))
    event = {"type": "app_mention", "user": "U1", "user_team": "T1", "channel": "C1", "text": "next", "ts": "1.0"}
    body = {"is_ext_shared_channel": True}
    await slack.event(event, more=body)
    await eventually(lambda: len(said.requests) == 1)
    assert said.events == [("shared", "C1: True")]


async def test_our_people_may_track_what_somebody_of_another_organisation_wrote(
    slack: SlackServer, said: Said, app: Opened
) -> None:
    await message_shortcut(slack, "track_call", {"text": "A release", "user": "U9", "team": "T9"})
    await eventually(lambda: len(slack.modals.all) == 1)
    assert slack.whispers == []
