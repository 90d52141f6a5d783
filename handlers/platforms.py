"""The table of platforms that ``tickerbell run`` can serve. To add one: a folder like ``slack``, and a line here."""

from handlers.platform import Platform
from handlers.slack import PLATFORM as SLACK
from handlers.teams import PLATFORM as TEAMS

PLATFORMS: tuple[Platform, ...] = (SLACK, TEAMS)
