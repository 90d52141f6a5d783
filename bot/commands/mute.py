"""mute: say nothing more of a company or a call."""

from bot.cards.card import Actions, Card, Paragraph, Run, Text, Tone
from bot.commands.command import Answer, Command, Request, always
from bot.commands.words import whole_name
from bot.usecases.desk import Desk
from bot.usecases.mute import mute

USAGE = "mute TICKER|ID"


async def _run(desk: Desk, request: Request, typed: str) -> Answer:
    done = await mute(desk, request.channel, request.person, whole_name(typed, USAGE), request.now)
    if not done.changed:
        return Answer(Card(f"{done.name} is muted here already", Tone.PLAIN))
    blocks = (
        Paragraph((Text("I will say nothing of it here until somebody unmutes it."),)),
        Actions((Run("Unmute", f"unmute {done.word}"),)),
    )
    return Answer(Card(f"Muted: {done.name}", Tone.DONE, blocks), public=True)


COMMAND = Command(
    name="mute",
    usage=USAGE,
    summary="Say nothing more of a company or a call",
    run=_run,
    examples=("mute CLR",),
    changes=always,
)
