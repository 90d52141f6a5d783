"""Which field of a call each doubt of the reader's is about."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.calls.call import Call

START_DOUBTS = frozenset(
    (
        *("no_zone", "zones_disagree", "weekday_against_date", "impossible_time", "no_start", "estimated_start"),
        *("year_guessed", "ambiguous_date"),
    )
)
"""The codes of doubts that leave a start in doubt."""

ABOUT: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(START_DOUBTS, "starts_at"),
        "cutoff_after_start": "questions.deadline",
        "two_domains": "questions.email",
        "no_code": "live.passcode",
        "two_spellings": "company",
    }
)
"""The path of the field, by the doubt's code."""


def is_settled(call: Call, code: str) -> bool:
    """Whether a person has entered the field that a doubt is about, so that the release's doubt is none any more."""
    entry = call.entries.get(ABOUT.get(code, ""))
    return entry is not None and entry.source.kind == "person"
