"""A call begins: told at its start, true until it ends."""

from datetime import datetime, timedelta

from bot.calls.call import Call, end_of
from bot.cards.call_card import actions, facts, source_note
from bot.cards.card import Card, Tone
from bot.cards.phrases import headline, in_words
from bot.cards.provenance import standing
from bot.cards.rows import way_in_rows
from bot.reminders.anchors import anchor
from bot.reminders.kind import InQuiet, Kind, Telling, Window


def _windows(call: Call, leads: tuple[timedelta, ...]) -> tuple[Window, ...]:
    end = end_of(call)
    if not isinstance(call.starts_at, datetime) or end is None:
        return ()
    return (Window("", anchor(call.starts_at), call.starts_at, end.at),)


def _card(telling: Telling) -> Card:
    call, now = telling.call, telling.now
    blocks = (
        *standing(call),
        facts(call, now, with_replay=False),
        source_note(call),
        actions(call, now, pages=telling.pages),
    )
    return Card(f"{headline(call)} {_begun(call, now)}", Tone.LIVE, blocks)


def _begun(call: Call, now: datetime) -> str:
    if not isinstance(call.starts_at, datetime) or abs(now - call.starts_at) < timedelta(minutes=1):
        return "is starting now"
    if now < call.starts_at:
        return f"starts {in_words(call.starts_at - now)}"
    began = f"began {in_words(call.starts_at - now)}"
    return f"{began}: join" if way_in_rows(call) else began


KIND = Kind(
    name="live",
    word="live",
    summary="A call begins",
    in_quiet=InQuiet.DROPPED,
    urgency=0,
    again_if_unknown=True,
    card=_card,
    windows=_windows,
    several="Starting now",
)
