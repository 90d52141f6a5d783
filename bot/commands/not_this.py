"""notthis: what a button types where a word that waited was filled in with a company that was not meant."""

from bot.cards.card import Actions, Card, Paragraph, Run, Text, Tone
from bot.cards.phrases import company_words
from bot.cards.voice import follows
from bot.commands.command import Answer, Command, Request, always
from bot.commands.words import first_name
from bot.usecases.desk import Desk
from bot.usecases.this_one import this_one_after_all
from bot.usecases.unsubscribe import not_this_one

USAGE = "notthis ID [back]"


async def _run(desk: Desk, request: Request, typed: str) -> Answer:
    call_id, rest = first_name(typed, USAGE)
    if rest.casefold() == "back":
        return await _back(desk, request, call_id)
    word = await not_this_one(desk, request.channel, request.person, call_id, request.now)
    words = f"I will say nothing more of that company here. “{word}” waits for the next release that names one."
    back = Actions((Run("Take it back", f"notthis {call_id} back"),))
    return Answer(Card("Thank you: not this one", Tone.DONE, (Paragraph((Text(words),)), back)), public=True)


async def _back(desk: Desk, request: Request, call_id: str) -> Answer:
    company = await this_one_after_all(desk, request.channel, request.person, call_id, request.now)
    words = "What is still to come of its calls is planned again."
    title = f"{follows(request.channel)} {company_words(company)} after all"
    return Answer(Card(title, Tone.DONE, (Paragraph((Text(words),)),)), public=True)


# The list of commands does not name it: it has no summary, and means nothing without the card that it stands on.
COMMAND = Command(
    name="notthis",
    usage=USAGE,
    summary="",
    run=_run,
    notes=(
        "Where this channel waited for a word, and a release of another company filled it in, this lets that company "
        "go: the word waits again. The card that says whom I took it for has the button. “back” undoes it.",
    ),
    changes=always,
)
