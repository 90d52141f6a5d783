"""The ways into a call and its recording: numbers, codes and addresses, each in its role."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.reading.addresses import Link, find_links, site_of
from bot.reading.codes import Code, find_codes
from bot.reading.phones import Phone, find_phones
from bot.reading.roles import Marked, Role

_DIALS = re.compile(
    r"\bdial|toll|\binternational|\bdomestic|\blocal\b|participa|conference|\bcallers?\b|\bcalling\b|\bplease call\b"
    r"|\bcan call\b|\bmay call\b|access number|call-in|"
    r"passcode|\bby (?:tele)?phone\b|\bcall (?:\(|\+|\d)|replay|listen|join|telephone number|\bnumbers?\b|\bwebinar\b"
    r"|\baccessed\b|\blive call\b|\bfrom (?:the )?[A-Z]|\boverseas",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:tel|phone|telephone|mobile|cell|office|direct|fax|contact|(?-i:[TPM]))\.? ?:|\b(?:tel|phone|telephone"
    r"|mobile)\. ?|\binvestor relations\b|\bmedia relations\b|\bvice president\b|\bdirector\b|\bofficer\b|\bCFO\b"
    r"|\bCEO\b|\bmanager\b|\binformation\b|\bregistrant",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"side effects|adverse|learn more|more information|to order|customers?\b|inquiries|headquarter", re.IGNORECASE
)
_LIVE_WORDS = re.compile(
    r"webcast|webinar|(?<![ao])live\b|listen|broadcast|over the internet|via (?:the )?internet|on the internet|stream"
    r"|audio|online at|\bjoin|attend|\bview\b|watch|\bzoom\b|microsoft teams|tune in|log on|"
    r"\binternet: |\bURL\b|\bhear\b|\bheard\b|participat|access(?:ed|ing|ible)? (?:the |to the |this |via |at |on "
    r"|through |live )?(?:live |conference |earnings )?(?:call|event|meeting|presentation|virtual|internet|audio)?"
    r"|\bwhere:|\blink:|event page|"
    r"virtual (?:meeting|event)|simultaneous|be (?:held|available|accessed) (?:at|on|via|through)"
    r"|follow the (?:webcast|presentation|event|call|broadcast)|dial-in details|web ?address|interview|youtube",
    re.IGNORECASE,
)
_REGISTER = re.compile(
    r"\bregist(?:er|ration|ering|rations)\b|sign up|\bRSVP\b|preregister|pre-register", re.IGNORECASE
)
_PAPERS = re.compile(
    r"(?:press release|earnings release|slides?|slide deck|materials|financial (?:statements|tables|results|report)"
    r"|supplement|annual report|interim report|shareholder letter|10-[KQ]|prospectus|proxy|invitation|agenda|"
    r"further information|more information|additional information|for information|learn more|documents|is available"
    r"|transcript|\breport\b|view the (?:slide )?presentation|download|can be found)",
    re.IGNORECASE,
)
_STRONG_LIVE = re.compile(
    r"webcast|webinar|\blive\b|listen|\bheard?\b|broadcast|stream|audio|\bjoin\b|attend|\bwatch|\bzoom\b|tune in"
    r"|participat|access the (?:conference|call|live)|call can be accessed|simultaneous|conference call"
    r"|virtual meeting",
    re.IGNORECASE,
)
_SAME_CODE = re.compile(r"\b(?:same|above|aforementioned) (?:[\w-]+ ){0,2}(?:id|code|passcode|pin|number|password)\b")
_ALERTS = re.compile(r"\balerts?\b|\bnewsletter|\b(?:mailing|distribution) list|releases? by e-?mail", re.IGNORECASE)
_FAX = re.compile(r"\bfax\b[^\d]{0,16}$", re.IGNORECASE)
_IMAGE = re.compile(r"\.(?:png|jpe?g|gif|ico|svg|css|js)(?:\?|$)", re.IGNORECASE)
_NOT_WAYS = re.compile(
    r"businesswire|prnewswire|globenewswire|newmediawire|accesswire|accessnewswire|newsfile|marketwired?|cision"
    r"|pr\.report|sec\.gov|sedar|twitter|^x\.com$|facebook|linkedin|instagram|"
    r"wikipedia|^get\.adobe|^microsoft\.com$|proxyvote|computershare|isa\.gov|tase\.co|bourse|glassdoor",
    re.IGNORECASE,
)
_ON_SITE = re.compile(
    r"(?:webcast|broadcast|stream|audio|live)[^.;]{0,120}\b(?:on|at|through|via|in|from|over)\b[^.;]{0,90}"
    r"(?:web ?site|internet site|home ?page)"
)
_KEEPS = re.compile(r"replay|archive|recording", re.IGNORECASE)
_WEBCAST_TOO = re.compile(
    r"\bcall and (?:a |an )?(?:live )?(?:audio )?webcast|\bwebcast and (?:a )?(?:conference )?call"
)
_SITE_AT = re.compile(
    r"(?:\bour|\bits|'s|\bthe (?:company|corporate|investor))[^.;:]{0,40}?(?:web ?site|site)[^.;@]{0,30}$"
)
_MOST_NUMBERS = 200
_MOST_LINKS = 400  # a page with more links than this is a directory
_DOWNLOAD = re.compile(r"\bplayer|\bsoftware|plug-?in", re.IGNORECASE)
_MEETING_HOSTS = re.compile(
    r"virtualshareholdermeeting|meetnow|lumiagm|lumiconnect|meetingcenter|edocumentview", re.IGNORECASE
)


@dataclass(slots=True)
class Ways:
    """What was found, in order, in the clean text."""

    live_phones: list[Phone] = field(default_factory=list)
    replay_phones: list[Phone] = field(default_factory=list)
    live_codes: list[Code] = field(default_factory=list)
    replay_codes: list[Code] = field(default_factory=list)
    webcasts: list[Link] = field(default_factory=list)
    registrations: list[Link] = field(default_factory=list)
    replay_links: list[Link] = field(default_factory=list)
    invalid: list[Phone] = field(default_factory=list)
    code_wanted: bool = False
    same_code: bool = False
    looked_at: int = 0
    numbers: int = 0


def find_ways(marked: tuple[Marked, ...], *, region: str | None) -> Ways:
    """Every way into the call and its recording."""
    ways = Ways()
    last_live = -9
    for index, mark in enumerate(marked):
        if mark.role in (Role.OTHER, Role.CONTACT) and not _speaks_of_call(mark):
            continue
        last_live = _phones(index, marked, ways, region, last_live)
        _codes(mark, ways)
        _links(index, marked, ways)
    if not (ways.webcasts or ways.registrations):
        ways.webcasts += _spoken_of(marked) or _kept_at(marked, ways)
    return ways


def _kept_at(marked: tuple[Marked, ...], ways: Ways) -> list[Link]:
    """Where a recording is kept, if the call itself is webcast as well and no other address is given."""
    webcast = any(_WEBCAST_TOO.search(m.unit.low) for m in marked if m.role in (Role.LIVE, Role.NONE))
    return ways.replay_links[:1] if webcast else []


def _spoken_of(marked: tuple[Marked, ...]) -> list[Link]:
    """The company's site, where a webcast "on its website" is promised and the address stands in another sentence."""
    promised = any(
        ("live" in m.unit.low or m.role is not Role.REPLAY) and _ON_SITE.search(m.unit.low)
        for m in marked
        if m.role is not Role.OTHER and "web" in m.unit.low
    )
    for mark in marked if promised else ():
        for link in find_links(mark.unit.text, mark.unit.start) if "site" in mark.unit.low else ():
            before = mark.unit.low[: link.start - mark.unit.start]
            if _SITE_AT.search(before[-90:]) and not _NOT_WAYS.search(link.host):
                return [link]
    return []


def _speaks_of_call(mark: Marked) -> bool:
    low = mark.unit.low
    return "webcast" in low or "conference call" in low or "virtual" in low or "dial" in low


def _phones(index: int, marked: tuple[Marked, ...], ways: Ways, region: str | None, last_live: int) -> int:
    """Add the numbers of a unit, and return the last unit in which a number for callers stood."""
    mark = marked[index]
    if mark.unit.digits < 5 and "-8" not in mark.unit.text:
        return last_live
    if ways.numbers > _MOST_NUMBERS:
        return last_live
    for phone in find_phones(mark.unit.text, mark.unit.start, region=region):
        ways.numbers += 1
        role = mark.role_at(phone.start, phone.end)
        if role not in (Role.LIVE, Role.REPLAY, Role.BOTH) or not _is_for_callers(
            index, marked, phone, index - last_live <= 2
        ):
            continue
        if not phone.valid:
            ways.invalid.append(phone)
            continue
        last_live = index
        if role is not Role.REPLAY:
            _add(ways.live_phones, phone)
        if role is not Role.LIVE:
            _add(ways.replay_phones, phone)
    return last_live


def _add(phones: list[Phone], phone: Phone) -> None:
    if all(p.number != phone.number for p in phones):
        phones.append(phone)


def _is_for_callers(index: int, marked: tuple[Marked, ...], phone: Phone, follows: bool) -> bool:
    """Whether a number leads into a call, rather than to a desk."""
    unit = marked[index].unit
    before = unit.text[: phone.start - unit.start]
    if _FAX.search(before[-24:]):
        return False
    dials = _DIALS.search(unit.text) is not None
    if _ELSEWHERE.search(before[-140:]) and not re.search(
        r"\bdial|toll|particip|listen|conference call", before[-140:], re.IGNORECASE
    ):
        return False
    if _OFFICE.search(before[-60:]) and not re.search(
        r"\bdial|toll|particip|passcode|\bID\b", unit.text, re.IGNORECASE
    ):
        return _leads_a_list(index, marked)
    if dials or follows:
        return not ("@" in unit.text and not dials)
    reach = 7 if unit.alone and sum(c.isalpha() for c in unit.text) < 60 else 2
    recent = " ".join(m.unit.text for m in marked[max(0, index - reach) : index])
    if marked[index].role is Role.REPLAY and unit.alone and re.search(r"\breplay|\bplayback", recent, re.IGNORECASE):
        return True
    if marked[index].role is Role.LIVE and unit.alone and re.search(r"\bbriefing|\bpasscode", recent, re.IGNORECASE):
        return True
    return (
        re.search(
            r"\bdial|toll|numbers?\b|telephone|conference call|\bplease call\b|\bcalling\b", recent, re.IGNORECASE
        )
        is not None
    )


def _leads_a_list(index: int, marked: tuple[Marked, ...]) -> bool:
    """Whether a line such as "Telephone: ..." has a code for callers in the next line."""
    following = marked[index + 1].unit if index + 1 < len(marked) else None
    return following is not None and marked[index].role is Role.LIVE and following.alone and bool(
        re.match(r"(?:passcode|pin|(?:conference|meeting|event) id|access code|code)\b", following.low)
    )  # fmt: skip


def _codes(mark: Marked, ways: Ways) -> None:
    for code in find_codes(mark.unit.text, mark.unit.start):
        role = mark.role_at(code.start, code.end)
        name = code.name.lower()
        if "replay" in name or "playback" in name or "rebroadcast" in name:
            role = Role.REPLAY
        if role in (Role.LIVE, Role.BOTH):
            ways.live_codes.append(code)
        if role in (Role.REPLAY, Role.BOTH):
            ways.replay_codes.append(code)
    low = mark.unit.low
    if mark.role in (Role.REPLAY, Role.BOTH) or any(role is Role.REPLAY for _, _, role in mark.cues):
        ways.same_code = ways.same_code or _SAME_CODE.search(low) is not None
    if (
        mark.role is Role.LIVE
        and ("passcode" in low or "conference id" in low or "access code" in low)
        and "dial" in low
    ):
        ways.code_wanted = True


def best_code(codes: list[Code]) -> Code | None:
    """The code that callers are asked for first: a password by name, else the first that is no PIN."""
    passwords = [c for c in codes if c.is_password]
    plain = [c for c in codes if not c.is_pin]
    return next(iter(passwords or plain or codes), None)


def _links(index: int, marked: tuple[Marked, ...], ways: Ways) -> None:
    mark = marked[index]
    found = list(find_links(mark.unit.text, mark.unit.start))
    for link in found:
        if link.bare and any(site_of(u.host) == site_of(link.host) and len(u.url) > len(link.url) for u in found):
            continue
        if (
            _NOT_WAYS.search(link.host)
            or _IMAGE.search(link.url)
            or "@" in mark.unit.text[max(0, link.start - mark.unit.start - 1) : link.start - mark.unit.start]
        ):
            continue
        ways.looked_at += 1
        kind = _link_role(index, marked, link, found) if ways.looked_at <= _MOST_LINKS else None
        if kind is not None:
            _put(getattr(ways, kind), link)


def _put(links: list[Link], link: Link) -> None:
    key = link.url.lower().rstrip("/")
    if all(other.url.lower().rstrip("/") != key for other in links):
        links.append(link)


def _link_role(index: int, marked: tuple[Marked, ...], link: Link, beside: list[Link]) -> str | None:
    """Which list an address belongs to; None where it is no way into the event."""
    mark = marked[index]
    words = _context(index, marked, link, beside)
    if _MEETING_HOSTS.search(link.host):
        return "webcasts"
    if _DOWNLOAD.search(words) and "webcast" not in words.lower():
        return None
    role = _role_of(index, marked, link)
    if role is Role.REPLAY and _KEEPS.search(words):
        return "replay_links"
    if link.bare and not _STRONG_LIVE.search(words[:260]) and not _REGISTER.search(words):
        return None
    if role is Role.REPLAY:
        return "replay_links"
    if _ALERTS.search(words):
        return None
    return "registrations" if _REGISTER.search(words) and mark.role is not Role.OTHER else _webcast(words)


def _webcast(words: str) -> str | None:
    """Whether words tell of something to hear or see, rather than of papers to fetch."""
    papers = _PAPERS.search(words) and not _STRONG_LIVE.search(words)
    return "webcasts" if _LIVE_WORDS.search(words) and not papers else None


def _context(index: int, marked: tuple[Marked, ...], link: Link, beside: list[Link]) -> str:
    """The words that say what an address is for: its sentence, and the line before an address that stands alone."""
    unit = marked[index].unit
    at = link.start - unit.start
    earlier = [u.end - unit.start for u in beside if u.start < link.start]
    before, after = (
        unit.text[max(0, at - 260, *(e for e in earlier[-1:])) : at],
        unit.text[at + len(link.url) : at + len(link.url) + 70],
    )
    if earlier and len(before.strip()) < 12:
        before = unit.text[max(0, at - 260) : at]
    rest = f"{before} {re.split(r'[.;] |https?:|www', after)[0]}".strip()
    if at < 25 and index:
        if unit.text.strip() == link.url and (told := _said_above(index, marked)):
            return f"{told[-400:]} {rest}"
        lines = [marked[index - 1].unit.text]
        if index > 1 and not marked[index - 2].unit.text.endswith((".", ":")):
            lines.insert(0, marked[index - 2].unit.text)
        return f"{' '.join(lines)[-260:]} {rest}"
    return rest


def _said_above(index: int, marked: tuple[Marked, ...]) -> str:
    """The paragraph before an address that stands alone, where it speaks of the link below."""
    above = marked[index - 1].unit.paragraph
    said = " ".join(m.unit.text for m in marked[max(0, index - 5) : index] if m.unit.paragraph == above)
    return said if re.search(r"\bbelow\b|following link", said) else ""


def _role_of(index: int, marked: tuple[Marked, ...], link: Link) -> Role:
    mark = marked[index]
    if (
        mark.unit.text.strip() == link.url
        and index
        and mark.unit.paragraph - marked[index - 1].unit.paragraph <= 1
        and marked[index - 1].cues
    ):
        before = marked[index - 1]
        roles = {role for _, _, role in before.cues}
        return Role.REPLAY if roles == {Role.REPLAY} else Role.LIVE
    roles = {role for _, _, role in mark.cues}
    if Role.BOTH in roles or (
        Role.LIVE in roles and mark.cues[0][0] < link.start and mark.role_at(link.start, link.end) is not Role.REPLAY
    ):
        return Role.LIVE
    if "webcast live" in mark.unit.low or "simultaneous" in mark.unit.low:
        return (
            Role.LIVE
            if mark.role_at(link.start, link.end) is not Role.REPLAY or "archived" in mark.unit.low
            else Role.REPLAY
        )
    return mark.role_at(link.start, link.end)


def emails_near(marked: tuple[Marked, ...]) -> Iterator[Marked]:
    """The units that hold a mail address."""
    return (m for m in marked if "@" in m.unit.text)
