"""What invented publishers publish, in the forms that real ones use."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

RELEASE = """\
{title}

BOSTON, Mass., May {day}, 2014 (NORTHWIRE) -- Halden Biosciences, Inc. (OTCQX: HLDN) {what}

Interested investors may participate by dialing 888-555-0142 (domestic) or 973-555-0177 (international).
"""
TITLE = "Halden Biosciences to Host Conference Call on First Quarter 2014 Results"
WHAT = (
    "announced that management will host a conference call to discuss its first quarter 2014 financial results on "
    "Wednesday, May 21, 2014 at 5:00 PM ET."
)
MOVED_TITLE = "Halden Biosciences Reschedules First Quarter 2014 Results Conference Call"
MOVED = (
    "announced that its conference call to discuss first quarter 2014 financial results has been rescheduled to "
    "Thursday, May 22, 2014 at 4:00 PM ET. It was previously scheduled for May 21, 2014."
)


def release(title: str = TITLE, what: str = WHAT, day: int = 12) -> str:
    """A release as a web page."""
    text = RELEASE.format(title=title, what=what, day=day)
    return "<html><body>" + "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n")) + "</body></html>"


def rss(*items: tuple[str, str], name: str = "Northwire", day: int = 12) -> str:
    """An RSS feed of (title, link), the newest first."""
    entries = "".join(
        f"<item><title>{escape(title)}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>Mon, {day} May 2014 12:00:00 GMT</pubDate><description>{escape(title)}</description></item>"
        for title, link in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{name}</title>{entries}</channel></rss>'


def event(
    uid: str, start: str, summary: str, sequence: int = 0, status: str = "CONFIRMED", more: Iterable[str] = ()
) -> str:
    """One entry of a calendar; ``start`` is as DTSTART is written, such as ;VALUE=DATE:20140521."""
    lines = ["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20140501T000000Z", f"DTSTART{start}", f"SUMMARY:{summary}"]
    return "\r\n".join([*lines, f"SEQUENCE:{sequence}", f"STATUS:{status}", *more, "END:VEVENT"])


def calendar(*events: str, name: str = "Halden Biosciences Investor Events") -> str:
    """A calendar as IR sites offer it."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ir//EN", f"X-WR-CALNAME:{name}")
    return "\r\n".join([*head, *events, "END:VCALENDAR", ""])


def edgar(*filings: tuple[str, str, str]) -> str:
    """EDGAR's Atom feed of current reports: (accession number, address of the index, items)."""
    entries = "".join(
        f"<entry><title>8-K - HALDEN BIOSCIENCES INC (0001234567) (Filer)</title>"
        f'<link rel="alternate" type="text/html" href="{index}"/>'
        f'<summary type="html">&lt;b&gt;Filed:&lt;/b&gt; 2014-05-12 &lt;b&gt;AccNo:&lt;/b&gt; {number}&lt;br&gt;{items}'
        f"</summary><updated>2014-05-12T16:30:00-04:00</updated>"
        f'<category scheme="https://www.sec.gov/" label="form type" term="8-K"/>'
        f"<id>urn:tag:sec.gov,2008:accession-number={number}</id></entry>"
        for number, index, items in filings
    )
    head = '<?xml version="1.0" encoding="ISO-8859-1" ?><feed xmlns="http://www.w3.org/2005/Atom">'
    return f"{head}<title>Latest Filings - Mon, 12 May 2014</title>{entries}</feed>"


def filing_index(*documents: tuple[str, str]) -> str:
    """The index page of a filing: (type, address) of each document."""
    rows = "".join(
        f'<tr><td>{place}</td><td>{kind}</td><td><a href="{address}">doc</a></td><td>{kind}</td><td>1</td></tr>'
        for place, (kind, address) in enumerate(documents, start=1)
    )
    return f'<html><body><table class="tableFile" summary="Document Format Files">{rows}</table></body></html>'
