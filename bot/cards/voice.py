"""How a place is spoken of: a channel as “this channel”, and a direct conversation to the person whose it is."""

from bot.workspaces import Channel


def follows(channel: Channel, adverb: str = "") -> str:
    """“This channel now follows”, or “You now follow”."""
    between = f" {adverb} " if adverb else " "
    return f"You{between}follow" if channel.direct else f"This channel{between}follows"


def follows_not(channel: Channel) -> str:
    """“This channel does not follow”, or “You do not follow”."""
    return "You do not follow" if channel.direct else "This channel does not follow"


def follows_nothing(channel: Channel) -> str:
    """That nothing is followed there yet."""
    return "You follow nothing by direct message yet" if channel.direct else "This channel follows nothing yet"


def it_follows(channel: Channel) -> str:
    """“it follows”, or “you follow”."""
    return "you follow" if channel.direct else "it follows"


def this_place(channel: Channel) -> str:
    """“this channel”, or “this conversation”."""
    return "this conversation" if channel.direct else "this channel"


def whom(channel: Channel) -> str:
    """“this channel”, or “you”."""
    return "you" if channel.direct else "this channel"
