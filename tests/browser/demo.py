"""The demo as it is put together for a visitor, and the steps that stories take in it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from playwright.async_api import Browser, Page, expect

from bot.demo import backroom
from bot.running import at_work
from bot.storage.database import migrate
from handlers.playground.app import Playground, platform
from handlers.web import web
from tests.playground.serving import serve
from tests.playground.stage import settings

RELEASE = (Path(__file__).parents[1] / "stories" / "samples" / "orvelle-2014-results-call.txt").read_text(
    encoding="utf-8"
)


@asynccontextmanager
async def demo(browser: Browser, folder: Path) -> AsyncIterator[Page]:
    """The demo, open in a browser in Berlin. What the browser complains of fails the test."""
    chosen, stopping = settings(folder), asyncio.Event()
    await migrate(chosen.database_url)
    async with at_work(chosen, lambda base: [platform(backroom(base, stopping))]) as house:
        (playground,) = house.opened
        assert isinstance(playground, Playground)
        await playground.begin()
        async with serve(web(playground.routes, house.missing)) as url:
            page = await browser.new_page(timezone_id="Europe/Berlin")
            complaints: list[str] = []
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda line: complaints.append(line.text) if line.type in {"error", "warning"} else None)
            await page.goto(url)
            await page.locator(".card").first.wait_for()
            yield page
            # The clock refuses to go back until it was asked about (409), and browsers log each refusal.
            told = [line for line in complaints if "status of 409" not in line]
            assert not told, told
            await page.close()
            stopping.set()


async def type_line(page: Page, line: str) -> None:
    """Send a line, and wait for what is said to it."""
    cards = await page.locator(".card").count()
    await page.get_by_role("combobox", name="Type a command").fill(line)
    await page.keyboard.press("Enter")
    await expect(page.locator(".card").nth(cards)).to_be_visible()


async def begin_in_2014(page: Page) -> None:
    """An empty channel on May 12, 2014 that follows the company of the sample release."""
    await page.get_by_role("button", name="Set…").click()
    await page.get_by_label("Moment").fill("2014-05-12T10:00")
    await page.get_by_role("button", name="Set the clock").click()
    await page.get_by_label("Begin with the sample call").uncheck()
    await page.get_by_role("button", name="Forget and go back").click()
    await expect(page.locator("#day")).to_have_text("Monday, May 12, 2014")
    await expect(page.locator(".card")).to_have_count(1)
    await type_line(page, "/calls subscribe ORVL")


async def add_release(page: Page, release: str) -> None:
    """Paste a release into its dialog."""
    await page.get_by_role("button", name="Add a press release").click()
    await page.get_by_label("The release", exact=True).fill(release)
    await page.get_by_role("button", name="Add the call").click()
