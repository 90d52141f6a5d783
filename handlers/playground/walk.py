"""Turns the bot's clock while people watch: from one due moment to the next, with a breath at each."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime

from bot.errors import UserError
from bot.times import Clock
from handlers.playground.backroom import Backroom
from handlers.playground.board import Board
from handlers.playground.hub import Hub

log = logging.getLogger(__name__)

BREATH = 0.3
"""Seconds between two stops, so that an eye can follow; from the twentieth stop on a tenth of it."""

UNHURRIED = 20


@dataclass(frozen=True, slots=True)
class Route:
    """Where a walk began and where it leads."""

    begun: datetime
    to: datetime


class Walk:
    """At most one walk at a time; it goes on in the background and tells the pages how far it is."""

    def __init__(self, backroom: Backroom, board: Board, hub: Hub, clock: Clock, *, breath: float = BREATH) -> None:
        self._backroom = backroom
        self._board = board
        self._hub = hub
        self._clock = clock
        self._breath = breath
        self._route: Route | None = None
        self._task: asyncio.Task[None] | None = None
        self._halt = False

    @property
    def route(self) -> Route | None:
        """The walk under way, if there is one."""
        return self._route

    def start(self, to: datetime) -> None:
        """Set out for a moment ahead. Raises UserError while another walk is under way."""
        self.refuse_if_walking()
        self._route = Route(self._clock(), to)
        self._halt = False
        self._task = asyncio.create_task(self._walk(self._route))

    def halt(self) -> None:
        """Stay at the next stop."""
        self._halt = True

    def refuse_if_walking(self) -> None:
        """Raises UserError while a walk is under way."""
        if self._route is not None:
            raise UserError("The clock is being turned already.", "Wait a moment, or press Stop.")

    async def close(self) -> None:
        """Stop, and wait until what is being sent was sent."""
        self.halt()
        if self._task is not None:
            await self._task

    def tell(self) -> None:
        """Tell every page what the clock shows."""
        route = self._route
        walking = None if route is None else {"begun": route.begun.isoformat(), "to": route.to.isoformat()}
        self._hub.publish("clock", {"now": self._clock().isoformat(), "walking": walking})

    async def _walk(self, route: Route) -> None:
        self._board.count_anew()
        trouble = None
        try:
            await self._stops(route)
        except Exception:
            # The page must get its clock back whatever happened; the log has the rest.
            log.exception("turning the clock failed")
            trouble = "Turning the clock failed. The log says why."
        finally:
            self._route = None
        self.tell()
        counts = dict(self._board.posted)
        self._hub.publish("walked", {"now": self._clock().isoformat(), "messages": counts, "trouble": trouble})

    async def _stops(self, route: Route) -> None:
        self.tell()
        stops = 0
        while self._clock() < route.to and not self._halt:
            stop = await self._next_stop(route.to)
            await self._backroom.turn(stop)
            self.tell()
            stops += 1
            if stop >= route.to:
                return
            await asyncio.sleep(self._breath if stops < UNHURRIED else self._breath / 10)

    async def _next_stop(self, to: datetime) -> datetime:
        """The next due moment on the way; the end where there is none (or one that cannot go out now)."""
        due = await self._backroom.next_delivery()
        return min(due, to) if due is not None and due > self._clock() else to
