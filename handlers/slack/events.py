"""What happens to channels: the bot is invited or removed, a channel is archived, deleted or comes back."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.delivery.outcome import Sent
from bot.workspaces import Channel, Workspace
from handlers.platform import Door
from handlers.slack.connection import Connection
from handlers.slack.messenger import SlackMessenger
from handlers.slack.render import render
from handlers.slack.replies import Replies

log = logging.getLogger(__name__)

GONE = {
    "channel_left": "I was removed from the channel.",
    "group_left": "I was removed from the channel.",
    "channel_archive": "The channel was archived.",
    "group_archive": "The channel was archived.",
    "channel_deleted": "The channel was deleted.",
    "group_deleted": "The channel was deleted.",
}
"""Events after which nothing can be posted to a channel, and how that is told."""

BACK = ("channel_unarchive", "group_unarchive")

NAMES = ("member_joined_channel", "app_mention", *GONE, *BACK)
"""Every event that the app subscribes to."""


@dataclass(frozen=True, slots=True)
class Events:
    """Listens to channels. Slack repeats events, so each is heeded once."""

    connection: Connection
    door: Door
    messenger: SlackMessenger
    replies: Replies

    def listen(self, app: AsyncApp) -> None:
        """Subscribe to all of it."""
        app.event("member_joined_channel")(self.joined)
        for name in GONE:
            app.event(name)(self.gone)
        for name in BACK:
            app.event(name)(self.back)

    async def joined(self, event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
        """Somebody came into a channel. If it is the bot, it says hello and takes up what was paused."""
        if event.get("user") == self._own_id(body) and await self._is_new(body):
            await self.replies.start(self._hello(_channel(body, event["channel"]), event.get("inviter")))

    async def gone(self, event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
        """Nothing can be posted there any more."""
        if await self._is_new(body):
            await self.door.gone(_channel(body, event["channel"]), GONE[event["type"]])

    async def back(self, event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
        """A channel is open again; whether the bot is still in it, Slack has to say."""
        channel = _channel(body, event["channel"])
        if await self._is_new(body) and await self.messenger.may_post(channel) is None:
            await self.door.back(channel)

    async def _hello(self, channel: Channel, inviter: str | None) -> None:
        await self.door.back(channel)
        person = await self.messenger.people.person(channel.workspace, inviter) if inviter else None
        card = render((await self.door.hello(channel, person)).card)
        if inviter and isinstance(await self.messenger.whisper(channel, inviter, card), Sent):
            return
        outcome = await self.messenger.say(channel, card)
        if not isinstance(outcome, Sent):
            log.warning("Could not say hello: %s", outcome, extra={"channel": channel.id})

    async def _is_new(self, body: Mapping[str, Any]) -> bool:
        return self.connection.serves(body["team_id"]) and not await self.door.seen("slack", str(body["event_id"]))

    def _own_id(self, body: Mapping[str, Any]) -> str | None:
        if self.connection.identity:
            return self.connection.identity.user_id
        # Slack says for whom it sends an event, which helps before it has said who we are.
        return next((str(found["user_id"]) for found in body.get("authorizations", []) if found.get("is_bot")), None)


def _channel(body: Mapping[str, Any], channel_id: str) -> Channel:
    return Channel(Workspace("slack", body["team_id"]), channel_id)
