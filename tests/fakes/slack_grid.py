"""A Slack with several workspaces in it, where an app is installed by OAuth.

    async with SlackGrid() as slack:
        first, second = slack.workspace("T1", name="Alpha"), slack.workspace("T2", name="Beta")
        ...                                       # start the app with slack.environ()
        slack.app = app                           # an ASGI application
        page = await slack.install("T1")          # press the button, then Allow
        await first.command("/calls list")

Each workspace is a SlackServer of its own, at one address. Tokens are given out as Slack gives them: a code works once;
with ``rotation`` a token ends after twelve hours, and its refresh token works once. ``slack.asked`` holds what Slack's
own page was asked for last.
"""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
from aiohttp import web
from cryptography.fernet import Fernet
from starlette.types import ASGIApp

from tests.fakes.slack_api import arguments_of
from tests.fakes.slack_server import SlackServer

LASTS_SECONDS = 43_200


class SlackTeam(SlackServer):
    """A workspace behind a SlackGrid. ``tokens`` are those that work, ``ended`` those whose time is up."""

    def __init__(self, grid: "SlackGrid", team: str, name: str, enterprise: str | None) -> None:
        super().__init__(team=team, secret=grid.secret)
        self.grid, self.name, self.enterprise = grid, name, enterprise
        self.tokens: set[str] = set()
        self.ended: set[str] = set()
        self.numbers, self._responses, self.url = grid.numbers, grid._responses, grid.url
        self.bot_user = f"UBOT{team}"

    def knows(self, token: str) -> bool:
        """Whether a token is, or was, this workspace's."""
        return token in self.tokens | self.ended

    def token_ends(self) -> None:
        """The twelve hours of every token are over."""
        self.ended |= self.tokens
        self.tokens = set()

    async def uninstall(self) -> None:
        """Remove the app: its tokens stop working, and Slack says so, twice."""
        self.tokens, self.ended = set(), set()
        await self.event({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.bot_user]}})
        await self.event({"type": "app_uninstalled"})

    def _authorised(self, request: web.Request) -> dict[str, Any] | None:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token in self.tokens:
            return None
        return {"ok": False, "error": "token_expired" if token in self.ended else "invalid_auth"}


class SlackGrid(SlackServer):
    """The workspaces, and the desk that gives out tokens."""

    def __init__(self) -> None:
        super().__init__(team="T0")
        self.client_id, self.client_secret = "1.2", "client-secret-1"
        self.key = Fernet.generate_key().decode()
        self.teams: dict[str, SlackTeam] = {}
        self.rotation = False
        self.asked: dict[str, str] = {}
        self.spent: list[str] = []
        self.refreshes: dict[str, SlackTeam] = {}
        self._codes: dict[str, tuple[SlackTeam, bool]] = {}

    def environ(self) -> dict[str, str]:
        """The settings of an app that is installed here by OAuth."""
        return {
            "TICKERBELL_SLACK_SIGNING_SECRET": self.secret,
            "TICKERBELL_SLACK_CLIENT_ID": self.client_id,
            "TICKERBELL_SLACK_CLIENT_SECRET": self.client_secret,
            "TICKERBELL_SLACK_API_URL": self.api_url,
            "TICKERBELL_SECRET_KEYS": self.key,
            "TICKERBELL_PUBLIC_URL": "https://bot.example.com",
        }

    def workspace(self, id_: str, *, name: str = "", enterprise: str | None = None) -> SlackTeam:
        """Make a workspace."""
        self.teams[id_] = SlackTeam(self, id_, name or id_, enterprise)
        return self.teams[id_]

    def serve(self, app: ASGIApp) -> None:
        """Every workspace sends its requests to this app."""
        self.app = app
        for team in self.teams.values():
            team.app = app

    def browser(self) -> httpx.AsyncClient:
        """A browser that looks at the app's pages."""
        assert not isinstance(self.app, str)
        transport = httpx.ASGITransport(self.app)
        return httpx.AsyncClient(transport=transport, base_url="https://bot.example.com", trust_env=False)

    async def install(self, team: str, *, org_wide: bool = False) -> httpx.Response:
        """Open the install page, press the button, allow what Slack's page asks; the page after it."""
        async with self.browser() as browser:
            page = await browser.get("/slack/install")
            return await browser.get(self.allow(page.text, team, org_wide=org_wide))

    def allow(self, page: str, team: str, *, org_wide: bool = False) -> str:
        """Allow what Slack's own page asks, which the button of ``page`` leads to; where Slack sends the browser."""
        links = _Links(page)
        address = urlsplit(links.found[0])
        self.asked = dict(parse_qsl(address.query, keep_blank_values=True))
        assert f"{address.scheme}://{address.netloc}{address.path}" == f"{self.url}/oauth/v2/authorize"
        assert self.asked["client_id"] == self.client_id
        code = f"code-{next(self.numbers)}"
        self._codes[code] = (self.teams[team], org_wide)
        return f"{urlsplit(self.asked['redirect_uri']).path}?code={code}&state={self.asked['state']}"

    async def _api(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        if method == "oauth.v2.access" and not self._scripts[method]:
            arguments = await arguments_of(request)
            self.calls.append((method, arguments))
            return self._json(self._give_token(arguments))
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        known = [team for team in self.teams.values() if team.knows(token)]
        if not known:
            return await super()._api(request)
        # An organisation's token is known to all of its workspaces, and a channel's id there to one.
        channel = (await arguments_of(request)).get("channel")
        return await next((team for team in known if channel in team.channels), known[0])._api(request)

    def _give_token(self, asked: dict[str, Any]) -> dict[str, Any]:
        if (asked.get("client_id"), asked.get("client_secret")) != (self.client_id, self.client_secret):
            return {"ok": False, "error": "bad_client_secret"}
        if asked.get("grant_type") == "refresh_token":
            return self._refresh(str(asked.get("refresh_token")))
        made = self._codes.pop(str(asked.get("code")), None)
        if made is None:
            return {"ok": False, "error": "invalid_code"}
        team, org_wide = made
        enterprise = {"id": team.enterprise, "name": "Alpha & Sons"} if team.enterprise else None
        return {
            **self._token_for(team, org_wide),
            "scope": self.asked["scope"],
            "bot_user_id": team.bot_user,
            "app_id": "A1",
            "team": None if org_wide else {"id": team.team, "name": team.name},
            "enterprise": enterprise,
            "is_enterprise_install": org_wide,
            "authed_user": {"id": "U1"},
        }

    def _refresh(self, refresh_token: str) -> dict[str, Any]:
        team = self.refreshes.pop(refresh_token, None)
        if team is None:
            self.spent.append(refresh_token)
            return {"ok": False, "error": "invalid_refresh_token"}
        return self._token_for(team, org_wide=False)

    def _token_for(self, team: SlackTeam, org_wide: bool) -> dict[str, Any]:
        token = f"xoxb-{team.team}-{next(self.numbers)}"
        same = [other for other in self.teams.values() if other.enterprise == team.enterprise] if org_wide else [team]
        for one in same:
            one.tokens.add(token)
            one.org_wide = org_wide
        answer: dict[str, Any] = {"ok": True, "access_token": token, "token_type": "bot"}
        if self.rotation:
            answer |= {"refresh_token": f"xoxe-1-{next(self.numbers)}", "expires_in": LASTS_SECONDS}
            self.refreshes[answer["refresh_token"]] = team
        return answer


class _Links(HTMLParser):
    """The addresses that a page links to, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if tag == "a" and name == "href" and value]
