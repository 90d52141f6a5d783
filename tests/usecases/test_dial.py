"""Addresses of dial pages: one for each workspace and call, made in bulk, seen by nobody else, and taken back."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import pytest

from bot.cards.card import Card
from bot.delivery.messenger import Post
from bot.delivery.outcome import Sent
from bot.storage import tables, workspaces
from bot.storage.audit import of_workspace
from bot.usecases.clock import BotClock
from bot.usecases.deliver import Engine
from bot.usecases.dial import Dialling, address, dial_link, dial_links, open_dial
from bot.workspaces import Channel, Role, Workspace
from tests.commands.releases import HALDEN
from tests.commands.town import (
    BIOTECH,
    ELSEWHERE,
    LOBBY,
    NOW,
    ONE,
    OTHER,
    Places,
    Town,
    addresses,
    buttons,
    town_at,
)
from tests.fakes.platform import NAME

PUBLIC = "https://calls.example.com/"


@dataclass
class Walls(Places):
    """A platform that keeps the last card of each channel of each workspace."""

    cards: dict[tuple[str, str], Card] = field(default_factory=dict)

    def take(self, post: Post) -> Sent:
        sent = super().take(post)
        self.cards[post.channel.workspace.key, post.channel.id] = self.posted[post.channel.id]
        return sent


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    """A town whose bot has a public address."""
    async with town_at(database_url) as town:
        town.platform = Walls()
        town.desk = replace(town.desk, messengers={NAME: town.platform}, public_url=PUBLIC)
        yield town


def page_on(card: Card, says: str = "Dial in") -> str:
    """The address that a card's button opens."""
    (button,) = [one for one in addresses(card) if one.label == says]
    return button.url


def token_of(url: str) -> str:
    assert url.startswith("https://calls.example.com/dial/")
    return url.rpartition("/")[2]


async def deliver(town: Town) -> dict[tuple[str, str], Card]:
    """Post what is due, from a bot with a public address; what each channel of each workspace got last."""
    assert isinstance(town.platform, Walls)
    clock = BotClock()
    clock.stand_at(town.now)
    engine = Engine(town.desk.database, town.desk.messengers, clock, public_url=PUBLIC)
    await engine.deliver_due()
    await engine.stop(2.0)
    return town.platform.cards


async def opened(town: Town, url: str) -> Dialling | None:
    return await open_dial(town.desk.database, token_of(url))


async def test_each_workspace_has_an_address_of_its_own_for_a_call_of_the_house(town: Town) -> None:
    many = [BIOTECH, ELSEWHERE, *(Channel(Workspace(NAME, f"W{number:02}"), "C1") for number in range(30))]
    for channel in many:
        await town.say("subscribe HLDN", channel)
    await town.house_adds(HALDEN)

    posted = await deliver(town)

    urls = [page_on(posted[channel.workspace.key, channel.id]) for channel in many]
    assert len(set(urls)) == len(many)
    assert all([await opened(town, url) for url in urls])
    assert {len(token_of(url)) for url in urls} == {32}


async def test_what_one_workspace_changes_shows_on_its_own_page_alone(town: Town) -> None:
    for channel in (BIOTECH, ELSEWHERE):
        await town.say("subscribe HLDN", channel)
    await town.house_adds(HALDEN)
    here = page_on((await town.answer("dialin HLDN", BIOTECH)).card, "Open dial page")
    there = page_on((await town.answer("dialin HLDN", ELSEWHERE)).card, "Open dial page")

    await town.say("move HLDN May 15", BIOTECH)

    ours, theirs = await opened(town, here), await opened(town, there)
    assert ours is not None
    assert theirs is not None
    assert ours.call.starts_at != theirs.call.starts_at == ours.moved_from
    assert theirs.moved_from is None


async def test_a_call_of_one_workspace_is_not_opened_with_an_address_of_another(town: Town) -> None:
    await town.say("subscribe HLDN", BIOTECH)
    await town.say("subscribe XYZ", ELSEWHERE)
    await town.say(f"add {HALDEN}", BIOTECH)
    call_id = await town.call_id()

    token = await dial_link(town.desk, OTHER.key, call_id, NOW)

    assert await open_dial(town.desk.database, token) is None


async def test_an_address_is_given_once_however_many_ask_at_once(town: Town) -> None:
    await town.say("subscribe HLDN")
    wanted = {(ONE.key, f"c-{number}") for number in range(40)}

    found = await asyncio.gather(*(dial_links(town.desk.database, wanted, NOW) for _ in range(6)))

    assert found[0].keys() == wanted
    assert all(one == found[0] for one in found)


async def test_whoever_asks_before_anything_is_stored_for_their_workspace_gets_an_address_too(town: Town) -> None:
    await town.house_adds(HALDEN)
    answer = await town.answer("dialin HLDN", ELSEWHERE)
    assert await opened(town, page_on(answer.card, "Open dial page")) is not None


async def test_a_workspace_that_nobody_knows_is_given_nothing(town: Town) -> None:
    assert await dial_links(town.desk.database, [("slack:nobody", "c-1")], NOW) == {}


async def test_taking_an_address_back_is_remembered_with_who_did_it(town: Town) -> None:
    await town.say("subscribe HLDN")
    await town.say(f"add {HALDEN}")
    old = page_on((await town.answer("dialin HLDN")).card, "Open dial page")

    new = page_on((await town.answer("dialin hldn RENEW", name="ben")).card, "Open dial page")

    assert await opened(town, old) is None
    assert await opened(town, new) is not None
    async with town.desk.database.read() as db:
        newest = (await of_workspace(db, ONE.key))[0]
    assert (newest.action, newest.person) == ("renew the dial page", "ben")


async def test_a_page_that_a_stricter_channel_leads_to_is_not_taken_back_from_another(town: Town) -> None:
    for channel in (BIOTECH, LOBBY):
        await town.say("subscribe HLDN", channel)
    await town.say(f"add {HALDEN}")
    await town.say("settings who admins", LOBBY, "ada", Role.ADMIN)
    old = page_on((await town.answer("dialin HLDN")).card, "Open dial page")

    assert "lets only workspace admins change it" in await town.say("dialin HLDN renew")
    assert await opened(town, old) is not None
    await town.say("dialin HLDN renew", name="ada", role=Role.ADMIN)
    assert await opened(town, old) is None


async def test_a_workspace_that_is_gone_has_no_pages(town: Town) -> None:
    await town.say("subscribe HLDN")
    await town.say(f"add {HALDEN}")
    url = page_on((await town.answer("dialin HLDN")).card, "Open dial page")
    async with town.desk.database.write() as db:
        await workspaces.close(db, ONE.key, "The app was removed.")
    assert await opened(town, url) is None


async def test_addresses_that_cannot_be_had_hold_no_message_up(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    await town.say("subscribe HLDN")
    await town.say(f"add {HALDEN}")
    async with town.desk.database.write() as db:
        await db.run_sync(tables.links.drop)

    posted = await deliver(town)

    assert "announced its" in posted[ONE.key, "C1"].title
    assert "Dial in" in [one.label for one in buttons(posted[ONE.key, "C1"])]
    assert "There are no addresses for the pages of calls." in caplog.text


@pytest.mark.parametrize("public_url", ["https://a.example/bot", "https://a.example/bot/"])
def test_an_address_is_made_with_or_without_a_slash(public_url: str) -> None:
    assert address(public_url, "t") == "https://a.example/bot/dial/t"
