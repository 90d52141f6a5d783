"""Cards to draw: the ones that the product is known by, hostile ones, and far too large ones."""

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from bot.cards.card import (
    Actions,
    Card,
    Facts,
    Link,
    Listing,
    Mention,
    Note,
    Open,
    Paragraph,
    Phone,
    Quote,
    Run,
    Style,
    Text,
    Tone,
    When,
)

START = datetime(2014, 5, 14, 21, 0, tzinfo=UTC)
CUTOFF = datetime(2014, 5, 14, 16, 0, tzinfo=UTC)
DOT = Text("  ·  ")
HOSTILE = (
    "<!channel> *x* [y](http://evil) <@U1> <http://evil|ir> {{DATE(2014,SHORT)}} :bell: ~s~ `c` > q "
    "<script>&lt;!here&gt;"
)

REMINDER = Card(
    "Orvelle Biosciences (OTCQX: ORV): Q1 2014 results call in 1 hour",
    Tone.REMINDER,
    (
        Facts(
            (
                ("When", (When(START, "America/New_York", "ET"),)),
                (
                    "Dial in",
                    (
                        Phone("+18886468293", "domestic", "13671234"),
                        DOT,
                        Phone("+19734533065", "international", "13671234"),
                    ),
                ),
                ("Webcast", (Link("https://www.orvelle.example", "www.orvelle.example"),)),
                (
                    "Questions",
                    (
                        Text("closed at "),
                        When(CUTOFF, "America/New_York", "ET", Style.TIME),
                        DOT,
                        Text("3 collected here"),
                    ),
                ),
            )
        ),
        Actions(
            (
                Open("Join webcast", "https://www.orvelle.example"),
                Run("Details", "show ORV"),
                Run("Mute this call", "mute ORV", danger=True),
            )
        ),
        Note(
            (
                Text("From a "),
                Link("https://news.example/a?b=1&c=2", "press release"),
                Text(" of May 12, 2014 (also spelled Orvella)  ·  added by "),
                Mention("U1", "dana"),
            )
        ),
    ),
)

HOSTILE_CARD = Card(
    HOSTILE,
    Tone.NEWS,
    (
        Paragraph((Text(HOSTILE), Text(HOSTILE, strong=True), Mention("U1", HOSTILE))),
        Facts(((HOSTILE, (Text(HOSTILE), When(date(2014, 5, 14), "America/New_York", HOSTILE))),)),
        Facts(((HOSTILE, (When(START, "America/New_York", HOSTILE), Phone(HOSTILE, HOSTILE, HOSTILE))),)),
        Listing(((Text(HOSTILE, struck=True),), (Link(f"https://a.example/{HOSTILE}", HOSTILE),)), HOSTILE),
        Listing(((Link("javascript:alert(1)", "x"), Link("https://", "y"), Link("https://a.example|b>c", HOSTILE)),)),
        Quote(HOSTILE),
        Note((Text(HOSTILE),)),
        Note((Text(HOSTILE), Link("https://a.example/?a=1&b=<c", HOSTILE))),
        Note((Text("From "), Link("https://a.example/x|y", "<!channel|z>"))),
        Actions(
            (Open(HOSTILE, "https://a.example"), Open("x", "tel:+1"), Open("y", "file:///etc"), Run(HOSTILE, HOSTILE))
        ),
    ),
)


def dial_ins(count: int) -> Card:
    """A call with numbers all over the world, and names as long as they come."""
    phones = [Phone(f"+4420794600{n:02}", f"Country number {n} " + "x" * 30, "12345678") for n in range(count)]
    line = tuple(span for phone in phones for span in (phone, DOT))
    facts = Facts((("When", (When(START, "America/New_York", "ET"),)), ("Dial in", line)))
    return Card("N" * 300 + ": results call", Tone.REMINDER, (facts, *REMINDER.blocks[1:]))


def long_list(count: int) -> Card:
    """As many calls as a desk can follow, a line each."""
    items = tuple(
        (When(START, "America/New_York", "ET"), DOT, Text(f"Company number {n} (NYSE: C{n}): Q1 2014 results call"))
        for n in range(count)
    )
    return Card("Upcoming calls", blocks=(Listing(items, "This week"), REMINDER.blocks[2]))


EXTREME = (
    dial_ins(40),
    dial_ins(200),
    long_list(100),
    Card("C" * 5_000, Tone.CANCELLED, (Quote("Because. " * 400), Paragraph((Text("R" * 20_000),)))),
    Card("Blocks", blocks=tuple(Paragraph((Text(f"Line {n}"),)) for n in range(120))),
    Card("Buttons", blocks=(Actions(tuple(Run(f"B{n}" * 60, f"show {'x' * 1_990}") for n in range(40))),)),
    Card(
        "Links", blocks=(Facts(tuple((f"L{n}", (Link("https://a.example/" + "p" * 2_900, "x"),)) for n in range(9))),)
    ),
    Card("", blocks=(Paragraph(()), Facts(()), Listing(()), Quote(""), Note(()), Actions(()))),
    Card(" \n ", blocks=(Paragraph((Text("\n"),)), Listing(((), (Text(""),)), " "), Note((Text(" "),)))),
    Card("\U0001f4a5" * 4_000, blocks=(Paragraph((Text("é漢\u202e" * 6_000),)),)),
)

_WORDS = st.one_of(st.text(max_size=40), st.sampled_from([HOSTILE, "", " ", "\x1b\n", "x" * 3_500]))
_ADDRESSES = st.one_of(
    st.sampled_from(["https://a.example/x?y=1&z=2", "mailto:ir@a.example", "javascript:x", "https://a.example/<b>"]),
    _WORDS,
)
_MOMENTS = st.one_of(st.just(START), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
_SPANS = st.one_of(
    st.builds(Text, _WORDS, st.booleans(), st.booleans()),
    st.builds(When, _MOMENTS, st.just("Europe/London"), st.one_of(st.none(), _WORDS), st.sampled_from(Style)),
    st.builds(
        Phone, st.one_of(st.just("+18886468293"), _WORDS), st.one_of(st.none(), _WORDS), st.one_of(st.none(), _WORDS)
    ),
    st.builds(Link, _ADDRESSES, _WORDS),
    st.builds(Mention, st.just("U1"), _WORDS),
)
_LINES = st.lists(_SPANS, max_size=6).map(tuple)
_BLOCKS = st.one_of(
    st.builds(Paragraph, _LINES),
    st.builds(Facts, st.lists(st.tuples(_WORDS, _LINES), max_size=5).map(tuple)),
    st.builds(Listing, st.lists(_LINES, max_size=30).map(tuple), st.one_of(st.none(), _WORDS)),
    st.builds(Quote, _WORDS),
    st.builds(Note, _LINES),
    st.builds(
        Actions,
        st.lists(
            st.one_of(st.builds(Open, _WORDS, _ADDRESSES), st.builds(Run, _WORDS, _WORDS, st.booleans())), max_size=8
        ).map(tuple),
    ),
)
ANY_CARD = st.builds(Card, _WORDS, st.sampled_from(Tone), st.lists(_BLOCKS, max_size=12).map(tuple))
"""Any card at all, hostile and oversized words among them."""
