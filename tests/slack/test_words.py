"""What Slack did to text on its way in is undone, and nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.slack.words import as_seen, escape
from tests.fakes.slack_text import as_slack_sends, slack_escape


@pytest.mark.parametrize(
    ("delivered", "seen"),
    [
        ("Orvelle &amp; Sons", "Orvelle & Sons"),
        ("&lt;CLR&gt;", "<CLR>"),
        ("&amp;lt;CLR&amp;gt;", "&lt;CLR&gt;"),
        ("&amp;amp;", "&amp;"),
        ("&quot;&nbsp;&#60;", "&quot;&nbsp;&#60;"),
        ("<https://ir.orvelle.example/q1?a=1&amp;b=2>", "https://ir.orvelle.example/q1?a=1&b=2"),
        ("<http://www.orvelle.example|www.orvelle.example>", "www.orvelle.example"),
        ("<https://orvelle.example|Orvelle &amp; Sons> (NYSE: <https://q.example|ORV>)", "Orvelle & Sons (NYSE: ORV)"),
        ("<http://evil.example|https://ir.orvelle.example>", "https://ir.orvelle.example"),
        ("listen <https://live.example/1|here>.", "listen here (https://live.example/1)."),
        ("<https://live.example/1|Click here>", "Click here (https://live.example/1)"),
        ("the <https://live.example/1|live webcast>", "the live webcast (https://live.example/1)"),
        ("<mailto:ir@orvelle.example|ir@orvelle.example>", "ir@orvelle.example"),
        ("<mailto:ir@orvelle.example>", "ir@orvelle.example"),
        ("<tel:+18886468293|888-646-8293>", "888-646-8293"),
        ("<tel:+18886468293>", "+18886468293"),
        ("<@U024BE7LH|dana>", "@dana"),
        ("<@U024BE7LH|@dana>", "@dana"),
        ("<@U024BE7LH>", "@U024BE7LH"),
        ("<#C024BE7LR|biotech>", "#biotech"),
        ("<#C024BE7LR>", "#C024BE7LR"),
        ("<!channel> <!here> <!everyone>", "@channel @here @everyone"),
        ("<!here|here>", "here"),
        ("<!subteam^S012|@desk>", "@desk"),
        ("<!date^1392734382^{date} at {time}|Feb 18, 2014 at 9:39 AM EST>", "Feb 18, 2014 at 9:39 AM EST"),
        ("<!date^1392734382^{date}^https://a.example|Feb 18>", "Feb 18"),
        ("<!date^1392734382^{date}>", ""),
        ("a < b", "a < b"),
        ("<unfinished", "<unfinished"),
        ("<>", ""),
        ("", ""),
    ],
)
def test_text_is_read_as_a_person_saw_it(delivered: str, seen: str) -> None:
    assert as_seen(delivered) == seen


@given(st.text())
def test_whatever_a_person_types_arrives_as_typed(typed: str) -> None:
    assert as_seen(slack_escape(typed)) == typed
    assert as_seen(escape(typed)) == typed
    assert not re.search(r"[<>]", escape(typed))


@given(st.text(alphabet="<>&|!@#^;:amplgthref ", max_size=60))
def test_brackets_and_entities_in_any_order_break_nothing(delivered: str) -> None:
    as_seen(delivered)


RELEASE = """Orvelle Biosciences (OTCQX: ORV) <results> & business update

Dial (888) 646-8293 (domestic) or 1-973-453-3065 (international), then visit www.orvelle.example/investors.
Questions: ir@orvelle.example until noon. Webcast: https://live.example/e/1?a=1&b=2.
"""


def test_a_whole_release_survives_the_journey() -> None:
    sent = as_slack_sends(RELEASE)
    assert "<tel:8886468293|(888) 646-8293>" in sent
    assert "<mailto:ir@orvelle.example|ir@orvelle.example>" in sent
    assert "<https://live.example/e/1?a=1&amp;b=2>." in sent
    assert as_seen(sent) == RELEASE
