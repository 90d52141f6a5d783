"""What can go wrong, by who can mend it."""


class TickerbellError(Exception):
    """The root of every error that Tickerbell raises on purpose."""


class UserError(TickerbellError):
    """Something a person asked for cannot be done.

    ``str(error)`` is one sentence that is safe to show in chat. ``hint`` says what to type instead, or is empty.
    It is shown to the person who caused it and never logged as an error.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class SourceError(TickerbellError):
    """A document, feed or address cannot be used as it is. The sentence is meant for whoever supplied it."""


class SettingsError(TickerbellError):
    """The operator's settings are wrong. The sentence names the setting and says what to do; it holds no secret."""


class StaleRevision(TickerbellError):
    """A call was changed by someone else since it was read: the use case reads it again and runs once more."""
