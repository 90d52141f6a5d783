"""replay: say how to hear a call again."""

from bot.cards.call_card import replay_card
from bot.commands.command import Answer, Command, Request
from bot.commands.words import whole_name
from bot.usecases.desk import Desk
from bot.usecases.look_up import find_replay

USAGE = "replay TICKER|ID"


async def _run(desk: Desk, request: Request, typed: str) -> Answer:
    call = await find_replay(desk, request.channel, whole_name(typed, USAGE), request.now)
    return Answer(replay_card(call, request.now))


COMMAND = Command(
    name="replay",
    usage=USAGE,
    summary="Say how to hear a call again",
    run=_run,
    examples=("replay CLR",),
    in_teams_list=True,
)
