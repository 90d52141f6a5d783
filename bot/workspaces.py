"""The tenant and its places: nothing that belongs to one workspace is seen by another."""

from dataclasses import dataclass
from enum import StrEnum

HOUSE = "house"
"""The owner of what the operator's own sources find; every workspace sees it."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A Slack workspace, a Teams tenant, or the playground. ``id`` is the platform's own."""

    platform: str
    id: str

    @property
    def key(self) -> str:
        """How rows name their owner, such as ``slack:T0123``."""
        return f"{self.platform}:{self.id}"

    @classmethod
    def from_key(cls, key: str) -> "Workspace":
        platform, _, id_ = key.partition(":")
        return cls(platform, id_)


@dataclass(frozen=True, slots=True)
class Channel:
    """A place where messages are posted: a channel, a group, or (``direct``) the bot's conversation with a person."""

    workspace: Workspace
    id: str
    name: str | None = None
    direct: bool = False


class Role(StrEnum):
    """What a person is in the workspace, as the platform says; unknown where it has not answered."""

    MEMBER = "member"
    ADMIN = "admin"  # or an owner
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone in a workspace. ``zone`` is an IANA name, where the platform tells it."""

    workspace: Workspace
    id: str
    name: str | None = None
    zone: str | None = None
    role: Role = Role.UNKNOWN
