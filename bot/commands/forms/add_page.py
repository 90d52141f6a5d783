"""What was read of one call, to be looked through: each field with its sentence and its warning, and what was typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.calls.announcement import Announcement, EventKind, Ticker
from bot.calls.call import Entry, Source
from bot.calls.doubts import ABOUT
from bot.calls.naming import EVENT_WORDS
from bot.calls.record import entries_of
from bot.calls.typed import tickers_value
from bot.cards.card import Block, Listing, Text
from bot.cards.form import Field, OneOf, Option, ShortText, Values, text_in
from bot.commands.forms.call_rows import call_fields, is_too_long
from bot.errors import UserError
from bot.reading.evidence import sentence
from bot.usecases.believe import sentences
from bot.usecases.call_fields import BY_NAME, FIELDS, read_typed
from bot.usecases.typed_values import Near

_ALWAYS = frozenset(
    ("start", "dial-in", "passcode", "webcast", "questions-to", "cutoff", "replay-dial-in", "replay-until")
)
"""Fields that are asked for even where nothing was read for them."""

_BY_HAND = _ALWAYS | {"end", "registration", "period", "conference"}
_NAMES: Mapping[str, str] = {"company": "company"} | {one.path: one.name for one in FIELDS}
"""What a path is called in the form."""

_MOST_TICKERS = 10
_LONGEST_NAME = 1_000


@dataclass(frozen=True, slots=True)
class Page:
    """One event of a text: what was read of it, and ``zone`` for moments where none is announced."""

    found: Announcement
    text: str
    zone: str
    now: datetime

    @property
    def near(self) -> Near:
        return Near(self.found.timezone or self.zone, self.now, self.found.starts_at, self.found.zone_word)

    @property
    def entries(self) -> Mapping[str, Entry]:
        return entries_of(self.found, Source("document", self.now), sentences(self.found, self.text))

    @property
    def asked(self) -> dict[str, str]:
        """The fields that are asked for, by name, as they are typed."""
        entries, near = self.entries, self.near
        asked = _ALWAYS if self.text else _BY_HAND
        values = {one.name: one.show(entry.value, near) for one in FIELDS if (entry := entries.get(one.path))}
        return {one.name: values.get(one.name, "") for one in FIELDS if one.name in asked or one.name in values}


def page_fields(page: Page) -> tuple[Field, ...]:
    """The questions of a page."""
    found = page.found
    warnings = {name: one.message for one in found.warnings if (name := _field(one.code))}
    return (
        Field(
            "company",
            "Company",
            ShortText(found.company or "", most=_LONGEST_NAME),
            "Its name, or its ticker below.",
            said=_said(page, "company"),
            warning=warnings.get("company"),
        ),
        Field(
            "ticker",
            "Ticker",
            ShortText(_tickers_text(found.tickers), _LONGEST_NAME),
            "With its exchange where you know it, such as OTCQX: HLDN.",
            said=_said(page, "tickers"),
        ),
        Field("event", "What it is", OneOf(_KINDS, (found.event or EventKind.RESULTS).value), required=True),
        *call_fields(page.asked, page.entries, page.near.zone, warnings, needs_start=found.change is None),
    )


def _field(code: str) -> str | None:
    """The form's field that a doubt is about."""
    return _NAMES.get(ABOUT.get(code, ""))


def page_doubts(page: Page) -> tuple[Block, ...]:
    """The doubts about the text that belong to no field that is asked for."""
    fields = {"company", *page.asked}
    rest = [one for one in page.found.warnings if _field(one.code) not in fields]
    return (Listing(tuple((Text(f"⚠ {one.message}"),) for one in rest), "Please check"),) if rest else ()


def typed_on(page: Page, values: Values) -> tuple[dict[str, object], dict[str, str]]:
    """What was typed over what was read, in stored form by path; and what is wrong with it, by field."""
    asked = {name: shown for name, shown in page.asked.items() if not is_too_long(BY_NAME[name], shown)}
    texts = {name: text_in(values, name) for name in asked}
    changed = {name: text for name, text in texts.items() if text.split() != asked[name].split()}
    typed, errors = read_typed(changed, page.near)
    if not texts.get("start") and "start" not in errors and page.found.change is None:
        errors["start"] = "A call needs a day. Such as May 15 4pm ET; a day alone is fine where no hour is announced."
    identity, wrong = _identity(page.found, values)
    if page.found.starts_at is not None and not page.found.confirmed:
        # Whoever has looked it through vouches for the start.
        typed["confirmed"] = True
    return {**identity, **typed}, {**wrong, **errors}


def by_hand(values: Values) -> str:
    """What somebody typed without any release, as a text of its own."""
    kind = EVENT_WORDS[EventKind(text_in(values, "event") or EventKind.RESULTS)]
    lines = [f"{text_in(values, 'company')} ({text_in(values, 'ticker')}): {kind}".replace(" ()", "")]
    lines += [f"{one.label}: {said}" for one in FIELDS if (said := text_in(values, one.name).replace("\n", ", "))]
    return "Entered by hand.\n\n" + "\n".join(lines)


def _identity(found: Announcement, values: Values) -> tuple[dict[str, object], dict[str, str]]:
    typed: dict[str, object] = {}
    errors: dict[str, str] = {}
    company, ticker = " ".join(text_in(values, "company").split()), text_in(values, "ticker")
    if company != (found.company or ""):
        typed["company"] = company or None
    if ticker != _tickers_text(found.tickers):
        try:
            typed["tickers"] = tickers_value(_tickers(ticker))
        except UserError as error:
            errors["ticker"] = f"{error} {error.hint}"
    if not company and not ticker:
        errors["company"] = "Which company is it? Give its name, or its ticker below."
    event = text_in(values, "event")
    if event and event != (found.event.value if found.event else None):
        typed["event"] = EventKind(event).value
    return typed, errors


def _tickers(text: str) -> tuple[Ticker, ...]:
    pieces = [piece.strip() for piece in text.upper().replace("$", "").split(",") if piece.strip()]
    found: list[Ticker] = []
    for piece in pieces[:_MOST_TICKERS]:
        exchange, _, symbol = piece.rpartition(":")
        if not symbol.strip().replace(".", "").replace("-", "").isalnum() or len(symbol.strip()) > 12:
            raise UserError(f"“{piece[:40]}” is no ticker.", "Write such as HLDN, or OTCQX: HLDN.")
        found.append(Ticker(exchange.strip(), symbol.strip()))
    return tuple(found)


def _tickers_text(tickers: tuple[Ticker, ...]) -> str:
    return ", ".join(str(one) for one in tickers)


def _said(page: Page, path: str) -> str | None:
    span = next((span for key, span in page.found.evidence.items() if key == path or key.startswith(f"{path}[")), None)
    return sentence(page.text, span) if span else None


_KINDS = tuple(Option(kind.value, words[:1].upper() + words[1:]) for kind, words in EVENT_WORDS.items())
