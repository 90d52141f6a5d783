"""What a source says for certain stands when its document is read again."""

from datetime import UTC, date, datetime

from bot.calls.announcement import Announcement, Change, EventKind, Ticker, as_json
from bot.usecases.settled import as_settled

SAID = Announcement(
    EventKind.ANNUAL_MEETING,
    change=Change.CANCELLED,
    company="Halden Biosciences",
    tickers=(Ticker("OTCQX", "HLDN"), Ticker("", "HLD")),
    starts_at=datetime(2026, 11, 5, 22, 0, tzinfo=UTC),
    ends_at=datetime(2026, 11, 5, 23, 0, tzinfo=UTC),
    timezone="America/New_York",
)


def test_what_is_not_in_the_text_is_kept_for_the_day_somebody_confirms_it() -> None:
    read_again = Announcement(EventKind.RESULTS, company="Location", starts_at=date(2026, 11, 5))
    assert as_settled(read_again, {**as_json(SAID), "settled": True}) == SAID


def test_where_all_of_it_is_in_the_text_the_text_counts() -> None:
    read_again = Announcement(EventKind.RESULTS, company="Halden")
    assert as_settled(read_again, as_json(SAID)) is read_again
