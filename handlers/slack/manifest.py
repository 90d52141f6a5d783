"""The app's manifest: what an administrator pastes into Slack to make the app, from the bot's own tables.

Described by https://docs.slack.dev/reference/app-manifest.
"""

import json
from collections.abc import Sequence
from typing import Any

from bot.commands.command import Command
from config.settings import Settings
from handlers.slack.app import PATH
from handlers.slack.events import NAMES
from handlers.slack.forms import ADD, TRACK
from handlers.slack.oauth import redirect_address
from handlers.slack.scopes import scopes

EXAMPLE_ADDRESS = "https://tickerbell.example.com"
"""Stands in the manifest until TICKERBELL_PUBLIC_URL is set."""

_LONG = (
    "Tickerbell learns of investor calls from press releases and tells the channels that follow a company what a "
    "listener needs, when it is needed: the date, reminders with the dial-in numbers and the webcast, a warning before "
    "questions close, changes and cancellations, the replay and its end. Type /calls help to begin."
)
_MOST_HINT = 1_000


def manifest(settings: Settings, commands: Sequence[Command], *, socket: bool = False) -> dict[str, Any]:
    """The manifest for requests over HTTP, or for Socket Mode where the settings or ``socket`` say so.

    In Socket Mode requests have no address.
    """
    socket = socket or settings.slack.app_token is not None
    address = f"{(settings.public_url or EXAMPLE_ADDRESS).rstrip('/')}{PATH}"
    way_in = {} if socket else {"request_url": address}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Tickerbell",
            "description": "Investor calls: reminders, dial-in details, question cutoffs, replays.",
            "long_description": _LONG.replace("/calls", settings.command),
            "background_color": "#1d3a5f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Tickerbell", "always_online": True},
            "shortcuts": [
                {
                    "name": "Track this call",
                    "type": "message",
                    "callback_id": TRACK,
                    "description": "Read the release in this message or its file, and add its call",
                },
                {
                    "name": "Add a call",
                    "type": "global",
                    "callback_id": ADD,
                    "description": "Give a release, or type a call in by hand",
                },
            ],
            "slash_commands": [
                {
                    "command": settings.command,
                    **({} if socket else {"url": address}),
                    "description": "Follow companies and get their investor calls here",
                    "usage_hint": _hint(commands),
                    "should_escape": True,
                }
            ],
        },
        "oauth_config": _oauth(settings),
        "settings": {
            "event_subscriptions": {**way_in, "bot_events": sorted(NAMES)},
            "interactivity": {"is_enabled": True, **way_in},
            "org_deploy_enabled": settings.slack.installs,
            "socket_mode_enabled": socket,
            "token_rotation_enabled": False,
        },
    }


def _oauth(settings: Settings) -> dict[str, Any]:
    asked = {"scopes": {"bot": sorted(scope.name for scope in scopes(history=settings.slack.history))}}
    if not settings.slack.installs:
        return asked
    return {"redirect_urls": [redirect_address(settings.public_url or EXAMPLE_ADDRESS)], **asked}


def as_yaml(value: Any, indent: int = 0) -> str:
    """A manifest as YAML: mappings and lists one entry a line, everything else as JSON, which YAML reads alike."""
    pad = "  " * indent
    if isinstance(value, dict):
        return "".join(f"{pad}{key}:{_value(item, indent)}" for key, item in value.items())
    return "".join(f"{pad}-{_value(item, indent, in_list=True)}" for item in value)


def _value(item: Any, indent: int, *, in_list: bool = False) -> str:
    if not isinstance(item, dict | list):
        return f" {json.dumps(item, ensure_ascii=False)}\n"
    nested = as_yaml(item, indent + 1)
    # The first entry of a mapping in a list stands on the line of its dash.
    return f" {nested.lstrip()}" if in_list else f"\n{nested}"


def _hint(commands: Sequence[Command]) -> str:
    """The words that help explains; what only buttons type has no summary."""
    hint = " | ".join(command.name for command in commands if command.summary)
    return hint if len(hint) <= _MOST_HINT else f"{hint[: _MOST_HINT - 1]}…"
