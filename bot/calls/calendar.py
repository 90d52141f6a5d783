"""Calls as an iCalendar file: one entry a call, and one for its question cutoff.

Times are given in UTC, which every calendar shows in its owner's zone; bare dates are whole days. A call keeps its
UID for ever and counts its revisions in SEQUENCE, so a file opened again updates what was saved before.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import STATUS, Calendar, Event

from bot.calls.call import Call, Status, end_of
from bot.calls.naming import brief_company, headline, phone_words
from bot.times import Moment

_CUTOFF_SHOWN = timedelta(minutes=15)


def ics(calls: Sequence[Call], now: datetime) -> bytes:
    """The calls as a calendar file; ``now`` is its time stamp. A call without any date has no place in it."""
    calendar = Calendar()
    calendar.add("prodid", "-//Tickerbell//Investor calls//EN")
    calendar.add("version", "2.0")
    for call in calls:
        for event in (_call_event(call, now), _cutoff_event(call, now)):
            if event is not None:
                calendar.add_component(event)
    return bytes(calendar.to_ical())


def _call_event(call: Call, now: datetime) -> Event | None:
    if call.starts_at is None:
        return None
    return Event.new(
        uid=f"{call.id}@tickerbell",
        summary=headline(call),
        start=_utc(call.starts_at),
        end=_end(call, call.starts_at),
        stamp=now.astimezone(UTC),
        sequence=call.revision,
        status=_status(call),
        location=_location(call),
        description="\n".join(_description(call)),
    )


def _cutoff_event(call: Call, now: datetime) -> Event | None:
    """The cutoff ends its entry: a quarter of an hour before it, so that an alarm at the start still helps."""
    deadline, questions = call.questions.deadline, call.questions
    if deadline is None:
        return None
    at = isinstance(deadline, datetime)
    to = questions.email or questions.url
    return Event.new(
        uid=f"{call.id}-questions@tickerbell",
        summary=f"Questions for {brief_company(call.company)} close",
        start=_utc(deadline - _CUTOFF_SHOWN) if at else deadline,
        end=_utc(deadline) if at else deadline + timedelta(days=1),
        stamp=now.astimezone(UTC),
        sequence=call.revision,
        status=_status(call),
        description=f"Send to {to}" if to else None,
    )


def _status(call: Call) -> STATUS:
    if call.status in (Status.CANCELLED, Status.POSTPONED):
        return STATUS.CANCELLED
    return STATUS.CONFIRMED if call.confirmed else STATUS.TENTATIVE


def _end(call: Call, starts_at: Moment) -> Moment:
    if not isinstance(starts_at, datetime):
        # The end of a whole day is the day after it.
        last = call.ends_at if call.ends_at is not None and not isinstance(call.ends_at, datetime) else starts_at
        return last + timedelta(days=1)
    end = end_of(call)
    return _utc(max(end.at, starts_at) if end else starts_at)


def _utc(moment: Moment) -> date | datetime:
    return moment.astimezone(UTC) if isinstance(moment, datetime) else moment


def _location(call: Call) -> str | None:
    if call.live.webcast_urls:
        return call.live.webcast_urls[0]
    return phone_words(call.live.dial_ins[0].number) if call.live.dial_ins else None


def _description(call: Call) -> list[str]:
    live, replay = call.live, call.replay
    lines = [f"Dial in: {phone_words(one.number, one.label)} {one.label or ''}".rstrip() for one in live.dial_ins]
    lines += [f"Passcode: {live.passcode}"] if live.passcode else []
    lines += [f"Webcast: {url}" for url in live.webcast_urls]
    lines += [f"Register: {url}" for url in live.registration_urls]
    lines += [f"Replay: {phone_words(one.number, one.label)}" for one in replay.dial_ins]
    lines += [f"Replay passcode: {replay.passcode}"] if replay.passcode else []
    end = end_of(call)
    lines += ["The end is assumed: none is announced."] if end and end.assumed else []
    return lines if call.confirmed else ["Not confirmed.", *lines]
