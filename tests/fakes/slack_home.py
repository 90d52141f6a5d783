"""What Slack knows of people: which channels they are in, and what their App Home shows; and what they do there."""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import httpx

from tests.fakes.slack_blocks import elements, problems, visible
from tests.fakes.slack_text import as_slack_sends

if TYPE_CHECKING:
    from tests.fakes.slack_api import WebApi
    from tests.fakes.slack_server import SlackServer

_BLOCKS, _BYTES = 100, 250_000
_IN_HOME = {"header", "rich_text", "actions", "context", "divider", "section", "image", "input", "video"}


class People:
    """Who is in which channel, by channel (everybody knows nobody until told), and the pages that were published."""

    def __init__(self) -> None:
        self.members: dict[str, set[str]] = {}
        self.homes: dict[str, dict[str, Any]] = {}

    def carry_out(self, slack: "WebApi", method: str, arguments: Mapping[str, Any]) -> dict[str, Any] | None:
        """What Slack answers to the methods about people; None to any other."""
        match method:
            case "users.conversations":
                return self.conversations(slack, arguments)
            case "views.publish":
                return self.publish(slack, arguments)
            case _:
                return None

    def conversations(self, slack: "WebApi", arguments: Mapping[str, Any]) -> dict[str, Any]:
        """``users.conversations``: public channels, and private ones that the bot is in as well."""
        user, limit = str(arguments.get("user")), int(arguments.get("limit") or 100)
        start = int(arguments.get("cursor") or 0)
        mine = [channel for id_, channel in slack.channels.items() if user in self.members.get(id_, set())]
        seen = [one for one in mine if (one.member or not one.private) and not one.archived and one.id[0] != "D"]
        page, more = seen[start : start + limit], start + limit < len(seen)
        return {
            "ok": True,
            "channels": [{"id": one.id, "name": one.name, "is_private": one.private} for one in page],
            "response_metadata": {"next_cursor": str(start + limit) if more else ""},
        }

    def publish(self, slack: "WebApi", arguments: Mapping[str, Any]) -> dict[str, Any]:
        """``views.publish``: refuses what Slack would not show."""
        given = arguments["view"]
        view: dict[str, Any] = json.loads(given) if isinstance(given, str) else given
        found = complaint_of_home(view)
        if found is not None:
            slack.refusals.append(found)
            return {"ok": False, "error": "invalid_arguments", "response_metadata": {"messages": [found]}}
        self.homes[str(arguments["user_id"])] = view
        return {"ok": True, "view": view}


async def open_home(slack: "SlackServer", user: str = "U1", tab: str = "home") -> httpx.Response:
    """Open the bot's page, or with ``messages`` the conversation with it."""
    slack.talk(user)
    event = {"type": "app_home_opened", "user": user, "channel": f"D{user}", "tab": tab}
    return await slack.event(event)


async def write(slack: "SlackServer", words: str, user: str = "U1", **more: Any) -> httpx.Response:
    """Write a message to the bot in the conversation with it."""
    slack.talk(user)
    event = {
        "type": "message",
        "channel_type": "im",
        "user": user,
        "channel": f"D{user}",
        "text": as_slack_sends(words),
    }
    return await slack.event({**event, "ts": f"{next(slack.numbers)}.0", **more})


async def press_home(slack: "SlackServer", label: str, user: str = "U1", nth: int = 0) -> httpx.Response:
    """Press the button with this label on the page, the ``nth`` of them."""
    view = slack.people.homes[user]
    found = [one for one in elements(view, "button") if one["text"]["text"] == label]
    assert found, f"There is no button “{label}” on the page: {visible(view)}"
    payload = {
        "type": "block_actions",
        "team": {"id": slack.team, "domain": "example"},
        "user": {"id": user, "username": user.lower(), "name": user.lower(), "team_id": slack.team},
        "container": {"type": "view", "view_id": "V1"},
        "view": {"id": "V1", "type": "home", "private_metadata": view.get("private_metadata", "")},
        "api_app_id": "A1",
        "trigger_id": slack.modals.trigger(user),
        "actions": [{**found[nth], "block_id": "b1", "action_ts": "1.1"}],
    }
    return await slack.send(urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded")


def complaint_of_home(view: dict[str, Any]) -> str | None:
    """The first thing that Slack would refuse in a page, or None."""
    if view.get("type") != "home":
        return "the view is no home"
    blocks = view.get("blocks") or []
    if not blocks or len(blocks) > _BLOCKS:
        return f"{len(blocks)} blocks, {_BLOCKS} at most"
    if len(json.dumps(view)) > _BYTES:
        return "the view is too large"
    strange = next((block["type"] for block in blocks if block["type"] not in _IN_HOME), None)
    return f"a {strange} block does not go there" if strange else next(iter(problems(blocks)), None)
