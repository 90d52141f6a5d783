"""A source as it is shown to people and to the operator."""

from bot.cards.sources import Watched
from bot.reading.sources import source_named
from bot.storage.feeds import Feed


def watched(feed: Feed) -> Watched:
    """A source as it is shown."""
    kind = source_named(feed.source)
    return Watched(
        feed.number,
        feed.url,
        feed.title,
        kind.word if kind else "not seen yet",
        _about(feed),
        feed.looked_at,
        feed.next_look,
        feed.found_at,
        feed.found,
        feed.trouble,
        feed.failures,
        feed.stopped_at is not None,
        feed.person,
    )


def _about(feed: Feed) -> str | None:
    if feed.company is None:
        return feed.ticker
    return f"{feed.company} ({feed.ticker})" if feed.ticker else feed.company
