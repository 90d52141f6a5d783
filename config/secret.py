"""A value that is not shown by accident."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Secret:
    """A token, password or key. It prints as ``Secret(…)``; only ``reveal()`` gives it away."""

    _value: str = field(repr=False)

    def reveal(self) -> str:
        """The value itself, for the library or the header that needs it."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"
