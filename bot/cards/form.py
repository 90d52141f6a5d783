"""Questions to a person, once, in words that carry meaning and no markup: the small vocabulary beside cards.

A platform draws a form in its own way (Slack a modal, Teams a dialog) and gives back what was typed. It needs to know
nothing of what a form is for: it draws each ``Field`` by the kind of its ``input`` (``match`` with ``assert_never``),
keeps ``name`` and ``state`` with what it drew, and hands both back with the values, whole and in the same shape.

Forms are written to fit every platform: a title and a submit label have 24 characters at most, a label 150, a hint and
a sentence 300, an option's label 75, a value that is chosen 150; there are at most 30 fields and 100 options. Texts
that a person may change are never longer than their field's ``most``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TypeAlias, assert_never

from bot.cards.card import Block


@dataclass(frozen=True, slots=True)
class ShortText:
    """One line of text, ``most`` characters long. Its value is a ``str``, empty where nothing was typed."""

    value: str = ""
    most: int = 300
    example: str = ""


@dataclass(frozen=True, slots=True)
class LongText:
    """Lines of text, ``most`` characters in all. Its value is a ``str`` with ``\\n`` between lines."""

    value: str = ""
    most: int = 3_000
    example: str = ""


@dataclass(frozen=True, slots=True)
class TypedWhen:
    """A moment as a person types it ("May 15 4pm ET"), read by the same parser as commands. Its value is a ``str``.

    It is a text and no picker, because a picker cannot say a zone, nor that no hour is announced. ``zone`` is the IANA
    zone that it is read in where it names none.
    """

    value: str
    zone: str
    example: str = "May 15 4pm ET"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: ``value`` is what comes back, ``label`` what is shown, ``about`` a quieter second line."""

    value: str
    label: str
    about: str | None = None


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of several options. Its value is the option's ``str``, empty where none was chosen."""

    options: tuple[Option, ...]
    value: str = ""


@dataclass(frozen=True, slots=True)
class SeveralOf:
    """Any number of several options. Its value is a ``tuple`` of their values."""

    options: tuple[Option, ...]
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class YesNo:
    """A box to tick; ``label`` stands beside it, while the field's own label stands above. Its value is a ``bool``."""

    label: str
    value: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """One of the platform's conversations, by the platform's own picker. Its value is the channel's id as a ``str``.

    Only a form that was opened outside any conversation (a request whose channel has an empty id) has one, as the field
    ``PLACE``. Its later requests keep that channel: the form remembers what was chosen.
    """

    value: str = ""


PLACE = "place"
"""The key of the field that asks for a conversation."""

Input: TypeAlias = ShortText | LongText | TypedWhen | OneOf | SeveralOf | YesNo | Place
Value: TypeAlias = str | tuple[str, ...] | bool
Values: TypeAlias = Mapping[str, Value]
"""What was sent, by the keys of fields. Every field that was drawn has its value, an empty one too."""


@dataclass(frozen=True, slots=True)
class Field:
    """One question. ``key`` is unique in its form: letters, digits, ``_``, ``-`` and ``.`` only.

    ``said`` is the sentence of the release that the value was read from, to be shown near it as a quotation.
    ``warning`` is what is doubtful or wrong about the value, to be shown so that it is seen. ``hint`` says how to
    fill it in. A platform refuses to send a form while a ``required`` field is empty.
    """

    key: str
    label: str
    input: Input
    hint: str | None = None
    required: bool = False
    said: str | None = None
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """One page of questions. ``name`` says which form it is, ``state`` what it is about (at most 1,000 characters).

    ``problem`` is a sentence on the form as a whole, to be shown first and so that it is seen; ``intro`` is words of
    cards, without buttons. A form without ``submit`` only says something: it has no fields and nothing to send.
    """

    name: str
    title: str
    submit: str | None = None
    intro: tuple[Block, ...] = ()
    fields: tuple[Field, ...] = ()
    state: str = ""
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class SentForm:
    """What somebody sent: the form's own ``name`` and ``state``, and the value of each field."""

    name: str
    state: str
    values: Values = field(default_factory=lambda: MappingProxyType({}))


def reading_form(name: str = "") -> Form:
    """What stands there while the form is being made, where a platform has to show something at once."""
    return Form(name, "One moment…")


def filled(form: Form, values: Values) -> Form:
    """A form with what was typed in it, to be shown again."""
    return replace(form, fields=tuple([_filled(one, values.get(one.key)) for one in form.fields]))


def with_errors(form: Form, errors: Mapping[str, str], problem: str | None = None) -> Form:
    """A form that says at its fields, and above them, what is wrong."""
    fields = tuple([replace(one, warning=errors.get(one.key, one.warning)) for one in form.fields])
    return replace(form, fields=fields, problem=problem)


def text_in(values: Values, key: str) -> str:
    """What was typed or chosen in a field, without blanks around it; empty where nothing was."""
    value = values.get(key)
    return value.strip() if isinstance(value, str) else ""


def chosen_in(values: Values, key: str) -> tuple[str, ...]:
    """What was chosen in a field of several options."""
    value = values.get(key)
    return value if isinstance(value, tuple) else ()


def ticked_in(values: Values, key: str) -> bool:
    """Whether a box was ticked."""
    return values.get(key) is True


def _filled(one: Field, value: Value | None) -> Field:
    asked = one.input
    match asked:
        case ShortText() | LongText() | TypedWhen() | OneOf() | Place():
            return replace(one, input=replace(asked, value=value)) if isinstance(value, str) else one
        case SeveralOf():
            return replace(one, input=replace(asked, values=value)) if isinstance(value, tuple) else one
        case YesNo():
            return replace(one, input=replace(asked, value=value)) if isinstance(value, bool) else one
        case _:
            assert_never(asked)
