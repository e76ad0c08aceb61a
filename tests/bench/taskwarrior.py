"""The same work given to Taskwarrior, where it is installed: list one project's tasks, add a task."""

import json
import os
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import large

PROGRAM = shutil.which("task")


def build(folder: Path, tasks: int) -> None:
    """Give Taskwarrior the tasks of `large`, led by the same units, a project each."""
    (folder / "taskrc").write_text(
        f"data.location={folder}\nconfirmation=off\nhooks=off\ngc=off\nverbose=nothing\n", encoding="utf-8"
    )
    lines = [json.dumps(_task(number)) for number in range(1, tasks + 1)]
    _run(folder, ["import", "-"], "[" + ",\n".join(lines) + "]")


def version() -> str:
    """Return which Taskwarrior it is."""
    done = subprocess.run([PROGRAM or "task", "--version"], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def listing(folder: Path) -> str:
    """List the overdue tasks of one unit, as LISTING does."""
    return _run(folder, [f"project:{large.FEW}", f"due.before:{large.TODAY}", "list"])


def add(folder: Path) -> str:
    """Add one task."""
    return _run(folder, ["add", "Báo cáo giải ngân", f"project:{large.FEW}", "due:2026-12-31"])


def _task(number: int) -> dict[str, str]:
    due = large.TODAY - timedelta(days=number % 31)
    lead = large.FEW if number <= large.FEW_TASKS else f"U{number % large.UNITS}"
    title = f"Báo cáo kết quả thực hiện nhiệm vụ số {number} của Ủy ban nhân dân tỉnh"
    return {
        "description": title,
        "project": lead,
        "due": due.strftime("%Y%m%dT120000Z"),
        "entry": "20260901T000000Z",
    }


def _run(folder: Path, words: list[str], text: str | None = None) -> str:
    environment = {**os.environ, "TASKRC": str(folder / "taskrc"), "TASKDATA": str(folder), "TERM": "dumb"}
    done = subprocess.run(
        [PROGRAM or "task", *words],
        input=text,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout
