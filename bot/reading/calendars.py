"""Makes text of calendar files, in the words that a release would use."""

from datetime import date, datetime

from icalendar import Calendar, Event

from bot.errors import SourceError

_MOST = 12


def calendar_text(content: str) -> str:
    """The events of a calendar file as sentences. SourceError where the file is broken or empty."""
    try:
        found = Calendar.from_ical(content)
    except (ValueError, KeyError, IndexError):
        raise SourceError("This calendar file is broken: its events cannot be read.") from None
    events = [e for e in found.walk("VEVENT") if isinstance(e, Event)]
    if not events:
        raise SourceError("This calendar file holds no event.")
    return "\n\n".join(event_text(event) for event in events[:_MOST]) + "\n"


def event_text(event: Event) -> str:
    """One event of a calendar as sentences."""
    lines = [str(event.get("SUMMARY", "")).strip()]
    start = event.decoded("DTSTART", None) if "DTSTART" in event else None
    if isinstance(start, date):  # a damaged file may hold anything
        lines += ["", f"Conference call date and time: {_said(start)}"]
    for name, label in (("LOCATION", "Location"), ("URL", "Webcast")):
        if event.get(name):
            lines.append(f"{label}: {event.get(name)}")
    if event.get("DESCRIPTION"):
        lines += ["", str(event.get("DESCRIPTION"))]
    if event.get("ORGANIZER"):
        lines += ["", f"Contact: {str(event.get('ORGANIZER')).removeprefix('mailto:')}"]
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        lines.insert(0, "The conference call has been cancelled.")
    return "\n".join(lines)


def _said(start: date) -> str:
    """A start as a release says it, with a zone that is read back to the same moment."""
    day = f"{start:%A}, {start:%B} {start.day}, {start.year}"
    if not isinstance(start, datetime):
        return day
    zone = getattr(start.tzinfo, "key", None) or (start.tzname() if start.tzinfo else None)
    return f"{day} at {start:%H:%M}{_zone_words(zone)}"


def _zone_words(zone: str | None) -> str:
    if zone is None:
        return ""
    return (
        " UTC"
        if zone in ("UTC", "Etc/UTC")
        else f" {zone.rsplit('/', 1)[-1].replace('_', ' ')} time"
        if "/" in zone
        else f" {zone}"
    )
