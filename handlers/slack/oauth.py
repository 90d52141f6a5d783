"""Workspaces install the app themselves: Bolt's own OAuth flow, with our stores and our pages."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urljoin

from aiohttp import ClientError
from slack_bolt import BoltResponse
from slack_bolt.adapter.starlette.async_handler import to_async_bolt_request, to_starlette_response
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.workspaces import Workspace
from config.settings import Settings
from handlers.platform import Door
from handlers.slack.installed import Installed
from handlers.slack.pages import HEADERS, failed_page, install_page, installed_page
from handlers.slack.scopes import scopes
from handlers.slack.stores import DATABASE_FAULTS, STATE_SECONDS, Installations, States

log = logging.getLogger(__name__)

INSTALL_PATH, REDIRECT_PATH = "/slack/install", "/slack/oauth_redirect"


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What is to be done when a workspace has installed the app."""

    store: Installations
    connections: Installed
    door: Door

    async def take(self, installation: Installation) -> None:
        """Use the new token from now on, and go on with what was paused."""
        self.connections.forget_all()
        if installation.team_id is not None:
            await self.door.returned(Workspace("slack", installation.team_id), installation.team_name)
        elif installation.enterprise_id is not None:
            for team_id in await self.store.teams_of(installation.enterprise_id):
                await self.door.returned(Workspace("slack", team_id), None)


class InstallFlow(AsyncOAuthFlow):
    """Bolt's flow, which tells what went wrong instead of failing, and shows our pages."""

    def __init__(self, settings: AsyncOAuthSettings, client: AsyncWebClient, arrivals: Arrivals, history: bool) -> None:
        super().__init__(settings=settings, client=client, logger=log)
        self._arrivals, self._history = arrivals, history

    async def build_install_page_html(self, url: str, request: AsyncBoltRequest) -> str:
        return install_page(url, tuple((scope.name, scope.reason) for scope in scopes(history=self._history)))

    async def append_set_cookie_headers(self, headers: dict[str, str], set_cookie_value: str | None) -> dict[str, str]:
        made: dict[str, str] = await super().append_set_cookie_headers({**HEADERS, **headers}, set_cookie_value)
        return made

    async def run_installation(self, code: str) -> Installation | None:
        """Exchange the code for a token. None where Slack takes it not, or cannot be reached."""
        try:
            return await super().run_installation(code)
        except (ClientError, OSError, ValueError, TimeoutError, SlackApiError) as error:
            log.warning("An installation could not be finished (%s).", type(error).__name__)
            return None

    async def store_installation(self, request: AsyncBoltRequest, installation: Installation) -> None:
        """Keep it, then let the house know."""
        try:
            await super().store_installation(request, installation)
        except DATABASE_FAULTS as error:
            log.exception("An installation could not be kept.")
            raise BoltError("the database does not answer") from error
        place = installation.team_name or installation.enterprise_name
        log.info("The app was installed in %s.", place, extra={"team": installation.team_id})
        await self._arrivals.take(installation)


def install_flow(settings: Settings, client: AsyncWebClient, states: States, arrivals: Arrivals) -> InstallFlow:
    """The flow for these settings."""
    slack = settings.slack
    if slack.client_id is None or slack.client_secret is None:
        raise ValueError("installing needs the app's id and secret")
    callbacks = AsyncCallbackOptions(success=_succeeded(settings.command), failure=_failed)
    oauth = AsyncOAuthSettings(
        client_id=slack.client_id,
        client_secret=slack.client_secret.reveal(),
        scopes=[scope.name for scope in scopes(history=slack.history)],
        user_scopes=[],
        redirect_uri=redirect_address(settings.public_url),
        install_path=INSTALL_PATH,
        redirect_uri_path=REDIRECT_PATH,
        callback_options=callbacks,
        authorization_url=urljoin(slack.api_url, "../oauth/v2/authorize"),
        installation_store=arrivals.store,
        state_store=states,
        state_expiration_seconds=STATE_SECONDS,
        logger=log,
    )
    return InstallFlow(oauth, client, arrivals, slack.history)


def redirect_address(public_url: str | None) -> str | None:
    """Where Slack sends the browser back to."""
    return None if public_url is None else f"{public_url.rstrip('/')}{REDIRECT_PATH}"


def install_routes(flow: InstallFlow) -> list[Route]:
    """The two pages."""

    async def begin(request: Request) -> Response:
        return to_starlette_response(await flow.handle_installation(to_async_bolt_request(request, b"")))

    async def end(request: Request) -> Response:
        return to_starlette_response(await flow.handle_callback(to_async_bolt_request(request, b"")))

    return [Route(INSTALL_PATH, begin, methods=["GET"]), Route(REDIRECT_PATH, end, methods=["GET"])]


def _succeeded(command: str) -> Callable[[AsyncSuccessArgs], Awaitable[BoltResponse]]:
    async def succeeded(args: AsyncSuccessArgs) -> BoltResponse:
        made = args.installation
        place = made.team_name or made.enterprise_name or "your workspace"
        page = installed_page(place, _slack_address(made), command)
        return BoltResponse(status=200, body=page, headers=_headers(args.settings))

    return succeeded


async def _failed(args: AsyncFailureArgs) -> BoltResponse:
    log.info("An installation was not finished (%s).", args.reason[:40])
    page = failed_page(args.reason, INSTALL_PATH)
    return BoltResponse(status=args.suggested_status_code, body=page, headers=_headers(args.settings))


def _headers(settings: AsyncOAuthSettings) -> dict[str, str | Sequence[str]]:
    return {**HEADERS, "Set-Cookie": [settings.state_utils.build_set_cookie_for_deletion()]}


def _slack_address(installation: Installation) -> str:
    """Slack's own page that opens the workspace, in the app where there is one."""
    if installation.team_id is None:
        return "https://app.slack.com/"
    return (
        f"https://slack.com/app_redirect?{urlencode({'app': installation.app_id or '', 'team': installation.team_id})}"
    )
