"""Slack comes in here: commands, buttons and events, each acknowledged at once and answered by the bot's one door."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.routing import Route

from bot.cards.card import Card, Tone
from bot.commands.command import Answer, Request
from bot.workspaces import Channel, Workspace
from config.settings import Settings
from handlers.platform import Door, Opened
from handlers.slack.connection import Connection, connect, web_client
from handlers.slack.events import Events
from handlers.slack.gate import fault, gate
from handlers.slack.messenger import SlackMessenger
from handlers.slack.people import People
from handlers.slack.replies import Replies, acknowledgement
from handlers.slack.words import as_seen

log = logging.getLogger(__name__)

PATH = "/slack/events"
MOST_TEXT_BYTES = 1024 * 1024 + 1024
"""A megabyte of release, and the words of the command before it."""

ANSWER_SECONDS = 2.2
"""Slack gives up after 3 s. What is answered by then comes in the acknowledgement itself, the rest by its address."""

_UNNAMED = frozenset({"directmessage", "privategroup"})  # what Slack says instead of a private place's name


@asynccontextmanager
async def open_slack(settings: Settings, door: Door) -> AsyncIterator[Opened]:
    """Slack at work for one workspace. A Slack that does not answer at the start is waited for in the background."""
    if settings.slack.signing_secret is None:
        raise ValueError("Slack needs a signing secret")
    async with connect(settings.slack) as connection:
        people = People(connection)
        messenger = SlackMessenger(settings.slack, connection, people)
        replies = Replies(door, messenger, connection.session)
        app = bolt_app(
            settings, Commands(connection, people, door, replies), Events(connection, door, messenger, replies)
        )
        endpoint = gate(settings.slack.signing_secret, app)
        try:
            yield Opened(messenger, [Route(PATH, endpoint, methods=["POST"])])
        finally:
            await replies.close()
            await people.close()


@dataclass(frozen=True, slots=True)
class Commands:
    """Takes what people type and press, and sees to it that they are answered."""

    connection: Connection
    people: People
    door: Door
    replies: Replies

    async def command(self, ack: AsyncAck, body: Mapping[str, Any]) -> None:
        """A slash command: answered in the acknowledgement where that is quick enough."""
        channel = place(body["team_id"], body["channel_id"], body.get("channel_name"))
        words = as_seen(str(body.get("text") or ""))
        asked = self.ask(channel, body["user_id"], body.get("user_name"), words)
        answering = self.replies.start(asked)
        await asyncio.wait({answering}, timeout=ANSWER_SECONDS)
        if answering.done():
            await ack(acknowledgement(answering.result()))
            return
        await ack()
        await self.replies.start(self._late(answering, str(body.get("response_url") or ""), channel, body["user_id"]))

    async def button(self, ack: AsyncAck, body: Mapping[str, Any]) -> None:
        """A button types its command; what only opens an address needs no answer."""
        await ack()
        words = next((str(action["value"]) for action in body.get("actions", []) if action.get("value")), "")
        if words:
            await self.replies.start(self._press(body, words))

    async def mention(self, event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
        """ "@Tickerbell next": the same words, answered in the channel or thread they were said in."""
        if await self.door.seen("slack", str(body["event_id"])):
            return
        channel = place(body["team_id"], event["channel"])
        words = as_seen(re.sub(r"^\s*<@[^>]+>", "", str(event.get("text") or "")))
        answer = await self.ask(channel, event["user"], None, words)
        await self.replies.in_channel(answer, channel, event["user"], event.get("thread_ts"))

    async def ask(self, channel: Channel, person_id: str, name: str | None, words: str) -> Answer:
        """Run one command for one person."""
        if not self.connection.serves(channel.workspace.id):
            return _sorry("I am not connected to this workspace, so I cannot answer here.")
        size = len(words.encode())
        if size > MOST_TEXT_BYTES:
            return _sorry(
                f"That is {size / 1_000_000:.1f} MB of text, and I read 1 MB at most. Paste the release alone, or have "
                "whoever runs me add it as a file (tickerbell add FILE)."
            )
        person = await self.people.person(channel.workspace, person_id, name)
        direct = channel.id.startswith("D")
        return await self.replies.answer(Request(channel, person, words.strip(), self.door.clock(), direct))

    async def _press(self, body: Mapping[str, Any], words: str) -> None:
        user, found = body["user"], body.get("channel") or {}
        team = (body.get("team") or {}).get("id") or user.get("team_id")
        channel = place(team, found.get("id") or user["id"], found.get("name"))
        answer = await self.ask(channel, user["id"], user.get("username") or user.get("name"), words)
        await self.replies.by_address(str(body.get("response_url") or ""), answer, channel, user["id"])

    async def _late(self, answering: asyncio.Task[Answer], address: str, channel: Channel, person_id: str) -> None:
        await self.replies.by_address(address, await answering, channel, person_id)


def bolt_app(settings: Settings, commands: Commands, events: Events) -> AsyncApp:
    """Bolt with our listeners. The token is known, so nothing is asked of Slack before a request is acknowledged."""
    connection = commands.connection

    async def authorize() -> AuthorizeResult:
        who = connection.identity
        return AuthorizeResult(
            enterprise_id=None,
            team_id=who.team_id if who else None,
            bot_user_id=who.user_id if who else None,
            bot_token=connection.token.reveal(),
        )

    client = web_client(settings.slack, connection.session, with_token=False)
    # What stands before it (the gate) has checked the signature of each request.
    app = AsyncApp(name="tickerbell", client=client, authorize=authorize, request_verification_enabled=False)
    # Whatever the app's command is called in Slack, it is ours: an app gets no others.
    app.command(re.compile(r"^/"))(commands.command)
    app.action(re.compile(r""))(commands.button)
    app.event("app_mention")(commands.mention)
    events.listen(app)
    app.error(fault)
    return app


def place(team_id: str, channel_id: str, name: str | None = None) -> Channel:
    """A conversation in a workspace, by Slack's ids."""
    return Channel(Workspace("slack", team_id), channel_id, None if name in _UNNAMED else name)


def _sorry(sentence: str) -> Answer:
    return Answer(Card(sentence, Tone.PROBLEM))
