"""questions: say where and until when to send questions."""

from bot.cards.call_card import questions_card
from bot.commands.command import Answer, Command, Request
from bot.commands.words import whole_name
from bot.usecases.desk import Desk
from bot.usecases.look_up import find_call

USAGE = "questions TICKER|ID"


async def _run(desk: Desk, request: Request, typed: str) -> Answer:
    call = await find_call(desk, request.channel, whole_name(typed, USAGE), request.now)
    return Answer(questions_card(call, request.now))


COMMAND = Command(
    name="questions",
    usage=USAGE,
    summary="Say where and until when to send questions",
    run=_run,
    examples=("questions CLR",),
    in_teams_list=True,
)
