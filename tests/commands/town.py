"""People in channels of workspaces who type to the bot, and a platform that behaves; every test makes its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

from bot.cards.card import Actions, Card, Open, Run
from bot.cards.plain import plain
from bot.commands import answer
from bot.commands.command import Answer, Request
from bot.delivery.messenger import Post, Rendered
from bot.delivery.outcome import Sent
from bot.reading.reader import read_text
from bot.storage import deliveries
from bot.storage.database import Database
from bot.storage.deliveries import Delivery, State
from bot.usecases.clock import BotClock
from bot.usecases.deliver import Engine
from bot.usecases.desk import Desk
from bot.usecases.take_in import Document, Taken, take_in
from bot.workspaces import HOUSE, Channel, Person, Role, Workspace
from tests.fakes.platform import NAME, FakePlatform

ONE, OTHER = Workspace(NAME, "T1"), Workspace(NAME, "T2")
BIOTECH = Channel(ONE, "C1", "biotech")
LOBBY = Channel(ONE, "C2", "lobby")
ELSEWHERE = Channel(OTHER, "C1", "elsewhere")
NOW = datetime.fromisoformat("2014-05-12T14:00:00+00:00")


@dataclass
class Places(FakePlatform):
    """A platform on which the bot may not post in some channels, each with a reason; ``posted`` are the last cards."""

    closed: dict[str, str] = field(default_factory=dict)

    posted: dict[str, Card] = field(default_factory=dict)

    def render(self, card: Card) -> Rendered:
        return {**super().render(card), "card": card}

    def take(self, post: Post) -> Sent:
        card = post.rendered["card"]
        assert isinstance(card, Card)
        self.posted[post.channel.id] = card
        return super().take(post)

    async def may_post(self, channel: Channel) -> str | None:
        return self.closed.get(channel.id)


@dataclass
class Town:
    """``now`` is the bot's time, which tests move; ``rings`` are the moments that the dispatcher was woken for."""

    desk: Desk
    platform: Places
    rings: list[datetime]
    now: datetime = NOW

    async def answer(
        self, words: str, channel: Channel = BIOTECH, name: str = "dana", role: Role = Role.MEMBER
    ) -> Answer:
        person = Person(channel.workspace, f"U-{name}", name, "America/New_York", role)
        return await answer(self.desk, Request(channel, person, words, self.now, channel.direct))

    async def say(self, words: str, channel: Channel = BIOTECH, name: str = "dana", role: Role = Role.MEMBER) -> str:
        """What a person reads after typing ``words``."""
        return plain((await self.answer(words, channel, name, role)).card)

    async def house_adds(self, text: str) -> tuple[Taken, ...]:
        """The operator's sources find a document."""
        return await take_in(self.desk, HOUSE, Document(text, read_text(text)), self.now)

    async def deliver(self) -> dict[str, Card]:
        """Post what is due; the last card of each channel."""
        clock = BotClock()
        clock.stand_at(self.now)
        engine = Engine(self.desk.database, self.desk.messengers, clock)
        await engine.deliver_due()
        await engine.stop(2.0)
        return self.platform.posted

    async def rows(self, channel: Channel = BIOTECH) -> tuple[Delivery, ...]:
        async with self.desk.database.read() as db:
            found = await deliveries.log(db, channel.workspace.key, channel.id, limit=500)
        return tuple(sorted(found, key=lambda row: (row.due_at, row.kind)))

    async def planned(self, channel: Channel = BIOTECH) -> list[str]:
        """What is planned for a channel, such as "05-14 20:00 starts 1h"."""
        rows = [row for row in await self.rows(channel) if row.state is State.PLANNED]
        return [f"{row.due_at:%m-%d %H:%M} {row.kind} {row.lead}".strip() for row in rows]

    async def call_id(self, word: str = "HLDN", channel: Channel = BIOTECH) -> str:
        """The id that a call goes by, as the buttons of its card tell."""
        card = (await self.answer(f"show {word}", channel)).card
        return next(run.words.split()[1] for run in buttons(card) if run.words.startswith("mute "))


def buttons(card: Card) -> list[Run]:
    """The buttons of a card that type a command."""
    return [one for block in card.blocks if isinstance(block, Actions) for one in block.buttons if isinstance(one, Run)]


def addresses(card: Card) -> list[Open]:
    """The buttons of a card that open an address."""
    return [
        one for block in card.blocks if isinstance(block, Actions) for one in block.buttons if isinstance(one, Open)
    ]


@asynccontextmanager
async def town_at(database_url: str) -> AsyncIterator[Town]:
    database = Database.open(database_url)
    platform, rings = Places(), list[datetime]()
    try:
        yield Town(Desk(database, {NAME: platform}, rings.append), platform, rings)
    finally:
        await database.close()
