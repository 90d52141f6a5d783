"""Cards as the page draws them: plain data, every word, and no address that the page should not open."""

import json
from datetime import date

import pytest

from bot.cards.card import Actions, Card, Facts, Line, Link, Open, Paragraph, Phone, Run, Span, Text, Tone, When
from handlers.playground.render import card_json
from tests.playground.stage import NEW_YORK, reminder

HOSTILE = "<!channel> *x* [y](http://evil) {{DATE(2014,SHORT)}} <script>alert(1)</script>"


def _drawn(*spans: Span) -> list[dict[str, object]]:
    block = json.loads(json.dumps(card_json(Card("x", Tone.PLAIN, (Paragraph(spans),)))))["blocks"][0]
    spans_drawn: list[dict[str, object]] = block["spans"]
    return spans_drawn


def test_every_word_of_a_card_is_drawn() -> None:
    drawn = json.loads(json.dumps(card_json(reminder())))
    assert drawn["tone"] == "reminder"
    assert [block["type"] for block in drawn["blocks"]] == ["facts", "listing", "quote", "actions", "note"]
    kinds = {span["type"] for row in drawn["blocks"][0]["rows"] for span in row["spans"]}
    assert kinds == {"when", "phone", "link", "text"}


def test_a_moment_has_its_words_and_its_instant() -> None:
    facts = card_json(reminder())["blocks"]
    assert isinstance(facts, list)
    when = facts[0]["rows"][0]["spans"][0]
    assert when["text"] == "Wed, May 14, 2014, 5:00 PM ET"
    assert when["at"] == "2014-05-14T21:00:00+00:00"


def test_a_bare_date_is_the_same_day_for_every_reader() -> None:
    (when,) = _drawn(When(date(2014, 5, 14), NEW_YORK))
    assert (when["text"], when["at"]) == ("Wed, May 14, 2014", None)


def test_a_number_is_shown_in_its_national_form_and_dialled_in_full() -> None:
    (phone,) = _drawn(Phone("+18885550142", "domestic", "7204418"))
    assert (phone["number"], phone["shown"], phone["passcode"]) == ("+18885550142", "(888) 555-0142", "7204418")


@pytest.mark.parametrize(
    "url", ["https://ir.orvelle.example", "http://orvelle.example/a?b", "mailto:ir@orvelle.example"]
)
def test_addresses_that_a_browser_may_open_stay(url: str) -> None:
    assert _drawn(Link(url, "here"))[0]["url"] == url


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "//evil", "file:///etc/passwd", "http://[x", ""]
)
def test_any_other_address_becomes_plain_text(url: str) -> None:
    assert _drawn(Link(url, "here"))[0]["url"] is None
    button = card_json(Card("x", Tone.PLAIN, (Actions((Open("Join", url),)),)))["blocks"]
    assert isinstance(button, list)
    assert button[0]["buttons"][0]["url"] is None


def test_hostile_words_stay_as_they_are() -> None:
    line: Line = (Text(HOSTILE),)
    drawn = card_json(Card(HOSTILE, Tone.NEWS, (Facts(((HOSTILE, line),)), Actions((Run(HOSTILE, HOSTILE),)))))
    text = json.dumps(drawn, ensure_ascii=False)
    assert drawn["title"] == HOSTILE
    assert text.count(json.dumps(HOSTILE)[1:-1]) == 5
