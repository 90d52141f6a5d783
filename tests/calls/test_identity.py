"""When two names are one name, and two periods one period."""

from datetime import date

import pytest

from bot.calls.announcement import EventKind
from bot.calls.identity import fold, identity_key, identity_keys, same_period, short_name
from tests.calls.builders import ny, release


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Halden Biosciences, Inc.", "Halden Biosciences"),
        ("Halden Biosciences Inc", "Halden Biosciences"),
        ("Nordlys Shipping ASA", "Nordlys Shipping"),
        ("Perle et Fils S.A.", "Perle et Fils"),
        ("Vetter & Co. Ltd.", "Vetter & Co."),
        ("Brightwater Holdings plc", "Brightwater Holdings"),
        ("The Quarry Company", "The Quarry Company"),
        ("Inc", "Inc"),
    ],
)
def test_a_name_is_shown_without_its_legal_suffix(name: str, short: str) -> None:
    assert short_name(name) == short


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Halden Biosciences, Inc.", "HALDEN BIOSCIENCES"),
        ("Vetter & Co. Ltd.", "vetter"),
        ("L’Étoile du Nord S.A.", "L'Etoile du Nord"),
        ("A.B. Crane Corp.", "A B Crane Corporation"),
    ],
)
def test_case_punctuation_accents_and_suffixes_make_no_difference(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_a_name_that_is_only_a_suffix_is_still_a_name() -> None:
    assert fold("Co.") == "co"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Q1 2014", "Q1 2014", True),
        ("Q4 2024", "FY 2024", True),
        ("Q2 2025", "H1 2025", True),
        ("H2 2025", "FY 2025", True),
        ("9M 2025", "Q3 2025", True),
        ("Q4 2024 and FY 2024", "FY 2024", True),
        ("Q1 2014", "Q2 2014", False),
        ("Q4 2023", "FY 2024", False),
        ("H1 2025", "FY 2025", False),
        ("Spring 2025", "spring 2025", True),
    ],
)
def test_periods_that_are_reported_together_are_the_same(one: str, other: str, same: bool) -> None:
    assert same_period(one, other) is same
    assert same_period(other, one) is same


def test_a_results_call_is_told_by_its_period_whatever_its_day() -> None:
    one = identity_key("k", EventKind.RESULTS, "Q4 2024", date(2025, 2, 1), None)
    assert one == identity_key("k", EventKind.RESULTS, "FY 2024", date(2025, 2, 9), None)
    assert one != identity_key("k", EventKind.RESULTS, "Q1 2025", date(2025, 2, 1), None)
    assert one != identity_key("k2", EventKind.RESULTS, "Q4 2024", date(2025, 2, 1), None)


def test_a_presentation_is_told_by_its_conference_and_day() -> None:
    one = identity_key("k", EventKind.CONFERENCE, None, date(2025, 6, 3), "The Northgate Conference")
    assert one == identity_key("k", EventKind.CONFERENCE, "Q1 2025", date(2025, 6, 3), "the northgate conference")
    assert one != identity_key("k", EventKind.CONFERENCE, None, date(2025, 6, 3), "Larkfield Forum")


def test_two_events_of_one_document_never_have_one_key() -> None:
    twice = identity_keys(
        "k", (release(), release(starts_at=ny(5, 14, 9)), release(starts_at=None), release(starts_at=None))
    )
    assert len(set(twice)) == 4
    assert twice == identity_keys(
        "k", (release(), release(starts_at=ny(5, 14, 9)), release(starts_at=None), release(starts_at=None))
    )
