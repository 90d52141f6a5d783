"""What Slack's error codes mean for a post: one table, each code with its consequence.

The codes are those that https://docs.slack.dev/reference/methods/chat.postMessage lists. What is not in the table is
taken for our mistake: reported, and not repeated.
"""

from datetime import timedelta
from typing import assert_never

from bot.delivery.outcome import Gone, Outcome, Refused, Scope, TryAgain, Unknown
from handlers.slack.connection import Failure, Reached

GONE_CHANNEL = frozenset(
    {
        "channel_not_found",
        "not_in_channel",
        "is_archived",
        "channel_is_archived",
        "is_inactive",
        "no_permission",
        "ekm_access_denied",
        "messages_tab_disabled",
        "cannot_dm_bot",
        "user_not_found",
        "user_disabled",
        "team_not_found",
    }
)
"""Nothing can be posted there until somebody acts."""

_GONE_CHANNEL_PREFIXES = ("restricted_action", "cant_post", "cannot_post", "slack_connect_")

GONE_WORKSPACE = frozenset(
    {
        "account_inactive",
        "token_revoked",
        "token_expired",
        "invalid_auth",
        "not_authed",
        "not_allowed_token_type",
        "missing_scope",
        "org_login_required",
        "team_access_not_granted",
        "two_factor_setup_required",
        "enterprise_is_restricted",
        "access_denied",
        "accesslimited",
        "app_uninstalled",
    }
)
"""The workspace has closed its door: everything for it waits until somebody acts."""

GONE_MESSAGE = frozenset({"message_not_found"})
"""What was to be drawn anew was deleted."""

TRY_AGAIN = frozenset(
    {
        "ratelimited",
        "rate_limited",
        "message_limit_exceeded",
        "service_unavailable",
        "request_timeout",
        "team_added_to_org",
        "external_channel_migrating",
    }
)
"""Refused before anything happened."""

PERHAPS = frozenset({"internal_error", "fatal_error"})
"""Slack says of these that part of it may have succeeded."""

_BUSY = timedelta(seconds=10)
_BETWEEN = timedelta(seconds=60)

_OURS = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long", "no_text"})
_OURS_PREFIXES = ("invalid_metadata", "metadata_")


def is_ours(failure: Failure) -> bool:
    """Whether Slack would not take the card as it was drawn, so that plain text may still get through."""
    return failure.code in _OURS or failure.code.startswith(_OURS_PREFIXES)


def about_metadata(failure: Failure) -> bool:
    """Whether it is the metadata that Slack would not take."""
    return failure.code.startswith(_OURS_PREFIXES)


def outcome(failure: Failure) -> Outcome:
    """What becomes of a post that failed so."""
    match failure.reached:
        case Reached.NEVER:
            return TryAgain(_BUSY, f"Slack cannot be reached ({failure.detail})", Scope.WORKSPACE)
        case Reached.PERHAPS:
            return Unknown(f"Slack never answered ({failure.code})")
        case Reached.ANSWERED:
            return _answered(failure)
        case _:
            assert_never(failure.reached)


def _answered(failure: Failure) -> Outcome:
    code = failure.code
    if code in TRY_AGAIN:
        # Slack keeps its limits by method and workspace, and a 429 does not say which of the two was passed
        # (https://docs.slack.dev/apis/web-api/rate-limits), so the whole workspace rests as long as it asks.
        return TryAgain(failure.retry_after or _BUSY, code, Scope.WORKSPACE)
    if code in PERHAPS or failure.status >= 500 or code.startswith("http_2"):
        return Unknown(f"Slack failed ({code})")
    if code in GONE_MESSAGE:
        return Gone(code, Scope.MESSAGE)
    if code in GONE_WORKSPACE:
        return Gone(code, Scope.WORKSPACE)
    if code in GONE_CHANNEL or code.startswith(_GONE_CHANNEL_PREFIXES):
        return Gone(code, Scope.CHANNEL)
    if code.startswith("http_"):
        # No word of Slack's own: something between us and Slack turned the request away.
        return TryAgain(_BETWEEN, f"turned away on the way to Slack ({code})", Scope.WORKSPACE)
    return Refused(f"{code}: {failure.detail}" if failure.detail else code)
