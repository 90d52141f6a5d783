"""What the doctor finds out about a platform."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``do`` says what to do about it, and is empty where all is well."""

    ok: bool
    what: str
    do: str = ""
