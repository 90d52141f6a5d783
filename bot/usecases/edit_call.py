"""Edit a call: a person's word on any of its fields, over what documents say."""

from collections.abc import Mapping
from datetime import datetime

from bot.calls.call import Call, Status
from bot.calls.merge import Merged
from bot.calls.reconcile import check_start
from bot.calls.values import moment_from, part
from bot.errors import UserError
from bot.usecases.call_fields import FIELDS, near_call, read_typed
from bot.usecases.change_call import Altered, change_call
from bot.usecases.desk import Desk
from bot.usecases.keep import By
from bot.usecases.move import refuse_held, stepwise, zone_here
from bot.usecases.which import the_call
from bot.workspaces import Channel, Person


class WrongFields(UserError):
    """Something that was typed cannot be taken: a sentence for each field, by its name."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(" ".join(dict.fromkeys(errors.values())))
        self.errors = errors


async def look(desk: Desk, channel: Channel, person: Person, word: str, now: datetime) -> tuple[Call, str]:
    """The call that a word means, and the zone that stands in where the call has none announced."""
    async with desk.database.read() as db:
        call = await the_call(db, channel.workspace.key, word, now, over=True, seen_from=channel.id)
        return call, await zone_here(db, channel, person)


def shown(call: Call, zone: str, now: datetime) -> dict[str, str]:
    """Each field of a call as it is typed, by its name; empty where the call has none."""
    near = near_call(call, zone, now)
    entries = {one.name: call.entries.get(one.path) for one in FIELDS}
    return {one.name: one.show(entry.value, near) if (entry := entries[one.name]) else "" for one in FIELDS}


async def edit_call(
    desk: Desk,
    channel: Channel,
    person: Person,
    word: str,
    typed: Mapping[str, str],
    now: datetime,
    *,
    seen: int | None = None,
    everywhere: bool = False,
) -> Altered:
    """Set fields of the call that ``word`` means to what was typed for them, by their names; an empty text takes a
    field away. A new start does what ``move`` does.

    Raises WrongFields for what cannot be taken, and UserError where the call is no longer at the revision that the
    person has ``seen``. Raises AskFirst where a new start reaches others and it is not to go ``everywhere``.
    """
    async with desk.database.read() as db:
        zone = await zone_here(db, channel, person)

    def alter(call: Call, by: By) -> Merged:
        if seen is not None and call.revision != seen:
            raise UserError(
                "Somebody changed this call while the form was open.", "Close it, and open it again to see it as it is."
            )
        values, errors = read_typed(typed, near_call(call, zone, now))
        if not errors and "starts_at" in values:
            errors |= _start_errors(call, values["starts_at"], now)
        if errors:
            raise WrongFields(errors)
        return stepwise(call, by, [*values.items(), *_standing(call, values)])

    asks = not everywhere and "start" in typed
    return await change_call(desk, channel, person, word, now, "edit", alter, everywhere=not asks)


def _start_errors(call: Call, value: object, now: datetime) -> dict[str, str]:
    moment, zone = moment_from(value), part(value, "zone") or call.zone_or_utc
    try:
        refuse_held(call, now)
        if moment is not None:
            check_start(moment, zone, now)
    except UserError as error:
        return {"start": f"{error} {error.hint}".strip()}
    return {}


def _standing(call: Call, values: Mapping[str, object]) -> list[tuple[str, object]]:
    """With a new start a call that was postponed or called off stands again, and a doubtful one is sure."""
    if "starts_at" not in values:
        return []
    again = call.status is not Status.SCHEDULED
    status: list[tuple[str, object]] = [("status", Status.SCHEDULED.value)] if again else []
    return [*status, *([] if call.confirmed else [("confirmed", True)])]
