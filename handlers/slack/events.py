"""What happens to channels and workspaces: the bot is invited or removed, a channel is archived, deleted or back."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp, AsyncBoltContext

from bot.delivery.outcome import Sent
from bot.workspaces import Channel, Workspace
from handlers.platform import Door
from handlers.slack.changes import CHANGED
from handlers.slack.connection import Connection, Connections
from handlers.slack.messenger import SlackMessenger
from handlers.slack.render import render
from handlers.slack.replies import Replies
from handlers.slack.serving import Removals

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

REMOVED = ("app_uninstalled", "tokens_revoked", "team_access_revoked")
"""Events after which there is no token any more. Slack sends the first two together, in any order."""

NAMES = (
    "member_joined_channel",
    "app_mention",
    "app_home_opened",
    "member_left_channel",
    "message.im",
    *GONE,
    *BACK,
    *REMOVED,
    *CHANGED,
)
"""Every event that the app subscribes to."""


@dataclass(frozen=True, slots=True)
class Events:
    """Listens to channels. Slack repeats events, so each is heeded once."""

    connections: Connections
    door: Door
    messenger: SlackMessenger
    replies: Replies
    removals: Removals

    def listen(self, app: AsyncApp) -> None:
        """Subscribe to all of it."""
        app.event("member_joined_channel")(self.joined)
        for name in GONE:
            app.event(name)(self.gone)
        for name in BACK:
            app.event(name)(self.back)
        app.event("app_uninstalled")(self.uninstalled)
        app.event("tokens_revoked")(self.revoked)
        app.event("team_access_revoked")(self.access_revoked)

    async def joined(self, event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
        """Somebody came into a channel. If it is the bot, it says hello and takes up what was paused."""
        if event.get("user") == await self._own_id(body) and await self.is_new(body):
            await self.replies.start(self._hello(_channel(body, event["channel"]), event.get("inviter")))

    async def gone(self, event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
        """Nothing can be posted there any more."""
        if await self.is_new(body):
            await self.door.gone(_channel(body, event["channel"]), GONE[event["type"]])

    async def back(self, event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
        """A channel is open again; whether the bot is still in it, Slack has to say."""
        channel = _channel(body, event["channel"])
        if await self.is_new(body) and await self.messenger.may_post(channel) is None:
            await self.door.back(channel)

    async def _hello(self, channel: Channel, inviter: str | None) -> None:
        person = await self.messenger.people.person(channel.workspace, inviter) if inviter else None
        card = render((await self.door.hello(channel, person)).card)
        if inviter and isinstance(await self.messenger.whisper(channel, inviter, card), Sent):
            return
        outcome = await self.messenger.say(channel, card)
        if not isinstance(outcome, Sent):
            log.warning("Could not say hello: %s", outcome, extra={"channel": channel.id})

    async def uninstalled(self, body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        """The app was taken away: its tokens go at once."""
        await self._removed(body, context)

    async def revoked(self, event: Mapping[str, Any], body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        """Tokens were taken back; those of people are none of ours."""
        if (event.get("tokens") or {}).get("bot"):
            await self._removed(body, context)

    async def access_revoked(self, event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
        """An organisation that has the app keeps it from some of its workspaces."""
        for team_id in event.get("team_ids") or ():
            await self.replies.start(self.removals.one(str(team_id), _at(body)))

    async def _removed(self, body: Mapping[str, Any], context: AsyncBoltContext) -> None:
        if context.is_enterprise_install and context.enterprise_id:
            await self.replies.start(self.removals.whole(context.enterprise_id, _at(body)))
        else:
            await self.replies.start(self.removals.one(str(body["team_id"]), _at(body)))

    async def is_new(self, body: Mapping[str, Any]) -> bool:
        """Whether an event is of a workspace that is served, and is heard for the first time."""
        found = await self.connections.of(body["team_id"])
        return isinstance(found, Connection) and not await self.door.seen("slack", str(body["event_id"]))

    async def _own_id(self, body: Mapping[str, Any]) -> str | None:
        found = await self.connections.of(body["team_id"])
        if isinstance(found, Connection) and found.identity:
            return found.identity.user_id
        # Slack says for whom it sends an event, which helps before it has said who we are.
        return next((str(found["user_id"]) for found in body.get("authorizations", []) if found.get("is_bot")), None)


def _at(body: Mapping[str, Any]) -> float:
    """When it happened, in seconds of real time: Slack may repeat an event after the app was installed anew."""
    return float(body.get("event_time") or 0.0)


def _channel(body: Mapping[str, Any], channel_id: str) -> Channel:
    return Channel(Workspace("slack", body["team_id"]), channel_id)
