"""Move a call to another moment, because a person says so."""

from datetime import datetime

from bot.calls.call import Call, Status
from bot.calls.merge import Merged, edited
from bot.calls.reconcile import check_start
from bot.calls.values import start_value
from bot.times import Moment
from bot.usecases.change_call import Altered, change_call
from bot.usecases.desk import Desk
from bot.usecases.keep import By
from bot.workspaces import Channel, Person


async def move(
    desk: Desk,
    channel: Channel,
    person: Person,
    word: str,
    moment: Moment,
    zone: str,
    zone_word: str | None,
    now: datetime,
) -> Altered:
    """Move the call that a word means to ``moment``, said in ``zone`` (IANA) as ``zone_word``.

    A call that was postponed or called off stands again, and one that was doubtful is confirmed by it. Raises UserError
    for a moment that is past.
    """
    check_start(moment, zone, now)

    def alter(call: Call, by: By) -> Merged:
        steps: list[tuple[str, object]] = [
            ("starts_at", start_value(moment, zone, zone_word)),
            ("status", Status.SCHEDULED.value),
        ]
        if not call.confirmed:
            steps.append(("confirmed", True))
        return stepwise(call, by, [step for step in steps if step[0] != "status" or call.status.value != step[1]])

    return await change_call(desk, channel, person, word, now, "move", alter)


def stepwise(call: Call, by: By, steps: list[tuple[str, object]]) -> Merged:
    """Several fields set one after the other, as one change."""
    merged = Merged(call.entries)
    for path, value in steps:
        after = edited(merged.entries, path, value, by.source)
        merged = Merged(after.entries, (*merged.changes, *after.changes))
    return merged
