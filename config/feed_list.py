"""The operator's list of sources (TICKERBELL_FEEDS): a TOML file with one table [[feed]] for each.

[[feed]]
url = "https://ir.example.com/rss"
company = "Halden Biosciences"   # whom entries are about that do not say so; may be left out
ticker = "OTCQX:HLDN"            # the same, by exchange and symbol; may be left out
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from config.errors import SettingsError

_KEYS = frozenset({"url", "company", "ticker"})
_EXAMPLE = 'Each source is a table: [[feed]], and below it url = "https://ir.example.com/rss".'


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One source of the list."""

    url: str
    company: str | None = None
    ticker: str | None = None

    @property
    def host(self) -> str:
        """Who publishes it."""
        return urlsplit(self.url).hostname or ""


def load_feed_list(path: Path | None) -> tuple[FeedLine, ...]:
    """The sources of a list; none where no list is set. Raises SettingsError with a sentence for each mistake."""
    if path is None:
        return ()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        raise SettingsError(f"TICKERBELL_FEEDS names {path}, which cannot be read.") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"The list of sources {path} is not TOML: {error}. {_EXAMPLE}") from None
    entries = data.get("feed", [])
    problems = list(_problems(data, entries))
    if problems:
        raise SettingsError(*(f"In the list of sources {path}: {one}" for one in problems))
    return tuple(FeedLine(one["url"], one.get("company"), one.get("ticker")) for one in entries)


def _problems(data: dict[str, object], entries: object) -> Iterator[str]:
    if set(data) - {"feed"} or not isinstance(entries, list):
        yield _EXAMPLE
        return
    seen: set[object] = set()
    for place, one in enumerate(entries, start=1):
        if not isinstance(one, dict) or not all(isinstance(value, str) and value for value in one.values()):
            yield f"source {place} holds something that is not text."
            continue
        url = one.get("url", "")
        if surplus := sorted(set(one) - _KEYS):
            yield f"source {place} has {', '.join(surplus)}; known are url, company and ticker."
        if not _is_address(url):
            yield f"source {place} has no url that begins with http:// or https://."
        elif url in seen:
            yield f"source {place} is there twice: {url}."
        seen.add(url)


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False
