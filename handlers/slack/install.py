"""What the app needs of Slack, and whether it is there; and where installations are kept."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from aiohttp import ClientSession, ClientTimeout

from bot.storage import tables
from bot.storage.database import Database
from bot.times import real_now
from config.settings import Settings
from handlers.slack.connection import HOPELESS, Failure, Reply, advice, identity_of, settle, web_client
from handlers.slack.oauth import INSTALL_PATH, REDIRECT_PATH
from handlers.slack.scopes import scopes
from handlers.slack.stores import Installations, Seals, States, Tables

_TIMEOUT = ClientTimeout(total=10)
_MOST_SKEW = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``do`` says what to do about it, and is empty where all is well."""

    ok: bool
    what: str
    do: str = ""


@asynccontextmanager
async def opened_stores(settings: Settings) -> AsyncIterator[tuple[Installations, States]]:
    """Where installations are kept: in the bot's own database, sealed with its keys."""
    if settings.slack.client_id is None:
        raise ValueError("installing needs the app's id")
    database = Database.open(settings.database_url)
    kept = Tables(tables.slack_installations, tables.slack_bots, tables.slack_oauth_states, tables.slack_grid)
    try:
        engine = database.engine()
        yield Installations(settings.slack.client_id, engine, kept, Seals(settings.secret_keys)), States(engine, kept)
    finally:
        await database.close()


async def check(settings: Settings) -> list[Finding]:
    """Ask Slack about the tokens and their permissions, and look at what Slack needs of us. Posts nothing."""
    slack = settings.slack
    if not slack.connected:
        do = "Set TICKERBELL_SLACK_BOT_TOKEN and TICKERBELL_SLACK_SIGNING_SECRET; docs/slack.md shows where they are."
        return [Finding(False, "Slack is not connected.", do)]
    async with ClientSession(timeout=_TIMEOUT, trust_env=True) as session:
        found = _installing(settings) if slack.installs else await _token(settings, session)
    return found + _address(settings)


async def _token(settings: Settings, session: ClientSession) -> list[Finding]:
    result = await settle(web_client(settings.slack, session).auth_test())
    match result:
        case Failure(code=code):
            return [_unreachable(code, settings.slack.api_url)]
        case Reply():
            who = identity_of(result)
            connected = Finding(True, f"Slack knows the token: @{who.name} in {who.team} ({who.team_id}).")
            return [connected, *_scopes(result.scopes, history=settings.slack.history), *_clock(result)]


def _installing(settings: Settings) -> list[Finding]:
    if settings.public_url is None:
        do = "Set TICKERBELL_PUBLIC_URL to the https address under which browsers reach this program."
        return [Finding(False, "Workspaces cannot install the app: Slack does not know where to send them back.", do)]
    base = settings.public_url.rstrip("/")
    return [
        Finding(True, f"Workspaces install the app at {base}{INSTALL_PATH}, and come back to {base}{REDIRECT_PATH}."),
        Finding(True, f"Their tokens are sealed with the newest of {len(settings.secret_keys)} keys."),
    ]


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


def _address(settings: Settings) -> list[Finding]:
    """Whether Slack can reach us, where it has to."""
    public_url = settings.public_url
    if public_url is None:
        do = "Set TICKERBELL_PUBLIC_URL to the https address under which Slack reaches this program."
        return [Finding(False, "No public address is set, so the manifest cannot name it.", do)]
    if not public_url.startswith("https://"):
        return [Finding(False, f"Slack sends to https addresses only, and {public_url} is none.", "Put TLS before it.")]
    return [Finding(True, f"Slack's requests are expected at {public_url.rstrip('/')}/slack/events.")]
