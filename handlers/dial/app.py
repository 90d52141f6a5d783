"""Serves dial pages: anybody who has the address, nobody else, and nothing on the way keeps a copy."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from bot.times import Clock
from bot.usecases.dial import PATH, Dialling, address
from handlers.dial.numbers import reader_region
from handlers.dial.qr import drawn, worth_scanning
from handlers.dial.sheet import sheet
from handlers.pages.serving import PRIVATE, assets, templates_in

_PAGE = Path(__file__).parent / "page"
_LONGEST_TOKEN = 100
_PRIVATE = {**PRIVATE, "Vary": "Accept-Language"}


@dataclass(frozen=True, slots=True)
class Pages:
    """What dial pages are made from. ``open`` finds what a token shows; ``command`` is named where it shows nothing."""

    open: Callable[[str], Awaitable[Dialling | None]]
    clock: Clock
    public_url: str
    command: str


def dial_routes(pages: Pages) -> Sequence[BaseRoute]:
    """The page of each call, and the files that it loads."""
    templates = templates_in(_PAGE)
    call, gone = templates.get_template("call.html"), templates.get_template("gone.html")

    async def page(request: Request) -> Response:
        token: str = request.path_params["token"]
        found = await pages.open(token) if len(token) <= _LONGEST_TOKEN else None
        if found is None:
            return HTMLResponse(gone.render(command=pages.command), 404, _PRIVATE)
        region = reader_region(request.headers.get("accept-language", ""))
        shown = sheet(found.call, found.moved_from, pages.clock(), region)
        scanned = worth_scanning(address(pages.public_url, token), shown.lead.href if shown.lead else None)
        code = drawn(scanned) if scanned else None
        dials = scanned is not None and scanned.startswith("tel:")
        return HTMLResponse(call.render(sheet=shown, code=code, code_dials=dials), 200, _PRIVATE)

    return [*assets(PATH, _PAGE / "dial.css"), Route(f"{PATH}{{token}}", page)]
