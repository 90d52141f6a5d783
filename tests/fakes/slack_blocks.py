"""What Slack would say to a message's blocks, by its SDK's own models and by numbers counted here anew.

It shares nothing with the judge in the product, so that the one can be held against the other.
"""

import json
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

_TEXT, _HEADER, _BUTTON, _VALUE, _URL = 3000, 150, 75, 2000, 3000
_IN_ACTIONS, _IN_CONTEXT, _BLOCKS, _CHARACTERS = 25, 10, 50, 13_200
_LINKS = ("http://", "https://", "mailto:", "tel:")


def complaint(message: Mapping[str, Any]) -> str | None:
    """The first thing that Slack would refuse in a message, or None."""
    blocks = message.get("blocks") or []
    if isinstance(blocks, str):
        blocks = json.loads(blocks)
    if not blocks and not message.get("text"):
        return "no_text"
    if len(message.get("text") or "") > 40_000:
        return "msg_too_long"
    if len(blocks) > _BLOCKS or len(json.dumps(blocks)) > _CHARACTERS:
        return "msg_blocks_too_long"
    return next((f"invalid_blocks: {problem}" for problem in problems(blocks)), None)


def visible(message: Mapping[str, Any]) -> str:
    """Every word of a message that a reader sees, one block a line; dates as their fallback."""
    blocks = message.get("blocks") or []
    return "\n".join(_words(block) for block in blocks) if blocks else str(message.get("text") or "")


def elements(message: Any, kind: str) -> list[dict[str, Any]]:
    """Everything of one type (``button``, ``link``, ``date``, ``mrkdwn``…) anywhere in a message."""
    found: list[dict[str, Any]] = []
    for item in _walk(message):
        if item.get("type") == kind:
            found.append(item)
    return found


def problems(blocks: list[dict[str, Any]]) -> Iterator[str]:
    """Everything that is wrong with blocks, wherever they stand."""
    for block in blocks:
        yield from _by_the_sdk(block)
        yield from _by_numbers(block)
    ids = [item["action_id"] for item in _walk(blocks) if "action_id" in item]
    if len(ids) != len(set(ids)):
        yield "an action_id stands twice"


def _by_the_sdk(block: dict[str, Any]) -> Iterator[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            parsed = Block.parse(block)
            # What the models do not know they drop without a word, so the round trip is compared.
            if parsed is None or parsed.to_dict() != block:
                yield f"the SDK does not know all of this {block.get('type')} block"
    except (SlackObjectFormationError, UserWarning, TypeError, KeyError) as error:
        yield str(error)


def _by_numbers(block: dict[str, Any]) -> Iterator[str]:
    items = block.get("elements")
    kind = block["type"]
    if kind in ("actions", "context", "rich_text") and not items:
        yield f"an empty {kind} block"
    if len(items or []) > {"actions": _IN_ACTIONS, "context": _IN_CONTEXT}.get(kind, 10_000):
        yield f"too many elements in a {kind} block"
    if kind == "header" and (block["text"]["type"] != "plain_text" or len(block["text"]["text"]) > _HEADER):
        yield "a header that is too long, or no plain text"
    for item in _walk(block):
        yield from _by_type(item)


def _by_type(item: dict[str, Any]) -> Iterator[str]:
    judge = _JUDGES.get(str(item.get("type")))
    if judge is not None and not judge(item):
        yield f"a {item['type']} that is empty, too long or leads nowhere: {str(item)[:200]}"


def _is_button(item: dict[str, Any]) -> bool:
    url = item.get("url", "https://example.com")
    short = len(item["text"]["text"]) <= _BUTTON and len(item.get("value", "")) <= _VALUE and len(url) <= _URL
    return short and url.startswith(("http://", "https://"))


_JUDGES: dict[str, Callable[[dict[str, Any]], bool]] = {
    "plain_text": lambda item: 1 <= len(item["text"]) <= _TEXT,
    "mrkdwn": lambda item: 1 <= len(item["text"]) <= _TEXT,
    "button": _is_button,
    "text": lambda item: bool(item["text"]),
    "link": lambda item: item["url"].startswith(_LINKS) and item.get("text") != "",
    "date": lambda item: type(item["timestamp"]) is int,
}


def _walk(item: Any) -> Iterator[dict[str, Any]]:
    if isinstance(item, dict):
        yield item
        for value in item.values():
            yield from _walk(value)
    elif isinstance(item, list):
        for value in item:
            yield from _walk(value)


def _words(item: Any) -> str:
    if isinstance(item, list):
        return "".join(_words(part) for part in item)
    match item.get("type"):
        case "date":
            return str(item.get("fallback", ""))
        case "text" | "plain_text" | "mrkdwn" | "link":
            return str(item.get("text") or item["url"])
        case "button":
            return f"[{item['text']['text']}]"
        case "rich_text_list":
            return "\n".join(f"• {_words(part)}" for part in item["elements"])
        case "rich_text" | "actions" | "context":
            return ("\n" if item["type"] == "rich_text" else " ").join(_words(part) for part in item["elements"])
        case _:
            return _words(item.get("elements") or item.get("text") or [])
