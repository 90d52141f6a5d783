"""What the app needs in a Slack workspace, each thing with its reason, and whether it is there."""

from dataclasses import dataclass
from datetime import timedelta

from aiohttp import ClientSession, ClientTimeout

from bot.times import real_now
from config.settings import Settings
from handlers.slack.connection import HOPELESS, Failure, Reply, advice, identity_of, settle, web_client

_TIMEOUT = ClientTimeout(total=10)
_MOST_SKEW = timedelta(minutes=1)


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
    BotScope("channels:read", "see whether it is in a public channel before it promises to post there"),
    BotScope("groups:read", "see the same of the private channels it was invited to"),
    BotScope("im:read", "tell its own conversation with a person from others"),
    BotScope("users:read", "know the name and the time zone of who types a command"),
    BotScope("channels:history", "find out whether a post arrived that Slack never answered", with_history=True),
    BotScope("groups:history", "find out the same in private channels", with_history=True),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``do`` says what to do about it, and is empty where all is well."""

    ok: bool
    what: str
    do: str = ""


def scopes(*, history: bool) -> tuple[BotScope, ...]:
    """The permissions that the settings call for."""
    return tuple(scope for scope in SCOPES if history or not scope.with_history)


async def check(settings: Settings) -> list[Finding]:
    """Ask Slack about the token and its permissions, and look at what Slack needs of us. Posts nothing."""
    if not settings.slack.connected:
        do = "Set TICKERBELL_SLACK_BOT_TOKEN and TICKERBELL_SLACK_SIGNING_SECRET; docs/slack.md shows where they are."
        return [Finding(False, "Slack is not connected.", do)]
    async with ClientSession(timeout=_TIMEOUT, trust_env=True) as session:
        result = await settle(web_client(settings.slack, session).auth_test())
    match result:
        case Failure(code=code):
            return [_unreachable(code, settings.slack.api_url), *_address(settings.public_url)]
        case Reply():
            who = identity_of(result)
            connected = Finding(True, f"Slack knows the token: @{who.name} in {who.team} ({who.team_id}).")
            missing = _scopes(result.scopes, history=settings.slack.history)
            return [connected, *missing, *_clock(result), *_address(settings.public_url)]


def _unreachable(code: str, api_url: str) -> Finding:
    if code in HOPELESS:
        return Finding(False, f"Slack refuses the bot token ({code}).", advice(code))
    return Finding(
        False, f"Slack cannot be reached at {api_url} ({code}).", "Check the network, a proxy, or try again."
    )


def _scopes(granted: frozenset[str], *, history: bool) -> list[Finding]:
    wanted = scopes(history=history)
    missing = [scope for scope in wanted if scope.name not in granted]
    if not missing:
        return [Finding(True, f"The token has all {len(wanted)} scopes it needs.")]
    do = "Add it on the app's page under OAuth & Permissions, Bot Token Scopes, then reinstall the app there."
    return [Finding(False, f"The scope {scope.name} is missing: it serves to {scope.reason}.", do) for scope in missing]


def _clock(reply: Reply) -> list[Finding]:
    skew = abs(real_now() - reply.at) if reply.at else timedelta(0)
    if skew <= _MOST_SKEW:
        return []
    do = "Set this machine's clock (NTP): requests that are more than five minutes off are refused."
    return [Finding(False, f"This machine's clock and Slack's differ by {skew.total_seconds():.0f} seconds.", do)]


def _address(public_url: str | None) -> list[Finding]:
    if public_url is None:
        do = "Set TICKERBELL_PUBLIC_URL to the https address under which Slack reaches this program."
        return [Finding(False, "No public address is set, so the manifest cannot name it.", do)]
    if not public_url.startswith("https://"):
        return [Finding(False, f"Slack sends to https addresses only, and {public_url} is none.", "Put TLS before it.")]
    return [Finding(True, f"Slack's requests are expected at {public_url.rstrip('/')}/slack/events.")]
