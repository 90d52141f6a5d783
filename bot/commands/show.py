"""show: show all that is known of a call, and what says so."""

from bot.cards.call_card import details
from bot.commands.command import Answer, Command, Request
from bot.commands.words import whole_name
from bot.usecases.desk import Desk
from bot.usecases.dial import call_pages
from bot.usecases.look_up import find_call

USAGE = "show TICKER|ID"


async def _run(desk: Desk, request: Request, typed: str) -> Answer:
    call = await find_call(desk, request.channel, whole_name(typed, USAGE), request.now)
    pages = await call_pages(desk, request.workspace.key, call, request.now)
    return Answer(details(call, request.now, pages=pages))


COMMAND = Command(
    name="show",
    usage=USAGE,
    summary="Show all that is known of a call, and what says so",
    run=_run,
    examples=("show CLR",),
    in_teams_list=False,
)
