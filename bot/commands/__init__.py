"""Every command, and the one door that they stand behind. A new one is a module that ends in ``COMMAND``, and a line
here."""

from bot.commands import (
    add,
    alias,
    calendar,
    cancel,
    confirm,
    dialin,
    dismiss,
    edit,
    feed,
    list_following,
    log,
    move,
    mute,
    next_call,
    not_this,
    questions,
    quiet,
    remind,
    replay,
    review,
    settings,
    show,
    subscribe,
    test,
    timezone,
    unmute,
    unsubscribe,
    upcoming,
)
from bot.commands.command import Answer, Command, Request
from bot.commands.door import answer_with
from bot.commands.help import help_command
from bot.commands.shared import shared_command
from bot.usecases.desk import Desk

_EXPLAINED: tuple[Command, ...] = (
    subscribe.COMMAND,
    unsubscribe.COMMAND,
    list_following.COMMAND,
    upcoming.COMMAND,
    next_call.COMMAND,
    show.COMMAND,
    dialin.COMMAND,
    calendar.COMMAND,
    questions.COMMAND,
    replay.COMMAND,
    add.COMMAND,
    edit.COMMAND,
    move.COMMAND,
    cancel.COMMAND,
    feed.COMMAND,
    review.COMMAND,
    confirm.COMMAND,
    dismiss.COMMAND,
    alias.COMMAND,
    remind.COMMAND,
    mute.COMMAND,
    unmute.COMMAND,
    timezone.COMMAND,
    quiet.COMMAND,
    settings.COMMAND,
    test.COMMAND,
    log.COMMAND,
    not_this.COMMAND,
)

_SHARED = shared_command(_EXPLAINED)

COMMANDS: tuple[Command, ...] = (*_EXPLAINED, _SHARED, help_command((*_EXPLAINED, _SHARED)))
"""The table of commands, in the order that help lists them."""


async def answer(desk: Desk, request: Request) -> Answer:
    """Answer whatever was typed: never by silence, never with a stack trace."""
    return await answer_with(COMMANDS, desk, request)
