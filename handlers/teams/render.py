"""A card as Teams shows it: an Adaptive Card 1.5, and the words that its notification shows.

Words from outside are only ever put into the runs of a RichTextBlock, which read no Markdown and no HTML
(https://adaptivecards.io/explorer/TextRun.html), and into the titles of buttons. The one thing that is read in a run is
``{{DATE(…)}}`` and ``{{TIME(…)}}``, so that two braces from outside are kept apart by a sign that nobody sees.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Any, TypeAlias, assert_never
from urllib.parse import urlsplit

from bot.cards.card import (
    Actions,
    Block,
    Card,
    Facts,
    Line,
    Link,
    Listing,
    Mention,
    Note,
    Open,
    Paragraph,
    Phone,
    Quote,
    Run,
    Span,
    Style,
    Text,
    Tone,
    When,
)
from bot.cards.phrases import phone_words, tel_link, when_words
from bot.cards.plain import emoji, plain
from bot.delivery.messenger import Rendered
from handlers.shrink import Room, clip, rooms, shrink
from handlers.teams.limits import (
    ACTIONS,
    ADDRESS,
    BUTTON_TEXT,
    BUTTON_WORDS,
    BUTTONS_IN_A_ROW,
    CARD_TYPE,
    FALLBACK_TEXT,
    SUMMARY,
    VERSION,
    lint,
)

Json: TypeAlias = dict[str, Any]
Opens: TypeAlias = Callable[[str], bool]
"""Whether a button's words open a form."""

NAMELESS = "Tickerbell"
RUN_VERB = "run"
_MOST = Room(text=6_000, address=ADDRESS, blocks=60, rows=80, spans=200, buttons=ACTIONS, words=BUTTON_WORDS)
_GAP = "\u2002"  # an en space between a label and its line
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ADDRESS = re.compile(r"[^\s<>\"\\{}|^`]+")
_COLOURS = {
    Tone.LIVE: "attention",
    Tone.CANCELLED: "attention",
    Tone.PROBLEM: "warning",
    Tone.CHANGED: "warning",
    Tone.DONE: "good",
}


def _no_forms(_: str) -> bool:
    return False


def render(card: Card, opens: Opens = _no_forms) -> Rendered:
    """The card as a message with a summary, within Teams' limits: as much as fits, at the worst plain text.

    Buttons whose words open a form (``opens``) open it as a dialog.
    """
    for room in rooms(_MOST):
        message = {"summary": _summary(card), "attachments": [attachment(shrink(card, room), opens)]}
        if not lint(message):
            return message
    return {"summary": _summary(card), "text": _words(card), "textFormat": "plain"}


def as_plain(message: Rendered) -> Rendered:
    """The same message without its card, and with nothing in it read as markup."""
    cards = message.get("attachments")
    first = cards[0].get("content") if isinstance(cards, list) and cards else {}
    words = first.get("fallbackText") or message.get("text") or message["summary"]
    return {"summary": message["summary"], "text": words, "textFormat": "plain"}


def attachment(card: Card, opens: Opens = _no_forms) -> Json:
    """The card as a message's attachment."""
    return {"contentType": CARD_TYPE, "content": adaptive(card, opens)}


def adaptive(card: Card, opens: Opens = _no_forms) -> Json:
    """The card as an Adaptive Card, whatever its size."""
    body = [_title(card), *(drawn for block in card.blocks for drawn in _block(block, opens))]
    return {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": VERSION,
        "fallbackText": _words(card),
        "body": body,
        "msteams": {"width": "Full"},
    }


def _summary(card: Card) -> str:
    return clip(_one_line(f"{emoji(card.tone)} {card.title}").strip() or NAMELESS, SUMMARY)


def _words(card: Card) -> str:
    return clip("\n".join(_one_line(line) for line in plain(card).splitlines()).strip() or NAMELESS, FALLBACK_TEXT)


def _title(card: Card) -> Json:
    colour = _COLOURS.get(card.tone)
    title = _one_line(f"{emoji(card.tone)} {card.title}").strip() or NAMELESS
    run = _run(title, weight="bolder", size="medium") | ({"color": colour} if colour else {})
    return _rich([run])


def _block(block: Block, opens: Opens) -> list[Json]:
    match block:
        case Paragraph(spans):
            return _riches([_line(spans)])
        case Facts(rows):
            return _riches([*_label(label), *_line(line, in_row=True)] for label, line in rows)
        case Listing(items, heading):
            lines = [[_run("•  "), *runs] for item in items if (runs := _line(item))]
            return _riches([_label(heading or "", gap=False), *lines])
        case Quote(text):
            lines = [[_run(line, italic=True)] for raw in text.splitlines() if (line := _one_line(raw))]
            return [{"type": "Container", "style": "emphasis", "items": found}] if (found := _riches(lines)) else []
        case Note(spans):
            runs = [run | {"isSubtle": True, "size": "small"} for run in _line(spans)]
            return _riches([runs])
        case Actions(buttons):
            return list(_sets([drawn for button in buttons if (drawn := _button(button, opens))]))
        case _:
            assert_never(block)


def _sets(buttons: Sequence[Json]) -> Iterator[Json]:
    """Buttons in rows of as many as Teams draws."""
    for start in range(0, len(buttons), BUTTONS_IN_A_ROW):
        yield {"type": "ActionSet", "actions": list(buttons[start : start + BUTTONS_IN_A_ROW])}


def _button(button: Open | Run, opens: Opens) -> Json | None:
    match button:
        case Open(label, url):
            if not _is_address(url, ("http", "https")):
                return None
            return {"type": "Action.OpenUrl", "title": _button_text(label), "url": url}
        case Run(label, words, danger):
            return _typed(_button_text(label), words, danger, opens) if words else None
        case _:
            assert_never(button)


def _typed(title: str, words: str, danger: bool, opens: Opens) -> Json:
    """A button that types a command: answered in place, or by a message where the client knows no better."""
    style: Json = {"style": "destructive"} if danger else {}
    submit: Json = {"type": "Action.Submit", "title": title, "data": {"words": words}} | style
    if opens(words):
        return submit | {"data": {"words": words, "msteams": {"type": "task/fetch"}}}
    execute: Json = {"type": "Action.Execute", "title": title, "verb": RUN_VERB, "data": {"words": words}}
    return execute | style | {"fallback": submit}


def _line(line: Line, *, in_row: bool = False) -> list[Json]:
    """Running words. In a row of facts a reader's own time is set off with a dot where nothing follows it closely."""
    drawn: list[Json] = []
    for span, after in zip_longest(line, line[1:]):
        alone = after is None or (isinstance(after, Text) and after.text.lstrip().startswith("·"))
        drawn += _span(span, beside=in_row and alone)
    return [run for run in drawn if run["text"]]


def _span(span: Span, beside: bool) -> list[Json]:
    match span:
        case Text(text, strong, struck):
            style: Json = {"weight": "bolder"} if strong else {}
            return [_run(_one_line(text)) | style | ({"strikethrough": True} if struck else {})]
        case When():
            return _when(span, beside)
        case Phone():
            return _phone(span)
        case Link(url):
            shown = _run(_shown(span))
            return [_linked(shown, url) if _is_address(url) else shown]
        case Mention(_, name):
            return [_run(f"@{_one_line(name)}")]
        case _:
            assert_never(span)


def _when(when: When, beside: bool) -> list[Json]:
    """The announced wall time, and beside it the same instant as each reader's own client shows it."""
    words = _run(_one_line(when_words(when)))
    if not isinstance(when.moment, datetime) or when.style is Style.DAY:
        return [words]
    at = f"{when.moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    own = f"{{{{TIME({at})}}}}" if when.style is Style.TIME else f"{{{{DATE({at},SHORT)}}}} {{{{TIME({at})}}}}"
    shown = f"  ·  {own} for you" if beside else f" ({own} for you)"
    return [words, {"type": "TextRun", "text": shown}]


def _phone(phone: Phone) -> list[Json]:
    """A link that dials the number and then the passcode, which cards show in a row of its own."""
    shown = _run(_one_line(phone_words(phone.number, phone.label)))
    url = tel_link(phone.number, phone.passcode)
    return [_linked(shown, url) if url else shown, _run(f" {_one_line(phone.label)}" if phone.label else "")]


def _linked(run: Json, url: str) -> Json:
    return run | {"selectAction": {"type": "Action.OpenUrl", "url": url}, "color": "accent", "underline": True}


def _is_address(url: str, schemes: tuple[str, ...] = ("http", "https", "mailto")) -> bool:
    if not _ADDRESS.fullmatch(url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    whole = parts.path if parts.scheme == "mailto" else parts.netloc
    return parts.scheme in schemes and bool(whole) and url.startswith(f"{parts.scheme}:")


def _shown(link: Link) -> str:
    return _one_line(link.label).strip() or link.url


def _label(label: str, *, gap: bool = True) -> list[Json]:
    words = _one_line(label).strip()
    return [_run(words, weight="bolder"), *([_run(_GAP)] if gap else [])] if words else []


def _run(text: str, **style: object) -> Json:
    return {"type": "TextRun", "text": _safe(text), **style}


def _button_text(label: str) -> str:
    return clip(_safe(_one_line(label).strip()), BUTTON_TEXT) or "…"


def _riches(lines: Iterable[list[Json]]) -> list[Json]:
    return [_rich(runs) for runs in lines if runs]


def _rich(runs: list[Json]) -> Json:
    return {"type": "RichTextBlock", "inlines": runs}


def _safe(text: str) -> str:
    """Two braces are what dates begin with, so that a sign which nobody sees stands between them."""
    return text.replace("{{", "{\u200b{")


def _one_line(text: str) -> str:
    """Without line breaks, and without what cannot be seen but turns the words around it."""
    return _UNSEEN.sub("", " ".join(text.splitlines()))
