"""What the bot says when it is invited to a channel: three lines."""

from datetime import datetime

from bot.cards.card import Actions, Block, Card, Paragraph, Run, Text, Tone
from bot.commands.command import Answer
from bot.usecases.desk import Desk
from bot.usecases.presence import back
from bot.workspaces import Channel, Person


async def hello(desk: Desk, channel: Channel, person: Person | None, now: datetime) -> Answer:
    """Greet a channel that the bot was invited to, and take up again what was paused there."""
    await back(desk, channel, now)
    name = desk.command
    lines = (
        "I post investor calls here: when they are, how to dial in, until when to ask questions, and the replay.",
        f"Follow a company: {name} subscribe TICKER. Give me a press release: {name} add, then its text.",
        f"Everything else: {name} help.",
    )
    who = f", {person.name.lstrip('@')}" if person and person.name else ""
    blocks: tuple[Block, ...] = (*(Paragraph((Text(line),)) for line in lines), Actions((Run("Help", "help"),)))
    return Answer(Card(f"Thank you for inviting me{who}", Tone.PLAIN, blocks), public=True)
