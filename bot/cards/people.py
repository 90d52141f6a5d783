"""Cards for eyes that may not see who did what."""

from collections.abc import Iterable
from dataclasses import replace
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
    Paragraph,
    Phone,
    Quote,
    Span,
    Text,
    When,
)

_SOMEBODY = "somebody"


def without_people(card: Card, names: Iterable[str] = ()) -> Card:
    """A card that names none of the workspace's people: neither by mention, nor as “@name” for one of ``names``."""
    # The longest first: one name may begin with another.
    known = sorted({f"@{name.lstrip('@')}" for name in names}, key=len, reverse=True)
    blocks = tuple(_block(block, known) for block in card.blocks)
    return replace(card, title=_words(card.title, known), blocks=blocks)


def _block(block: Block, known: list[str]) -> Block:
    match block:
        case Paragraph(spans) | Note(spans):
            return replace(block, spans=_line(spans, known))
        case Facts(rows):
            return Facts(tuple((label, _line(line, known)) for label, line in rows))
        case Listing(items):
            return replace(block, items=tuple(_line(line, known) for line in items))
        case Quote() | Actions():
            return block
        case _:
            assert_never(block)


def _line(line: Line, known: list[str]) -> Line:
    return tuple(_span(span, known) for span in line)


def _span(span: Span, known: list[str]) -> Span:
    match span:
        case Mention():
            return Text(_SOMEBODY)
        case Text(text):
            return replace(span, text=_words(text, known))
        case When() | Phone() | Link():
            return span
        case _:
            assert_never(span)


def _words(text: str, known: list[str]) -> str:
    for name in known:
        text = text.replace(name, _SOMEBODY)
    return text
