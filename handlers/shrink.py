"""Makes a card smaller, step by step, where it is more than a platform's message holds.

Long words go first, then the ends of long lists; whatever is left out is counted ("… and 12 more").
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeVar, assert_never

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

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Room:
    """How much of each thing a card may hold: characters of one text and of one address, and counts of the rest.

    ``words`` is the most characters that a button's command may have, which never grows less.
    """

    text: int
    address: int
    blocks: int
    rows: int
    spans: int
    buttons: int
    words: int


_STEPS = 18
_STEP = 0.8
_NAME = 60
"""The most of a name, a number or a zone; no real one is longer."""


def rooms(most: Room) -> Iterator[Room]:
    """``most``, then ever smaller rooms, the last of them small enough for anything."""
    for step in range(_STEPS):
        share = _STEP**step
        yield Room(
            text=max(24, int(most.text * share * share)),
            address=max(120, int(most.address * share * share)),
            blocks=max(3, int(most.blocks * share)),
            rows=max(2, int(most.rows * share)),
            spans=max(3, int(most.spans * share)),
            buttons=max(3, int(most.buttons * share)),
            words=most.words,
        )


def shrink(card: Card, room: Room) -> Card:
    """The card with no more in it than ``room`` allows."""
    blocks = tuple(_block(block, room) for block in _first(card.blocks, room.blocks))
    left = len(card.blocks) - len(blocks)
    more: tuple[Block, ...] = (Note((_more(left),)),) if left else ()
    return replace(card, title=clip(card.title, room.text), blocks=blocks + more)


def clip(text: str, most: int) -> str:
    """``text``, cut with “…” where it is longer than ``most`` characters."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _block(block: Block, room: Room) -> Block:
    match block:
        case Paragraph(spans):
            return Paragraph(_line(spans, room))
        case Note(spans):
            return Note(_line(spans, room))
        case Quote(text):
            return Quote(clip(text, room.text))
        case Facts(rows):
            kept = tuple((clip(label, room.text), _line(line, room)) for label, line in _first(rows, room.rows))
            left = len(rows) - len(kept)
            return Facts((*kept, ("", (_more(left),))) if left else kept)
        case Listing(items, heading):
            lines = tuple(_line(item, room) for item in _first(items, room.rows))
            left = len(items) - len(lines)
            return Listing((*lines, (_more(left),)) if left else lines, heading and clip(heading, room.text))
        case Actions(buttons):
            return Actions(_first(tuple(button for button in buttons if _fits(button, room)), room.buttons))
        case _:
            assert_never(block)


def _line(line: Line, room: Room) -> Line:
    kept = tuple(_span(span, room) for span in _first(line, room.spans))
    # What stands between two things says nothing once the second is gone.
    left = sum(not isinstance(span, Text) for span in line[len(kept) :])
    return (*kept, Text(" "), _more(left)) if left else kept


def _span(span: Span, room: Room) -> Span:
    match span:
        case Text(text):
            return replace(span, text=clip(text, room.text))
        case When(zone_word=word):
            return replace(span, zone_word=word and clip(word, _NAME))
        case Phone(number, label, passcode):
            return Phone(clip(number, _NAME), label and clip(label, room.text), passcode and clip(passcode, _NAME))
        case Link(url, label):
            label = clip(label, room.text)
            return Link(url, label) if len(url) <= room.address else Text(label)
        case Mention(person_id, name):
            return Mention(person_id, clip(name, _NAME))
        case _:
            assert_never(span)


def _fits(button: Open | Run, room: Room) -> bool:
    match button:
        case Open(_, url):
            return len(url) <= room.address
        case Run(_, words):
            return len(words) <= min(room.address, room.words)
        case _:
            assert_never(button)


def _first(items: tuple[T, ...], most: int) -> tuple[T, ...]:
    """The first of them; one more than allowed stays, since saying so would take as much room."""
    return items if len(items) <= most else items[: most - 1]


def _more(count: int) -> Text:
    return Text(f"… and {count} more")
