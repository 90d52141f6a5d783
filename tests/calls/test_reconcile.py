"""Which known call a document speaks of: never the wrong one, and never in silence where it is doubtful."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.calls.announcement import Announcement, Change, EventKind, Live, Replay, Warning
from bot.calls.call import Call, Status
from bot.calls.reconcile import Decision, Doubtful, Fresh, Update, check_start, judge, reconcile, reconcile_all
from bot.errors import UserError
from bot.times import Moment
from tests.calls.builders import NEW_YORK, TOLD, call, ny, release


def known(start: Moment | None = None, **changes: object) -> Call:
    """A call that is known already, by default the one of the release."""
    ident = str(changes.pop("id", "c-one"))
    return call(release(starts_at=start or ny(5, 14, 17), **changes), id=ident)


def means(decision: Decision) -> str:
    match decision:
        case Fresh():
            return "fresh"
        case Update(call):
            return call.id
        case Doubtful(candidates):
            return f"doubtful {' '.join(sorted(one.id for one in candidates))}".strip()


RESULTS: list[tuple[str, Announcement, list[Call], str]] = [
    ("nothing is known", release(), [], "fresh"),
    ("the same period, the same day", release(), [known()], "c-one"),
    ("the same period on another day", release(starts_at=ny(6, 20, 9)), [known()], "c-one"),
    ("the year is the fourth quarter", release(fiscal_period="FY 2013"), [known(fiscal_period="Q4 2013")], "c-one"),
    ("next quarter", release(fiscal_period="Q2 2014", starts_at=ny(5, 20, 17)), [known()], "fresh"),
    (
        "no periods, nine days",
        release(fiscal_period=None, starts_at=ny(5, 23, 9)),
        [known(fiscal_period=None)],
        "c-one",
    ),
    (
        "no periods, eleven days",
        release(fiscal_period=None, starts_at=ny(5, 25, 9)),
        [known(fiscal_period=None)],
        "fresh",
    ),
    ("one period, the same day", release(fiscal_period=None), [known()], "c-one"),
    ("one period, two days apart", release(fiscal_period=None, starts_at=ny(5, 16, 17)), [known()], "doubtful c-one"),
    ("one period, a month apart", release(fiscal_period=None, starts_at=ny(6, 16, 17)), [known()], "fresh"),
    ("no date at all", release(fiscal_period=None, starts_at=None), [known()], "doubtful c-one"),
    ("another kind of event", release(event=EventKind.ANNUAL_MEETING), [known()], "fresh"),
    (
        "two of one period, one at this very hour",
        release(),
        [known(), known(ny(5, 14, 9), id="c-two")],
        "c-one",
    ),
    (
        "two of one period, neither at this hour",
        release(starts_at=ny(5, 15, 9)),
        [known(), known(ny(5, 14, 9), id="c-two")],
        "doubtful c-one c-two",
    ),
]


@pytest.mark.parametrize(("story", "found", "calls", "meant"), RESULTS, ids=[row[0] for row in RESULTS])
def test_results_calls(story: str, found: Announcement, calls: list[Call], meant: str) -> None:
    assert means(reconcile(found, calls, TOLD)) == meant


def at(conference: str | None, start: Moment) -> Announcement:
    return release(event=EventKind.CONFERENCE, conference=conference, starts_at=start, fiscal_period=None)


def presents(conference: str | None, start: Moment, ident: str = "c-one") -> Call:
    return call(at(conference, start), id=ident)


NORTHGATE, LARKFIELD = "12th Annual Northgate Healthcare Conference", "Larkfield Growth Forum"
OTHERS: list[tuple[str, Announcement, list[Call], str]] = [
    (
        "same conference, other day",
        at("Northgate Healthcare Conference", ny(6, 4, 9)),
        [presents(NORTHGATE, ny(6, 3, 9))],
        "c-one",
    ),
    ("unnamed, the same day", at(None, ny(6, 3, 14)), [presents(NORTHGATE, ny(6, 3, 9))], "c-one"),
    ("unnamed, another day", at(None, ny(6, 4, 14)), [presents(NORTHGATE, ny(6, 3, 9))], "fresh"),
    ("other conference, other day", at(LARKFIELD, ny(6, 5, 9)), [presents(NORTHGATE, ny(6, 3, 9))], "fresh"),
    ("other conference, same day", at(LARKFIELD, ny(6, 3, 14)), [presents(NORTHGATE, ny(6, 3, 9))], "doubtful c-one"),
    ("same conference, next year", at(NORTHGATE, ny(6, 3, 9, year=2015)), [presents(NORTHGATE, ny(6, 3, 9))], "fresh"),
    (
        "a meeting within sixty days",
        release(event=EventKind.ANNUAL_MEETING, starts_at=ny(7, 1, 9)),
        [call(release(event=EventKind.ANNUAL_MEETING, starts_at=ny(6, 1, 9)))],
        "c-one",
    ),
    (
        "a meeting of another year",
        release(event=EventKind.ANNUAL_MEETING, starts_at=ny(6, 1, 9, year=2015)),
        [call(release(event=EventKind.ANNUAL_MEETING, starts_at=ny(6, 1, 9)))],
        "fresh",
    ),
    (
        "two transactions in a week",
        release(event=EventKind.TRANSACTION, fiscal_period=None, starts_at=ny(6, 3, 9)),
        [call(release(event=EventKind.TRANSACTION, fiscal_period=None, starts_at=ny(6, 1, 9)))],
        "doubtful c-one",
    ),
]


@pytest.mark.parametrize(("story", "found", "calls", "meant"), OTHERS, ids=[row[0] for row in OTHERS])
def test_other_events(story: str, found: Announcement, calls: list[Call], meant: str) -> None:
    assert means(reconcile(found, calls, TOLD)) == meant


def changed(change: Change, **changes: object) -> Announcement:
    return release(**{"change": change, "fiscal_period": None, **changes})


CHANGES: list[tuple[str, Announcement, list[Call], str]] = [
    (
        "a move names the old day",
        changed(Change.MOVED, starts_at=ny(6, 9, 17), replaces=date(2014, 5, 14)),
        [known(), known(ny(8, 8, 17), id="c-two", fiscal_period="Q2 2014")],
        "c-one",
    ),
    ("a move of the only call ahead", changed(Change.MOVED, starts_at=ny(6, 9, 17)), [known()], "c-one"),
    (
        "a move of another quarter",
        changed(Change.MOVED, starts_at=ny(6, 9, 17), fiscal_period="Q2 2014"),
        [known()],
        "fresh",
    ),
    ("a cancellation without a date", changed(Change.CANCELLED, starts_at=None), [known()], "c-one"),
    (
        "a cancellation that fits two",
        changed(Change.CANCELLED, starts_at=None),
        [known(), known(ny(8, 8, 17), id="c-two")],
        "doubtful c-one c-two",
    ),
    (
        "a cancellation of what is over",
        changed(Change.CANCELLED, starts_at=None),
        [known(ny(2, 14, 17), fiscal_period="Q4 2013")],
        "doubtful",
    ),
    ("a cancellation of nothing known", changed(Change.CANCELLED), [], "doubtful"),
    (
        "a cancellation of another kind",
        changed(Change.CANCELLED, event=EventKind.INVESTOR_DAY),
        [known()],
        "doubtful c-one",
    ),
    ("a move of nothing known is a call", changed(Change.MOVED), [], "fresh"),
    ("a postponement", changed(Change.POSTPONED, starts_at=None, fiscal_period="Q1 2014"), [known()], "c-one"),
]


@pytest.mark.parametrize(("story", "found", "calls", "meant"), CHANGES, ids=[row[0] for row in CHANGES])
def test_moves_and_cancellations(story: str, found: Announcement, calls: list[Call], meant: str) -> None:
    assert means(reconcile(found, calls, TOLD)) == meant


def test_two_events_of_one_document_are_never_one_call() -> None:
    two = release(more=(release(starts_at=ny(5, 14, 9)),))
    assert [means(one) for one in reconcile_all(two, [], TOLD)] == ["fresh", "fresh"]
    assert [means(one) for one in reconcile_all(two, [known()], TOLD)] == ["c-one", "fresh"]


def test_the_event_that_meets_its_call_exactly_has_it_whatever_the_order() -> None:
    two = release(starts_at=ny(5, 14, 9), more=(release(),))
    assert [means(one) for one in reconcile_all(two, [known()], TOLD)] == ["fresh", "c-one"]


def test_a_document_with_two_events_read_again_finds_both() -> None:
    two = release(starts_at=ny(5, 14, 9), more=(release(),))
    both = [known(), known(ny(5, 14, 9), id="c-two")]
    assert [means(one) for one in reconcile_all(two, both, TOLD)] == ["c-two", "c-one"]


def test_a_start_that_is_sure_needs_no_person() -> None:
    assert judge(release(), TOLD) is None


def test_a_doubtful_start_is_for_a_person_with_its_reason() -> None:
    doubtful = release(confirmed=False, warnings=(Warning("no_zone", "No time zone is given."),))
    assert judge(doubtful, TOLD) == "No time zone is given."
    assert judge(release(starts_at=None), TOLD) == "The text gives no date for the call."


def test_a_text_without_a_call_is_refused() -> None:
    with pytest.raises(UserError, match="no call"):
        judge(replace(release(), event=None), TOLD)


OVER = ny(5, 14, 18)


@pytest.mark.parametrize(
    ("now", "replay", "refused"),
    [
        (OVER - timedelta(minutes=1), Replay(), False),
        (OVER, Replay(), True),
        (OVER, Replay(expires_at=date(2014, 5, 21)), False),
        (ny(5, 21, 23, 59), Replay(expires_at=date(2014, 5, 21)), False),
        (ny(5, 22, 0), Replay(expires_at=date(2014, 5, 21)), True),
        (OVER + timedelta(hours=23), Replay(webcast_urls=("www.halden.example",)), False),
        (OVER + timedelta(hours=24), Replay(webcast_urls=("www.halden.example",)), True),
    ],
)
def test_a_call_that_is_over_is_refused_unless_its_replay_is_open(now: datetime, replay: Replay, refused: bool) -> None:
    found = release(replay=replay, live=Live())
    if refused:
        with pytest.raises(UserError, match=r"over: it was on Wed, May 14, 2014"):
            judge(found, now)
    else:
        assert judge(found, now) is None


def test_a_typed_start_in_the_past_is_refused() -> None:
    check_start(TOLD + timedelta(minutes=1), NEW_YORK, TOLD)
    check_start(date(2014, 5, 12), NEW_YORK, TOLD)
    for past in (TOLD, date(2014, 5, 11)):
        with pytest.raises(UserError, match="is past: a call can only move to a time that lies ahead"):
            check_start(past, NEW_YORK, TOLD)


def test_a_cancelled_call_does_not_hide_its_successor() -> None:
    gone = replace(known(), status=Status.CANCELLED)
    decision = reconcile(changed(Change.MOVED, starts_at=ny(6, 9, 17)), [gone, known(ny(6, 2, 17), id="c-two")], TOLD)
    assert means(decision) == "c-two"
