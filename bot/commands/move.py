"""move: a call is at another time than was announced."""

from bot.calls.call import Call
from bot.cards.card import Block, Card, Facts, Line, Note, Paragraph, Text, Tone, When
from bot.cards.phrases import headline
from bot.cards.rows import when
from bot.commands.command import Answer, Command, Request, always
from bot.commands.words import first_name
from bot.errors import UserError
from bot.usecases.change_call import Altered
from bot.usecases.desk import Desk
from bot.usecases.move import move
from bot.usecases.set_channel import read_channel

USAGE = "move TICKER|ID when"


async def _run(desk: Desk, request: Request, typed: str) -> Answer:
    word, words = first_name(typed, USAGE)
    if not words:
        raise UserError("To when should it move?", "Such as: move CLR May 15 5pm ET")
    moved = await move(desk, request.channel, request.person, word, words, request.now)
    zone = (await read_channel(desk, request.channel)).zone or request.person.zone
    return Answer(_card(moved, zone))


def _card(moved: Altered, zone: str | None) -> Card:
    call = moved.after
    rows: list[tuple[str, Line]] = []
    if moved.changed and moved.before.starts_at is not None:
        rows.append(("Was", (when(moved.before, moved.before.starts_at),)))
    if call.starts_at is not None:
        rows.append(("Now", (when(call, call.starts_at), *_here(call, zone))))
    if not moved.changed:
        return Card(f"It is at that time already: {headline(call)}", Tone.PLAIN, (Facts(tuple(rows)),))
    said = "Every channel that follows it is told, and its reminders follow. This holds for your workspace alone."
    blocks: tuple[Block, ...] = (Facts(tuple(rows)), Paragraph((Text(said),)), *_cutoff(call))
    return Card(f"Moved: {headline(call)}", Tone.CHANGED, blocks)


def _here(call: Call, zone: str | None) -> Line:
    """The same moment in the channel's zone, where that is another."""
    if zone is None or call.starts_at is None or zone == call.zone_or_utc:
        return ()
    return (Text("  ·  here "), When(call.starts_at, zone))


def _cutoff(call: Call) -> tuple[Note, ...]:
    cutoff = call.questions.deadline
    if cutoff is None:
        return ()
    moment = When(cutoff, call.questions.deadline_zone or call.zone_or_utc, call.zone_word)
    return (Note((Text("Questions still close as announced: "), moment)),)


COMMAND = Command(
    name="move",
    usage=USAGE,
    summary="Say that a call is at another time",
    run=_run,
    examples=("move CLR May 15 5pm ET", "move CLR 2027-05-15 16:00", "move CLR tomorrow"),
    changes=always,
)
