"""Where Teams is: the hosts that Microsoft serves it from, which alone ever see the bot's token."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from config.parsing import is_loopback
from handlers.teams.sdk import MiddlewareContext, MiddlewareNext

MICROSOFTS = (
    "smba.trafficmanager.net",
    "smba.infra.gcc.teams.microsoft.com",
    "smba.infra.gov.teams.microsoft.us",
    "smba.infra.dod.teams.microsoft.us",
)
"""Those of the public cloud and of the governments' (microsoft-agents-hosting-msteams, proactive_service_endpoints)."""


class Elsewhere(ConnectionError):
    """A request was to go to a host that Teams is not served from. It was not made."""


@dataclass(frozen=True, slots=True)
class Hosts:
    """The hosts that may be spoken to: ``host``, or ``host:port`` where only that port may."""

    allowed: tuple[str, ...] = MICROSOFTS

    def allows(self, url: str) -> bool:
        """Whether an address is Teams': over https, or over http on this machine where that is allowed by name."""
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").lower(), parts.port
        except ValueError:
            return False
        if parts.username is not None or parts.scheme not in ("http", "https"):
            return False
        if parts.scheme == "http" and not is_loopback(host):
            return False
        named = f"[{host}]" if ":" in host else host
        usual = port is None or port == (443 if parts.scheme == "https" else 80)
        return (usual and named in self.allowed) or f"{named}:{port}" in self.allowed

    async def send(self, context: MiddlewareContext, next: MiddlewareNext) -> httpx.Response:
        """As the SDK's middleware: refuse before a token is attached."""
        if not self.allows(context.url):
            raise Elsewhere(f"Teams is not served from {urlsplit(context.url).hostname}")
        return await next()
