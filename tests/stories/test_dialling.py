"""From a release to the phone: the button under a reminder opens the call's dial page."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx

from tests.fakes.slack_messages import Answered
from tests.stories.house import Heard, Story, story

BEGINS = datetime(2026, 11, 2, 15, tzinfo=UTC)
AN_HOUR_BEFORE = datetime(2026, 11, 12, 12, 30, tzinfo=UTC)
PUBLIC = "https://calls.example.com"
RELEASE = """\
Northgate Instruments to Hold Third Quarter 2026 Results Call

BOSTON, Nov. 2, 2026 -- Northgate Instruments, Inc. (NASDAQ: NGTI) will hold a conference call on Thursday,
November 12, 2026, at 8:30 a.m. ET to discuss its results for the third quarter of 2026.

To join, dial (800) 555-0134 (domestic) or +44 20 7946 0018 (international) and give passcode 4471920.
A webcast will be at https://ir.northgate.example/events.
"""


async def open_page(told: Story, url: str, language: str = "en-US") -> httpx.Response:
    """What a browser gets that opens an address of the house."""
    assert url.startswith(f"{PUBLIC}/dial/")
    assert not isinstance(told.slack.app, str)
    transport = httpx.ASGITransport(told.slack.app)
    async with httpx.AsyncClient(transport=transport, base_url=PUBLIC, trust_env=False) as client:
        return await client.get(urlsplit(url).path, headers={"Accept-Language": language})


async def followed(told: Story) -> None:
    await told.type("/calls subscribe NGTI")
    await told.type(f"/calls add {RELEASE}")


def page_of(answer: Answered) -> str:
    return answer.buttons["Open dial page"]


async def test_the_button_under_a_reminder_opens_a_page_with_numbers_and_passcode(database_url: str) -> None:
    async with story(database_url, BEGINS, TICKERBELL_PUBLIC_URL=PUBLIC) as told:
        await followed(told)
        reminder = (await told.until(AN_HOUR_BEFORE))[-1]
        assert "in 1 hour" in reminder.title

        answer = await open_page(told, reminder.post.buttons["Dial in"])

        assert answer.status_code == 200
        assert "Northgate Instruments (NASDAQ: NGTI)" in answer.text
        assert 'href="tel:+18005550134,,4471920%23"' in answer.text
        assert ">4471920<" in answer.text
        assert "In 1 hour" in answer.text
        abroad = (await open_page(told, reminder.post.buttons["Dial in"], "en-GB")).text
        assert abroad.index("+44 20 7946 0018") < abroad.index("(800) 555-0134")


async def test_every_card_of_a_call_leads_to_the_same_page(database_url: str) -> None:
    async with story(database_url, BEGINS, TICKERBELL_PUBLIC_URL=PUBLIC) as told:
        await followed(told)
        heard = await told.until(AN_HOUR_BEFORE)
        answers = [await told.type(f"/calls {words}") for words in ("next", "show NGTI", "subscribe NGTI")]
        await told.type("/calls test")
        heard.append(Heard(told.now, told.slack.posts[-1]))

        opened = {one.post.buttons["Dial in"] for one in heard} | {one.buttons["Dial in"] for one in answers}
        opened.add(page_of(await told.type("/calls dialin NGTI")))
        assert len(heard) > 1
        assert len(opened) == 1


async def test_a_call_that_moved_or_was_called_off_says_so_on_its_page(database_url: str) -> None:
    async with story(database_url, BEGINS, TICKERBELL_PUBLIC_URL=PUBLIC) as told:
        await followed(told)
        url = page_of(await told.type("/calls dialin NGTI"))

        await told.type("/calls move NGTI Nov 13")
        moved = (await open_page(told, url)).text
        assert "This call has moved." in moved
        assert "Thu, Nov 12, 2026, 8:30 AM ET" in moved
        assert "Fri, Nov 13, 2026, 8:30 AM ET" in moved

        await told.type("/calls cancel NGTI")
        cancelled = (await open_page(told, url)).text
        assert "This call is cancelled." in cancelled
        assert "tel:" not in cancelled


async def test_an_address_that_was_taken_back_opens_nothing_and_a_new_one_does(database_url: str) -> None:
    async with story(database_url, BEGINS, TICKERBELL_PUBLIC_URL=PUBLIC) as told:
        await followed(told)
        old = page_of(await told.type("/calls dialin NGTI"))

        renewed = await told.type("/calls dialin NGTI renew")

        assert "another address" in renewed.words
        assert page_of(renewed) != old
        assert (await open_page(told, old)).status_code == 404
        assert "4471920" in (await open_page(told, page_of(renewed))).text
        reminder = (await told.until(AN_HOUR_BEFORE))[-1]
        assert reminder.post.buttons["Dial in"] == page_of(renewed)


async def test_a_dismissed_call_has_no_page_any_more(database_url: str) -> None:
    async with story(database_url, BEGINS, TICKERBELL_PUBLIC_URL=PUBLIC) as told:
        await followed(told)
        answer = await told.type("/calls dialin NGTI")
        call_id = answer.buttons["Details"].split()[1]

        await told.type(f"/calls dismiss {call_id}")

        assert (await open_page(told, page_of(answer))).status_code == 404


async def test_where_the_bot_has_no_address_the_button_asks_for_the_numbers(database_url: str) -> None:
    async with story(database_url, BEGINS) as told:
        await followed(told)
        reminder = (await told.until(AN_HOUR_BEFORE))[-1]

        assert reminder.post.buttons["Dial in"].startswith("dialin c-")
        assert "4471920" in (await told.slack.press(reminder.post, "Dial in", user="U1")).words
        assert "no public address" in (await told.type("/calls dialin NGTI renew")).words
