"""Takes apart e-mails: subject, date, and the bodies in the order in which they are worth reading."""

import re
from dataclasses import dataclass
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime

_HEADERS = re.compile(
    rb"(?:^|\n)(?:from|to|subject|date|mime-version|message-id|received|content-type|return-path|delivered-to):",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail. ``bodies`` are (media type, text), plain text first; ``attachments`` are raw."""

    subject: str
    sent: date | None
    bodies: tuple[tuple[str, str], ...]
    attachments: tuple[bytes, ...]


def is_mail(content: bytes) -> bool:
    """Whether bytes begin with the headers of an e-mail."""
    head = content[:4096].split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0]
    first = head.lstrip().split(b"\n", 1)[0]
    return (
        re.match(rb"[A-Za-z-]{2,40}: ?\S|From \S", first) is not None
        and len({m.group().strip().lower() for m in _HEADERS.finditer(head)}) >= 3
    )


def mail_parts(content: bytes) -> Mail:
    """Read an e-mail; broken parts are passed over."""
    message = message_from_bytes(content, policy=default)
    bodies: list[tuple[str, str]] = []
    attachments: list[bytes] = []
    for part in message.walk():
        if part.is_multipart():
            continue
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
            bodies.append((kind, _text(part)))
        elif kind in ("application/pdf", "text/html", "text/plain", "text/calendar"):
            payload = part.get_payload(decode=True)
            attachments += [payload] if isinstance(payload, bytes) and payload else []
    bodies.sort(key=lambda body: body[0] == "text/html")
    return Mail(_subject(message), _sent(message), tuple(bodies), tuple(attachments))


def _text(part: EmailMessage) -> str:
    try:
        return str(part.get_content())
    except (LookupError, UnicodeError, KeyError, ValueError):
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", errors="replace") if isinstance(payload, bytes) else ""


def _subject(message: EmailMessage) -> str:
    return re.sub(
        r"^(?:(?:re|fwd?|aw|wg):\s*)+", "", " ".join(str(message.get("subject", "")).split()), flags=re.IGNORECASE
    )


def _sent(message: EmailMessage) -> date | None:
    try:
        return parsedate_to_datetime(str(message["date"])).date() if message["date"] else None
    except (ValueError, TypeError, IndexError):
        return None
