"""Card → JSON that the page draws. Plain data throughout: the page sets every string as text, never as markup."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias, assert_never
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
    Text,
    When,
)
from bot.cards.phrases import phone_words, when_words
from bot.times import has_time

Json: TypeAlias = Mapping[str, object]

_SCHEMES = frozenset({"http", "https", "mailto"})


def card_json(card: Card) -> Json:
    """The whole card."""
    return {"title": card.title, "tone": card.tone.value, "blocks": [_block(block) for block in card.blocks]}


def _block(block: Block) -> Json:
    match block:
        case Paragraph(spans):
            return {"type": "paragraph", "spans": _line(spans)}
        case Facts(rows):
            return {"type": "facts", "rows": [{"label": label, "spans": _line(spans)} for label, spans in rows]}
        case Listing(items, heading):
            return {"type": "listing", "heading": heading, "items": [_line(item) for item in items]}
        case Quote(text):
            return {"type": "quote", "text": text}
        case Note(spans):
            return {"type": "note", "spans": _line(spans)}
        case Actions(buttons):
            return {"type": "actions", "buttons": [_button(button) for button in buttons]}
        case _:
            assert_never(block)


def _line(spans: Line) -> Sequence[Json]:
    return [_span(span) for span in spans]


def _span(span: Span) -> Json:
    match span:
        case Text(text, strong, struck):
            return {"type": "text", "text": text, "strong": strong, "struck": struck}
        case When():
            return _when(span)
        case Phone(number, label, passcode):
            shown = phone_words(number, label)
            return {"type": "phone", "number": number, "shown": shown, "label": label, "passcode": passcode}
        case Link(url, label):
            return {"type": "link", "url": url if _may_be_opened(url) else None, "label": label}
        case Mention(person_id, name):
            return {"type": "mention", "id": person_id, "name": name}
        case _:
            assert_never(span)


def _when(span: When) -> Json:
    """``at`` is the instant, for the reader's own zone; null for a bare date, which is the same day everywhere."""
    at = span.moment.isoformat() if has_time(span.moment) else None
    return {"type": "when", "text": when_words(span), "at": at, "zone": span.zone, "style": span.style.value}


def _button(button: Open | Run) -> Json:
    match button:
        case Open(label, url):
            return {"type": "open", "label": label, "url": url if _may_be_opened(url) else None}
        case Run(label, words, danger):
            return {"type": "run", "label": label, "words": words, "danger": danger}
        case _:
            assert_never(button)


def _may_be_opened(url: str) -> bool:
    try:
        return urlsplit(url).scheme.lower() in _SCHEMES
    except ValueError:
        return False
