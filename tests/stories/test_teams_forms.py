"""Forms in Teams, as dialogs: a call is added, changed and tracked from a message; and a search finds it."""

from datetime import UTC, datetime
from pathlib import Path

from tests.fakes.teams_messages import CARD
from tests.stories.teams_house import BIOTECH, DANA, Story, teams_story

BEGINS = datetime(2014, 5, 12, 14, 0, tzinfo=UTC)
OURS = (Path(__file__).parent / "samples" / "orvelle-2014-results-call.txt").read_text(encoding="utf-8")


async def test_a_release_is_added_by_a_form_and_looked_through_before_it_counts(sqlite_url: str) -> None:
    async with teams_story(sqlite_url, BEGINS) as told:
        await told.type("subscribe ORVL")
        typed = await told.type("add")
        page = await told.teams.open(typed, "Open the form", user=DANA)
        checked = await told.teams.submit(page, {"The release, or its address": OURS})
        assert "Orvelle" in str(checked.card)
        assert "5:00 PM" in str(checked.card) or "5pm" in str(checked.card).lower()
        done = await told.teams.submit(checked, {})
        assert done.said.startswith("Added")
        assert "Orvelle" in (await told.type("next ORVL")).words


async def test_a_message_is_tracked_from_its_menu(sqlite_url: str) -> None:
    async with teams_story(sqlite_url, BEGINS) as told:
        html = "".join(f"<p>{line}</p>" for line in OURS.splitlines() if line.strip())
        page = await told.teams.track(BIOTECH, user=DANA, html=html)
        assert "Orvelle" in str(page.card)
        done = await told.teams.submit(page, {})
        assert done.said.startswith("Added")
        await told.teams.until(lambda: any("Added" in one.summary for one in told.teams.posts))


async def test_an_edit_that_makes_no_sense_is_said_in_the_dialog_and_can_be_mended(sqlite_url: str) -> None:
    async with teams_story(sqlite_url, BEGINS) as told:
        await _added(told)
        page = await told.teams.open(await told.type("show ORVL"), "Edit", user=DANA)
        when = next(label for label in page.fields if "start" in label.lower() or "when" in label.lower())
        refused = await told.teams.submit(page, {when: "the day after the fair"})
        assert refused.card
        assert "the day after the fair" in str(refused.card)
        done = await told.teams.submit(refused, {when: "May 15, 2014 4pm ET"})
        assert done.said
        assert "May 15, 2014, 4:00 PM ET" in (await told.type("show ORVL")).words


async def test_a_search_finds_a_call_and_gives_its_card(sqlite_url: str) -> None:
    async with teams_story(sqlite_url, BEGINS) as told:
        await _added(told)
        opened = await told.teams.search(BIOTECH, None, user=DANA)
        assert "ticker" in opened["text"]
        found = await told.teams.search(BIOTECH, "orvl", user=DANA)
        (card,) = found["attachments"]
        assert card["contentType"] == CARD
        assert "Orvelle" in card["preview"]["content"]["title"]
        assert "(888) 555-0142" in str(card["content"])
        nothing = await told.teams.search(BIOTECH, "XYZQ", user=DANA)
        assert "XYZQ" in nothing["text"]


async def test_a_search_in_a_chat_that_the_bot_is_not_in_makes_it_no_place_to_post(sqlite_url: str) -> None:
    async with teams_story(sqlite_url, BEGINS) as told:
        await _added(told)
        told.teams.group("19:others@thread.v2").member = False
        assert (await told.teams.search("19:others@thread.v2", "ORVL", user=DANA))["type"] == "result"
        page = await told.teams.track("19:others@thread.v2", user=DANA, html="<p>x</p>")
        assert "add the app" in page.words


async def _added(told: Story) -> None:
    await told.type("subscribe ORVL")
    await told.type(f"add {OURS}")
