"""The fields of a call as questions, the same whether it is added or edited."""

from collections.abc import Mapping
from dataclasses import replace

from bot.calls.call import Entry
from bot.cards.form import Field, Form, Input, LongText, OneOf, Option, ShortText, TypedWhen, YesNo
from bot.commands.asking import EVERYWHERE, others_said
from bot.usecases.call_fields import FIELDS, CallField, Shape
from bot.usecases.reach import Reach

_WAYS = (
    Option("phone", "By telephone"),
    Option("webcast", "In the webcast"),
    Option("both", "By telephone and in the webcast"),
)
_MOST_SAID = 300


def call_fields(
    values: Mapping[str, str],
    entries: Mapping[str, Entry],
    zone: str,
    warnings: Mapping[str, str],
    *,
    needs_start: bool,
) -> tuple[Field, ...]:
    """A question for each field in ``values``, with the sentence that its entry rests on.

    ``warnings`` are by field name. A value that is longer than its field holds is left for typing: the field says so.
    A call that was put off may have no start, so that none is needed.
    """
    fields = [
        _field(one, values[one.name], entries.get(one.path), zone, warnings) for one in FIELDS if one.name in values
    ]
    return tuple([replace(one, required=needs_start and one.key == "start") for one in fields])


def asking(form: Form, reach: Reach) -> Form:
    """The same page once more, with the one question that is open: whether a new start is for others, too."""
    label = f"Move it for {others_said(reach)} too"
    field = Field(EVERYWHERE, "Others follow this call", YesNo(label), "Tick the box to move it, or close the form.")
    problem = "The new start reaches others, so nothing is changed yet. The last question below asks about it."
    return replace(form, fields=(*form.fields, field), problem=problem)


def is_too_long(one: CallField, value: str) -> bool:
    """Whether a value cannot be shown in its field, so that what is sent for it does not count."""
    return len(value) > one.most


def _field(one: CallField, value: str, entry: Entry | None, zone: str, warnings: Mapping[str, str]) -> Field:
    said = entry.sentence if entry else None
    warning = warnings.get(one.name)
    if is_too_long(one, value):
        value, warning = "", f"This is too long for a form, and stays as it is: {len(value):,} characters."
    return Field(
        one.name,
        one.label,
        _input(one, value, zone),
        one.hint,
        said=said if said is None or len(said) <= _MOST_SAID else f"{said[: _MOST_SAID - 1]}…",
        warning=warning,
    )


def _input(one: CallField, value: str, zone: str) -> Input:
    match one.shape:
        case Shape.LINE:
            return ShortText(value, one.most)
        case Shape.LINES:
            return LongText(value, one.most)
        case Shape.WHEN:
            return TypedWhen(value, zone)
        case Shape.WAY:
            return OneOf(_WAYS, value)
