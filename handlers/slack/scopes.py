"""The permissions that the app asks for, each with its reason."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BotScope:
    """A permission, and why it is asked for. ``with_history``: only where the operator has switched history on."""

    name: str
    reason: str
    with_history: bool = False


SCOPES: tuple[BotScope, ...] = (
    BotScope("chat:write", "post reminders and answers in the channels it was invited to"),
    BotScope("commands", "take the slash command"),
    BotScope("app_mentions:read", "hear “@Tickerbell next”; it reads no other messages"),
    BotScope(
        "channels:read",
        "see whether it is in a public channel before it posts there, and show you your channels’ calls",
    ),
    BotScope("groups:read", "see the same of the private channels it was invited to"),
    BotScope("im:read", "tell its own conversation with a person from others"),
    BotScope("im:history", "read what people write to it in its own conversation with them, and nowhere else"),
    BotScope("users:read", "know the name, the time zone and the role (admin or not) of who types a command"),
    BotScope("files:read", "read a release that somebody hands to it as a file, by “Track this call”; no other files"),
    BotScope("channels:history", "find out whether a post arrived that Slack never answered", with_history=True),
    BotScope("groups:history", "find out the same in private channels", with_history=True),
)


def scopes(*, history: bool) -> tuple[BotScope, ...]:
    """The permissions that the settings call for."""
    return tuple(scope for scope in SCOPES if history or not scope.with_history)
