"""Invented companies and calls with sensible defaults: a test says only what it is about."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from bot.calls.announcement import Announcement, Contact, DialIn, EventKind, Live, Questions, Replay, Ticker, Warning
from bot.calls.call import Call, Company, Entry, Source
from bot.calls.record import Record, call_of, entries_of
from bot.times import instant

NEW_YORK = "America/New_York"
TOLD = datetime(2014, 5, 12, 14, tzinfo=UTC)
"""When the release came in: May 12, 2014, 10:00 in New York."""

HALDEN = Company("k-halden", "slack:T1", "Halden Biosciences, Inc.", (Ticker("OTCQX", "HLD"),), zone=NEW_YORK)


def ny(month: int, day: int, hour: int, minute: int = 0, year: int = 2014) -> datetime:
    """The instant at which clocks in New York show this."""
    return instant(datetime.combine(date(year, month, day), time(hour, minute)), NEW_YORK)


def release(**changes: Any) -> Announcement:
    """A release with the traps of the trade: two pairs of numbers, a cutoff, a dated replay, two spellings."""
    found = Announcement(
        event=EventKind.RESULTS,
        title="Halden Biosciences to Host First Quarter Call",
        published=date(2014, 5, 12),
        company="Halden Biosciences, Inc.",
        also_spelled=("Haldan",),
        tickers=(Ticker("OTCQX", "HLD"),),
        fiscal_period="Q1 2014",
        starts_at=ny(5, 14, 17),
        timezone=NEW_YORK,
        zone_word="ET",
        live=Live(
            (DialIn("+18885550143", "domestic"), DialIn("+19735550165", "international")),
            None,
            ("www.halden.example",),
        ),
        replay=Replay((DialIn("+18555550156", "domestic"),), "4570764", expires_at=date(2014, 5, 21)),
        questions=Questions("ir@haldenbio.example", None, ny(5, 14, 12), NEW_YORK, "phone"),
        contact=Contact("Kay Lindqvist", "+13475550126", "kay@haldanbio.example"),
        warnings=(Warning("two_spellings", "The release spells the company two ways."),),
    )
    return replace(found, **changes)


def document(at: datetime = TOLD, published: date | None = date(2014, 5, 12), **changes: Any) -> Source:
    return replace(Source("document", at, published, person_id="U1", person="dana"), **changes)


def person(at: datetime, name: str = "ben") -> Source:
    return Source("person", at, person_id="U2", person=name)


def entries(found: Announcement | None = None, source: Source | None = None) -> dict[str, Entry]:
    return entries_of(found or release(), source or document(), {})


def call(found: Announcement | None = None, /, **changes: Any) -> Call:
    """The call that a release announces; ``changes`` are fields of ``Record`` (id, entries, revision…)."""
    found = found or release()
    row = Record(
        id="c-one",
        owner="slack:T1",
        company=HALDEN,
        event=found.event or EventKind.RESULTS,
        revision=1,
        entries=entries(found),
        warnings=found.warnings,
        also_spelled=found.also_spelled,
    )
    return call_of(replace(row, **changes))
