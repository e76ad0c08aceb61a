"""The house has one direction of imports; this reads them all, those inside functions and for types too."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src"
PACKAGE = "tasktrack"
LEAVES = {"", "errors", "clock", "i18n"}  # "" is the package itself
MAY_USE = {
    "__main__": {"cli"},
    "cli": {"services", "reports", "render"},
    "services": {"domain", "store", "intake"},
    "reports": {"domain"},
    "store": {"domain"},
    "intake": {"domain"},
    "domain": set(),
    "render": set(),
}
# The shapes between computing and showing are all that a renderer knows outside its room: that of a report, and that
# of a form, which is no report, for somebody fills it in.
SHAPES = (f"{PACKAGE}.reports.report", f"{PACKAGE}.reports.form_shape")
NEVER = {"pandas", "pydantic"}
NOT_AT_START = ("rich", "sqlite_utils", "dateutil.parser")


def module_name(path: Path) -> str:
    """Return the dotted name of a source file below src/."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(module: str) -> str:
    """Return the room of a module: `services` for `tasktrack.services.period`, "" for the package itself."""
    return [*module.split("."), ""][1]


def targets(node: ast.AST) -> list[str]:
    """Return the dotted names that one statement or call brings in."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
        called = ast.unparse(node.func).rpartition(".")[2]
        if called in {"import_module", "__import__"}:
            return [str(node.args[0].value)]
    return []


def is_inside(target: str, *modules: str) -> bool:
    """Tell whether `target` is one of `modules` or lies below it."""
    return any(target == module or target.startswith(f"{module}.") for module in modules)


def is_for_types(node: ast.AST) -> bool:
    """Tell whether a statement is `if TYPE_CHECKING:`, which never runs."""
    return isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")


def running(node: ast.AST, *, functions: bool) -> Iterator[ast.AST]:
    """Walk what runs below `node`: not what is for types, and functions' bodies only when asked for."""
    for child in ast.iter_child_nodes(node):
        inner = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        if is_for_types(child) or (inner and not functions):
            continue
        yield child
        yield from running(child, functions=functions)


def allowed(module: str, target: str) -> bool:
    """Tell whether `module` may import `target`, both inside the package."""
    here, there = room(module), room(target)
    rooms = MAY_USE.keys() | {"data"}
    if there not in rooms:  # a leaf, or a name of the package itself
        return here in MAY_USE or here in LEAVES
    if here == "render" and is_inside(target, *SHAPES):
        return True
    return there == here or there in MAY_USE.get(here, set())


def faults(module: str, text: str) -> list[str]:
    """Return a line for every import of `module` that the house does not allow."""
    tree = ast.parse(text)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            found.append(f"{module}:{node.lineno}: relative import")
            continue
        for target in targets(node):
            if target.split(".")[0] in NEVER:
                found.append(f"{module}:{node.lineno}: {target} is never imported")
            if is_inside(target, PACKAGE) and not allowed(module, target):
                found.append(f"{module}:{node.lineno}: {room(module)} may not use {target}")
    found += [
        f"{module}:{node.lineno}: {target} is imported at start"
        for node in running(tree, functions=False)
        for target in targets(node)
        if is_inside(target, *NOT_AT_START)
    ]
    return found


def opens_sqlite(text: str) -> bool:
    """Tell whether a module imports sqlite3 when it runs, anywhere."""
    if "sqlite3" not in text:
        return False
    nodes = running(ast.parse(text), functions=True)
    return any(is_inside(target, "sqlite3") for node in nodes for target in targets(node))


def sources() -> dict[str, str]:
    """Return the text of every module of the product by its dotted name."""
    found = sorted((SOURCE / PACKAGE).rglob("*.py"))
    return {module_name(path): path.read_text(encoding="utf-8") for path in found}


def test_imports_go_one_way() -> None:
    """Every arrow of the product is one of the design's."""
    found = [fault for module, text in sources().items() for fault in faults(module, text)]
    assert not found, "\n".join(found)


def test_every_module_lies_in_a_room() -> None:
    """A new folder or file beside the rooms is a decision, not a slip."""
    known = MAY_USE.keys() | LEAVES | {"data"}
    assert {room(module) for module in sources()} <= known


def test_data_holds_no_code() -> None:
    """The data folder is a package so that it can be found, and nothing more."""
    texts = {module: text for module, text in sources().items() if room(module) == "data"}
    code = [
        module
        for module, text in texts.items()
        if not all(isinstance(node, ast.Expr) for node in ast.parse(text).body)
    ]
    assert code == []


def test_one_module_imports_sqlite3() -> None:
    """Two openers in one process would drop each other's locks."""
    openers = [module for module, text in sources().items() if opens_sqlite(text)]
    assert len(openers) <= 1, openers
    assert all(room(module) == "store" for module in openers), openers


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("tasktrack.domain.task", "from tasktrack.store import connect"),
        ("tasktrack.domain.task", "import tasktrack.services.task"),
        ("tasktrack.cli.task", "from tasktrack.store.task import rows"),
        ("tasktrack.cli.task", "from tasktrack.domain import task"),
        ("tasktrack.services.task", "from tasktrack.reports.report import Report"),
        ("tasktrack.services.task", "from tasktrack import cli"),
        ("tasktrack.reports.task", "from tasktrack.services import task"),
        ("tasktrack.intake.csv", "from tasktrack.store import connect"),
        ("tasktrack.store.task", "from tasktrack.intake import csv"),
        ("tasktrack.render.text", "from tasktrack.reports import task"),
        ("tasktrack.render.text", "from tasktrack.reports.task import page"),
        ("tasktrack.render.text", "from tasktrack.domain.text import fold"),
        ("tasktrack.__main__", "from tasktrack.services import task"),
        ("tasktrack.errors", "from tasktrack.domain import task"),
        ("tasktrack", "from tasktrack.cli import app"),
        ("tasktrack.services.task", "from tasktrack import data"),
        ("tasktrack.domain.task", "def late():\n    from tasktrack.store import connect"),
        ("tasktrack.domain.task", "if TYPE_CHECKING:\n    from tasktrack.store import connect"),
        ("tasktrack.domain.task", "importlib.import_module('tasktrack.store.connect')"),
        ("tasktrack.domain.task", "from . import dates"),
        ("tasktrack.domain.task", "def late():\n    import pandas"),
        ("tasktrack.store.task", "from pydantic import BaseModel"),
        ("tasktrack.render.table", "import rich.table"),
        (
            "tasktrack.store.task",
            "try:\n    from sqlite_utils import Database\nexcept ImportError:\n    pass",
        ),
        ("tasktrack.domain.dates", "from dateutil import parser"),
        ("tasktrack.domain.dates", "class Dates:\n    from dateutil.parser import parse"),
    ],
)
def test_a_forbidden_import_is_found(module: str, line: str) -> None:
    """The reader of imports can fail, in every way it is meant to."""
    assert len(faults(module, line)) == 1


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("tasktrack.domain.task", "from tasktrack.domain import dates\nfrom tasktrack.i18n import _"),
        ("tasktrack.domain.dates", "from dateutil.relativedelta import relativedelta"),
        ("tasktrack.cli.task", "from tasktrack import __version__\nfrom tasktrack.services import task"),
        ("tasktrack.cli.task", "from tasktrack.render import text\nfrom tasktrack.reports import task"),
        ("tasktrack.services.task", "from tasktrack.store import task\nimport tasktrack.domain.task"),
        (
            "tasktrack.reports.task",
            "from tasktrack.domain import task\nfrom tasktrack.reports.report import Report",
        ),
        (
            "tasktrack.render.text",
            "from tasktrack.reports.report import Report\nfrom tasktrack.clock import zone",
        ),
        ("tasktrack.render.text", "from tasktrack.reports import report"),
        ("tasktrack.render.form_sheet", "from tasktrack.reports.form_shape import FormSheet"),
        ("tasktrack.render.table", "def show():\n    from rich.table import Table"),
        ("tasktrack.render.table", "if TYPE_CHECKING:\n    from rich.table import Table"),
        ("tasktrack.__main__", "from tasktrack.cli import app\nfrom tasktrack.errors import ExitCode"),
        ("tasktrack.i18n", "from tasktrack.errors import Invalid"),
    ],
)
def test_an_allowed_import_passes(module: str, line: str) -> None:
    """The reader of imports lets through what the design draws."""
    assert faults(module, line) == []


def test_sqlite3_for_types_opens_nothing() -> None:
    """Naming a connection's type is not opening one; importing inside a function is."""
    assert not opens_sqlite("if typing.TYPE_CHECKING:\n    import sqlite3")
    assert opens_sqlite("def read():\n    from sqlite3 import connect")
    assert opens_sqlite("import sqlite3 as books")
