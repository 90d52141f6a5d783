"""Quiet hours move what is due in them, each kind in its own way."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from bot.calls.announcement import Replay
from bot.calls.call import Status
from bot.calls.changes import Change, News
from bot.calls.values import start_value
from bot.reminders.kind import Following, QuietHours
from bot.reminders.kinds import DEFAULT_KINDS
from bot.reminders.plan import plan, plan_news
from bot.reminders.quiet_hours import quiet_span
from bot.times import Moment, instant, wall_time
from tests.calls.builders import NEW_YORK, TOLD, call, ny, release

NIGHT = QuietHours("22:00", "07:00", NEW_YORK)
HOW = Following("slack:T1", "C1", DEFAULT_KINDS, quiet=NIGHT)
MINUTE = timedelta(minutes=1)


def timetable(start: Moment, now: datetime = TOLD, replay: Replay | None = None) -> list[str]:
    found = release(starts_at=start, replay=replay or Replay())
    planned = plan(call(found), replace(HOW, kinds=DEFAULT_KINDS - {"questions"}), now)
    return [f"{wall_time(one.due_at, NEW_YORK):%b %d %H:%M} {one.kind} {one.lead}".strip() for one in planned]


def test_reminders_due_in_quiet_go_out_once_at_the_last_minute_before_and_live_is_dropped() -> None:
    assert timetable(ny(5, 15, 6, 30)) == ["May 13 21:59 starts 1d", "May 14 21:59 starts 10m"]


def test_a_reminder_after_quiet_is_left_where_it_is() -> None:
    assert timetable(ny(5, 15, 7, 30)) == [
        "May 14 07:30 starts 1d",
        "May 14 21:59 starts 1h",
        "May 15 07:20 starts 10m",
        "May 15 07:30 live",
    ]


def test_a_replay_waits_for_the_end_of_quiet() -> None:
    replay = Replay(webcast_urls=("x.example",), expires_at=ny(5, 22, 3))
    assert timetable(ny(5, 14, 21, 30), replay=replay)[-2:] == ["May 15 07:00 replay_open", "May 21 07:00 replay_ends"]


def test_what_was_held_up_does_not_break_the_quiet_and_comes_after_it_if_still_true() -> None:
    # The day-before reminder of 21:00 had not gone out when the quiet began.
    assert timetable(ny(5, 15, 21), now=ny(5, 14, 23))[0] == "May 15 07:00 starts 1d"
    assert timetable(ny(5, 15, 6, 30), now=ny(5, 14, 23)) == []


def announced(now: datetime, start: Moment) -> datetime | None:
    planned = plan_news(call(release(starts_at=start)), HOW, News(1, now), "announced", now)
    return planned.due_at if planned else None


def test_an_announcement_in_the_night_waits_for_the_morning() -> None:
    assert announced(ny(5, 12, 23), ny(5, 14, 17)) == ny(5, 13, 7)
    assert announced(ny(5, 12, 12), ny(5, 14, 17)) == ny(5, 12, 12)
    assert announced(ny(5, 12, 23), ny(5, 13, 6)) is None


@pytest.mark.parametrize(
    ("old", "new", "due_at"),
    [
        (ny(5, 14, 17), ny(5, 15, 17), ny(5, 13, 7)),
        (ny(5, 13, 6), ny(5, 15, 17), ny(5, 12, 23)),
        (ny(5, 14, 17), ny(5, 13, 6), ny(5, 12, 23)),
        (ny(5, 13, 7), ny(5, 15, 17), ny(5, 13, 7)),
    ],
)
def test_a_move_waits_unless_the_old_or_new_start_comes_before_the_quiet_ends(
    old: datetime, new: datetime, due_at: datetime
) -> None:
    now = ny(5, 12, 23)
    moved = Change("starts_at", start_value(old, NEW_YORK), start_value(new, NEW_YORK))
    planned = plan_news(call(release(starts_at=new)), HOW, News(2, now, (moved,), None, old), "changed", now)
    assert planned is not None
    assert planned.due_at == due_at


def test_a_cancellation_of_an_early_call_breaks_the_quiet() -> None:
    now, off = ny(5, 12, 23), Change("status", "scheduled", "cancelled")
    early = replace(call(release(starts_at=ny(5, 13, 6, 30))), status=Status.CANCELLED)
    planned = plan_news(early, HOW, News(2, now, (off,), "ben", ny(5, 13, 6, 30)), "cancelled", now)
    assert planned is not None
    assert planned.due_at == now


@pytest.mark.parametrize(
    ("quiet", "at", "expected"),
    [
        (NIGHT, ny(5, 12, 22), True),
        (NIGHT, ny(5, 13, 6, 59), True),
        (NIGHT, ny(5, 13, 7), False),
        (NIGHT, ny(5, 12, 21, 59), False),
        (QuietHours("12:00", "13:00", NEW_YORK), ny(5, 12, 12, 30), True),
        (QuietHours("12:00", "13:00", NEW_YORK), ny(5, 12, 13), False),
        (QuietHours("08:00", "08:00", NEW_YORK), ny(5, 12, 8), False),
    ],
)
def test_when_it_is_quiet(quiet: QuietHours, at: datetime, expected: bool) -> None:
    assert (quiet_span(at, quiet) is not None) is expected


@pytest.mark.parametrize(
    ("zone", "day", "begins", "ends", "length"),
    [
        (NEW_YORK, date(2014, 3, 8), "22:00", "07:00", 8 * 60),
        (NEW_YORK, date(2014, 11, 1), "22:00", "07:00", 10 * 60),
        # 02:30 does not exist on that day: the quiet ends at the next time that does.
        (NEW_YORK, date(2014, 3, 8), "22:00", "02:30", 4 * 60),
        ("Europe/London", date(2014, 3, 29), "22:00", "07:00", 8 * 60),
        ("Australia/Sydney", date(2014, 4, 5), "22:00", "07:00", 10 * 60),
        ("Australia/Lord_Howe", date(2014, 10, 4), "22:00", "07:00", 8 * 60 + 30),
        ("Australia/Lord_Howe", date(2014, 4, 5), "22:00", "07:00", 9 * 60 + 30),
    ],
)
def test_quiet_follows_the_clock_on_days_when_it_changes(
    zone: str, day: date, begins: str, ends: str, length: int
) -> None:
    begin = instant(datetime.combine(day, time.fromisoformat(begins)), zone)
    span = quiet_span(begin, QuietHours(begins, ends, zone))
    assert span is not None
    assert (span.begins, span.ends - span.begins) == (begin, length * MINUTE)
