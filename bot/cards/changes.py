"""What changed, in words: a row for each field that a listener would want to hear of, with what it was before."""

from collections.abc import Sequence
from datetime import datetime

from bot.calls.call import Call, Status
from bot.calls.changes import Change
from bot.calls.values import dial_ins_from, moment_from, part, text_from, texts_from
from bot.cards.card import Line, Text, When
from bot.cards.phrases import day_words, joined, mail_link, time_words, web_link, when_words
from bot.cards.provenance import FIELD_WORDS
from bot.cards.rows import Row, phones

UNTOLD = frozenset({"title", "fiscal_period", "conference", "confirmed", "contact", "questions.live"})
"""Fields whose change is recorded and not worth a message."""

_MOMENTS = frozenset(
    ("starts_at", "ends_at", "replay.available_from", "replay.expires_at", "replay.webcast_until", "questions.deadline")
)

# A change takes the place of the row that says the same of an unchanged call.
_ROW_WORDS = {
    "starts_at": "When",
    "ends_at": "Ends",
    "live.dial_ins": "Dial in",
    "live.registration_urls": "Register",
}


def worth_telling(changes: Sequence[Change]) -> tuple[Change, ...]:
    """The changes that a channel should hear of (that a call has come to be held is nothing it does not know)."""
    return tuple(
        change
        for change in changes
        if change.path not in UNTOLD and not (change.path == "status" and change.new == Status.HELD)
    )


def change_rows(changes: Sequence[Change], call: Call) -> tuple[Row, ...]:
    """Each change as “what it is now (was: what it was)”; what was taken away says so."""
    rows: list[Row] = []
    for change in worth_telling(changes):
        if change.path != "status":
            rows.append((_label(change), (*_now(change, call), *_was(change, call))))
    return tuple(rows)


def moved_words(change: Change, call: Call) -> str:
    """Where a start has moved to: “to 4:00 PM ET” on the same day, else with the day."""
    now = _when(change.new, call)
    was = _when(change.old, call)
    if now is None:
        return "to a day not announced yet"
    if (
        was is None
        or not isinstance(now.moment, datetime)
        or day_words(now.moment, now.zone) != day_words(was.moment, was.zone)
    ):
        return f"to {when_words(now)}"
    return f"to {time_words(now.moment, now.zone, now.zone_word)}"


def value_words(path: str, value: object, call: Call) -> Line:
    """A stored value as a line."""
    if path in _MOMENTS:
        when = _when(value, call)
        return (when,) if when else ()
    if path.endswith("dial_ins"):
        return phones(dial_ins_from(value), None)
    if isinstance(value, list):
        return joined(tuple((web_link(one),) for one in texts_from(value)))
    text = text_from(value)
    if text is None:
        return ()
    return (mail_link(text) if path.endswith("email") else web_link(text) if path.endswith("url") else Text(text),)


def _label(change: Change) -> str:
    return _ROW_WORDS.get(change.path, FIELD_WORDS[change.path])


def _now(change: Change, call: Call) -> Line:
    return value_words(change.path, change.new, call) or (Text("no longer given"),)


def _was(change: Change, call: Call) -> Line:
    old = value_words(change.path, change.old, call)
    if not old:
        return ()
    struck = tuple(Text(when_words(span), struck=True) if isinstance(span, When) else span for span in old)
    return (Text("  (was "), *struck, Text(")"))


def _when(value: object, call: Call) -> When | None:
    moment = moment_from(value)
    zone, word = part(value, "zone"), part(value, "zone_word")
    return When(moment, zone or call.zone_or_utc, word or (None if zone else call.zone_word)) if moment else None
