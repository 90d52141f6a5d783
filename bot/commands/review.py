"""review: what waits for a person's word."""

from bot.cards.call_card import review_card
from bot.commands.command import Answer, Command, Request
from bot.usecases.desk import Desk
from bot.usecases.review import review


async def _run(desk: Desk, request: Request, typed: str) -> Answer:
    return Answer(
        review_card(await review(desk, request.workspace.key, request.now, seen_from=request.channel.id), request.now)
    )


COMMAND = Command(
    name="review",
    usage="review",
    summary="Show what waits for somebody to confirm it",
    run=_run,
    examples=("review",),
)
