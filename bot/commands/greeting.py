"""What the bot says when it is invited to a channel: three lines."""

from datetime import datetime

from bot.cards.card import Actions, Block, Card, Paragraph, Run, Text, Tone
from bot.commands.command import Answer
from bot.usecases.desk import Desk
from bot.usecases.presence import back
from bot.workspaces import Channel, Person


async def hello(desk: Desk, channel: Channel, person: Person | None, now: datetime) -> Answer:
    """Greet a channel that the bot was invited to, and take up again what was paused there.

    In a direct conversation, whoever opened it.
    """
    await back(desk, channel, now, person)
    name = desk.command
    if channel.direct:
        return Answer(_hello_to(person, name), public=True)
    lines = (
        "I post investor calls here: when they are, how to dial in, until when to ask questions, and the replay.",
        f"Follow a company: {name} subscribe TICKER. Give me a press release: {name} add, then its text.",
        f"Everything else: {name} help.",
    )
    who = f", {person.name.lstrip('@')}" if person and person.name else ""
    blocks: tuple[Block, ...] = (*(Paragraph((Text(line),)) for line in lines), Actions((Run("Help", "help"),)))
    return Answer(Card(f"Thank you for inviting me{who}", Tone.PLAIN, blocks), public=True)


def _hello_to(person: Person | None, name: str) -> Card:
    lines = (
        "What you follow in this conversation is yours alone: I tell you here when a call is, how to dial in, until "
        "when to ask questions, and of the replay.",
        "Follow a company: subscribe TICKER. Give me a press release: add, then its text. In this conversation you may "
        f"leave {name} away.",
        "To have a channel told, invite me there. Everything else: help.",
    )
    buttons = Actions((Run("What lies ahead", "upcoming"), Run("What I follow", "list"), Run("Help", "help")))
    who = f", {person.name.lstrip('@')}" if person and person.name else ""
    return Card(f"Hello{who}", Tone.PLAIN, (*(Paragraph((Text(line),)) for line in lines), buttons))
