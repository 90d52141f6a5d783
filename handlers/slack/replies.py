"""How an answer gets back to the person who asked: in the acknowledgement where it is quick, else by its address."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from aiohttp import ClientError, ClientSession

from bot.commands.command import Answer
from bot.delivery.messenger import Rendered
from bot.delivery.outcome import Sent
from bot.workspaces import Channel
from handlers.background import Background
from handlers.platform import Door
from handlers.slack.limits import lint
from handlers.slack.messenger import SlackMessenger
from handlers.slack.render import as_plain, render

T = TypeVar("T")

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Replies:
    """Runs commands and brings their answers back. ``background`` finishes what was begun before it closes."""

    door: Door
    messenger: SlackMessenger
    session: ClientSession
    background: Background = field(default_factory=Background)

    def start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Run something that outlives the request it came with."""
        return self.background.start(work)

    async def by_address(self, address: str, answer: Answer, channel: Channel, person_id: str) -> None:
        """Answer to a response address; where that fails, in the channel by the Web API."""
        if address and await self._sent(address, _body(answer, render(answer.card))):
            return
        await self.in_channel(answer, channel, person_id)

    async def in_channel(self, answer: Answer, channel: Channel, person_id: str, thread: str | None = None) -> None:
        """Answer in the channel, or in a thread of it: to everyone, or for one person's eyes."""
        rendered = render(answer.card)
        if answer.public:
            outcome = await self.messenger.say(channel, rendered, thread=thread)
        else:
            outcome = await self.messenger.whisper(channel, person_id, rendered, thread)
        if not isinstance(outcome, Sent):
            log.warning("An answer could not be given: %s", outcome, extra={"channel": channel.id})

    async def _sent(self, address: str, body: dict[str, Any]) -> bool:
        """Whether Slack took it. The address lets anyone post to the conversation, so no log has it."""
        try:
            async with self.session.post(address, json=body) as response:
                if response.status == 200:
                    return True
                log.warning("Slack refused an answer (%d).", response.status)
        except (ClientError, OSError, ValueError, TimeoutError) as error:
            log.warning("An answer did not get through (%s).", type(error).__name__)
        return False


def acknowledgement(answer: Answer) -> dict[str, Any]:
    """The answer as the body of a command's acknowledgement."""
    return _body(answer, render(answer.card))


def _body(answer: Answer, rendered: Rendered) -> dict[str, Any]:
    problems = lint(rendered)
    if problems:
        log.error("A card is not within Slack's limits and goes out as plain text.", extra={"problems": problems[:5]})
    return {
        **(as_plain(rendered) if problems else rendered),
        "response_type": "in_channel" if answer.public else "ephemeral",
        "replace_original": False,
        "unfurl_links": False,
        "unfurl_media": False,
    }
