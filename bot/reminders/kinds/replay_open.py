"""The replay opens: as announced, else when the call ends."""

from datetime import datetime, timedelta

from bot.calls.call import Call, end_of, has_replay, replay_ends_at, replay_opens_at
from bot.cards.call_card import replay_card
from bot.cards.card import Card
from bot.reminders.anchors import anchor
from bot.reminders.kind import InQuiet, Kind, Telling, Window
from bot.times import at_own_hour


def _windows(call: Call, leads: tuple[timedelta, ...]) -> tuple[Window, ...]:
    opens_at, ends_at = _opening(call), replay_ends_at(call)
    if opens_at is None or not has_replay(call):
        return ()
    return (Window("", anchor(opens_at), opens_at, ends_at or opens_at + timedelta(days=1)),)


def _opening(call: Call) -> datetime | None:
    opens_at, end = replay_opens_at(call), end_of(call)
    if opens_at is None or end is None:
        return opens_at
    if call.replay.available_from is None and call.starts_at is not None and not isinstance(call.starts_at, datetime):
        # A call without an hour is taken to be over at midnight, when nobody wants to hear of it.
        return at_own_hour(call.starts_at + timedelta(days=1), call.zone_or_utc)
    # “From May 14” of a call in the afternoon of May 14 begins when there is something to hear.
    return max(opens_at, end.at)


def _card(telling: Telling) -> Card:
    return replay_card(telling.call, telling.now)


KIND = Kind(
    name="replay_open",
    word="replay",
    summary="The replay of a call opens",
    in_quiet=InQuiet.AFTER,
    urgency=5,
    again_if_unknown=False,
    card=_card,
    windows=_windows,
    several="Replays open",
)
