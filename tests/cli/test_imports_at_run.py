"""A read command in a pipe starts fast: what it does not need is not imported."""

import os
import subprocess
import sys

import pytest
from clerk import Clerk

HEAVY = ("rich", "sqlite_utils", "pydantic", "dateutil", "numpy", "pandas", "importlib.metadata", "zoneinfo")
# What one command needs is not loaded for another.
OTHERS = {
    "unit list": ("tasktrack.services.task", "tasktrack.cli.task", "tasktrack.services.progress"),
    "task list": ("tasktrack.cli.unit", "tasktrack.services.closing", "tasktrack.store.migrations"),
    "history": ("tasktrack.services.closing", "tasktrack.store.migrations"),
}
SCRIPT = """
import sys
from tasktrack.__main__ import main
code = main(sys.argv[1:])
sys.stdout.flush()
print("\\n".join(sys.modules), file=sys.stderr)
raise SystemExit(code)
"""


def loaded(clerk: Clerk, *words: str) -> set[str]:
    """Run a command in a process of its own, its output in a pipe; return the modules it imported."""
    command = [
        sys.executable,
        "-c",
        SCRIPT,
        "--db",
        str(clerk.db),
        "--lang",
        "en",
        "--today",
        "2026-11-22",
        *words,
    ]
    path = os.pathsep.join(part for part in sys.path if part)
    ran = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": path},
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout
    return set(ran.stderr.split())


@pytest.mark.parametrize(
    "words",
    [
        ("task", "list"),
        ("task", "list", "--format", "json"),
        ("task", "list", "--format", "csv", "--sort", "title"),
        ("task", "show", "NV1"),
        ("unit", "list"),
        ("officer", "list"),
        ("progress", "list"),
        ("history",),
        ("config", "list"),
    ],
)
def test_a_read_in_a_pipe_imports_nothing_heavy(clerk: Clerk, words: tuple[str, ...]) -> None:
    """Neither rich, sqlite_utils, pydantic nor dateutil, and nothing of another command."""
    clerk.task("Draft", "--due", "2026-12-31")
    clerk.ok("log", "NV1", "half", "--percent", "50")
    found = loaded(clerk, *words)
    assert "tasktrack.store.register" in found
    heavy = {name for name in found if name.split(".")[0] in HEAVY or name in HEAVY}
    assert heavy == set()
    assert found.isdisjoint(OTHERS.get(" ".join(words), ()))


def test_what_is_looked_for_can_be_found(clerk: Clerk) -> None:
    """A table for a terminal does import rich, so the test above can fail."""
    clerk.task()
    assert "rich" in loaded(clerk, "task", "list", "--format", "table")


def test_help_imports_no_group(clerk: Clerk) -> None:
    """The list of commands comes from the registry."""
    found = loaded(clerk, "--help")
    assert not any(name.startswith("tasktrack.cli.task") or name == "tasktrack.cli.unit" for name in found)
