"""An activity as Teams sends it, read leniently: what is missing or new must not keep the rest from being heard.

The shapes are those of https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability.
Microsoft adds to them without notice, and answering a new entity with an error makes Teams stop delivering for hours
(microsoft/teams.py#433), so nothing here is validated that is not needed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.times import is_zone
from bot.usecases.conversations import GROUP, PERSONAL, TEAM_CHANNEL, Conversation
from bot.workspaces import Channel, Person, Role, Workspace

Json: TypeAlias = Mapping[str, Any]

PLATFORM_NAME = "teams"
_KINDS = (PERSONAL, GROUP, TEAM_CHANNEL)
_ID = re.compile(r"[^\s/?#\\\x00-\x1f\x7f]{1,400}")
"""What may stand in an address's path as it is."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """One activity. ``kind`` is its type, ``name`` an invoke's name; ``body`` is all of it, as it came.

    ``conversation_id`` is where it was said, with the thread where it has one; ``channel`` is without.
    """

    kind: str
    name: str
    id: str
    service_url: str
    channel: Channel
    conversation_id: str
    place: str
    person: Person
    bot_id: str
    bot_name: str
    team_id: str | None
    body: Json

    @property
    def direct(self) -> bool:
        """Whether it was said in the bot's own conversation with one person."""
        return self.place == PERSONAL

    @property
    def mark(self) -> str:
        """What tells a redelivered activity from another; Teams numbers them by conversation."""
        return f"{self.channel.workspace.id}/{self.conversation_id}/{self.kind}/{self.id}"

    @property
    def conversation(self) -> Conversation:
        """Where this conversation is reached from now on."""
        return Conversation(
            self.channel.workspace.key,
            self.channel.id,
            self.service_url,
            self.place,
            self.bot_id,
            self.team_id,
            self.person.id if self.direct else None,
        )


def arrived(body: Json) -> Arrived | None:
    """The activity, or None where it does not say from which tenant and conversation it comes."""
    conversation, data = _dict(body.get("conversation")), _dict(body.get("channelData"))
    tenant = _text(_dict(data.get("tenant")).get("id")) or _text(conversation.get("tenantId"))
    whole = _text(conversation.get("id"))
    service_url, bot = _text(body.get("serviceUrl")), _dict(body.get("recipient"))
    if not (tenant and service_url and is_id(whole) and is_id(tenant)):
        return None
    workspace = Workspace(PLATFORM_NAME, tenant)
    team = _dict(data.get("team"))
    place = _place(conversation, team)
    return Arrived(
        kind=_text(body.get("type")),
        name=_text(body.get("name")),
        id=_text(body.get("id")),
        service_url=service_url.rstrip("/"),
        channel=Channel(workspace, bare(whole), _name(conversation, data), direct=place == PERSONAL),
        conversation_id=whole,
        place=place,
        person=_person(workspace, body),
        bot_id=_text(bot.get("id")),
        bot_name=_text(bot.get("name")),
        team_id=_text(team.get("id")) or None,
        body=body,
    )


def bare(conversation_id: str) -> str:
    """A conversation without the thread that something was said in."""
    return conversation_id.partition(";")[0]


def is_id(text: str) -> bool:
    """Whether a text can be an id of Teams, and so be part of an address."""
    return bool(_ID.fullmatch(text)) and ".." not in text


def mappings(value: object) -> Sequence[Json]:
    """The objects of a list; nothing of what is no list."""
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def mapping(value: object) -> Json:
    """An object, or an empty one."""
    return _dict(value)


def text(value: object) -> str:
    """A text, or an empty one."""
    return _text(value)


def _place(conversation: Json, team: Json) -> str:
    told = _text(conversation.get("conversationType"))
    if told in _KINDS:
        return told
    if team:
        return TEAM_CHANNEL
    return GROUP if conversation.get("isGroup") else PERSONAL


def _name(conversation: Json, data: Json) -> str | None:
    """A channel's name, where it is told; a group chat's is its topic."""
    return _text(_dict(data.get("channel")).get("name")) or _text(conversation.get("name")) or None


def _person(workspace: Workspace, body: Json) -> Person:
    sender = _dict(body.get("from"))
    # Teams tells a bot nothing of who administers what, so nobody is taken for more than a member.
    name = _text(sender.get("name")) or None
    return Person(workspace, _text(sender.get("id")), name, _zone(body), Role.MEMBER)


def _zone(body: Json) -> str | None:
    client = next((one for one in mappings(body.get("entities")) if one.get("type") == "clientInfo"), {})
    told = (_text(client.get("timezone")), _text(body.get("localTimezone")))
    return next((zone for zone in told if is_zone(zone)), None)


def _dict(value: object) -> Json:
    return value if isinstance(value, Mapping) else {}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
