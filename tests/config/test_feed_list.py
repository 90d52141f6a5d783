"""The operator's list of sources: what it says, and what is said of mistakes in it."""

from pathlib import Path

import pytest

from config.errors import SettingsError
from config.feed_list import FeedLine, load_feed_list


def test_each_table_is_a_source(tmp_path: Path) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text(
        '[[feed]]\nurl = "https://a.example/rss"\n\n'
        '[[feed]]\nurl = "https://b.example/events.ics"\ncompany = "Halden"\nticker = "OTCQX:HLDN"\n'
    )
    assert load_feed_list(file) == (
        FeedLine("https://a.example/rss"),
        FeedLine("https://b.example/events.ics", "Halden", "OTCQX:HLDN"),
    )
    assert load_feed_list(None) == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("url = ", "is not TOML"),
        ('[feed]\nurl = "https://a.example"', "Each source is a table: [[feed]]"),
        ('[[sources]]\nurl = "https://a.example"', "Each source is a table: [[feed]]"),
        ("[[feed]]\nurl = 7", "source 1 holds something that is not text."),
        ('[[feed]]\nurl = "ftp://a.example"', "source 1 has no url that begins with http:// or https://."),
        ('[[feed]]\nurl = "https://u:p@a.example"', "source 1 has no url"),
        ('[[feed]]\nurl = "https://a.example"\nname = "A"', "source 1 has name; known are url, company and ticker."),
        ('[[feed]]\nurl = "https://a.example"\n' * 2, "source 2 is there twice: https://a.example."),
    ],
)
def test_a_mistake_in_the_list_is_a_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "feeds.toml"
    file.write_text(text)
    with pytest.raises(SettingsError) as caught:
        load_feed_list(file)
    assert sentence in str(caught.value)


def test_a_list_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"TICKERBELL_FEEDS names .*, which cannot be read"):
        load_feed_list(tmp_path / "feeds.toml")
