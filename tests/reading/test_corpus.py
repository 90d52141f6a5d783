"""Real releases, where they are at hand beside the checkout: the share that is read right must not fall."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
FLOORS = {
    "has_call": 0.98, "kind": 0.95, "company": 0.95, "ticker": 0.95, "fiscal_period": 0.95, "start": 0.97,
    "live_numbers": 0.97,
    "live_passcode": 0.97, "webcast": 0.96, "replay_numbers": 0.96, "replay_passcode": 0.96, "replay_until": 0.95,
    "question_email": 0.95, "question_deadline": 0.95, "contact": 0.94, "whole_call": 0.95,
}  # fmt: skip
RUNNER = """
import sys
from bot.reading_cli import read_command
sys.exit(read_command(sys.argv[1:], json=True, text=False, published=None, local_zone=None, out=sys.stdout))
"""


@pytest.mark.skipif(not (CORPUS / "score.py").exists(), reason="the labelled releases are not beside this checkout")
def test_real_releases_are_read_as_well_as_before(tmp_path: Path) -> None:
    runner = tmp_path / "runner.py"
    runner.write_text(RUNNER, "utf-8")
    scored = subprocess.run(
        [sys.executable, str(CORPUS / "score.py"), "--json", "--reader", f"{sys.executable} {runner}"],
        capture_output=True,
        text=True,
        check=True,
    )
    figures = json.loads(scored.stdout)
    fallen = {field: figures[field] for field, floor in FLOORS.items() if figures[field] < floor}
    assert not fallen
