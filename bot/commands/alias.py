"""alias: another name for a company."""

from bot.cards.card import Card, Paragraph, Text, Tone
from bot.cards.phrases import company_words
from bot.commands.command import Answer, Command, Request, always
from bot.commands.words import first_name
from bot.errors import UserError
from bot.usecases.desk import Desk
from bot.usecases.name_company import name_company

USAGE = "alias TICKER NAME"


async def _run(desk: Desk, request: Request, typed: str) -> Answer:
    word, rest = first_name(typed, USAGE)
    alias = rest.strip('" ')
    if not alias:
        raise UserError("What should it also be called?", "Such as: alias CLR Cellectar")
    company = await name_company(desk, request.channel, request.person, word, alias, request.now)
    words = (
        "The name may stand wherever a ticker may, and releases that use it are recognised. "
        "Only your workspace sees it."
    )
    return Answer(Card(f"{company_words(company)} is also “{alias}” here", Tone.DONE, (Paragraph((Text(words),)),)))


COMMAND = Command(
    name="alias",
    usage=USAGE,
    summary="Give a company another name",
    run=_run,
    examples=("alias CLR Cellectar",),
    changes=always,
)
