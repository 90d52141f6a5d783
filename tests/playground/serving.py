"""Serves the stage on a free port of this machine, for what needs a real connection."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette


@asynccontextmanager
async def serve(app: Starlette) -> AsyncIterator[str]:
    """The address of ``app`` while the block lasts."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan="off"))
    running = asyncio.create_task(server._serve())
    try:
        await _until_started(server)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        async with asyncio.timeout(10):
            await running


async def _until_started(server: uvicorn.Server) -> None:
    for _ in range(2_000):
        if server.started:
            return
        await asyncio.sleep(0.01)
    raise TimeoutError("the server does not start")
