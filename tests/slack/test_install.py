"""What the doctor finds out about Slack, and the manifest that makes the app."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

import bot.commands
from bot.cards.card import Card
from bot.commands.command import Answer, Command, Request
from bot.usecases.desk import Desk
from config.settings import load_settings
from handlers.slack.events import NAMES
from handlers.slack.install import check
from handlers.slack.manifest import as_yaml, manifest
from handlers.slack.scopes import SCOPES
from tests.fakes.slack_messages import Breaks
from tests.fakes.slack_server import SlackServer
from tests.slack.conftest import settings_for

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT.parent / "shared" / "schemas" / "slack-manifest.2.0.0.json"


INSTALLS = {
    "TICKERBELL_SLACK_CLIENT_ID": "1.2",
    "TICKERBELL_SLACK_CLIENT_SECRET": "client-secret-1",
    "TICKERBELL_SLACK_SIGNING_SECRET": "signing-secret-1",
    "TICKERBELL_SECRET_KEYS": Fernet.generate_key().decode(),
}


async def _run(desk: Desk, request: Request, words: str) -> Answer:
    return Answer(Card(words))


COMMANDS = (
    Command("subscribe", "subscribe TICKER", "Follow a company", _run),
    Command("next", "next [TICKER]", "The next call", _run),
    Command("notthis", "notthis ID", "", _run),
)


async def test_in_socket_mode_a_connection_is_asked_for_and_no_address_is_needed(slack: SlackServer) -> None:
    environ = {**slack.environ(), "TICKERBELL_SLACK_APP_TOKEN": slack.socket.token}
    findings = await check(load_settings(environ))
    assert [finding.ok for finding in findings] == [True, True, True]
    assert "Socket Mode" in findings[2].what
    wrong = (await check(load_settings({**environ, "TICKERBELL_SLACK_APP_TOKEN": "xapp-wrong"})))[-1]
    assert not wrong.ok
    assert "connections:write" in wrong.do
    assert slack.socket.links == []


async def test_a_healthy_workspace_is_found_so(slack: SlackServer) -> None:
    settings = load_settings({**slack.environ(), "TICKERBELL_PUBLIC_URL": "https://bot.example.com"})
    findings = await check(settings)
    assert [finding.ok for finding in findings] == [True, True, True]
    assert findings[0].what == "Slack knows the token: @tickerbell in Example (T1)."
    assert "https://bot.example.com/slack/events" in findings[2].what
    assert slack.posts == []


async def test_a_missing_scope_is_named_with_its_reason_and_what_to_do(slack: SlackServer) -> None:
    slack.scopes.discard("users:read")
    (missing,) = [finding for finding in await check(settings_for(slack)) if "users:read" in finding.what]
    assert not missing.ok
    assert "time zone" in missing.what
    assert "reinstall" in missing.do


async def test_history_asks_for_its_scopes_only_when_it_is_on(slack: SlackServer) -> None:
    assert not any("history" in finding.what for finding in await check(settings_for(slack)))
    named = " ".join(finding.what for finding in await check(settings_for(slack, HISTORY="on")))
    assert "channels:history" in named
    assert "groups:history" in named


async def test_a_wrong_token_is_told_with_where_to_find_the_right_one(slack: SlackServer) -> None:
    findings = await check(settings_for(slack, BOT_TOKEN="xoxb-wrong"))
    assert findings[0].what == "Slack refuses the bot token (invalid_auth)."
    assert "OAuth & Permissions" in findings[0].do
    assert "xoxb-wrong" not in repr(findings)


async def test_a_slack_that_fails_is_told_as_such(slack: SlackServer) -> None:
    slack.will("auth.test", Breaks(503))
    assert "cannot be reached" in (await check(settings_for(slack)))[0].what


async def test_a_clock_that_is_off_is_told(slack: SlackServer) -> None:
    slack.date = "Mon, 12 May 2014 14:00:00 GMT"
    (finding,) = [finding for finding in await check(settings_for(slack)) if "clock" in finding.what]
    assert not finding.ok
    assert "NTP" in finding.do


async def test_without_settings_it_says_which_to_set() -> None:
    (finding,) = await check(load_settings({}))
    assert not finding.ok
    assert "TICKERBELL_SLACK_BOT_TOKEN" in finding.do


@pytest.mark.parametrize(("address", "ok"), [(None, False), ("http://bot.example.com", False)])
async def test_an_address_that_slack_cannot_use_is_told(slack: SlackServer, address: str | None, ok: bool) -> None:
    environ = slack.environ() | ({"TICKERBELL_PUBLIC_URL": address} if address else {})
    assert (await check(load_settings(environ)))[-1].ok is ok


def test_the_manifest_names_our_address_command_and_scopes() -> None:
    environ = {"TICKERBELL_PUBLIC_URL": "https://bot.example.com/", "TICKERBELL_COMMAND": "/ir"}
    made = manifest(load_settings(environ), COMMANDS)
    (command,) = made["features"]["slash_commands"]
    assert (command["command"], command["url"]) == ("/ir", "https://bot.example.com/slack/events")
    assert command["should_escape"] is True
    assert command["usage_hint"] == "subscribe | next"
    assert made["oauth_config"]["scopes"]["bot"] == sorted(s.name for s in SCOPES if not s.with_history)
    assert "Type /ir help" in made["display_information"]["long_description"]


def test_every_event_that_is_heeded_is_subscribed_to() -> None:
    events = manifest(load_settings({}), COMMANDS)["settings"]["event_subscriptions"]["bot_events"]
    assert events == sorted(NAMES)
    assert {"app_mention", "member_joined_channel", "group_archive", "channel_unarchive"} <= set(events)


def test_where_workspaces_install_the_app_the_manifest_says_where_they_come_back_to() -> None:
    made = manifest(load_settings({**INSTALLS, "TICKERBELL_PUBLIC_URL": "https://bot.example.com/"}), COMMANDS)
    assert made["oauth_config"]["redirect_urls"] == ["https://bot.example.com/slack/oauth_redirect"]
    assert made["settings"]["org_deploy_enabled"] is True
    alone = manifest(load_settings({"TICKERBELL_PUBLIC_URL": "https://bot.example.com/"}), COMMANDS)
    assert "redirect_urls" not in alone["oauth_config"]
    assert alone["settings"]["org_deploy_enabled"] is False


def test_with_history_on_the_manifest_asks_for_it() -> None:
    made = manifest(load_settings({"TICKERBELL_SLACK_HISTORY": "on"}), COMMANDS)
    assert {"channels:history", "groups:history"} <= set(made["oauth_config"]["scopes"]["bot"])


def test_the_manifest_is_what_slack_publishes_a_schema_for() -> None:
    if not SCHEMA.is_file():
        pytest.skip(f"Slack's manifest schema is not at {SCHEMA}.")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    address = {"TICKERBELL_PUBLIC_URL": "https://bot.example.com"}
    for environ in ({}, {"TICKERBELL_SLACK_HISTORY": "on", **address}, INSTALLS, {**INSTALLS, **address}):
        for socket in (False, True):
            made = manifest(load_settings(environ), COMMANDS, socket=socket)
            assert list(_breaches(made, schema, schema, "")) == []
    assert list(_breaches({"display_information": {"name": "x" * 36}, "more": 1}, schema, schema, "")) == [
        "/display_information/name: too long",
        "/: more is unknown",
    ]


@pytest.mark.parametrize("by_settings", [False, True])
def test_the_manifest_for_socket_mode_names_no_address_for_requests(by_settings: bool) -> None:
    address = {"TICKERBELL_PUBLIC_URL": "https://bot.example.com"}
    token = {"TICKERBELL_SLACK_APP_TOKEN": "xapp-1", "TICKERBELL_SLACK_BOT_TOKEN": "xoxb-1"} if by_settings else {}
    made = manifest(load_settings({**address, **token}), COMMANDS, socket=not by_settings)
    assert "bot.example.com" not in json.dumps(made)
    assert made["settings"]["socket_mode_enabled"] is True


def test_the_manifest_in_the_repository_is_the_one_that_is_printed() -> None:
    kept = (ROOT / "deploy" / "slack-manifest.yaml").read_text(encoding="utf-8")
    comment, _, printed = kept.partition("\n")
    assert comment.startswith("# ")
    assert printed == as_yaml(manifest(load_settings({}), bot.commands.COMMANDS)), (
        "Put as_yaml(manifest(load_settings({}), COMMANDS)) below its comment again."
    )


def test_yaml_is_one_entry_a_line() -> None:
    value = {"a": {"b": "c: d", "e": True}, "f": [{"g": 1, "h": ["i", "j"]}, "k"]}
    assert as_yaml(value) == 'a:\n  b: "c: d"\n  e: true\nf:\n  - g: 1\n    h:\n      - "i"\n      - "j"\n  - "k"\n'


_KINDS: dict[str, type] = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int}


def _breaches(value: Any, schema: dict[str, Any], root: dict[str, Any], place: str) -> Iterator[str]:
    """What in ``value`` breaks the part of JSON Schema that Slack's schema for manifests uses."""
    if "$ref" in schema:
        schema = root["definitions"][schema["$ref"].removeprefix("#/definitions/")]
    if not isinstance(value, _KINDS[schema.get("type", "object")]):
        yield f"{place}: not a {schema['type']}"
    elif isinstance(value, dict):
        yield from _object(value, schema, root, place)
    elif isinstance(value, list):
        yield from _array(value, schema, root, place)
    elif isinstance(value, str):
        yield from _string(value, schema, place)


def _object(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], place: str) -> Iterator[str]:
    for name, item in value.items():
        if name in schema.get("properties", {}):
            yield from _breaches(item, schema["properties"][name], root, f"{place}/{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{place}/: {name} is unknown"
    yield from (f"{place}/: {name} is missing" for name in schema.get("required", ()) if name not in value)


def _array(value: list[Any], schema: dict[str, Any], root: dict[str, Any], place: str) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{place}: a wrong number of items"
    if schema.get("uniqueItems") and len({str(item) for item in value}) < len(value):
        yield f"{place}: doubles"
    for index, item in enumerate(value):
        yield from _breaches(item, schema["items"], root, f"{place}/{index}")


def _string(value: str, schema: dict[str, Any], place: str) -> Iterator[str]:
    if len(value) < schema.get("minLength", 0):
        yield f"{place}: too short"
    if len(value) > schema.get("maxLength", len(value)):
        yield f"{place}: too long"
    if not re.search(schema.get("pattern", ""), value):
        yield f"{place}: of another form"
