"""The app's package: what an administrator uploads to Teams."""

import json
import struct
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft7Validator
from starlette.applications import Starlette

from bot.commands import COMMANDS
from bot.errors import UserError
from config.settings import Settings, load_settings
from handlers.teams.about import about_routes
from handlers.teams.manifest import FIND_WHAT, PERMISSIONS, manifest, package

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT.parent / "shared" / "schemas" / "teams-manifest.v1.30.json"
APP = "01234567-89ab-cdef-0123-456789abcdef"


def settings_with(**changes: str) -> Settings:
    given = {
        "TICKERBELL_PUBLIC_URL": "https://bot.example.com",
        "TICKERBELL_TEAMS_CLIENT_ID": APP,
        "TICKERBELL_TEAMS_CLIENT_SECRET": "secret-1",
        "TICKERBELL_TEAMS_TENANT_ID": APP,
    }
    return load_settings({name: value for name, value in {**given, **changes}.items() if value})


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return manifest(settings_with(), COMMANDS)


def test_the_manifest_is_what_microsoft_publishes_a_schema_for(made: dict[str, Any]) -> None:
    if not SCHEMA.is_file():
        pytest.skip(f"The schema of Teams' manifests is not at {SCHEMA}.")
    judge = Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert [f"{error.json_path}: {error.message}" for error in judge.iter_errors(made)] == []
    for wrong in (
        {"accentColor": "green"},
        {"permissions": ["everything"]},
        {"more": 1},
        {"name": {"short": "x" * 31}},
    ):
        assert list(judge.iter_errors(made | wrong)), wrong


def test_the_bot_works_wherever_people_talk(made: dict[str, Any]) -> None:
    (bot,) = made["bots"]
    assert (made["id"], bot["botId"], bot["scopes"]) == (APP, APP, ["team", "groupChat", "personal"])
    assert made["supportsChannelFeatures"] == "tier1", "Private channels would be left out."
    assert bot["supportsTargetedMessages"] is True


def test_teams_lists_the_commands_of_the_one_table(made: dict[str, Any]) -> None:
    lists = made["bots"][0]["commandLists"]
    assert [(one["scopes"], one["triggers"]) for one in lists] == [
        (["team"], ["mention", "slash"]),
        (["groupChat"], ["mention", "slash"]),
        (["personal"], ["mention"]),
    ]
    marked = [command.name for command in COMMANDS if command.in_teams_list]
    for one in lists:
        assert [command["title"] for command in one["commands"]] == marked
    assert {"subscribe", "upcoming", "add", "help"} <= set(marked)
    assert len(marked) <= 12


def test_more_commands_than_teams_lists_are_a_fault_of_ours() -> None:
    crowd = [replace(COMMANDS[0], name=f"c{n}", in_teams_list=True) for n in range(13)]
    with pytest.raises(ValueError, match="12 commands at most, and 13"):
        manifest(settings_with(), crowd)


def test_a_message_can_be_tracked_and_a_call_searched_for(made: dict[str, Any]) -> None:
    (extension,) = made["composeExtensions"]
    track, find = extension["commands"]
    assert (track["title"], track["type"], track["context"], track["fetchTask"]) == (
        "Track this call",
        "action",
        ["message"],
        True,
    )
    assert (find["type"], find["parameters"][0]["name"]) == ("query", FIND_WHAT)


def test_it_asks_for_no_more_than_it_has_a_reason_for(made: dict[str, Any]) -> None:
    assert made["permissions"] == list(PERMISSIONS)
    assert all(PERMISSIONS.values())
    assert "authorization" not in made
    assert "webApplicationInfo" not in made
    assert made["validDomains"] == ["bot.example.com"]


def test_the_documentation_gives_each_permission_its_reason() -> None:
    told = " ".join((ROOT / "docs" / "teams.md").read_text(encoding="utf-8").split())
    for name, reason in PERMISSIONS.items():
        assert f"`{name}` | {reason}" in told


def test_the_package_holds_the_manifest_and_its_icons_and_is_the_same_each_time(made: dict[str, Any]) -> None:
    packed = package(settings_with(), COMMANDS)
    assert packed == package(settings_with(), COMMANDS)
    with zipfile.ZipFile(BytesIO(packed)) as file:
        assert file.namelist() == ["manifest.json", made["icons"]["color"], made["icons"]["outline"]]
        assert json.loads(file.read("manifest.json")) == made


def test_the_icons_are_as_microsoft_wants_them() -> None:
    with zipfile.ZipFile(BytesIO(package(settings_with(), COMMANDS))) as file:
        colour, outline = pixels(file.read("color.png")), pixels(file.read("outline.png"))
    assert (len(colour), len(colour[0])) == (192, 192)
    assert {pixel[3] for row in colour for pixel in row} == {255}, "The ground of the coloured one is whole."
    assert (len(outline), len(outline[0])) == (32, 32)
    assert {pixel[:3] for row in outline for pixel in row if pixel[3]} == {(255, 255, 255)}, "It is white on nothing."
    assert {pixel[3] for row in outline for pixel in row} >= {0, 255}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"TICKERBELL_PUBLIC_URL": ""}, "TICKERBELL_PUBLIC_URL"),
        ({"TICKERBELL_PUBLIC_URL": "http://127.0.0.1:3000"}, "begins with https://"),
        ({"TICKERBELL_TEAMS_CLIENT_ID": "tickerbell"}, "Application (client) ID"),
    ],
)
def test_what_is_missing_is_named_with_where_to_find_it(changes: dict[str, str], told: str) -> None:
    with pytest.raises(UserError) as found:
        package(settings_with(**changes), COMMANDS)
    assert told in found.value.hint


def test_without_an_app_it_says_what_to_set() -> None:
    with pytest.raises(UserError) as found:
        package(load_settings({"TICKERBELL_PUBLIC_URL": "https://bot.example.com"}), COMMANDS)
    assert "TICKERBELL_TEAMS_CLIENT_ID" in found.value.hint


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"TICKERBELL_CONTACT": "<b>@desk.example", "TICKERBELL_RETENTION_DAYS": "90"}, "after 90 days"),
        ({}, "ask the administrator"),
    ],
)
async def test_the_page_that_the_package_points_to_is_there(
    given: dict[str, str], told: str, made: dict[str, Any]
) -> None:
    app = httpx.ASGITransport(Starlette(routes=list(about_routes(settings_with(**given)))))
    async with httpx.AsyncClient(transport=app) as client:
        page = await client.get(made["developer"]["websiteUrl"])
        assert (await client.get(f"{page.url}sheet.css")).status_code == 200
    assert page.status_code == 200
    assert told in page.text
    assert "<b>" not in page.text
    for name in ("privacyUrl", "termsOfUseUrl"):
        assert f'id="{made["developer"][name].partition("#")[2]}"' in page.text


def pixels(png: bytes) -> list[list[tuple[int, int, int, int]]]:
    """The rows of a PNG that has eight bits for each of red, green, blue and, where it is transparent, alpha."""
    width, height, bits, kind = struct.unpack(">IIBB", png[16:26])
    assert (bits, kind in (2, 6), png[28]) == (8, True, 0)
    channels, at, packed = (3 if kind == 2 else 4), 8, b""
    while at < len(png):
        length, name = struct.unpack(">I4s", png[at : at + 8])
        packed += png[at + 8 : at + 8 + length] if name == b"IDAT" else b""
        at += 12 + length
    raw, line = zlib.decompress(packed), width * channels
    rows, above = [], bytearray(line)
    for y in range(height):
        start = y * (line + 1)
        above = _row(raw[start], bytearray(raw[start + 1 : start + 1 + line]), above, channels)
        rows.append([(*above[n : n + 3], above[n + 3] if channels == 4 else 255) for n in range(0, line, channels)])
    return rows


def _row(kind: int, row: bytearray, above: bytearray, step: int) -> bytearray:
    """Undo what PNG does to a row (https://www.w3.org/TR/png/#9Filters)."""
    for n in range(len(row)):
        left, corner = (row[n - step], above[n - step]) if n >= step else (0, 0)
        guess = (0, left, above[n], (left + above[n]) // 2, _paeth(left, above[n], corner))[kind]
        row[n] = (row[n] + guess) % 256
    return row


def _paeth(left: int, up: int, corner: int) -> int:
    near = left + up - corner
    return min((left, up, corner), key=lambda one: abs(near - one))
