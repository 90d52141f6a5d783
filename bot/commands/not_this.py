"""notthis: what a button types where a word that waited was filled in with a company that was not meant."""

from bot.cards.card import Card, Paragraph, Text, Tone
from bot.commands.command import Answer, Command, Request
from bot.commands.words import whole_name
from bot.usecases.desk import Desk
from bot.usecases.unsubscribe import not_this_one

USAGE = "notthis ID"


async def _run(desk: Desk, request: Request, typed: str) -> Answer:
    word = await not_this_one(desk, request.channel, request.person, whole_name(typed, USAGE), request.now)
    words = f"I will say nothing more of that company here. “{word}” waits for the next release that names one."
    return Answer(Card("Thank you: not this one", Tone.DONE, (Paragraph((Text(words),)),)), public=True)


# Help does not name it: it has no summary, and means nothing without the card that it stands on.
COMMAND = Command(name="notthis", usage=USAGE, summary="", run=_run)
