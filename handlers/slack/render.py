"""A card as Slack shows it: a header, rich text, a quiet line, buttons.

Words from outside are only ever put where Slack parses nothing: ``plain_text``, and the ``text`` elements of rich text
(https://docs.slack.dev/reference/block-kit/blocks/rich-text-block). The one exception is a note with links in it, which
is mrkdwn only where its words hold nothing that mrkdwn could take for markup.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any, TypeAlias, assert_never
from urllib.parse import quote

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
    When,
)
from bot.cards.phrases import phone_words, tel_link, when_words
from bot.cards.plain import emoji, plain, plain_line
from bot.delivery.messenger import Rendered
from handlers.drawing import beside, is_address, one_line, shown
from handlers.shrink import Room, clip, rooms, shrink
from handlers.slack.limits import (
    ACTIONS_ELEMENTS,
    BUTTON_TEXT,
    BUTTON_URL,
    BUTTON_VALUE,
    FALLBACK_TEXT,
    HEADER_TEXT,
    PLAIN_OR_MRKDWN_TEXT,
    Judged,
    lint,
)
from handlers.slack.words import escape

Json: TypeAlias = dict[str, Any]

NAMELESS = "Tickerbell"
MOST = Room(text=2_500, address=BUTTON_URL, blocks=40, rows=60, spans=150, buttons=ACTIONS_ELEMENTS, words=BUTTON_VALUE)
_GAP = "\u2002"  # an en space between a label and its line
_MARKUP = re.compile(r"[*_~`]|:[\w+'-]+:|^\s*>", re.MULTILINE)


def render(card: Card) -> Rendered:
    """The card as ``text`` and ``blocks``, within Slack's limits: as much of it as fits, at the worst plain text."""
    text = _fallback(card)
    for room in rooms(MOST):
        payload = {"text": text, "blocks": _blocks(shrink(card, room))}
        if not lint(payload):
            return Judged(payload)
    return as_plain({"text": text})


def blocks_of(blocks: Iterable[Block], numbers: Iterable[int]) -> list[Json]:
    """Blocks alone, without a title; ``numbers`` tell their buttons apart."""
    return [drawn for block in blocks for drawn in _block(block, numbers)]


def heading(words: str) -> Json:
    """A heading, cut where it is too long."""
    return {"type": "header", "text": _plain_text(clip(one_line(words), HEADER_TEXT) or NAMELESS)}


def as_plain(payload: Rendered) -> Rendered:
    """The same message without its blocks, and with nothing in it read as markup."""
    return {"text": payload["text"], "mrkdwn": False, "parse": "none"}


def _fallback(card: Card) -> str:
    """What notifications and screen readers get. Escaping lengthens a text by five times at the most."""
    words = "\n".join(one_line(line) for line in plain(card).splitlines()).strip() or NAMELESS
    text = escape(clip(words, FALLBACK_TEXT))
    return text if len(text) <= FALLBACK_TEXT else escape(clip(words, FALLBACK_TEXT // 5))


def _blocks(card: Card) -> list[Json]:
    numbers = count()
    drawn = [_title(card)]
    for block in card.blocks:
        drawn += _block(block, numbers)
    return drawn


def _title(card: Card) -> Json:
    title = f"{emoji(card.tone)} {one_line(card.title)}".strip() or NAMELESS
    if len(title) <= HEADER_TEXT:
        return {"type": "header", "text": _plain_text(title)}
    return _rich_text([_section([_text(title, strong=True)])])


def _block(block: Block, numbers: Iterable[int]) -> list[Json]:
    match block:
        case Paragraph(spans):
            return _rich_texts([_section(_line(spans))])
        case Facts(rows):
            return _rich_texts([_section(_rows(rows))])
        case Listing(items, heading):
            return _rich_texts([_section(_label(heading or "")), _bullets(items)])
        case Quote(text):
            words = _text("\n".join(one_line(line) for line in text.splitlines()))
            return _rich_texts([{"type": "rich_text_quote", "elements": [words] if words["text"] else []}])
        case Note(spans):
            return _note(spans)
        case Actions(buttons):
            elements = [
                drawn for button, number in zip(buttons, numbers, strict=False) if (drawn := _button(button, number))
            ]
            return [{"type": "actions", "elements": elements}] if elements else []
        case _:
            assert_never(block)


def _rows(rows: Sequence[tuple[str, Line]]) -> list[Json]:
    """Labelled lines in one section, as Slack's own composer writes several lines."""
    elements: list[Json] = []
    for label, line in rows:
        elements += [_text("\n")] if elements else []
        name = _label(label)
        elements += [*name, *([_text(_GAP)] if name else []), *_line(line, in_row=True)]
    return elements


def _bullets(items: Sequence[Line]) -> Json:
    sections = [section for item in items if (section := _section(_line(item)))["elements"]]
    return {"type": "rich_text_list", "style": "bullet", "elements": sections}


def _note(spans: Line) -> list[Json]:
    words = one_line(plain_line(tuple(_label_only(span) for span in spans)))
    links = any(isinstance(span, Link) and is_address(span.url) for span in spans)
    if not words.strip():
        return []
    if links and (_MARKUP.search(words) or len(words) > PLAIN_OR_MRKDWN_TEXT // 5):
        return _rich_texts([_section(_line(spans))])
    element = _quiet_links(spans) if links else _plain_text(clip(words, PLAIN_OR_MRKDWN_TEXT))
    if len(element["text"]) > PLAIN_OR_MRKDWN_TEXT:
        return _rich_texts([_section(_line(spans))])
    return [{"type": "context", "elements": [element]}]


def _quiet_links(spans: Line) -> Json:
    """A note as mrkdwn; ``verbatim`` keeps Slack from making links and mentions of its own."""
    parts = [
        f"<{_link_target(span.url)}|{escape(shown(span)).replace('|', '¦')}>"
        if isinstance(span, Link) and is_address(span.url)
        else escape(one_line(plain_line((_label_only(span),))))
        for span in spans
    ]
    return {"type": "mrkdwn", "text": "".join(parts), "verbatim": True}


def _button(button: Open | Run, number: int) -> Json | None:
    match button:
        case Open(label, url):
            if not is_address(url, ("http", "https")):
                return None
            return {"type": "button", "text": _button_text(label), "action_id": f"open:{number}", "url": url}
        case Run(label, words, danger):
            drawn: Json = {"type": "button", "text": _button_text(label), "action_id": f"run:{number}", "value": words}
            return (drawn | {"style": "danger"} if danger else drawn) if words else None
        case _:
            assert_never(button)


def _line(line: Line, *, in_row: bool = False) -> list[Json]:
    """Running words. In a row of facts a reader's own time is set off with a dot where nothing follows it closely."""
    drawn = [element for span, alone in beside(line) for element in _span(span, beside=in_row and alone)]
    return [element for element in drawn if element["type"] == "date" or element["text"]]


def _span(span: Span, beside: bool) -> list[Json]:
    match span:
        case Text(text, strong, struck):
            return [_text(one_line(text), strong=strong, struck=struck)]
        case When():
            return _when(span, beside)
        case Phone():
            return _phone(span)
        case Link(url):
            return [{"type": "link", "url": url, "text": shown(span)} if is_address(url) else _text(shown(span))]
        case Mention(_, name):
            return [_text(f"@{one_line(name)}")]
        case _:
            assert_never(span)


def _when(when: When, beside: bool) -> list[Json]:
    """The announced wall time, and beside it the same instant as each reader's own clock shows it."""
    words = _text(one_line(when_words(when)))
    if not isinstance(when.moment, datetime) or when.style is Style.DAY:
        return [words]
    own = "{time} for you" if when.style is Style.TIME else "{date_short_pretty} at {time} for you"
    date = {
        "type": "date",
        "timestamp": int(when.moment.timestamp()),
        "format": own if beside else f"({own})",
        "fallback": when_words(when, "UTC") if beside else f"({when_words(when, 'UTC')})",
    }
    return [words, _text("  ·  " if beside else " "), date]


def _phone(phone: Phone) -> list[Json]:
    """A link that dials the number and then the passcode, which cards show in a row of its own."""
    shown = one_line(phone_words(phone.number, phone.label))
    label = f" {one_line(phone.label)}" if phone.label else ""
    url = tel_link(phone.number, phone.passcode)
    return [{"type": "link", "url": url, "text": shown} if url else _text(shown), _text(label)]


def _link_target(url: str) -> str:
    return escape(url.replace("|", quote("|")))


def _label_only(span: Span) -> Span:
    """In a quiet line links are drawn apart, and times are told in the announced zone alone."""
    return Text(shown(span)) if isinstance(span, Link) else span


def _label(label: str) -> list[Json]:
    words = one_line(label).strip()
    return [_text(words, strong=True)] if words else []


def _text(text: str, *, strong: bool = False, struck: bool = False) -> Json:
    style = {name: True for name, wanted in (("bold", strong), ("strike", struck)) if wanted}
    return {"type": "text", "text": text} | ({"style": style} if style else {})


def _button_text(label: str) -> Json:
    return _plain_text(clip(one_line(label).strip(), BUTTON_TEXT) or "…")


def _plain_text(text: str) -> Json:
    # Without emoji, so that ":bell:" in a company's name stays what it is.
    return {"type": "plain_text", "text": text, "emoji": False}


def _section(elements: list[Json]) -> Json:
    """A line of rich text; neighbours that look alike become one element."""
    merged: list[Json] = []
    for element in elements:
        last = merged[-1] if merged else {}
        if element["type"] == last.get("type") == "text" and element.get("style") == last.get("style"):
            merged[-1] = last | {"text": last["text"] + element["text"]}
        else:
            merged.append(element)
    return {"type": "rich_text_section", "elements": merged}


def _rich_texts(elements: Iterable[Mapping[str, Any]]) -> list[Json]:
    full = [dict(element) for element in elements if element["elements"]]
    return [_rich_text(full)] if full else []


def _rich_text(elements: list[Json]) -> Json:
    return {"type": "rich_text", "elements": elements}
