"""What a channel or a person sees in a calendar, and when they want to be reminded of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.reminders.kind import Following
from bot.reminders.kinds import kind_named
from bot.reminders.leads import lead_delta
from bot.storage import channels, companies, subscriptions
from bot.storage.calendars import CHANNEL, Address, Line
from bot.storage.channels import Place
from bot.storage.subscriptions import Subscription, to_call, to_company
from bot.usecases.follows import following, leads_of

Leads = Mapping[str, tuple[timedelta, ...]]
"""How long before its moment an entry reminds, by what it is about: ``start`` or ``cutoff``."""

_KINDS = {"start": "starts", "cutoff": "questions"}

USUAL: Leads = {about: tuple(map(lead_delta, kind_named(name).leads)) for about, name in _KINDS.items()}
"""How entries remind where nobody chose otherwise."""


@dataclass(slots=True)
class View:
    """One channel's part in a calendar: what it follows, what it has muted, and whether it may show what is kept to it.

    ``about`` has its subscriptions by what they are to: ids of calls, and every id that a company has here.
    """

    workspace: str
    channel_id: str
    place: Place | None
    about: Mapping[str, Sequence[Subscription]]
    muted: frozenset[str]
    shows_own: bool
    known: dict[tuple[int, ...], Leads] = field(default_factory=dict)

    def leads(self, line: Line) -> Leads | None:
        """How the channel is to be reminded of a call; None where it does not follow or see it, or has muted it."""
        ours = [*self.about.get(line.public_id, ()), *self.about.get(line.company_id, ())]
        if not ours or not self._sees(line) or self.muted & {to_call(line.public_id), to_company(line.company_id)}:
            return None
        key = tuple(one.id for one in ours)
        if key not in self.known:
            self.known[key] = _leads(following(self.workspace, self.channel_id, ours, self.place))
        return self.known[key]

    def mark(self) -> tuple[object, ...]:
        """Something that differs once the channel's part does; the same in every process."""
        settings = sorted(self.place.settings.items()) if self.place else []
        return self.channel_id, self.shows_own, sorted(self.muted), settings, list(self.about.items())

    def _sees(self, line: Line) -> bool:
        return line.private_channel is None or (self.shows_own and line.private_channel == self.channel_id)


@dataclass(frozen=True, slots=True)
class Sight:
    """All that a calendar shows: ``company_ids`` and ``call_ids`` are looked for, and ``views`` judge what is found."""

    name: str | None
    company_ids: frozenset[str]
    call_ids: frozenset[str]
    views: tuple[View, ...]

    def leads(self, line: Line) -> Leads | None:
        """How a call is reminded of, as the first channel says that shows it; None where none does."""
        return next((leads for view in self.views if (leads := view.leads(line)) is not None), None)

    def mark(self) -> tuple[object, ...]:
        """Something that differs once the sight does."""
        return self.name, *(one.mark() for one in self.views)


async def sight_of(db: AsyncConnection, address: Address) -> Sight:
    """What the calendar at an address shows.

    A channel's shows what the channel follows. A person's shows what they chose themselves, in whatever channel and in
    the bot's conversation with them; of what is kept to one channel it shows only that conversation's own.
    """
    workspace, whose = address.workspace, address.subject
    if address.kind == CHANNEL:
        ours = await subscriptions.of_channel(db, workspace, whose)
        channel_ids = [whose]
    else:
        ours = await subscriptions.of_person(db, workspace, whose)
        channel_ids = sorted({one.channel_id for one in ours})
    places = await channels.many(db, [(workspace, id_) for id_ in channel_ids])
    muted = await subscriptions.mutes_of(db, workspace, channel_ids)
    same = await _same(db, workspace, ours, muted)
    views = [
        View(
            workspace,
            id_,
            place := places.get((workspace, id_)),
            _about([one for one in ours if one.channel_id == id_], same),
            _every(muted.get(id_, frozenset()), same),
            shows_own=address.kind == CHANNEL or (place is not None and place.person_id == whose),
        )
        for id_ in channel_ids
    ]
    # One's own conversation with the bot goes before what was chosen for others.
    views.sort(key=lambda view: not view.shows_own)
    name = views[0].place.name if address.kind == CHANNEL and views[0].place else None
    followed = {id_ for one in ours if one.company_id for id_ in same[one.company_id]}
    return Sight(name, frozenset(followed), frozenset(one.call_id for one in ours if one.call_id), tuple(views))


async def _same(
    db: AsyncConnection, workspace: str, ours: Sequence[Subscription], muted: Mapping[str, frozenset[str]]
) -> dict[str, tuple[str, ...]]:
    """Every id that a company has here, of those that are followed or muted."""
    ids = {one.company_id for one in ours if one.company_id}
    ids |= {_company_of(target) for targets in muted.values() for target in targets if _company_of(target)}
    return await companies.same_of_many(db, workspace, ids)


def _about(ours: Sequence[Subscription], same: Mapping[str, tuple[str, ...]]) -> dict[str, list[Subscription]]:
    found: dict[str, list[Subscription]] = {}
    for one in ours:
        for id_ in (one.call_id,) if one.call_id else same[one.company_id] if one.company_id else ():
            found.setdefault(id_, []).append(one)
    return found


def _every(targets: frozenset[str], same: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """The targets of a channel's mutes, each company under every id that it has."""
    others = {to_company(id_) for target in targets for id_ in same.get(_company_of(target), ())}
    return targets | others


def _company_of(target: str) -> str:
    kind, _, id_ = target.partition(":")
    return id_ if kind == "company" else ""


def _leads(how: Following) -> Leads:
    return {
        about: tuple(lead_delta(lead) for lead in leads_of(kind_named(name), how)) if name in how.kinds else ()
        for about, name in _KINDS.items()
    }
