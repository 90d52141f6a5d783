"""The rules of the house that no linter knows. Which room may import which is in pyproject.toml (import-linter).

Each rule finds breaches in one module; its ``instead`` says what to do; its ``breach`` shows that it can fail.
"""

import ast
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
MODULES = {
    file.relative_to(ROOT).as_posix(): file.read_text(encoding="utf-8")
    for room in ("bot", "config", "handlers")
    for file in sorted((ROOT / room).rglob("*.py"))
}
PURE = ("bot/calls/", "bot/reading/", "bot/reminders/", "bot/cards/")
LONGEST_MODULE = 400  # lines
OUTSIDE = frozenset(
    {"aiohttp", "asyncio", "httpx", "requests", "slack_sdk", "socket", "sqlalchemy", "sqlite3", "subprocess"}
)
MADE_AT_IMPORT = frozenset(
    {"AsyncApp", "AsyncIOScheduler", "AsyncWebClient", "ClientSession", "Starlette", "create_async_engine", "getenv"}
    | {"load_settings", "configure", "basicConfig"}
)
SENDS = frozenset({"post", "tell", "may_post"})

Finder = Callable[[ast.Module], Iterator[ast.AST]]


@dataclass(frozen=True, slots=True)
class Rule:
    """``applies`` to a path such as ``bot/calls/call.py``; ``finds`` the nodes of a module that breach it."""

    name: str
    applies: Callable[[str], bool]
    finds: Finder
    instead: str
    breach: str


def everywhere_but(*places: str) -> Callable[[str], bool]:
    return lambda path: not path.startswith(places)


def only_in(*places: str) -> Callable[[str], bool]:
    return lambda path: path.startswith(places)


def imports_of(*names: str) -> Finder:
    def found(tree: ast.Module) -> Iterator[ast.AST]:
        for node in ast.walk(tree):
            imported = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                imported = [node.module]
            if any(name.split(".")[0] in names for name in imported):
                yield node

    return found


def asynchronous(tree: ast.Module) -> Iterator[ast.AST]:
    kinds = (ast.AsyncFunctionDef, ast.Await, ast.AsyncFor, ast.AsyncWith)
    return (node for node in ast.walk(tree) if isinstance(node, kinds))


def reaching_out(tree: ast.Module) -> Iterator[ast.AST]:
    yield from imports_of(*OUTSIDE)(tree)
    yield from (node for node in ast.walk(tree) if _called(node) in ("read_bytes", "write_bytes", "write_text"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    yield from (call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "open")


def transactions(tree: ast.AST) -> Iterator[ast.AsyncWith]:
    """Blocks such as ``async with desk.database.write() as db:``, and whatever calls ``begin``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.AsyncWith) and any(_opens(item.context_expr) for item in node.items):
            yield node


def sending_inside_transactions(tree: ast.Module) -> Iterator[ast.AST]:
    for block in transactions(tree):
        yield from (node for node in ast.walk(block) if isinstance(node, ast.Call) and _sends(node))


def calls_of(*names: str) -> Finder:
    return lambda tree: (node for node in ast.walk(tree) if _called(node) in names)


def made_at_import(tree: ast.Module) -> Iterator[ast.AST]:
    """Calls that run when the module is imported: those outside functions."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if _called(node) in MADE_AT_IMPORT:
            yield node
        waiting.extend(ast.iter_child_nodes(node))


def silent_handlers(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.ExceptHandler):
            continue
        broad = node.type is None or ast.unparse(node.type) in ("Exception", "BaseException")
        # An error that is handed on (reported, or returned as a value) is not swallowed.
        speaks = any(
            isinstance(inner, ast.Raise) or _is_log(inner) or (isinstance(inner, ast.Name) and inner.id == node.name)
            for inner in ast.walk(node)
        )
        if broad and not speaks:
            yield node


def no_docstring(tree: ast.Module) -> Iterator[ast.AST]:
    if tree.body and ast.get_docstring(tree) is None:
        yield tree.body[0]


def too_long(tree: ast.Module) -> Iterator[ast.AST]:
    yield from (node for node in tree.body if (node.end_lineno or 0) > LONGEST_MODULE)


def _opens(expression: ast.expr) -> bool:
    called = _called(expression)
    return called == "begin" or (called in ("read", "write") and "database" in ast.unparse(expression))


def _sends(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and (
        call.func.attr in SENDS or "messenger" in ast.unparse(call.func.value)
    )


def _is_log(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).startswith(("log.", "logger.", "self._log."))


def _called(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Call):
        return None
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return None


RULES = (
    Rule(
        "the pure rooms are not asynchronous",
        only_in(*PURE),
        asynchronous,
        "Compute here, and await in a use case: load, call the pure function, save.",
        "async def plan(): ...",
    ),
    Rule(
        "the pure rooms reach nothing outside",
        only_in(*PURE),
        reaching_out,
        "Take what is needed as an argument; a handler or a use case fetches it.",
        "text = open('release.txt').read()",
    ),
    Rule(
        "only use cases open transactions",
        # Bolt's own stores bring their SQL and their transactions, and what is added to them does.
        everywhere_but("bot/usecases/", "bot/storage/", "handlers/slack/stores.py"),
        transactions,
        "Write a use case in bot/usecases that opens the transaction, and call that.",
        "async def f():\n    async with desk.database.write() as db: pass",
    ),
    Rule(
        "nobody commits",
        everywhere_but("bot/storage/migrations/"),
        calls_of("commit", "rollback"),
        "Leave the block to keep what was written, or raise to undo it.",
        "async def f(db):\n    await db.commit()",
    ),
    Rule(
        "nothing is sent inside a transaction",
        only_in("bot/usecases/", "bot/storage/"),
        sending_inside_transactions,
        "End the block first: claim, then send, then record in a block of its own.",
        "async def f():\n    async with desk.database.write() as db:\n        await messenger.post(post)",
    ),
    Rule(
        "only storage speaks SQL",
        # Two only take a database's address apart; Bolt's own stores bring their SQL.
        everywhere_but(
            "bot/storage/", "bot/usecases/", "config/parsing.py", "bot/doctor.py", "handlers/slack/stores.py"
        ),
        imports_of("sqlalchemy", "alembic", "asyncpg", "aiosqlite", "sqlite3"),
        "Write a function in bot/storage, and call it from a use case.",
        "from sqlalchemy import select",
    ),
    Rule(
        "only times.py knows the rules of time zones",
        everywhere_but("bot/times.py"),
        imports_of("pytz", "zoneinfo"),
        "Use bot.times (instant, own_instant, wall_time, local_date), or add what is missing there.",
        "import pytz",
    ),
    Rule(
        "only ticks.py schedules",
        everywhere_but("handlers/ticks.py"),
        imports_of("apscheduler"),
        "Plan a delivery row and ring the bell; handlers/ticks.py wakes the dispatcher.",
        "from apscheduler.schedulers.asyncio import AsyncIOScheduler",
    ),
    Rule(
        "only the hands of Slack know its libraries",
        everywhere_but("handlers/slack/"),
        imports_of("slack_sdk", "slack_bolt"),
        "Say it in cards and outcomes; handlers/slack turns them into Slack's own.",
        "from slack_sdk import WebClient",
    ),
    Rule(
        "only the hands of Teams know its libraries",
        everywhere_but("handlers/teams/"),
        imports_of("microsoft_teams", "jwt", "httpx"),
        "Say it in cards and outcomes; handlers/teams turns them into Teams' own.",
        "from microsoft_teams.api import Account",
    ),
    Rule(
        "only the hands and the composition root serve HTTP",
        everywhere_but("handlers/", "bot/running.py"),
        imports_of("starlette", "uvicorn", "aiohttp"),
        "Put the route into a handler, and keep the work in a use case.",
        "from starlette.routing import Route",
    ),
    Rule(
        "nothing happens at import",
        everywhere_but("bot/storage/migrations/"),
        made_at_import,
        "Make it in a function that bot/running.py calls, and hand it on as an argument.",
        "settings = load_settings({})",
    ),
    Rule(
        "no error is swallowed",
        everywhere_but(),
        silent_handlers,
        "Catch the exception that is expected; where a loop must survive anything, log it.",
        "try:\n    f()\nexcept Exception:\n    pass",
    ),
    Rule(
        "each module says what it is",
        everywhere_but("bot/storage/migrations/versions/"),
        no_docstring,
        "Begin it with one sentence that says what it holds.",
        "x = 1",
    ),
    Rule(
        f"no module is longer than {LONGEST_MODULE} lines",
        everywhere_but("bot/storage/migrations/versions/"),
        too_long,
        "Split it by what it knows; a folder holds a stage or a noun, a module one thing.",
        "x = 1\n" * (LONGEST_MODULE + 1),
    ),
)
by_name = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name.replace(" ", "-"))


@by_name
def test_the_house_keeps_its_rules(rule: Rule) -> None:
    breaches = [
        f"{path}:{getattr(node, 'lineno', 1)}"
        for path, source in MODULES.items()
        if rule.applies(path)
        for node in rule.finds(ast.parse(source))
    ]
    assert not breaches, f"{rule.name}. {rule.instead} Found at {', '.join(breaches)}"


@by_name
def test_a_breach_of_a_rule_is_found(rule: Rule) -> None:
    assert list(rule.finds(ast.parse(rule.breach)))
    assert any(rule.applies(path) for path in MODULES), f"{rule.name} applies to no module: its paths are out of date."


def test_every_room_has_its_place_in_the_order_of_imports() -> None:
    (layers,) = [contract["layers"] for contract in _contracts() if contract["type"] == "layers"]
    placed = {room.strip("() ") for layer in layers for room in layer.replace("|", ":").split(":")}
    rooms = {PurePosixPath(path).with_suffix("").parts[:2] for path in MODULES if path.startswith("bot/")}
    missing = {".".join(room) for room in rooms} - placed - {"bot.__init__"}
    assert not missing, f"Give {', '.join(sorted(missing))} a place in the layers of pyproject.toml."


def _contracts() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
    return found
