"""Calls as calendar files that calendars take."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Component

from bot.calls.announcement import EventKind, Questions
from bot.calls.calendar import ics
from bot.calls.call import Call, Status
from tests.calls.builders import HALDEN, TOLD, call, ny, release


def events(one: Call) -> list[Component]:
    return list(Calendar.from_ical(ics([one], TOLD)).walk("VEVENT"))


def test_a_call_and_its_cutoff_are_two_entries() -> None:
    main, cutoff = events(call(revision=3))
    assert (main.decoded("DTSTART"), main.decoded("DTEND")) == (ny(5, 14, 17), ny(5, 14, 18))
    assert (main["UID"], main["SEQUENCE"], main["STATUS"]) == ("c-one@tickerbell", 3, "CONFIRMED")
    assert "(888) 555-0143 domestic" in str(main["DESCRIPTION"])
    assert main["LOCATION"] == "www.halden.example"
    assert (cutoff.decoded("DTEND"), cutoff["DESCRIPTION"]) == (ny(5, 14, 12), "Send to ir@haldenbio.example")


def test_the_same_call_gives_the_same_file() -> None:
    assert ics([call()], TOLD) == ics([call()], TOLD)


def test_a_bare_date_is_a_whole_day() -> None:
    (main,) = events(call(release(starts_at=date(2014, 5, 14), questions=Questions())))
    assert (main.decoded("DTSTART"), main.decoded("DTEND")) == (date(2014, 5, 14), date(2014, 5, 15))


def test_a_cancelled_call_cancels_what_was_saved_and_a_doubtful_one_is_tentative() -> None:
    for status in (Status.CANCELLED, Status.POSTPONED):
        assert events(replace(call(), status=status))[0]["STATUS"] == "CANCELLED"
    assert events(replace(call(), confirmed=False))[0]["STATUS"] == "TENTATIVE"


def test_a_call_without_a_date_has_no_entry() -> None:
    assert events(replace(call(release(questions=Questions())), starts_at=None)) == []


def test_hostile_names_add_no_line_of_their_own() -> None:
    hostile = replace(HALDEN, name="Halden\r\nATTACH:http://evil.example\r\nEND:VCALENDAR, Inc.")
    main, _ = events(call(company=hostile))
    assert "ATTACH" not in main


def test_an_end_before_its_start_is_not_believed() -> None:
    (main, _) = events(call(release(ends_at=datetime(2014, 5, 14, 9, tzinfo=UTC))))
    assert main.decoded("DTEND") >= main.decoded("DTSTART")


def test_an_investor_day_takes_four_hours() -> None:
    main, _ = events(call(release(event=EventKind.INVESTOR_DAY)))
    assert main.decoded("DTEND") - main.decoded("DTSTART") == timedelta(hours=4)
