"""The form of ``settings``: how a channel is set up, each setting read and stored by its own command."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.cards.card import Card, Listing, Note, Paragraph, Text, Tone
from bot.cards.form import Field, Form, OneOf, Option, SentForm, ShortText, text_in
from bot.cards.plain import plain
from bot.commands import quiet, settings, timezone
from bot.commands.command import Answer, Request
from bot.commands.forms.form_command import FieldErrors, FormCommand, Given
from bot.commands.forms.places import allowed
from bot.commands.words import tidy
from bot.errors import UserError
from bot.reminders.kinds import kind_named
from bot.reminders.leads import parse_leads
from bot.storage.channels import Place
from bot.usecases.desk import Desk
from bot.usecases.permissions import MayChange, who_may
from bot.usecases.set_channel import QUESTIONS, read_channel

_LEADS_HINT = "Such as 1d,1h,10m; “default” or “off”."


@dataclass(frozen=True, slots=True)
class _Setting:
    """``name`` is as typed after “settings”; ``check`` raises UserError for what its command would not take.

    ``empty`` is what an emptied field means.
    """

    name: str
    label: str
    hint: str
    shown: Callable[[Place], str]
    check: Callable[[str], object]
    empty: str = "off"


def _leads(name: str, kind: str) -> Callable[[Place], str]:
    def shown(place: Place) -> str:
        chosen: Sequence[str] | None = place.settings.get(name)
        return ",".join(kind_named(kind).leads if chosen is None else chosen) or "off"

    return shown


def _quiet(place: Place) -> str:
    hours = place.settings.get("quiet")
    return f"{hours[0]}-{hours[1]}" if hours else "off"


def _check_leads(said: str) -> object:
    return None if said.casefold() == "default" else parse_leads(said)


_SETTINGS = (
    _Setting(
        "timezone",
        "Time zone",
        "Such as New York, London, CET or Europe/Oslo.",
        lambda place: place.zone or "",
        timezone.parse,
        empty="",
    ),
    _Setting("remind", "Reminders before each call", _LEADS_HINT, _leads("remind", "starts"), _check_leads),
    _Setting(QUESTIONS, "Warnings before questions close", _LEADS_HINT, _leads(QUESTIONS, "questions"), _check_leads),
    _Setting("quiet", "Quiet hours", "Such as 22:00-07:00, in the channel’s time zone; or “off”.", _quiet, quiet.parse),
)
_WHO = "who"


def _opens(rest: str) -> bool:
    return not rest.strip()


async def _open(desk: Desk, request: Request, rest: str, given: Given | None) -> Form:
    await allowed(desk, request)
    return await _again(desk, request, "")


async def _again(desk: Desk, request: Request, state: str) -> Form:
    place = await read_channel(desk, request.channel)
    fields = [Field(one.name, one.label, ShortText(one.shown(place)), one.hint) for one in _SETTINGS]
    if not request.channel.direct:
        options = tuple(Option(rule.value, words[:1].upper() + words[1:]) for rule, words in settings.WHO_WORDS.items())
        choice = OneOf(options, who_may(place).value)
        fields.append(Field(_WHO, "Who may change calls and settings here", choice, "Everyone can look things up."))
    what = Paragraph((Text("They hold for this channel, and for all that it follows."),))
    return Form("settings", "Channel settings", "Save", (what,), tuple(fields), state)


async def _submit(desk: Desk, request: Request, sent: SentForm) -> Answer | Form | FieldErrors:
    await allowed(desk, request)
    place = await read_channel(desk, request.channel)
    errors: dict[str, str] = {}
    changed: list[tuple[str, str]] = []
    for one in _SETTINGS:
        said = tidy(text_in(sent.values, one.name)) or one.empty
        if said == one.shown(place):
            continue
        try:
            one.check(said)
        except UserError as error:
            errors[one.name] = f"{error} {error.hint}".strip()
        changed.append((one.name, said))
    if errors:
        return FieldErrors(errors)
    rule = text_in(sent.values, _WHO)
    if rule and not request.channel.direct and rule != who_may(place).value:
        # It alone can still be refused (nobody locks himself out), so it goes first and nothing is half stored.
        changed.insert(0, (_WHO, MayChange(rule).value))
    return await _stored(desk, request, changed)


async def _stored(desk: Desk, request: Request, changed: Sequence[tuple[str, str]]) -> Answer | FieldErrors:
    cards: list[Card] = []
    for name, value in changed:
        try:
            cards.append((await settings.COMMAND.run(desk, request, f"{name} {value}")).card)
        except UserError as error:
            if cards:
                raise
            return FieldErrors({name: f"{error} {error.hint}".strip()})
    if not cards:
        return Answer(Card("Nothing was changed", Tone.PLAIN))
    if len(cards) == 1:
        return Answer(cards[0], public=True)
    items = tuple((Text(plain(Card(card.title, blocks=card.blocks)).replace("\n", ": ", 1)),) for card in cards)
    by = Note((Text(f"Changed by @{request.person.name}."),)) if request.person.name else None
    blocks = (Listing(items), *((by,) if by else ()))
    return Answer(Card("This channel is set up anew", Tone.DONE, blocks), public=True)


FORM = FormCommand("settings", _opens, _open, _again, _submit)
