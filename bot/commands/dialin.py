"""dialin: say how to get into a call."""

from dataclasses import replace

from bot.cards.call_card import dial_in_card
from bot.cards.card import Card, Note, Text, Tone
from bot.commands.command import Answer, Command, Request
from bot.commands.words import whole_name
from bot.usecases.desk import Desk
from bot.usecases.dial import call_pages, renew_dial
from bot.usecases.look_up import find_call

USAGE = "dialin TICKER|ID [renew]"
_RENEW = "renew"


async def _run(desk: Desk, request: Request, typed: str) -> Answer:
    name, renew = _take_apart(whole_name(typed, USAGE))
    if renew:
        call = await renew_dial(desk, request.channel, request.person, name, request.now)
    else:
        call = await find_call(desk, request.channel, name, request.now)
    card = dial_in_card(call, request.now, pages=await call_pages(desk, request.workspace.key, call, request.now))
    return Answer(_renewed(card) if renew else card)


def _take_apart(typed: str) -> tuple[str, bool]:
    """The name, and whether the dial page is to get another address."""
    name, _, last = typed.rpartition(" ")
    return (name.rstrip(), True) if name and last.casefold() == _RENEW else (typed, False)


def _renewed(card: Card) -> Card:
    words = "The dial page has another address now. The old one opens nothing any more, also from cards posted before."
    return replace(card, tone=Tone.DONE, blocks=(Note((Text(words),)), *card.blocks))


COMMAND = Command(
    name="dialin",
    usage=USAGE,
    summary="Say how to get into a call",
    run=_run,
    examples=("dialin CLR", "dialin CLR renew"),
    in_teams_list=True,
    changes=lambda typed: _take_apart(typed.strip())[1],
)
