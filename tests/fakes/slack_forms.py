"""Slack's modals and files: triggers that live three seconds, views that are refused or drawn, what people send."""

import asyncio
import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import httpx
from aiohttp import web
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import InputBlock

from tests.fakes.slack_blocks import elements, problems, visible

if TYPE_CHECKING:
    from tests.fakes.slack_api import WebApi
    from tests.fakes.slack_server import SlackServer

TRIGGER_SECONDS = 3.0
STACK = 3
_FORM = "application/x-www-form-urlencoded"
_TITLE, _BLOCKS, _METADATA, _ID, _BYTES = 24, 100, 3_000, 255, 250_000
_IN_MODAL = {"actions", "alert", "card", "context", "divider", "header", "image", "input", "rich_text", "section"}
_PARTS = {"type", "title", "submit", "close", "blocks", "private_metadata", "callback_id"}


@dataclass(slots=True)
class Modal:
    """A view as its person has it before them; ``views`` are all that it has been, ``errors`` what stands at fields."""

    id: str
    user: str
    hash: str
    view: dict[str, Any]
    open: bool = True
    views: list[dict[str, Any]] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return str(self.view["title"]["text"])

    @property
    def words(self) -> str:
        """Everything that can be read, with what is filled in."""
        lines = [self.title]
        for block in self.view["blocks"]:
            if block["type"] != "input":
                lines.append(visible({"blocks": [block]}))
                continue
            lines.append(f"{block['label']['text']}: {_shown(block['element'])}")
        return "\n".join(lines)

    @property
    def keys(self) -> list[str]:
        """What is asked for, by the last part of each block's id."""
        return [block["block_id"].partition(":")[2] for block in self.view["blocks"] if block["type"] == "input"]

    def value(self, key: str) -> Any:
        """What is filled in."""
        return _shown(self.block(key)["element"])

    def block(self, key: str) -> dict[str, Any]:
        """The input of a field."""
        blocks = (block for block in self.view["blocks"] if block["type"] == "input")
        found = next((block for block in blocks if block["block_id"].endswith(f":{key}")), None)
        assert found is not None, f"There is no field {key}; there are {self.keys}."
        return dict(found)

    def state(self, typed: Mapping[str, Any]) -> dict[str, Any]:
        """What Slack sends: what was filled in, and what was typed over it. Refuses what the client would refuse."""
        values: dict[str, Any] = {}
        unknown = set(typed) - set(self.keys)
        assert not unknown, f"There are no fields {unknown}; there are {self.keys}."
        for block in (block for block in self.view["blocks"] if block["type"] == "input"):
            key, element = block["block_id"].partition(":")[2], block["element"]
            sent = _sent(element, typed[key]) if key in typed else _untouched(element)
            assert block.get("optional") or _is_filled(sent), f"Slack sends no form without “{block['label']['text']}”."
            values[block["block_id"]] = {element["action_id"]: sent}
        return {"values": values}


@dataclass(slots=True)
class StoredFile:
    """A file that somebody attached."""

    id: str
    name: str
    content: bytes
    kind: str
    mimetype: str
    size: int | None = None
    url: str | None = None

    def described(self, base: str) -> dict[str, Any]:
        address = self.url or f"{base}/files/{self.id}"
        size = len(self.content) if self.size is None else self.size
        facts = {"id": self.id, "name": self.name, "filetype": self.kind, "mimetype": self.mimetype, "size": size}
        return facts | {"url_private": address, "url_private_download": address, "mode": "hosted"}


class Modals:
    """Every modal that was opened, newest last, and every file."""

    def __init__(self) -> None:
        self.all: list[Modal] = []
        self.files: dict[str, StoredFile] = {}
        self.downloads: list[tuple[str, str]] = []
        self._triggers: dict[str, tuple[float, str]] = {}
        self._numbers = itertools.count(1)

    def trigger(self, user: str) -> str:
        """A trigger for what this person did just now."""
        id_ = f"{next(self._numbers)}.trigger"
        self._triggers[id_] = (asyncio.get_running_loop().time(), user)
        return id_

    def age_triggers(self, seconds: float) -> None:
        """Let time pass for the triggers given out so far."""
        self._triggers = {id_: (at - seconds, user) for id_, (at, user) in self._triggers.items()}

    def carry_out(self, slack: "WebApi", method: str, arguments: Mapping[str, Any]) -> dict[str, Any] | None:
        """What Slack answers to the methods about modals and files; None to any other."""
        match method:
            case "views.open" | "views.push":
                return self._open(slack, arguments, pushed=method == "views.push")
            case "views.update":
                return self._update(slack, arguments)
            case "files.info":
                return self._file(slack, str(arguments.get("file")))
            case _:
                return None

    async def download(self, slack: "WebApi", request: web.Request) -> web.StreamResponse:
        """A file's content, for whoever has the token; everybody else is led to the sign-in page."""
        file = self.files.get(request.match_info["id"])
        token = request.headers.get("Authorization", "")
        self.downloads.append((request.match_info["id"], token))
        if file is None:
            return web.Response(status=404)
        if token != f"Bearer {slack.token}" or "files:read" not in slack.scopes:
            return web.Response(status=302, headers={"Location": f"{slack.url}/signin"})
        return web.Response(body=file.content, headers={"Content-Type": file.mimetype})

    def _open(self, slack: "WebApi", arguments: Mapping[str, Any], *, pushed: bool) -> dict[str, Any]:
        at, user = self._triggers.pop(str(arguments.get("trigger_id")), (None, ""))
        if at is None:
            return _no("invalid_trigger_id")
        if asyncio.get_running_loop().time() - at > TRIGGER_SECONDS:
            return _no("expired_trigger_id")
        view = _given(arguments["view"])
        if refused := refusal(view):
            slack.refusals.append(refused)
            return _no("invalid_arguments", refused)
        if pushed and sum(one.open and one.user == user for one in self.all) >= STACK:
            return _no("push_limit_reached")
        modal = Modal(f"V{next(self._numbers)}", user, _hash(self._numbers), view, views=[view])
        self.all.append(modal)
        return {"ok": True, "view": view | {"id": modal.id, "hash": modal.hash}}

    def _update(self, slack: "WebApi", arguments: Mapping[str, Any]) -> dict[str, Any]:
        modal = next((one for one in self.all if one.id == arguments.get("view_id") and one.open), None)
        if modal is None:
            return _no("not_found")
        if arguments.get("hash") not in (None, modal.hash):
            return _no("hash_conflict")
        view = _given(arguments["view"])
        if refused := refusal(view):
            slack.refusals.append(refused)
            return _no("invalid_arguments", refused)
        self.draw(modal, view)
        return {"ok": True, "view": view | {"id": modal.id, "hash": modal.hash}}

    def draw(self, modal: Modal, view: dict[str, Any]) -> None:
        """Show another view in a modal."""
        modal.view, modal.hash, modal.errors = view, _hash(self._numbers), {}
        modal.views.append(view)

    def _file(self, slack: "WebApi", id_: str) -> dict[str, Any]:
        if "files:read" not in slack.scopes:
            return _no("missing_scope") | {"needed": "files:read"}
        file = self.files.get(id_)
        return {"ok": True, "file": file.described(slack.url)} if file else _no("file_not_found")


def _given(view: Any) -> dict[str, Any]:
    return dict(json.loads(view) if isinstance(view, str) else view)


def refusal(view: Mapping[str, Any]) -> str | None:
    """The first thing that Slack would refuse in a modal, or None. It shares nothing with the product's own judge."""
    return next(_problems(view), None)


def _problems(view: Mapping[str, Any]) -> Iterator[str]:
    if view.get("type") != "modal" or set(view) - _PARTS:
        yield f"is no modal, or has {set(view) - _PARTS}"
    for name in ("title", "submit", "close"):
        words = view.get(name)
        if (name == "title" or words) and not (words and 1 <= len(words["text"]) <= _TITLE):
            yield f"{name}: 1 to {_TITLE} characters"
    if len(view.get("private_metadata", "")) > _METADATA or len(json.dumps(view)) > _BYTES:
        yield "too much"
    yield from _block_problems(view, view.get("blocks") or [])


def _block_problems(view: Mapping[str, Any], blocks: list[dict[str, Any]]) -> Iterator[str]:
    if not 1 <= len(blocks) <= _BLOCKS:
        yield f"{len(blocks)} blocks"
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        yield "a block_id stands twice"
    asked = [block for block in blocks if block["type"] == "input"]
    if asked and "submit" not in view:
        yield "inputs, and nothing to send them with"
    yield from (f"a {block['type']} in a modal" for block in blocks if block["type"] not in _IN_MODAL)
    yield from problems([block for block in blocks if block["type"] != "input"])
    for block in asked:
        yield from _input(block)


def _input(block: dict[str, Any]) -> Iterator[str]:
    try:
        InputBlock(**{key: value for key, value in block.items() if key != "type"}).validate_json()
    except (SlackObjectFormationError, TypeError) as error:
        yield str(error)
    if len(block["block_id"]) > _ID or not 1 <= len(block["label"]["text"]) <= 2_000:
        yield f"{block['block_id']}: its id or label"
    if len(block.get("hint", {"text": ""})["text"]) > 2_000:
        yield f"{block['block_id']}: its hint"
    yield from (f"{block['block_id']}: {said}" for said in _element(block["element"]))


def _element(element: Mapping[str, Any]) -> Iterator[str]:
    if element["type"] == "plain_text_input":
        value, most = element.get("initial_value", ""), element.get("max_length", 3_000)
        if not 1 <= most <= 3_000 or len(value) > most or ("\n" in value and not element.get("multiline")):
            yield f"{len(value)} characters of {most}"
    for option in element.get("options", []):
        if not 1 <= len(option["text"]["text"]) <= 75 or not 1 <= len(option["value"]) <= 150:
            yield "an option that is empty or too long"
    if len(element.get("options", ["one"])) not in range(1, 11 if element["type"] == "checkboxes" else 101):
        yield "too many options, or none"
    initial = [element["initial_option"]] if "initial_option" in element else element.get("initial_options", [])
    if any(one not in element["options"] for one in initial) or element.get("initial_options") == []:
        yield "what is chosen is no option"


# What people do -------------------------------------------------------------------------------------------------


async def submit(slack: "SlackServer", modal: Modal, typed: Mapping[str, Any] | None = None) -> httpx.Response:
    """Send a form, and show what the app answers within three seconds: errors, another page, or nothing any more."""
    assert modal.open, "The modal is closed."
    payload = _payload(slack, "view_submission", modal.user) | {"view": _viewed(modal, modal.state(typed or {}))}
    reply = await slack.send(urlencode({"payload": json.dumps(payload)}), _FORM)
    answer = json.loads(reply.text) if reply.text else {}
    match answer.get("response_action"):
        case None:
            modal.open = False
        case "errors":
            ids = {block["block_id"] for block in modal.view["blocks"] if block["type"] == "input"}
            assert answer["errors"], "There are no errors in errors."
            assert set(answer["errors"]) <= ids, f"Slack knows no blocks {set(answer['errors']) - ids}."
            modal.errors = {key.partition(":")[2]: said for key, said in answer["errors"].items()}
        case "update":
            refused = refusal(answer["view"])
            assert refused is None, f"Slack would not show this: {refused}"
            slack.modals.draw(modal, answer["view"])
        case other:
            raise AssertionError(f"Slack knows no response_action {other}.")
    return reply


async def press_in(slack: "SlackServer", modal: Modal, label: str) -> httpx.Response:
    """Press a button on a modal."""
    button = next((one for one in elements(modal.view, "button") if one["text"]["text"] == label), None)
    assert button is not None, f"There is no button “{label}”."
    payload = _payload(slack, "block_actions", modal.user)
    payload |= {"view": _viewed(modal, modal.state({})), "container": {"type": "view", "view_id": modal.id}}
    payload |= {"trigger_id": slack.modals.trigger(modal.user), "actions": [{**button, "block_id": "b1"}]}
    return await slack.send(urlencode({"payload": json.dumps(payload)}), _FORM)


async def shortcut(slack: "SlackServer", callback_id: str, user: str = "U1") -> httpx.Response:
    """Choose a shortcut from anywhere."""
    payload = _payload(slack, "shortcut", user) | {"callback_id": callback_id}
    payload["trigger_id"] = slack.modals.trigger(user)
    return await slack.send(urlencode({"payload": json.dumps(payload)}), _FORM)


async def message_shortcut(
    slack: "SlackServer", callback_id: str, message: Mapping[str, Any], *, channel: str = "C1", user: str = "U1"
) -> httpx.Response:
    """Choose a shortcut on a message."""
    address, _ = slack.response_url(channel)
    payload = _payload(slack, "message_action", user) | {
        "callback_id": callback_id,
        "trigger_id": slack.modals.trigger(user),
        "channel": {"id": channel, "name": slack.channel_name(channel)},
        "message": {"type": "message", "ts": "1.1", "user": user, **message},
        "message_ts": "1.1",
        "response_url": address,
    }
    return await slack.send(urlencode({"payload": json.dumps(payload)}), _FORM)


def _payload(slack: "SlackServer", kind: str, user: str) -> dict[str, Any]:
    return {
        "type": kind,
        "team": {"id": slack.team, "domain": "example"},
        "enterprise": {"id": slack.enterprise} if slack.enterprise else None,
        "is_enterprise_install": slack.org_wide,
        "user": {"id": user, "username": user.lower(), "name": user.lower(), "team_id": slack.team},
        "api_app_id": "A1",
    }


def _viewed(modal: Modal, state: Mapping[str, Any]) -> dict[str, Any]:
    return modal.view | {"id": modal.id, "hash": modal.hash, "state": state}


def _shown(element: Mapping[str, Any]) -> Any:
    match element["type"]:
        case "plain_text_input":
            return element.get("initial_value", "")
        case "static_select":
            return element.get("initial_option", {}).get("value", "")
        case "checkboxes" | "multi_static_select":
            return tuple(one["value"] for one in element.get("initial_options", []))
        case _:
            return element.get("initial_conversation", "")


def _untouched(element: Mapping[str, Any]) -> dict[str, Any]:
    return _sent(element, _shown(element))


def _sent(element: Mapping[str, Any], value: Any) -> dict[str, Any]:
    kind = element["type"]
    match kind:
        case "plain_text_input":
            assert len(value) <= element.get("max_length", 3_000), "Slack lets nobody type as much."
            return {"type": kind, "value": value or None}
        case "static_select":
            return {"type": kind, "selected_option": _option(element, value) if value else None}
        case "checkboxes" | "multi_static_select":
            chosen = [element["options"][0]["value"]] if value is True else [] if value is False else value
            return {"type": kind, "selected_options": [_option(element, one) for one in chosen]}
        case _:
            return {"type": kind, "selected_conversation": value or None}


def _option(element: Mapping[str, Any], value: str) -> dict[str, Any]:
    found = next((one for one in element["options"] if one["value"] == value), None)
    assert found is not None, f"There is no option {value}."
    return dict(found)


def _is_filled(sent: Mapping[str, Any]) -> bool:
    return any(value for key, value in sent.items() if key != "type")


def _hash(numbers: Iterator[int]) -> str:
    return f"{next(numbers)}.hash"


def _no(error: str, detail: str = "") -> dict[str, Any]:
    said = {"response_metadata": {"messages": [detail]}} if detail else {}
    return {"ok": False, "error": error, **said}
