"""Where a database is, for people: its file, or its address without the password."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """``file`` is set where the database is a file on this machine; ``shown`` can be printed and logged."""

    shown: str
    file: Path | None = None


def whereabouts(url: str) -> Whereabouts:
    """Where the database of that address is."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database:
        return Whereabouts(address.database, Path(address.database).resolve())
    return Whereabouts(address.render_as_string(hide_password=True))
