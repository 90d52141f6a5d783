"""Finds the company that issues a release: its name as first given in full, its tickers, and other spellings of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.calls.announcement import Ticker
from bot.reading.page import Page, Unit
from bot.reading.places import Place
from bot.reading.zones import place

LEGAL = (
    r"(?:Incorporated|Inc|Corporation|Corp|Company|Co|Limited|Ltd|P\.?L\.?C|plc|LLC|L\.L\.C|L\.?P|LLP|N\.?V|B\.?V"
    r"|S\.?A(?:\.?B)?(?:\. de C\.V)?|S\.?E|A\.?G|A/S|AB|ASA|AS|Oyj|Oy|SpA|S\.p\.A|S\.?A\.?S|"
    r"KGaA|GmbH|Bhd|Berhad|Pte|Pty|K\.?K|REIT|Trust|Bancorp|Holdings?|Group|S\.A\.C\.I\.F\. y A|PJSC|JSC|Tbk|A\.?Ş)"
)
_COUNTRIES = {
    "LSE": "uk",
    "AIM": "uk",
    "ASX": "australia",
    "NZX": "new zealand",
    "OSE": "norway",
    "STO": "sweden",
    "HEL": "finland",
    "CPH": "denmark",
    "XETRA": "germany",
    "FSE": "germany",
    "SIX": "switzerland",
    "NSE": "india",
    "BSE": "india",
    "JSE": "south africa",
    "TASE": "israel",
    "SGX": "singapore",
    "HKEX": "hong kong",
    "TSE": "japan",
    "BMV": "mexico",
    "BYMA": "argentina",
    "B3": "brazil",
    "TSX": "canada",
    "TSXV": "canada",
    "CSE": "canada",
    "WSE": "poland",
    "BME": "spain",
    "BIT": "italy",
    "KRX": "korea",
    "TWSE": "taiwan",
    "EURONEXT PARIS": "france",
    "PARIS": "france",
    "EPA": "france",
    "EURONEXT AMSTERDAM": "netherlands",
    "AMS": "netherlands",
    "EURONEXT BRUSSELS": "belgium",
}
_SUFFIX = LEGAL.replace("|REIT|Trust|Bancorp|Holdings?|Group", "|REIT|Trust|Bancorp|Holdings|Group")
_EXCHANGES = (
    ("NASDAQ FIRST NORTH GROWTH MARKET", r"Nasdaq First North(?: Growth Market| Premier(?: Growth Market)?)?(?: \w+)?"),
    (
        "NASDAQ",
        r"Nasdaq ?(?:GS|GM|CM|Global(?: Select)?(?: Market)?|Capital(?: Market)?|Stockholm|Helsinki|Copenhagen"
        r"|Iceland|NM|SC)?|NasdaqGS|NasdaqGM|NasdaqCM|The Nasdaq(?: \w+){0,3}",
    ),
    ("NYSE AMERICAN", r"NYSE[- ](?:American|MKT|Amex)|NYSEAMERICAN"),
    ("NYSE ARCA", r"NYSE[- ]?Arca"),
    ("NYSE", r"NYSE|New York Stock Exchange"),
    ("AMEX", r"AMEX|American Stock Exchange"),
    ("OTCQX", r"OTCQX"),
    ("OTCQB", r"OTCQB"),
    ("OTCPINK", r"OTC ?Pink|Pink Sheets|OTC Markets|PINK"),
    ("OTCMKTS", r"OTCMKTS"),
    ("OTCBB", r"OTC ?BB"),
    ("OTC", r"OTC(?: ID)?"),
    ("TSXV", r"TSX[- .]?V(?:enture)?(?: Exchange)?|Toronto Venture Stock Exchange"),
    ("TSX", r"TSX|Toronto Stock Exchange"),
    ("CSE", r"CSE"),
    ("NEO", r"NEO|Cboe(?: Canada)?"),
    ("LSE", r"LSE|LON|London Stock Exchange"),
    ("AIM", r"AIM"),
    (
        "EURONEXT",
        r"(?:Euronext|ENX)(?: (?:Paris|Amsterdam|Brussels|Lisbon|Dublin|Growth(?: \w+)?|Milan|Oslo(?: B.rs)?))?|Paris"
        r"|EPA|AMS|EBR|ELI",
    ),
    ("OSE", r"OSE|OSL|Oslo B(?:ø|o)rs|Oslo Stock Exchange|OB"),
    ("STO", r"STO|OMX(?: Stockholm)?|SSE"),
    ("HEL", r"HEL|OMXH"),
    ("CPH", r"CPH|OMXC"),
    ("XETRA", r"XETRA|XTRA|ETR|Prime Standard"),
    ("FRA", r"FRA|FWB"),
    ("FSE", r"FSE|Frankfurt(?: Stock Exchange)?"),
    ("SIX", r"SIX(?: Swiss Exchange)?|SWX|VTX"),
    ("ASX", r"ASX"),
    ("NZX", r"NZX|NZE"),
    ("HKEX", r"HKEX|SEHK|HKSE|HKG|HK"),
    ("SGX", r"SGX"),
    ("TSE", r"TSE|TYO|JPX"),
    ("JSE", r"JSE"),
    ("TASE", r"TASE|TLV"),
    ("BSE", r"BSE"),
    ("NSE", r"NSE"),
    ("BMV", r"BMV"),
    ("BYMA", r"BYMA|BCBA"),
    ("B3", r"B3|BOVESPA"),
    ("KRX", r"KRX|KOSPI|KOSDAQ"),
    ("TWSE", r"TWSE|TPE[Xx]?"),
    ("BIT", r"BIT|Borsa Italiana|MTA"),
    ("BME", r"BME|MAD"),
    ("WSE", r"WSE|GPW"),
    ("VIE", r"VIE|VSE"),
    ("BIST", r"BIST"),
    ("MCX", r"MOEX|MCX"),
    ("SSE", r"SHSE|SZSE"),
)
_EXCHANGE = "|".join(f"(?P<x{i}>{pattern})" for i, (_, pattern) in enumerate(_EXCHANGES))
_SYMBOL = r"(?-i:[A-Z\d][A-Z\d]{0,9}(?:[.-][A-Z]{1,3}){0,2}|[A-Z][a-z]{2,4}(?=\)))(?![\w:]| ?:)"
_TICKER = re.compile(
    rf"(?<![\w-])(?:{_EXCHANGE})(?: Exchange)?\"?\s?[:\uff1a]\s?\"?(?P<symbols>{_SYMBOL}(?:\"?\s?(?:,? and|,? &|,|;"
    rf"|/)\s?\"?{_SYMBOL}){{0,5}})",
    re.IGNORECASE,
)
_COLON = re.compile(
    r"(?:[A-Z\d]{2}|daq|Exchange|Markets?|Paris|Pink|Standard|American|Venture|Growth|Arca|Stockholm|Helsinki"
    r"|Copenhagen|Iceland|Oslo|Milan|Amsterdam|Brussels|Lisbon|Dublin|rs|V|Italiana|Canada|Sheets|Amex)"
    r"\"?\s?[:\uff1a]\s?\"?(?=[A-Z\d])"
)
_BARE_HINT = re.compile(
    r"ticker|symbol|(?:Exchange|B(?:ø|o)rs|Nasdaq|Euronext|NYSE|North|Market)(?: [A-Z][a-z]{1,20})? \((?=[A-Z\"t])",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"\((?:stock |trading )?(?:ticker|symbol)(?: symbol)?:? ?\"?(?P<a>{_SYMBOL})|\bunder the (?:ticker |trading "
    rf"|stock )?symbols? \"?(?P<b>{_SYMBOL})|\b(?:ticker|symbol)(?: symbol)?:? \(?\"?(?P<c>{_SYMBOL})"
    rf"|(?:Stock Exchange|Exchange|B(?:ø|o)rs|Nasdaq|Euronext|NYSE|First North"
    rf"|Market)(?: [A-Z][a-z]+)? \((?:ticker:? )?\"?(?P<d>{_SYMBOL})\"?\)",
    re.IGNORECASE,
)
_ON = re.compile(
    r"(?:on|of) (?:the )?(?P<name>[A-Z][\w .&-]{2,50}?(?:Exchange|Market|Nasdaq|NYSE|OTCQ[XB]|TSX"
    r"|Growth Market)[\w ]{0,24})",
    re.IGNORECASE,
)
_DEFINED = re.compile(
    r"\((?:[\"']|(?:the|together|hereinafter|collectively|or|NASDAQ|NYSE|OTC|TSX|ISIN"
    r"|ticker)\b[^()]{0,60})[^()]{0,80}\)",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?:,? (?:today|will|has|is|are|plans|to|cordially|hereby|intends|expects|shall|announce[sd]?|reports?|reported"
    r"|invites?|hosts?|publishe[sd]|presents?|holds?|schedules?|releases?|convenes?|issued|sets|provides?|confirms?"
    r"|declares?|"
    r"Announces?|Announced|Reports?|Reported|To|Will|Is|Invites?|Hosts?|Publishe[sd]|Presents?|Holds?|Schedules?"
    r"|Releases?|Convenes?|Issues?|Sets|Provides?|Confirms?|Declares?|Invitation|Agrees|Enters|Completes?|Names"
    r"|Launches|Updates?|Acquires|"
    r"ANNOUNCES|REPORTS|TO|WILL|INVITES|SCHEDULES|HOSTS|SETS|PROVIDES|CONFIRMS|RELEASES|indicates|recorded|signed"
    r"|entered|completed|conducts?|filed|posted|delivered|achieved)\b|:|,? (?:a|an|the|one of|owner|which)\b|, )"
)
_CONNECTORS = frozenset(
    [
        "of",
        "and",
        "de",
        "y",
        "&",
        "for",
        "e",
        "und",
        "et",
        "i",
        "la",
        "le",
        "del",
        "den",
        "do",
        "da",
        "von",
        "van",
        "the",
    ]
)
_NO_NAME = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "these",
        "those",
        "such",
        "all",
        "both",
        "no",
        "not",
        "please",
        "there",
        "here",
        "with",
        "by",
        "from",
        "of",
        "on",
        "at",
        "in",
        "for",
        "to",
        "today",
        "when",
        "while",
        "as",
        "this",
        "that",
        "it",
        "its",
        "our",
        "we",
        "you",
        "additionally",
        "following",
        "during",
        "company",
        "corporation",
        "inc.",
        "inc",
        "ltd",
        "limited",
        "plc",
        "corp.",
        "group",
        "board",
        "management",
        "directors",
        "investor",
        "investors",
        "relations",
        "contact",
        "contacts",
        "press",
        "release",
        "news",
        "conference",
        "call",
        "webcast",
        "results",
        "earnings",
        "annual",
        "general",
        "meeting",
        "date",
        "time",
        "first",
        "second",
        "third",
        "fourth",
        "quarter",
        "fiscal",
        "year",
        "full",
        "live",
        "replay",
        "interview",
        "immediate",
        "exhibit",
        "source",
        "about",
        "event",
        "details",
        "participants",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "invitation",
        "notice",
        "media",
        "registration",
        "now",
        "open",
        "update",
        "updated",
        "highlights",
        "presentation",
        "save",
        "reminder",
        "regulatory",
        "correction",
        "item",
        "in",
    ]
)
_ENDS = re.compile(r"^[-–—…]+$|(?:--|[:;/|•)\]\"]|\d{4},?)$")
_SEAMS = ("--", " - ", " – ", "– ", "— ", "…", ": ", "| ", "/ ", "\n")
_LEADS_IN = re.compile(
    r"^(?:the )?(?:board of directors of|management of|shareholders of|supervisory board of|managers? of) ",
    re.IGNORECASE,
)
_BASED = re.compile(r"^[\w., -]{2,30}?-based ", re.IGNORECASE)
_SOURCE = re.compile(r"^\W{0,3}(?:SOURCE|Source):? +(?P<name>[A-ZÀ-Þ\d][^\n|]{2,60})$")
_WIRES = re.compile(
    r"\b(?:GLOBE ?NEWSWIRE|PR ?Newswire|BUSINESS WIRE|Business Wire|ACCESS Newswire|NEWMEDIAWIRE|NewMediaWire"
    r"|Marketwired?|CNW|Newsfile|Canada NewsWire|Regulatory News|EQS|Cision|Reuters|Acquire Media|Press [Rr]elease)\b",
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
    for named in _candidates(page, first):
        if named and not _looks_wrong(named[0]):
            return Issuer(named[0], (named[1], named[2]), tickers)
    return Issuer(None, None, tickers)


def _candidates(page: Page, first: int | None) -> Iterator[tuple[str, int, int] | None]:
    """Names that may be the issuer's, the most telling first."""
    lead = page.units[:16]
    limit = lead[-1].end if lead else 0
    early = first is not None and (first < limit or first < 0.5 * len(page.text))
    if first is not None and early and "About " not in page.text[max(0, first - 120) : first]:
        yield _before_bracket(page, first)
    yield from (_defined(page, unit) for unit in lead)
    yield from (_after_dateline(page, unit) for unit in lead)
    yield from (_with_suffix(page, unit) for unit in lead)
    yield from (_subject(page, unit.start, unit) for unit in lead)
    if first is not None:
        yield _before_bracket(page, first)
    yield from (_source(unit) for unit in page.units)
    yield from (_about(unit) for unit in page.units)


def exchange_place(exchange: str) -> Place | None:
    """The place of an exchange outside the United States: companies that name no zone mean the one they trade in."""
    country = _COUNTRIES.get(exchange)
    return place(country) if country else None


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
    for match in _near_colons(page.text):
        index = next(i for i in range(len(_EXCHANGES)) if match[f"x{i}"])
        symbols = re.findall(_SYMBOL, match["symbols"] + ")")
        exchange = match[f"x{index}"].upper() if _EXCHANGES[index][0] in ("EURONEXT",) else _EXCHANGES[index][0]
        kept = tuple(Ticker(exchange, s.upper()) for s in dict.fromkeys(symbols))
        yield _Mention(match.start(), match.end(), kept)


def _near_colons(text: str) -> Iterator[re.Match[str]]:
    """The matches of the ticker pattern, looked for only around a colon that follows what may be an exchange."""
    done = 0
    for colon in _COLON.finditer(text):
        match = _TICKER.search(text, max(done, colon.start() - 40), colon.end() + 90) if colon.start() >= done else None
        if match and match.start() < colon.end():
            done = match.end()
            yield match


def _own(page: Page, mentions: list[_Mention]) -> tuple[tuple[tuple[Ticker, int, int], ...], int | None]:
    """The issuer's tickers: those of the first sentence that names one, up to its verb; else a bare symbol."""
    bare = _bare(page)
    if not mentions or (bare[1] is not None and bare[1] < mentions[0].start):
        return bare
    first = mentions[0]
    unit = page.unit_at(first.start)
    body = next((m for m in mentions if (u := page.unit_at(m.start)) and not u.is_heading), None)
    if unit and unit.is_heading and body and body.start - first.start < 3000:
        first = body
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
    for hint in _BARE_HINT.finditer(page.text):
        match = _BARE.search(page.text, max(0, hint.start() - 20), hint.end() + 50)
        if match is None:
            continue
        group = match.lastgroup or "a"
        nearby = page.text[max(0, match.start() - 120) : match.end() + 60]
        symbol = match[group].upper()
        if any(re.fullmatch(pattern, match[group]) for _, pattern in _EXCHANGES):
            continue
        own.setdefault(symbol, (Ticker(_exchange_in(nearby), symbol), match.start(), match.end()))
        first = match.start() if first is None and group == "a" and page.text[match.start()] == "(" else first
    return tuple(own.values()), first


def _exchange_in(words: str) -> str:
    for name, pattern in _EXCHANGES:
        if name not in ("EURONEXT", "HKEX", "OSE", "BIT", "FRA") and re.search(rf"\b(?:{pattern})\b", words):
            return name
    found = _ON.search(words)
    return found["name"].upper().strip() if found else ""


def _before_bracket(page: Page, first: int) -> tuple[str, int, int] | None:
    """The name that stands right before the bracket with the ticker, or before the brackets before it."""
    unit = page.unit_at(first)
    start = max(unit.start if unit else 0, first - 220)
    opening = page.text.rfind("(", start, first)
    while opening > start:
        lead = page.text[start:opening].rstrip(" ,")
        if not lead.endswith(")"):
            return _walk_back(page, start, start + len(lead))
        opening = page.text.rfind("(", start, start + len(lead) - 1)
    return None


def _defined(page: Page, unit: Unit) -> tuple[str, int, int] | None:
    """The name that a bracket makes short: Acme Holdings plc (“Acme” or the “Company”)."""
    found = _DEFINED.search(unit.text)
    if found is None or found.start() > 400:
        return None
    end = unit.start + len(unit.text[: found.start()].rstrip(" ,"))
    named = _walk_back(page, unit.start, end)
    return named if named and named[2] - named[1] > 3 else None


def _with_suffix(page: Page, unit: Unit) -> tuple[str, int, int] | None:
    """The first run of capitalised words that ends in a legal form."""
    for found in re.finditer(rf"(?<=[\w!.&]),? (?:{_SUFFIX})(?![\w-])\.?", unit.text[:500]):
        named = _walk_back(page, unit.start, unit.start + found.end())
        if named and not _looks_wrong(named[0]) and not _WIRES.search(named[0]):
            return named
    return None


def _after_dateline(page: Page, unit: Unit) -> tuple[str, int, int] | None:
    """The subject of the sentence behind a dateline."""
    lead = re.match(
        r"[^\n]{0,150}?(?:--|(?<=[\d.)/a-zA-Z]) ?[-–—] |/ ?[-–—]{0,2} ?|\) ?[-–—]{0,2} |\d{4}: |\.\.\. "
        r"|… )(?=\"?[A-ZÀ-Þ\d]|[a-z][A-Z])",
        unit.text,
    )
    if (
        lead is None
        or "http" in lead.group()
        or not re.search(r"(?:19|20)\d\d|wire|regulatory news", lead.group(), re.IGNORECASE)
    ):
        return None
    start = unit.start + lead.end()
    again = re.match(r"[^\n]{0,60}?(?:--|[-–—] |/ ?[-–—]{1,2} ?)(?=[A-ZÀ-Þ])", page.text[start : start + 90])
    return _subject(page, start + (again.end() if again else 0), unit)


def _subject(page: Page, start: int, unit: Unit) -> tuple[str, int, int] | None:
    """The words up to the first verb of a sentence or headline, where they make a name."""
    text = page.text[start : min(unit.end, start + 160)]
    dated = re.match(r"(?:On|In) [A-Z][\w ,]{3,40}?\d{4}, ", text)
    offset = dated.end() if dated else 0
    verb = _VERB.search(text, offset + 1)
    while verb and text[verb.start() : verb.end()] == ", " and re.match(rf"(?:{_SUFFIX})(?![\w-])", text[verb.end() :]):
        verb = _VERB.search(text, verb.end())
    if verb is None:
        return None
    named = _walk_back(page, start + offset, start + verb.start())
    return named if named and named[1] <= start + offset + 24 else None


def _source(unit: Unit) -> tuple[str, int, int] | None:
    found = _SOURCE.match(unit.text)
    return (found["name"], unit.start + found.start("name"), unit.end) if found else None


def _about(unit: Unit) -> tuple[str, int, int] | None:
    found = re.match(r"\W{0,3}About (?P<name>[A-ZÀ-Þ\d][^\n:]{2,60}):?$", unit.text)
    return (found["name"], unit.start + found.start("name"), unit.start + found.end("name")) if found else None


def _walk_back(page: Page, start: int, end: int) -> tuple[str, int, int] | None:
    """The longest name that ends at ``end``: capitalised words and the little words between them."""
    seam = max(
        (page.text.rfind(s, start, end) + len(s) for s in _SEAMS if page.text.rfind(s, start, end) >= 0), default=start
    )
    start = max(start, seam)
    words = list(re.finditer(r"\S+", page.text[start:end]))
    first = len(words)
    for index in range(len(words) - 1, max(-1, len(words) - 12), -1):
        word = words[index].group()
        if _ENDS.search(word) or (word.endswith(",") and not _is_suffix(words, index + 1)):
            break
        if word.endswith(".") and index < len(words) - 1 and not _is_short(word):
            break
        if not (
            _is_suffix(words, index)
            or word[0].isupper()
            or word[0].isdigit()
            or re.match(r"[a-z]{1,2}[A-Z]", word)
            or word in _CONNECTORS
        ):
            break
        first = index
    while (
        first < len(words)
        and (
            words[first].group() in _CONNECTORS
            or words[first].group().lower().strip(",")
            in _NO_NAME - {"first", "company", "group", "general", "live", "open", "the", "august", "in"}
        )
        and words[first].group() != "The"
    ):
        first += 1
    if first >= len(words):
        return None
    name = page.text[start + words[first].start() : end].rstrip(" ,")
    return _trimmed(name, end - (end - start - words[first].start()))


def _trimmed(name: str, start: int) -> tuple[str, int, int]:
    for pattern in (_BASED, _LEADS_IN):
        lead = pattern.match(name)
        if lead:
            name, start = name[lead.end() :], start + lead.end()
    if re.search(r" (?:today|Today)$", name):
        name = name[:-6]
    half = len(name) // 2
    if len(name) > 5 and name[:half].strip() == name[half:].strip():
        name, start = name[half:].strip(), start + half + 1
    return name, start, start + len(name)


def _is_suffix(words: list[re.Match[str]], index: int) -> bool:
    return index < len(words) and re.fullmatch(rf"(?:{_SUFFIX})\.?,?", words[index].group()) is not None


def _is_short(word: str) -> bool:
    """A word whose full stop does not end a sentence: an initial, a legal form, a title."""
    return re.fullmatch(rf"(?:{_SUFFIX})\.|(?:[A-Z]\.)+|St\.|Dr\.|Bros\.|Intl\.|Mt\.", word) is not None


def _looks_wrong(name: str) -> bool:
    plain = name.lower().strip(" .,")
    words = re.findall(r"[\w'&!-]+", plain)
    if len(plain) < 2 or not words or _WIRES.fullmatch(name) or (_WIRES.search(name) and len(words) < 4):
        return True
    if any(
        re.fullmatch(
            r"quarter|results|announces|earnings|webcast|meeting|conference|fiscal|wednesday|thursday|tuesday"
            r"|interview",
            w,
        )
        for w in words
    ):
        return True
    return all(w in _NO_NAME for w in words) or plain.replace(".", "").isdigit()
