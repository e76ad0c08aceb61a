"""The example of a province of three levels, whose districts end on 1 July 2025, played by a clerk."""

import shlex
from pathlib import Path

from clerk import Clerk

EXAMPLE = Path(__file__).parents[1] / "examples/levels"
TODAY = "2025-11-20"
CLOSED = "2025-06"  # before the districts ended
_made: dict[str, bytes] = {}


def played(empty: Clerk) -> Clerk:
    """Return a clerk of 20 November 2025 in front of the example, played once in a test process."""
    if not _made:
        _play(empty)
        _made["register"] = empty.db.read_bytes()
    empty.db.write_bytes(_made["register"])
    empty.today = TODAY
    return empty


def _play(clerk: Clerk) -> None:
    """Type the lines of the example; the register is there already."""
    for line in (EXAMPLE / "build.sh").read_text(encoding="utf-8").splitlines():
        if line.startswith("tasktrack --today") and " init " not in line:
            _program, _option, today, *words = shlex.split(line)
            clerk.ok(*(str(EXAMPLE / word) if word.endswith(".csv") else word for word in words), today=today)
