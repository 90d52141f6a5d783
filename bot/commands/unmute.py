"""unmute: speak of a muted company or call again."""

from bot.cards.card import Actions, Card, Paragraph, Run, Text, Tone
from bot.commands.command import Answer, Command, Request, always
from bot.commands.words import whole_name
from bot.usecases.desk import Desk
from bot.usecases.mute import unmute

USAGE = "unmute TICKER|ID"


async def _run(desk: Desk, request: Request, typed: str) -> Answer:
    done = await unmute(desk, request.channel, request.person, whole_name(typed, USAGE), request.now)
    if not done.changed:
        return Answer(Card(f"{done.name} was not muted here", Tone.PLAIN))
    blocks = (
        Paragraph((Text("I will post what is still to come of it."),)),
        Actions((Run("Mute", f"mute {done.word}"),)),
    )
    return Answer(Card(f"Unmuted: {done.name}", Tone.DONE, blocks), public=True)


COMMAND = Command(
    name="unmute",
    usage=USAGE,
    summary="Speak of a muted company or call again",
    run=_run,
    examples=("unmute CLR",),
    changes=always,
)
