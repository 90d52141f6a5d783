"""A person's own page. It is no command: a platform that has such a page asks for it when somebody opens it."""

from collections.abc import Mapping
from datetime import datetime

from bot.cards.home import Section, home_sections
from bot.usecases.desk import Desk
from bot.usecases.home import home as read_home
from bot.workspaces import Channel, Person


async def home(
    desk: Desk, person: Person, direct: Channel, names: Mapping[str, str] | None, now: datetime, handle: str
) -> tuple[Section, ...]:
    """The page of a person: ``direct`` is their conversation with the bot, ``names`` the channels that they are in."""
    return home_sections(await read_home(desk, person, direct, names, now), now, desk.command, handle)
