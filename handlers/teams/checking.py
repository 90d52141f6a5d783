"""Whether what Teams needs is there: the app's token, Microsoft's keys, the clock, an address. Posts nothing."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import httpx

from bot.times import real_now
from config.settings import Settings
from handlers.findings import Finding
from handlers.teams.connection import AppToken, NoToken, advice, cloud, opened_http
from handlers.teams.trust import Keys

_MOST_SKEW = timedelta(minutes=4)
"""Tokens are taken for five minutes more or less."""


async def check(settings: Settings) -> list[Finding]:
    """Ask Microsoft for a token and its keys, and look at what Teams needs of us."""
    teams = settings.teams
    if teams.unauthenticated:
        do = "This is for trying out. Take TICKERBELL_TEAMS_UNAUTHENTICATED away before people use the bot."
        return [Finding(False, "Anyone on this machine may speak as Teams.", do)]
    async with opened_http() as http:
        token = AppToken(teams, cloud(teams).bot_scope, http)
        found = [await _token(token), await _keys(Keys(teams.openid_metadata_url, http))]
        found += await _clock(http, teams.openid_metadata_url)
    return found + _address(settings.public_url)


async def _token(token: AppToken) -> Finding:
    try:
        await token()
    except NoToken as error:
        elsewhere = f"Check the network, a proxy, and {token.settings.login_url}; or try again."
        return Finding(False, f"{error}.", advice(str(error)) if error.ours else elsewhere)
    return Finding(True, f"Microsoft gives the app {token.settings.client_id} its token.")


async def _keys(keys: Keys) -> Finding:
    if await keys.fetched():
        return Finding(True, f"Microsoft's signing keys can be fetched ({keys.known}).")
    do = "Check the network, a proxy, and TICKERBELL_TEAMS_OPENID_METADATA_URL: without keys nothing is believed."
    return Finding(False, "Microsoft's signing keys cannot be fetched.", do)


async def _clock(http: httpx.AsyncClient, url: str) -> list[Finding]:
    try:
        theirs = parsedate_to_datetime((await http.get(url)).headers.get("date", ""))
    except (httpx.HTTPError, ValueError):
        return []
    skew = abs(real_now() - theirs) if theirs.tzinfo else timedelta(0)
    if skew <= _MOST_SKEW:
        return []
    do = "Set this machine's clock (NTP): tokens that are more than five minutes off are turned away."
    return [Finding(False, f"This machine's clock and Microsoft's differ by {skew.total_seconds():.0f} seconds.", do)]


def _address(public_url: str | None) -> list[Finding]:
    """Whether Teams can reach us."""
    if public_url is None:
        do = "Set TICKERBELL_PUBLIC_URL to the https address under which Microsoft reaches this program."
        return [Finding(False, "No public address is set, so Teams cannot be told where the bot is.", do)]
    if not public_url.startswith("https://"):
        return [Finding(False, f"Teams sends to https addresses only, and {public_url} is none.", "Put TLS before it.")]
    endpoint = f"{public_url.rstrip('/')}/teams/messages"
    return [Finding(True, f"Set the Azure Bot's messaging endpoint to {endpoint} (TLS 1.2 must be let in).")]
