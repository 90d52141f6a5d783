"""Whole releases of many kinds, invented for this, are read right; ``samples/NAME.json`` says what must be found."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.calls.announcement import Announcement
from bot.reading.reader import read_text

SAMPLES = sorted((Path(__file__).parent / "samples").glob("*.txt"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_release_is_read_right(path: Path) -> None:
    wanted: dict[str, Any] = json.loads(path.with_suffix(".json").read_text("utf-8"))
    published = date.fromisoformat(wanted.pop("given")) if "given" in wanted else None
    found = read_text(path.read_text("utf-8"), published=published)
    got = {field: _value(field, found) for field in wanted}
    if "webcast" in wanted:
        wanted["webcast"] = sorted(wanted["webcast"])
    if "contact" in wanted:
        got["contact"] = next((v for v in _contact(found) if v == wanted["contact"]), _contact(found))
    assert got == wanted


def _value(field: str, found: Announcement) -> object:
    live, replay, asked = found.live, found.replay, found.questions
    values: dict[str, object] = {
        "kind": found.kind,
        "company": found.company,
        "tickers": [t.symbol for t in found.tickers],
        "fiscal_period": found.fiscal_period,
        "published": _iso(found.published),
        "starts_at": _iso(found.starts_at),
        "ends_at": _iso(found.ends_at),
        "replaces": _iso(found.replaces),
        "confirmed": found.confirmed,
        "live": [d.number for d in live.dial_ins],
        "passcode": live.passcode,
        "webcast": sorted({*live.webcast_urls, *live.registration_urls}),
        "replay": [d.number for d in replay.dial_ins],
        "replay_code": replay.passcode,
        "expires": _iso(replay.expires_at),
        "webcast_until": _iso(replay.webcast_until),
        "email": asked.email,
        "url": asked.url,
        "deadline": _iso(asked.deadline),
        "contact": None,
        "more": [_iso(other.starts_at) for other in found.more],
        "warnings": [w.code for w in found.warnings],
        "also_spelled": list(found.also_spelled),
        "zone": found.timezone,
    }
    return values[field]


def _contact(found: Announcement) -> list[str]:
    return [v for v in (found.contact.name, found.contact.email, found.contact.phone) if v]


def _iso(moment: date | None) -> str | None:
    return (
        moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat() if moment else None
    )
