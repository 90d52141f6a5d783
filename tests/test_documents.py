"""What is written beside the code agrees with it: named settings exist, dependencies are pinned and explained."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from bot.commands import COMMANDS
from bot.commands.command import Command
from config.names import KNOWN, NAMES

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "deploy").rglob("*.md")])
LOCKS = ROOT / "deploy" / "locks"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
# A switch of the tests, not a setting of the program.
OF_THE_TESTS = {"TICKERBELL_REQUIRE_ALL"}


def documents() -> list[Path]:
    """Everything that tells people what to set."""
    named = [ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / "Makefile", ROOT / ".ci" / "run"]
    return named + [file for folder in ("docs", "deploy") for file in (ROOT / folder).rglob("*") if _is_text(file)]


def test_every_setting_that_a_document_names_exists() -> None:
    wrong = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in documents()
        for name in re.findall(r"\bTICKERBELL_[A-Z0-9_]*[A-Z0-9]\b", file.read_text())
        if name not in KNOWN and name not in OF_THE_TESTS
    }
    assert not wrong


def test_every_setting_is_explained() -> None:
    page = (ROOT / "docs" / "operating.md").read_text()
    working, _, idle = page.partition("have no effect in this version")
    for row in NAMES:
        part = idle if row.later else working
        mark = r" \\\*" if row.secret else ""
        assert re.search(rf"`{row.name}`{mark}", part), (
            f"docs/operating.md lacks {row.name}, or puts it in the wrong place."
        )


@pytest.mark.parametrize("command", [one for one in COMMANDS if one.summary], ids=lambda command: command.name)
def test_every_command_is_explained_with_its_usage_and_examples(command: Command) -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for line in (command.usage, *command.examples):
        assert f"/calls {line}" in page, f"docs/commands.md does not show “/calls {line}”."


def test_no_command_is_explained_that_does_not_exist() -> None:
    named = re.findall(r"/calls ([a-z]+)", (ROOT / "docs" / "commands.md").read_text(encoding="utf-8"))
    assert set(named) <= {command.name for command in COMMANDS}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}, which is not there."


def test_every_dependency_is_explained() -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text()
    groups = PROJECT["dependency-groups"]
    for requirement in [*PROJECT["project"]["dependencies"], *groups["dev"], *groups["build"], *groups["bench"]]:
        name = _name(requirement)
        assert re.search(rf"[|,] {re.escape(name)}\b", page), f"docs/dependencies.md does not say why {name} is there."


def test_every_library_that_is_imported_is_declared() -> None:
    declared = {_name(requirement).replace("_", "-") for requirement in PROJECT["project"]["dependencies"]}
    providers = packages_distributions()
    for library in imported() - set(sys.stdlib_module_names) - {"bot", "config", "handlers"}:
        names = {name.lower().replace("_", "-") for name in providers[library]}
        assert names & declared, f"{library} is imported, and pyproject.toml does not name it ({', '.join(names)})."


def imported() -> set[str]:
    """The top names of everything that the program imports."""
    files = (file for room in ("bot", "config", "handlers") for file in (ROOT / room).rglob("*.py"))
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    parts = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name.split(".")[0] for name in plain | parts}


@pytest.mark.parametrize(
    ("lock", "requirements"),
    [
        ("runtime.txt", PROJECT["project"]["dependencies"]),
        ("build.txt", PROJECT["dependency-groups"]["build"]),
        ("bench.txt", PROJECT["dependency-groups"]["bench"]),
        ("dev.txt", [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]),
    ],
)
def test_every_dependency_is_pinned_with_hashes_and_no_index(lock: str, requirements: list[str]) -> None:
    text = (LOCKS / lock).read_text()
    entries = dict(
        re.findall(r"^([\w.-]+)==\S+(?: ; [^\\\n]+)? \\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.M)
    )
    missing = {_name(requirement) for requirement in requirements} - {name.lower() for name in entries}
    assert not missing, f"{lock} lacks {missing}: run make lock."
    left = [
        line for line in text.splitlines() if not re.match(r"[\w.-]+==|    --hash=sha256:[0-9a-f]{64}( \\)?$|#", line)
    ]
    assert left == [], "A lock holds pins and hashes only: no index, no address, no folder."


def test_every_lock_agrees_on_every_version() -> None:
    pins = [
        dict(re.findall(r"^([\w.-]+)==(\S+)", (LOCKS / f"{name}.txt").read_text(), re.M))
        for name in ("runtime", "build", "bench")
    ]
    everything = dict(re.findall(r"^([\w.-]+)==(\S+)", (LOCKS / "dev.txt").read_text(), re.M))
    for pinned in pins:
        assert {name: version for name, version in pinned.items() if name in everything}.items() <= everything.items()


def _name(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return found[0].lower()


def _is_text(file: Path) -> bool:
    return file.is_file() and file.suffix not in (".png", ".jpg", ".gif") and file.parent != LOCKS
