"""Where conversations of Teams are reached: remembered as last told, forgotten when the bot leaves, never across."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.storage import workspaces
from bot.storage.database import Database
from bot.usecases.conversations import (
    PERSONAL,
    TEAM_CHANNEL,
    Conversation,
    channels_of_team,
    leave,
    recall,
    recall_near,
    remember,
)
from bot.workspaces import Channel, Workspace

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ONE, OTHER = Workspace("teams", "one"), Workspace("teams", "other")
DESK = Conversation(
    "teams:one", "19:desk", "https://smba.trafficmanager.net/emea/one", TEAM_CHANNEL, "28:bot", "19:team"
)
OWN = Conversation("teams:one", "a:dana", DESK.service_url, PERSONAL, "28:bot", None, "29:dana")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database.open(database_url)
    yield opened
    await opened.close()


async def test_what_an_activity_leaves_out_stays_as_it_was_known(database: Database) -> None:
    await remember(database, DESK, NOW)
    moved = replace(DESK, service_url="https://smba.trafficmanager.net/amer/one", team_id=None)
    await remember(database, moved, NOW)
    assert await recall(database, Channel(ONE, "19:desk")) == replace(moved, team_id="19:team")


async def test_no_tenant_reaches_what_another_was_told(database: Database) -> None:
    await remember(database, DESK, NOW)
    await remember(database, OWN, NOW)
    assert await recall(database, Channel(OTHER, "19:desk")) is None
    assert await recall_near(database, OTHER, "29:dana") is None
    assert await channels_of_team(database, OTHER, "19:team") == ()


async def test_a_person_is_reached_in_their_own_conversation_else_by_the_latest(database: Database) -> None:
    await remember(database, OWN, NOW)
    await remember(database, DESK, NOW + timedelta(hours=1))
    assert await recall_near(database, ONE, "29:dana") == OWN
    assert await recall_near(database, ONE, "29:ben") == DESK


async def test_a_conversation_that_was_left_is_forgotten_and_the_rest_is_not(database: Database) -> None:
    await remember(database, DESK, NOW)
    await remember(database, OWN, NOW)
    assert [one.id for one in await channels_of_team(database, ONE, "19:team")] == ["19:desk"]
    assert await leave(database, Channel(ONE, "19:desk"))
    assert await recall(database, Channel(ONE, "19:desk")) is None
    assert not await leave(database, Channel(ONE, "a:dana"))


async def test_nothing_is_left_of_a_workspace_whose_data_is_deleted(database: Database) -> None:
    await remember(database, DESK, NOW)
    async with database.write() as db:
        await workspaces.delete_everything(db, "teams:one")
    assert await recall(database, Channel(ONE, "19:desk")) is None
