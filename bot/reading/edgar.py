"""Takes apart whole EDGAR submissions: one SGML file that holds several documents."""

import re
from dataclasses import dataclass
from datetime import date

_DOCUMENT = re.compile(r"<DOCUMENT>", re.IGNORECASE)
_TYPE = re.compile(r"<TYPE>([^\s<]{1,20})", re.IGNORECASE)
_FILED = re.compile(r"FILED AS OF DATE:\s{0,40}(\d{8})|<ACCEPTANCE-DATETIME>(\d{8})")


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a submission; ``kind`` is as filed, such as EX-99.1."""

    kind: str
    text: str


def is_submission(text: str) -> bool:
    """Whether a text is a submission rather than one of its documents."""
    head = text[:4000].upper()
    return (
        "<SEC-DOCUMENT>" in head or "<SEC-HEADER>" in head or "<SUBMISSION>" in head or "<DOCUMENT>" in head[:200]
    ) and "<TYPE>" in text[:60_000].upper()


def submission_parts(text: str) -> tuple[list[Part], date | None]:
    """The documents of a submission, and the day of filing."""
    starts = [m.end() for m in _DOCUMENT.finditer(text)]
    parts = []
    for index, start in enumerate(starts):
        piece = text[start : starts[index + 1] if index + 1 < len(starts) else len(text)]
        kind = _TYPE.search(piece, 0, 400)
        body = piece.upper().find("<TEXT>")
        end = piece.upper().rfind("</TEXT>")
        parts.append(
            Part(kind[1] if kind else "", piece[body + 6 if body >= 0 else 0 : end if end > body else len(piece)])
        )
    return parts, _filed(text)


def _filed(text: str) -> date | None:
    found = _FILED.search(text[:6000])
    digits = (found[1] or found[2]) if found else ""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) if digits else None
    except ValueError:
        return None
