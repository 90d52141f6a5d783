"""A person's App Home within Slack's limits, whatever is on it."""

from dataclasses import replace

import pytest

from bot.calls.announcement import DialIn, Live
from bot.calls.call import Call
from bot.cards.home import MOST_CALLS, MOST_FOLLOWED, Home, HomeCall, HomeFollowed, home_sections
from handlers.slack.home import ACTIONS, home_view
from handlers.slack.limits import lint_home
from tests.calls.builders import TOLD, call
from tests.fakes.slack_blocks import elements, visible
from tests.fakes.slack_home import complaint_of_home

LONG = "Consolidated <!channel> Halden & Daughters " * 8
FOLLOWED = HomeFollowed("Halden Biosciences (OTCQX: HLD)", "HLD")


def crowded(dial_ins: int = 40) -> Call:
    """A call with more of everything than any has."""
    numbers = tuple(DialIn(f"+1888555{number:04}", LONG[:80]) for number in range(dial_ins))
    seen = call()
    live = Live(numbers, "12345678#", tuple(f"www.halden.example/{number}/{'x' * 400}" for number in range(10)))
    return replace(seen, live=live, company=replace(seen.company, name=LONG[:300]), title=LONG * 8)


@pytest.mark.parametrize(
    "home",
    [
        Home(),
        Home(knows_channels=False),
        Home((HomeCall(call(), "C1", ("biotech",), False, "HLD"),), 3, (FOLLOWED,)),
        Home(
            tuple(HomeCall(crowded(), f"C{n}", (LONG,) * 40, False, f'"{LONG}"') for n in range(MOST_CALLS)),
            190,
            tuple(HomeFollowed(LONG, f'"{LONG}"', waits=n % 2 == 0, muted=n % 3 == 0) for n in range(200)),
        ),
    ],
    ids=["empty", "unknown", "usual", "crowded"],
)
def test_slack_takes_the_page_whatever_is_on_it(home: Home) -> None:
    view = home_view(home_sections(home, TOLD, "/calls", "@tickerbell"), "D1")
    assert lint_home(view) == []
    assert complaint_of_home(view) is None
    assert view["private_metadata"] == "D1"
    assert "Your next calls" in visible(view)


def test_a_full_page_shows_all_that_it_may_and_counts_the_rest() -> None:
    calls = tuple(HomeCall(call(), f"C{n}", (f"channel-{n}",), False, "HLD") for n in range(MOST_CALLS))
    followed = tuple(replace(FOLLOWED, name=f"Company {n}") for n in range(MOST_FOLLOWED + 4))
    shown = visible(home_view(home_sections(Home(calls, 7, followed), TOLD, "/calls", "@tickerbell"), "D1"))
    assert "#channel-9" in shown
    assert "…and 7 more, later than these." in shown
    assert f"Company {MOST_FOLLOWED - 1}" in shown
    assert f"Company {MOST_FOLLOWED}\n" not in shown
    assert "…and 4 more: “What I follow” lists them." in shown


def test_each_button_types_its_words_where_they_belong() -> None:
    home = Home((HomeCall(call(), "C7", ("biotech",), False, "HLD"),), 0, (FOLLOWED,))
    view = home_view(home_sections(home, TOLD, "/calls", "@tickerbell"), "D1")
    typed = {one["text"]["text"]: one for one in elements(view, "button") if "value" in one}
    assert typed["Details"]["action_id"].startswith(f"{ACTIONS}C7:")
    assert typed["Follow HLD by direct message"]["action_id"].startswith(f"{ACTIONS}:")
    assert typed["Stop following"]["value"] == "unsubscribe HLD"
    # What belongs to a channel is not muted or edited from a page of one's own.
    assert "Mute this call" not in typed
    assert "Edit" not in typed


def test_what_a_person_follows_alone_can_be_muted_and_edited_there() -> None:
    home = Home((HomeCall(call(), "D1", (), True, "HLD"),))
    view = home_view(home_sections(home, TOLD, "/calls", "@tickerbell"), "D1")
    labels = [one["text"]["text"] for one in elements(view, "button")]
    assert labels[3:] == ["Join webcast", "Dial in", "Details", "Mute this call", "Edit"]
    assert "For\u2002you, by direct message" in visible(view)


@pytest.mark.parametrize(
    ("view", "problem"),
    [
        ({"type": "home", "blocks": [{"type": "divider"}] * 101}, "101, 100 at most"),
        ({"type": "home", "blocks": [{"type": "divider"}], "private_metadata": "x" * 3001}, "private_metadata"),
        ({"type": "home", "blocks": [{"type": "section"}]}, "not one of ours"),
    ],
)
def test_what_slack_would_refuse_of_a_page_is_found(view: dict[str, object], problem: str) -> None:
    assert problem in "; ".join(lint_home(view))
