"""Teams comes in here: messages, buttons and events, each acknowledged at once and answered by the bot's one door."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.commands.command import Answer
from bot.workspaces import Channel
from config.settings import Settings
from handlers.platform import Door, Opened
from handlers.teams.arrived import Arrived
from handlers.teams.bodies import Json, in_place, passing, sorry
from handlers.teams.connection import cloud, connected, opened_http
from handlers.teams.events import Events, is_about_leaving, placed
from handlers.teams.gate import gate
from handlers.teams.install import opened_references
from handlers.teams.messenger import TeamsMessenger
from handlers.teams.replies import Replies
from handlers.teams.sdk import quiet
from handlers.teams.trust import opened_trust
from handlers.teams.words import pressed, said

log = logging.getLogger(__name__)

PATH = "/teams/messages"

ANSWER_SECONDS = 8.0
"""Teams gives up on a button after about ten. What is answered by then shows in place, the rest as a message."""

_WORKING = "I am still at it: the answer comes below."


@asynccontextmanager
async def open_teams(settings: Settings, door: Door) -> AsyncIterator[Opened]:
    """Teams at work, for every tenant that has the app. Nothing is asked of Microsoft that could hold up the start."""
    quiet()
    teams = settings.teams
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(opened_http())
        references = await stack.enter_async_context(opened_references(settings))
        connection = await stack.enter_async_context(connected(teams, http))
        trust = None
        if not teams.unauthenticated and teams.client_id is not None:
            trust = await stack.enter_async_context(opened_trust(teams.client_id, cloud(teams), http))
        messenger = TeamsMessenger(connection, references, door.opens_form)
        replies = Replies(door, messenger)
        stack.push_async_callback(replies.close)
        desk = FrontDesk(door, replies, Events(references, door, messenger, replies))
        yield Opened(messenger, [Route(PATH, gate(trust, connection.hosts, desk.take), methods=["POST"])])


@dataclass(frozen=True, slots=True)
class FrontDesk:
    """Takes each activity to where it belongs."""

    door: Door
    replies: Replies
    events: Events

    async def take(self, arrived: Arrived) -> Response:
        """Acknowledge one activity. What it asks for is answered apart, but for an invoke, which waits for it."""
        if arrived.kind == "installationUpdate":
            arrived = _at(arrived, placed(arrived))
        if not is_about_leaving(arrived):
            await self.events.known(arrived)
        if arrived.kind == "invoke":
            return JSONResponse(await self._invoke(arrived))
        work = {
            "message": self._message,
            "installationUpdate": self.events.installed,
            "conversationUpdate": self.events.updated,
        }.get(arrived.kind)
        if work is not None and await self._is_new(arrived):
            self.replies.start(work(arrived))
        return Response(status_code=200)

    async def _is_new(self, arrived: Arrived) -> bool:
        """Teams sends an activity again where it is not sure that it arrived. In doubt a person is answered twice."""
        if not arrived.id:
            return True
        try:
            return not await self.door.seen("teams", arrived.mark)
        except Exception:
            log.exception("Whether an activity came before cannot be looked up.")
            return True

    async def _message(self, arrived: Arrived) -> None:
        """A command that was typed, or a button of a client that sends it as a message."""
        words = pressed(arrived) or said(arrived)
        await self.replies.give(arrived, await self.replies.answer(arrived, words))

    async def _invoke(self, arrived: Arrived) -> Json:
        match arrived.name:
            case "adaptiveCard/action":
                return await self._press(arrived)
            case _:
                return sorry(arrived, "I do not know what was asked for there.")

    async def _press(self, arrived: Arrived) -> Json:
        """A button types its command; the answer shows in its card's place, or below where everyone is to see it."""
        words = pressed(arrived)
        if not words:
            return passing("This button says nothing to me any more.")
        if not await self._is_new(arrived):
            return passing("That is done already.")
        answering = self.replies.start(self.replies.answer(arrived, words))
        await asyncio.wait({answering}, timeout=ANSWER_SECONDS)
        if not answering.done():
            self.replies.start(self._late(arrived, answering))
            return passing(_WORKING)
        answer = answering.result()
        if not answer.public or arrived.direct:
            return in_place(self.replies.messenger.render(answer.card))
        self.replies.start(self.replies.give(arrived, answer))
        return passing(answer.card.title)

    async def _late(self, arrived: Arrived, answering: asyncio.Task[Answer]) -> None:
        await self.replies.give(arrived, await answering)


def _at(arrived: Arrived, channel: Channel) -> Arrived:
    """The same in another conversation of its team."""
    if channel == arrived.channel:
        return arrived
    return replace(arrived, channel=channel, conversation_id=channel.id)
