"""Two offices that hand each other tables, for the laws of export and import."""

import contextlib
import csv
import io
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from hypothesis import strategies as st

from tasktrack.__main__ import main

UNITS = ("STC", "STP", "XA1", "P1")
OFFICERS = ("AN", "BINH")
# Signs that tables, terminals and spellings trip over: quotes, separators, line ends, signs of formulas, NFD.
ODD = "ab Đđ\"';,\n\r\t=+-@\\#.0\u0301\u0323\u200d\u202e\ufeff\x1b\x1f\u00a0\u2028"
TEXT = st.text(ODD, max_size=12)


class Office:
    """A register and the files beside it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.path = folder / f"{name}.db"

    def run(self, *words: str) -> int:
        """Run one command; what it prints is thrown away."""
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            return int(main(["--db", str(self.path), "--lang", "en", "--today", "2026-11-22", *words]))

    def ok(self, *words: str) -> None:
        """Run one command that must succeed."""
        assert self.run(*words) == 0, words

    def start(self, *files: Path) -> "Office":
        """Begin a register with units and officers of these files."""
        self.path.unlink(missing_ok=True)
        self.ok("init", "--office", "UBND")
        for file in files:
            self.ok(file.stem, "import", str(file))
        return self

    def copy(self, name: str) -> "Office":
        """Return a second office with the same register."""
        other = Office(self.folder, name)
        shutil.copy(self.path, other.path)
        return other

    def table(self, noun: str, *options: str, suffix: str = "csv") -> bytes:
        """Return a list as the table that its import reads."""
        path = self.folder / f"{self.path.stem}-{noun}.{suffix}"
        self.ok(noun, "list", "--for-import", *options, "--output", str(path))
        return path.read_bytes()

    def give(self, noun: str, data: bytes, *options: str, suffix: str = "csv") -> int:
        """Import a table; return the exit code."""
        path = self.folder / f"{self.path.stem}-given.{suffix}"
        path.write_bytes(data)
        return self.run(noun, "import", str(path), *options)


def written(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return rows as CSV; a column that a row has not is empty."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def own_tables(folder: Path) -> tuple[Path, Path]:
    """Write the units and officers that every office of these tests has."""
    units, officers = folder / "unit.csv", folder / "officer.csv"
    rows = [{"code": code, "name": f"Đơn vị {code}", "block": "so"} for code in UNITS]
    units.write_bytes(written(("code", "name", "block"), rows))
    rows = [{"code": code, "name": code, "unit": "STC", "position": "staff"} for code in OFFICERS]
    officers.write_bytes(written(("code", "name", "unit", "position"), rows))
    return units, officers
