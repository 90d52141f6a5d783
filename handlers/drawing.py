"""What the renderers of all platforms need: words on one line, addresses that may be linked, times that stand alone."""

import re
from collections.abc import Iterator
from itertools import zip_longest
from urllib.parse import urlsplit

from bot.cards.card import Line, Link, Span, Text, When
from bot.cards.phrases import when_words
from bot.times import Moment

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ADDRESS = re.compile(r"[^\s<>\"\\]+")


def one_line(text: str) -> str:
    """Without line breaks, and without what cannot be seen but turns the words around it."""
    return _UNSEEN.sub("", " ".join(text.splitlines()))


def is_address(url: str, schemes: tuple[str, ...] = ("http", "https", "mailto")) -> bool:
    """Whether it is a whole address of one of these schemes."""
    if not _ADDRESS.fullmatch(url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    whole = parts.path if parts.scheme == "mailto" else parts.netloc
    return parts.scheme in schemes and bool(whole) and url.startswith(f"{parts.scheme}:")


def shown(link: Link) -> str:
    """The words of a link: its label, or its address where it has none."""
    return one_line(link.label).strip() or link.url


def beside(line: Line) -> Iterator[tuple[Span, bool]]:
    """Each span of a line, and whether it stands alone: nothing follows it closely.

    A moment that stands there again in another zone is words alone: readers are told their own time of it once.
    """
    told: dict[Moment, str] = {}
    for span, after in zip_longest(line, line[1:]):
        alone = after is None or (isinstance(after, Text) and after.text.lstrip().startswith("·"))
        yield (_once(span, told) if isinstance(span, When) else span), alone


def _once(when: When, told: dict[Moment, str]) -> Span:
    return when if told.setdefault(when.moment, when.zone) == when.zone else Text(when_words(when))
