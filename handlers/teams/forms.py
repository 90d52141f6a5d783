"""A form as Teams shows it: an Adaptive Card in a dialog; and what was sent in it, as values again.

A dialog sends back one flat object: the data of its button, and each input's value by its id, always as a text; what is
empty may be missing, and several choices are joined with commas
(https://learn.microsoft.com/adaptive-cards/sdk/rendering-cards/javascript/actions). So the button carries which fields
there are and of which kind, their ids begin with a prefix of their own, and choices are written without commas.

Teams has no picker for conversations: a form for one is opened in that conversation.
"""

import re
from collections.abc import Mapping
from typing import Any, assert_never
from urllib.parse import quote, unquote

from bot.cards.card import Card
from bot.cards.form import (
    Field,
    Form,
    LongText,
    OneOf,
    Option,
    Place,
    SentForm,
    SeveralOf,
    ShortText,
    TypedWhen,
    Value,
    YesNo,
)
from bot.cards.plain import plain
from handlers.drawing import one_line
from handlers.shrink import Room, clip, rooms, shrink
from handlers.teams.limits import ADDRESS, BUTTON_TEXT, CARD_TYPE, DIALOG_TITLE, lint_card
from handlers.teams.render import NAMELESS, adaptive_card, elements
from handlers.teams.runs import Json, inert, inert_text, rich, run

FORM = "form"
"""Under this name a button's data say which form it sends."""

_FIELD = "field:"
_TEXT, _ONE, _SEVERAL, _BOX = "text", "one", "several", "box"
_YES, _NO = "yes", "no"
_FEW_FIELDS = 3
_FALLBACK_TEXT = 500
_MOST = Room(text=1_500, address=ADDRESS, blocks=20, rows=40, spans=100, buttons=3, words=0)
_EMPTY = "Please fill this in."
_HERE = "Teams has no picker for conversations: close this, and open it in the one that it is for."
_LOOKALIKES = str.maketrans({"*": "∗", "_": "-", "`": "'", "~": "-", "[": "(", "]": ")", "<": "‹", "\\": "/"})
_SPECIAL = re.compile(r"^(?=[-+#>=|\d])|(?<=:)(?=//)|(?<=www)(?=\.)|(?=@)", re.IGNORECASE)


def dialog(form: Form) -> Json:
    """The answer that opens a form as a dialog, or puts it in the place of the page before it.

    Words around the questions are cut where the whole is more than Teams takes; what somebody may change never is.
    """
    room = next((room for room in rooms(_MOST) if not lint_card(_card(form, room))), None)
    smallest = [*rooms(_MOST)][-1]
    size = "small" if len(form.fields) <= 1 else "medium" if len(form.fields) <= _FEW_FIELDS else "large"
    info = {
        "title": inert_text(clip(one_line(form.title), DIALOG_TITLE)) or NAMELESS,
        "height": size,
        "width": "medium",
        "card": {"contentType": CARD_TYPE, "content": _card(form, room or smallest)},
    }
    return {"task": {"type": "continue", "value": info}}


def sent_form(data: Mapping[str, Any]) -> SentForm | None:
    """What somebody sent, by the data of a dialog's answer; None where they are of no form of ours."""
    about = data.get(FORM)
    if not isinstance(about, Mapping):
        return None
    name, state, fields = about.get("name"), about.get("state"), about.get("fields")
    if not (isinstance(name, str) and isinstance(state, str) and isinstance(fields, Mapping)):
        return None
    return SentForm(name, state, {str(key): _value(str(kind), data.get(_FIELD + key)) for key, kind in fields.items()})


def _value(kind: str, sent: object) -> Value:
    text = sent if isinstance(sent, str) else _YES if sent is True else ""
    if kind == _BOX:
        return text == _YES
    if kind == _SEVERAL:
        return tuple(unquote(one) for one in text.split(",") if one)
    if kind == _ONE:
        return unquote(text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _card(form: Form, room: Room) -> Json:
    intro = shrink(Card(form.title, blocks=form.intro), room)
    body = [
        *_problem(form, room),
        *_long_title(form, room),
        *elements(intro.blocks),
        *(drawn for field in form.fields for drawn in _field(field, room)),
    ]
    words = inert_text(clip(" ".join(one_line(line) for line in plain(intro).splitlines()), _FALLBACK_TEXT))
    card = adaptive_card(body or [rich([run(one_line(form.title) or NAMELESS)])], words or NAMELESS)
    return card | ({"actions": [_submit(form)]} if form.submit is not None else {})


def _submit(form: Form) -> Json:
    kinds = {field.key: kind for field in form.fields if (kind := _kind(field))}
    about = {"name": form.name, "state": form.state, "fields": kinds}
    title = inert(clip(one_line(form.submit or ""), BUTTON_TEXT // 2)) or "…"
    return {"type": "Action.Submit", "title": title, "data": {FORM: about}}


def _long_title(form: Form, room: Room) -> list[Json]:
    """The title in full, where the dialog's own has no room for it."""
    return [rich([run(_cut(form.title, room), weight="bolder")])] if len(one_line(form.title)) > DIALOG_TITLE else []


def _problem(form: Form, room: Room) -> list[Json]:
    problem = _cut(form.problem, room)
    if not problem:
        return []
    words = rich([run(f"⚠ {problem}", weight="bolder")])
    return [{"type": "Container", "style": "attention", "bleed": True, "items": [words]}]


def _kind(field: Field) -> str | None:
    match field.input:
        case ShortText() | LongText() | TypedWhen():
            return _TEXT
        case OneOf():
            return _ONE
        case SeveralOf():
            return _SEVERAL
        case YesNo():
            return _BOX
        case Place():
            return None
        case _:
            assert_never(field.input)


def _field(field: Field, room: Room) -> list[Json]:
    """A question, and what is said of it below: how to fill it in, where it was read, what is doubtful."""
    below: list[Json] = []
    if hint := _cut(field.hint, room):
        below.append(rich([run(hint, isSubtle=True, size="small")], close=True))
    if said := _cut(field.said, room):
        quoted = rich([run(f"“{said}”", italic=True, size="small")])
        below.append({"type": "Container", "style": "emphasis", "spacing": "small", "items": [quoted]})
    if warning := _cut(field.warning, room):
        below.append(rich([run(f"⚠ {warning}", color="attention", weight="bolder")], close=True))
    return [_input(field), *below]


def _cut(text: str | None, room: Room) -> str:
    return clip(one_line(text or "").strip(), room.text)


def _input(field: Field) -> Json:
    asked = field.input
    label = inert(one_line(field.label)) or "…"
    if isinstance(asked, Place):
        return rich([run(f"{label}: ", weight="bolder"), run(_HERE)])
    base: Json = {"id": _FIELD + field.key, "label": label, "isRequired": field.required, "spacing": "medium"}
    base |= {"errorMessage": _EMPTY} if field.required else {}
    match asked:
        case ShortText(value, most, example):
            return _text(base, value, example) | {"maxLength": most}
        case LongText(value, most, example):
            return _text(base, value, example) | {"maxLength": most, "isMultiline": True}
        case TypedWhen(value, _, example):
            return _text(base, value, example)
        case OneOf(options, value):
            return _choices(base, options, (value,)) | {"style": "compact", "placeholder": "Choose one"}
        case SeveralOf(options, values):
            return _choices(base, options, values) | {"style": "expanded", "isMultiSelect": True}
        case YesNo(words, value):
            ticked = _YES if value else _NO
            return base | _toggle(words) | {"value": ticked}
        case _:
            assert_never(asked)


def _text(base: Json, value: str, example: str) -> Json:
    placeholder = {"placeholder": inert(one_line(example))} if example else {}
    return {"type": "Input.Text", **base, "value": value, **placeholder}


def _toggle(words: str) -> Json:
    return {"type": "Input.Toggle", "title": _choice_words(words), "valueOn": _YES, "valueOff": _NO, "wrap": True}


def _choices(base: Json, options: tuple[Option, ...], chosen: tuple[str, ...]) -> Json:
    """Choices in the order they have; what is chosen and is no option is not."""
    choices = [{"title": _choice_words(_told(one)), "value": _coded(one.value)} for one in options]
    there = [_coded(one.value) for one in options if one.value in chosen]
    return {"type": "Input.ChoiceSet", **base, "choices": choices, "value": ",".join(there), "wrap": True}


def _told(option: Option) -> str:
    return f"{option.label} – {option.about}" if option.about else option.label


def _coded(value: str) -> str:
    """Without commas, which Teams puts between choices."""
    return quote(value, safe="")


def _choice_words(text: str) -> str:
    """Some clients read Markdown beside a box, and others show what would escape it: so its signs become lookalikes."""
    words = inert(one_line(text)).translate(_LOOKALIKES)
    return _SPECIAL.sub("\u200b", words) or "…"
