"""The one ASGI application: every platform's routes, the dial pages, and what a supervisor asks."""

from collections.abc import Awaitable, Callable, Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

Ready = Callable[[], Awaitable[dict[str, str]]]
"""What is not ready, by name, each with a sentence; empty when everything is."""


def web(routes: Sequence[BaseRoute], ready: Ready) -> Starlette:
    """The application that the server runs."""

    async def readyz(_: Request) -> Response:
        missing = await ready()
        return JSONResponse({"ready": not missing, "missing": missing}, 503 if missing else 200)

    return Starlette(routes=[*routes, Route("/healthz", _healthz), Route("/readyz", readyz)])


async def _healthz(_: Request) -> Response:
    return JSONResponse({"alive": True})
