"""How a card looks in Slack, that no words of others become markup, and that everything fits."""

import re
from typing import Any

import pytest
from hypothesis import given

from bot.cards.card import Actions, Card, Facts, Link, Note, Paragraph, Phone, Run, Style, Text, Tone, When
from handlers.slack.limits import MESSAGE_CHARACTERS, lint, size
from handlers.slack.render import as_plain, render
from tests.fakes.slack_blocks import complaint, elements, visible
from tests.slack.cards import ANY_CARD, EXTREME, HOSTILE, HOSTILE_CARD, REMINDER, START, dial_ins, long_list

BOLD = {"bold": True}
OURS = re.compile(r"<(?:https?://|mailto:)[^|<>]+\|[^|<>]*>")


def test_a_reminder_looks_as_it_was_designed() -> None:
    assert render(REMINDER)["blocks"] == [
        {
            "type": "header",
            "text": {
                "type": "plain_text",
                "text": "🔔 Orvelle Biosciences (OTCQX: ORV): Q1 2014 results call in 1 hour",
                "emoji": False,
            },
        },
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": "When", "style": BOLD},
                        {"type": "text", "text": "\u2002Wed, May 14, 2014, 5:00 PM ET  ·  "},
                        {
                            "type": "date",
                            "timestamp": 1400101200,
                            "format": "{date_short_pretty} at {time} for you",
                            "fallback": "Wed, May 14, 2014, 9:00 PM UTC",
                        },
                        {"type": "text", "text": "\n"},
                        {"type": "text", "text": "Dial in", "style": BOLD},
                        {"type": "text", "text": "\u2002"},
                        {"type": "link", "url": "tel:+18886468293,,13671234%23", "text": "(888) 646-8293"},
                        {"type": "text", "text": " domestic  ·  "},
                        {"type": "link", "url": "tel:+19734533065,,13671234%23", "text": "+1 973-453-3065"},
                        {"type": "text", "text": " international\n"},
                        {"type": "text", "text": "Webcast", "style": BOLD},
                        {"type": "text", "text": "\u2002"},
                        {"type": "link", "url": "https://www.orvelle.example", "text": "www.orvelle.example"},
                        {"type": "text", "text": "\n"},
                        {"type": "text", "text": "Questions", "style": BOLD},
                        {"type": "text", "text": "\u2002closed at 12:00 PM ET  ·  "},
                        {
                            "type": "date",
                            "timestamp": 1400083200,
                            "format": "{time} for you",
                            "fallback": "4:00 PM UTC",
                        },
                        {"type": "text", "text": "  ·  3 collected here"},
                    ],
                }
            ],
        },
        {
            "type": "actions",
            "elements": [
                {
                    "type": "button",
                    "text": {"type": "plain_text", "text": "Join webcast", "emoji": False},
                    "action_id": "open:0",
                    "url": "https://www.orvelle.example",
                },
                {
                    "type": "button",
                    "text": {"type": "plain_text", "text": "Details", "emoji": False},
                    "action_id": "run:1",
                    "value": "show ORV",
                },
                {
                    "type": "button",
                    "text": {"type": "plain_text", "text": "Mute this call", "emoji": False},
                    "action_id": "run:2",
                    "value": "mute ORV",
                    "style": "danger",
                },
            ],
        },
        {
            "type": "context",
            "elements": [
                {
                    "type": "mrkdwn",
                    "text": "From a <https://news.example/a?b=1&amp;c=2|press release> of May 12, 2014 "
                    "(also spelled Orvella)  ·  added by @dana",
                    "verbatim": True,
                }
            ],
        },
    ]


def test_the_text_for_notifications_says_it_all_in_plain_words() -> None:
    text = str(render(REMINDER)["text"])
    assert text.startswith("🔔 Orvelle Biosciences (OTCQX: ORV): Q1 2014 results call in 1 hour\nWhen")
    assert "(888) 646-8293 domestic  ·  +1 973-453-3065 international" in text


def test_hostile_words_stay_words() -> None:
    message = render(HOSTILE_CARD)
    assert complaint(message) is None
    assert HOSTILE in visible(message)
    assert_inert(message)
    assert [link["url"] for link in elements(message, "link")] == []
    assert [button.get("url") for button in elements(message, "button")] == ["https://a.example", None]


@given(ANY_CARD)
def test_no_card_ever_breaks_a_limit_or_becomes_markup(card: Card) -> None:
    message = render(card)
    assert lint(message) == []
    assert complaint(message) is None
    assert message.get("blocks"), "Anything of this size fits in blocks."
    assert_inert(message)


@pytest.mark.parametrize("card", EXTREME, ids=lambda card: card.title[:12].strip() or "empty")
def test_extreme_cards_are_made_to_fit(card: Card) -> None:
    message = render(card)
    assert lint(message) == []
    assert complaint(message) is None
    assert message["blocks"]


def test_forty_dial_ins_fit_without_leaving_any_out() -> None:
    message = render(dial_ins(40))
    assert len([link for link in elements(message, "link") if link["url"].startswith("tel:")]) == 40
    assert "more" not in visible(message)
    assert "N" * 300 in visible(message)


def test_what_does_not_fit_is_counted() -> None:
    message = render(long_list(100))
    shown = len(elements(message, "date"))
    assert f"• … and {100 - shown} more" in visible(message)
    assert shown > 25
    assert size(message["blocks"]) > MESSAGE_CHARACTERS * 0.75, "There was room for more."
    assert "From a" in visible(message)


@pytest.mark.parametrize(
    ("passcode", "dialled"),
    [
        ("12345678", "tel:+18886468293,,12345678%23"),
        ("12345678#", "tel:+18886468293,,12345678%23"),
        ("*6123", "tel:+18886468293,,*6123%23"),
        ("Orvelle", "tel:+18886468293"),
        ("123 456", "tel:+18886468293"),
        ("1;phone-context=evil", "tel:+18886468293"),
        (None, "tel:+18886468293"),
    ],
)
def test_a_number_dials_with_its_passcode_where_it_can_be_keyed(passcode: str | None, dialled: str) -> None:
    message = render(Card("Call", blocks=(Facts((("Dial in", (Phone("+18886468293", None, passcode),)),)),)))
    assert [link["url"] for link in elements(message, "link")] == [dialled]
    assert "Dial in\u2002(888) 646-8293" in visible(message)


def test_what_is_no_number_is_shown_and_not_dialled() -> None:
    message = render(Card("Call", blocks=(Paragraph((Phone("1-800-ORVELLE", "toll free"),)),)))
    assert elements(message, "link") == []
    assert "1-800-ORVELLE toll free" in visible(message)


def test_a_time_is_told_in_brackets_within_a_sentence_and_not_at_all_for_a_day() -> None:
    sentence = Paragraph((Text("I will post at "), When(START, "America/New_York", "ET"), Text(".")))
    (date,) = elements(render(Card("x", blocks=(sentence,))), "date")
    assert (date["format"], date["fallback"]) == (
        "({date_short_pretty} at {time} for you)",
        "(Wed, May 14, 2014, 9:00 PM UTC)",
    )
    day = Paragraph((When(START, "America/New_York", "ET", Style.DAY),))
    assert elements(render(Card("x", blocks=(day,))), "date") == []


def test_a_call_with_an_end_reads_as_one_line() -> None:
    row = (When(START, "America/New_York", "ET"), Text(" to "), When(START, "America/New_York", "ET", Style.TIME))
    message = render(Card("x", blocks=(Facts((("When", row),)),)))
    first, last = (date["format"] for date in elements(message, "date"))
    assert (first, last) == ("({date_short_pretty} at {time} for you)", "{time} for you")


def test_what_turns_words_around_unseen_is_left_out() -> None:
    message = render(Card("Orvelle\u202e gpj.exe\x1b[2J", blocks=(Paragraph((Text("a\u2066b\x00c"),)),)))
    assert visible(message) == "Orvelle gpj.exe[2J\nabc"


def test_a_moved_time_shows_what_no_longer_holds() -> None:
    message = render(
        Card("Moved", Tone.CHANGED, (Paragraph((Text("5:00 PM", struck=True), Text(" 6:00 PM", strong=True))),))
    )
    styles = [element.get("style") for element in elements(message["blocks"], "text") if "style" in element]
    assert styles == [{"strike": True}, {"bold": True}]


def test_a_quiet_line_whose_words_look_like_markup_keeps_its_link_another_way() -> None:
    note = Note((Text("Added by @ben_smith and @eve_w from "), Link("https://a.example", "this page")))
    message = render(Card("x", blocks=(note,)))
    assert elements(message, "mrkdwn") == []
    assert [link["url"] for link in elements(message, "link")] == ["https://a.example"]


def test_buttons_in_several_rows_have_ids_of_their_own() -> None:
    rows = tuple(Actions((Run("A", "a"), Run("B", "b"))) for _ in range(3))
    ids = [button["action_id"] for button in elements(render(Card("x", blocks=rows)), "button")]
    assert len(set(ids)) == 6


def test_the_last_resort_is_plain_text_that_slack_leaves_alone() -> None:
    plain = as_plain(render(HOSTILE_CARD))
    assert (plain["mrkdwn"], plain["parse"]) == (False, "none")
    assert "blocks" not in plain
    assert_inert(plain)


def assert_inert(message: Any) -> None:
    """Nothing in it is parsed by Slack but what we meant to be."""
    assert "<" not in str(message["text"]), "The notification's text could hold a mention."
    assert ">" not in str(message["text"])
    for mrkdwn in elements(message, "mrkdwn"):
        assert mrkdwn["verbatim"] is True
        rest = OURS.sub("", mrkdwn["text"])
        assert not re.search(r"[<>*_~`]", rest), mrkdwn["text"]
    for plain_text in elements(message, "plain_text"):
        assert plain_text["emoji"] is False
    for link in elements(message, "link"):
        assert re.match(r"(https?|mailto|tel):", link["url"])
    for kind in ("user", "usergroup", "broadcast", "channel", "emoji"):
        assert elements(message, kind) == []
