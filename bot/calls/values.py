"""The stored (JSON) form of what an entry can hold, and the way back.

A moment is text: an instant in UTC (``2014-05-14T21:00:00+00:00``) or a bare date (``2014-05-14``). A start also
carries its announced zone and the zone as printed; a question cutoff its zone. Stored, so never reshaped.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from bot.calls.announcement import Contact, DialIn
from bot.times import Moment


def stored_moment(moment: Moment) -> str:
    """A moment as text; the same instant gives the same text, whatever zone it came in."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).isoformat(timespec="seconds")
    return moment.isoformat()


def moment_from(value: object) -> Moment | None:
    """The moment that a stored value holds, alone or under ``moment``; None where it holds none."""
    if isinstance(value, Mapping):
        return moment_from(value.get("moment"))
    if not isinstance(value, str):
        return None
    return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)


def start_value(moment: Moment, zone: str | None, zone_word: str | None = None) -> dict[str, object]:
    """The stored form of a start: the moment, the announced IANA zone, and the zone as it was printed."""
    return {"moment": stored_moment(moment), "zone": zone, "zone_word": zone_word}


def cutoff_value(moment: Moment, zone: str | None) -> dict[str, object]:
    """The stored form of a question cutoff."""
    return {"moment": stored_moment(moment), "zone": zone}


def dial_ins_value(dial_ins: Sequence[DialIn]) -> list[dict[str, object]]:
    return [{"number": one.number, "label": one.label} for one in dial_ins]


def dial_ins_from(value: object) -> tuple[DialIn, ...]:
    if not isinstance(value, list):
        return ()
    return tuple(DialIn(str(one["number"]), text_from(one.get("label"))) for one in value if isinstance(one, Mapping))


def contact_value(contact: Contact) -> dict[str, object]:
    return {"name": contact.name, "phone": contact.phone, "email": contact.email}


def contact_from(value: object) -> Contact:
    if not isinstance(value, Mapping):
        return Contact()
    return Contact(text_from(value.get("name")), text_from(value.get("phone")), text_from(value.get("email")))


def text_from(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def texts_from(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def part(value: object, name: str) -> str | None:
    """One text inside a stored mapping, such as a start's ``zone_word``."""
    return text_from(value.get(name)) if isinstance(value, Mapping) else None
