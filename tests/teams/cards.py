"""A card as somebody sees it in Teams, and the judge that holds it against the schema that Microsoft publishes."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT.parent / "shared" / "schemas" / "adaptive-card.1.5.0.json"

MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
OURS = re.compile(rf"\{{\{{(DATE\({MOMENT},SHORT\)|TIME\({MOMENT}\))\}}\}}")
"""The only thing in a card that Teams reads as anything but words."""


def breaches(card: Mapping[str, Any]) -> list[str]:
    """What in a card breaks the published schema; the test is skipped where there is none."""
    if not SCHEMA.is_file():
        pytest.skip(f"The schema of Adaptive Cards 1.5 is not at {SCHEMA}.")
    # What Teams adds to Adaptive Cards stands under a name of its own, which the schema does not know.
    plain = {name: value for name, value in card.items() if name != "msteams"}
    return [f"{error.json_path}: {error.message[:200]}" for error in _judge().iter_errors(plain)]


@cache
def _judge() -> Draft7Validator:
    return Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def card_in(message: Mapping[str, Any]) -> dict[str, Any]:
    """The one card of a message."""
    (attachment,) = message["attachments"]
    card: dict[str, Any] = attachment["content"]
    return card


def parts(node: Any, kind: str) -> Iterator[dict[str, Any]]:
    """Every part of one kind, in the order that it is drawn; what a button falls back on is none."""
    if isinstance(node, dict):
        if node.get("type") == kind:
            yield node
        for name, value in node.items():
            if name not in ("fallback", "data"):
                yield from parts(value, kind)
    elif isinstance(node, list):
        for one in node:
            yield from parts(one, kind)


def visible(card: Mapping[str, Any]) -> str:
    """The words of a card, a paragraph a line, without what nobody sees."""
    lines = ["".join(run["text"] for run in block["inlines"]) for block in parts(card, "RichTextBlock")]
    return "\n".join(lines).replace("\u200b", "")


def texts(node: Any) -> Iterator[str]:
    """Every text that is anywhere in it."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for name, value in node.items():
            if name not in ("data", "url"):
                yield from texts(value)
    elif isinstance(node, list):
        for one in node:
            yield from texts(one)


def assert_inert(drawn: Mapping[str, Any]) -> None:
    """Nothing in it is read by Teams but what we meant to be: no date, link or tag of others, and nobody mentioned."""
    for text in texts(dict(drawn)):
        assert "{{" not in OURS.sub("", text), text
    for kind in ("TextBlock", "FactSet"):
        assert list(parts(dict(drawn), kind)) == [], "It reads Markdown."
    for card in parts(dict(drawn), "AdaptiveCard"):
        assert card["msteams"] == {"width": "Full"}, "Mentions would stand there."
        assert_plain(card["fallbackText"])
    for link in parts(dict(drawn), "Action.OpenUrl"):
        assert re.match(r"(https?://|mailto:|tel:)", link["url"])
    for name in ("summary", "text"):
        assert_plain(str(drawn.get(name, "")))


def assert_plain(text: str) -> None:
    """No client takes any of this for a tag or a link with a label."""
    assert not re.search(r"<[A-Za-z/!?]|\]\(|\]\[|\]:", text), text
    assert "{{" not in text
