"""Calendar feeds: made when somebody asks and something has changed, and else served as they are."""

import asyncio
import gzip
import json
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from weakref import WeakValueDictionary

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import __version__
from bot.calls.call import Call, Company, Status
from bot.cards.calendar import Heading, Listed, calendar
from bot.cards.calendar_entry import Entry, entries
from bot.cards.phrases import headline
from bot.storage import calendars, calls, companies, links
from bot.storage.calendars import CHANNEL, Address, Line
from bot.storage.database import Database
from bot.usecases.calendar_sight import USUAL, Leads, Sight, sight_of

KEPT = timedelta(days=92)
"""How long a call stays in a calendar after its end, and a cancelled one after its cancellation, whichever is later: a
quarter, so that a machine that was off for weeks still hears of it, and each company's last results call is there."""

_SHELF = 64 * 1024 * 1024
"""So many bytes of compressed feeds are held for who asks next."""

PREVIEWED = 8
"""So many calls the page of a feed shows."""

_LOOKED_THROUGH = 200
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

_AT_A_TIME = 250
"""So many entries are written and kept together: what was written is not lost where a client gives up waiting."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a client compares with what it has: the content's tag, quoted, and since when (real time) it is so."""

    etag: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """What to answer. ``packed`` is the file, compressed with gzip; None where the client has it already."""

    version: Version
    packed: bytes | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a feed's page shows: what the feed is called, whether it is a channel's, and the calls that come next."""

    heading: Heading
    of_channel: bool
    ahead: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class OneCall:
    """One call and its calendar file, None where it has no date yet. ``changed_at`` is of the bot's time."""

    call: Call
    file: bytes | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class _Opened:
    address: Address
    sight: Sight
    mark: str


class CalendarFeeds:
    """All calendar feeds of a process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._shelf = _Shelf(_SHELF)
        self._making: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def read(self, token: str, now: datetime, real: datetime, has: Callable[[Version], bool]) -> Reading | None:
        """The feed at an address; None where the token opens nothing. ``has`` tells whether the client has a version.

        ``now`` is the bot's time, by which calls grow old; ``real`` the time of whoever asks.
        """
        opened = await self._open(token, now)
        if opened is None:
            return None
        if (version := _unchanged(opened)) is not None:
            if has(version):
                return Reading(version, None)
            if (packed := self._shelf.get(token, version.etag)) is not None:
                return Reading(version, packed)
        lock = self._making.setdefault(token, asyncio.Lock())
        async with lock:
            version, packed = await self._make(opened, now, real)
        return Reading(version, None if has(version) else packed)

    async def preview(self, token: str, now: datetime) -> Preview | None:
        """What the page of a feed shows of it; None where the token opens nothing."""
        async with self._database.read() as db:
            address = await calendars.find(db, token)
            if address is None:
                return None
            sight = await sight_of(db, address)
            found = await calendars.lines(
                db, address.workspace, sight.company_ids, sight.call_ids, since=now, limit=_LOOKED_THROUGH
            )
            shown = [line.public_id for line in found if sight.leads(line) is not None]
            seen = await calls.views(db, address.workspace, shown, seen_from=calls.EVERYWHERE)
        ahead = [seen[id_] for id_ in shown if id_ in seen and seen[id_].status is Status.SCHEDULED]
        return Preview(heading_of(address, sight.name), address.kind == CHANNEL, tuple(ahead[:PREVIEWED]))

    async def of_one_call(self, token: str, now: datetime) -> OneCall | None:
        """The calendar file of one call, under the token of its pages; None where it opens nothing.

        It reminds as channels do that chose nothing of their own.
        """
        async with self._database.read() as db:
            held = await links.held_by(db, token)
            call = await calls.view(db, *held, seen_from=calls.EVERYWHERE) if held else None
            if held is None or call is None:
                return None
            found = await calendars.lines(db, held[0], (), (call.id,), since=_LONG_AGO)
        changed_at = found[0].changed_at if found else now
        listed = [Listed(entry, USUAL[entry.about]) for entry in entries(call, changed_at)]
        heading = Heading(call.id, headline(call), "A call, kept by Tickerbell.")
        written = calendar(heading, listed, busy=True) if listed else None
        return OneCall(call, written, changed_at)

    async def _open(self, token: str, now: datetime) -> _Opened | None:
        async with self._database.read() as db:
            address = await calendars.find(db, token)
            if address is None:
                return None
            sight = await sight_of(db, address)
            pulse = await calendars.pulse(db, address.workspace)
        made_of = (__version__, now.date(), pulse, sight.mark())
        return _Opened(address, sight, sha256(repr(made_of).encode()).hexdigest())

    async def _make(self, opened: _Opened, now: datetime, real: datetime) -> tuple[Version, bytes]:
        address = opened.address
        listed = await self._listed(address.workspace, opened.sight, now)
        etag, packed = await asyncio.to_thread(_packed, heading_of(address, opened.sight.name), listed)
        same = etag == address.etag and address.changed_at is not None
        version = Version(etag, address.changed_at if same and address.changed_at else real.replace(microsecond=0))
        async with self._database.write() as db:
            await calendars.remember(db, address.token, opened.mark, etag, version.changed_at)
        self._shelf.put(address.token, etag, packed)
        return version, packed

    async def _listed(self, workspace: str, sight: Sight, now: datetime) -> list[Listed]:
        async with self._database.read() as db:
            found = await calendars.lines(db, workspace, sight.company_ids, sight.call_ids, since=now - KEPT)
            shown = [(line, leads) for line in found if (leads := sight.leads(line)) is not None]
            issuers = await _issuers(db, workspace, [line for line, _ in shown])
            kept = await calendars.written(db, issuers)
        texts = {id_: text for id_, (_, text) in kept.items()}
        stale = [line for line, _ in shown if kept.get(line.row_id, ("",))[0] != _stamp(line)]
        for start in range(0, len(stale), _AT_A_TIME):
            texts |= await self._write(workspace, stale[start : start + _AT_A_TIME], issuers)
        return await asyncio.to_thread(_put_together, shown, texts)

    async def _write(self, workspace: str, some: Sequence[Line], issuers: dict[str, str]) -> dict[str, str]:
        """Write the entries of calls that have changed, and keep them for the next reader of whatever calendar."""
        async with self._database.read() as db:
            ids = [line.public_id for line in some]
            seen = await calls.views(db, workspace, ids, seen_from=calls.EVERYWHERE)
        found = [(line, seen[line.public_id]) for line in some if line.public_id in seen]
        texts = await asyncio.to_thread(lambda: {line.row_id: _text(call, line) for line, call in found})
        async with self._database.write() as db:
            await calendars.write(
                db, [(line.row_id, issuers[line.row_id], _stamp(line), texts[line.row_id]) for line, _ in found]
            )
        return texts


def heading_of(address: Address, name: str | None) -> Heading:
    """What a feed is called. Its id is the same after its address was renewed."""
    uid = sha256(f"{address.workspace}/{address.kind}/{address.subject}".encode()).hexdigest()[:32]
    if address.kind == CHANNEL:
        of = f"#{name}" if name else "a channel"
        return Heading(uid, f"Investor calls: {of}", f"The calls that {of} follows, kept by Tickerbell.")
    return Heading(uid, "My investor calls", "The calls that you follow, kept by Tickerbell.")


async def _issuers(db: AsyncConnection, workspace: str, lines: Sequence[Line]) -> dict[str, str]:
    """By the rows of calls, a mark of how their companies are named here."""
    named = await companies.many(db, workspace, {line.company_id for line in lines})
    marks = {id_: _issuer(company) for id_, company in named.items()}
    return {line.row_id: marks[line.company_id] for line in lines if line.company_id in marks}


def _issuer(company: Company) -> str:
    made_of = (company.name, company.tickers, company.zone)
    return sha256(repr(made_of).encode()).hexdigest()[:24]


def _stamp(line: Line) -> str:
    # Another version of the program may write entries otherwise.
    return f"{__version__} {line.stamp}"


def _text(call: Call, line: Line) -> str:
    return json.dumps([astuple(entry) for entry in entries(call, line.changed_at)], ensure_ascii=False)


def _put_together(shown: Sequence[tuple[Line, Leads]], texts: dict[str, str]) -> list[Listed]:
    return [
        Listed(Entry(text, about, alarmed, whole_day, zone, (first, last)), leads[about])
        for line, leads in shown
        for text, about, alarmed, whole_day, zone, (first, last) in json.loads(texts.get(line.row_id, "[]"))
    ]


def _packed(heading: Heading, listed: Sequence[Listed]) -> tuple[str, bytes]:
    written = calendar(heading, listed)
    return f'"{sha256(written).hexdigest()[:32]}"', gzip.compress(written, 1, mtime=0)


def _unchanged(opened: _Opened) -> Version | None:
    address = opened.address
    if address.mark != opened.mark or address.etag is None or address.changed_at is None:
        return None
    return Version(address.etag, address.changed_at)


class _Shelf:
    """CalendarFeeds as they were served last; the one that nobody asked for the longest goes first."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._kept: OrderedDict[str, tuple[str, bytes]] = OrderedDict()

    def get(self, token: str, etag: str) -> bytes | None:
        kept = self._kept.get(token)
        if kept is None or kept[0] != etag:
            return None
        self._kept.move_to_end(token)
        return kept[1]

    def put(self, token: str, etag: str, packed: bytes) -> None:
        if old := self._kept.pop(token, None):
            self._room += len(old[1])
        self._kept[token] = etag, packed
        self._room -= len(packed)
        while self._room < 0:
            _, (_, gone) = self._kept.popitem(last=False)
            self._room += len(gone)
