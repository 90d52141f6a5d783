"""Which of a call's numbers a reader should dial, by the country of their browser's language."""

import re
from collections.abc import Sequence

import phonenumbers

from bot.calls.announcement import DialIn
from bot.cards.phrases import is_for_abroad

_LONGEST = 1_000
_REGION = re.compile(r"[a-z]{2,3}(?:-[a-z]{4})?-([a-z]{2})", re.IGNORECASE)
_WEIGHT = re.compile(r"\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*", re.IGNORECASE)
_AT_HOME = ("domestic", "toll", "free", "local")


def reader_region(accept_language: str) -> str | None:
    """The country that a browser's languages name first (“de-AT, en;q=0.8” is AT); None where they name none."""
    weighed: list[tuple[float, str]] = []
    for part in accept_language[:_LONGEST].split(","):
        tag, _, weight = part.partition(";")
        region, said = _REGION.fullmatch(tag.strip()), _WEIGHT.fullmatch(weight)
        if region:
            weighed.append((float(said[1]) if said else 1.0, region[1].upper()))
    # max takes the first of equals, and browsers name the language that is liked most first.
    return max(weighed, key=lambda one: one[0])[1] if weighed else None


def in_order(dial_ins: Sequence[DialIn], region: str | None) -> tuple[DialIn, ...]:
    """The number to dial from ``region`` first, then the others as they were announced.

    That is one of the reader's country, else the one for callers from abroad; where no country is known, the one for
    callers at home.
    """
    if not dial_ins:
        return ()
    best = min(dial_ins, key=lambda one: _fit(one, region))
    return (best, *(one for one in dial_ins if one is not best))


def _fit(one: DialIn, region: str | None) -> tuple[bool, ...]:
    """False sorts first: what fits best has the most of it."""
    abroad, said = is_for_abroad(one.label), (one.label or "").casefold()
    at_home = any(word in said for word in _AT_HOME)
    if region is None:
        return abroad, not at_home
    here = _country_code(one.number) == phonenumbers.country_code_for_region(region)
    return (not here, abroad, not at_home) if here else (True, not abroad)


def _country_code(number: str) -> int | None:
    try:
        return phonenumbers.parse(number, None).country_code
    except phonenumbers.NumberParseException:
        return None
