"""The two things every form does first: find out where it is for, and whether its person may."""

from dataclasses import replace

from bot.cards.form import PLACE, Values, text_in
from bot.commands.command import Request
from bot.errors import UserError
from bot.usecases.desk import Desk
from bot.usecases.permissions import must_be_allowed
from bot.workspaces import Channel


def at_place(request: Request, channel_id: str) -> Request:
    """The request as of the channel that was chosen in the form, or in an earlier page of it; empty is none."""
    if request.channel.id or not channel_id:
        return request
    return replace(request, channel=Channel(request.workspace, channel_id))


def chosen_place(request: Request, values: Values) -> Request:
    """The request as of the channel that was chosen on this page. Raises UserError where none was."""
    placed = at_place(request, text_in(values, PLACE))
    if not placed.channel.id:
        raise UserError("Choose a channel first.", "It is where the call is told of.")
    return placed


async def allowed(desk: Desk, request: Request) -> None:
    """Raises NotAllowed where the channel does not let this person change things."""
    await must_be_allowed(desk, request.channel, request.person)
