"""What people type, taken apart."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.subscribe import parse
from bot.commands.words import first_name, readable, split_command, spoken, take_apart, whole_name
from bot.errors import UserError

KINDS = ("starts", "questions", "live")


@pytest.mark.parametrize(
    ("typed", "names", "words", "options"),
    [
        ("CLR", ("CLR",), (), {}),
        ("$clr, $abc", ("clr", "abc"), (), {}),
        ("CLR，ABC", ("CLR", "ABC"), (), {}),
        ("CLR ABC", ("CLR", "ABC"), (), {}),
        ("CLR starts Live", ("CLR",), ("starts", "live"), {}),
        ("LIVE starts", ("LIVE",), ("starts",), {}),
        ("“Acme Robotics, Inc.” remind:1d", ('"Acme Robotics, Inc."',), (), {"remind": "1d"}),
        ("Acme Robotics", ("Acme Robotics",), (), {}),
        ("CLR remind: 1d, 10m questions：1d", ("CLR",), (), {"remind": "1d,10m", "questions": "1d"}),
        ("OTCQX:CLR", ("OTCQX:CLR",), (), {}),
        ("c-7k2mq", ("c-7k2mq",), (), {}),
        ("CLR,CLR", ("CLR",), (), {}),
        ('""', (), (), {}),
        ("", (), (), {}),
    ],
)
def test_names_kinds_and_options_are_told_apart(
    typed: str, names: tuple[str, ...], words: tuple[str, ...], options: dict[str, str]
) -> None:
    found = take_apart(typed, KINDS)
    assert (found.names, found.words, dict(found.options)) == (names, words, options)


@pytest.mark.parametrize(
    ("typed", "head", "rest"),
    [
        ("subscribe CLR", "subscribe", "CLR"),
        ("  SUBSCRIBE  CLR ", "subscribe", "CLR"),
        ("/calls next", "next", ""),
        ("@Tickerbell next CLR", "next", "CLR"),
        ("add “quoted” text\n\nsecond line", "add", "“quoted” text\n\nsecond line"),
        ("help.", "help", ""),
        ("", "", ""),
    ],
)
def test_the_command_is_the_first_word_and_the_rest_stays_as_typed(typed: str, head: str, rest: str) -> None:
    assert split_command(typed, "/calls") == (head, rest)


@pytest.mark.parametrize("typed", ["CLR kinds", "CLR abc", "CLR Starts reminders", "CLR,ABC lives"])
def test_a_stray_word_is_not_taken_for_a_ticker(typed: str) -> None:
    with pytest.raises(UserError, match="I do not know what"):
        take_apart(typed, KINDS)


def test_a_first_name_leaves_the_rest() -> None:
    assert first_name("“Acme Corp” May 15 4pm", "move") == ('"Acme Corp"', "May 15 4pm")
    assert first_name("$CLR, tomorrow", "move") == ("CLR", "tomorrow")
    with pytest.raises(UserError):
        first_name("  ", "move")


def test_several_words_are_said_as_people_say_them() -> None:
    assert spoken(["1 day", "1 hour", "10 minutes"]) == "1 day, 1 hour and 10 minutes"
    assert spoken(["1 day"]) == "1 day"
    assert spoken([]) == ""


@given(st.text(max_size=200))
def test_whatever_is_typed_is_taken_apart_or_refused_in_words(typed: str) -> None:
    split_command(typed, "/calls")
    take_apart(typed)
    for read in (
        lambda said: take_apart(said, KINDS),
        parse,
        lambda said: whole_name(said, "show"),
        lambda said: first_name(said, "move"),
    ):
        with suppress(UserError):
            read(typed)


def test_marks_that_nobody_sees_are_no_part_of_what_was_typed() -> None:
    assert readable("edit \u202eHLDN\u202c dial-in \u202a+1 888 555 0142\u202c\ufeff") == (
        "edit HLDN dial-in +1 888 555 0142"
    )
    persian = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    assert readable(persian) == persian
