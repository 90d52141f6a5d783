"""Calendar pages in a real browser: on a phone and on a desktop, in light and in dark, and without script."""

from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.test_dial import TOO_WEAK
from tests.calendars.scene import ADD, OURS, Scene, scene
from tests.playground.serving import serve

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1180, "height": 820}}


async def opened(browser: Browser, shown: Scene, url: str, name: str, complaints: list[str], **context: Any) -> Page:
    made = await browser.new_context(**{"timezone_id": "Europe/Berlin", "locale": "en-US"} | context)
    page = await made.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(error.message))
    page.on("request", lambda request: complaints.append(request.url) if not request.url.startswith(url) else None)
    await page.goto(f"{url}{shown.path(name)}")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_everything_can_be_read_and_pressed_on_a_phone_and_on_a_desktop(
    browser: Browser, sqlite_url: str, scheme: str
) -> None:
    complaints: list[str] = []
    async with scene(sqlite_url) as shown, serve(shown.app) as url:
        for name in (OURS, ADD):
            for view in (PHONE, DESKTOP):
                page = await opened(browser, shown, url, name, complaints, **view, color_scheme=scheme)
                width = await page.evaluate("innerWidth")
                assert await page.evaluate("document.documentElement.scrollWidth") <= width
                for door in await page.locator(".door").all():
                    box = await door.bounding_box()
                    assert box is not None
                    assert box["height"] >= 44
                assert await page.evaluate(TOO_WEAK) == []
    assert complaints == []


async def test_without_script_the_page_is_complete_and_with_it_the_time_is_the_readers(
    browser: Browser, sqlite_url: str
) -> None:
    complaints: list[str] = []
    async with scene(sqlite_url) as shown, serve(shown.app) as url:
        bare = await opened(browser, shown, url, OURS, complaints, **PHONE, java_script_enabled=False)
        assert await bare.locator(".door").count() == 4
        await expect(bare.locator("#address")).to_have_text(f"{shown.pages[OURS]}.ics")
        assert await bare.get_by_role("button").count() == 0

        page = await opened(browser, shown, url, OURS, complaints, **PHONE)
        await expect(page.locator(".ahead li").first).to_contain_text("11:00 PM for you")
    assert complaints == []
