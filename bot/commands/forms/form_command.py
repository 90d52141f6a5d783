"""What a form is in use: the words that open it, what it asks, and what becomes of what was sent."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.cards.form import Form, SentForm
from bot.commands.command import Answer, Request
from bot.usecases.desk import Desk


@dataclass(frozen=True, slots=True)
class Given:
    """What a person hands to the bot along with opening a form: the text of a message, or a file, as it came.

    ``content`` is bytes where the encoding is not known yet; ``name`` and ``media_type`` help to tell the format, and
    may be wrong. ``url`` is where it can be seen again, if anywhere.
    """

    content: str | bytes
    name: str | None = None
    media_type: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """What was sent cannot be taken, by the keys of the fields: a sentence each that says what to type instead.

    At least one, and only keys of fields that the form has.
    """

    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Refused:
    """What was sent was not taken, and nothing was stored.

    ``errors`` has a sentence for each field that is at fault, to be shown there. Where it is empty the fault is of the
    whole, and ``form.problem`` says it. ``form`` is the form with everything that was typed and all that is said of it
    (each error also as its field's ``warning``), for platforms that have no errors of their own and for those that
    have answered already: drawn in place of the one that was sent, it says all that there is to say.
    """

    form: Form
    errors: Mapping[str, str]


Opening: TypeAlias = Form | Answer
"""A form to draw, or what is said instead (which of two companies is meant; that there is no such call)."""

Submitted: TypeAlias = Answer | Form | Refused
"""What was sent is done and answered; or this is the next page, to be drawn in its place; or it was not taken."""


@dataclass(frozen=True, slots=True)
class FormCommand:
    """One form: another way to type the command of the same ``name``, through the same parser, check and use case.

    ``opens`` says whether the words after the command's name ask for the form rather than for the command itself.
    ``open`` makes the form for those words, and for what was given along, if anything. ``again`` makes the same page
    once more from a state of its own, without what was typed. ``submit`` takes what was sent; a Form is the next page.
    All three may raise UserError.
    """

    name: str
    opens: Callable[[str], bool]
    open: Callable[[Desk, Request, str, Given | None], Awaitable[Form]]
    again: Callable[[Desk, Request, str], Awaitable[Form]]
    submit: Callable[[Desk, Request, SentForm], Awaitable[Answer | Form | FieldErrors]]
