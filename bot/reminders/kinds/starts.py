"""A call starts soon: a day, an hour and ten minutes before, unless a channel chose otherwise."""

from datetime import datetime, timedelta

from bot.calls.call import Call, start_instant
from bot.cards.call_card import actions, facts, source_note
from bot.cards.card import Card, Tone
from bot.cards.phrases import ahead_words, headline
from bot.cards.provenance import cautions, standing
from bot.reminders.anchors import anchor
from bot.reminders.kind import InQuiet, Kind, Telling, Window
from bot.reminders.leads import lead_of
from bot.times import at_own_hour, local_date


def _windows(call: Call, leads: tuple[timedelta, ...]) -> tuple[Window, ...]:
    start = start_instant(call)
    if start is None or call.starts_at is None or not leads:
        return ()
    if isinstance(call.starts_at, datetime):
        return tuple(Window(lead_of(lead), anchor(start), start - lead, start) for lead in leads)
    # Without an hour there is nothing to count back from: one message, at nine of the day before.
    due_at = at_own_hour(call.starts_at - timedelta(days=1), call.zone_or_utc)
    return (Window("1d", anchor(call.starts_at), due_at, start),)


def _card(telling: Telling) -> Card:
    call, now = telling.call, telling.now
    blocks = (
        *standing(call),
        facts(call, now, with_replay=False),
        *cautions(call, now),
        source_note(call),
        actions(call, now, pages=telling.pages),
    )
    return Card(f"{headline(call)} {_soon(call, now)}", Tone.REMINDER, blocks)


def _soon(call: Call, now: datetime) -> str:
    if call.starts_at is None:
        return "has no date yet"
    if isinstance(call.starts_at, datetime):
        words = ahead_words(call.starts_at, call.zone_or_utc, now)
        return words if words.startswith("in ") else f"starts {words}"
    days = (call.starts_at - local_date(now, call.zone_or_utc)).days
    day = "today" if days <= 0 else "tomorrow" if days == 1 else f"in {days} days"
    return f"is {day}, and no time is announced"


KIND = Kind(
    name="starts",
    word="starts",
    summary="A call starts soon",
    in_quiet=InQuiet.BEFORE,
    urgency=2,
    again_if_unknown=True,
    card=_card,
    windows=_windows,
    leads=("1d", "1h", "10m"),
    takes_leads="remind",
    several="Starting soon",
)
