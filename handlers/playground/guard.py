"""Keeps other web pages out: who may ask (Host, Origin), and what the page may load (its policy)."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 4_000_000
"""Bytes of one request: enough for every release that can be read, in any script."""

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

_POLICY = "; ".join(
    (
        "default-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)

_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class Guard:
    """Lets in only what this page itself asks, under a name that is this machine's.

    The Host check defeats DNS rebinding (a foreign name that suddenly points here); Origin and JSON together defeat
    forms and scripts of other pages. What a person types in a terminal carries no Origin and is let in.
    """

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope["method"], Headers(scope=scope))
        if refusal is not None:
            status, sentence = refusal
            await JSONResponse({"error": sentence}, status)(scope, receive, _with_headers(send))
            return
        await self._app(scope, receive, _with_headers(send))

    def _refusal(self, method: str, headers: Headers) -> tuple[int, str] | None:
        host = headers.get("host", "")
        if _hostname(host) not in self._hosts:
            return 421, "The playground answers only to this machine's own names, such as 127.0.0.1 or localhost."
        if method in {"GET", "HEAD"}:
            return None
        origin = headers.get("origin")
        if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
            return 403, "Another web page may not use the playground."
        return _body_refusal(headers)


def _body_refusal(headers: Headers) -> tuple[int, str] | None:
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return 415, "The playground takes JSON (Content-Type: application/json)."
    length = headers.get("content-length", "")
    if not (length.isascii() and length.isdigit()):
        return 411, "Say how long the request is (Content-Length)."
    if int(length) > LARGEST:
        return 413, "That is more text than I can take at once. Up to 1 MB is read: send the release alone."
    return None


def _hostname(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
