"""Microsoft Teams: messages, buttons and events in, cards out, for every tenant that installs the app.

Microsoft's packages take their time and their memory to import, so only where Teams is wanted are they.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

from config.settings import Settings
from handlers.platform import Door, Opened, Platform

OWN_NAME = "@Tickerbell"
"""How people begin a command in Teams; the app's package gives the bot this name."""


@asynccontextmanager
async def _open(settings: Settings, door: Door) -> AsyncIterator[Opened]:
    app = import_module("handlers.teams.app")
    async with app.open_teams(settings, door) as opened:
        yield opened


PLATFORM = Platform("teams", wanted=lambda settings: settings.teams.connected, open=_open, command=OWN_NAME)
