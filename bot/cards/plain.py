"""A card in plain words: the notification's text, the terminal's look, and the last resort of every platform."""

from typing import assert_never

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
    Reader,
    Run,
    Span,
    Text,
    Tone,
    When,
)
from bot.cards.phrases import phone_words, reader_words, when_words

_LABEL_WIDTH = 13
_EMOJI = {
    Tone.PLAIN: "",
    Tone.REMINDER: "🔔",
    Tone.QUESTIONS: "✋",
    Tone.LIVE: "🔴",
    Tone.NEWS: "📣",
    Tone.CHANGED: "🔁",
    Tone.CANCELLED: "🚫",
    Tone.REPLAY: "⏪",
    Tone.DONE: "✅",
    Tone.PROBLEM: "⚠️",
    Tone.REVIEW: "🔎",
}


def plain(card: Card, reader: Reader | None = None) -> str:
    """The whole card as text, one line a row. Moments come in the announced zone, and in the reader's beside it."""
    zone = reader.zone if reader else None
    lines = [f"{emoji(card.tone)} {plain_line((Text(card.title),))}".strip()]
    for block in card.blocks:
        lines += _block(block, zone)
    return "\n".join(lines)


def emoji(tone: Tone) -> str:
    """The sign that stands before a title; empty for plain."""
    return _EMOJI[tone]


def plain_line(line: Line, zone: str | None = None) -> str:
    """Running words as text; a line break inside someone's text becomes a space."""
    return "".join(" ".join(_span(span, zone).splitlines()) for span in line)


def _block(block: Block, zone: str | None) -> list[str]:
    match block:
        case Paragraph(spans) | Note(spans):
            return [plain_line(spans, zone)]
        case Facts(rows):
            return [f"{label:<{_LABEL_WIDTH}} {plain_line(line, zone)}" for label, line in rows]
        case Listing(items, heading):
            return ([heading] if heading else []) + [f"• {plain_line(item, zone)}" for item in items]
        case Quote(text):
            return [f"> {line}" for line in text.splitlines()]
        case Actions(buttons):
            return [" ".join(_button(button) for button in buttons)] if buttons else []
        case _:
            assert_never(block)


def _button(button: Open | Run) -> str:
    match button:
        case Open(label, url):
            return f"[{label}: {url}]"
        case Run(label, words):
            return f"[{label}: {words}]"
        case _:
            assert_never(button)


def _span(span: Span, zone: str | None) -> str:
    match span:
        case Text(text):
            return text
        case When():
            beside = reader_words(span, zone)
            return f"{when_words(span)} ({beside} for you)" if beside else when_words(span)
        case Phone():
            return _phone(span)
        case Link(url, label):
            return label if _bare(url) == _bare(label) else f"{label} ({url})"
        case Mention(_, name):
            return f"@{name}"
        case _:
            assert_never(span)


def _phone(phone: Phone) -> str:
    words = phone_words(phone.number, phone.label)
    return f"{words} {phone.label}" if phone.label else words


def _bare(url: str) -> str:
    return url.removeprefix("mailto:").removeprefix("https://").removeprefix("http://").rstrip("/")
