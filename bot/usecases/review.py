"""What waits for a person's word: calls whose start is doubtful, and documents that could not be placed."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.call_card import ReviewItem
from bot.cards.phrases import headline
from bot.storage import announcements, calls
from bot.storage.announcements import Received
from bot.usecases.confirm import candidates_of
from bot.usecases.desk import Desk

NO_WAY = "Without a date it cannot be a call of its own, so it can only be dismissed."
"""What is said of a document that neither is about a known call nor can be a call of its own."""

_NOT_SURE = "the start is not certain"


async def review(desk: Desk, owner: str, now: datetime, *, seen_from: str | None = None) -> tuple[ReviewItem, ...]:
    """What waits at an owner's (a workspace's key, or the house), as seen from a channel: what is stored first."""
    async with desk.database.read() as db:
        doubtful = await calls.unconfirmed(db, owner, now, seen_from=seen_from)
        waiting = await announcements.in_review(db, owner, seen_from=seen_from)
        items = [ReviewItem(call.id, headline(call), _doubt(call.warnings), call=call) for call in doubtful]
        return (*items, *[await _item(db, owner, received, seen_from) for received in waiting])


async def _item(db: AsyncConnection, owner: str, received: Received, seen_from: str | None) -> ReviewItem:
    seen = await calls.views(db, owner, candidates_of(received), seen_from=seen_from)
    title = received.title or " ".join(received.text.split())[:80]
    why, can_be_new = received.why or _NOT_SURE, received.found.get("starts_at") is not None
    if not can_be_new and not seen:
        why = f"{why} {NO_WAY}"
    return ReviewItem(received.id, title, why, candidates=tuple(seen.values()), can_be_new=can_be_new)


def _doubt(warnings: tuple[object, ...]) -> str:
    messages = [getattr(one, "message", "") for one in warnings]
    return str(messages[0]) if messages else _NOT_SURE
