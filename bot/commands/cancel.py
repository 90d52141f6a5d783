"""cancel: a call does not take place."""

from bot.cards.card import Actions, Block, Card, Paragraph, Quote, Run, Text, Tone
from bot.cards.phrases import headline
from bot.commands.command import Answer, Command, Request, always
from bot.commands.words import first_name
from bot.usecases.cancel import cancel
from bot.usecases.desk import Desk

USAGE = "cancel TICKER|ID [reason]"


async def _run(desk: Desk, request: Request, typed: str) -> Answer:
    word, reason = first_name(typed, USAGE)
    done = await cancel(desk, request.channel, request.person, word, reason or None, request.now)
    said = "Every channel that follows it is told, and no reminder goes out. This holds for your workspace alone."
    blocks: list[Block] = [Paragraph((Text(said),)), *([Quote(reason)] if reason else [])]
    blocks.append(Actions((Run("Details", f"show {done.after.id}"),)))
    return Answer(Card(f"Cancelled: {headline(done.after)}", Tone.CANCELLED, tuple(blocks)))


COMMAND = Command(
    name="cancel",
    usage=USAGE,
    summary="Say that a call does not take place",
    run=_run,
    examples=("cancel CLR", "cancel CLR the company withdrew it"),
    changes=always,
)
