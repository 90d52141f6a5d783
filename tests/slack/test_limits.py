"""The judge finds what Slack would refuse, and says where."""

from typing import Any

import pytest

from handlers.slack.limits import lint
from handlers.slack.render import render
from tests.fakes.slack_blocks import complaint
from tests.slack.cards import REMINDER


def text(words: str, kind: str = "plain_text") -> dict[str, Any]:
    return {"type": kind, "text": words}


def button(**changes: Any) -> dict[str, Any]:
    return {"type": "button", "text": text("Press"), "action_id": "a"} | changes


def rich(*spans: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(spans)}]}


def actions(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(buttons)}


BAD: dict[str, list[dict[str, Any]]] = {
    "a long header": [{"type": "header", "text": text("x" * 151)}],
    "a header in markup": [{"type": "header", "text": text("x", "mrkdwn")}],
    "an empty header": [{"type": "header", "text": text("")}],
    "a context of eleven": [{"type": "context", "elements": [text("x")] * 11}],
    "a long note": [{"type": "context", "elements": [text("x" * 3_001)]}],
    "an empty note": [{"type": "context", "elements": []}],
    "twenty-six buttons": [actions(*(button(action_id=f"a{n}") for n in range(26)))],
    "a long button": [actions(button(text=text("x" * 76)))],
    "a long value": [actions(button(value="x" * 2_001))],
    "a long address": [actions(button(url="https://a.example/" + "x" * 3_000))],
    "a button that dials": [actions(button(url="tel:+1"))],
    "two buttons alike": [actions(button(), button())],
    "an empty row of buttons": [actions()],
    "an unknown style": [actions(button(style="loud"))],
    "an empty text": [rich(text("", "text"))],
    "a link without words": [rich({"type": "link", "url": "https://a.example", "text": ""})],
    "a link to a script": [rich({"type": "link", "url": "javascript:x", "text": "x"})],
    "a date without a whole timestamp": [rich({"type": "date", "timestamp": 1.5, "format": "{time}"})],
    "an unknown block": [{"type": "billboard", "elements": []}],
    "an unknown part": [{"type": "header", "text": text("x"), "colour": "red"}],
    "an unknown span": [rich({"type": "marquee", "text": "x"})],
    "an empty list": [
        {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "elements": []}]}
    ],
    "a long id": [{"type": "header", "text": text("x"), "block_id": "x" * 256}],
    "fifty-one blocks": [{"type": "divider"}] * 51,
    "too much together": [rich(text("x" * 1_000, "text"))] * 14,
}


@pytest.mark.parametrize("blocks", BAD.values(), ids=BAD.keys())
def test_what_slack_would_refuse_is_found(blocks: list[dict[str, Any]]) -> None:
    assert lint({"text": "x", "blocks": blocks}) != []


@pytest.mark.parametrize("words", ["", "  ", None, "x" * 4_001])
def test_a_message_needs_words_of_its_own(words: str | None) -> None:
    assert lint({"text": words, "blocks": []}) != []


def test_the_judge_is_at_least_as_strict_as_slack_on_every_bad_message() -> None:
    refused = [blocks for blocks in BAD.values() if complaint({"text": "x", "blocks": blocks})]
    assert len(refused) > 15, "The test's own Slack has grown lax."
    assert all(lint({"text": "x", "blocks": blocks}) for blocks in refused)


def test_a_good_message_passes() -> None:
    assert lint(render(REMINDER)) == []


def test_a_problem_is_told_with_its_place() -> None:
    blocks = [{"type": "divider"}, {"type": "header", "text": text("x" * 151)}]
    assert lint({"text": "x", "blocks": blocks}) == ["blocks[1].text: 151 characters, 150 at most"]
