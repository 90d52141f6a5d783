"""Other people's programs that read calendars: khal, and ical.js, the parser of Thunderbird."""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import playwright

from bot.times import Moment

_VENDOR = Path(__file__).parent / "vendor"
_NODE = Path(playwright.__file__).parent / "driver" / "node"
_KHAL = Path(sys.executable).with_name("khal")
_DAYS = "800d"
_CONFIG = """\
[calendars]
[[calls]]
path = {folder}/calls
type = calendar
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
[default]
default_calendar = calls
[sqlite]
path = {folder}/khal.db
"""


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader understood of an entry: an instant in UTC, or a whole day."""

    uid: str
    summary: str
    starts: Moment


def with_ical_js(file: bytes) -> list[dict[str, Any]]:
    """All that ical.js understands of a calendar's entries."""
    done = subprocess.run([_NODE, _VENDOR / "read.mjs"], input=file, capture_output=True, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def instants_by_ical_js(file: bytes) -> set[Read]:
    return {Read(one["uid"], one["summary"], moment(one["starts"])) for one in with_ical_js(file)}


class Khal:
    """A calendar of khal's, in a folder: what is imported again replaces what was there by its UID."""

    def __init__(self, folder: Path) -> None:
        (folder / "calls").mkdir(parents=True)
        self._folder = folder
        (folder / "config").write_text(_CONFIG.format(folder=folder))

    def take(self, file: bytes, since: date) -> set[Read]:
        """Import a calendar, and list what begins since a day."""
        source = self._folder / "fetched.ics"
        source.write_bytes(file)
        self._run("import", "--batch", str(source))
        keys = [part for key in ("uid", "title", "start", "all-day") for part in ("--json", key)]
        listed = self._run("list", "--once", *keys, since.isoformat(), _DAYS)
        return {_from_khal(one) for line in listed.splitlines() for one in json.loads(line)}

    def _run(self, *words: str) -> str:
        command = [str(_KHAL), "--config", str(self._folder / "config"), *words]
        alone = {"PATH": "/usr/bin:/bin", "HOME": str(self._folder), "PYTHONUTF8": "1"}
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, env=alone)
        return done.stdout


def _from_khal(one: dict[str, str]) -> Read:
    start = one["start"].partition("T")[0] if one["all-day"] == "True" else one["start"]
    return Read(one["uid"], one["title"], moment(start))


def moment(text: str) -> Moment:
    """A moment as readers write it, in UTC, or a whole day."""
    if "T" not in text:
        return date.fromisoformat(text)
    at = datetime.fromisoformat(text)
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
