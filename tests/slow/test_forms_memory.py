"""A round of forms for a whole province holds little in memory, out and in."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[1] / "bench" / "forms.py"
SOURCE = Path(__file__).parents[2] / "src"
MOST = 200  # megabytes
PATIENCE = 600


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell what a process held at most")
def test_forms_hold_little() -> None:
    """120 forms of 60 tasks, each command by itself; the helper that reads the files is counted by itself."""
    paths = os.pathsep.join((str(SOURCE), os.environ.get("PYTHONPATH", "")))
    ran = subprocess.run(
        [sys.executable, BENCH, "--units", "120", "--tasks", "60", "--register", "2000"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        env=os.environ | {"PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"},
    )
    assert ran.returncode == 0, ran.stderr
    held = [int(found) for found in re.findall(r"([0-9]+) MB, its reader", ran.stdout)]
    assert len(held) == 4, ran.stdout
    assert max(held) < MOST, ran.stdout
