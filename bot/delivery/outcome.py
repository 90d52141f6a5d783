"""What may come of a post: a closed set of values, never an exception."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TypeAlias


class Scope(StrEnum):
    """What a refusal stops: this message, this channel, or everything in this workspace."""

    MESSAGE = "message"
    CHANNEL = "channel"
    WORKSPACE = "workspace"


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform took it; ``ref`` names the message there (Slack's ts), for later updates.

    ``apart``: it was to stand below a message that is not there any more, so it stands in the channel itself.
    ``instead`` says for the operator why it is not the card as it was drawn ("as plain text: …"), where it is not.
    """

    ref: str
    apart: bool = False
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class TryAgain:
    """Refused before it acted. ``after`` is how long to leave the scope alone; nothing was posted.

    ``too_fast``: it was one too many, so that the workspace is to be posted to more slowly from then on.
    """

    after: timedelta
    why: str
    scope: Scope = Scope.CHANNEL
    too_fast: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """The answer never came, or says that some of it may have happened: perhaps posted, perhaps not."""

    why: str


@dataclass(frozen=True, slots=True)
class Gone:
    """Nothing can be posted there any more until somebody acts (archived, not a member, token revoked).

    Of a message that was to be updated: somebody deleted it.
    """

    why: str
    scope: Scope = Scope.CHANNEL


@dataclass(frozen=True, slots=True)
class Refused:
    """This message will never be taken as it is, which is our mistake: report it, and do not repeat it."""

    why: str


Outcome: TypeAlias = Sent | TryAgain | Unknown | Gone | Refused
