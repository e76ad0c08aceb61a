"""Two offices that hand each other tables, for the laws of export and import."""

import contextlib
import csv
import io
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from clerk import TODAY
from hypothesis import strategies as st

from tasktrack.__main__ import main
from tasktrack.intake.columns import TASKS
from tasktrack.services.task_words import names

UNITS = ("STC", "STP", "XA1", "P1")
OFFICERS = ("AN", "BINH")
# Signs that tables, terminals and spellings trip over: quotes, separators, line ends, signs of formulas, NFD.
TASK_COLUMNS = TASKS.names
ODD = "ab Đđ\"';,\n\r\t=+-@\\#.0\u0301\u0323\u200d\u202e\ufeff\x1b\x1f\u00a0\u2028"
TEXT = st.text(ODD, max_size=12)
NUMBERS = st.sampled_from(["", "1", "0,8", "2.5", "1200.125", "1000"])
DAYS = st.sampled_from(["", "2026-10-01", "1/11/2026", "2026-11-22"])
KEYS = st.one_of(st.just(""), st.sampled_from(["K1", "K2", "#1", "##"]), TEXT)
TASK_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "key": KEYS,
            "title": st.one_of(st.sampled_from(["Lập", "Trình"]), TEXT),
            "kind": st.sampled_from(["", "regular", "adhoc", "key-common"]),
            "lead": st.sampled_from(UNITS),
            "support": st.sampled_from(["", "STP", "XA1;P1", "P1, XA1"]),
            "officer": st.sampled_from(["", *OFFICERS]),
            "product": TEXT,
            "coefficient": NUMBERS,
            "quantity": NUMBERS,
            "assigned_on": DAYS,
            "due_on": st.sampled_from(["", "none", "2026-12", "Q1/2027", "31/12/2026", "+40d"]),
            "document": TEXT,
            "document_date": DAYS,
            "issuer": TEXT,
            "assigner": TEXT,
            "target": NUMBERS,
            "baseline": NUMBERS,
            "measure": TEXT,
            "programme": st.lists(TEXT, max_size=3).map(names),
            "field": TEXT,
            "urgency": st.sampled_from(["", "urgent", "hỏa tốc"]),
            "subject": TEXT,
            "linked": TEXT,
            "origin": st.sampled_from(["", "own", "central"]),
            "taken_over": st.sampled_from(["", "x", "no"]),
            "head_in_person": st.sampled_from(["", "yes"]),
            "parent": KEYS,
            "code": st.sampled_from(["", "", "#1", "#2", "#a"]),
        }
    ),
    max_size=8,
)


class Office:
    """A register and the files beside it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.path = folder / f"{name}.db"

    def run(self, *words: str) -> int:
        """Run one command; what it prints is thrown away."""
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            return int(main(["--db", str(self.path), "--lang", "en", "--today", TODAY, *words]))

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
        self.ok(noun, "list", "--for-import", *options, "--yes", "--output", str(path))
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


def goes_round(started: Office, noun: str, data: bytes, *options: str) -> bytes:
    """Bring a table in, out, into an office of the same units, and out again; return what came out."""
    first = started.copy("first")
    assert first.give(noun, data, "--skip-bad") in (0, 4, 9)
    exported = first.table(noun, *options)
    second = started.copy("second")
    assert second.give(noun, exported) == 0
    assert second.table(noun, *options) == exported
    if lines := first.table(noun, *options, suffix="jsonl"):  # a file without a row is an empty one
        third = started.copy("third")
        assert third.give(noun, lines, suffix="jsonl") == 0
        assert third.table(noun, *options) == exported
    before = second.path.read_bytes()
    assert second.give(noun, exported) == 0
    assert second.path.read_bytes() == before
    return exported
