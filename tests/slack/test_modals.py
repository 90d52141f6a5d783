"""Forms as modals: within Slack's limits whatever they hold, and whole when they come back."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cards.card import Actions, Card, Listing, Note, Paragraph, Quote, Run, Text, Tone
from bot.cards.form import (
    Field,
    Form,
    Input,
    LongText,
    OneOf,
    Option,
    Place,
    SeveralOf,
    ShortText,
    TypedWhen,
    YesNo,
    with_errors,
)
from bot.commands import forms
from bot.commands.command import Request
from bot.commands.forms.form_command import Refused
from bot.workspaces import Person
from handlers.slack.modals import Opened, draw, draw_card, errors_of, sent_form
from handlers.slack.view_limits import lint_modal
from tests.commands.releases import HALDEN
from tests.commands.test_forms import TWO_CALLS, next_page, opened
from tests.commands.town import BIOTECH, ONE, Town, town_at
from tests.fakes.slack_forms import Modal, refusal
from tests.slack.cards import HOSTILE

HERE = Opened("C1", "biotech")
OPTIONS = tuple(Option(str(number), f"Option {number}", "about it") for number in range(3))
ALL = Form(
    "add",
    "All there is",
    "Send",
    (Paragraph((Text("Read it"),)), Note((Text("quietly"),))),
    (
        Field("short", "Short", ShortText("one line", 300, "such as"), "A hint", required=True, said="It says."),
        Field("long", "Long", LongText("two\nlines"), warning="Check it"),
        Field("when", "When", TypedWhen("May 14, 2014 5:00 PM ET", "America/New_York"), said="On May 14.", warning="!"),
        Field("one", "One", OneOf(OPTIONS, "1")),
        Field("several", "Several", SeveralOf(OPTIONS, ("0", "2"))),
        Field("yes", "Yes", YesNo("Really", True)),
        Field("no", "No", YesNo("Really", False)),
        Field("place", "Where", Place("C7")),
    ),
    "state of it",
)


def judged(view: dict[str, Any]) -> list[str]:
    """What our judge and the other one say."""
    other = refusal(view)
    return [*lint_modal(view), *([other] if other else [])]


def sent(view: dict[str, Any], **typed: Any) -> dict[str, Any]:
    """The view as Slack sends it back."""
    return view | {"id": "V1", "state": Modal("V1", "U1", "h", view).state(typed)}


def test_every_input_comes_back_as_it_was_filled_in() -> None:
    view = draw(ALL, HERE)
    assert judged(view) == []
    form, where = sent_form(sent(view))
    assert (form.name, form.state, where) == ("add", "state of it", HERE)
    assert form.values == {
        "short": "one line",
        "long": "two\nlines",
        "when": "May 14, 2014 5:00 PM ET",
        "one": "1",
        "several": ("0", "2"),
        "yes": True,
        "no": False,
        "place": "C7",
    }


def test_what_is_emptied_comes_back_empty() -> None:
    form, _ = sent_form(sent(draw(ALL, HERE), long="", when="", one="", several=(), yes=False))
    assert (form.values["long"], form.values["one"], form.values["several"], form.values["yes"]) == ("", "", (), False)


def test_errors_stand_at_the_blocks_of_their_fields() -> None:
    view = draw(ALL, HERE)
    errors = errors_of(view, {"when": "No such day.", "gone": "?"})
    assert list(errors.values()) == ["No such day."]
    assert next(iter(errors)).endswith(":when")


def test_another_page_has_other_blocks_so_that_nothing_typed_on_one_shows_on_the_next() -> None:
    first = {block.get("block_id") for block in draw(ALL, HERE)["blocks"]} - {None}
    following = Form("add", "Next", "Send", (), ALL.fields, "another state")
    assert not first & {block.get("block_id") for block in draw(following, HERE)["blocks"]}


_TEXTS = st.one_of(st.text(max_size=400), st.sampled_from([HOSTILE, "x" * 5_000, "\n" * 50, ""]))
_OPTIONS = st.lists(
    st.builds(Option, st.uuids().map(str), _TEXTS, st.none() | _TEXTS),
    min_size=1,
    max_size=12,
    unique_by=lambda o: o.value,
).map(tuple)
_INPUTS: st.SearchStrategy[Input] = st.one_of(
    st.builds(ShortText, _TEXTS, st.integers(1, 3_000), _TEXTS),
    st.builds(LongText, _TEXTS, st.integers(1, 3_000), _TEXTS),
    st.builds(TypedWhen, _TEXTS, st.just("UTC"), _TEXTS),
    st.builds(OneOf, _OPTIONS, _TEXTS),
    st.builds(SeveralOf, _OPTIONS),
    st.builds(YesNo, _TEXTS, st.booleans()),
    st.builds(Place, st.sampled_from(["", "C1"])),
)
_FIELDS = st.lists(
    st.builds(
        Field,
        st.uuids().map(str),
        _TEXTS,
        _INPUTS,
        st.none() | _TEXTS,
        st.booleans(),
        st.none() | _TEXTS,
        st.none() | _TEXTS,
    ),
    max_size=30,
    unique_by=lambda field: field.key,
).map(tuple)
_FORMS = st.builds(
    Form,
    st.just("add"),
    _TEXTS,
    st.just("Send"),
    st.lists(st.builds(lambda words: Paragraph((Text(words),)), _TEXTS), max_size=3).map(tuple),
    _FIELDS,
    st.text(max_size=500),
    st.none() | _TEXTS,
)


@settings(max_examples=30)
@given(form=_FORMS)
def test_slack_takes_every_form(form: Form) -> None:
    assert judged(draw(form, HERE)) == []


@settings(max_examples=20)
@given(words=_TEXTS, count=st.integers(0, 80))
def test_slack_takes_every_answer_shown_in_a_form(words: str, count: int) -> None:
    line = (Text(words),)
    blocks = (Listing((line,) * count, "Many"), Quote(words), Actions((Run(words or "x", "next"),) * min(count, 30)))
    assert judged(draw_card(Card(words, Tone.REVIEW, blocks), HERE)) == []


BAD: dict[str, dict[str, Any]] = {
    "a long title": {"title": {"type": "plain_text", "text": "x" * 25}},
    "no title": {"title": {"type": "plain_text", "text": ""}},
    "a title in markup": {"title": {"type": "mrkdwn", "text": "x"}},
    "a long submit": {"submit": {"type": "plain_text", "text": "x" * 25}},
    "too much metadata": {"private_metadata": "x" * 3_001},
    "no blocks": {"blocks": []},
    "a hundred and one blocks": {"blocks": [{"type": "divider"}] * 101},
    "an unknown part": {"colour": "red"},
}


@pytest.mark.parametrize("change", BAD.values(), ids=BAD.keys())
def test_the_judge_finds_what_is_wrong_with_a_modal(change: dict[str, Any]) -> None:
    assert judged(draw(ALL, HERE)) == []
    assert lint_modal(draw(ALL, HERE) | change)


def test_inputs_need_something_to_be_sent_with() -> None:
    view = draw(ALL, HERE)
    del view["submit"]
    assert lint_modal(view) == ["submit: a modal with inputs needs it"]


BAD_INPUTS: dict[str, dict[str, Any]] = {
    "a long label": {"label": {"type": "plain_text", "text": "x" * 2_001}},
    "a long hint": {"hint": {"type": "plain_text", "text": "x" * 2_001}},
    "a long id": {"block_id": "x" * 256},
    "an unknown element": {"element": {"type": "marquee"}},
    "an unknown part": {"colour": "red"},
    "a value longer than its field": {"element": {"type": "plain_text_input", "initial_value": "xx", "max_length": 1}},
    "a field that is too long": {"element": {"type": "plain_text_input", "max_length": 3_001}},
    "two lines in a field of one": {"element": {"type": "plain_text_input", "initial_value": "a\nb"}},
    "a long example": {
        "element": {"type": "plain_text_input", "placeholder": {"type": "plain_text", "text": "x" * 151}}
    },
    "no options": {"element": {"type": "static_select", "options": []}},
    "eleven boxes": {
        "element": {
            "type": "checkboxes",
            "options": [{"text": {"type": "plain_text", "text": "x"}, "value": str(n)} for n in range(11)],
        }
    },
    "a long option": {
        "element": {
            "type": "static_select",
            "options": [{"text": {"type": "plain_text", "text": "x" * 76}, "value": "1"}],
        }
    },
    "a choice that is no option": {
        "element": {
            "type": "static_select",
            "options": [{"text": {"type": "plain_text", "text": "x"}, "value": "1"}],
            "initial_option": {"text": {"type": "plain_text", "text": "y"}, "value": "2"},
        }
    },
    "a kind of conversation that is none": {"element": {"type": "conversations_select", "filter": {"include": ["x"]}}},
}


@pytest.mark.parametrize("change", BAD_INPUTS.values(), ids=BAD_INPUTS.keys())
def test_the_judge_finds_what_is_wrong_with_an_input(change: dict[str, Any]) -> None:
    good = {"type": "input", "block_id": "a:b", "label": {"type": "plain_text", "text": "x"}}
    good |= {"element": {"type": "plain_text_input", "action_id": "text"}}
    view = draw(Form("add", "x", "Send"), HERE)
    assert lint_modal(view | {"blocks": [good]}) == []
    assert lint_modal(view | {"blocks": [good | change]})


# Every form that there is, with calls as they never were ----------------------------------------------------------

LINES = "\n".join(f"+1 888 555 {number:04d} region {number}" for number in range(100, 140))
EXTREME = {
    "dial-in": LINES,
    "replay-dial-in": LINES,
    "webcast": "\n".join(f"https://www.halden.example/{number}/{'x' * 50}" for number in range(30)),
    "title": "A very long title " * 16,
    "conference": HOSTILE,
    "questions-to": f"{'x' * 60}@halden.example",
    "passcode": "1" * 40,
}


@pytest.fixture
async def town(sqlite_url: str) -> AsyncIterator[Town]:
    async with town_at(sqlite_url) as town:
        yield town


async def test_every_form_of_an_extreme_call_is_taken_by_slack_and_comes_back_whole(town: Town) -> None:
    await town.say(f"add {HALDEN.replace('Halden Biosciences, Inc.', 'Halden ' + 'Biosciences ' * 22 + 'Inc.')}")
    call_id = await town.call_id("HLDN")
    for name, value in EXTREME.items():
        said = await town.say(f"edit {call_id} {name} {value}")
        assert said.startswith("✅ Changed"), said
    give = await opened(town, "add")
    long = f"Management of {'Halden ' * 40} will hold a call on June 3, 2014 at 10:00 a.m. ET to discuss results."
    pages = [
        give,
        await next_page(town, give, text=TWO_CALLS),
        await next_page(town, give, text=HALDEN.replace("Ida Moor", "x" * 300)),
        await next_page(town, give, text=long),
        await next_page(town, give),
        await opened(town, f"edit {call_id}"),
        await opened(town, "settings"),
    ]
    for page in pages:
        view = draw(page, HERE)
        assert judged(view) == [], page.title
        assert len([block for block in view["blocks"] if block["type"] == "input"]) == len(page.fields)
        errors: dict[str, str] = {one.key: "x" * 3_000 for one in page.fields}
        assert judged(draw(with_errors(page, errors, "y" * 3_000), HERE)) == []
    request = Request(BIOTECH, Person(ONE, "U-dana", "dana"), "", town.now)
    edit = draw(pages[5], HERE)
    form, _ = sent_form(sent(edit, passcode="42"))
    answer = await forms.submit_form(town.desk, request, form)
    assert not isinstance(answer, Refused), answer
    shown = await town.say(f"show {call_id}")
    assert "42" in shown
    assert shown.count("region ") >= 40


async def test_a_reason_of_three_thousand_characters_does_not_break_the_form(town: Town) -> None:
    await town.say(f"add {HALDEN}")
    await town.say(f"cancel HLDN {'because of the weather ' * 130}")
    view = draw(await opened(town, "edit HLDN"), HERE)
    assert judged(view) == []
    assert json.loads(view["private_metadata"])[0] == "edit"
