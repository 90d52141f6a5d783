"""The words in a sentence that say what a moment is for: the event itself, the release of results, a replay, ..."""

from dataclasses import dataclass
from enum import Enum, auto

from bot.reading.page import Unit
from bot.reading.words import low_pattern


class Cue(Enum):
    """What governs a moment. STRONG and WEAK are words for the event; the rest are other things with a time."""

    STRONG = auto()
    WEAK = auto()
    RELEASE = auto()
    REPLAY = auto()
    QUESTION = auto()
    ASIDE = auto()
    OLD = auto()
    PAST = auto()


@dataclass(frozen=True, slots=True)
class Governor:
    """A cue word in the clean text."""

    start: int
    end: int
    cue: Cue
    words: str

    @property
    def is_event(self) -> bool:
        return self.cue in (Cue.STRONG, Cue.WEAK)


MEETING = (
    r"(?:(?:annual|special|extraordinary|ordinary)(?: and (?:special|extraordinary))?(?: (?:virtual|online|general"
    r"|stockholders'?|shareholders'?|unitholders'?|combined))* "
    r"(?:meeting|assembly)|(?-i:\bAGM\b|\bEGM\b)|\b(?:general|shareholders'?|stockholders'?) meeting)"
)
INVESTOR_DAY = (
    r"(?:(?:investors?|analysts?|capital markets?|institutional investor|investor (?:and|&) analyst|analyst (?:and"
    r"|&) investor|strategy|R&D|technology|innovation|teach-in)'?s?"
    r" (?:days?|update meeting|event|seminar)|investment community meeting|(?-i:\bCMD\b))"
)
_CUES = low_pattern(  # the first word boundary is for speed: without it each alternative looks for its own, everywhere
    rf"\b(?:(?P<STRONG>\b{MEETING}|\b{INVESTOR_DAY}"
    r"|\b(?:conference|earnings|results?|investors?|analysts?|financial|shareholders?|stockholders?|quarterly"
    r"|strategy|update|telephone|audio|video|live|business update|management|R&D)[ -](?:and webcast )?"
    r"(?:conference )?(?:call|webcast|webinar|presentation|conference)\b|\btele-?conference|\bwebcast(?:ed)?\b"
    r"|\bwebinar|\baudio-?cast|\bweb conference|\bfireside chat|\blive (?:interview|broadcast|stream|event)"
    r"|\bconference call|\b(?:investor|analyst|media|results|market|earnings|online|business) briefing"
    r"|\btelephone conference|\b(?:virtual"
    r"|online|company|corporate|strategy)[ \w]{0,20} (?:meeting|presentation|session|event|roadshow|update)\b"
    r"|\bround ?table\b|\bcall (?:for|with) (?:investors|analysts|shareholders|unitholders)|\ba call to discuss"
    r"|\broadshow\b|\btown hall\b|\bQ&A (?:session|call|webcast)|\bconf(?:erence)?\.? call)"
    r"|(?P<OLD>\b(?:previously|originally|initially|earlier) (?:been )?(?:scheduled|planned|set|announced (?:for|as"
    r"|date|time))|\b(?:was|were) (?:to be held|(?:to be )?(?:scheduled|planned|set|due|to take place) (?:for|on|at)"
    r"|to (?:start|begin|commence) (?:on|at))\b"
    r"|\binstead of|\brather than|\bhad been (?:scheduled|planned|set)|\b(?:re)?scheduled from|\bmoved from"
    r"|\bchanged from|\bpostponed from|\bfrom (?:its|the) (?:original|previous|earlier)|\boriginal(?:ly)? (?:date"
    r"|time|scheduled))"
    r"|(?P<PAST>\b(?:was|were) (?:held|hosted|webcast|conducted)|\btook place|\bhas (?:held|hosted)|\bhosted (?:an?"
    r"|its|the)\b)"
    r"|(?P<ASIDE>\bdoors? (?:open|will)|\bregistration(?! (?:link|page|is|url))\b(?= (?:opens?|begins?|will|from"
    r"|starts?|at|and breakfast)|[:,])|\bcheck-?in\b|\bbreakfast|\blunch|\bsnack|\brefreshments|\bcocktail"
    r"|\breception"
    r"|\b(?:dial|log|call|sign)[ -]?(?:in|on)? (?:by|at least|(?:approximately |about )?(?:\d+|five|ten|fifteen)|\d)"
    r"|\bof record|\brecord date|\bproxy|\bvoting (?:deadline|cut)|\bmarkets? (?:open|close)s?|\b(?:open|close)(?:s"
    r"|ing)? of (?:the )?(?:U\.S\. |normal |regular |financial )?(?:business|trading|markets?)"
    r"|\b(?:before|after)(?: the)?(?: U\.S\.| NYSE| Nasdaq| stock| financial| equity)* markets?\b|\bin advance of\b"
    r"|\bprior to (?!the (?:call|event|start))|\bminutes (?:prior|before|early|in advance)|\bpayable|\bdividend"
    r"|\bexpir\w+|\beffective\b|\btakes? effect\b|\bended\b|\bending\b|\bquiet period|\bperiod (?:ends|runs|begins)\b"
    r"|\bmaterials\b|\bslides?\b|\bembargo|\bhotel room"
    r"|\btour\b|\bposter\b|\boral presentation|\babstract)"
    r"|(?P<REPLAY>\breplay\w*|\bre-?broadcast|\bplay-?back|\brecording|\brecorded (?:call|version|conference|webcast)"
    r"|\barchived?\b|\bon[- ]demand|\bavailable (?:until|through|for|from|on|at|via|by|beginning)\b|\bwill remain"
    r"|\bremain available)"
    r"|(?P<QUESTION>\b(?:submit|send|e-?mail|forward|direct|pose|address|receive|accept)\w* [^.;]{0,40}?"
    r"(?:questions?|quer(?:y|ies))\b|\b(?:questions?|quer(?:y|ies)) [^.;]{0,60}?(?:submitted|sent|e-?mailed|received"
    r"|accepted|forwarded|directed|until|by)\b"
    r"|\bquestions? by\b|\bno later than\b|\bdeadline\b|\bR\.?S\.?V\.?P)"
    r"|(?P<RELEASE>\b(?:will|to|and|also|be|been|plans?|expects?|intends?|shall|is|are|was|were|today|,) (?:also |be "
    r"|now |today )?(?:releas|publish|issu|disseminat|post|report(?! on\b)|announc|distribut|disclos|fil)(?:e|ed|ing"
    r"|es|s)?\b"
    r"|\b(?:publishes|releases|reports|announces|issues) (?:its|the|their)\b|\b(?:press|earnings|news"
    r"|results?) (?:release|announcement|publication)s?\b|\bpublication\b|\brelease of\b|\breport will\b|\b(?:results"
    r"|earnings) will be (?!held|hosted|discussed|broadcast|webcast)|\bmade available|\bresults (?:are|to be)"
    r"|\btime for the publication)"
    r"|(?P<WEAK>\bcall\b(?! (?:option|center|\d|\(|toll|us\b|for\b))|\bpresentations?\b|\bpresent(?:ing"
    r"|s)?\b(?= (?:live |virtually |an? |its |the |company|our |to |at |in |on |from |\d))|\bevent\b(?! of\b)"
    r"|\bmeeting\b|\bsessions?\b|\bbroadcast\b|\binterview\b|\bstream(?:ed|ing)?\b|\bspeak(?:ing)?\b|\bremarks\b"
    r"|\bdiscussion\b|\bforum\b|\bconference\b|\bsummit\b|\bsymposium\b|\bseminar\b|\bparticipat\w+|\bhost\b|\bzoom\b|\bprogram\b"
    r"|\bpanel\b))"
)
_HOSTING = low_pattern(
    r"\b(?:host|hold|held|conduct|conven|tak(?:e|ing) place|schedul|invit|begin|start|commenc|participat|present"
    r"|will be (?:broadcast|webcast|held|available|followed)|speak|broadcast|join|webcast|deliver|plan)\w*"
    r"|\b(?:is|are|was|been|has) (?:now )?set for\b"
)


def governors(unit: Unit) -> tuple[Governor, ...]:
    """Every cue word of a unit, in order."""
    return tuple(
        Governor(m.start() + unit.start, m.end() + unit.start, Cue[(m.lastgroup or "weak").upper()], m.group())
        for m in _CUES.finditer(unit.low)
        if not unit.low.endswith(('(the "', ' the "', '("'), 0, m.start())  # (the "Meeting") names the same thing again
    )


def is_hosting(unit: Unit) -> bool:
    """Whether a sentence says that something will be held, rather than merely naming it."""
    return _HOSTING.search(unit.low) is not None
