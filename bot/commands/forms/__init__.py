"""Every form, and the one door that they stand behind. A new one is a module that ends in ``FORM``, and a line here.

A form is another way to type a command. What a platform does with it:

1. Somebody types words, or presses a button that types them: ``opens(words, …)`` says at once, without asking
   anything, whether they open a form. Where a platform can draw none at that moment, it runs the command instead: each
   has its own way by typing, and says so.
2. ``open_form(request, given)`` makes it, which may take a while (a file is read): a platform that must show something
   within seconds draws ``reading_form()`` first. An ``Answer`` in place of a form is shown as any answer is.
3. What was sent goes to ``submit_form(request, sent)``. An ``Answer`` ends it: the form is closed and the answer shown
   as any answer is. A ``Form`` is the next page. ``Refused`` is shown at the fields.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.cards.form import SentForm, Value, filled, with_errors
from bot.commands import COMMANDS
from bot.commands.command import Answer, Request
from bot.commands.door import SYNONYMS, explained, for_its_eyes, readable_request, with_own_name
from bot.commands.forms import add, edit, settings
from bot.commands.forms.form_command import FieldErrors, FormCommand, Given, Opening, Refused, Submitted
from bot.commands.words import readable, split_command
from bot.errors import TickerbellError, UserError
from bot.storage.database import retry_stale
from bot.usecases.desk import Desk

FORMS: tuple[FormCommand, ...] = (add.FORM, edit.FORM, settings.FORM)
"""The table of forms."""


def opens(words: str, own_name: str, forms: Sequence[FormCommand] = FORMS) -> bool:
    """Whether what somebody typed opens a form, where a platform can draw one; ``own_name`` is the slash command's."""
    return _asked_for(words, own_name, forms) is not None


async def open_form(
    desk: Desk, request: Request, given: Given | None = None, forms: Sequence[FormCommand] = FORMS
) -> Opening:
    """Make the form that the request's words ask for, with what was given along; or say why there is none."""
    request = readable_request(request)
    form = _asked_for(request.words, desk.command, forms, given)
    if form is None:
        raise ValueError("these words open no form")
    _, rest = split_command(request.words, desk.command)
    try:
        return await form.open(desk, request, rest, given)
    except Exception as error:
        # What was given along cannot be typed again by a button.
        words = f"{form.name} {rest}".strip() if given is None else ""
        return explained(error, COMMANDS, desk, request, words)


async def submit_form(desk: Desk, request: Request, sent: SentForm, forms: Sequence[FormCommand] = FORMS) -> Submitted:
    """Take what was sent. The request is of where and by whom; its words do not count."""
    form = next((one for one in forms if one.name == sent.name), None)
    if form is None:
        raise ValueError(f"there is no form of the name {sent.name[:40]!r}")
    request = readable_request(replace(request, words=form.name))
    sent = replace(sent, values={key: _readable(value) for key, value in sent.values.items()})
    try:
        done = await retry_stale(lambda: form.submit(desk, request, sent), attempts=3)
        if isinstance(done, Answer):
            return await for_its_eyes(desk, request, done)
        if not isinstance(done, FieldErrors):
            return done
        return await _refused(form, desk, request, sent, done)
    except UserError as error:
        return await _refused(form, desk, request, sent, error)
    except Exception as error:
        return explained(error, COMMANDS, desk, request, form.name)


async def _refused(
    form: FormCommand, desk: Desk, request: Request, sent: SentForm, why: FieldErrors | UserError
) -> Submitted:
    errors = why.errors if isinstance(why, FieldErrors) else {}
    problem = f"{why} {with_own_name(why.hint, COMMANDS, desk.command)}".strip() if isinstance(why, UserError) else None
    try:
        page = await form.again(desk, request, sent.state)
    except TickerbellError as error:
        # What the form was about is gone meanwhile, so there is nothing to go back to.
        return explained(error, COMMANDS, desk, request, form.name)
    return Refused(with_errors(filled(page, sent.values), errors, problem), errors)


def _asked_for(
    words: str, own_name: str, forms: Sequence[FormCommand], given: Given | None = None
) -> FormCommand | None:
    head, rest = split_command(readable(words), own_name)
    name = SYNONYMS.get(head, head)
    form = next((one for one in forms if one.name == name), None)
    return form if form is not None and (given is not None or form.opens(rest)) else None


def _readable(value: Value) -> Value:
    return readable(value) if isinstance(value, str) else value
