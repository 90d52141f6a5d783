"""How a feed or a call gets into the calendars that people have, with one press, and how soon each looks again."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlencode, urlsplit

from bot.calls.call import Call
from bot.cards.calendar_entry import span
from bot.cards.calendar_words import call_description, place, summary
from bot.times import Moment
from handlers.pages.serving import is_here

_LONGEST = 1_500
"""So many characters of a description go into an address; browsers and services refuse very long ones."""

_OUTLOOKS = (("Outlook", "work or school", "outlook.office.com"), ("Outlook.com", "personal", "outlook.live.com"))


@dataclass(frozen=True, slots=True)
class Button:
    """What a button says, for whom, where it leads, and what is good to know before."""

    says: str
    for_whom: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pace:
    """How old a client's copy may get."""

    client: str
    words: str


PACES = (
    Pace("Apple Calendar", "as you set it: on a Mac from every 5 minutes to once a week, often hourly"),
    Pace("Outlook on the web", "about every 3 hours, at times only after a day"),
    Pace("Outlook for Windows", "the classic one at each send and receive, the new one as on the web"),
    Pace("Google Calendar", "after 12 to 24 hours, at times later; nothing makes it look sooner"),
)
"""As the makers say or, where they say nothing, as is widely seen. None of it is promised by anybody."""


def feed_buttons(ics: str, name: str) -> tuple[Button, ...]:
    """The buttons that subscribe to the feed at an address. Services on the web cannot reach one of this machine."""
    webcal = f"webcal://{ics.partition('://')[2]}"
    apple = Button("Apple Calendar", "and others on this device", webcal)
    if is_here(ics):
        return (apple,)
    outlooks = (
        Button(
            says,
            whose,
            f"https://{host}/calendar/0/addfromweb?{urlencode({'url': ics, 'name': name}, quote_via=quote)}",
        )
        for says, whose, host in _OUTLOOKS
    )
    google = Button("Google Calendar", "", f"https://calendar.google.com/calendar/r?{urlencode({'cid': webcal})}")
    return (*outlooks, google, apple)


def call_buttons(call: Call, ics: str) -> tuple[Button, ...]:
    """The buttons that save one call as it is now; none where it has no date."""
    if call.starts_at is None:
        return ()
    return (
        *(Button(says, whose, _outlook(call, call.starts_at, host)) for says, whose, host in _OUTLOOKS),
        Button("Google Calendar", "", _google(call, call.starts_at)),
        Button("Apple Calendar", "and every other: a file", f"{urlsplit(ics).path.rpartition('/')[2]}"),
    )


def _google(call: Call, starts_at: Moment) -> str:
    start, end = (_utc(moment) for moment in span(call, starts_at))
    form = "%Y%m%dT%H%M%SZ" if isinstance(start, datetime) else "%Y%m%d"
    said = {
        "action": "TEMPLATE",
        "text": summary(call),
        "dates": f"{start:{form}}/{end:{form}}",
        "details": call_description(call)[:_LONGEST],
        "location": place(call) or "",
    }
    return f"https://calendar.google.com/calendar/render?{urlencode(said)}"


def _outlook(call: Call, starts_at: Moment, host: str) -> str:
    start, end = (_utc(moment) for moment in span(call, starts_at))
    timed = isinstance(start, datetime)
    said = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": summary(call),
        "startdt": f"{start:%Y-%m-%dT%H:%M:%SZ}" if timed else f"{start:%Y-%m-%d}",
        "enddt": f"{end:%Y-%m-%dT%H:%M:%SZ}" if timed else f"{end:%Y-%m-%d}",
        "allday": "false" if timed else "true",
        "body": call_description(call)[:_LONGEST],
        "location": place(call) or "",
    }
    # Outlook shows a plus sign where others read a blank.
    return f"https://{host}/calendar/0/deeplink/compose?{urlencode(said, quote_via=quote)}"


def _utc(moment: Moment) -> Moment:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment
