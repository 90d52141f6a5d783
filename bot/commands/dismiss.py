"""dismiss: no to a doubtful call, or to a release that waits."""

from bot.cards.card import Actions, Card, Paragraph, Run, Text, Tone
from bot.cards.phrases import headline
from bot.commands.command import Answer, Command, Request
from bot.commands.words import whole_name
from bot.usecases.confirm import Who
from bot.usecases.desk import Desk
from bot.usecases.dismiss import dismiss_call, dismiss_document

USAGE = "dismiss ID"


async def _run(desk: Desk, request: Request, typed: str) -> Answer:
    word = whole_name(typed, USAGE)
    who = Who(request.person, request.channel)
    if word.casefold().startswith("r-"):
        id_ = word.casefold()
        name = await dismiss_document(desk, request.workspace.key, who, id_, request.now)
    else:
        call = await dismiss_call(desk, request.workspace.key, who, word, request.now)
        id_, name = call.id, headline(call)
    said = "Your workspace hears nothing more of it, and nobody else is affected."
    back = Actions((Run("Take it back", f"confirm {id_}"),))
    return Answer(Card(f"Dismissed: {name}", Tone.DONE, (Paragraph((Text(said),)), back)))


COMMAND = Command(
    name="dismiss",
    usage=USAGE,
    summary="Say that a doubtful call is none",
    run=_run,
    examples=("dismiss c-7k2mq",),
)
