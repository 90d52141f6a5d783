"""dialin: say how to get into a call."""

from bot.cards.call_card import dial_in_card
from bot.commands.command import Answer, Command, Request
from bot.commands.words import whole_name
from bot.usecases.desk import Desk
from bot.usecases.look_up import find_call

USAGE = "dialin TICKER|ID"


async def _run(desk: Desk, request: Request, typed: str) -> Answer:
    call = await find_call(desk, request.channel, whole_name(typed, USAGE), request.now)
    return Answer(dial_in_card(call, request.now))


COMMAND = Command(
    name="dialin",
    usage=USAGE,
    summary="Say how to get into a call",
    run=_run,
    examples=("dialin CLR",),
    in_teams_list=True,
)
