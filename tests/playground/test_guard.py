"""Other web pages cannot drive the playground, and it loads nothing from anywhere else."""

from pathlib import Path

import pytest

from tests.playground.stage import open_client, settings

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize("host", ["127.0.0.1:3000", "localhost:8080", "[::1]:3000", "LOCALHOST"])
async def test_the_page_opens_under_this_machines_own_names(host: str, tmp_path: Path) -> None:
    async with open_client(tmp_path) as (_, client):
        assert (await client.get("/", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:3000", "", "[::1"])
@pytest.mark.parametrize("path", ["/", "/playground/app.js", "/playground/api/state", "/playground/api/events"])
async def test_a_foreign_name_that_points_here_is_refused(host: str, path: str, tmp_path: Path) -> None:
    async with open_client(tmp_path) as (_, client):
        answer = await client.get(path, headers={"Host": host})
    assert answer.status_code == 421
    assert "this machine" in answer.json()["error"]


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1:3001", "http://127.0.0.1.evil.example:3000"]
)
async def test_another_page_cannot_type_commands(origin: str, tmp_path: Path) -> None:
    async with open_client(tmp_path) as (stage, client):
        channel = await stage.make_channel("biotech")
        answer = await client.post(
            f"/playground/api/channels/{channel.id}/messages",
            content='{"text": "/calls unsubscribe all"}',
            headers={**JSON, "Origin": origin},
        )
        assert answer.status_code == 403
        assert stage.asked == []


async def test_the_page_itself_may_type_commands(tmp_path: Path) -> None:
    async with open_client(tmp_path) as (stage, client):
        channel = await stage.make_channel("biotech")
        answer = await client.post(
            f"/playground/api/channels/{channel.id}/messages",
            json={"text": "/calls list"},
            headers={"Origin": "http://127.0.0.1:3000"},
        )
        assert answer.status_code == 200
        assert [request.words for request in stage.asked] == ["list"]


async def test_what_a_foreign_form_can_send_is_not_taken(tmp_path: Path) -> None:
    # A form may send text/plain without asking first; JSON needs the leave that is never given.
    async with open_client(tmp_path) as (stage, client):
        channel = await stage.make_channel("biotech")
        answer = await client.post(
            f"/playground/api/channels/{channel.id}/messages",
            content='{"text": "/calls list"}',
            headers={"Content-Type": "text/plain"},
        )
        assert answer.status_code == 415
        assert stage.asked == []


async def test_too_large_a_request_is_refused_with_a_hint(tmp_path: Path) -> None:
    async with open_client(tmp_path) as (stage, client):
        channel = await stage.make_channel("biotech")
        answer = await client.post(f"/playground/api/channels/{channel.id}/messages", json={"text": "x" * 4_100_000})
        assert answer.status_code == 413
        assert "1 MB" in answer.json()["error"]
        assert stage.stored == []


async def test_the_page_may_load_nothing_from_another_host(tmp_path: Path) -> None:
    async with open_client(tmp_path) as (_, client):
        page = await client.get("/")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http://" not in page.text
    assert "https://" not in page.text
    assert " style=" not in page.text
    assert "onclick" not in page.text


async def test_a_name_that_the_operator_set_is_let_in(tmp_path: Path) -> None:
    chosen = settings(tmp_path, TICKERBELL_HOST="192.168.7.20")
    async with open_client(tmp_path, chosen) as (_, client):
        assert (await client.get("/", headers={"Host": "192.168.7.20:3000"})).status_code == 200
        assert (await client.get("/", headers={"Host": "192.168.7.21:3000"})).status_code == 421
