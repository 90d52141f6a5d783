"""The page that the app's package points to: what the bot is, what it keeps, and who runs it."""

from collections.abc import Sequence
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from config.settings import Settings
from handlers.pages.serving import HEADERS, assets, templates_in

PATH = "/teams/about/"

_PAGE = Path(__file__).parent / "page"


def about_routes(settings: Settings) -> Sequence[BaseRoute]:
    """The page, and the files that it loads."""
    template = templates_in(_PAGE).get_template("about.html")
    shown = template.render(contact=settings.contact, days=settings.retention_days)

    async def page(_: Request) -> Response:
        return HTMLResponse(shown, headers=dict(HEADERS))

    return [*assets(PATH), Route(PATH, page)]
