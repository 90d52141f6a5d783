"""What a person typed over what a document was read to say."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from bot.calls.announcement import Announcement, EventKind, Ticker
from bot.calls.call import Entry, Source
from bot.calls.values import contact_from, dial_ins_from, moment_from, part, text_from, texts_from

IDENTITY = ("event", "company", "tickers")
"""What may be typed besides the fields of a call: which call of whom it is."""

_READ: Mapping[str, Callable[[object], object]] = MappingProxyType(
    {
        "title": text_from,
        "fiscal_period": text_from,
        "conference": text_from,
        "company": text_from,
        "ends_at": moment_from,
        "live.dial_ins": dial_ins_from,
        "live.passcode": text_from,
        "live.webcast_urls": texts_from,
        "live.registration_urls": texts_from,
        "replay.dial_ins": dial_ins_from,
        "replay.passcode": text_from,
        "replay.available_from": moment_from,
        "replay.expires_at": moment_from,
        "replay.webcast_until": moment_from,
        "replay.webcast_urls": texts_from,
        "questions.email": text_from,
        "questions.url": text_from,
        "questions.live": text_from,
        "contact": contact_from,
    }
)


def corrected(found: Announcement, typed: Mapping[str, object]) -> Announcement:
    """What an announcement says once what was typed (stored form by path, None takes away) stands in its place."""
    for path, value in typed.items():
        found = _with(found, path, value)
    return found


def entered(entries: Mapping[str, Entry], typed: Mapping[str, object], source: Source) -> dict[str, Entry]:
    """A document's entries with a person's word in place of what that person typed over."""
    word = replace(source, kind="person", published=None, url=None, title=None)
    after = dict(entries)
    for path, value in typed.items():
        if path in IDENTITY:
            continue
        after.pop(path, None)
        if value is not None:
            after[path] = Entry(value, word)
    return after


def tickers_value(tickers: tuple[Ticker, ...]) -> list[dict[str, object]]:
    """Symbols in stored form."""
    return [{"exchange": one.exchange, "symbol": one.symbol} for one in tickers]


def _with(found: Announcement, path: str, value: object) -> Announcement:
    match path:
        case "event":
            return replace(found, event=EventKind(str(value)))
        case "tickers":
            given = [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
            return replace(found, tickers=tuple(Ticker(str(one["exchange"]), str(one["symbol"])) for one in given))
        case "confirmed":
            return replace(found, confirmed=value is True)
        case "starts_at":
            zone, word = part(value, "zone"), part(value, "zone_word")
            return replace(found, starts_at=moment_from(value), timezone=zone, zone_word=word)
        case "questions.deadline":
            cutoff: dict[str, Any] = {"deadline": moment_from(value), "deadline_zone": part(value, "zone")}
            return replace(found, questions=replace(found.questions, **cutoff))
        case _:
            return _plainly(found, path, _READ[path](value))


def _plainly(found: Announcement, path: str, value: object) -> Announcement:
    group, _, name = path.rpartition(".")
    changed: dict[str, Any] = {name: value}
    if not group:
        return replace(found, **changed)
    return replace(found, **{group: replace(getattr(found, group), **changed)})
