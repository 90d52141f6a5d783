"""The page's own HTTP API: JSON in, JSON out, and one stream of events."""

import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot import __version__
from bot.errors import UserError
from bot.times import instant
from bot.workspaces import Channel
from handlers.playground.backroom import Coming
from handlers.playground.board import message_json
from handlers.playground.conversation import Conversation
from handlers.playground.hub import Hub
from handlers.playground.render import Json
from handlers.playground.walk import Walk

ROOT = "/playground/api"
YEARS = range(1990, 2100)
"""The clock stays within these, where every time zone has its rules."""

_SYMBOL = re.compile(r"\((?:[^():]+: )?([A-Z][A-Z0-9.-]*)\)")
"""A company's symbol as titles write it: “Halden Biosciences (OTCQX: HLDN)”."""

Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Api:
    """The endpoints. ``begin_anew`` restarts the story at a moment, with the sample call or without."""

    conversation: Conversation
    hub: Hub
    walk: Walk
    begin_anew: Callable[[datetime, bool], Awaitable[None]]

    def endpoints(self) -> Sequence[tuple[str, str, Handler]]:
        """(method, path, handler) of each."""
        return (
            ("GET", f"{ROOT}/state", self.state),
            ("GET", f"{ROOT}/events", self.events),
            ("POST", f"{ROOT}/channels", self.make_channel),
            ("GET", f"{ROOT}/channels/{{id}}", self.channel),
            ("POST", f"{ROOT}/channels/{{id}}/name", self.rename_channel),
            ("POST", f"{ROOT}/channels/{{id}}/messages", self.say),
            ("POST", f"{ROOT}/clock", self.turn_clock),
            ("POST", f"{ROOT}/clock/stop", self.stop_clock),
        )

    async def state(self, _: Request) -> Response:
        """Everything but the messages. ``cursor`` is taken first, so that nothing in between is missed."""
        cursor = self.hub.cursor
        route = self.walk.route
        channels = await self.conversation.backroom.channels()
        return JSONResponse(
            {
                "version": __version__,
                "command": self.conversation.command,
                "cursor": cursor,
                "now": self._now().isoformat(),
                "walking": None if route is None else {"begun": route.begun.isoformat(), "to": route.to.isoformat()},
                "channels": [_channel_json(channel) for channel in channels],
                "commands": [
                    {"name": row.name, "usage": row.usage, "summary": row.summary, "examples": list(row.examples)}
                    for row in self.conversation.backroom.commands
                ],
            }
        )

    async def events(self, request: Request) -> Response:
        """The stream; a browser that comes back names the last event it saw."""
        after = request.headers.get("last-event-id") or request.query_params.get("after")
        return StreamingResponse(self.hub.listen(after), media_type="text/event-stream")

    async def channel(self, request: Request) -> Response:
        channel = await self.conversation.channel(request.path_params["id"])
        messages, total = await self.conversation.backroom.messages(channel.id)
        coming = await self.conversation.backroom.coming(channel.id)
        due = await self._due(self._now())
        return JSONResponse(
            {
                **_channel_json(channel),
                "messages": [message_json(message) for message in messages],
                "earlier": total - len(messages),
                "coming": [_coming_json(row) for row in coming],
                "ahead": due is not None,
                "hints": _hints(self.conversation.command, coming),
            }
        )

    async def make_channel(self, request: Request) -> Response:
        channel = await self.conversation.make_channel(_text(await _given(request), "name"))
        self.hub.publish("channels", {})
        return JSONResponse(_channel_json(channel), 201)

    async def rename_channel(self, request: Request) -> Response:
        channel_id = request.path_params["id"]
        name = await self.conversation.rename_channel(channel_id, _text(await _given(request), "name"))
        self.hub.publish("channels", {})
        return JSONResponse({"id": channel_id, "name": name})

    async def say(self, request: Request) -> Response:
        given = await _given(request)
        await self.conversation.say(request.path_params["id"], _text(given, "text"), _zone(given))
        return JSONResponse({"said": True})

    async def turn_clock(self, request: Request) -> Response:
        """``{"by": seconds}``, ``{"next": true}``, ``{"to": instant}`` or ``{"wall": …, "zone": …}``; a moment that is
        past needs ``"restart": true``, and takes ``"sample": false`` to begin without the sample call."""
        given = await _given(request)
        self.walk.refuse_if_walking()
        now = self._now()
        to = await self._aim(given, now)
        if to <= now or given.get("restart") is True:
            return await self._go_back(to, given)
        self.walk.start(to)
        return JSONResponse({"to": to.isoformat()}, 202)

    async def stop_clock(self, _: Request) -> Response:
        self.walk.halt()
        return JSONResponse({"stopping": True})

    async def _go_back(self, to: datetime, given: Mapping[str, object]) -> Response:
        if given.get("restart") is not True:
            sentence = "That moment is past. Going back restarts the story: channels, calls and messages are forgotten."
            return JSONResponse({"error": sentence, "to": to.isoformat(), "backwards": True}, 409)
        await self.begin_anew(to, given.get("sample") is not False)
        self.hub.publish("reset", {})
        return JSONResponse({"to": to.isoformat(), "restarted": True})

    async def _aim(self, given: Mapping[str, object], now: datetime) -> datetime:
        match given:
            case {"by": int(seconds)} if seconds is not True and 0 < seconds <= 366 * 86_400:
                return now + timedelta(seconds=seconds)
            case {"next": True}:
                return await self._next(now)
            case {"wall": str(wall), "zone": str(zone)}:
                return instant(_naive(wall), zone)
            case {"to": str(to)}:
                return _aware(to)
            case _:
                raise UserError("I do not see where to turn the clock.", "Give a moment, or how far to go.")

    async def _next(self, now: datetime) -> datetime:
        due = await self._due(now)
        if due is None:
            hint = f"Add a call to a channel first: {self.conversation.command} help add"
            raise UserError("Nothing is planned, so there is no next delivery.", hint)
        return due

    async def _due(self, now: datetime) -> datetime | None:
        """When the next delivery of any channel is due; None where nothing lies ahead."""
        due = await self.conversation.backroom.next_delivery()
        return due if due is not None and due > now else None

    def _now(self) -> datetime:
        return self.conversation.door.clock()


def routes(api: Api, wrap: Callable[[str, str, Handler], Route]) -> Sequence[Route]:
    """Every endpoint as a route, with errors told as sentences."""
    return [wrap(method, path, _speaking(handler)) for method, path, handler in api.endpoints()]


def _speaking(handler: Handler) -> Handler:
    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except UserError as error:
            return JSONResponse({"error": str(error), "hint": error.hint}, 400)
        except ClientDisconnect:
            return Response(status_code=499)

    return answer


async def _given(request: Request) -> Mapping[str, object]:
    try:
        given = json.loads(await request.body())
    except (ValueError, RecursionError):
        raise UserError("That is not JSON.") from None
    if not isinstance(given, dict):
        raise UserError("A JSON object is needed here.")
    return given


def _text(given: Mapping[str, object], name: str) -> str:
    value = given.get(name)
    if not isinstance(value, str):
        raise UserError(f"“{name}” is missing, or is not text.")
    return value


def _zone(given: Mapping[str, object]) -> str | None:
    value = given.get("zone")
    return value if isinstance(value, str) else None


def _naive(wall: str) -> datetime:
    moment = _parsed(wall)
    return moment.replace(tzinfo=None)


def _aware(text: str) -> datetime:
    moment = _parsed(text)
    if moment.tzinfo is None:
        raise UserError("That moment has no time zone.", "Write it like 2014-05-12T14:00:00+00:00.")
    return moment.astimezone(UTC)


def _parsed(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UserError("That is not a moment I can read.", "Write it like 2014-05-12T14:00.") from None
    if moment.year not in YEARS:
        raise UserError(f"The clock goes from {YEARS[0]} to {YEARS[-1]}.", "Choose a moment in between.")
    return moment


def _hints(command: str, coming: Sequence[Coming]) -> Sequence[str]:
    """What is worth trying in a channel: about the call that comes next there, if its company has a symbol."""
    found = _SYMBOL.search(coming[0].title) if coming else None
    about = [f"{words} {found[1]}" for words in ("next", "dialin", "questions", "replay")] if found else []
    return [f"{command} {words}" for words in (*about, "upcoming", "list", "help")]


def _channel_json(channel: Channel) -> Json:
    return {"id": channel.id, "name": channel.name or channel.id}


def _coming_json(row: Coming) -> Json:
    return {"at": row.at.isoformat(), "kind": row.kind, "lead": row.lead, "title": row.title}
