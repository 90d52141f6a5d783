"""The bot's clock: real time plus a stored offset, which only the playground turns."""

from datetime import datetime, timedelta

from bot.storage import facts
from bot.storage.database import Database
from bot.times import Clock, real_now
from bot.usecases.deliver import Engine

_FACT = "clock"
_LEFT = "clock:left"


class BotClock:
    """Tells the bot's time. While the clock is being turned it stands still at each stop."""

    def __init__(self, offset: timedelta = timedelta(), real: Clock = real_now) -> None:
        self._offset = offset
        self._real = real
        self._standing: datetime | None = None

    @classmethod
    async def load(cls, database: Database, real: Clock = real_now) -> "BotClock":
        """The clock as it was left: it has run on since."""
        async with database.read() as db:
            stored = await facts.get(db, _FACT)
        seconds = stored.get("offset_seconds", 0) if isinstance(stored, dict) else 0
        return cls(timedelta(seconds=float(seconds)), real)

    def __call__(self) -> datetime:
        return self._standing if self._standing is not None else self._real() + self._offset

    @property
    def offset(self) -> timedelta:
        """How far ahead of real time the clock is."""
        return self._offset

    def stand_at(self, moment: datetime) -> None:
        """Show a moment, and no other until told to go on."""
        self._standing = moment
        self._offset = moment - self._real()

    def go_on(self) -> None:
        """Run again, from the moment shown."""
        if self._standing is not None:
            self._offset = self._standing - self._real()
        self._standing = None

    def set(self, moment: datetime) -> None:
        """Show a moment now, and run on from it."""
        self._standing = None
        self._offset = moment - self._real()


async def set_to(database: Database, clock: BotClock, moment: datetime) -> None:
    """Set the clock, and remember it. Nothing is delivered on the way: what was due in between is late, or missed."""
    clock.set(moment)
    await _remember(database, clock)


async def suspend(database: Database, clock: BotClock) -> None:
    """Remember what the clock shows now, for ``resume``: between the two it stands still."""
    async with database.write() as db:
        await facts.put(db, _LEFT, {"at": clock().isoformat()})


async def resume(database: Database, clock: BotClock) -> None:
    """Go on from where ``suspend`` left the clock; where nothing was left (a crash), the clock has run on."""
    async with database.read() as db:
        left = await facts.get(db, _LEFT)
    if isinstance(left, dict):
        await set_to(database, clock, datetime.fromisoformat(left["at"]))
        async with database.write() as db:
            await facts.forget(db, _LEFT)


async def turn(database: Database, engine: Engine, clock: BotClock, to: datetime) -> None:
    """Walk the clock forward to a moment, stopping at each due moment on the way until what is due has been sent.

    At each stop the clock shows exactly the due moment, so that every message says what it would have said then. A
    moment that is not ahead is not walked to. Returns when all of it is sent.
    """
    await engine.deliver_due()
    try:
        while (stop := await engine.next_try_at(after=clock())) is not None and stop <= to:
            clock.stand_at(stop)
            await _remember(database, clock)
            await engine.deliver_due()
        if to > clock():
            clock.stand_at(to)
    finally:
        clock.go_on()
    await _remember(database, clock)
    if (ahead := await engine.next_try_at(after=clock())) is not None:
        engine.ring(ahead)


async def _remember(database: Database, clock: BotClock) -> None:
    async with database.write() as db:
        await facts.put(db, _FACT, {"offset_seconds": clock.offset.total_seconds()})
