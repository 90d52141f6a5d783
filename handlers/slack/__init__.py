"""Slack: commands and events in, cards out, for one workspace by its bot token."""

from handlers.platform import Platform
from handlers.slack.app import open_slack

PLATFORM = Platform("slack", wanted=lambda settings: settings.slack.connected, open=open_slack)
