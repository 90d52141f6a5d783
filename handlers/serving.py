"""Runs the web application on a socket until the process is told to stop."""

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import Iterator

import uvicorn
from starlette.applications import Starlette

from bot.errors import SettingsError

log = logging.getLogger(__name__)

GRACE_SECONDS = 4
"""How long open requests may take once the server was told to stop; the engine has its own ten seconds."""

_BACKLOG = 2048


def listen(host: str, port: int) -> socket.socket:
    """A bound socket; raises SettingsError where the port is taken or the address is not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
        bound.listen(_BACKLOG)
    except OSError as error:
        bound.close()
        raise SettingsError(
            f"Nothing can be served on {host}:{port} ({error.strerror or error}). "
            "Stop what uses it, or choose another TICKERBELL_PORT (TICKERBELL_HOST)."
        ) from None
    return bound


class _Server(uvicorn.Server):
    """uvicorn, with the signals left to whoever composed the program."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take no signal: uvicorn would raise it again when it is done, and cut off what is still being finished."""
        yield


async def serve(app: Starlette, bound: socket.socket, stopping: asyncio.Event) -> None:
    """Serve until ``stopping`` is set, then finish the open requests (GRACE_SECONDS at most)."""
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = _Server(config)

    async def stop() -> None:
        await stopping.wait()
        server.should_exit = True

    waiting = asyncio.create_task(stop())
    try:
        await server.serve(sockets=[bound])
    finally:
        waiting.cancel()


def stop_on_signals(stopping: asyncio.Event) -> None:
    """SIGTERM and SIGINT end the program in good order; a second one ends it at once."""
    loop = asyncio.get_running_loop()

    def begin(number: signal.Signals) -> None:
        log.info("Stopping (%s).", number.name)
        for each in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(each)
        stopping.set()

    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, begin, each)
