"""Slack's limits on a modal, as one table, and the judge that holds every view of ours against it.

The numbers are those of docs.slack.dev/reference/views/modal-views and its pages on block elements and composition
objects, compared with the same two tables as those of messages (``limits.py``).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from handlers.slack.limits import lint

VIEW_BLOCKS = 100
VIEW_CHARACTERS = 250_000  # “view_too_large: the provided view is greater than 250kb”
TITLE = 24  # of the title, the submit label and the close label
METADATA = 3_000
IDENTIFIER = 255
INPUT_LABEL = 2_000
INPUT_HINT = 2_000
INPUT_TEXT = 3_000
PLACEHOLDER = 150
OPTION_TEXT = 75
OPTION_VALUE = 150
SELECT_OPTIONS = 100
CHECKBOXES = 10

Json = Mapping[str, object]

_VIEW = frozenset({"type", "callback_id", "title", "submit", "close", "private_metadata", "blocks"})
_INPUT = frozenset({"type", "block_id", "label", "element", "optional", "hint"})
_COMMON = frozenset({"type", "action_id", "placeholder"})
_ELEMENTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "plain_text_input": _COMMON | {"initial_value", "multiline", "max_length"},
        "static_select": _COMMON | {"options", "initial_option"},
        "multi_static_select": _COMMON | {"options", "initial_options"},
        "checkboxes": _COMMON - {"placeholder"} | {"options", "initial_options"},
        "conversations_select": _COMMON | {"filter", "default_to_current_conversation", "initial_conversation"},
    }
)


def lint_modal(view: Json) -> list[str]:
    """Everything that Slack would refuse in a modal, each with its place; empty where it would take it."""
    blocks = _dicts(view.get("blocks"))
    return [*_whole(view, blocks), *_doubles(blocks), *_each(blocks)]


def _whole(view: Json, blocks: Sequence[Json]) -> Iterator[str]:
    yield from _unknown("view", view, _VIEW)
    for name in ("title", "submit", "close"):
        if name in view or name == "title":
            yield from _text(name, view.get(name), TITLE)
    yield from _longest("private_metadata", view.get("private_metadata"), METADATA)
    yield from _longest("callback_id", view.get("callback_id"), IDENTIFIER)
    if not 1 <= len(blocks) <= VIEW_BLOCKS:
        yield f"blocks: {len(blocks)}, 1 to {VIEW_BLOCKS}"
    if len(json.dumps(dict(view), ensure_ascii=False).encode()) > VIEW_CHARACTERS:
        yield f"view: more than {VIEW_CHARACTERS} bytes"
    if "submit" not in view and any(block.get("type") == "input" for block in blocks):
        yield "submit: a modal with inputs needs it"


def _doubles(blocks: Sequence[Json]) -> Iterator[str]:
    ids = [str(block["block_id"]) for block in blocks if "block_id" in block]
    for one in sorted({one for one in ids if ids.count(one) > 1}):
        yield f"block_id: {one} stands twice"


def _each(blocks: Sequence[Json]) -> Iterator[str]:
    for index, block in enumerate(blocks):
        if block.get("type") == "input":
            yield from _input(f"blocks[{index}]", block)
        else:
            # Everything else is drawn and judged as it is in messages.
            yield from (f"blocks[{index}]: {said}" for said in lint({"text": "-", "blocks": [block]}))


def _input(place: str, block: Json) -> Iterator[str]:
    yield from _unknown(place, block, _INPUT)
    yield from _longest(f"{place}.block_id", block.get("block_id"), IDENTIFIER)
    yield from _text(f"{place}.label", block.get("label"), INPUT_LABEL)
    if "hint" in block:
        yield from _text(f"{place}.hint", block["hint"], INPUT_HINT)
    element = block.get("element")
    if not isinstance(element, Mapping) or element.get("type") not in _ELEMENTS:
        yield f"{place}.element: is not one of ours"
        return
    kind = str(element["type"])
    yield from _unknown(f"{place}.element", element, _ELEMENTS[kind])
    yield from _longest(f"{place}.element.action_id", element.get("action_id"), IDENTIFIER)
    if "placeholder" in element:
        yield from _text(f"{place}.element.placeholder", element["placeholder"], PLACEHOLDER)
    yield from _JUDGES[kind](f"{place}.element", element)


def _typed(place: str, element: Json) -> Iterator[str]:
    most = element.get("max_length", INPUT_TEXT)
    if not isinstance(most, int) or not 1 <= most <= INPUT_TEXT:
        yield f"{place}.max_length: {most}, 1 to {INPUT_TEXT}"
        return
    value = str(element.get("initial_value", ""))
    yield from _longest(f"{place}.initial_value", value, most)
    if "\n" in value and element.get("multiline") is not True:
        yield f"{place}.initial_value: several lines in a field of one"


def _chosen(place: str, element: Json, most: int = SELECT_OPTIONS) -> Iterator[str]:
    options = _dicts(element.get("options"))
    if not 1 <= len(options) <= most:
        yield f"{place}.options: {len(options)}, 1 to {most}"
    values = [option.get("value") for option in options]
    if len(values) != len(set(values)):
        yield f"{place}.options: a value stands twice"
    for index, option in enumerate(options):
        yield from _text(f"{place}.options[{index}].text", option.get("text"), OPTION_TEXT)
        yield from _longest(f"{place}.options[{index}].value", option.get("value"), OPTION_VALUE)
        if "description" in option:
            yield from _text(f"{place}.options[{index}].description", option["description"], OPTION_TEXT)
    initial = [element["initial_option"]] if "initial_option" in element else element.get("initial_options", ["none"])
    if initial == [] or any(one not in options for one in _dicts(initial)):
        yield f"{place}.initial_options: are none of the options"


def _boxes(place: str, element: Json) -> Iterator[str]:
    return _chosen(place, element, CHECKBOXES)


def _conversation(place: str, element: Json) -> Iterator[str]:
    chosen = element.get("filter")
    include = chosen.get("include", ["public"]) if isinstance(chosen, Mapping) else ["public"]
    if not include or not set(include) <= {"public", "private", "im", "mpim"}:
        yield f"{place}.filter.include: {include}"


_JUDGES: Mapping[str, Callable[[str, Json], Iterable[str]]] = MappingProxyType(
    {
        "plain_text_input": _typed,
        "static_select": _chosen,
        "multi_static_select": _chosen,
        "checkboxes": _boxes,
        "conversations_select": _conversation,
    }
)


def _text(place: str, text: object, most: int) -> Iterator[str]:
    if not isinstance(text, Mapping) or text.get("type") != "plain_text" or not text.get("text"):
        yield f"{place}: needs words as plain text"
        return
    yield from _unknown(place, text, frozenset({"type", "text", "emoji"}))
    yield from _longest(place, text["text"], most)


def _longest(place: str, value: object, most: int) -> Iterator[str]:
    if value is not None and len(str(value)) > most:
        yield f"{place}: {len(str(value))} characters, {most} at most"


def _unknown(place: str, holder: Json, known: frozenset[str]) -> Iterator[str]:
    for name in sorted(holder.keys() - known):
        yield f"{place}: {name} is no part of it"


def _dicts(value: object) -> Sequence[Json]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list | tuple) else []
