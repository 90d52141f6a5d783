"""A card that was posted before, as it would be written now, with what has happened since."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.calls.call import Call, Status, end_of, has_replay, start_instant
from bot.calls.changes import News
from bot.cards.call_card import details, questions_card, replay_card
from bot.cards.card import Card
from bot.cards.revisions import revision_notes
from bot.reminders.kind import Kind, Telling
from bot.reminders.kinds import cancelled, changed, live, questions, starts

_OF_THE_START = (starts.KIND.name, live.KIND.name)


def redrawn(kind: Kind, telling: Telling, since: Sequence[News]) -> Card:
    """The card of a kind as it is true now. ``since`` is what happened to the call after it was posted."""
    card = _card(kind, telling, since)
    return replace(card, blocks=(*revision_notes(telling.call, since), *card.blocks))


def _card(kind: Kind, telling: Telling, since: Sequence[News]) -> Card:
    call, now = telling.call, telling.now
    if call.status is Status.CANCELLED:
        return cancelled.KIND.card(replace(telling, news=None))
    if call.status is Status.POSTPONED:
        return changed.KIND.card(replace(telling, news=None))
    if kind.name in (changed.KIND.name, cancelled.KIND.name):
        return changed.KIND.card(replace(telling, news=since[-1] if since else telling.news))
    if kind.name in _OF_THE_START:
        return _of_the_start(call, telling)
    return questions_card(call, now) if kind.name == questions.KIND.name else kind.card(telling)


def _of_the_start(call: Call, telling: Telling) -> Card:
    """“In 10 minutes” may be tomorrow by now, or over."""
    start, end = start_instant(call), end_of(call)
    if start is None or telling.now < start or (end is not None and not isinstance(call.starts_at, datetime)):
        return starts.KIND.card(telling)
    if end is None or telling.now < end.at:
        return live.KIND.card(telling)
    return replay_card(call, telling.now) if has_replay(call) else details(call, telling.now)
