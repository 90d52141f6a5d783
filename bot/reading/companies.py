"""Finds the company that issues a release: its name as first given in full, its tickers, and other spellings of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.calls.announcement import Ticker
from bot.reading.page import Page, Unit

LEGAL = (
    r"(?:Incorporated|Inc|Corporation|Corp|Company|Co|Limited|Ltd|P\.?L\.?C|plc|LLC|L\.L\.C|L\.?P|LLP|N\.?V|B\.?V|S\.?A(?:\.?B)?(?:\. de C\.V)?|S\.?E|A\.?G|A/S|AB|ASA|AS|Oyj|Oy|SpA|S\.p\.A|S\.?A\.?S|"
    r"KGaA|GmbH|Bhd|Berhad|Pte|Pty|K\.?K|REIT|Trust|Bancorp|Holdings?|Group|S\.A\.C\.I\.F\. y A|PJSC|JSC|Tbk|A\.?Ş)"
)
_EXCHANGES = (
    ("NASDAQ FIRST NORTH GROWTH MARKET", r"Nasdaq First North(?: Growth Market| Premier(?: Growth Market)?)?(?: \w+)?"),
    ("NASDAQ", r"Nasdaq ?(?:GS|GM|CM|Global(?: Select)?(?: Market)?|Capital(?: Market)?|Stockholm|Helsinki|Copenhagen|Iceland|NM|SC)?|NasdaqGS|NasdaqGM|NasdaqCM|The Nasdaq(?: \w+){0,3}"),
    ("NYSE AMERICAN", r"NYSE[- ](?:American|MKT|Amex)|NYSEAMERICAN"),
    ("NYSE ARCA", r"NYSE[- ]?Arca"),
    ("NYSE", r"NYSE|New York Stock Exchange"),
    ("AMEX", r"AMEX|American Stock Exchange"),
    ("OTCQX", r"OTCQX"), ("OTCQB", r"OTCQB"), ("OTCPINK", r"OTC ?Pink|Pink Sheets|OTC Markets|PINK"), ("OTCMKTS", r"OTCMKTS"), ("OTCBB", r"OTC ?BB"), ("OTC", r"OTC(?: ID)?"),
    ("TSXV", r"TSX[- .]?V(?:enture)?(?: Exchange)?|Toronto Venture Stock Exchange"), ("TSX", r"TSX|Toronto Stock Exchange"),
    ("CSE", r"CSE"), ("NEO", r"NEO|Cboe(?: Canada)?"), ("LSE", r"LSE|LON|London Stock Exchange"), ("AIM", r"AIM"),
    ("EURONEXT", r"(?:Euronext|ENX)(?: (?:Paris|Amsterdam|Brussels|Lisbon|Dublin|Growth(?: \w+)?|Milan|Oslo(?: B.rs)?))?|Paris|EPA|AMS|EBR|ELI"),
    ("OSE", r"OSE|OSL|Oslo B(?:ø|o)rs|Oslo Stock Exchange|OB"), ("STO", r"STO|OMX(?: Stockholm)?|SSE"), ("HEL", r"HEL|OMXH"), ("CPH", r"CPH|OMXC"),
    ("XETRA", r"XETRA|XTRA|ETR|Prime Standard"), ("FRA", r"FRA|FWB"), ("FSE", r"FSE|Frankfurt(?: Stock Exchange)?"), ("SIX", r"SIX(?: Swiss Exchange)?|SWX|VTX"),
    ("ASX", r"ASX"), ("NZX", r"NZX|NZE"), ("HKEX", r"HKEX|SEHK|HKSE|HKG|HK"), ("SGX", r"SGX"), ("TSE", r"TSE|TYO|JPX"), ("JSE", r"JSE"), ("TASE", r"TASE|TLV"),
    ("BSE", r"BSE"), ("NSE", r"NSE"), ("BMV", r"BMV"), ("BYMA", r"BYMA|BCBA"), ("B3", r"B3|BOVESPA"), ("KRX", r"KRX|KOSPI|KOSDAQ"), ("TWSE", r"TWSE|TPE[Xx]?"),
    ("BIT", r"BIT|Borsa Italiana|MTA"), ("BME", r"BME|MAD"), ("WSE", r"WSE|GPW"), ("VIE", r"VIE|VSE"), ("BIST", r"BIST"), ("MCX", r"MOEX|MCX"), ("SSE", r"SHSE|SZSE"),
)  # fmt: skip
_EXCHANGE = "|".join(f"(?P<x{i}>{pattern})" for i, (_, pattern) in enumerate(_EXCHANGES))
_SYMBOL = r"(?-i:[A-Z\d][A-Z\d]{0,9}(?:[.-][A-Z]{1,3}){0,2}|[A-Z][a-z]{2,4}(?=\)))(?![\w:]| ?:)"
_TICKER = re.compile(
    rf"(?<![\w-])(?:{_EXCHANGE})(?: Exchange)?\"?\s?[:\uff1a]\s?\"?(?P<symbols>{_SYMBOL}(?:\"?\s?(?:,? and|,? &|,|;|/)\s?\"?{_SYMBOL}){{0,5}})", re.IGNORECASE
)
_BARE = re.compile(
    rf"\((?:stock |trading )?(?:ticker|symbol)(?: symbol)?:? ?\"?(?P<a>{_SYMBOL})|\bunder the (?:ticker |trading |stock )?symbols? \"?(?P<b>{_SYMBOL})|\b(?:ticker|symbol):? \"?(?P<c>{_SYMBOL})", re.IGNORECASE
)
_ON = re.compile(r"(?:on|of) (?:the )?(?P<name>[A-Z][\w .&-]{2,50}?(?:Exchange|Market|Nasdaq|NYSE|OTCQ[XB]|TSX|Growth Market)[\w ]{0,24})", re.IGNORECASE)
_WORD = r"(?:[A-ZÀ-Þ\d][\w.&'!+À-ÿ/-]*|&|of|and|de|y|the|for|e|und|et|i)"
_BEFORE = re.compile(rf"(?P<name>(?:{_WORD} ){{0,9}}{_WORD}(?:, {LEGAL}\b\.?)?(?: {LEGAL}\b\.?)?),? ?\(?$")
_SUBJECT = re.compile(
    rf"(?P<name>(?:[A-ZÀ-Þ\d][\w.&'!+À-ÿ/-]*)(?: {_WORD}){{0,7}}?(?:,? {LEGAL}\b\.?){{0,2}}),? ?(?:(?:\(\"|\(the \"|\(\)|, (?:a|an|the|one of)\b|, ?,)|"
    r"(?:today |has |is |will |plans |to |cordially |are )*(?:announc|report|invit|host|publish|present|hold|schedul|pleased|conven|participat|releas|indicat|filed|provid|confirm|declar|hosts|intends|review|webcast|generat)\w*)"
)
_SOURCE = re.compile(r"^\W{0,3}(?:SOURCE|Source):? +(?P<name>[A-ZÀ-Þ\d][^\n|]{2,60})$")
_WIRES = re.compile(
    r"\b(?:GLOBE ?NEWSWIRE|PR ?Newswire|BUSINESS WIRE|Business Wire|ACCESS Newswire|NEWMEDIAWIRE|NewMediaWire|Marketwired?|CNW|Newsfile|Canada NewsWire|Regulatory News|EQS|Cision|Reuters|Acquire Media|Press [Rr]elease)\b",
    re.IGNORECASE,
)
_JOINT = re.compile(r"\b(?:today|announc|report|will|has|have|entered|said|releas|jointly)\w*\b")


@dataclass(frozen=True, slots=True)
class Issuer:
    """The company, with where its name and each ticker stand in the clean text."""

    name: str | None
    span: tuple[int, int] | None
    tickers: tuple[tuple[Ticker, int, int], ...]


def find_issuer(page: Page) -> Issuer:
    """Who issues the release. Tickers of partners and of customers are left out."""
    mentions = list(_mentions(page))
    tickers, first = _own(page, mentions)
    named = _named_before(page, first) if first else None
    if named is None or _looks_wrong(named[0]):
        named = _by_subject(page) or named
    if named is None:
        return Issuer(None, None, tickers)
    return Issuer(named[0], (named[1], named[2]), tickers)


def other_spellings(text: str, name: str) -> tuple[str, ...]:
    """Names in the text that are the company's but for a letter or two in the first word."""
    first, _, rest = name.partition(" ")
    first = first.rstrip(",")
    if len(first) < 5 or not rest:
        return ()
    found: list[str] = []
    for match in re.finditer(rf"\b([A-ZÀ-Þ][\w'-]{{3,24}}),? {re.escape(rest.rstrip('.'))}", text):
        word = match[1]
        if word.casefold() != first.casefold() and fuzz.ratio(word.casefold(), first.casefold()) >= 75:
            spelled = f"{word} {rest}"
            if spelled not in found:
                found.append(spelled)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    tickers: tuple[Ticker, ...]


def _mentions(page: Page) -> Iterator[_Mention]:
    for match in _TICKER.finditer(page.text):
        index = next(i for i in range(len(_EXCHANGES)) if match[f"x{i}"])
        symbols = re.findall(_SYMBOL.replace("(?-i:", "(?:"), match["symbols"])
        exchange = match[f"x{index}"].upper() if _EXCHANGES[index][0] in ("EURONEXT",) else _EXCHANGES[index][0]
        kept = tuple(Ticker(exchange, s.upper()) for s in dict.fromkeys(symbols))
        yield _Mention(match.start(), match.end(), kept)


def _own(page: Page, mentions: list[_Mention]) -> tuple[tuple[tuple[Ticker, int, int], ...], int | None]:
    """The issuer's tickers: those of the first sentence that names one, up to its verb; else a bare symbol."""
    if not mentions:
        return _bare(page)
    first = mentions[0]
    unit = page.unit_at(first.start)
    body = next((m for m in mentions if (u := page.unit_at(m.start)) and not u.is_heading), None)
    if unit and unit.is_heading and body and body.start - first.start < 3000:
        first = body if set(body.tickers) & set(first.tickers) or True else first
    close = _group_end(page, first, mentions)
    own: dict[str, tuple[Ticker, int, int]] = {}
    for mention in mentions:
        if first.start <= mention.start < close:
            for ticker in mention.tickers:
                own.setdefault(ticker.symbol, (ticker, mention.start, mention.end))
    return tuple(own.values()), first.start


def _group_end(page: Page, first: _Mention, mentions: list[_Mention]) -> int:
    """Where the naming of the issuer ends: at the verb of its sentence, or at the end of the bracket."""
    unit = page.unit_at(first.start)
    limit = unit.end if unit else first.end
    tail = page.text[first.end : min(limit, first.end + 400)]
    verb = _JOINT.search(tail)
    stop = re.search(r"\)(?! ?\()", tail)
    joint = re.match(r"[^()]{0,12}\)(?: \([^()]{1,60}\))? ?,? (?:and|jointly with|&) ", tail)
    if joint and verb:
        return first.end + verb.start()
    return first.end + (stop.start() + 1 if stop else 60)


def _bare(page: Page) -> tuple[tuple[tuple[Ticker, int, int], ...], int | None]:
    own: dict[str, tuple[Ticker, int, int]] = {}
    first: int | None = None
    for match in _BARE.finditer(page.text):
        group = match.lastgroup or "a"
        nearby = page.text[max(0, match.start() - 120) : match.end() + 60]
        symbol = match[group].upper()
        own.setdefault(symbol, (Ticker(_exchange_in(nearby), symbol), match.start(), match.end()))
        first = match.start() if first is None and group == "a" and page.text[match.start()] == "(" else first
    return tuple(own.values()), first


def _exchange_in(words: str) -> str:
    for name, pattern in _EXCHANGES:
        if name not in ("EURONEXT", "HKEX", "OSE", "BIT", "FRA") and re.search(rf"\b(?:{pattern})\b", words):
            return name
    found = _ON.search(words)
    return found["name"].upper().strip() if found else ""


def _named_before(page: Page, first: int) -> tuple[str, int, int] | None:
    """The name that stands right before the bracket with the ticker."""
    unit = page.unit_at(first)
    start = max(unit.start if unit else 0, first - 160)
    opening = page.text.rfind("(", start, first)
    if opening < 0:
        return None
    lead = page.text[start:opening].rstrip()
    if lead.endswith(")"):  # another bracket before it: (“Acme”) (NYSE: ACM)
        lead = lead[: lead.rfind("(")].rstrip()
    lead = re.sub(r"^.*(?:--|[-–—/] (?=[A-ZÀ-Þ\d])|\) ?[-–—]+)", lambda m: " " * len(m.group()), lead)
    found = _BEFORE.search(lead)
    return _tidy(found["name"], start + found.start("name")) if found else None


def _looks_wrong(name: str) -> bool:
    return len(name) < 2 or _WIRES.fullmatch(name) is not None or name.lower() in ("the company", "company", "inc.", "corp.")


def _by_subject(page: Page) -> tuple[str, int, int] | None:
    """The subject of the first sentence after the dateline, else of the headline, else the source line."""
    for wants_body in (True, False):
        for unit in page.units[:14]:
            if wants_body == unit.is_heading:
                continue
            found = _subject(unit)
            if found:
                return found
    for unit in page.units:
        source = _SOURCE.match(unit.text)
        if source:
            return _tidy(source["name"], unit.start + source.start("name"))
    return None


def _subject(unit: Unit) -> tuple[str, int, int] | None:
    lead = re.match(r"[^\n]{0,140}?(?:--|[-–—] |/ ?[-–—]{0,2} ?|\) ?[-–—]{1,2} ?|\d{4}: )(?=\"?[A-ZÀ-Þ\d])", unit.text)
    spots = [lead.end()] if lead else []
    for spot in (*spots, 0):
        found = _SUBJECT.match(unit.text, spot)
        if found and not _looks_wrong(found["name"]) and not _WIRES.search(found["name"]):
            return _tidy(found["name"], unit.start + found.start("name"))
    return None


_STOP_LEAD = re.compile(r"^(?:(?:and|of|the|for|de|y|e|et|i|und|Today|News|Release|Contact|Source|When|While|On|At|In|For|As)\s+)+")


def _tidy(name: str, start: int) -> tuple[str, int, int] | None:
    lead = _STOP_LEAD.match(name)
    if lead and not name.startswith("The "):
        start += lead.end()
        name = name[lead.end() :]
    name = name.rstrip(" ,")
    if name.endswith(".") and not re.search(rf"(?:{LEGAL}|\b[A-Z])\.$", name):
        name = name.rstrip(".")
    return (name, start, start + len(name)) if name else None
