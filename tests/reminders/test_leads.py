"""Leads as people type them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import UserError
from bot.reminders.leads import lead_delta, lead_of, lead_words, parse_leads


@pytest.mark.parametrize(
    ("typed", "leads"),
    [
        ("1d,1h,10m", ("1d", "1h", "10m")),
        ("10m, 1h, 1d", ("1d", "1h", "10m")),
        ("10m 1h 1d", ("1d", "1h", "10m")),
        ("1 day, 2 hours; 30 min", ("1d", "2h", "30m")),
        ("24h,1d,1440m", ("1d",)),
        ("90m", ("90m",)),
        ("1w", ("7d",)),
        ("１ｄ，１ｈ", ("1d", "1h")),
        ("1D", ("1d",)),
        ("60d,1m", ("60d", "1m")),
        ("off", ()),
        ("None", ()),
    ],
)
def test_leads_are_read_sorted_and_each_once(typed: str, leads: tuple[str, ...]) -> None:
    assert parse_leads(typed) == leads


@pytest.mark.parametrize(
    "typed", ["", " , ", "soon", "1", "d", "0m", "61d", "-1h", "1h,later", "9999999d", "1.5h", "1y"]
)
def test_nonsense_is_refused_with_what_to_type_instead(typed: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_leads(typed)
    assert "1d,1h,10m" in refused.value.hint


def test_a_lead_is_said_in_words() -> None:
    assert [lead_words(lead) for lead in ("1d", "2d", "1h", "10m")] == ["1 day", "2 days", "1 hour", "10 minutes"]


@given(st.integers(1, 60 * 24 * 60))
def test_every_length_comes_back_from_its_lead(minutes: int) -> None:
    delta = timedelta(minutes=minutes)
    assert lead_delta(lead_of(delta)) == delta
    assert parse_leads(lead_of(delta)) == (lead_of(delta),)
