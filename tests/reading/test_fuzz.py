"""Documents that no publisher would make are read, or refused with a sentence: a short run of ``make fuzz``."""

import pytest

from tests.benchmarks.fuzz import SAMPLES, Tally, made, tried
from tests.reading.documents import FORMS

TEXTS = [path.read_text("utf-8") for path in SAMPLES]


@pytest.mark.parametrize("form", sorted(FORMS))
def test_no_document_breaks_the_reader(form: str) -> None:
    tally, number = Tally(), 1
    while tally.tried < 25:
        case = made(number, TEXTS, sizes=(200, 2_000, 4_000))
        number += 1
        if case.form == form:
            assert tried(case, tally, in_time=False) is None
    assert tally.refused < tally.tried


def test_the_number_of_a_document_makes_it_again() -> None:
    assert made(7, TEXTS) == made(7, TEXTS)
