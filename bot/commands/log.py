"""log: what was posted here and when, and what was not."""

from bot.cards.card import Card, Line, Listing, Note, Paragraph, Style, Text, Tone, When
from bot.cards.phrases import brief_company, event_words
from bot.commands.command import Answer, Command, Request
from bot.commands.words import tidy
from bot.reminders.kinds import kind_named
from bot.reminders.leads import lead_words
from bot.storage.deliveries import State
from bot.usecases.desk import Desk
from bot.usecases.read_log import Logged, read_log

USAGE = "log [TICKER|ID]"

_SAID = {
    State.SENT: "posted",
    State.MISSED: "missed",
    State.PERHAPS: "perhaps posted",
    State.REFUSED: "refused",
    State.COVERED: "another card said it",
    State.PAUSED: "paused",
}

_KINDS = {
    "announced": "announcement",
    "starts": "reminder",
    "questions": "question cutoff",
    "live": "start",
    "changed": "change",
    "cancelled": "cancellation",
    "replay_open": "replay opens",
    "replay_ends": "replay ends",
}


async def _run(desk: Desk, request: Request, typed: str) -> Answer:
    word = tidy(typed).lstrip("$") or None
    log = await read_log(desk, request.channel, word)
    zone = log.zone or request.person.zone or "UTC"
    coming: Line = (Text("Next: "), When(log.next_due, zone)) if log.next_due else (Text("Nothing is planned."),)
    if not log.lines:
        return Answer(Card("Nothing was posted here yet", Tone.PLAIN, (Paragraph(coming),)))
    listing = Listing(tuple(_line(one, zone) for one in log.lines))
    return Answer(Card("What was posted here, latest first", Tone.PLAIN, (listing, Note(coming))))


def _line(one: Logged, zone: str) -> Line:
    row = one.delivery
    what = _KINDS.get(row.kind) or kind_named(row.kind).summary
    lead = f", {lead_words(row.lead)} before" if row.lead else ""
    whose = f"{brief_company(one.call.company)}, {event_words(one.call)}" if one.call else f"call {row.call_id}"
    why = f": {row.why}" if row.why and row.state not in (State.SENT, State.COVERED) else ""
    at = When(row.sent_at or row.due_at, zone, style=Style.FULL)
    return (
        at,
        Text("  ·  "),
        Text(_SAID.get(row.state, row.state.value), strong=True),
        Text(f"{why}  ·  {what}{lead}  ·  {whose}"),
    )


COMMAND = Command(
    name="log",
    usage=USAGE,
    summary="Show what was posted here, and what was missed",
    run=_run,
    examples=("log", "log CLR"),
)
