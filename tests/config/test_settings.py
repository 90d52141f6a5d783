"""Settings: what is accepted, and the sentence for what is not."""

import ast
import re
import string
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SettingsError, TickerbellError
from config.names import KNOWN, NAMES, TEAMS
from config.settings import _platform_dir, load_settings, notes

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "config" / "example.env"
TOKENS = {
    "TICKERBELL_SLACK_BOT_TOKEN": "xoxb-not-a-real-token",
    "TICKERBELL_SLACK_SIGNING_SECRET": "not-a-real-signing-secret",
}


def problem(environ: dict[str, str]) -> str:
    with pytest.raises(SettingsError) as raised:
        load_settings(environ)
    return str(raised.value)


def test_nothing_needs_to_be_set() -> None:
    settings = load_settings({"HOME": "/home/dana"})
    assert (settings.host, settings.port, settings.command) == ("127.0.0.1", 3000, "/calls")
    assert settings.slack.messages_per_minute == 200
    assert settings.slack.api_url == "https://slack.com/api/"
    assert not settings.slack.connected
    assert notes(settings) == ()


def test_the_database_is_a_sqlite_file_in_the_data_folder_unless_said_otherwise() -> None:
    settings = load_settings({"TICKERBELL_DATA_DIR": "/srv/tickerbell"})
    assert settings.database_url == "sqlite+aiosqlite:////srv/tickerbell/tickerbell.db"


@pytest.mark.parametrize(
    ("given_address", "meant"),
    [
        ("sqlite:///calls.db", "sqlite+aiosqlite:///calls.db"),
        ("sqlite:////srv/calls.db", "sqlite+aiosqlite:////srv/calls.db"),
        ("sqlite+aiosqlite:////srv/calls.db", "sqlite+aiosqlite:////srv/calls.db"),
        ("postgresql://u:p@db/calls", "postgresql+asyncpg://u:p@db/calls"),
        ("postgres://u:p@db:5433/calls", "postgresql+asyncpg://u:p@db:5433/calls"),
        ("postgresql://u:p%40ss@db/calls?sslmode=require", "postgresql+asyncpg://u:p%40ss@db/calls?ssl=require"),
    ],
)
def test_a_database_address_gets_its_async_driver(given_address: str, meant: str) -> None:
    assert load_settings({"TICKERBELL_DATABASE_URL": given_address}).database_url == meant


@pytest.mark.parametrize(
    ("system", "environ", "folder"),
    [
        ("linux", {"HOME": "/home/dana"}, "/home/dana/.local/share/tickerbell"),
        ("linux", {"HOME": "/home/dana", "XDG_DATA_HOME": "/data"}, "/data/tickerbell"),
        ("darwin", {"HOME": "/Users/dana"}, "/Users/dana/Library/Application Support/Tickerbell"),
        ("win32", {"USERPROFILE": "/dana", "LOCALAPPDATA": "/dana/local"}, "/dana/local/Tickerbell"),
    ],
)
def test_data_is_kept_where_the_system_keeps_it(system: str, environ: dict[str, str], folder: str) -> None:
    assert _platform_dir(environ, system) == Path(folder)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("TICKERBELL_PORT", "99999", "is “99999”, which is not a whole number from 0 to 65535."),
        ("TICKERBELL_PORT", "3000a", "is “3000a”, which is not a whole number from 0 to 65535."),
        ("TICKERBELL_PORT", "٣", "is “٣”, which is not a whole number from 0 to 65535."),
        ("TICKERBELL_HOST", "http://x", "is “http://x”, which is not a host name or an IP address such as 127.0.0.1."),
        ("TICKERBELL_PUBLIC_URL", "bot.example.com", "is “bot.example.com”, which is not an address such as"),
        ("TICKERBELL_PUBLIC_URL", "ftp://bot.example.com", "which is not an address such as https://bot.example.com."),
        ("TICKERBELL_COMMAND", "calls", "must begin with / and be one lower-case word, such as /calls."),
        ("TICKERBELL_COMMAND", "/my calls", "must begin with / and be one lower-case word, such as /calls."),
        ("TICKERBELL_LOG_FORMAT", "xml", "is “xml”; it must be one of auto, human, json."),
        ("TICKERBELL_FEED_INTERVAL", "0", "which is not a whole number from 1 to 86400."),
        ("TICKERBELL_RETENTION_DAYS", "-1", "which is not a whole number from 1 to 36500."),
        ("TICKERBELL_CONTACT", "dana", "is “dana”, which is not an e-mail address."),
        ("TICKERBELL_FETCH_PRIVATE_HOSTS", "a:1,b", "holds “b”, which is not host:port, such as"),
        ("TICKERBELL_SECRET_KEYS", "hunter2", "holds a wrong key at place 1: a key is 32 random bytes"),
        ("TICKERBELL_SLACK_HISTORY", "maybe", "is “maybe”; it must be on or off."),
        ("TICKERBELL_SLACK_MESSAGES_PER_MINUTE", "many", "which is not a whole number from 0 to 100000."),
        ("TICKERBELL_DATABASE_URL", "calls.db", "is not a database address; write postgresql://"),
        ("TICKERBELL_DATABASE_URL", "mysql://u:p@h/d", "begins with mysql://; it must begin with sqlite:/// or"),
        ("TICKERBELL_DATABASE_URL", "sqlite:///:memory:", "names no file, and reminders must outlive the program"),
        ("TICKERBELL_DATABASE_URL", "sqlite://", "names no file, and reminders must outlive the program"),
    ],
)
def test_a_wrong_value_is_named_with_what_would_be_right(name: str, value: str, sentence: str) -> None:
    said = problem({name: value})
    assert said.startswith(f"{name} ")
    assert sentence in said


def test_everything_that_is_wrong_is_said_at_once() -> None:
    said = problem({"TICKERBELL_PORT": "x", "TICKERBELL_COMMAND": "x"})
    assert [line.split()[0] for line in said.splitlines()] == ["TICKERBELL_PORT", "TICKERBELL_COMMAND"]


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("TICKERBELL_SLACK_TOKEN", "Did you mean TICKERBELL_SLACK_BOT_TOKEN?"),
        ("TICKERBELL_DATABASE", "Did you mean TICKERBELL_DATABASE_URL?"),
        ("TICKERBELL_SLACK_SIGNING_KEY", "Did you mean TICKERBELL_SLACK_SIGNING_SECRET?"),
        ("TICKERBELL_PORT_FILE", "Did you mean TICKERBELL_PORT?"),
        ("TICKERBELL_XYZZY_QUUX", "config/example.env lists every setting."),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_right_one(name: str, advice: str) -> None:
    assert problem({name: "x"}) == f"There is no setting {name}. {advice}"


def test_names_of_other_programs_are_left_alone() -> None:
    assert load_settings({"PORT": "1", "TICKER": "CLR"}).port == 3000


def test_an_empty_value_counts_as_absent(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("TICKERBELL_PORT=8080\n")
    assert load_settings({"TICKERBELL_PORT": " "}).port == 3000
    assert load_settings({"TICKERBELL_PORT": ""}, file).port == 8080


def test_the_environment_wins_over_the_env_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("# ours\nTICKERBELL_PORT=8080\nexport TICKERBELL_HOST='0.0.0.0'\nOTHER_PROGRAM=1\n")
    settings = load_settings({"TICKERBELL_PORT": "9090"}, file)
    assert (settings.port, settings.host) == (9090, "0.0.0.0")


def test_a_dollar_in_the_env_file_is_a_dollar(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("TICKERBELL_DATABASE_URL=postgresql://u:a${HOME}b@db/calls\n")
    assert "a%24%7BHOME%7Db" in load_settings({}, file).database_url


def test_an_unknown_name_in_the_env_file_is_refused_too(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("TICKERBELL_PROT=8080\n")
    with pytest.raises(SettingsError, match="Did you mean TICKERBELL_PORT"):
        load_settings({}, file)


def test_an_env_file_that_is_not_there_is_no_mistake(tmp_path: Path) -> None:
    assert load_settings({}, tmp_path / ".env").port == 3000


def test_an_env_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes(b"TICKERBELL_PORT=\xff\xfe\n")
    with pytest.raises(SettingsError, match="cannot be read"):
        load_settings({}, file)


def test_a_secret_may_be_kept_in_a_file_of_its_own(tmp_path: Path) -> None:
    secret = tmp_path / "signing-secret"
    secret.write_text("8f742231b10e8888abcd99yyyzzz85a5\n")
    settings = load_settings(
        {
            "TICKERBELL_SLACK_SIGNING_SECRET_FILE": str(secret),
            "TICKERBELL_SLACK_BOT_TOKEN": TOKENS["TICKERBELL_SLACK_BOT_TOKEN"],
        }
    )
    assert settings.slack.connected
    assert settings.slack.signing_secret is not None
    assert settings.slack.signing_secret.reveal() == "8f742231b10e8888abcd99yyyzzz85a5"


def test_a_secret_in_the_environment_wins_over_its_file_in_the_env_file(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("TICKERBELL_DATABASE_URL_FILE=/nowhere\n")
    settings = load_settings({"TICKERBELL_DATABASE_URL": "sqlite:///calls.db"}, file)
    assert settings.database_url == "sqlite+aiosqlite:///calls.db"


def test_a_secret_and_its_file_at_once_are_refused(tmp_path: Path) -> None:
    said = problem({**TOKENS, "TICKERBELL_SLACK_BOT_TOKEN_FILE": str(tmp_path)})
    assert said == "TICKERBELL_SLACK_BOT_TOKEN and TICKERBELL_SLACK_BOT_TOKEN_FILE are both set. Keep one of them."


def test_a_secret_file_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.touch()
    name = "TICKERBELL_SECRET_KEYS_FILE"
    assert problem({name: str(empty)}) == f"{name} names {empty}, which is empty."
    assert problem({name: "/nowhere"}) == f"{name} names /nowhere, which does not exist."
    assert problem({name: str(tmp_path)}) == f"{name} names {tmp_path}, which cannot be read as text."


@pytest.mark.parametrize("present", TOKENS)
def test_half_of_slack_is_refused(present: str) -> None:
    (absent,) = TOKENS.keys() - {present}
    said = problem({present: TOKENS[present]})
    assert said.startswith(f"{absent} is not set, but {present} is")
    assert said.endswith("Set both, or neither.")


def test_a_token_of_another_kind_is_recognised() -> None:
    said = problem({**TOKENS, "TICKERBELL_SLACK_BOT_TOKEN": "xoxp-12345"})
    assert said == "TICKERBELL_SLACK_BOT_TOKEN holds another kind of token; a bot token begins with xoxb-."


def test_keys_are_kept_in_order() -> None:
    keys = [Fernet.generate_key().decode() for _ in range(2)]
    settings = load_settings({"TICKERBELL_SECRET_KEYS": ", ".join(keys)})
    assert [key.reveal() for key in settings.secret_keys] == keys


def test_no_secret_is_printed() -> None:
    key = Fernet.generate_key().decode()
    settings = load_settings(
        {**TOKENS, "TICKERBELL_DATABASE_URL": "postgresql://u:hunter2@db/calls", "TICKERBELL_SECRET_KEYS": key}
    )
    shown = f"{settings!r} {settings} {settings.slack.bot_token} {settings.secret_keys}"
    assert not [secret for secret in (*TOKENS.values(), "hunter2", key) if secret in shown]


def test_no_sentence_about_a_wrong_secret_holds_it() -> None:
    said = problem(
        {
            "TICKERBELL_DATABASE_URL": "mysql://u:hunter2@db/calls",
            "TICKERBELL_SECRET_KEYS": "hunter2",
            "TICKERBELL_SLACK_BOT_TOKEN": "xoxp-hunter2",
        }
    )
    assert "hunter2" not in said


def test_the_demo_heeds_no_platform_and_keeps_to_a_file_of_its_own() -> None:
    settings = load_settings(
        {
            "TICKERBELL_SLACK_BOT_TOKEN": "xoxb-the-real-one",
            "TICKERBELL_DATABASE_URL": "postgresql://db/the-real-one",
            "TICKERBELL_DATA_DIR": "/srv/tickerbell",
            "TICKERBELL_PORT": "4000",
        },
        demo=True,
    )
    assert settings.slack.bot_token is None
    assert settings.database_url == "sqlite+aiosqlite:////srv/tickerbell/demo/tickerbell.db"
    assert settings.port == 4000
    assert notes(settings) == tuple(
        f"{name} is set and has no effect: the demo keeps to its own page and its own SQLite file."
        for name in ("TICKERBELL_DATABASE_URL", "TICKERBELL_SLACK_BOT_TOKEN")
    )


def test_the_demo_still_refuses_an_unknown_name() -> None:
    with pytest.raises(SettingsError, match="TICKERBELL_SLACK_BOT_TOKEN"):
        load_settings({"TICKERBELL_SLACK_TOKEN": "x"}, demo=True)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"TICKERBELL_SLACK_APP_TOKEN": "xapp-1"}, "TICKERBELL_SLACK_BOT_TOKEN"),
        ({"TICKERBELL_SLACK_APP_TOKEN": "xoxb-1", "TICKERBELL_SLACK_BOT_TOKEN": "xoxb-1"}, "begins with xapp-"),
        ({"TICKERBELL_SLACK_APP_TOKEN": "xapp-1", "TICKERBELL_SLACK_CLIENT_ID": "1.2"}, "CLIENT_SECRET"),
    ],
)
def test_socket_mode_lacks_what_it_says(changes: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingsError) as refused:
        load_settings(changes)
    assert any(sentence in problem for problem in refused.value.problems)


def test_with_an_app_token_no_signing_secret_is_needed() -> None:
    given = {"TICKERBELL_SLACK_APP_TOKEN": "xapp-1", "TICKERBELL_SLACK_BOT_TOKEN": "xoxb-1"}
    assert load_settings(given).slack.connected


TEAMS_APP = {
    "TICKERBELL_TEAMS_CLIENT_ID": "app",
    "TICKERBELL_TEAMS_CLIENT_SECRET": "secret",
    "TICKERBELL_TEAMS_TENANT_ID": "tenant",
}


def test_teams_is_connected_by_the_app_its_secret_and_its_tenant() -> None:
    assert load_settings(TEAMS_APP).teams.connected
    assert not load_settings({}).teams.connected


@pytest.mark.parametrize("name", TEAMS_APP)
def test_a_part_of_the_teams_app_that_lacks_is_asked_for(name: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} is not set, but TICKERBELL_TEAMS_"):
        load_settings({other: value for other, value in TEAMS_APP.items() if other != name})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TICKERBELL_TEAMS_LOGIN_URL", "http://login.example.com"),
        ("TICKERBELL_TEAMS_OPENID_METADATA_URL", "http://keys.example.com/openidconfiguration"),
    ],
)
def test_keys_and_tokens_of_teams_come_over_https_or_from_this_machine(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} begins with http://"):
        load_settings({**TEAMS_APP, name: value})
    load_settings(
        {**TEAMS_APP, name: value.replace("login.example.com", "127.0.0.1").replace("keys.example.com", "[::1]")}
    )


def test_teams_without_tokens_is_for_this_machine_alone() -> None:
    on = {"TICKERBELL_TEAMS_UNAUTHENTICATED": "on"}
    assert load_settings(on).teams.connected
    assert load_settings({**on, "TICKERBELL_HOST": "localhost"}).teams.unauthenticated
    with pytest.raises(
        SettingsError, match=r"TICKERBELL_TEAMS_UNAUTHENTICATED is on, and TICKERBELL_HOST is 0\.0\.0\.0"
    ):
        load_settings({**on, "TICKERBELL_HOST": "0.0.0.0"})


def test_every_setting_does_something_or_is_said_to_do_nothing() -> None:
    """What the program reads of its settings, and what is said to be for later, are all of them, and never both."""
    idle = {row.name for row in NAMES if row.later}
    # Both platforms have a client's id and secret.
    read, read_of_teams = attributes_read(), attributes_read(without="slack")
    # These do their work inside config: see the tests of the database's address and of the log.
    at_work = {"TICKERBELL_DATA_DIR", "TICKERBELL_LOG_FORMAT"}
    at_work |= {row.name for row in NAMES if _attribute(row.name) in (read_of_teams if TEAMS in row.name else read)}
    assert idle & at_work == set(), "It has an effect now: take “later” away in config/names.py."
    assert idle | at_work == {row.name for row in NAMES}, (
        "Nothing reads it: use it, or say in config/names.py what for."
    )


def attributes_read(without: str = "nothing") -> set[str]:
    """The names that the program asks its settings for, such as ``port`` in ``settings.port``."""
    files = [file for room in ("bot", "handlers") for file in (ROOT / room).rglob("*.py") if without not in file.parts]
    nodes = (node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))))
    return {
        node.attr
        for node in nodes
        if isinstance(node, ast.Attribute) and re.search(r"(settings|slack|teams)$", ast.unparse(node.value))
    }


def _attribute(name: str) -> str:
    return re.sub(r"^TICKERBELL_(SLACK_|TEAMS_)?", "", name).lower()


def test_the_example_file_shows_every_setting_and_no_other() -> None:
    shown = set(re.findall(r"^#?(TICKERBELL_\w+)=", EXAMPLE.read_text(), re.MULTILINE))
    assert shown == set(KNOWN)


def test_the_example_file_can_be_used_as_it_is() -> None:
    assert load_settings({"HOME": "/home/dana"}, EXAMPLE) == load_settings({"HOME": "/home/dana"})


def test_a_settings_error_is_one_of_ours() -> None:
    assert issubclass(SettingsError, TickerbellError)


values = st.one_of(
    st.text(max_size=30),
    st.text(string.ascii_letters + string.digits + ":/@[]%,.-+?#&=", max_size=40),
    st.sampled_from(["postgresql://[", "sqlite:///x", "http://[::1", "http://a:b", "~/x", "~nobody-here/x", "a:1,"]),
)


def problems_of(environ: dict[str, str]) -> tuple[str, ...]:
    try:
        load_settings(environ)
    except SettingsError as error:
        return error.problems
    return ()


@given(st.dictionaries(st.sampled_from([row.name for row in NAMES]), values, max_size=6))
def test_whatever_is_set_gives_settings_or_sentences(environ: dict[str, str]) -> None:
    sentences = problems_of(environ)
    assert all(sentence.startswith("TICKERBELL_") and sentence.endswith(".") for sentence in sentences)


INSTALLS = {
    "TICKERBELL_SLACK_CLIENT_ID": "1.2",
    "TICKERBELL_SLACK_CLIENT_SECRET": "not-a-real-client-secret",
    "TICKERBELL_SLACK_SIGNING_SECRET": TOKENS["TICKERBELL_SLACK_SIGNING_SECRET"],
    "TICKERBELL_SECRET_KEYS": Fernet.generate_key().decode(),
}


def test_installing_takes_the_place_of_a_bot_token() -> None:
    settings = load_settings(INSTALLS)
    assert settings.slack.connected
    assert settings.slack.installs
    assert notes(settings) == ()
    assert not load_settings(TOKENS).slack.installs


@pytest.mark.parametrize("absent", INSTALLS)
def test_what_installing_needs_is_asked_for_by_name(absent: str) -> None:
    said = problem({name: value for name, value in INSTALLS.items() if name != absent})
    assert said.startswith(f"{absent} is not set, but TICKERBELL_SLACK_CLIENT_")
    assert "not-a-real" not in said


def test_a_bot_token_and_installing_at_once_are_refused() -> None:
    said = problem({**INSTALLS, "TICKERBELL_SLACK_BOT_TOKEN": TOKENS["TICKERBELL_SLACK_BOT_TOKEN"]})
    assert said.startswith("TICKERBELL_SLACK_BOT_TOKEN is set beside TICKERBELL_SLACK_CLIENT_ID: keep the one")
