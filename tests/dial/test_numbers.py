"""Which number a reader is offered first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls.announcement import DialIn
from handlers.dial.numbers import in_order, reader_region

HOME, ABROAD = DialIn("+18885550143", "domestic"), DialIn("+19735550165", "international")
LONDON, BERLIN = DialIn("+442079460018", "United Kingdom"), DialIn("+493022222018", "Germany, toll")
EVERY = (ABROAD, HOME, LONDON, BERLIN)


@pytest.mark.parametrize(
    ("header", "region"),
    [
        ("de-DE", "DE"),
        ("en-GB,en;q=0.9,de-DE;q=0.8", "GB"),
        ("en;q=0.9, fr-CH;q=0.7, de-AT;q=0.8", "AT"),
        ("zh-Hant-TW", "TW"),
        ("de, en;q=0.5", None),
        ("*", None),
        ("", None),
        ("en-US;q=nonsense", "US"),
        ("<script>,-;;;,,=", None),
    ],
)
def test_the_country_is_read_from_what_the_browser_says(header: str, region: str | None) -> None:
    assert reader_region(header) == region


@pytest.mark.parametrize(
    ("region", "first"),
    [("GB", LONDON), ("DE", BERLIN), ("US", HOME), ("CA", HOME), ("FR", ABROAD), ("XX", ABROAD), (None, HOME)],
)
def test_a_number_of_the_readers_country_comes_first(region: str | None, first: DialIn) -> None:
    assert in_order(EVERY, region)[0] == first


def test_where_no_number_says_whom_it_is_for_the_first_that_was_announced_leads() -> None:
    bare = (DialIn("+18885550143"), DialIn("+19735550165"))
    assert in_order(bare, None) == bare
    assert in_order(bare, "DE") == bare


@given(
    st.lists(st.builds(DialIn, st.sampled_from([one.number for one in EVERY] + ["911", ""]), st.none() | st.text())),
    st.none() | st.text(max_size=3),
)
def test_every_number_stays_on_the_page(dial_ins: list[DialIn], region: str | None) -> None:
    ordered = in_order(dial_ins, region)
    assert sorted(ordered, key=repr) == sorted(dial_ins, key=repr)


@given(st.text(max_size=2_000))
def test_nothing_that_a_browser_says_breaks_the_page(header: str) -> None:
    region = reader_region(header)
    assert region is None or len(region) == 2
