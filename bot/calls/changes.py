"""What happened to a call from one revision to the next."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One field's step from one revision to the next, in stored (JSON) form: None where there was or is nothing."""

    path: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class News:
    """What happened to a call at a revision: its changes, who or what made them, and the start before them."""

    revision: int
    at: datetime
    changes: tuple[Change, ...] = ()
    by: str | None = None
    old_start: datetime | None = None
