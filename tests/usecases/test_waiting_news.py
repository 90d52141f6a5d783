"""News that waits, for quiet hours to end or a platform to take it, while more happens to the call."""

from datetime import datetime, timedelta

import pytest

from bot.cards.plain import plain
from bot.delivery.messenger import Post
from bot.delivery.outcome import Outcome
from bot.storage import channels
from bot.storage.deliveries import State
from tests.commands.releases import HALDEN, HALDEN_MOVED
from tests.commands.town import BIOTECH, LOBBY, NOW, Town
from tests.fakes.platform import FakePlatform, too_many

CALL = "Halden Biosciences (OTCQX: HLDN): Q1 2014 results call"
ANNOUNCED = "Halden Biosciences (OTCQX: HLDN) announced its Q1 2014 results call"
QUIET_ENDS = datetime.fromisoformat("2014-05-12T16:00:00+00:00")
MINUTE = timedelta(minutes=1)


@pytest.fixture
async def halden(town: Town) -> Town:
    """#biotech follows Halden, in New York's time."""
    await town.say("subscribe HLDN")
    await town.say("timezone New York")
    return town


async def heard(town: Town, since: int = 0) -> list[str]:
    """The titles of what was posted to #biotech, the latest included."""
    await town.deliver()
    return [one.title for one in town.platform.stands if one.channel == BIOTECH.id][since:]


async def says(town: Town, *lines: str) -> None:
    """People type, a minute after each other."""
    for line in lines:
        town.now += MINUTE
        await town.say(line)


async def announced_then_quiet(town: Town) -> None:
    await town.say(f"add {HALDEN}")
    assert await heard(town) == [ANNOUNCED]
    await town.say("quiet 08:00-12:00")


async def states(town: Town, kind: str) -> list[State]:
    return [row.state for row in await town.rows() if row.kind == kind]


async def test_a_call_that_is_cancelled_and_then_moved_is_said_to_have_moved(halden: Town) -> None:
    await announced_then_quiet(halden)
    await says(halden, "cancel HLDN", "move HLDN May 16")
    halden.now = QUIET_ENDS
    assert await heard(halden, 1) == [f"{CALL} has moved to Fri, May 16, 2014, 5:00 PM ET"]
    assert await states(halden, "cancelled") == [State.SUPERSEDED]


async def test_both_due_at_once_without_quiet_say_the_same(halden: Town) -> None:
    await halden.say(f"add {HALDEN}")
    await heard(halden)
    await says(halden, "cancel HLDN", "move HLDN May 16")
    assert await heard(halden, 1) == [f"{CALL} has moved to Fri, May 16, 2014, 5:00 PM ET"]


async def test_a_move_after_the_cancellation_was_heard_says_that_the_call_is_on_again(halden: Town) -> None:
    await halden.say(f"add {HALDEN}")
    await heard(halden)
    await says(halden, "cancel HLDN")
    assert await heard(halden, 1) == [f"{CALL} is cancelled"]
    await says(halden, "move HLDN May 16")
    assert await heard(halden, 2) == [f"{CALL} is on again, Fri, May 16, 2014, 5:00 PM ET"]


async def test_a_move_that_happens_while_the_cancellation_is_on_its_way_is_told_too(halden: Town) -> None:
    await halden.say(f"add {HALDEN}")
    await heard(halden)
    await says(halden, "cancel HLDN")

    async def takes_while_it_moves(platform: FakePlatform, post: Post) -> Outcome:
        await halden.say("move HLDN May 16")
        return platform.take(post)

    halden.platform.will(BIOTECH.id, takes_while_it_moves)
    await heard(halden)
    assert await heard(halden, 1) == [
        f"{CALL} is cancelled",
        f"{CALL} is on again, Fri, May 16, 2014, 5:00 PM ET",
    ]


async def test_a_call_that_is_called_off_before_its_announcement_went_out_is_not_announced(halden: Town) -> None:
    await halden.say("quiet 08:00-12:00")
    await halden.say(f"add {HALDEN}")
    await says(halden, "cancel HLDN")
    assert await states(halden, "announced") == [State.SUPERSEDED]
    halden.now = QUIET_ENDS
    assert await heard(halden) == [f"{CALL} is cancelled"]


async def test_a_call_that_is_called_off_and_on_again_unheard_is_announced_after_all(halden: Town) -> None:
    await halden.say("quiet 08:00-12:00")
    await halden.say(f"add {HALDEN}")
    await says(halden, "cancel HLDN", "move HLDN May 14 5pm", "move HLDN May 16")
    halden.now = QUIET_ENDS
    assert await heard(halden) == [ANNOUNCED]
    assert await states(halden, "announced") == [State.SENT]
    assert State.SENT not in await states(halden, "changed")


async def test_an_announcement_that_waited_tells_the_changes_since(halden: Town) -> None:
    await halden.say("quiet 08:00-12:00")
    await halden.say(f"add {HALDEN}")
    await says(halden, "move HLDN May 15")
    halden.now = QUIET_ENDS
    assert await heard(halden) == [ANNOUNCED]
    assert await states(halden, "changed") == [State.COVERED]


async def test_a_call_that_moved_twice_is_said_to_have_moved_once_from_where_it_was(halden: Town) -> None:
    await announced_then_quiet(halden)
    await says(halden, "move HLDN May 15", "move HLDN May 16 4pm")
    halden.now = QUIET_ENDS
    assert await heard(halden, 1) == [f"{CALL} has moved to Fri, May 16, 2014, 4:00 PM ET"]
    assert "(was Wed, May 14, 2014, 5:00 PM ET)" in plain(halden.platform.posted[BIOTECH.id])


async def test_a_call_that_moved_and_moved_back_unheard_has_not_moved(halden: Town) -> None:
    await announced_then_quiet(halden)
    await says(halden, "move HLDN May 15", "move HLDN May 14")
    halden.now = QUIET_ENDS
    assert await heard(halden, 1) == []
    assert await states(halden, "changed") == [State.SUPERSEDED, State.SUPERSEDED]


async def test_a_move_that_the_platform_put_off_is_told_with_the_next(halden: Town) -> None:
    await halden.say(f"add {HALDEN}")
    await heard(halden)
    await says(halden, "move HLDN May 15")
    halden.platform.will(BIOTECH.id, too_many(1))
    assert await heard(halden, 1) == []
    await says(halden, "move HLDN May 16")
    async with halden.desk.database.write() as db:
        await channels.hold(db, BIOTECH.workspace.key, [BIOTECH.id], NOW)
    assert await heard(halden, 1) == [f"{CALL} has moved to Fri, May 16, 2014, 5:00 PM ET"]


async def test_channels_that_heard_different_steps_are_each_told_from_what_they_know(halden: Town) -> None:
    await halden.say("subscribe HLDN", LOBBY)
    await announced_then_quiet(halden)
    await says(halden, "move HLDN everywhere May 15")
    await halden.deliver()
    await says(halden, "move HLDN everywhere May 14")
    halden.now = QUIET_ENDS
    assert await heard(halden, 1) == []
    lobby = [one.title for one in halden.platform.stands if one.channel == LOBBY.id]
    assert lobby[1:] == [
        f"{CALL} has moved to Thu, May 15, 2014, 5:00 PM ET",
        f"{CALL} has moved to Wed, May 14, 2014, 5:00 PM ET",
    ]


@pytest.mark.parametrize(
    ("before", "said"),
    [
        ("list", "I am posting the announcement now."),
        ("quiet 08:00-12:00", "I will post the announcement when quiet hours end, at 12:00 PM EDT."),
        ("subscribe HLDN starts", None),
    ],
)
async def test_add_promises_what_will_be_posted_and_nothing_else(halden: Town, before: str, said: str | None) -> None:
    await halden.say(before)
    answer = await halden.say(f"add {HALDEN}")
    assert (said in answer) if said else ("posting" not in answer and "will post" not in answer)
    halden.now = QUIET_ENDS
    assert await heard(halden) == ([ANNOUNCED] if said else [])


async def test_add_promises_nothing_where_the_company_is_muted(halden: Town) -> None:
    await halden.say(f"add {HALDEN}", LOBBY)
    await halden.say("mute HLDN")
    answer = await halden.say(f"add {HALDEN_MOVED}")
    assert "Updated" in answer
    assert "posting" not in answer


async def test_add_promises_a_change_where_that_is_what_is_posted(halden: Town) -> None:
    await halden.say(f"add {HALDEN}")
    await heard(halden)
    assert "I am posting the change now." in await halden.say(f"add {HALDEN_MOVED}")


async def test_add_promises_nothing_where_only_the_title_changed(halden: Town) -> None:
    await halden.say(f"add {HALDEN}")
    await heard(halden)
    title, rest = HALDEN.split("\n", 1)
    answer = await halden.say(f"add {title.replace('to Host', 'Will Host')}\n{rest}")
    assert "posting" not in answer
    assert await heard(halden, 1) == []
