"""The form of ``edit``: each field of a call, with the sentence that says it."""

from bot.calls.call import Call
from bot.cards.call_card import source_note
from bot.cards.card import Paragraph, Text
from bot.cards.form import Form, SentForm, filled, text_in, ticked_in
from bot.cards.phrases import headline
from bot.commands.asking import EVERYWHERE
from bot.commands.command import Answer, Request
from bot.commands.edit import edited_card
from bot.commands.forms.call_rows import asking, call_fields, is_too_long
from bot.commands.forms.form_command import FieldErrors, FormCommand, Given
from bot.commands.forms.places import allowed
from bot.commands.words import first_name
from bot.errors import UserError
from bot.usecases.call_fields import FIELDS
from bot.usecases.desk import Desk
from bot.usecases.edit_call import WrongFields, edit_call, look, shown
from bot.usecases.reach import AskFirst

USAGE = "edit TICKER|ID"


def _opens(rest: str) -> bool:
    """A call alone; with a field's name behind it the command itself is meant."""
    try:
        return not first_name(rest, USAGE)[1]
    except UserError:
        return False


async def _open(desk: Desk, request: Request, rest: str, given: Given | None) -> Form:
    await allowed(desk, request)
    word, _ = first_name(rest, USAGE)
    call, zone = await look(desk, request.channel, request.person, word, request.now)
    return _form(call, zone, request, f"{call.id} {call.revision}")


async def _again(desk: Desk, request: Request, state: str) -> Form:
    call, zone = await look(desk, request.channel, request.person, state.split()[0], request.now)
    return _form(call, zone, request, state)


def _form(call: Call, zone: str, request: Request, state: str) -> Form:
    values = shown(call, zone, request.now)
    return Form(
        "edit",
        "Edit a call",
        "Save",
        (Paragraph((Text(headline(call), strong=True),)), source_note(call)),
        call_fields(values, call.entries, call.zone or zone, {}, needs_start=call.starts_at is not None),
        state,
    )


async def _submit(desk: Desk, request: Request, sent: SentForm) -> Answer | Form | FieldErrors:
    await allowed(desk, request)
    call_id, revision = sent.state.split()
    call, zone = await look(desk, request.channel, request.person, call_id, request.now)
    before = shown(call, zone, request.now)
    values = {one.name: text_in(sent.values, one.name) for one in FIELDS if not is_too_long(one, before[one.name])}
    typed = {name: value for name, value in values.items() if value.split() != before[name].split()}
    everywhere = ticked_in(sent.values, EVERYWHERE)
    try:
        altered = await edit_call(
            desk,
            request.channel,
            request.person,
            call.id,
            typed,
            request.now,
            seen=int(revision),
            everywhere=everywhere,
        )
    except WrongFields as wrong:
        return FieldErrors(wrong.errors)
    except AskFirst as first:
        return asking(filled(_form(call, zone, request, sent.state), sent.values), first.reach)
    return Answer(edited_card(altered))


FORM = FormCommand("edit", _opens, _open, _again, _submit)
