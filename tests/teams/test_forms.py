"""How a form looks in Teams, what comes back of it, and that no words of others become anything but words."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.card import Actions, Link, Listing, Paragraph, Run, Text
from bot.cards.form import (
    Field,
    Form,
    LongText,
    OneOf,
    Option,
    Place,
    SentForm,
    SeveralOf,
    ShortText,
    TypedWhen,
    Value,
    YesNo,
    reading_form,
)
from handlers.teams.forms import dialog, sent_form
from handlers.teams.limits import lint_card
from tests.slack.cards import HOSTILE
from tests.teams.cards import assert_inert, breaches, parts, visible

KINDS = (Option("results", "Results call"), Option("a,b", "Annual meeting", "once a year"))
FORM = Form(
    "add",
    "Check the call",
    "Add this call",
    (Paragraph((Text("Look it through before it counts."),)),),
    (
        Field(
            "company", "Company", ShortText("Orvelle", most=80), "Its name.", said="Orvelle said", warning="Two names."
        ),
        Field("start", "Starts", TypedWhen("May 14 5pm ET", "America/New_York"), required=True),
        Field("dial-in", "Dial in", LongText("(888) 646-8293\n+1 973-453-3065")),
        Field("event", "What it is", OneOf(KINDS, "a,b"), required=True),
        Field("parts", "Calls", SeveralOf(KINDS, ("results", "a,b"))),
        Field("private", "Only here", YesNo("Keep it to this channel", value=True)),
    ),
    "check d1 0",
    "I found no call in it.",
)


def card_of(form: Form) -> dict[str, Any]:
    card: dict[str, Any] = dialog(form)["task"]["value"]["card"]["content"]
    return card


def sent(form: Form, typed: Mapping[str, str] | None = None) -> SentForm | None:
    """What Teams sends: the data of the button, and what stands in each input, empty ones left out."""
    card = card_of(form)
    inputs = [one for kind in ("Text", "ChoiceSet", "Toggle") for one in parts(card, f"Input.{kind}")]
    values = {one["id"]: one["value"] for one in inputs} | {f"field:{key}": text for key, text in (typed or {}).items()}
    return sent_form({**card["actions"][0]["data"], **{name: value for name, value in values.items() if value}})


def test_a_form_looks_as_it_was_designed() -> None:
    shown = dialog(FORM)["task"]
    assert (shown["type"], shown["value"]["title"], shown["value"]["height"]) == ("continue", "Check the call", "large")
    assert visible(card_of(FORM)).splitlines() == [
        "⚠ I found no call in it.",
        "Look it through before it counts.",
        "Its name.",
        "“Orvelle said”",
        "⚠ Two names.",
    ]
    labels = [(one["label"], one["isRequired"]) for one in card_of(FORM)["body"] if "label" in one]
    assert labels == [
        ("Company", False),
        ("Starts", True),
        ("Dial in", False),
        ("What it is", True),
        ("Calls", False),
        ("Only here", False),
    ]
    (button,) = card_of(FORM)["actions"]
    assert (button["type"], button["title"]) == ("Action.Submit", "Add this call")


@pytest.mark.parametrize("form", [FORM, reading_form("add"), Form("", "x" * 400)], ids=lambda form: form.title[:9])
def test_every_form_is_a_card_by_the_published_schema(form: Form) -> None:
    assert breaches(card_of(form)) == []
    assert lint_card(card_of(form)) == []


def test_what_nobody_touched_comes_back_as_it_was() -> None:
    assert sent(FORM) == SentForm(
        "add",
        "check d1 0",
        {
            "company": "Orvelle",
            "start": "May 14 5pm ET",
            "dial-in": "(888) 646-8293\n+1 973-453-3065",
            "event": "a,b",
            "parts": ("results", "a,b"),
            "private": True,
        },
    )


def test_what_was_emptied_comes_back_empty() -> None:
    emptied = sent(FORM, {"company": "", "dial-in": "a\r\nb", "parts": "", "private": "no", "event": ""})
    assert emptied is not None
    assert emptied.values == {
        "company": "",
        "start": "May 14 5pm ET",
        "dial-in": "a\nb",
        "event": "",
        "parts": (),
        "private": False,
    }


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"words": "show ORV"},
        {"form": "add"},
        {"form": {"name": "add"}},
        {"form": {"name": 1, "state": "", "fields": {}}},
    ],
)
def test_what_is_no_form_of_ours_is_none(data: Mapping[str, Any]) -> None:
    assert sent_form(data) is None


def test_values_of_odd_kinds_are_taken_for_empty() -> None:
    about = {"name": "add", "state": "", "fields": {"a": "text", "b": "several", "c": "box", "d": ["x"]}}
    made = sent_form({"form": about, "field:a": 7, "field:b": None, "field:c": True, "field:d": {"x": 1}})
    assert made == SentForm("add", "", {"a": "", "b": (), "c": True, "d": ""})


def test_a_form_that_only_says_something_has_nothing_to_send() -> None:
    card = card_of(reading_form("add"))
    assert "actions" not in card
    assert visible(card) == "One moment…"


def test_a_title_that_is_too_long_for_a_dialog_is_told_in_full() -> None:
    title = "There are two companies that bear this name, and I cannot tell which of them is meant: say its ticker."
    assert title in visible(card_of(Form("", title)))
    assert len(dialog(Form("", title))["task"]["value"]["title"]) <= 64


def test_a_conversation_is_not_chosen_but_gone_to() -> None:
    form = Form("add", "Add a call", "Read it", fields=(Field("place", "Channel", Place(), required=True),))
    assert "open it in the one that it is for" in visible(card_of(form))
    assert sent(form) == SentForm("add", "", {})


def test_words_before_a_form_have_no_buttons() -> None:
    form = Form("", "x", intro=(Actions((Run("Details", "show ORV"),)), Paragraph((Text("Words."),))))
    assert visible(card_of(form)) == "Words."
    assert list(parts(card_of(form), "Action.Execute")) == []


def hostile(words: str) -> Form:
    """A form in which everything that can come from outside is ``words``."""
    options = (Option("1", words), Option("2", words, words))
    said: dict[str, Any] = {"said": words, "hint": words, "warning": words}
    return Form(
        "add",
        words,
        words,
        (Paragraph((Text(words), Link("https://a.example", words))), Listing(((Text(words),),), words)),
        (
            Field("a", words, ShortText(words, example=words), **said),
            Field("b", words, LongText(words)),
            Field("c", words, TypedWhen(words, "UTC")),
            Field("d", words, OneOf(options, "2"), **said),
            Field("e", words, SeveralOf(options, ("1", "2"))),
            Field("f", words, YesNo(words)),
        ),
        words,
        words,
    )


@settings(max_examples=60)
@given(st.one_of(st.text(max_size=60), st.sampled_from([HOSTILE, "{{{DATE(2014-05-14T21:00:00Z)}}", "- [x]: a\n1. b"])))
def test_hostile_words_stay_words_in_forms(words: str) -> None:
    form = hostile(words)
    task = dialog(form)["task"]["value"]
    assert lint_card(task["card"]["content"]) == []
    assert_inert(task["card"]["content"] | {"body": [without_values(one) for one in task["card"]["content"]["body"]]})
    for title in boxes(task["card"]["content"]):
        # Markdown is read beside boxes: no emphasis, code, link, list or heading may begin there.
        assert not re.search(r"[*_`~\[\]<\\]|://|www\.|^[-+#>=|\d]", title.replace("www.\u200b", "")), title


def boxes(card: dict[str, Any]) -> list[str]:
    sets = [choice["title"] for one in parts(card, "Input.ChoiceSet") for choice in one["choices"]]
    return [*sets, *(one["title"] for one in parts(card, "Input.Toggle"))]


def without_values(part: dict[str, Any]) -> dict[str, Any]:
    """What somebody may change is shown in an input, which reads nothing into it."""
    return {name: value for name, value in part.items() if name != "value"}


@given(st.dictionaries(st.from_regex(r"[a-z_.-]{1,8}", fullmatch=True), st.text(min_size=1, max_size=9), max_size=6))
def test_whatever_is_chosen_comes_back_as_it_was(chosen: dict[str, str]) -> None:
    options = tuple(Option(value, "x") for value in dict.fromkeys(chosen.values()))
    fields = [Field(f"s{key}", "Several", SeveralOf(options, tuple(dict.fromkeys(chosen.values())))) for key in chosen]
    fields += [Field(f"o{key}", "One", OneOf(options, value)) for key, value in chosen.items()]
    back = sent(Form("f", "F", "Send", fields=tuple(fields)))
    expected: dict[str, Value] = {f"s{key}": tuple(dict.fromkeys(chosen.values())) for key in chosen}
    assert back == SentForm("f", "", expected | {f"o{key}": value for key, value in chosen.items()})


def test_a_form_of_extreme_length_is_cut_around_its_questions_alone() -> None:
    fields = tuple(
        Field(f"f{n}", "L" * 150, LongText("v" * 300, most=3_000), "H" * 300, said="S" * 2_000, warning="W" * 300)
        for n in range(30)
    )
    form = Form("add", "T" * 24, "Send", tuple(Paragraph((Text("P" * 5_000),)) for _ in range(20)), fields, "s" * 1_000)
    assert lint_card(card_of(form)) == []
    back = sent(form)
    assert back is not None
    assert (set(back.values.values()), len(back.values), back.state) == ({"v" * 300}, 30, "s" * 1_000)
