"""Microsoft's keys are fetched beside the work, once for whoever waits, and a slow key server holds up nobody else."""

import asyncio

import pytest

from tests.fakes.teams_messages import Fails, Says, Waits
from tests.fakes.teams_server import TeamsServer
from tests.teams.conftest import Said, eventually, opened
from tests.teams.test_trust import body


async def test_many_activities_that_wait_for_keys_fetch_them_once(
    teams: TeamsServer, said: Said, sqlite_url: str
) -> None:
    teams.will("keys", Waits(0.2))
    before = teams.times("keys")
    async with opened(teams, said, sqlite_url):
        responses = await asyncio.gather(*(teams.deliver(body(teams, f"list {n}")) for n in range(8)))
        assert {each.status_code for each in responses} == {200}
        assert teams.times("keys") == before + 1


@pytest.mark.parametrize("trouble", [Fails(500), Fails(404), Says("[]"), Says("{}"), Says("no json")], ids=str)
async def test_a_key_server_that_fails_turns_activities_away_with_no_fault(
    teams: TeamsServer, said: Said, sqlite_url: str, trouble: Fails | Says
) -> None:
    teams.will("metadata", trouble, trouble)
    async with opened(teams, said, sqlite_url):
        assert (await teams.deliver(body(teams))).status_code == 401


async def test_with_no_token_needed_only_this_machine_is_heard(teams: TeamsServer, said: Said, sqlite_url: str) -> None:
    async with opened(teams, said, sqlite_url, UNAUTHENTICATED="on"):
        assert (await teams.send(body(teams), None)).status_code == 200
        await eventually(lambda: len(said.requests) == 1)
