"""Every kind of page that can be watched. A new one is a module that ends in ``SOURCE``, and a line here."""

from bot.reading.document import Document
from bot.reading.sources import calendar, edgar, feed, page
from bot.reading.sources.source import Source

SOURCES: tuple[Source, ...] = (calendar.SOURCE, edgar.SOURCE, feed.SOURCE, page.SOURCE)
"""The table of sources; the first that fits a page is it."""


def source_for(document: Document) -> Source | None:
    """What kind of source a page is; None for a PDF, an image, a plain text."""
    return next((source for source in SOURCES if source.fits(document)), None)


def source_named(name: str) -> Source | None:
    """A kind of source by its stored name."""
    return next((source for source in SOURCES if source.name == name), None)
