"""From a claimed message to what is posted: the call as it is now, its card, and the card in the platform's form.

A card is drawn once for all channels of one workspace that would see the same.
"""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.calls.call import Call
from bot.calls.changes import News
from bot.cards.card import Card
from bot.delivery.messenger import Messenger, Post, Rendered
from bot.reminders.kind import Telling
from bot.reminders.kinds import kind_named
from bot.reminders.together import together
from bot.storage import calls
from bot.storage.claims import Due
from bot.storage.database import Database
from bot.storage.results import Aside
from bot.storage.steps import State
from bot.usecases.choosing import Unit
from bot.workspaces import Channel, Workspace

log = logging.getLogger(__name__)

_CallKey = tuple[str, str]
_NewsKey = tuple[str, str, int]
_Same = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the calls that messages are about, by workspace and call, and their news by revision too."""

    calls: Mapping[_CallKey, Call]
    news: Mapping[_NewsKey, News]


class Teller:
    """Reads and draws what a batch of messages needs."""

    def __init__(self, database: Database, messengers: Mapping[str, Messenger]) -> None:
        self._database = database
        self._messengers = messengers

    async def tell(self, units: Iterable[Unit], now: datetime) -> tuple[dict[Unit, Post], list[Aside]]:
        """What to post for each message. One that has nothing to say, or cannot be drawn, is set aside alone."""
        units = list(units)
        known = await self._read(units)
        drawn: dict[_Same, Rendered] = {}
        posts: dict[Unit, Post] = {}
        aside: list[Aside] = []
        for unit in units:
            try:
                post = self._post(unit, known, now, drawn)
            except Exception as error:
                # Whatever is wrong with one card must not keep the others from going out.
                log.exception("A message cannot be drawn.", extra={"delivery": unit.first.key})
                aside.append(Aside(unit.ids, State.REFUSED, f"it cannot be drawn: {type(error).__name__}: {error}"))
                continue
            if post is None:
                aside.append(Aside(unit.ids, State.SUPERSEDED, "the call is not known any more"))
            else:
                posts[unit] = post
        return posts, aside

    async def _read(self, units: Iterable[Unit]) -> Known:
        wanted: dict[str, set[str]] = defaultdict(set)
        happened: set[_NewsKey] = set()
        for row in (row for unit in units for row in unit.rows):
            wanted[row.workspace].add(row.call_id)
            if row.revision is not None:
                happened.add((row.workspace, row.call_id, row.revision))
        found: dict[_CallKey, Call] = {}
        news: dict[_NewsKey, News] = {}
        async with self._database.read() as db:
            for workspace, ids in wanted.items():
                seen = await calls.views(db, workspace, ids)
                found |= {(workspace, id_): call for id_, call in seen.items()}
            for key in happened:
                if (one := await calls.news(db, *key)) is not None:
                    news[key] = one
        return Known(found, news)

    def _post(self, unit: Unit, known: Known, now: datetime, drawn: dict[_Same, Rendered]) -> Post | None:
        tellings = [telling for row in unit.rows if (telling := _telling(row, known, now)) is not None]
        if not tellings:
            return None
        workspace = Workspace.from_key(unit.first.workspace)
        same = _same(unit)
        if same not in drawn:
            drawn[same] = self._messengers[workspace.platform].render(_card(unit, tellings))
        channel = Channel(workspace, unit.first.channel_id, unit.first.channel_name)
        return Post(unit.first.told_with or unit.first.key, channel, drawn[same])


def _telling(row: Due, known: Known, now: datetime) -> Telling | None:
    call = known.calls.get((row.workspace, row.call_id))
    if call is None:
        return None
    news = known.news.get((row.workspace, row.call_id, row.revision)) if row.revision is not None else None
    return Telling(call, now, row.lead, row.due_at, news, row.zone)


def _card(unit: Unit, tellings: list[Telling]) -> Card:
    kind = kind_named(unit.first.kind)
    return kind.card(tellings[0]) if len(tellings) == 1 else together(tellings, kind)


def _same(unit: Unit) -> _Same:
    """Two messages with the same say the same to their channels: one workspace, one zone, the same calls and leads."""
    rows = tuple((row.call_id, row.lead, row.due_at, row.revision) for row in unit.rows)
    return (unit.first.workspace, unit.first.kind, unit.first.zone, rows)
