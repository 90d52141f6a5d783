"""The dashboard and the alert rules of deploy/ ask for nothing that the program does not show."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from handlers.metrics import Metrics

DEPLOY = Path(__file__).parents[1] / "deploy"
THEIRS = {"job", "instance", "le"}  # labels that Prometheus adds


@cache
def _shown() -> Mapping[str, Mapping[str, set[str]]]:
    """Every sample's name, with its labels and their values, of a house with both platforms."""
    metrics = Metrics()
    metrics.begin(["slack", "teams"])
    found: dict[str, dict[str, set[str]]] = {}
    for family in metrics.registry.collect():
        for name in [family.name, *(f"{family.name}_{end}" for end in _ENDS.get(family.type, ()))]:
            found.setdefault(name, {})
        for sample in family.samples:
            labels = found.setdefault(sample.name, {})
            for label, value in sample.labels.items():
                labels.setdefault(label, set()).add(value)
    return found


_ENDS = {"counter": ("total",), "histogram": ("bucket", "sum", "count")}
_RULES = (DEPLOY / "alerts.yaml").read_text(encoding="utf-8")
_ALERTS = dict(re.findall(r"- alert: (\w+)\n(.*?)(?=\n\n|\Z)", _RULES, re.DOTALL))
_BOARD = json.loads((DEPLOY / "grafana-dashboard.json").read_text(encoding="utf-8"))
_PANELS = {panel["title"]: "\n".join(one["expr"] for one in panel["targets"]) for panel in _BOARD["panels"]}


@pytest.mark.parametrize("asked", [*_ALERTS.values(), *_PANELS.values()], ids=[*_ALERTS, *_PANELS])
def test_what_is_asked_for_is_shown(asked: str) -> None:
    names = set(re.findall(r"\b(?:tickerbell|process)_\w+", asked))
    assert names or 'up{job="tickerbell"}' in asked
    assert names <= set(_shown()), "There is no such number: handlers/metrics.py has them all."
    for name, selector in re.findall(r"\b(tickerbell_\w+)\{([^}]*)\}", asked):
        for label, sign, value in re.findall(r'(\w+)(=~|!=|=)"([^"]*)"', selector):
            if label not in THEIRS and (values := _shown()[name]):
                wanted = set(value.split("|")) if sign == "=~" else {value}
                assert wanted <= values[label], f"{name} has no {label} {value}."


def test_every_alert_says_how_bad_it_is_and_what_to_do() -> None:
    assert len(_ALERTS) == _RULES.count("- alert:")
    for name, rule in _ALERTS.items():
        for part in ("expr:", "severity:", "summary:", "description:"):
            assert part in rule, f"{name} lacks {part}"


def test_every_number_is_explained_to_operators() -> None:
    page = (DEPLOY.parent / "docs" / "operating.md").read_text(encoding="utf-8")
    ours = {name for name in _shown() if name.startswith("tickerbell_")}
    ours = {name for name in ours if not name.endswith(("_bucket", "_sum", "_count", "_created"))}
    unsaid = {name for name in ours if f"`{name}" not in page and f"{name}_total" not in ours}
    assert unsaid == set(), "docs/operating.md has a table of them."
