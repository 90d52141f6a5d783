"""A call was cancelled: told for a day beyond its old start, so that nobody dials into silence."""

from datetime import timedelta

from bot.calls.call import Call, Status, start_instant
from bot.calls.changes import News
from bot.cards.call_card import about, source_note
from bot.cards.card import Actions, Block, Card, Facts, Line, Note, Quote, Text, Tone
from bot.cards.phrases import by_words, headline, when_words
from bot.cards.rows import when
from bot.reminders.anchors import revision_anchor
from bot.reminders.kind import InQuiet, Kind, Telling, Window


def _news_window(call: Call, news: News) -> Window | None:
    called_off = any(change.path == "status" and change.new == Status.CANCELLED for change in news.changes)
    if call.status is not Status.CANCELLED or not called_off:
        return None
    start = news.old_start or start_instant(call) or news.at
    return Window("", revision_anchor(news.revision), news.at, start + timedelta(days=1))


def _card(telling: Telling) -> Card:
    call, news = telling.call, telling.news
    was: Line = (Text(when_words(when(call, call.starts_at)), struck=True),) if call.starts_at else ()
    by = (Note((Text(f"Cancelled{by_words(news.by)}"),)),) if news and news.by else ()
    rows = (("Was", was),) if was else ()
    blocks = (Facts(rows), *_why(call), *by, source_note(call), Actions(about(call)))
    return Card(f"{headline(call)} is cancelled", Tone.CANCELLED, blocks)


def _why(call: Call) -> tuple[Block, ...]:
    """The reason that was typed, or the sentence of the release that says so."""
    said = call.entries.get("status")
    return (Quote(said.sentence),) if said and said.sentence else ()


KIND = Kind(
    name="cancelled",
    word="changes",
    summary="A call was cancelled",
    in_quiet=InQuiet.AFTER_UNLESS_NEAR,
    urgency=1,
    again_if_unknown=True,
    card=_card,
    news_window=_news_window,
    several="Cancelled",
)
