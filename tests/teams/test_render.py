"""How a card looks in Teams, that no words of others become anything but words, and that everything fits."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.card import (
    Actions,
    Card,
    Facts,
    Link,
    Listing,
    Open,
    Paragraph,
    Phone,
    Quote,
    Run,
    Style,
    Text,
    Tone,
    When,
)
from handlers.teams.limits import BUTTONS_IN_A_ROW, MESSAGE_BYTES, lint, size
from handlers.teams.render import adaptive, as_plain, render
from handlers.teams.runs import inert, inert_text
from tests.slack.cards import ANY_CARD, EXTREME, HOSTILE, HOSTILE_CARD, REMINDER, START, dial_ins, long_list
from tests.teams.cards import assert_inert, assert_plain, breaches, card_in, parts, visible

AT = "2014-05-14T21:00:00Z"
BRACES = st.text(alphabet="{}DATE(2014-05Z,<>[]:!a/", max_size=30)


def test_a_reminder_looks_as_it_was_designed() -> None:
    message = render(REMINDER)
    title, *rows = visible(card_in(message)).splitlines()
    assert title == "🔔 Orvelle Biosciences (OTCQX: ORV): Q1 2014 results call in 1 hour"
    assert rows == [
        f"When\u2002Wed, May 14, 2014, 5:00 PM ET  ·  {{{{DATE({AT},SHORT)}}}} {{{{TIME({AT})}}}} for you",
        "Dial in\u2002(888) 646-8293 domestic  ·  +1 973-453-3065 international",
        "Webcast\u2002www.orvelle.example",
        "Questions\u2002closed at 12:00 PM ET  ·  {{TIME(2014-05-14T16:00:00Z)}} for you  ·  3 collected here",
        "From a press release of May 12, 2014 (also spelled Orvella)  ·  added by @dana",
    ]
    (row,) = parts(card_in(message), "ActionSet")
    assert [(one["type"], one["title"], one.get("style")) for one in row["actions"]] == [
        ("Action.OpenUrl", "Join webcast", None),
        ("Action.Execute", "Details", None),
        ("Action.Execute", "Mute this call", "destructive"),
    ]
    assert message["summary"] == title
    assert "(888) 646-8293 domestic  ·  +1 973-453-3065 international" in card_in(message)["fallbackText"]


@pytest.mark.parametrize(
    "card", [REMINDER, HOSTILE_CARD, *EXTREME], ids=lambda card: card.title[:12].strip() or "empty"
)
def test_every_card_is_one_by_the_published_schema(card: Card) -> None:
    assert breaches(card_in(render(card))) == []


def test_the_schema_would_find_what_is_wrong() -> None:
    card = card_in(render(REMINDER))
    assert breaches(card | {"body": [{"type": "RichTextBlock", "inlines": [{"type": "TextRun", "txt": "x"}]}]})
    assert breaches({**card, "body": [{"type": "Container", "style": "red", "items": []}]})


@settings(max_examples=25)
@given(ANY_CARD)
def test_any_card_at_all_is_one_by_the_published_schema(card: Card) -> None:
    message = render(card)
    assert breaches(card_in(message)) == []


def test_hostile_words_stay_words() -> None:
    message = render(HOSTILE_CARD)
    assert lint(message) == []
    assert_inert(message)
    assert HOSTILE in visible(card_in(message))
    links = [link["url"] for link in parts(card_in(message), "Action.OpenUrl")]
    assert links == ["https://a.example"]


@given(ANY_CARD)
def test_no_card_ever_breaks_a_limit_or_becomes_markup(card: Card) -> None:
    message = render(card)
    assert lint(message) == []
    assert message.get("attachments"), "Anything of this size fits in a card."
    assert_inert(message)


@given(BRACES)
def test_no_words_ever_begin_a_date(words: str) -> None:
    assert "{{" not in inert(words)
    assert inert(words).replace("\u200b", "") == words
    assert_plain(inert_text(words))
    assert inert_text(words).replace("\u200b", "") == words


@given(st.lists(BRACES, min_size=2, max_size=4))
def test_words_that_meet_never_begin_a_date(words: list[str]) -> None:
    card = adaptive(Card("x", blocks=(Paragraph(tuple(Text(one) for one in words)),)))
    assert_inert(card)


@pytest.mark.parametrize("card", EXTREME, ids=lambda card: card.title[:12].strip() or "empty")
def test_extreme_cards_are_made_to_fit(card: Card) -> None:
    message = render(card)
    assert lint(message) == []
    assert card_in(message)["body"]


def test_forty_dial_ins_fit_without_leaving_any_out() -> None:
    card = card_in(render(dial_ins(40)))
    dialled = [link for link in parts(card, "Action.OpenUrl") if link["url"].startswith("tel:")]
    assert len(dialled) == 40
    assert "more" not in visible(card)
    assert "N" * 300 in visible(card)


def test_what_does_not_fit_is_counted() -> None:
    message = render(long_list(400))
    words = visible(card_in(message))
    shown = words.count("Company number")
    assert f"•  … and {400 - shown} more" in words
    assert shown > 50
    assert size(message) <= MESSAGE_BYTES
    assert "From a" in words


@pytest.mark.parametrize(
    ("passcode", "dialled"),
    [("12345678", ["tel:+18886468293,,12345678%23"]), ("Orvelle", ["tel:+18886468293"]), (None, ["tel:+18886468293"])],
)
def test_a_number_dials_with_its_passcode_where_it_can_be_keyed(passcode: str | None, dialled: list[str]) -> None:
    card = adaptive(Card("Call", blocks=(Facts((("Dial in", (Phone("+18886468293", None, passcode),)),)),)))
    assert [link["url"] for link in parts(card, "Action.OpenUrl")] == dialled
    assert "Dial in\u2002(888) 646-8293" in visible(card)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://", "https://a.example/{x}", "tel:+1", "https://a b"])
def test_what_teams_would_not_open_is_shown_without_a_link(url: str) -> None:
    card = adaptive(Card("x", blocks=(Paragraph((Link(url, "there"),)), Actions((Open("There", url),)))))
    assert list(parts(card, "Action.OpenUrl")) == []
    assert visible(card) == "x\nthere"


def test_a_time_is_told_in_brackets_within_a_sentence_and_not_at_all_for_a_day() -> None:
    sentence = Paragraph((Text("I will post at "), When(START, "America/New_York", "ET"), Text(".")))
    told = f"I will post at Wed, May 14, 2014, 5:00 PM ET ({{{{DATE({AT},SHORT)}}}} {{{{TIME({AT})}}}} for you)."
    assert visible(adaptive(Card("x", blocks=(sentence,)))) == f"x\n{told}"
    for when in (When(START, "America/New_York", "ET", Style.DAY), When(date(2014, 5, 14), "America/New_York")):
        assert visible(adaptive(Card("x", blocks=(Paragraph((when,)),)))) == "x\nWed, May 14, 2014"


def test_a_moment_in_two_zones_is_told_in_the_readers_own_once() -> None:
    row = (When(START, "America/New_York", "ET"), Text("  ·  here "), When(START, "Europe/London"))
    words = visible(adaptive(Card("x", blocks=(Facts((("Now", row),)),))))
    assert words.endswith("for you  ·  here Wed, May 14, 2014, 10:00 PM BST")
    assert words.count("for you") == 1


def test_a_button_is_answered_in_place_and_by_a_message_where_the_client_knows_no_better() -> None:
    card = adaptive(Card("x", blocks=(Actions((Run("Mute", "mute ORV"),)),)))
    (button,) = parts(card, "Action.Execute")
    assert button["data"] == {"words": "mute ORV"}
    assert button["fallback"] == {"type": "Action.Submit", "title": "Mute", "data": {"words": "mute ORV"}}


def test_a_button_that_opens_a_form_opens_it_as_a_dialog() -> None:
    card = adaptive(
        Card("x", blocks=(Actions((Run("Edit", "edit ORV"), Run("Details", "show ORV"))),)), "edit ORV".__eq__
    )
    (opening,) = parts(card, "Action.Submit")
    assert opening["data"] == {"words": "edit ORV", "msteams": {"type": "task/fetch"}}
    assert [button["title"] for button in parts(card, "Action.Execute")] == ["Details"]


def test_buttons_stand_in_rows_of_as_many_as_teams_draws() -> None:
    buttons = Actions(tuple(Run(f"B{n}", f"b {n}") for n in range(8)))
    rows = [len(row["actions"]) for row in parts(adaptive(Card("x", blocks=(buttons,))), "ActionSet")]
    assert rows == [BUTTONS_IN_A_ROW, 2]


@pytest.mark.parametrize(
    ("tone", "ground"), [(Tone.CANCELLED, "attention"), (Tone.CHANGED, "warning"), (Tone.DONE, "good")]
)
def test_what_must_not_be_missed_stands_on_a_ground_of_teams_own_colours(tone: Tone, ground: str) -> None:
    (title, *_) = adaptive(Card("x", tone))["body"]
    assert (title["type"], title["style"]) == ("Container", ground)
    assert adaptive(Card("x", Tone.REMINDER))["body"][0]["type"] == "RichTextBlock"


def test_a_moved_time_shows_what_no_longer_holds() -> None:
    line = (Text("5:00 PM", struck=True), Text(" 6:00 PM", strong=True), Text(" ET"), Text(", New York"))
    (_, block) = parts(adaptive(Card("Moved", blocks=(Paragraph(line),))), "RichTextBlock")
    looks = [(run["text"], run.get("strikethrough"), run.get("weight")) for run in block["inlines"]]
    assert looks == [("5:00 PM", True, None), (" 6:00 PM", None, "bolder"), (" ET, New York", None, None)]


def test_what_turns_words_around_unseen_is_left_out() -> None:
    card = adaptive(Card("Orvelle\u202e gpj.exe\x1b[2J", blocks=(Quote("a\u2066b\x00c\nd"), Listing(((),)))))
    assert visible(card) == "Orvelle gpj.exe[2J\nabc\nd"


def test_the_last_resort_is_plain_text() -> None:
    message = as_plain(render(HOSTILE_CARD))
    assert message["textFormat"] == "plain"
    assert "attachments" not in message
    assert_inert(message)
    assert as_plain(message) == message


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ({"type": "TextBlock", "text": "*x*"}, "a TextBlock is not one of ours"),
        ({"type": "TextRun", "text": "x", "colour": "red"}, "colour is no part of a TextRun"),
        ({"type": "RichTextBlock", "inlines": []}, "inlines: is empty"),
        ({"type": "Action.OpenUrl", "title": "x", "url": "file:///etc"}, "links are http, https, mailto or tel"),
        ({"type": "Action.OpenUrl", "title": "x", "url": "https://a.example/" + "x" * 3_000}, "3000 at most"),
        ({"type": "Action.Submit", "title": "", "data": {}}, "0 characters, 80 at most"),
        ({"type": "ActionSet", "actions": [{"type": "Action.Submit", "title": "x"}] * 7}, "7, 6 at most"),
        ({"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": "x" * 40_000}]}, "80000 at most"),
    ],
)
def test_what_teams_would_refuse_is_named_with_its_place(part: dict[str, object], told: str) -> None:
    message = render(REMINDER)
    card = card_in(message)
    broken = {**message, "attachments": [{"content": {**card, "body": [part]}}]}
    (problem,) = lint(broken)
    assert told in problem
    assert problem.startswith("attachments[0].content.body[0]" if "bytes" not in problem else "message")


def test_a_message_needs_words_for_its_notification() -> None:
    assert lint({**render(REMINDER), "summary": " "}) == ["summary: a message needs words of its own for notifications"]
    assert render(replace(REMINDER, title=" ", tone=Tone.PLAIN))["summary"] == "Tickerbell"
