"""The question before a change that other channels hear of: change it for all, only mute it here, or leave it."""

from bot.calls.call import Call
from bot.cards.card import Actions, Block, Card, Note, Paragraph, Run, Text, Tone
from bot.cards.phrases import headline
from bot.commands.words import spoken
from bot.usecases.reach import Reach

EVERYWHERE = "everywhere"
"""What is typed to mean a change for all who follow a call, without being asked."""


def question(verb: str, words: str, call: Call, reach: Reach, own_name: str, facts: tuple[Block, ...] = ()) -> Card:
    """Whether to ``verb`` ("Move", "Cancel") a call for all. ``words`` is the command that does it, after its name."""
    others = others_said(reach)
    follow = "follows" if reach.others == 1 else "follow"
    told = "It is told" if reach.others == 1 else "All of them are told"
    said = f"{others} {follow} this call. {told} if you {verb.lower()} it. Nothing is changed yet."
    everyone = Run(f"{verb} for all {_all_said(reach)}" if reach.here or reach.others > 1 else f"{verb} it", words)
    here = (Run("Only mute here", f"mute {call.id}"),) if reach.here else ()
    shown = words if len(words) <= 100 else f"{words[:99]}…"
    typed = Note((Text(f"Or type: {own_name} {shown}"),))
    blocks = (*facts, Paragraph((Text(said),)), Actions((everyone, *here)), typed)
    return Card(f"{verb} {headline(call)} for {others}, too?", Tone.REVIEW, blocks)


def others_said(reach: Reach) -> str:
    """“2 other channels and 1 person by direct message”."""
    said = []
    if reach.channels:
        said.append("1 other channel" if reach.channels == 1 else f"{reach.channels} other channels")
    if reach.people:
        said.append(f"{_people(reach.people)} by direct message")
    return spoken(said)


def _all_said(reach: Reach) -> str:
    count = reach.channels + reach.here
    said = [f"{count} channel" if count == 1 else f"{count} channels"] if count else []
    return spoken([*said, *([_people(reach.people)] if reach.people else [])])


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"
