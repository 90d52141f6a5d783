"""From the command to the calendar: addresses, pages, files, what they show, and how they are taken back."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import httpx
from icalendar import Calendar

from tests.stories.house import Story, story
from tests.stories.test_dialling import AN_HOUR_BEFORE, BEGINS, PUBLIC, RELEASE

MINE, OURS = "My calendar", "This channel’s calendar"


async def get(told: Story, url: str, **headers: str) -> httpx.Response:
    """What a client gets that opens an address of the house."""
    assert url.startswith(f"{PUBLIC}/calendar/")
    assert not isinstance(told.slack.app, str)
    transport = httpx.ASGITransport(told.slack.app)
    async with httpx.AsyncClient(transport=transport, base_url=PUBLIC, trust_env=False) as client:
        return await client.get(urlsplit(url).path, headers=headers)


async def events(told: Story, page: str) -> dict[str, Any]:
    """The entries of a page's file, by their summaries."""
    answer = await get(told, f"{page}.ics")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    return {str(one["SUMMARY"]): one for one in Calendar.from_ical(answer.content).walk("VEVENT")}


async def followed(told: Story) -> None:
    await told.type("/calls subscribe NGTI")
    await told.type(f"/calls add {RELEASE}")


async def test_a_channels_calendar_has_its_calls_and_follows_a_move_and_a_cancellation(sqlite_url: str) -> None:
    async with story(sqlite_url, BEGINS, TICKERBELL_PUBLIC_URL=PUBLIC) as told:
        await followed(told)
        await told.type("/calls remind NGTI 2h")
        page = (await told.type("/calls calendar")).buttons[OURS]

        (found,) = (await events(told, page)).values()
        assert found.decoded("DTSTART").astimezone(UTC) == datetime(2026, 11, 12, 13, 30, tzinfo=UTC)
        assert [str(one["DESCRIPTION"]) for one in found.walk("VALARM")] == ["Starts in 2 hours"]

        await told.type("/calls move NGTI Nov 13")
        (moved,) = (await events(told, page)).values()
        assert moved["UID"] == found["UID"]
        assert moved["SEQUENCE"] > found["SEQUENCE"]
        assert moved.decoded("LAST-MODIFIED") >= found.decoded("LAST-MODIFIED")
        assert moved.decoded("DTSTART").astimezone(UTC) == datetime(2026, 11, 13, 13, 30, tzinfo=UTC)

        await told.type("/calls cancel NGTI")
        (cancelled,) = (await events(told, page)).values()
        assert (cancelled["UID"], cancelled["STATUS"]) == (found["UID"], "CANCELLED")


async def test_what_is_muted_or_let_go_of_is_not_in_the_calendar(sqlite_url: str) -> None:
    async with story(sqlite_url, BEGINS, TICKERBELL_PUBLIC_URL=PUBLIC) as told:
        await followed(told)
        page = (await told.type("/calls calendar")).buttons[OURS]
        assert await events(told, page)
        await told.type("/calls mute NGTI")
        assert await events(told, page) == {}
        await told.type("/calls unmute NGTI")
        assert await events(told, page)
        await told.type("/calls unsubscribe NGTI")
        assert await events(told, page) == {}


async def test_a_persons_calendar_has_what_they_chose_themselves(sqlite_url: str) -> None:
    async with story(sqlite_url, BEGINS, TICKERBELL_PUBLIC_URL=PUBLIC) as told:
        told.slack.user("U2", name="ben", zone="Europe/London")
        await followed(told)
        danas = (await told.type("/calls calendar")).buttons[MINE]
        bens = (await told.type("/calls calendar mine", user="U2")).buttons[MINE]

        assert danas != bens
        assert len(await events(told, danas)) == 1
        assert await events(told, bens) == {}


async def test_what_is_private_to_a_channel_is_in_its_calendar_alone(sqlite_url: str) -> None:
    async with story(sqlite_url, BEGINS, TICKERBELL_PUBLIC_URL=PUBLIC) as told:
        told.slack.channel("C2", name="lobby")
        for channel in ("C1", "C2"):
            await told.type("/calls subscribe NGTI", channel=channel)
        await told.type(f"/calls add private {RELEASE}")
        answers = [await told.type("/calls calendar", channel=channel) for channel in ("C1", "C2")]

        assert [len(await events(told, answer.buttons[OURS])) for answer in answers] == [1, 0]
        assert await events(told, answers[0].buttons[MINE]) == {}


async def test_an_address_that_is_taken_back_opens_nothing(sqlite_url: str) -> None:
    async with story(sqlite_url, BEGINS, TICKERBELL_PUBLIC_URL=PUBLIC) as told:
        await followed(told)
        old = (await told.type("/calls calendar")).buttons[OURS]
        new = (await told.type("/calls calendar new")).buttons[OURS]

        assert [(await get(told, f"{old}{end}")).status_code for end in ("", ".ics")] == [404, 404]
        assert [(await get(told, f"{new}{end}")).status_code for end in ("", ".ics")] == [200, 200]


async def test_the_button_under_a_reminder_leads_to_one_call(database_url: str) -> None:
    async with story(database_url, BEGINS, TICKERBELL_PUBLIC_URL=PUBLIC) as told:
        await followed(told)
        reminder = (await told.until(AN_HOUR_BEFORE))[-1]
        page = reminder.post.buttons["Add to calendar"]
        typed = (await told.type("/calls calendar NGTI")).buttons["Add to calendar"]
        assert typed == page

        answer = await get(told, page)
        assert "Northgate Instruments (NASDAQ: NGTI)" in answer.text
        assert "20261112T133000Z%2F20261112T143000Z" in answer.text
        (one,) = (await events(told, page)).values()
        assert one["TRANSP"] == "OPAQUE"
        assert "tel:+18005550134,,4471920%23" in [str(way) for way in one["CONFERENCE"]]

        await told.type("/calls dialin NGTI renew")
        assert (await get(told, f"{page}.ics")).status_code == 404


async def test_a_file_that_a_client_has_is_not_sent_again(sqlite_url: str) -> None:
    async with story(sqlite_url, BEGINS, TICKERBELL_PUBLIC_URL=PUBLIC) as told:
        await followed(told)
        page = (await told.type("/calls calendar")).buttons[OURS]
        first = await get(told, f"{page}.ics")
        tag, since = first.headers["etag"], first.headers["last-modified"]

        for known in ({"If-None-Match": tag}, {"If-Modified-Since": since}, {"If-None-Match": f'"x", {tag}'}):
            again = await get(told, f"{page}.ics", **known)
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == tag

        await told.type("/calls move NGTI Nov 13")
        changed = await get(told, f"{page}.ics", **{"If-None-Match": tag, "If-Modified-Since": since})
        assert (changed.status_code, changed.headers["etag"] != tag) == (200, True)


async def test_without_a_public_address_there_are_no_calendars_and_the_answer_says_so(sqlite_url: str) -> None:
    async with story(sqlite_url, BEGINS) as told:
        await followed(told)
        assert "Add to calendar" not in (await told.type("/calls next")).buttons
        assert "no public address" in (await told.type("/calls calendar")).words
