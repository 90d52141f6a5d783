"""help: every command, or one with examples."""

from collections.abc import Sequence

from bot.cards.card import Actions, Block, Card, Listing, Note, Paragraph, Run, Text, Tone
from bot.cards.voice import whom
from bot.commands.command import Answer, Command, Request
from bot.commands.words import tidy
from bot.errors import UserError
from bot.usecases.desk import Desk
from bot.workspaces import Channel


def help_command(others: Sequence[Command]) -> Command:
    """The command that explains the others, and itself."""

    async def run(desk: Desk, request: Request, typed: str) -> Answer:
        name = tidy(typed).casefold().removeprefix(desk.command.casefold()).strip()
        named = [*(one for one in others if one.summary), command]
        if not name:
            return Answer(_everything(named, desk.command, request.channel))
        found = next((one for one in (*named, *others) if one.name == name.split()[0]), None)
        if found is None:
            raise UserError(f"There is no command “{name[:40]}”.", "To see them all: help")
        return Answer(_one(found, desk.command))

    command = Command(
        name="help",
        usage="help [command]",
        summary="Show what I can do",
        run=run,
        examples=("help", "help subscribe"),
        in_teams_list=True,
    )
    return command


def _everything(commands: list[Command], own_name: str, channel: Channel) -> Card:
    items = tuple((Text(command.usage, strong=True), Text(f": {command.summary}")) for command in commands)
    first = f"I tell {whom(channel)} about investor calls. Type {own_name}, then one of these words."
    last = f"A name in quotes, or an alias, may stand for a ticker. More of one: {own_name} help subscribe"
    buttons = Actions((Run("What lies ahead", "upcoming"), Run("What is followed here", "list")))
    return Card("What I can do", Tone.PLAIN, (Paragraph((Text(first),)), Listing(items), Note((Text(last),)), buttons))


def _one(command: Command, own_name: str) -> Card:
    blocks: list[Block] = [Paragraph((Text(f"{own_name} {command.usage}", strong=True),))]
    if command.examples:
        blocks.append(Listing(tuple((Text(f"{own_name} {one}"),) for one in command.examples), "For example"))
    blocks += [Note((Text(note),)) for note in command.notes]
    title = f"{command.name}: {command.summary}" if command.summary else command.name
    return Card(title, Tone.PLAIN, tuple(blocks))
