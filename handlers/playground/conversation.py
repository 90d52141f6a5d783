"""What a person types in the page → the bot's door → cards on the board."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards.card import Actions, Block, Card, Paragraph, Run, Text, Tone
from bot.commands.command import Request
from bot.errors import UserError
from bot.times import is_zone
from bot.workspaces import Channel, Person, Role
from handlers.platform import Door
from handlers.playground.backroom import WORKSPACE, Backroom
from handlers.playground.board import Board

YOU = "you"
ADMIN = "ada"
"""Besides whoever sits at the page there is Ada, an admin of the workspace. A line that begins with “ada:” is hers."""

SHOWN = 4_000
"""Characters of a typed text that the page keeps: a pasted release is read whole, and shown from its beginning."""

LONGEST_NAME = 40
LONGEST_OFFER = 100_000
"""Characters of a release that an offer to add it may carry in its button."""

_RELEASE_LENGTH = 120
_RELEASE = re.compile(r"conference call|webcast|earnings call|dial[- ]?in|financial results|quarter results", re.I)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Takes what is typed, and channels to type it in. ``command`` is the slash command's name ("/calls")."""

    door: Door
    backroom: Backroom
    board: Board
    command: str

    async def channel(self, channel_id: str) -> Channel:
        """The channel of that id, or a UserError."""
        for channel in await self.backroom.channels():
            if channel.id == channel_id:
                return channel
        raise UserError("There is no such channel here any more.", "Choose one on the left, or make one.")

    async def make_channel(self, name: str) -> Channel:
        """Make a channel and greet it, as when the bot is invited by nobody in particular."""
        channel = await self.backroom.make_channel(await self._free_name(name))
        greeting = await self.door.hello(channel, None)
        await self.board.say(channel.id, greeting.card, private=False)
        return channel

    async def rename_channel(self, channel_id: str, name: str) -> str:
        """Rename a channel; the new name as it is now written."""
        channel = await self.channel(channel_id)
        tidy = await self._free_name(name, besides=channel.id)
        await self.backroom.rename_channel(channel.id, tidy)
        return tidy

    async def say(self, channel_id: str, text: str, zone: str | None) -> None:
        """Take one line (or a whole release) from the composer. ``zone`` is the browser's."""
        channel = await self.channel(channel_id)
        typed = text.strip()
        if not typed:
            raise UserError("There is nothing to send yet.", f"Try {self.command} help.")
        speaker, typed = _speaker(typed)
        words = self._words(typed)
        await self.board.typed(channel.id, speaker, _shortened(typed))
        if words is None:
            await self._hint(channel, typed)
            return
        # The clock is asked once, after what was typed is up.
        request = Request(channel, person(zone, speaker), words, self.door.clock())
        answer = await self.door.answer(request)
        await self.board.say(channel.id, answer.card, private=not answer.public)

    def _words(self, typed: str) -> str | None:
        """What stands after the command's name; None where the text is not for the bot."""
        first, rest = _split(typed)
        return rest if first.lower() in {self.command.lower(), "@tickerbell"} else None

    async def _hint(self, channel: Channel, typed: str) -> None:
        """A quiet word to somebody who spoke to the bot in a way it does not listen to."""
        first, _ = _split(typed)
        if first.startswith("/"):
            await self._whisper(channel, f"I do not know {first}. My command here is {self.command}.", (_HELP,))
        elif _reads_like_release(typed):
            sentence = "That reads like a press release. Shall I read the call out of it?"
            await self._whisper(channel, sentence, (Run("Add it", f"add {typed}"),))
        elif first.lower() in {command.name for command in self.backroom.commands}:
            line = " ".join(typed.split())
            sentence = f"To have me do that, begin with {self.command}: {self.command} {line[:80]}"
            await self._whisper(channel, sentence, (Run("Do it", typed),) if len(typed) < SHOWN else ())

    async def _whisper(self, channel: Channel, sentence: str, buttons: Sequence[Run]) -> None:
        blocks: tuple[Block, ...] = (Paragraph((Text(sentence),)),)
        if buttons:
            blocks += (Actions(tuple(buttons)),)
        await self.board.say(channel.id, Card("Was that for me?", Tone.PLAIN, blocks), private=True)

    async def _free_name(self, name: str, besides: str | None = None) -> str:
        tidy = "-".join(name.strip().lstrip("#").lower().split())
        if not tidy:
            raise UserError("A channel needs a name.", "Try biotech or earnings.")
        if len(tidy) > LONGEST_NAME:
            raise UserError(f"A channel's name has at most {LONGEST_NAME} characters.", "Choose a shorter one.")
        if not tidy.isprintable():
            raise UserError("That name holds characters that cannot be shown.", "Use letters, digits and hyphens.")
        taken = {channel.name for channel in await self.backroom.channels() if channel.id != besides}
        if tidy in taken:
            raise UserError(f"There is a channel named #{tidy} already.", "Choose another name.")
        return tidy


def person(zone: str | None, name: str = YOU) -> Person:
    """Who sits at the page, or Ada. Zones that this machine does not know are left out."""
    role = Role.ADMIN if name == ADMIN else Role.MEMBER
    return Person(WORKSPACE, name, name, zone if zone is not None and is_zone(zone) else None, role)


def _speaker(typed: str) -> tuple[str, str]:
    """Who says a line, and what is said."""
    name, colon, rest = typed.partition(":")
    return (ADMIN, rest.strip()) if colon and name.lower() == ADMIN and rest.strip() else (YOU, typed)


_HELP = Run("Show help", "help")


def _split(typed: str) -> tuple[str, str]:
    """The first word, and the rest with its line breaks."""
    first = typed.split(maxsplit=1)[0]
    return first, typed[len(first) :].strip()


def _reads_like_release(typed: str) -> bool:
    """Long enough, and about a call. Longer than a button carries is left to the composer, which sends it whole."""
    return _RELEASE_LENGTH <= len(typed) <= LONGEST_OFFER and _RELEASE.search(typed) is not None


def _shortened(typed: str) -> str:
    if len(typed) <= SHOWN:
        return typed
    return f"{typed[:SHOWN]}\n… and {len(typed) - SHOWN:,} more characters"
