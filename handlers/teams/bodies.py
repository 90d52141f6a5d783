"""What an invoke is answered with: the shapes that Teams waits for, each with one sentence or one card.

https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards
"""

from collections.abc import Mapping
from typing import Any, TypeAlias

from bot.delivery.messenger import Rendered
from handlers.teams.arrived import Arrived

Json: TypeAlias = dict[str, Any]

OOPS = "Something went wrong on my side. It is in my log; nothing was changed. Please try again."

CARD_ACTION = "adaptiveCard/action"
TASK_FETCH, TASK_SUBMIT = "task/fetch", "task/submit"
QUERY = "composeExtension/query"
ACTION_FETCH, ACTION_SUBMIT = "composeExtension/fetchTask", "composeExtension/submitAction"

_CARD = "application/vnd.microsoft.card.adaptive"
_WORDS = "application/vnd.microsoft.activity.message"


def in_place(message: Rendered) -> Json:
    """A card that takes the place of the one whose button was pressed, for who pressed it; at the worst its title."""
    card = card_of(message)
    return {"statusCode": 200, "type": _CARD, "value": card} if card is not None else passing(str(message["summary"]))


def card_of(message: Rendered) -> Mapping[str, Any] | None:
    """The Adaptive Card of a message, unless it came out as plain words."""
    attachments = message.get("attachments")
    return attachments[0]["content"] if isinstance(attachments, list) and attachments else None


def passing(sentence: str) -> Json:
    """A sentence that shows for a moment."""
    return {"statusCode": 200, "type": _WORDS, "value": sentence}


def dialog_words(sentence: str) -> Json:
    """A dialog that only says something, or ends one."""
    return {"task": {"type": "message", "value": sentence}}


def query_words(sentence: str) -> Json:
    """A search that only says something."""
    return {"composeExtension": {"type": "message", "text": sentence}}


def sorry(arrived: Arrived, sentence: str = OOPS) -> Json:
    """A sentence in the shape that this invoke waits for; an empty answer where it waits for none that is known."""
    match arrived.name:
        case "adaptiveCard/action":
            return passing(sentence)
        case "task/fetch" | "task/submit" | "composeExtension/fetchTask" | "composeExtension/submitAction":
            return dialog_words(sentence)
        case "composeExtension/query":
            return query_words(sentence)
        case _:
            return {}
