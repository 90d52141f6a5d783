"""What a listener is asked to check, and what a person's word has settled."""

from dataclasses import replace

import pytest

from bot.calls.announcement import Warning
from bot.calls.call import Call
from bot.calls.doubts import ABOUT
from bot.cards.card import Card
from bot.cards.plain import plain
from bot.cards.provenance import cautions
from tests.calls.builders import TOLD, call, person, release

DOUBTS = ("weekday_against_date", "impossible_time", "year_guessed", "ambiguous_date", "zones_disagree", "no_code")


def _cautioned(one: Call) -> str:
    return plain(Card("", blocks=cautions(one, TOLD)))


@pytest.mark.parametrize("code", DOUBTS)
def test_a_doubt_is_shown_until_a_person_has_entered_what_it_is_about(code: str) -> None:
    doubted = call(release(warnings=(Warning(code, "Look at this."),)))
    assert "Look at this." in _cautioned(doubted)
    path = ABOUT[code]
    known = doubted.entries.get(path) or doubted.entries["starts_at"]
    entered = replace(known, source=person(TOLD, "ben"))
    assert _cautioned(replace(doubted, entries={**doubted.entries, path: entered})) == ""
