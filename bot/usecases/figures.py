"""Numbers that the operator's monitoring asks for, of the whole house."""

from dataclasses import dataclass
from datetime import datetime

from bot.storage import figures as stored
from bot.storage.database import Database

SOURCES = ("well", "failing", "stopped", "new")
"""How a source may do: ``stopped`` is one that its publisher gave up, ``new`` one that nobody has looked at yet."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How much waits, and how sources do. Durations are in seconds; None where there is nothing to measure.

    ``planned`` and ``due`` count deliveries, ``oldest`` is how long the first of what is due has been so. ``sources``
    counts them by how they do; ``last_look`` is how long ago any was looked at, ``overdue`` how long the first look
    that is due has waited.
    """

    planned: int
    due: int
    oldest: float
    sources: dict[str, int]
    last_look: float | None
    overdue: float


async def figures(database: Database, now: datetime, real: datetime) -> Figures:
    """The numbers at a moment of the bot's time, which is ``real`` by the real clock."""
    async with database.read() as db:
        waiting, sources = await stored.waiting(db, now), await stored.sources(db)
    return Figures(
        waiting.planned,
        waiting.due,
        _ago(waiting.since, now) or 0.0,
        {health: sources.count.get(health, 0) for health in SOURCES},
        _ago(sources.looked_at, real),
        _ago(sources.next_look, real) or 0.0,
    )


def _ago(at: datetime | None, now: datetime) -> float | None:
    return None if at is None else max((now - at).total_seconds(), 0.0)
