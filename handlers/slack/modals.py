"""A form as a modal, and what Slack sends of it as a form's values.

https://docs.slack.dev/surfaces/modals and https://docs.slack.dev/reference/block-kit/blocks/input-block
"""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import count
from typing import Any, TypeAlias, assert_never

from bot.cards.card import Card, Paragraph, Text
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
)
from bot.cards.plain import emoji, plain
from bot.workspaces import Channel, Workspace
from handlers.shrink import clip, rooms, shrink
from handlers.slack.limits import PLAIN_OR_MRKDWN_TEXT
from handlers.slack.render import MOST, blocks_of
from handlers.slack.view_limits import (
    CHECKBOXES,
    INPUT_HINT,
    INPUT_LABEL,
    INPUT_TEXT,
    OPTION_TEXT,
    PLACEHOLDER,
    TITLE,
    lint_modal,
)

log = logging.getLogger(__name__)

Json: TypeAlias = dict[str, Any]

CALLBACK = "form"
_TEXT, _ONE, _SEVERAL, _YES, _PLACE = "text", "one", "several", "yes", "place"
"""The action ids of inputs: what kind of value Slack will send."""

_TICKED = "yes"
_CONTEXT_TEXT = 500


@dataclass(frozen=True, slots=True)
class Opened:
    """Where a modal was opened. The id is empty outside any conversation."""

    channel_id: str = ""
    name: str | None = None

    def channel(self, workspace: Workspace) -> Channel:
        return Channel(workspace, self.channel_id, self.name, self.channel_id.startswith("D"))


def draw(form: Form, where: Opened) -> Json:
    """The form as a modal view, within Slack's limits: at the worst without what stands around its questions."""
    view = _drawn(form, where)
    problems = lint_modal(view)
    if not problems:
        return view
    log.error("A form is not within Slack's limits and is shown barely.", extra={"problems": problems[:5]})
    fields = tuple([replace(one, said=None, warning=None, hint=None) for one in form.fields])
    return _drawn(
        replace(form, intro=(), fields=fields, problem=form.problem and clip(form.problem, PLACEHOLDER)), where
    )


def _drawn(form: Form, where: Opened) -> Json:
    problem = (Paragraph((Text(f"⚠️ {form.problem}", strong=True),)),) if form.problem else ()
    blocks = [*blocks_of((*problem, *form.intro), count())]
    for one in form.fields:
        blocks += _field(one, _mark(form))
    if not blocks:
        blocks = blocks_of((Paragraph((Text("I am at it. This takes a few seconds."),)),), count())
    view = {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": _plain(clip(form.title, TITLE)),
        "close": _plain("Cancel" if form.submit else "Close"),
        "private_metadata": json.dumps([form.name, form.state, where.channel_id, where.name]),
        "blocks": blocks,
    }
    return view | ({"submit": _plain(clip(form.submit, TITLE))} if form.submit else {})


def draw_card(card: Card, where: Opened) -> Json:
    """An answer as a modal that only says something."""
    for room in rooms(MOST):
        shrunk = shrink(card, room)
        words = Paragraph((Text(f"{emoji(card.tone)} {shrunk.title}".strip(), strong=True),))
        view = _drawn(Form("", "Tickerbell", None, (words, *shrunk.blocks)), where)
        if not lint_modal(view):
            return view
    return _drawn(Form("", "Tickerbell", None, (Paragraph((Text(clip(plain(card), PLAIN_OR_MRKDWN_TEXT)),)),)), where)


def sent_form(view: Mapping[str, Any]) -> tuple[SentForm, Opened]:
    """What somebody sent, and where its form was opened."""
    name, state, channel_id, channel_name = json.loads(view["private_metadata"])
    values: dict[str, Value] = {}
    for block_id, actions in view["state"]["values"].items():
        for kind, sent in actions.items():
            values[key_of(block_id)] = _value(kind, sent)
    return SentForm(name, state, values), Opened(channel_id, channel_name)


def opened_at(view: Mapping[str, Any]) -> Opened:
    """Where a modal was opened, without its values."""
    _, _, channel_id, name = json.loads(view["private_metadata"])
    return Opened(channel_id, name)


def errors_of(view: Mapping[str, Any], errors: Mapping[str, str]) -> dict[str, str]:
    """Errors by key as Slack takes them: by the ids that the blocks have in this view."""
    ids = {key_of(block["block_id"]): block["block_id"] for block in view["blocks"] if block.get("type") == "input"}
    return {ids[key]: clip(said, INPUT_HINT) for key, said in errors.items() if key in ids}


def key_of(block_id: str) -> str:
    """The key of the field that a block asks for."""
    return block_id.partition(":")[2]


def _mark(form: Form) -> str:
    """Slack keeps what was typed in a block of the same id, so each page's blocks have ids of their own."""
    return sha256(f"{form.name} {form.state}".encode()).hexdigest()[:6]


def _field(one: Field, mark: str) -> list[Json]:
    block: Json = {
        "type": "input",
        "block_id": f"{mark}:{one.key}",
        "label": _plain(clip(one.label, INPUT_LABEL)),
        "element": _element(one),
        "optional": not one.required,
    }
    if one.hint:
        block["hint"] = _plain(clip(one.hint, INPUT_HINT))
    quiet = [f"“{one.said}”"] if one.said else []
    quiet += [f"⚠️ {one.warning}"] if one.warning else []
    elements = [_plain(clip(words, _CONTEXT_TEXT)) for words in quiet]
    return [block, *([{"type": "context", "elements": elements}] if elements else [])]


def _element(one: Field) -> Json:
    asked = one.input
    match asked:
        case ShortText(value, most, example):
            return _typed(_one_line(value), most, example)
        case LongText(value, most, example):
            return _typed(value, most, example) | {"multiline": True}
        case TypedWhen(value, _, example):
            return _typed(_one_line(value), INPUT_TEXT, example)
        case OneOf(options, value):
            return _one_of(options, value)
        case SeveralOf(options, values):
            return _several_of(options, values)
        case YesNo(label, value):
            return _box(label, value)
        case Place(value):
            return _conversation(value)
        case _:
            assert_never(asked)


def _one_line(value: str) -> str:
    return " ".join(value.split("\n"))


def _typed(value: str, most: int, example: str) -> Json:
    most = min(most, INPUT_TEXT)
    element: Json = {"type": "plain_text_input", "action_id": _TEXT, "max_length": most}
    if value:
        element["initial_value"] = value[:most]
    if example:
        element["placeholder"] = _plain(clip(example, PLACEHOLDER))
    return element


def _one_of(options: tuple[Option, ...], value: str) -> Json:
    element: Json = {"type": "static_select", "action_id": _ONE, "options": [_option(one) for one in options]}
    initial = [one for one in options if one.value == value]
    return element | ({"initial_option": _option(initial[0])} if initial else {})


def _several_of(options: tuple[Option, ...], values: tuple[str, ...]) -> Json:
    kind = "checkboxes" if len(options) <= CHECKBOXES else "multi_static_select"
    element: Json = {"type": kind, "action_id": _SEVERAL, "options": [_option(one) for one in options]}
    initial = [_option(one) for one in options if one.value in values]
    return element | ({"initial_options": initial} if initial else {})


def _box(label: str, value: bool) -> Json:
    option = _option(Option(_TICKED, label))
    element: Json = {"type": "checkboxes", "action_id": _YES, "options": [option]}
    return element | ({"initial_options": [option]} if value else {})


def _conversation(value: str) -> Json:
    element: Json = {
        "type": "conversations_select",
        "action_id": _PLACE,
        "filter": {"include": ["public", "private"], "exclude_external_shared_channels": False},
        "default_to_current_conversation": True,
    }
    return element | ({"initial_conversation": value} if value else {})


def _option(one: Option) -> Json:
    option: Json = {"text": _plain(clip(one.label, OPTION_TEXT)), "value": one.value}
    return option | ({"description": _plain(clip(one.about, OPTION_TEXT))} if one.about else {})


def _value(kind: str, sent: Mapping[str, Any]) -> Value:
    match kind:
        case "one":
            return str((sent.get("selected_option") or {}).get("value") or "")
        case "several":
            return tuple(str(one["value"]) for one in sent.get("selected_options") or ())
        case "yes":
            return bool(sent.get("selected_options"))
        case "place":
            return str(sent.get("selected_conversation") or "")
        case _:
            return str(sent.get("value") or "")


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text or "…", "emoji": False}
