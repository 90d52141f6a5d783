"""How fast one platform may be posted to: so many seconds between two posts to a channel, so many posts a minute to a
workspace. Told what was posted when, it says when the next may go. Times are seconds of a clock that never jumps.

A platform that says "too fast" is believed: the workspace rests as long as it asks, and then gets half as many posts a
minute. Each post that goes well lets it have a little more again, up to the operator's cap; an hour after the last
refusal all is as it was.
"""

from collections import deque
from collections.abc import Iterable

from bot.delivery.messenger import Pace

MINUTE = 61.0
"""Seconds: a minute, and a little, as a post leaves some moments after it was let go."""

LEAST = 10.0
"""So many posts a minute a workspace may always have, or the operator's cap where that is less."""

STEP = 10.0
"""So much a workspace's posts a minute grow with each minute's worth of posts that went well."""

_ONE_REFUSAL = 5.0  # seconds: what was on its way together is refused together, and counts once
_REMEMBERED = 3600.0


class Pacing:
    """The pace of one platform. In any minute at most ``workspace_per_minute`` posts go to one workspace."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._channels: dict[tuple[str, str], float] = {}
        self._workspaces: dict[str, deque[float]] = {}
        self._learnt: dict[str, float] = {}  # posts a minute, where that is below the cap
        self._refused: dict[str, float] = {}  # when the last refusal was
        self._rests: dict[str, float] = {}  # until when

    def ready_at(self, workspace: str, channel_id: str, now: float) -> float:
        """When the next post may go to a channel: ``now`` where it may go at once."""
        last = self._channels.get((workspace, channel_id))
        channel = now if last is None else last + self._pace.channel_seconds
        return max(now, channel, self.workspace_ready_at(workspace, now))

    def workspace_ready_at(self, workspace: str, now: float, ahead: int = 0) -> float:
        """When a workspace has room for one more post, after ``ahead`` others that wait for room too."""
        rested = max(now, self._rests.get(workspace, now))
        limit = self.per_minute(workspace)
        if not limit:
            return rested
        posts = self._workspaces.get(workspace, ())
        # Whoever waits behind a whole minute's worth of others goes a minute after the one that many places ahead.
        rounds, nth = divmod(ahead, limit)
        before = len(posts) + nth - limit
        return max(rested, posts[before] + MINUTE if before >= 0 else now) + MINUTE * rounds

    def per_minute(self, workspace: str) -> int:
        """How many posts a minute a workspace gets at present; 0 means as many as there are."""
        return int(self._learnt.get(workspace, self._pace.workspace_per_minute))

    @property
    def most_per_minute(self) -> int:
        """The operator's cap on posts a minute to one workspace; 0 means as many as there are."""
        return self._pace.workspace_per_minute

    def slowed(self) -> int:
        """How many workspaces get fewer posts a minute than the cap, as the platform said "too fast"."""
        return len(self._learnt)

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

    def went_well(self, workspace: str) -> None:
        """The platform took a post."""
        learnt = self._learnt.get(workspace)
        if learnt is None:
            return
        grown = learnt + STEP / learnt
        if grown < self._pace.workspace_per_minute:
            self._learnt[workspace] = grown
        else:
            del self._learnt[workspace]

    def too_fast(self, workspace: str, now: float, rest: float) -> None:
        """The platform refused a post as one too many, and asks for so many seconds of rest."""
        self._rests[workspace] = max(self._rests.get(workspace, now), now + rest)
        before = self._refused.get(workspace)
        if before is not None and now <= before + _ONE_REFUSAL:
            return
        self._refused[workspace] = now
        cap = float(self._pace.workspace_per_minute)
        if cap:
            self._learnt[workspace] = max(self._learnt.get(workspace, cap) / 2, min(LEAST, cap))

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
        self._rests = {key: until for key, until in self._rests.items() if until > now}
        self._refused = {key: at for key, at in self._refused.items() if at + _REMEMBERED > now}
        self._learnt = {key: learnt for key, learnt in self._learnt.items() if key in self._refused}
