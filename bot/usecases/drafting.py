"""A release on its way in by a form: read at once, kept while its person looks it through, then added as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.calls.announcement import Announcement
from bot.errors import UserError
from bot.reading.document import Document as Raw
from bot.reading.reader import events, read_text
from bot.storage import drafts, workspaces
from bot.storage.drafts import Draft
from bot.times import local_date
from bot.usecases.add_release import MOST_BYTES, Added, follow_taken, read_dated
from bot.usecases.aside import read_aside
from bot.usecases.desk import Desk
from bot.usecases.document import Document, usable_events
from bot.usecases.here import must_be_heard
from bot.usecases.take_in import take_in
from bot.workspaces import Channel, Person

KEPT = timedelta(hours=12)
"""How long a form may stay open."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A draft, and what was read in its text: ``events`` by their place in it, the main one first.

    Without a call in its text there is one event, of no kind: its person types what it is.
    """

    draft: Draft
    events: tuple[Announcement, ...]


async def begin_draft(desk: Desk, channel: Channel, person: Person, raw: Raw | None, now: datetime) -> Looked:
    """Read a document and keep it for its person; None is a call that is typed by hand.

    Raises UserError where the bot cannot post in the channel, where the document is too long, or where all that it
    announces is over; SourceError where it holds no text.
    """
    if channel.id:
        await must_be_heard(desk, channel, now)
    text, found, url = "", Announcement(None), raw.url if raw else None
    if raw is not None:
        _refuse_long(raw)
        reading = await read_aside(lambda: read_dated(raw, local_date(now, person.zone or "UTC")))
        text, found = reading.text, reading.announcement
    parts = _usable(text, found, now)
    draft = Draft(
        drafts.new_id(),
        channel.workspace.key,
        person.id,
        text,
        now + KEPT,
        channel_id=channel.id,
        published=found.published,
        url=url,
        parts=parts,
    )
    async with desk.database.write() as db:
        await workspaces.ensure(db, draft.workspace, now)
        await drafts.add(db, draft)
    return Looked(draft, tuple(replace(one, more=()) for one in events(found)))


async def look_again(desk: Desk, person: Person, draft_id: str, now: datetime) -> Looked:
    """A person's own draft, read once more. Raises UserError where it is gone."""
    async with desk.database.read() as db:
        draft = await drafts.get(db, person.workspace.key, person.id, draft_id, now)
    if draft is None:
        raise UserError("This form was open for too long, or is done with already.", "To begin again: add TEXT")
    if not draft.text:
        return Looked(draft, (Announcement(None),))
    day = local_date(draft.expires_at - KEPT, person.zone or "UTC")
    found = await read_aside(lambda: read_text(draft.text, published=draft.published or day))
    undated = [one if draft.published else replace(one, published=None) for one in events(found)]
    return Looked(draft, tuple(replace(one, more=()) for one in undated))


async def keep_draft(desk: Desk, looked: Looked, draft: Draft) -> Looked:
    """Keep what a person has said of a draft."""
    async with desk.database.write() as db:
        await drafts.save(db, draft)
    return replace(looked, draft=draft)


async def add_draft(
    desk: Desk,
    channel: Channel,
    person: Person,
    looked: Looked,
    text: str,
    now: datetime,
    *,
    private: bool = False,
    everywhere: bool = False,
) -> tuple[Added, ...]:
    """Add what a draft has become, as ``add_release`` does. ``text`` stands in for a release where there was none.

    The draft is done with once it is added. Raises UserError as ``add_release`` does, and AskFirst where a start that
    was typed moves a known call that others follow, and it is not to go ``everywhere``.
    """
    await must_be_heard(desk, channel, now)
    draft = looked.draft
    main, *more = looked.events
    document = Document(
        draft.text or text,
        replace(main, more=tuple(more)),
        url=draft.url,
        title=main.title,
        published=draft.published,
        parts=frozenset(draft.parts),
        typed=draft.typed,
    )
    workspace = channel.workspace.key
    taken = await take_in(
        desk, workspace, document, now, person=person, channel=channel, private=private, everywhere=everywhere
    )
    added = await follow_taken(desk, channel, person, taken, now)
    async with desk.database.write() as db:
        await drafts.drop(db, draft)
    return added


def with_typed(draft: Draft, part: int, typed: Mapping[str, object]) -> Draft:
    """A draft with what was typed for one of its events."""
    return replace(draft, typed={**draft.typed, part: typed})


def _usable(text: str, found: Announcement, now: datetime) -> tuple[int, ...]:
    """The events that can be added. A text without any is for its person to say, so its one event stands."""
    if found.event is None:
        return (0,)
    return tuple(event.part for event in usable_events(Document(text, found), now))


def _refuse_long(raw: Raw) -> None:
    content = raw.content if isinstance(raw.content, bytes) else raw.content.encode()
    most = MOST_BYTES if isinstance(raw.content, str) else MOST_BYTES * 10
    if len(content) > most:
        raise UserError(
            f"That is {len(content) / 1_000_000:.1f} MB, and I read up to {most // 1_000_000} MB.",
            "Give me only the part that announces the call.",
        )
