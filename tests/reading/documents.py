"""Releases in the forms that documents come in."""

import html
from collections.abc import Callable, Mapping
from email.message import EmailMessage


def pdf(text: str) -> bytes:
    """A PDF of one page, with a text layer unless ``text`` is empty."""
    lines = "".join(f"({line}) Tj 0 -14 Td " for line in text.replace("(", "\\(").replace(")", "\\)").split("\n"))
    stream = f"BT /F1 10 Tf 40 780 Td {lines}ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        body
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(body)
    )


def web_page(text: str) -> bytes:
    """A page with a script, a link and a table, each line of the text in a paragraph or a row."""
    lines = [html.escape(line) for line in text.split("\n")]
    rows = "".join(f"<tr><td>{i}</td><td><b>{line}</b></td></tr>" for i, line in enumerate(lines[-4:]))
    body = "".join(f"<p>{line}<br></p>" for line in lines)
    link = '<a href="https://edge.example.com/mmc/p/1">webcast</a>'
    return f"<html><head><script>call()</script></head><body>{body}{link}<table>{rows}</table></body></html>".encode()


def e_mail(text: str) -> bytes:
    """A multipart message in quoted-printable, with the text as a page beside it."""
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = "Fwd: news", "ir@example.com", "desk@example.org"
    mail["Date"] = "Wed, 10 Jul 2024 09:00:00 -0600"
    mail.set_content(text, cte="quoted-printable")
    mail.add_alternative(web_page(text).decode(), subtype="html")
    mail.set_boundary("=-=-=")
    return mail.as_bytes()


def calendar(text: str) -> bytes:
    """A calendar file with one event that the text describes."""
    said = text.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")
    lines = (
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN", "BEGIN:VEVENT", "UID:1@x", "DTSTAMP:20240710T120000Z",
        "SUMMARY:Results call", "DTSTART:20240801T203000Z", f"DESCRIPTION:{said}", "END:VEVENT", "END:VCALENDAR", "",
    )  # fmt: skip
    return "\r\n".join(lines).encode()


def filing(text: str) -> bytes:
    """A whole submission to EDGAR, of which the text is exhibit 99.1."""
    return (
        "<SEC-DOCUMENT>0001-24-000001.txt : 20240710\n<SEC-HEADER>\nFILED AS OF DATE: 20240710\n</SEC-HEADER>\n"
        "<DOCUMENT>\n<TYPE>8-K\n<TEXT>\nRegistrant's telephone number: (303) 555-0100\n</TEXT>\n</DOCUMENT>\n"
        f"<DOCUMENT>\n<TYPE>EX-99.1\n<TEXT>\n{text}\n</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>\n"
    ).encode()


def markdown(text: str) -> bytes:
    """The text as crawlers leave it: signs escaped, labels bold, addresses behind words."""
    escaped = text.replace("_", "\\_").replace("-", "\\-").replace("https://", "[here](https://")
    return "\n\n".join(f"**{line}**" if line.endswith(":") else line for line in escaped.split("\n")).encode()


FORMS: Mapping[str, Callable[[str], bytes]] = {
    "text": str.encode, "page": web_page, "mail": e_mail, "calendar": calendar, "filing": filing, "markdown": markdown,
    "pdf": pdf,
}  # fmt: skip
