"""What is said to people, once, in words that carry meaning and no markup.

A closed vocabulary: every renderer draws every word (``match`` with ``assert_never``), and escapes text itself. All
strings here are plain data, whatever they hold. Cards hold no inputs; questions to a person are forms.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from bot.times import Moment


class Tone(StrEnum):
    """How a card sounds; each platform shows it in its own way (an emoji, a colour)."""

    PLAIN = "plain"
    REMINDER = "reminder"  # 🔔
    QUESTIONS = "questions"  # ✋
    LIVE = "live"  # 🔴
    NEWS = "news"  # 📣
    CHANGED = "changed"  # 🔁
    CANCELLED = "cancelled"  # 🚫
    REPLAY = "replay"  # ⏪
    DONE = "done"  # ✅
    PROBLEM = "problem"  # ⚠️
    REVIEW = "review"  # 🔎


class Style(StrEnum):
    """How a moment is written: with its day, or as a time alone."""

    FULL = "full"  # Wed, May 14, 2014, 5:00 PM ET
    DAY = "day"  # Wed, May 14, 2014
    TIME = "time"  # 5:00 PM ET


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words. ``strong`` for what a reader looks for first, ``struck`` for what no longer holds."""

    text: str
    strong: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """A moment: its wall time in the announced zone, and the same instant in each reader's own zone.

    ``moment`` is an aware datetime or a bare date; ``zone`` the announced IANA zone; ``zone_word`` how it was printed.
    """

    moment: Moment
    zone: str
    zone_word: str | None = None
    style: Style = Style.FULL


@dataclass(frozen=True, slots=True)
class Phone:
    """A number in E.164 that can be dialled, its label, and the passcode to send after it."""

    number: str
    label: str | None = None
    passcode: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An http, https or mailto address. The label is shown; renderers refuse any other scheme and show plain text."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A person of this workspace, shown by name and never notified. ``name`` is the fallback."""

    person_id: str
    name: str


Span: TypeAlias = Text | When | Phone | Link | Mention
Line: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of running words."""

    spans: Line


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled lines: When, Dial in, Webcast…"""

    rows: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """One line for each of several things (calls, deliveries, commands), under an optional heading."""

    items: tuple[Line, ...]
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody else's sentence, shown as such."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something said quietly: the source, who added it, a caution."""

    spans: Line


@dataclass(frozen=True, slots=True)
class Open:
    """A button that opens an http or https address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Run:
    """A button that types a command: ``words`` is what a person would type after the command's name."""

    label: str
    words: str
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Actions:
    """Buttons, most useful first."""

    buttons: tuple[Open | Run, ...]


Block: TypeAlias = Paragraph | Facts | Listing | Quote | Note | Actions


@dataclass(frozen=True, slots=True)
class Card:
    """One message. ``title`` is also what a notification shows first."""

    title: str
    tone: Tone = Tone.PLAIN
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom a card is put into plain words: their zone (IANA) and the time, where they are known."""

    zone: str | None = None
    now: datetime | None = None
