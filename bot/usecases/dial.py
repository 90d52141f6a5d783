"""Pages of calls: give each call an address that whoever joins it can open, take it back, and open its dial page."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.calls.call import Call
from bot.cards.call_card import NO_PAGES, CallPages
from bot.errors import UserError
from bot.storage import audit, calls, links, moves, workspaces
from bot.storage.database import Database, retry_stale
from bot.storage.links import Held
from bot.times import Moment
from bot.usecases.desk import Desk
from bot.usecases.here import settle
from bot.usecases.reach import reach_of
from bot.usecases.which import the_call
from bot.workspaces import Channel, Person

PATH = "/dial/"
"""Where dial pages are, below the public address."""

CALENDAR_PATH = "/calendar/"
"""Where calendar pages and files are: of one call by the token of its dial page, of a feed by one of its own."""


@dataclass(frozen=True, slots=True)
class Dialling:
    """What a dial page shows: the call as the workspace sees it, and when it was to be before it last moved."""

    call: Call
    moved_from: Moment | None


async def dial_links(database: Database, wanted: Collection[Held], now: datetime) -> dict[Held, str]:
    """A token for each workspace and call; what has none yet is given one, all of them in one transaction.

    A workspace that is not known gets none.
    """
    async with database.read() as db:
        there = await links.of_calls(db, wanted)
    missing = set(wanted) - there.keys()
    if not missing:
        return there
    async with database.write() as db:
        await links.make(db, missing, now)
        return there | await links.of_calls(db, missing)


async def dial_link(desk: Desk, workspace: str, call_id: str, now: datetime) -> str:
    """The token of one call's dial page."""
    return (await _links(desk, workspace, [call_id], now))[call_id]


async def call_pages(desk: Desk, workspace: str, call: Call, now: datetime) -> CallPages:
    """Where the pages of one call are."""
    return (await pages_of(desk, workspace, [call], now)).get(call.id, NO_PAGES)


async def pages_of(desk: Desk, workspace: str, wanted: Iterable[Call], now: datetime) -> dict[str, CallPages]:
    """Where the pages of calls are, by the calls' ids; empty where there is no address to serve them at."""
    by_id = {call.id: call for call in wanted}
    if desk.public_url is None or not by_id:
        return {}
    found = await _links(desk, workspace, by_id, now)
    return {call_id: pages_at(desk.public_url, token, by_id[call_id]) for call_id, token in found.items()}


async def _links(desk: Desk, workspace: str, call_ids: Collection[str], now: datetime) -> dict[str, str]:
    held = [(workspace, call_id) for call_id in call_ids]
    found = await dial_links(desk.database, held, now)
    if not found:
        # Somebody may ask about what the house knows before anything is stored for their workspace.
        async with desk.database.write() as db:
            await workspaces.ensure(db, workspace, now)
        found = await dial_links(desk.database, held, now)
    return {call_id: token for (_, call_id), token in found.items()}


def address(public_url: str, token: str) -> str:
    """Where a token's dial page is."""
    return f"{public_url.rstrip('/')}{PATH}{token}"


def pages_at(public_url: str, token: str, call: Call) -> CallPages:
    """The pages of a call under its token: a dial page where there is something to dial, and its calendar page."""
    below = public_url.rstrip("/")
    return CallPages(address(public_url, token) if call.live.dial_ins else None, f"{below}{CALENDAR_PATH}{token}")


async def open_dial(database: Database, token: str) -> Dialling | None:
    """What a token's page shows; None where the token opens nothing, or the call is not known there any more."""
    async with database.read() as db:
        held = await links.held_by(db, token)
        call = await calls.view(db, *held, seen_from=calls.EVERYWHERE) if held else None
        if held is None or call is None:
            return None
        return Dialling(call, await moves.moved_from(db, *held))


async def renew_dial(desk: Desk, channel: Channel, person: Person, word: str, now: datetime) -> Call:
    """Take back the address of a call's dial page: the old one opens nothing, and the next that is asked for is new.

    Raises NotAllowed where another channel that follows the call does not let this person change its calls: the cards
    there lead to the same page.
    """
    if desk.public_url is None:
        raise UserError("There are no dial pages here: the bot has no public address.")

    async def run() -> Call:
        async with desk.database.write() as db:
            await settle(db, channel, person, now)
            call = await the_call(db, channel.workspace.key, word, now, seen_from=channel.id, over=True)
            await reach_of(db, call, channel, person)
            await links.take_back(db, channel.workspace.key, call.id)
            await audit.write(db, channel, person, now, "renew the dial page", call.id)
            return call

    return await retry_stale(run)
