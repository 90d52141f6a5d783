"""Where messages of the page are put up: stored, then shown to every open page."""

from collections import Counter
from dataclasses import replace

from bot.cards.card import Card
from bot.times import Clock
from handlers.playground.backroom import Backroom, Draft, Message
from handlers.playground.hub import Hub
from handlers.playground.render import Json, card_json

BOT = "bot"


class Board:
    """Puts up messages. ``posted`` counts deliveries by channel since the last ``count_anew``."""

    def __init__(self, backroom: Backroom, hub: Hub, clock: Clock) -> None:
        self._backroom = backroom
        self._hub = hub
        self._clock = clock
        self.posted: Counter[str] = Counter()

    def render(self, card: Card) -> Json:
        """The card as the page draws it, and as other platforms get it."""
        elsewhere = {name: draw(card) for name, draw in self._backroom.elsewhere.items()}
        return {"card": card_json(card), "blocks": elsewhere}

    async def typed(self, channel_id: str, author: str, text: str) -> Message:
        """Put up what a person typed."""
        return await self._put(Draft(channel_id, self._clock(), author, typed=text))

    async def say(self, channel_id: str, card: Card, *, private: bool) -> Message:
        """Put up the bot's answer, to the person alone or to the channel."""
        drawn = self.render(card)
        draft = Draft(channel_id, self._clock(), BOT, card=drawn["card"], blocks=drawn["blocks"], private=private)
        return await self._put(draft)

    async def deliver(
        self, channel_id: str, rendered: Json, key: str, thread: int | None = None, *, broadcast: bool = False
    ) -> Message:
        """Put up a delivery, once for each key: below the message ``thread``, or in the channel."""
        if (there := await self._backroom.find_message(key)) is not None:
            return there
        card, blocks = rendered["card"], rendered["blocks"]
        drawn = Draft(channel_id, self._clock(), BOT, card=card, blocks=blocks, key=key)
        self.posted[channel_id] += 1
        return await self._put(replace(drawn, thread=thread, broadcast=broadcast))

    async def redraw(self, message_id: int, rendered: Json) -> bool:
        """Give a message another card; False where it is not there any more."""
        now = self._clock()
        message = await self._backroom.redraw_message(message_id, now, rendered["card"], rendered["blocks"])
        if message is not None:
            self._hub.publish("edited", message_json(message))
        return message is not None

    def count_anew(self) -> None:
        """Begin counting deliveries from nothing."""
        self.posted = Counter()

    async def _put(self, draft: Draft) -> Message:
        message = await self._backroom.add_message(draft)
        self._hub.publish("message", message_json(message))
        return message


def message_json(message: Message) -> Json:
    """A stored message, as the page takes it."""
    return {
        "id": message.id,
        "channel": message.channel_id,
        "at": message.at.isoformat(),
        "author": message.author,
        "typed": message.typed,
        "card": message.card,
        "blocks": message.blocks,
        "private": message.private,
        "delivery": message.key is not None,
        "thread": message.thread,
        "broadcast": message.broadcast,
        "edited": message.edited_at.isoformat() if message.edited_at else None,
    }
