"""Quiet hours: what becomes of a message that falls due in them. They shift when it is due, never what it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import assert_never

from bot.reminders.kind import InQuiet, QuietHours, Window
from bot.times import local_date, own_instant


@dataclass(frozen=True, slots=True)
class Span:
    """One night's quiet: from ``begins`` until, and without, ``ends`` (aware instants)."""

    begins: datetime
    ends: datetime


def quiet_span(at: datetime, quiet: QuietHours) -> Span | None:
    """The quiet that ``at`` falls into, or None. On clock-change days its ends are the next real wall time."""
    today = local_date(at, quiet.zone)
    for day in (today - timedelta(days=1), today):
        span = _of_day(day, quiet)
        if span.begins <= at < span.ends:
            return span
    return None


def shift(
    window: Window, in_quiet: InQuiet, quiet: QuietHours | None, now: datetime, near: Sequence[datetime] = ()
) -> Window | None:
    """The window with ``due_at`` moved out of quiet; None where the message is not to go out at all.

    One that is due already and has not gone out (an outage, a call that became known late) does not break a quiet
    that has begun since: it waits for the end. ``near`` are the old and new start, for messages that go at once when
    one of them comes before the quiet ends.
    """
    if quiet is None:
        return window
    span = quiet_span(window.due_at, quiet)
    moved = _moved(window, in_quiet, span, near) if span else window
    if moved is None or moved.due_at > now:
        return moved
    since = quiet_span(now, quiet)
    if since is None or (in_quiet is InQuiet.AFTER_UNLESS_NEAR and _is_near(since, near)):
        return moved
    return _until(moved, since.ends)


def _moved(window: Window, in_quiet: InQuiet, span: Span, near: Sequence[datetime]) -> Window | None:
    match in_quiet:
        case InQuiet.DROPPED:
            return None
        case InQuiet.BEFORE:
            # Words are computed when sending, so the message says what is true at that minute.
            return replace(window, due_at=span.begins - timedelta(minutes=1))
        case InQuiet.AFTER:
            return _until(window, span.ends)
        case InQuiet.AFTER_UNLESS_NEAR:
            return window if _is_near(span, near) else _until(window, span.ends)
        case _:
            assert_never(in_quiet)


def _is_near(span: Span, near: Sequence[datetime]) -> bool:
    return any(span.begins <= start < span.ends for start in near)


def _until(window: Window, due_at: datetime) -> Window | None:
    return replace(window, due_at=due_at) if due_at < window.expires_at else None


@lru_cache(4096)
def _of_day(day: date, quiet: QuietHours) -> Span:
    begins, ends = time.fromisoformat(quiet.begins), time.fromisoformat(quiet.ends)
    last = day if begins <= ends else day + timedelta(days=1)
    return Span(
        own_instant(datetime.combine(day, begins), quiet.zone), own_instant(datetime.combine(last, ends), quiet.zone)
    )
