"""Teams' limits on a message and on sending, as one table, and the judge that holds every message against it.

A message may have 100 KB of UTF-16, card and all, and 80 KB are advised; above it is answered with 413
MessageSizeTooBig (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages). Sending is
limited by thread and by tenant (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from bot.delivery.messenger import Pace

MESSAGE_BYTES = 80_000
"""Of UTF-16, as the message is sent."""

SUMMARY = 300
"""Characters of what a notification shows; phones show less."""
FALLBACK_TEXT = 4_000
BUTTON_TEXT = 80
BUTTON_WORDS = 4_000
BUTTONS_IN_A_ROW = 6
"""Teams draws no more of one set."""
ACTIONS = 24
ADDRESS = 3_000

SCHEMES = ("https://", "http://", "mailto:", "tel:")
"""The only addresses a message of ours may link to."""

CARD_TYPE = "application/vnd.microsoft.card.adaptive"
VERSION = "1.5"

# To one conversation: 7 operations in a second, 8 in two, 60 in thirty; 50 a second for the app in one tenant. Some of
# it is left for answers. Who posts 1800 times in an hour to one conversation, which no calendar of calls does, is told
# by Teams to wait.
CHANNEL_SECONDS = 0.6
POSTS_PER_MINUTE = 1_800
UPDATES_PER_MINUTE = 600
STARTS_PER_SECOND = 45

PACE = Pace(CHANNEL_SECONDS, POSTS_PER_MINUTE, UPDATES_PER_MINUTE)

_Json: TypeAlias = Mapping[str, Any]


def size(payload: object) -> int:
    """The bytes of UTF-16 that a message comes to, counted as it is sent."""
    return len(json.dumps(payload, ensure_ascii=False).encode("utf-16-le", "surrogatepass"))


def lint(payload: Mapping[str, object]) -> list[str]:
    """Everything that Teams would refuse in a message, each with its place; empty where it would take it."""
    return [*_message_problems(payload), *_node_problems("message", payload)]


def _message_problems(payload: Mapping[str, object]) -> Iterator[str]:
    if not str(payload.get("summary") or payload.get("text") or "").strip():
        yield "summary: a message needs words of its own for notifications"
    if size(payload) > MESSAGE_BYTES:
        yield f"message: {size(payload)} bytes of UTF-16, {MESSAGE_BYTES} at most"


def _node_problems(place: str, node: object) -> Iterator[str]:
    """What is wrong anywhere below: every object of a card is looked at, whatever holds it."""
    if isinstance(node, Mapping):
        yield from _object_problems(place, node)
        for name, value in node.items():
            yield from _node_problems(f"{place}.{name}", value)
    elif isinstance(node, Sequence) and not isinstance(node, str):
        for index, value in enumerate(node):
            yield from _node_problems(f"{place}[{index}]", value)


def _object_problems(place: str, node: _Json) -> Iterator[str]:
    kind = node.get("type")
    if "url" in node and not str(node["url"]).startswith(SCHEMES):
        yield f"{place}.url: links are http, https, mailto or tel"
    if kind in ("TextBlock", "TextRun") and not node.get("text"):
        yield f"{place}.text: is empty"
    if kind == "RichTextBlock" and not node.get("inlines"):
        yield f"{place}.inlines: is empty"
    if kind == "ActionSet" and not 0 < len(node.get("actions", ())) <= BUTTONS_IN_A_ROW:
        yield f"{place}.actions: {len(node.get('actions', ()))}, {BUTTONS_IN_A_ROW} at most"
    if str(kind).startswith("Action.") and node.get("title") is not None and not 0 < len(node["title"]) <= BUTTON_TEXT:
        yield f"{place}.title: {len(node['title'])} characters, {BUTTON_TEXT} at most"
