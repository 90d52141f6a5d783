"""What the page needs beyond the door: its messages and channels, and the clock it may turn.

The composition root fills these in, so that the platform knows neither the database nor the dispatcher.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.cards.card import Card
from bot.commands.command import Command
from bot.workspaces import Channel, Workspace

NAME = "playground"
WORKSPACE = Workspace(NAME, "local")


class Message(Protocol):
    """One stored message. ``author`` is ``bot`` or a person's name; ``at`` the bot's time; ``card`` and ``blocks``
    are JSON: the card as the page draws it, and the same as other platforms get it, by their names. ``key`` is the
    delivery's, where it is one. ``thread`` is the id of the message that this one answers, below it, and in the channel
    too if ``broadcast``."""

    @property
    def id(self) -> int: ...
    @property
    def channel_id(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def author(self) -> str: ...
    @property
    def typed(self) -> str | None: ...
    @property
    def card(self) -> object | None: ...
    @property
    def blocks(self) -> object | None: ...
    @property
    def key(self) -> str | None: ...
    @property
    def private(self) -> bool: ...
    @property
    def thread(self) -> int | None: ...
    @property
    def broadcast(self) -> bool: ...
    @property
    def edited_at(self) -> datetime | None: ...


@dataclass(frozen=True, slots=True)
class Draft:
    """A message about to be stored."""

    channel_id: str
    at: datetime
    author: str
    typed: str | None = None
    card: object | None = None
    blocks: object | None = None
    key: str | None = None
    private: bool = False
    thread: int | None = None
    broadcast: bool = False


@dataclass(frozen=True, slots=True)
class Coming:
    """One planned delivery of a channel. ``at`` is when it goes out, by the bot's clock; ``lead`` may be empty."""

    at: datetime
    kind: str
    lead: str
    title: str


@dataclass(frozen=True, slots=True)
class Backroom:
    """Everything the playground asks of the house behind it.

    ``messages`` gives the newest messages of a channel, oldest first, and how many it has in all. ``add_message``
    stores a draft; a draft whose key is stored already is found again, not stored twice. ``find_message`` finds a
    message by its delivery key, ``message`` by its id. ``redraw_message`` gives the message of an id another card
    and blocks, at a moment, where it is still there. ``make_channel`` and ``rename_channel`` take names that were
    checked. ``turn`` walks the bot's clock forward to a moment and returns when all that fell due on the way was
    sent. ``next_delivery`` is when the next planned delivery of any channel is due. ``restart`` forgets everything
    and sets the clock to a moment. ``coming`` lists what is planned for a channel, soonest first. ``elsewhere``
    draws a card for other platforms, by the names that the page shows. ``stopping`` is set when the server is told to
    stop, so that open streams end at once.
    """

    messages: Callable[[str], Awaitable[tuple[Sequence[Message], int]]]
    add_message: Callable[[Draft], Awaitable[Message]]
    find_message: Callable[[str], Awaitable[Message | None]]
    message: Callable[[int], Awaitable[Message | None]]
    redraw_message: Callable[[int, datetime, object, object], Awaitable[Message | None]]
    channels: Callable[[], Awaitable[Sequence[Channel]]]
    make_channel: Callable[[str], Awaitable[Channel]]
    rename_channel: Callable[[str, str], Awaitable[None]]
    turn: Callable[[datetime], Awaitable[None]]
    next_delivery: Callable[[], Awaitable[datetime | None]]
    restart: Callable[[datetime], Awaitable[None]]
    coming: Callable[[str], Awaitable[Sequence[Coming]]]
    elsewhere: Mapping[str, Callable[[Card], Mapping[str, object]]]
    commands: Sequence[Command]
    stopping: asyncio.Event
