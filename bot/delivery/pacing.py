"""How fast one platform may be posted to: so many seconds between two posts to a channel, so many posts a minute to a
workspace. Told what was posted when, it says when the next may go. Times are seconds of a clock that never jumps.
"""

from collections import deque
from collections.abc import Iterable

from bot.delivery.messenger import Pace

MINUTE = 61.0
"""Seconds: a minute, and a little, as a post leaves some moments after it was let go."""


class Pacing:
    """The pace of one platform. In any minute at most ``workspace_per_minute`` posts go to one workspace."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._channels: dict[tuple[str, str], float] = {}
        self._workspaces: dict[str, deque[float]] = {}

    def ready_at(self, workspace: str, channel_id: str, now: float) -> float:
        """When the next post may go to a channel: ``now`` where it may go at once."""
        last = self._channels.get((workspace, channel_id))
        channel = now if last is None else last + self._pace.channel_seconds
        return max(now, channel, self.workspace_ready_at(workspace, now))

    def workspace_ready_at(self, workspace: str, now: float, ahead: int = 0) -> float:
        """When a workspace has room for one more post, after ``ahead`` others that wait for room too."""
        limit = self._pace.workspace_per_minute
        if not limit:
            return now
        posts = self._workspaces.get(workspace, ())
        # Whoever waits behind a whole minute's worth of others goes a minute after the one that many places ahead.
        rounds, nth = divmod(ahead, limit)
        before = len(posts) + nth - limit
        return max(now, posts[before] + MINUTE if before >= 0 else now) + MINUTE * rounds

    def took(self, workspace: str, channel_id: str, at: float) -> None:
        """A post goes to a channel at a moment."""
        self._channels[workspace, channel_id] = at
        if self._pace.workspace_per_minute:
            posts = self._workspaces.setdefault(workspace, deque())
            posts.append(at)
            while posts[0] <= at - MINUTE:
                posts.popleft()

    def posted(self, workspace: str, channel_id: str, at: float) -> None:
        """The post that was to go to a channel is really on its way now."""
        self._channels[workspace, channel_id] = at

    def take_over(self, workspace: str, posts: Iterable[tuple[str, float]]) -> None:
        """Somebody else worked this workspace until now, and posted to these channels at these moments."""
        self.forget(workspace)
        for channel_id, at in sorted(posts, key=lambda post: post[1]):
            self.took(workspace, channel_id, at)

    def forget(self, workspace: str) -> None:
        """What was posted to a workspace holds nothing back any more."""
        self._workspaces.pop(workspace, None)
        for place in [place for place in self._channels if place[0] == workspace]:
            del self._channels[place]

    def tidy(self, now: float) -> None:
        """Forget what holds nothing back any more."""
        pause = self._pace.channel_seconds
        self._channels = {place: at for place, at in self._channels.items() if at + pause > now}
        self._workspaces = {key: posts for key, posts in self._workspaces.items() if posts[-1] + MINUTE > now}
