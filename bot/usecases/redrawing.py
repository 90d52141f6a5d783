"""Cards that stand in channels, drawn anew when their call has changed: after all posts, at a pace of their own.

An update may be repeated, so nothing is claimed: a row goes when the platform shows the last state, and whoever works
the workspace next finds what is left.
"""

import asyncio
import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import assert_never

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.cards.people import without_people
from bot.delivery.messenger import Messenger, Pace, Rendered
from bot.delivery.outcome import Gone, Outcome, Refused, Scope, Sent, TryAgain, Unknown
from bot.delivery.pacing import Pacing
from bot.reminders.kind import Telling
from bot.reminders.kinds import kind_named
from bot.reminders.redrawn import redrawn
from bot.storage import calls, posts
from bot.storage.claims import Due
from bot.storage.database import Database
from bot.storage.posts import Stale
from bot.storage.workspaces import GONE
from bot.times import Clock
from bot.usecases.flight import running
from bot.usecases.leases import Leases
from bot.usecases.recording import Stop, stop
from bot.usecases.sending import POST_SECONDS
from bot.usecases.telling import Teller, people_of
from bot.workspaces import Channel, Workspace

log = logging.getLogger(__name__)

AT_ONCE = 20
"""How many cards are drawn anew together; what falls due meanwhile is posted without waiting for them."""

MOST_ATTEMPTS = 10
"""After so many attempts of which nobody knows what became, a card stays as it is."""

_LATER = timedelta(hours=1)
_SOON = timedelta(seconds=1)


@dataclass(slots=True)
class _Sorted:
    """What goes now, what later, and what not at all."""

    go: list[Stale] = field(default_factory=list)
    later: dict[Stale, datetime] = field(default_factory=dict)
    over: list[Stale] = field(default_factory=list)


class Redrawer:
    """Works off the cards that are to be drawn anew, some at a time."""

    def __init__(
        self,
        database: Database,
        messengers: Mapping[str, Messenger],
        clock: Clock,
        real: Clock,
        leases: Leases,
        teller: Teller,
    ) -> None:
        self._database = database
        self._messengers = messengers
        self._clock = clock
        self._real = real
        self._leases = leases
        self._teller = teller
        self._pacing: dict[str, Pacing] = {}

    async def some(self) -> bool:
        """Draw some cards anew; whether there were any that are due."""
        if not self._messengers:
            return False
        now, real = self._clock(), self._real()
        async with self._database.read() as db:
            due = await posts.stale(db, self._messengers, self._leases.owner, now, real, AT_ONCE)
        if not due:
            return False
        sorted_ = await self._sort(due, now, real)
        drawn = await self._draw(sorted_.go, now)
        sorted_.over += [one for one in sorted_.go if one not in drawn]
        outcomes = await asyncio.gather(*(self._update(one, drawn[one]) for one in drawn))
        await self._write(sorted_, dict(zip(drawn, outcomes, strict=True)))
        return True

    async def _sort(self, due: Sequence[Stale], now: datetime, real: datetime) -> _Sorted:
        async with self._database.write() as db:
            mine = await self._leases.take(db, {one.workspace for one in due}, real, running())
        found = _Sorted()
        for one in due:
            if one.kind is None:
                found.over.append(one)
            elif one.workspace not in mine:
                found.later[one] = now + _SOON
            elif (wait := _obstacle(one, real) or self._wait(one)) is not None:
                found.later[one] = now + wait
            else:
                found.go.append(one)
        return found

    def _wait(self, one: Stale) -> timedelta | None:
        """How long pace holds an update back; where it does not, it goes now."""
        platform = one.workspace.partition(":")[0]
        if platform not in self._pacing:
            self._pacing[platform] = Pacing(Pace(0, self._messengers[platform].pace.updates_per_minute))
        pacing, clock = self._pacing[platform], running()
        ready = pacing.workspace_ready_at(one.workspace, clock)
        if ready > clock:
            return timedelta(seconds=ready - clock)
        pacing.took(one.workspace, one.channel_id, clock)
        return None

    async def _draw(self, due: Sequence[Stale], now: datetime) -> dict[Stale, Rendered]:
        """The cards as they are true now; one that cannot be drawn stays as it is."""
        rows = [_as_due(number, one, now) for number, one in enumerate(due)]
        tellings = await self._teller.tellings(rows, now)
        drawn: dict[Stale, Rendered] = {}
        for number, one in enumerate(due):
            telling = tellings.get(number)
            try:
                if telling is not None:
                    drawn[one] = await self._render(one, telling)
            except Exception:
                log.exception("A card cannot be drawn anew.", extra={"call": one.call_id})
        return drawn

    async def _render(self, one: Stale, telling: Telling) -> Rendered:
        revision = telling.call.revision if one.revision is None else one.revision
        async with self._database.read() as db:
            since = await calls.news_since(db, one.workspace, one.call_id, revision)
        card = redrawn(kind_named(one.kind or ""), telling, since)
        if one.shared_since is not None:
            card = without_people(card, people_of(telling))
        return self._messengers[one.workspace.partition(":")[0]].render(card)

    async def _update(self, one: Stale, rendered: Rendered) -> Outcome:
        workspace = Workspace.from_key(one.workspace)
        try:
            async with asyncio.timeout(POST_SECONDS):
                return await self._messengers[workspace.platform].update(
                    Channel(workspace, one.channel_id), one.ref, rendered
                )
        except TimeoutError:
            return Unknown(f"no answer within {POST_SECONDS:.0f} seconds")
        except Exception as error:
            log.exception("Drawing a card anew failed in a way it should not.", extra={"call": one.call_id})
            return Unknown(f"drawing it anew failed: {type(error).__name__}")

    async def _write(self, found: _Sorted, outcomes: Mapping[Stale, Outcome]) -> None:
        now = self._clock()
        async with self._database.write() as db:
            await posts.drawn(db, [*found.over, *_over(outcomes)])
            await posts.later(db, found.later, None, failed=False)
            for one, outcome in outcomes.items():
                await _settle(db, one, outcome, now)
        for one, outcome in outcomes.items():
            _report(one, outcome)


async def _settle(db: AsyncConnection, one: Stale, outcome: Outcome, now: datetime) -> None:
    """Write down what an answer means beyond the card's being drawn."""
    match outcome:
        case TryAgain(after, why, scope):
            # Platforms limit each method by itself: posts go on.
            until = now + max(after, _SOON)
            await posts.later(db, {one: until}, why, failed=False)
            if scope is Scope.WORKSPACE:
                await posts.hold(db, one.workspace, until)
        case Unknown(why):
            wait = timedelta(seconds=min(2 ** min(one.attempts + 1, 6), 60))
            await posts.later(db, {one: now + wait}, why, failed=True)
        case Gone(_, Scope.MESSAGE):
            await posts.forget(db, *one.card)
        case Gone(why, scope):
            await stop(db, Stop(one.workspace, None if scope is Scope.WORKSPACE else one.channel_id, why, now))
        case Sent() | Refused():
            pass
        case _:
            assert_never(outcome)


def _over(outcomes: Mapping[Stale, Outcome]) -> Iterable[Stale]:
    """Those that need no more, or of which no more is to be hoped."""
    for one, outcome in outcomes.items():
        if isinstance(outcome, Sent | Refused) or (isinstance(outcome, Unknown) and one.attempts + 1 >= MOST_ATTEMPTS):
            yield one


def _obstacle(one: Stale, real: datetime) -> timedelta | None:
    """How long to leave a card alone, where its channel or workspace is closed or asked for a rest."""
    if one.paused_because is not None or one.workspace_state == GONE:
        return _LATER
    # A rest that the platform asked for is one from posting: it keeps its limits by method, and tells each for itself.
    until = one.channel_held_until or real
    return until - real if until > real else None


def _as_due(number: int, one: Stale, now: datetime) -> Due:
    """The delivery that the card was, as far as drawing it goes."""
    due_at = one.due_at or now
    return Due(
        id=number,
        key="",
        workspace=one.workspace,
        channel_id=one.channel_id,
        call_id=one.call_id,
        kind=one.kind or "",
        lead=one.lead or "",
        revision=one.news,
        urgency=0,
        due_at=due_at,
        expires_at=due_at,
        attempts=one.attempts,
        why=None,
        told_with=None,
        claimed_until=None,
        channel_name=None,
        zone=one.zone,
        paused_because=None,
        channel_held_until=None,
        workspace_state=None,
        workspace_why=None,
        workspace_held_until=None,
        shared_since=one.shared_since,
    )


def _report(one: Stale, outcome: Outcome) -> None:
    said = {"workspace": one.workspace, "channel": one.channel_id, "call": one.call_id}
    match outcome:
        case Sent():
            log.info("A card was drawn anew.", extra=said)
        case Refused(why):
            log.error("A card was not drawn anew.", extra={**said, "why": why})
        case TryAgain(_, why) | Unknown(why) | Gone(why):
            log.warning("A card was not drawn anew yet.", extra={**said, "why": why})
        case _:
            assert_never(outcome)
