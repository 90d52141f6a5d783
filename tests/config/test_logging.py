"""The log: its two forms, and what it never shows."""

import io
import json
import logging
from collections.abc import Iterator

import pytest

from config.logging import HIDDEN, configure
from config.settings import load_settings

SECRETS = {
    "TICKERBELL_SLACK_BOT_TOKEN": "xoxb-1111-2222-abcDEF",
    "TICKERBELL_SLACK_SIGNING_SECRET": "8f742231b10e8888abcd99yyyzzz85a5",
}
log = logging.getLogger("bot.tests")


class Terminal(io.StringIO):
    """A stream that a person looks at."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _restored_logging() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    logging.captureWarnings(False)
    root.handlers[:], root.level = handlers, level


def logged(stream: io.StringIO, *, log_format: str = "") -> io.StringIO:
    configure(load_settings({**SECRETS, "TICKERBELL_LOG_FORMAT": log_format}), stream)
    return stream


def test_elsewhere_than_on_a_terminal_every_line_is_a_json_object() -> None:
    stream = logged(io.StringIO())
    log.info("Posted %s.", "“starts”", extra={"delivery": "d1", "workspace": "slack:T1", "channel": "C1", "attempt": 2})
    log.warning("Slack asks for a rest.")
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert first.pop("time").endswith("+00:00")
    assert first == {
        "level": "info",
        "logger": "bot.tests",
        "message": "Posted “starts”.",
        "delivery": "d1",
        "workspace": "slack:T1",
        "channel": "C1",
        "attempt": 2,
    }
    assert second["level"] == "warning"


def test_on_a_terminal_a_line_reads_well() -> None:
    stream = logged(Terminal())
    log.info("Posted.", extra={"channel": "C1"})
    log.warning("Slack asks for a rest.")
    info, warning = stream.getvalue().splitlines()
    assert info.endswith("  Posted.  channel=C1")
    assert warning.endswith("  WARNING  Slack asks for a rest.")


def test_the_setting_decides_whatever_the_stream_is() -> None:
    on_terminal, elsewhere = logged(Terminal(), log_format="json"), io.StringIO()
    log.info("One.")
    assert json.loads(on_terminal.getvalue())["message"] == "One."
    logged(elsewhere, log_format="human")
    log.info("Two.")
    assert elsewhere.getvalue().endswith("  Two.\n")


def test_our_news_is_logged_and_the_chatter_of_libraries_is_not() -> None:
    stream = logged(io.StringIO())
    for name in ("apscheduler.scheduler", "slack_bolt", "sqlalchemy.engine", "uvicorn.access"):
        logging.getLogger(name).info("Chatter.")
    logging.getLogger("handlers.web").info("News.")
    logging.getLogger("slack_bolt").warning("Trouble.")
    assert [json.loads(line)["message"] for line in stream.getvalue().splitlines()] == ["News.", "Trouble."]


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("token xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy!", f"token {HIDDEN}!"),
        ("xapp-1-A0-1-abc and xoxp-1-2 and xoxe.xoxb-1-Mi0yL", f"{HIDDEN} and {HIDDEN} and {HIDDEN}"),
        ("{'Authorization': 'Bearer abc.DEF-123_~+/='}", f"{{'Authorization': 'Bearer {HIDDEN}'}}"),
        ("postgresql+asyncpg://tick:hunter2@db/calls", f"postgresql+asyncpg://tick:{HIDDEN}@db/calls"),
        ("postgresql://tick:hun@ter2@db/calls", f"postgresql://tick:{HIDDEN}@db/calls"),
        ("https://hooks.slack.com/commands/T1/2/abc refused", f"https://hooks.slack.com/{HIDDEN} refused"),
        ("POST /?token=abc123&x=1", f"POST /?token={HIDDEN}&x=1"),
        ("jwt eyJhbGciOi.eyJzdWIi.SflKxw", f"jwt {HIDDEN}"),
        ("signed with 8f742231b10e8888abcd99yyyzzz85a5", f"signed with {HIDDEN}"),
        ("passcode=3453065 at https://example.com:8443/a@b", "passcode=3453065 at https://example.com:8443/a@b"),
        ("bearer of good news", "bearer of good news"),
    ],
)
def test_what_opens_a_door_is_hidden(said: str, shown: str) -> None:
    stream = logged(io.StringIO())
    log.info("%s", said, extra={"call": said})
    line = json.loads(stream.getvalue())
    assert (line["message"], line["call"]) == (shown, shown)


def test_a_secret_in_a_traceback_is_hidden() -> None:
    stream = logged(io.StringIO())
    try:
        raise ValueError(f"refused {SECRETS['TICKERBELL_SLACK_BOT_TOKEN']}")
    except ValueError:
        log.exception("It failed.")
    line = json.loads(stream.getvalue())
    assert line["message"] == "It failed."
    assert line["error"].startswith("Traceback")
    assert line["error"].endswith(f"ValueError: refused {HIDDEN}")


def test_a_secret_in_a_stack_is_hidden() -> None:
    stream = logged(Terminal())
    log.info("Here.", stack_info=True, extra={"token": {"of": "xoxb-1-2"}})
    assert "Stack (most recent call last)" in stream.getvalue()
    assert "xoxb-" not in stream.getvalue()


def test_a_line_whose_arguments_do_not_fit_is_still_logged() -> None:
    stream = logged(io.StringIO())
    log.info("%d calls", "xoxb-1-2")
    assert json.loads(stream.getvalue())["message"] == f"%d calls ('{HIDDEN}',)"
