"""The fields of a call that a person can type, as one table for typed commands and forms alike."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from bot.calls.call import Call
from bot.calls.values import moment_from, part
from bot.errors import UserError
from bot.times import Moment, local_date
from bot.usecases.typed_values import (
    NUMBERS_HINT,
    Near,
    read_address,
    read_addresses,
    read_contact,
    read_cutoff,
    read_dial_ins,
    read_mail,
    read_moment,
    read_passcode,
    read_period,
    read_start,
    read_text,
    read_way,
    show_addresses,
    show_contact,
    show_dial_ins,
    show_moment,
    show_start,
    show_text,
)


class Shape(Enum):
    """How a field is asked for."""

    LINE = "line"
    LINES = "lines"
    WHEN = "when"
    WAY = "way"  # how questions are asked during the call


@dataclass(frozen=True, slots=True)
class CallField:
    """``name`` is what a person types, ``label`` what a form shows. ``read`` makes the stored form of a text that is
    not empty, or raises UserError; ``show`` writes a stored value, given the call's zone, as a text to be read again.
    """

    name: str
    path: str
    label: str
    read: Callable[[str, Near], object]
    show: Callable[[object, Near], str]
    shape: Shape = Shape.LINE
    hint: str | None = None
    most: int = 300


_WHEN_HINT = "Such as May 15 4pm ET, or an hour alone for the day of the call."

FIELDS: tuple[CallField, ...] = (
    CallField(
        "start",
        "starts_at",
        "Start",
        read_start,
        show_start,
        Shape.WHEN,
        "With its zone, such as May 15 4pm ET. A day alone keeps the hour that is known.",
    ),
    CallField("end", "ends_at", "End", read_moment, show_moment, Shape.WHEN, _WHEN_HINT),
    CallField(
        "dial-in",
        "live.dial_ins",
        "Dial-in numbers",
        read_dial_ins,
        show_dial_ins,
        Shape.LINES,
        f"{NUMBERS_HINT}.",
        3_000,
    ),
    CallField("passcode", "live.passcode", "Passcode", read_passcode, show_text),
    CallField(
        "webcast",
        "live.webcast_urls",
        "Webcast",
        read_addresses,
        show_addresses,
        Shape.LINES,
        "One address a line.",
        3_000,
    ),
    CallField(
        "registration",
        "live.registration_urls",
        "Registration",
        read_addresses,
        show_addresses,
        Shape.LINES,
        "One address a line.",
        3_000,
    ),
    CallField("cutoff", "questions.deadline", "Questions close", read_cutoff, show_moment, Shape.WHEN, _WHEN_HINT),
    CallField("questions-to", "questions.email", "Send questions to", read_mail, show_text, hint="An e-mail address."),
    CallField("questions-page", "questions.url", "Page for questions", read_address, show_text, most=3_000),
    CallField("live-questions", "questions.live", "Questions during the call", read_way, show_text, Shape.WAY),
    CallField(
        "replay-dial-in", "replay.dial_ins", "Replay numbers", read_dial_ins, show_dial_ins, Shape.LINES, None, 3_000
    ),
    CallField("replay-passcode", "replay.passcode", "Replay code", read_passcode, show_text),
    CallField("replay-from", "replay.available_from", "Replay opens", read_moment, show_moment, Shape.WHEN),
    CallField("replay-until", "replay.expires_at", "Replay ends", read_moment, show_moment, Shape.WHEN),
    CallField(
        "recording", "replay.webcast_urls", "Recording", read_addresses, show_addresses, Shape.LINES, None, 3_000
    ),
    CallField("recording-until", "replay.webcast_until", "Recording ends", read_moment, show_moment, Shape.WHEN),
    CallField("period", "fiscal_period", "Period", read_period, show_text, hint="Such as Q1 2027."),
    CallField("conference", "conference", "Conference", read_text, show_text),
    CallField("title", "title", "Title", read_text, show_text),
    CallField("contact", "contact", "Contact", read_contact, show_contact, hint="Name, telephone number, e-mail."),
)
"""Every field that can be typed, in the order that forms show them."""

BY_NAME: Mapping[str, CallField] = {one.name: one for one in FIELDS}


def near_call(call: Call, zone: str, now: datetime) -> Near:
    """What is typed for a call is read by its announced zone; ``zone`` stands in where none is announced."""
    return Near(call.zone or zone, now, call.starts_at, call.zone_word)


def read_typed(typed: Mapping[str, str], near: Near) -> tuple[dict[str, object], dict[str, str]]:
    """What was typed, by field name, as stored values by path; and what is wrong with it, by field name.

    An empty text takes the field away. A start comes first: what else is typed is read by it.
    """
    values: dict[str, object] = {}
    errors: dict[str, str] = {}
    for one in FIELDS:
        if one.name not in typed:
            continue
        text = typed[one.name].strip()
        try:
            values[one.path] = _read(one, text, near)
        except UserError as error:
            errors[one.name] = f"{error} {error.hint}".strip()
        if one.path == "starts_at" and one.path in values:
            near = _after_start(values[one.path], near)
    errors |= {name: said for name, said in _out_of_order(values, near) if name not in errors}
    return values, errors


def _read(one: CallField, text: str, near: Near) -> object:
    if not text and one.path == "starts_at":
        raise UserError("A call needs a day.", "To call it off, cancel it instead.")
    return one.read(text, near) if text else None


def _after_start(value: object, near: Near) -> Near:
    zone = part(value, "zone") or near.zone
    return replace(near, zone=zone, start=moment_from(value), zone_word=part(value, "zone_word"))


def _out_of_order(values: Mapping[str, object], near: Near) -> Iterator[tuple[str, str]]:
    start = near.start
    ends, cutoff = moment_from(values.get("ends_at")), moment_from(values.get("questions.deadline"))
    if start is not None and ends is not None and _before(ends, start, near.zone, or_same=True):
        yield "end", "The call would end before it begins. Check the day and the zone."
    if start is not None and cutoff is not None and _before(start, cutoff, near.zone):
        yield "cutoff", "Questions would close after the call begins. Check the day and the zone."


def _before(first: Moment, second: Moment, zone: str, *, or_same: bool = False) -> bool:
    if isinstance(first, datetime) and isinstance(second, datetime):
        return first <= second if or_same else first < second
    return local_date(first, zone) < local_date(second, zone)
