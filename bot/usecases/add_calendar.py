"""Take in a calendar file: each entry by its UID, so that its next revision speaks of the same call."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial

from bot.errors import UserError
from bot.reading.document import Document as Raw
from bot.reading.reader import read
from bot.reading.sources.calendar import SOURCE
from bot.reading.sources.source import Item, settled
from bot.storage import calendar_given
from bot.storage.calendar_given import Given
from bot.usecases.aside import read_aside
from bot.usecases.desk import Desk
from bot.usecases.document import Document, Taken
from bot.usecases.take_in import take_in
from bot.workspaces import Channel, Person

MOST_ENTRIES = 20
"""A file with more is a calendar to be watched, rather than the invitation to a call."""


def is_calendar(raw: Raw) -> bool:
    """Whether a document is a calendar file."""
    return SOURCE.fits(raw)


async def take_in_calendar(
    desk: Desk,
    owner: str,
    raw: Raw,
    today: date,
    now: datetime,
    *,
    person: Person | None = None,
    channel: Channel | None = None,
    private: bool = False,
) -> tuple[Taken, ...]:
    """``take_in`` for each entry of a calendar file that somebody can attend. One that was given before changes its
    call, whatever else is known; a revision older than the one that was given last changes nothing (RFC 5545, 3.8.7.4).

    Raises UserError where nothing is left to take in, SourceError where the file is broken.
    """
    items = (await read_aside(lambda: SOURCE.listed(raw))).items
    if len(items) > MOST_ENTRIES:
        raise UserError(
            f"This calendar has {len(items)} entries, and I take up to {MOST_ENTRIES} at once.",
            "If it has an address, I can watch it: feed add URL",
        )
    kept_to = channel.id if private and channel else None
    async with desk.database.read() as db:
        known = await calendar_given.known(db, owner, kept_to, [item.key for item in items])
    new = [item for item in items if item.revision >= _revision(known.get(item.key))]
    taken: list[Taken] = []
    seen: list[Given] = []
    refused: UserError | None = None
    for item in new:
        before = known.get(item.key)
        try:
            document = await read_aside(partial(_document, item, raw, today, before))
            became = await take_in(desk, owner, document, now, person=person, channel=channel, private=private)
        except UserError as error:
            refused = error
            continue
        taken += became
        seen.append(_given(item, before, became))
    async with desk.database.write() as db:
        await calendar_given.save(db, owner, kept_to, seen, now)
    if not taken:
        raise refused or _nothing(items)
    return tuple(taken)


def _document(item: Item, raw: Raw, today: date, before: Given | None) -> Document:
    reading = read(Raw(item.text, url=item.url, published=today))
    # The day tells missing years; nobody says that it was published then.
    found = replace(reading.announcement, published=None)
    found = settled(found, item.claim) if item.claim else found
    speaks_of = before.call_id if before else None
    return Document(reading.text, found, raw.url, item.title, speaks_of=speaks_of, settled=True)


def _given(item: Item, before: Given | None, became: Sequence[Taken]) -> Given:
    call = next((one.call for one in became if one.call is not None), None)
    return Given(item.key, item.revision, call.id if call else before.call_id if before else None)


def _revision(before: Given | None) -> int:
    return before.revision if before else 0


def _nothing(items: Sequence[Item]) -> UserError:
    if items:
        return UserError("I was given a newer revision of this before, so nothing has changed.")
    return UserError("I found no call in this calendar.", "Add the release itself: add TEXT")
