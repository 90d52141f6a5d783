"""The root of Tickerbell's errors, and the one that settings raise. The rest stand in ``bot.errors``."""


class TickerbellError(Exception):
    """The root of every error that Tickerbell raises on purpose."""


class SettingsError(TickerbellError):
    """The operator's settings are wrong.

    ``problems`` holds one sentence for each, which names the setting and says what to do, and holds no secret;
    ``str(error)`` is all of them, a line each.
    """

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
