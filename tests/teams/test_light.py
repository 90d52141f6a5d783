"""Whoever does without Teams does without Microsoft's packages, which take half a second and 40 MB to import."""

import subprocess
import sys

_PROGRAM = "import sys, bot.cli; print(sorted(name for name in sys.modules if name.split('.')[0] in {names}))"


def test_nothing_of_microsofts_is_imported_before_teams_is_opened() -> None:
    program = _PROGRAM.format(names=["microsoft_teams", "fastapi", "pydantic", "msal", "httpx", "jwt"])
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
