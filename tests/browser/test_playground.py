"""The playground's page, as somebody at a browser meets it."""

from datetime import timedelta
from pathlib import Path

from playwright.async_api import Browser, expect

from bot.cards.card import Actions, Card, Facts, Link, Open, Paragraph, Phone, Quote, Run, Text, Tone
from bot.commands.command import Answer
from tests.browser.conftest import Visiting
from tests.playground.serving import serve
from tests.playground.stage import BEGIN, open_stage, reminder

HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script> <!channel> *x* [y](http://evil) {{DATE(2014,SHORT)}}"
PHONE = {"width": 390, "height": 844}


async def test_a_command_is_completed_and_sent_from_the_keyboard(visit: Visiting) -> None:
    here = await visit()
    page, line = here.page, here.page.get_by_role("combobox", name="Type a command")
    await line.press_sequentially("/")
    await expect(page.locator("#options li")).to_have_count(8)
    await line.press_sequentially("calls un")
    await expect(page.locator("#options li")).to_have_count(1)
    await line.press("Escape")
    await expect(page.locator("#options")).to_be_hidden()
    await line.fill("/calls ")
    await line.press("ArrowDown")
    await line.press("ArrowDown")
    await expect(page.locator("#options [aria-selected=true]")).to_contain_text("unsubscribe")
    await line.press("ArrowUp")
    await line.press("Enter")
    await expect(line).to_have_value("/calls subscribe ")
    await expect(page.locator("#usage")).to_contain_text("subscribe TICKER")
    await line.press_sequentially("ORVL")
    await line.press("Enter")
    await expect(page.locator(".card").last).to_contain_text("Heard: subscribe ORVL")
    await expect(page.locator(".card").last).to_contain_text("Only you see this")
    assert here.stage.asked[-1].person.zone == "Europe/Berlin"
    await expect(line).to_have_value("")
    await line.press("ArrowUp")
    await expect(line).to_have_value("/calls subscribe ORVL")


async def test_a_whole_command_is_sent_by_enter_though_others_begin_alike(visit: Visiting) -> None:
    here = await visit()
    line = here.page.get_by_role("combobox", name="Type a command")
    await line.press_sequentially("/calls list")
    await line.press("Enter")
    await expect(here.page.locator(".card").last).to_contain_text("Heard: list")


async def test_the_page_is_reached_without_a_mouse(visit: Visiting) -> None:
    here = await visit(has_touch=True)
    await here.page.locator("body").evaluate("() => document.activeElement.blur()")
    await here.page.keyboard.press("Tab")
    await expect(here.page.get_by_role("link", name="Skip to the composer")).to_be_focused()
    await here.page.keyboard.press("Enter")
    await expect(here.page.get_by_role("combobox", name="Type a command")).to_be_focused()


async def test_a_pasted_release_becomes_a_call_to_add(visit: Visiting) -> None:
    here = await visit()
    page, line = here.page, here.page.get_by_role("combobox", name="Type a command")
    release = "Orvelle Therapeutics Sets Conference Call\n\n" + "PORTLAND, Maine -- it says a lot. " * 400
    await line.focus()
    await page.evaluate(
        """text => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
            document.activeElement.dispatchEvent(paste);
        }""",
        release,
    )
    await expect(page.locator("#attached")).to_contain_text(
        "Orvelle Therapeutics Sets Conference Call · 13,643 characters"
    )
    await line.press("Enter")
    await expect(page.locator(".card").last).to_contain_text("Heard: add Orvelle")
    assert here.stage.asked[-1].words == f"add {release}".strip()
    await expect(page.locator("#attached")).to_be_hidden()


async def test_a_dropped_file_becomes_a_call_to_add_and_a_picture_is_refused(visit: Visiting) -> None:
    here = await visit()
    page = here.page
    drop = """([name, text]) => {
        const data = new DataTransfer();
        data.items.add(new File([text], name));
        for (const type of ["dragenter", "dragover", "drop"]) {
            document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
        }
    }"""
    await page.evaluate(drop, ["release.pdf", "%PDF-1.7 \0\0"])
    await expect(page.get_by_role("status")).to_contain_text("release.pdf is not a text file")
    await page.evaluate(drop, ["orvelle.txt", "Orvelle will hold a call."])
    await expect(page.locator("#attached")).to_contain_text("orvelle.txt · 25 characters")
    await expect(page.locator("#drop")).to_be_hidden()
    await page.get_by_role("button", name="Send").click()
    await expect(page.locator(".card").last).to_contain_text("Heard: add Orvelle will hold a call.")


async def test_a_release_can_be_pasted_into_its_own_dialog(visit: Visiting) -> None:
    here = await visit()
    page = here.page
    await page.get_by_role("button", name="Add a press release").click()
    await page.get_by_role("button", name="Add the call").click()
    await expect(page.get_by_role("alert")).to_contain_text("Paste the release first")
    await page.get_by_label("The release", exact=True).fill("Orvelle will hold a call.")
    await page.get_by_role("button", name="Add the call").click()
    await expect(page.locator(".card").last).to_contain_text("Heard: add Orvelle will hold a call.")


async def test_turning_the_clock_shows_what_goes_out_and_where(visit: Visiting) -> None:
    here = await visit()
    page, stage = here.page, here.stage
    other = await stage.make_channel("earnings")
    stage.plan(here.channel, BEGIN + timedelta(hours=2), "starts", "1d", reminder("The call is in 1 day"))
    stage.plan(here.channel, BEGIN + timedelta(hours=8), "questions", "2h", reminder("Questions close in 2 hours"))
    stage.plan(other.id, BEGIN + timedelta(hours=9), "live", "", reminder("It begins now"))
    await page.reload()
    await expect(page.locator("#coming li")).to_have_count(2)
    await expect(page.locator("#coming li").first).to_contain_text("Reminder, 1 day before")
    await page.get_by_role("button", name="To the next delivery").click()
    await expect(page.locator(".card").last).to_contain_text("The call is in 1 day")
    await expect(page.get_by_role("status")).to_contain_text("1 message went out in #biotech")
    await expect(page.locator("#time")).to_have_text("12:00 PM")
    await expect(page.locator("#coming li")).to_have_count(1)
    await page.get_by_role("button", name="+1 day").click()
    await expect(page.get_by_role("status")).to_contain_text("1 message went out in #earnings")
    await expect(page.locator("#day")).to_have_text("Tuesday, May 13, 2014")
    await expect(page.locator(".count")).to_have_text("1")
    await page.get_by_role("button", name="earnings").click()
    await expect(page.locator(".card")).to_have_count(1)
    await expect(page.locator(".count")).to_have_count(0)


async def test_going_back_in_time_is_asked_about_and_restarts_the_story(visit: Visiting) -> None:
    here = await visit()
    page = here.page
    await page.get_by_role("combobox", name="Type a command").fill("something to forget")
    await page.keyboard.press("Enter")
    await expect(page.locator(".said").last).to_contain_text("something to forget")
    await page.get_by_role("button", name="Set…").click()
    await expect(page.get_by_label("Moment")).to_have_value("2014-05-12T10:00")
    await page.get_by_label("Moment").fill("2014-05-01T08:00")
    await page.get_by_role("button", name="Set the clock").click()
    await expect(page.get_by_role("heading", name="Restart the story?")).to_be_visible()
    await page.get_by_role("button", name="Stay here").click()
    await expect(page.locator(".said").last).to_contain_text("something to forget")
    await page.get_by_role("button", name="Set…").click()
    await page.get_by_label("Moment").fill("2014-05-01T08:00")
    await page.get_by_role("button", name="Set the clock").click()
    await page.get_by_role("button", name="Forget and go back").click()
    await expect(page.locator("#day")).to_have_text("Thursday, May 1, 2014")
    await expect(page.get_by_text("something to forget")).to_have_count(0)
    await expect(page.locator("#title")).to_have_text("#biotech")


async def test_a_time_that_does_not_exist_is_refused_where_it_was_typed(visit: Visiting) -> None:
    here = await visit()
    page = here.page
    await page.get_by_role("button", name="Set…").click()
    await page.get_by_label("Moment").fill("2015-03-08T02:30")
    await page.get_by_role("button", name="Set the clock").click()
    await expect(page.locator("#set-wrong")).to_contain_text("02:30 on 08 March 2015 does not exist")
    await page.keyboard.press("Escape")
    assert here.stage.at == BEGIN


async def test_a_card_shows_the_readers_time_beside_the_announced_one(visit: Visiting) -> None:
    here = await visit()
    await here.announce(reminder())
    card = here.page.locator(".card").last
    await expect(card).to_contain_text("Wed, May 14, 2014, 5:00 PM ET · 11:00 PM for you")
    await expect(card.get_by_role("link", name="(888) 555-0142")).to_have_attribute(
        "href", "tel:+18885550142,,7204418%23"
    )
    await expect(card.get_by_role("link", name="Join webcast")).to_have_attribute("rel", "noopener noreferrer")
    at_home = await visit(timezone_id="America/New_York")
    await expect(at_home.page.locator(".card").last).to_contain_text("5:00 PM ET")
    await expect(at_home.page.locator(".yours")).to_have_count(0)


async def test_buttons_type_their_command_and_dangerous_ones_ask_first(visit: Visiting) -> None:
    here = await visit()
    page = here.page
    await here.announce(reminder())
    await page.get_by_role("button", name="Dial in").click()
    await expect(page.locator(".said").last).to_contain_text("/calls dialin ORVL")
    await expect(page.locator(".card").last).to_contain_text("Heard: dialin ORVL")
    asked = len(here.stage.asked)
    await page.get_by_role("button", name="Cancel", exact=True).click()
    await expect(page.get_by_role("dialog")).to_contain_text("/calls cancel ORVL")
    await page.get_by_role("button", name="Not now").click()
    assert len(here.stage.asked) == asked
    await page.get_by_role("button", name="Cancel", exact=True).click()
    await page.locator("#sure-ok").click()
    await expect(page.locator(".card").last).to_contain_text("Heard: cancel ORVL")


async def test_each_card_shows_what_it_is_elsewhere(visit: Visiting) -> None:
    here = await visit()
    await here.announce(reminder("A card to look into"))
    await here.page.get_by_role("button", name="JSON of “A card to look into” elsewhere").click()
    await expect(here.page.locator("#json")).to_contain_text('"type": "plain_text"')
    await here.page.get_by_role("button", name="Teams (Adaptive Card)").click()
    await expect(here.page.locator("#json")).to_contain_text('"type": "AdaptiveCard"')
    await expect(here.page.locator("#json-places [aria-pressed=true]")).to_have_text("Teams (Adaptive Card)")
    await here.page.keyboard.press("Escape")
    await expect(here.page.locator("#json-dialog")).to_be_hidden()


async def test_hostile_words_stay_words(visit: Visiting) -> None:
    here = await visit()
    page = here.page
    here.stage.answers["add"] = Answer(
        Card(
            HOSTILE,
            Tone.NEWS,
            (
                Paragraph((Text(HOSTILE, strong=True), Link("javascript:alert(3)", HOSTILE))),
                Facts(((HOSTILE, (Phone("+18885550142", HOSTILE, HOSTILE),)),)),
                Quote(HOSTILE),
                Actions((Run(HOSTILE, "list"), Open(HOSTILE, "javascript:alert(4)"))),
            ),
        ),
        public=True,
    )
    await page.get_by_role("combobox", name="Type a command").fill(f"/calls add {HOSTILE}")
    await page.keyboard.press("Enter")
    card = page.locator(".card").last
    await expect(card.get_by_role("heading", level=3)).to_have_text(HOSTILE)
    await expect(card.locator("blockquote")).to_have_text(HOSTILE)
    assert await page.locator(".log img, .log script, .log iframe").count() == 0
    assert await page.locator(".log a[href^='javascript']").count() == 0
    await expect(page.locator(".said").last).to_contain_text("<script>alert(2)</script>")


async def test_channels_are_made_named_and_remembered(visit: Visiting) -> None:
    here = await visit()
    page = here.page
    await page.get_by_role("button", name="New channel").click()
    await page.get_by_role("textbox", name="Name").fill("biotech")
    await page.keyboard.press("Enter")
    await expect(page.locator("#name-wrong")).to_contain_text("There is a channel named #biotech already.")
    await page.get_by_role("textbox", name="Name").fill("Small Caps")
    await page.keyboard.press("Enter")
    await expect(page.locator("#title")).to_have_text("#small-caps")
    await page.get_by_role("button", name="Rename this channel").click()
    await page.get_by_role("textbox", name="Name").fill("mid-caps")
    await page.keyboard.press("Enter")
    await expect(page.locator("#title")).to_have_text("#mid-caps")
    await page.reload()
    await expect(page.locator("#title")).to_have_text("#mid-caps")


async def test_a_phone_shows_everything_without_scrolling_sideways(visit: Visiting) -> None:
    here = await visit(viewport=PHONE, has_touch=True, is_mobile=True)
    page = here.page
    await here.announce(reminder())
    await expect(page.locator(".card").last).to_contain_text("5:00 PM ET")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.evaluate(
        "document.getElementById('scroll').scrollWidth <= document.getElementById('scroll').clientWidth"
    )
    await expect(page.get_by_role("navigation", name="Channels")).to_be_hidden()
    await page.get_by_role("button", name="Channels", exact=True).click()
    await expect(page.get_by_role("button", name="Close the channels")).to_be_focused()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("navigation", name="Channels")).to_be_hidden()
    await page.locator("#clock-open").click()
    await page.get_by_role("button", name="+1 hour").click()
    await expect(page.locator("#chip-time")).to_have_text("11:00 AM")
    await expect(page.get_by_role("complementary")).to_be_hidden()


async def test_the_page_is_dark_where_the_reader_wants_it(visit: Visiting) -> None:
    ink = "getComputedStyle(document.body).color"
    light, dark = await visit(color_scheme="light"), await visit(color_scheme="dark")
    assert await light.page.evaluate(ink) == "rgb(32, 38, 42)"
    assert await dark.page.evaluate(ink) == "rgb(233, 231, 225)"


async def test_a_page_that_lost_its_server_finds_the_next_one(browser: Browser, tmp_path: Path) -> None:
    page = await browser.new_page()
    async with open_stage(tmp_path / "first") as (stage, app), serve(app) as url:
        assert stage.playground is not None
        await stage.playground.begin()
        await page.goto(url)
        await expect(page.locator(".card")).to_have_count(3)
        stage.stopping.set()
    await expect(page.get_by_text("Reconnecting…")).to_be_visible()
    async with open_stage(tmp_path / "second") as (stage, app), serve(app, int(url.rsplit(":", 1)[1])):
        channel = await stage.make_channel("another-story")
        await expect(page.locator("#title")).to_have_text("#another-story")
        await expect(page.get_by_text("Reconnecting…")).to_be_hidden()
        await expect(page.locator(".card")).to_have_count(0)
        assert stage.playground is not None
        await stage.playground.messenger.tell(channel, "you", reminder("Live again"))
        await expect(page.locator(".card")).to_contain_text("Live again")
        await page.close()
