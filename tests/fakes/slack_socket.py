"""Socket Mode's side of a fake Slack: WebSockets that apps open, envelopes over them, and misbehaviour as told."""

import asyncio
import itertools
import json
import random
from typing import Any
from urllib.parse import parse_qsl

import httpx
from aiohttp import WSMsgType, web

ACK_SECONDS = 3.0


class Link:
    """One WebSocket to an app. A ``silent`` one reads everything and answers nothing, not even a ping."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self.socket = socket
        self.silent = False
        self.acks: dict[str, asyncio.Future[dict[str, Any]]] = {}

    async def send(self, frame: dict[str, Any]) -> None:
        await self.socket.send_str(json.dumps(frame))

    async def read(self) -> None:
        """Answer pings, and take acknowledgements, until it ends."""
        async for message in self.socket:
            if self.silent:
                continue
            if message.type is WSMsgType.PING:
                await self.socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                ack = json.loads(message.data)
                waiting = self.acks.pop(str(ack.get("envelope_id")), None)
                if waiting is not None and not waiting.done():
                    waiting.set_result(ack.get("payload") or {})


class SocketDesk:
    """Gives out addresses, each good for one connection, and keeps the connections."""

    def __init__(self) -> None:
        self.token = "xapp-1-A1-test"
        self.links: list[Link] = []
        self.most = 10
        self.given_out = 0
        self.stale = 0
        """How many of the next addresses lead nowhere."""
        self.silent = False
        """Whether new connections are silent from their beginning."""
        self._tickets: set[str] = set()
        self._numbers = itertools.count(1)

    def open(self, base: str, bearer: str) -> dict[str, Any]:
        """apps.connections.open."""
        if bearer != self.token:
            return {"ok": False, "error": "invalid_auth"}
        self.given_out += 1
        ticket = f"ticket-{self.given_out}-not-to-be-logged"
        if self.stale:
            self.stale -= 1
        else:
            self._tickets.add(ticket)
        return {"ok": True, "url": f"{base.replace('http', 'ws', 1)}/link?ticket={ticket}&app_id=A1"}

    async def link(self, request: web.Request) -> web.StreamResponse:
        """The other end of a connection."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=408, text="expired")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        link = Link(socket)
        link.silent = self.silent
        await link.send({"type": "hello", "num_connections": len(self.links) + 1, "connection_info": {"app_id": "A1"}})
        if len(self.links) >= self.most:
            await link.send({"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        self.links.append(link)
        try:
            await link.read()
        finally:
            self.links.remove(link)
        return socket

    async def deliver(
        self, kind: str, payload: object, *, envelope_id: str | None = None, retry: int | None = None
    ) -> dict[str, Any] | None:
        """Send an envelope over one of the connections; what it was acknowledged with, None where it was not in 3 s."""
        assert self.links, "The app is not connected."
        link = random.choice(self.links)
        id_ = envelope_id or f"envelope-{next(self._numbers)}"
        ack: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        link.acks[id_] = ack
        envelope = {"type": kind, "envelope_id": id_, "payload": payload, "accepts_response_payload": True}
        await link.send(envelope | ({"retry_attempt": retry, "retry_reason": "timeout"} if retry is not None else {}))
        try:
            return await asyncio.wait_for(ack, ACK_SECONDS)
        except TimeoutError:
            return None

    async def pass_on(self, body: str | bytes) -> httpx.Response:
        """What would be posted to an app's address, over a connection."""
        text = body.decode() if isinstance(body, bytes) else body
        form = {} if text.startswith("{") else dict(parse_qsl(text, keep_blank_values=True))
        payload = json.loads(form["payload"]) if "payload" in form else form or json.loads(text)
        kind = "interactive" if "payload" in form else "slash_commands" if form else "events_api"
        ack = await self.deliver(kind, payload)
        if ack is None:
            return httpx.Response(504)
        return httpx.Response(200, json=ack) if ack else httpx.Response(200)

    async def ask_to_reconnect(self, reason: str) -> None:
        """Tell every connection that it will be closed soon."""
        for link in list(self.links):
            await link.send({"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-1"}})

    def cut(self) -> None:
        """The network fails: every connection breaks without a word."""
        for link in list(self.links):
            transport = link.socket._req.transport if link.socket._req else None
            if transport is not None:
                transport.abort()
