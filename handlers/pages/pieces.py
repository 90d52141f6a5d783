"""A line of a card in the pieces that the template draws."""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from bot.cards.card import Line, Link, Mention, Phone, Span, Style, Text, When
from bot.cards.phrases import phone_words, tel_link, when_words

_MAY_BE_OPENED = ("https://", "http://", "mailto:", "tel:")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line: ``kind`` is text, strong, struck, when or link.

    Of a ``when``, ``at`` is the instant in ISO 8601 and ``zone`` the announced one, where there is an hour.
    """

    kind: str
    text: str
    href: str | None = None
    at: str | None = None
    zone: str | None = None


Pieces = tuple[Piece, ...]


def pieces(line: Line) -> Pieces:
    """A line of a card, as the page shows it."""
    return tuple(_piece(span) for span in line)


def _piece(span: Span) -> Piece:
    match span:
        case Text(text, strong, struck):
            return Piece("strong" if strong else "struck" if struck else "text", text)
        case When(moment, zone):
            timed = isinstance(moment, datetime) and span.style is not Style.DAY
            at = moment.isoformat() if timed else None
            return Piece("when", when_words(span), at=at, zone=zone if timed else None)
        case Phone(number, label, passcode):
            shown = " ".join(part for part in (phone_words(number, label), label) if part)
            return _link(tel_link(number, passcode), shown)
        case Link(url, label):
            return _link(url, label)
        case Mention(_, name):
            return Piece("text", f"@{name}")
        case _:
            assert_never(span)


def _link(url: str | None, label: str) -> Piece:
    """Nothing but an address of a kind that we know becomes a link."""
    return Piece("link", label, url) if url and url.startswith(_MAY_BE_OPENED) else Piece("text", label)
