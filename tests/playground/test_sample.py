"""The sample release is always some days ahead, and holds what releases hold."""

import re
from datetime import UTC, date, datetime, time, timedelta

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls.announcement import EventKind
from bot.reading.reader import read_text
from bot.times import instant
from handlers.playground.sample import SYMBOL, ZONE, opening_lines, sample_release

DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 1))


def _call_day(today: date) -> date:
    found = re.search(r"accepted until\s+12:00 noon ET on (\w+), (\w+ \d+, \d{4})", sample_release(today))
    assert found is not None
    day = datetime.strptime(found[2], "%B %d, %Y").replace(tzinfo=UTC).date()
    assert f"{day:%A}" == found[1]
    return day


@given(DAYS)
def test_the_call_is_on_a_working_day_some_days_ahead(today: date) -> None:
    day = _call_day(today)
    assert timedelta(days=3) <= day - today <= timedelta(days=5)
    assert day.weekday() < 5


@given(DAYS)
def test_the_quarter_it_reports_is_the_one_that_ended_last(today: date) -> None:
    found = re.search(r"quarter ended (\w+ \d+, \d{4})", sample_release(today))
    assert found is not None
    ended = datetime.strptime(found[1], "%B %d, %Y").replace(tzinfo=UTC).date()
    assert timedelta(0) < today - ended <= timedelta(days=92)


def test_every_number_in_it_can_be_dialled_and_belongs_to_nobody() -> None:
    release = sample_release(date(2014, 5, 12))
    numbers = [match.number for match in phonenumbers.PhoneNumberMatcher(release, "US")]
    assert len(numbers) == 5
    assert all(phonenumbers.is_valid_number(number) for number in numbers)
    assert all(re.search(r"55501\d\d$", str(number.national_number)) for number in numbers)


def test_the_story_opens_with_what_a_first_visitor_would_type() -> None:
    subscribe, add = opening_lines("/calls", datetime(2014, 5, 13, 1, tzinfo=UTC))
    assert subscribe == f"/calls subscribe {SYMBOL}"
    # One o'clock in the morning UTC is still the evening of the 12th in New York.
    assert "May 12, 2014 (SAMPLE NEWSWIRE)" in add


@pytest.mark.parametrize("today", [date(2014, 5, 12), date(2026, 1, 1), date(2026, 11, 22), date(2027, 3, 12)])
def test_the_reader_finds_everything_in_it(today: date) -> None:
    found = read_text(sample_release(today))
    day = _call_day(today)
    assert (found.event, found.company, found.confirmed) == (EventKind.RESULTS, "Fernhollow Biosciences, Inc.", True)
    assert found.starts_at == instant(datetime.combine(day, time(16, 30)), ZONE)
    assert [dial_in.number for dial_in in found.live.dial_ins] == ["+18005550142", "+12125550143"]
    assert [dial_in.number for dial_in in found.replay.dial_ins] == ["+18555550161", "+14045550177"]
    assert (found.live.passcode, found.replay.passcode) == ("7204418", "13750926")
    assert found.questions.email == "ir@fernhollow.example.com"
    assert found.questions.deadline == instant(datetime.combine(day, time(12)), ZONE)
    assert found.replay.expires_at == day + timedelta(days=7)
    assert found.also_spelled == ("Fernholow Biosciences, Inc.",)
