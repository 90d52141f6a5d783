"""Words as Teams shows them and reads nothing into them: the runs of a RichTextBlock, and plain text.

A run reads no Markdown and no HTML (https://adaptivecards.io/explorer/TextRun.html). The one thing that is read in it
is ``{{DATE(…)}}`` and ``{{TIME(…)}}``, so that two braces from outside are kept apart by a sign that nobody sees. Plain
text may be taken for Markdown or HTML by some client, so there the same sign breaks what would be links and tags too.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeAlias, assert_never

from bot.cards.card import Line, Link, Mention, Phone, Span, Style, Text, When
from bot.cards.phrases import phone_words, tel_link, when_words
from handlers.drawing import beside, is_address, one_line, shown

Json: TypeAlias = dict[str, Any]

_GAP = "\u2002"  # an en space between a label and its line
_UNSEEN = "\u200b"  # a space without width
_BRACES = re.compile(r"\{(?=\{)")
_MARKUP = re.compile(r"\{(?=\{)|<(?=[A-Za-z/!?])|\](?=[(:\[])")
_NO_ADDRESS = re.compile(r"[{}|^`]")


def line_runs(line: Line, *, in_row: bool = False) -> list[Json]:
    """Running words. In a row of facts a reader's own time is set off with a dot where nothing follows it closely."""
    drawn = [run for span, alone in beside(line) for run in _span(span, beside=in_row and alone)]
    return list(_merged(run for run in drawn if run["text"]))


def label_runs(label: str, *, gap: bool = True) -> list[Json]:
    """What stands before a line, or above several; nothing where it is empty."""
    words = one_line(label).strip()
    return [run(words, weight="bolder"), *([run(_GAP)] if gap else [])] if words else []


def run(text: str, **style: object) -> Json:
    """Words as a run, with nothing read into them."""
    return {"type": "TextRun", "text": inert(text), **style}


def rich(runs: list[Json], *, close: bool = False) -> Json:
    """Runs as a paragraph; ``close`` to the one before it."""
    return {"type": "RichTextBlock", "inlines": runs} | ({"spacing": "small"} if close else {})


def inert(text: str) -> str:
    """Words in which nothing is a date to Teams, for where it reads no markup."""
    return _BRACES.sub(lambda found: found[0] + _UNSEEN, text)


def inert_text(text: str) -> str:
    """Words for where a client might read markup: they hold no date, no tag and no link with a label."""
    return _MARKUP.sub(lambda found: found[0] + _UNSEEN, text)


def _span(span: Span, *, beside: bool) -> list[Json]:
    match span:
        case Text(text, strong, struck):
            style: Json = {"weight": "bolder"} if strong else {}
            return [run(one_line(text)) | style | ({"strikethrough": True} if struck else {})]
        case When():
            return _when(span, beside)
        case Phone():
            return _phone(span)
        case Link(url):
            words = run(shown(span))
            return [_linked(words, url) if may_be_linked(url) else words]
        case Mention(_, name):
            return [run(f"@{one_line(name)}")]
        case _:
            assert_never(span)


def _when(when: When, beside: bool) -> list[Json]:
    """The announced wall time, and beside it the same instant as each reader's own client shows it."""
    words = run(one_line(when_words(when)))
    if not isinstance(when.moment, datetime) or when.style is Style.DAY:
        return [words]
    at = f"{when.moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    own = f"{{{{TIME({at})}}}}" if when.style is Style.TIME else f"{{{{DATE({at},SHORT)}}}} {{{{TIME({at})}}}}"
    told = f"  ·  {own} for you" if beside else f" ({own} for you)"
    return [words, {"type": "TextRun", "text": told}]


def _phone(phone: Phone) -> list[Json]:
    """A link that dials the number and then the passcode, which cards show in a row of its own."""
    words = run(one_line(phone_words(phone.number, phone.label)))
    url = tel_link(phone.number, phone.passcode)
    return [_linked(words, url) if url else words, run(f" {one_line(phone.label)}" if phone.label else "")]


def _linked(words: Json, url: str) -> Json:
    return words | {"selectAction": {"type": "Action.OpenUrl", "url": url}, "color": "accent", "underline": True}


def may_be_linked(url: str, schemes: tuple[str, ...] = ("http", "https", "mailto")) -> bool:
    """Whether Teams opens such an address, written as it is."""
    return is_address(url, schemes) and not _NO_ADDRESS.search(url)


def _merged(runs: Iterable[Json]) -> Iterator[Json]:
    """Neighbours that look alike become one run, which keeps cards small."""
    last: Json | None = None
    for one in runs:
        if last is not None and _are_one(last, one):
            last = last | {"text": last["text"] + one["text"]}
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _are_one(run: Json, after: Json) -> bool:
    """Whether two runs may be one: a link stays alone, and so does a brace that another follows."""
    two_braces = run["text"].endswith("{") and after["text"].startswith("{")
    return "selectAction" not in after and _looks(run) == _looks(after) and not two_braces


def _looks(run: Json) -> Json:
    return {name: value for name, value in run.items() if name != "text"}
