"""What a card calls the document that it rests on, with its link and its date."""

from dataclasses import replace
from datetime import date

import pytest

from bot.cards.card import Card
from bot.cards.plain import plain
from bot.cards.provenance import source_note
from tests.calls.builders import call, document, entries


@pytest.mark.parametrize(
    ("url", "published", "words"),
    [
        ("https://wire.example/1", date(2014, 5, 12), "From a press release of May 12, 2014"),
        (None, None, "From a press release"),
        ("https://ir.example/events/q1", None, "From a page seen May 12, 2014"),
        ("https://ir.example/events.ics", None, "From a calendar seen May 12, 2014"),
        ("https://www.sec.gov/Archives/1/ex991.htm", date(2014, 5, 12), "From a filing with the SEC of May 12, 2014"),
    ],
)
def test_a_source_is_called_what_it_is(url: str | None, published: date | None, words: str) -> None:
    source = replace(document(published=published), url=url)
    seen = replace(call(), also_spelled=(), entries=entries(source=source))
    said = plain(Card("x", blocks=(source_note(seen),)))
    assert words in said.replace(" (" + str(url) + ")", "").replace(f" {url}", ""), said
