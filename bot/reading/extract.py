"""Turns a document into text, whatever form it came in."""

from dataclasses import dataclass
from datetime import date

from bot.errors import SourceError
from bot.reading.document import Document


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a document, and the day of publication where the form tells it apart from the text."""

    text: str
    published: date | None = None


def extract(document: Document) -> Extracted:
    """The text of a document. SourceError where it holds none."""
    content = document.content
    text = content.decode("utf-8", errors="replace") if isinstance(content, bytes) else content
    if not text.strip():
        raise SourceError("The document is empty.")
    return Extracted(text)
