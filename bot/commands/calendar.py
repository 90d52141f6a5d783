"""calendar: the calls in one's own calendar, kept current, or one call alone."""

from bot.calls.call import Call
from bot.cards.card import Actions, Card, Line, Note, Open, Paragraph, Text, Tone
from bot.cards.phrases import headline
from bot.cards.rows import when_row
from bot.commands.command import Answer, Command, Request
from bot.commands.words import tidy, whole_name
from bot.errors import UserError
from bot.usecases.calendar_address import Addresses, calendar_addresses, renew_calendar
from bot.usecases.desk import Desk
from bot.usecases.dial import call_pages
from bot.usecases.look_up import find_call

USAGE = "calendar [TICKER|ID|mine|new|mine new]"
_CARE = "Whoever has an address can read that calendar: pass it on with care."


async def _run(desk: Desk, request: Request, typed: str) -> Answer:
    said = tidy(typed).casefold().split()
    match said:
        case []:
            addresses = await calendar_addresses(desk, request.channel, request.person, request.now)
            return Answer(_both(addresses, desk.command))
        case ["mine"]:
            addresses = await calendar_addresses(desk, request.channel, request.person, request.now)
            return Answer(_mine(addresses.person))
        case ["new"] | ["mine", "new"]:
            own = len(said) > 1 or request.channel.direct
            page = await renew_calendar(desk, request.channel, request.person, request.now, own=own)
            return Answer(_renewed(page, own=own))
        case _:
            return await _one_call(desk, request, typed)


async def _one_call(desk: Desk, request: Request, typed: str) -> Answer:
    call = await find_call(desk, request.channel, whole_name(typed, USAGE), request.now)
    pages = await call_pages(desk, request.workspace.key, call, request.now)
    if pages.calendar is None:
        raise UserError("There are no calendars here: the bot has no public address.")
    return Answer(_call_card(call, pages.calendar))


def _both(addresses: Addresses, command: str) -> Card:
    if addresses.channel is None:
        return _mine(addresses.person)
    lines: tuple[Line, ...] = (
        (Text("This channel’s calendar", strong=True), Text(" has the calls that the channel follows. ")),
        (
            Text("My calendar", strong=True),
            Text(" has those of everything that you subscribed to yourself, here, elsewhere or by direct message. "),
        ),
    )
    said = Paragraph((*(span for line in lines for span in line), Text("Each stays current once you subscribe to it.")))
    one = Note((Text(f"One call alone: {command} calendar TICKER  ·  {_CARE}"),))
    buttons = (Open("This channel’s calendar", addresses.channel), Open("My calendar", addresses.person))
    return Card("Calls in your calendar", Tone.PLAIN, (said, Actions(buttons), one))


def _mine(page: str) -> Card:
    said = Text("It has the calls of everything that you subscribed to yourself, and stays current once you subscribe.")
    return Card(
        "Your own calendar",
        Tone.PLAIN,
        (Paragraph((said,)), Actions((Open("My calendar", page),)), Note((Text(_CARE),))),
    )


def _renewed(page: str, *, own: bool) -> Card:
    whose = "Your calendar has" if own else "This channel’s calendar has"
    others = "" if own else " Whoever subscribed to it has to do so again."
    words = f"The old address opens nothing any more.{others}"
    buttons = Actions((Open("My calendar" if own else "This channel’s calendar", page),))
    return Card(f"{whose} another address now", Tone.DONE, (Paragraph((Text(words),)), buttons))


def _call_card(call: Call, page: str) -> Card:
    if call.starts_at is None:
        raise UserError("This call has no date yet, so it has no place in a calendar.")
    _, line = when_row(call)
    return Card(headline(call), Tone.PLAIN, (Paragraph(line), Actions((Open("Add to calendar", page),))))


COMMAND = Command(
    name="calendar",
    usage=USAGE,
    summary="Have the calls in your own calendar, kept current",
    run=_run,
    examples=("calendar", "calendar CLR", "calendar mine", "calendar new"),
    in_teams_list=False,
    notes=("“new” takes the old address back; “mine” is about your own calendar.",),
    changes=lambda typed: tidy(typed).casefold() == "new",
)
