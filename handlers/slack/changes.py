"""What changes about a channel while it is there: its name, its id, and who reads along."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp

from bot.workspaces import Channel, Workspace
from handlers.platform import Door
from handlers.slack.messenger import SlackMessenger

RENAMED = ("channel_rename", "group_rename")
MOVED = "channel_id_changed"
SHARED, UNSHARED = "channel_shared", "channel_unshared"

CHANGED = (*RENAMED, MOVED, SHARED, UNSHARED)
"""Events that tell of it. (A channel that is made private keeps its id, and is told of by none.)"""

IsNew = Callable[[Mapping[str, Any]], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Changes:
    """Passes on what changes. ``is_new`` tells whether an event is heard for the first time."""

    door: Door
    messenger: SlackMessenger
    is_new: IsNew

    def listen(self, app: AsyncApp) -> None:
        """Subscribe to all of it."""
        for name in RENAMED:
            app.event(name)(self.renamed)
        app.event(MOVED)(self.moved)
        app.event(SHARED)(self.shared)
        app.event(UNSHARED)(self.unshared)

    async def renamed(self, event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
        """A channel has another name."""
        if await self.is_new(body):
            found = event["channel"]
            await self.door.renamed(Channel(_workspace(body), str(found["id"]), str(found.get("name") or "") or None))

    async def moved(self, event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
        """A channel has another id, as where it moves between workspaces of an organisation."""
        if await self.is_new(body):
            await self.door.moved(Channel(_workspace(body), event["old_channel_id"]), str(event["new_channel_id"]))

    async def shared(self, event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
        """A channel is shared with another workspace, perhaps of the same organisation: Slack has to say."""
        if await self.is_new(body):
            channel = Channel(_workspace(body), event["channel"])
            await self.door.shared(channel, await self.messenger.is_shared(channel) is not False)

    async def unshared(self, event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
        """Somebody reads along no longer; somebody else may still do."""
        if await self.is_new(body):
            await self.door.shared(Channel(_workspace(body), event["channel"]), bool(event.get("is_ext_shared")))


def _workspace(body: Mapping[str, Any]) -> Workspace:
    return Workspace("slack", str(body["team_id"]))
