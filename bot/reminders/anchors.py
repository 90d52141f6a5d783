"""What a message is about, as text: part of its identity, and so never dependent on when it was planned."""

from datetime import UTC, datetime

from bot.times import Moment


def anchor(moment: Moment) -> str:
    """A moment as text: “2014-05-14T21:00Z”, or the bare date."""
    if isinstance(moment, datetime):
        return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%MZ}"
    return moment.isoformat()


def revision_anchor(revision: int) -> str:
    """The revision that news is about: “r3”."""
    return f"r{revision}"
