"""Text as Slack delivers it: escaped, with links, mail addresses and phone numbers in angle brackets."""

import re

_FOUND = re.compile(
    r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<url>https?://[^\s<>]*[^\s<>.,;:!?)\"'“”])"
    r"|(?P<site>\bwww\.[\w-]+(?:\.[\w-]+)+(?:/[^\s<>]*[^\s<>.,;:!?)])?)"
    r"|(?P<phone>(?<![\d-])(?:\+?\d{1,3}[ -])?(?:\(\d{3}\) ?|\d{3}-)\d{3}-\d{4}(?!\d))"
)


def slack_escape(text: str) -> str:
    """What Slack's clients do to the three characters that are its own."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def as_slack_sends(text: str) -> str:
    """A message's text as an app gets it."""
    return _FOUND.sub(_marked, slack_escape(text))


def _marked(found: re.Match[str]) -> str:
    shown = found.group()
    match found.lastgroup:
        case "mail":
            return f"<mailto:{shown}|{shown}>"
        case "url":
            return f"<{shown}>"
        case "site":
            return f"<http://{shown}|{shown}>"
        case _:
            digits = re.sub(r"[^\d+]", "", shown)
            return f"<tel:{digits}|{shown}>"
