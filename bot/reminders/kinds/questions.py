"""The time to send questions ahead runs out: a day and two hours before the cutoff."""

from datetime import datetime, timedelta

from bot.calls.call import Call
from bot.cards.call_card import about, source_note
from bot.cards.card import Actions, Card, Facts, Open, Style, Tone, When
from bot.cards.phrases import ahead_words, brief_company, web_address, when_words
from bot.cards.provenance import standing
from bot.cards.rows import cutoff_at, cutoff_when, send_to_row, starts_row
from bot.reminders.anchors import anchor
from bot.reminders.kind import InQuiet, Kind, Telling, Window
from bot.reminders.leads import lead_of
from bot.times import at_own_hour, local_date


def _windows(call: Call, leads: tuple[timedelta, ...]) -> tuple[Window, ...]:
    deadline, cutoff = call.questions.deadline, cutoff_at(call)
    if deadline is None or cutoff is None or not leads:
        return ()
    if isinstance(deadline, datetime):
        return tuple(Window(lead_of(lead), anchor(cutoff), cutoff - lead, cutoff) for lead in leads)
    zone = call.questions.deadline_zone or call.zone_or_utc
    return (Window("1d", anchor(deadline), at_own_hour(deadline - timedelta(days=1), zone), cutoff),)


def _card(telling: Telling) -> Card:
    call, now = telling.call, telling.now
    send_to = send_to_row(call)
    rows = (*((send_to,) if send_to else ()), starts_row(call))
    online = tuple(Open("Ask online", url) for url in (web_address(call.questions.url or ""),) if url)
    buttons = Actions((*online, *about(call)))
    blocks = (*standing(call), Facts(rows), source_note(call), buttons)
    return Card(f"Questions for {brief_company(call.company)} {_closing(call, now)}", Tone.QUESTIONS, blocks)


def _closing(call: Call, now: datetime) -> str:
    cutoff = cutoff_when(call)
    if cutoff is None:
        return "can be asked"
    if isinstance(cutoff.moment, datetime):
        at = when_words(When(cutoff.moment, cutoff.zone, cutoff.zone_word, Style.TIME))
        return f"close {ahead_words(cutoff.moment, cutoff.zone, now)}, at {at}"
    days = (cutoff.moment - local_date(now, cutoff.zone)).days
    return f"close {'today' if days <= 0 else 'tomorrow' if days == 1 else f'in {days} days'}, no hour is given"


KIND = Kind(
    name="questions",
    word="questions",
    summary="Questions can be sent ahead for a little while longer",
    in_quiet=InQuiet.BEFORE,
    urgency=3,
    again_if_unknown=True,
    card=_card,
    windows=_windows,
    leads=("1d", "2h"),
    takes_leads="questions",
    several="Questions close soon",
)
